"""Cue words where they stand: verbs of reporting outside quotation marks, with the entry of the lexicon that fits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas.vocabulary import CueClass
from tasks.annotate import Paragraph
from tasks.extract.lexicon import Cue, base_forms, cues, is_form_of
from tasks.extract.phrases import only_speech
from tasks.extract.quotes.attribution import Page
from tasks.extract.quotes.speakers import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHHELD = frozenset({"avoid", "refrain", "resist", "abstain"})
PRESENTED = frozenset({"describe", "hail", "identify", "portray", "present", "regard"})
SUPPOSING = frozenset({"assuming", "considering", "supposing"})  # like 'if' and 'in view of'
FINDING_OUT = frozenset({"decide", "determine", "discover", "establish", "find", "learn"})
PRIZES = frozenset({"candidate", "cup", "election", "nomination", "office", "place", "party", "referendum", "seat", "title", "vote"})
UNDONE = frozenset({"refuse", "decline", "fail", "forget", "expect", "ask", "urge", "order", "require", "need", "attempt"})


def cue_verbs(paragraph: Paragraph, page: Page) -> Iterator[tuple["Token", Cue]]:
    """Cue verbs outside quotation marks, those that govern others first."""
    found: list[tuple[int, int, Token, Cue]] = []
    for token in paragraph.tokens:
        if not token.tag_.startswith("VB") or not page.outside(token, paragraph.start):
            continue
        cue = cue_of(token)
        if token.dep_ == "pcomp" and token.head.text.lower() in ("in", "without"):
            continue  # promised in writing; without mentioning it
        if _is_yet_to_come(token) or (token.text.lower() in SUPPOSING and token.dep_ in ("advcl", "prep")):
            continue
        if _is_open(token) or _says_nothing(token):
            continue
        question = token.tag_ == "VBN" and opens_question(token)
        if cue is not None and (question or not is_attribute(token)) and not _asked_by_the_writer(token, paragraph, page):
            found.append((token.sent.start, sum(1 for _ in token.ancestors), token, cue))
    for _, _, token, cue in sorted(found, key=lambda f: (f[0], f[1], f[2].i)):
        yield token, cue


def _asked_by_the_writer(verb: "Token", paragraph: Paragraph, page: Page) -> bool:
    """True for a verb of a question that no marks enclose: 'How will Paris inform its allies?'."""
    last = verb.sent[-1]
    mark = last
    while mark.is_space and mark.i > verb.i:
        mark = mark.nbor(-1)
    return mark.text.endswith("?") and page.outside(last, paragraph.start)


def _is_yet_to_come(verb: "Token") -> bool:
    """True for words that are only expected, asked for or tried: 'is expected to urge …', 'was told to report …'."""
    if verb.tag_ == "VBG" and verb.dep_ in ("xcomp", "pcomp"):  # 'avoided saying', 'stopped short of saying'
        above = verb.head if verb.dep_ == "xcomp" else verb.head.head
        short = above.text.lower() == "short" or (above.text.lower() == "from" and is_form_of(above.head.text, WITHHELD))
        return short or is_form_of(above.text, WITHHELD)
    if verb.dep_ != "xcomp" or verb.tag_ != "VB" or not any(c.tag_ == "TO" for c in verb.lefts):
        return False
    if is_form_of(verb.head.text, {"have", "be"}) and any(c.text.lower() == "yet" for c in (*verb.head.children, *verb.lefts)):
        return True  # 'have yet to confirm it'
    return is_passive(verb.head) or is_form_of(verb.head.text, UNDONE)


def _is_open(verb: "Token") -> bool:
    """True for what somebody has still to find out: 'will determine whether …', 'to decide when …'."""
    if not is_form_of(verb.text, FINDING_OUT):
        return False
    ahead = any(c.tag_ in ("MD", "TO") for c in verb.lefts) or (verb.tag_ == "VBG" and any(c.dep_ == "aux" for c in verb.lefts))
    clause = next((c for c in verb.rights if c.dep_ in ("ccomp", "advcl", "xcomp")), None)
    first = clause.left_edge if clause is not None else None
    return ahead and first is not None and (first.tag_ in ("WRB", "WP", "WDT") or first.text.lower() in ("if", "whether"))


def _says_nothing(verb: "Token") -> bool:
    """True for a cue word that its company gives another meaning: 'the group called “Horn”', 'dare to talk', 'campaigned for his seat'."""
    if is_form_of(verb.text, {"call"}):
        return verb.tag_ == "VBN" and verb.dep_ == "acl" and not any(c.dep_ in ("aux", "agent", "prep") for c in verb.children)
    if is_form_of(verb.text, {"quote"}):  # 'quoted Lee as saying': Lee says it
        return any(g.tag_ == "VBG" and only_speech(g.text) for c in verb.rights if c.text.lower() == "as" for g in c.rights)
    if is_form_of(verb.text, {"dare"}):
        return any(c.dep_ == "xcomp" for c in verb.rights) and not any(c.dep_ in ("dobj", "dative") for c in verb.rights)
    if is_form_of(verb.text, {"campaign", "challenge"}):
        aims = [t for c in verb.rights if c.text.lower() == "for" for t in c.rights if t.dep_ == "pobj"]
        return any(is_form_of(t.text, PRIZES) for t in aims)
    return False


def opens_question(verb: "Token") -> bool:
    """True for 'Asked whether …' and 'when asked whether …'."""
    return bool(verb.is_sent_start) or (verb.i > 0 and verb.nbor(-1).text.lower() == "when")


def _has_particle(verb: "Token", particle: str) -> bool:
    return any(c.text.lower() == particle and c.i > verb.i and c.i - verb.i < 4 for c in verb.children)


def is_attribute(verb: "Token") -> bool:
    """True for a participle that only describes: 'the man named in the report', 'stated aims'."""
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "amod", "advcl", "ccomp", "xcomp"):
        return False
    if any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    active = verb.i > 0 and verb.nbor(-1).text == "," and any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)
    return not active and noun_before(verb) is None  # '…, the MP for Wye, accused the minister of …' is no participle


def noun_before(verb: "Token") -> "Token | None":
    """The man of 'detained the man, later identified as John Roe': the noun before a comma of which a participle says what it is taken for."""
    comma = verb.left_edge.i - 1
    if verb.tag_ != "VBN" or verb.dep_ not in ("acl", "advcl") or comma < 1 or verb.doc[comma].text != ",":
        return None
    label = is_form_of(verb.text, PRESENTED) and any(c.dep_ == "prep" and c.text.lower() == "as" for c in verb.rights)
    noun = verb.head if verb.dep_ == "acl" else verb.doc[comma - 1]
    return noun if label and noun.tag_[:2] == "NN" else None


def is_cue(verb: "Token") -> bool:
    """True for a verb of cues.toml, in any of its shapes."""
    return cue_of(verb) is not None


def cue_of(verb: "Token") -> Cue | None:
    table = cues("verbs")
    entries = next((table[f] for f in base_forms(verb.text) if f in table), ())
    return next((c for c in entries if c.particle is None or _has_particle(verb, c.particle)), None)


def class_of(cue: Cue) -> CueClass:
    """Speech or attitude of a cue whose content is quoted: as that of a clause."""
    return cue.frames["clause"] if "clause" in cue.frames else next(iter(cue.frames.values()))
