"""Cue words where they stand: verbs of reporting outside quotation marks, with the entry of the lexicon that fits."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas.vocabulary import CueClass
from tasks.annotate import Paragraph
from tasks.extract.lexicon import Cue, base_forms, cues, is_form_of
from tasks.extract.quotes.attribution import Page
from tasks.extract.quotes.speakers import is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

WITHHELD = frozenset({"avoid", "refrain", "resist", "abstain"})
PRESENTED = frozenset({"describe", "hail", "identify", "portray", "present", "regard"})
SUPPOSING = frozenset({"assuming", "considering", "supposing"})  # like 'if' and 'in view of'
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
    return is_passive(verb.head) or is_form_of(verb.head.text, UNDONE)


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
