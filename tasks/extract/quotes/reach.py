"""How far a content reaches: over the quoted words beside a tag, to the end of the clause, around the tag."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.lexicon import Cue, is_form_of, roles
from tasks.extract.phrases import FINITE, SUBJECTS, Phrase, object_of, only_speech
from tasks.extract.quotes.asides import OCCASIONS
from tasks.extract.quotes.attribution import Page, Span, around, offsets_of, over_quotes
from tasks.extract.quotes.contents import Content
from tasks.extract.quotes.marks import Quoted
from tasks.extract.quotes.untagged import is_title, names_a_work

if TYPE_CHECKING:
    from spacy.tokens import Token

TAG_GAP = re.compile(r"[\s,;:—–-]*")
OPENS_QUOTE = re.compile(r"[,:–—]\s*$|^\s*(?:that|to|how|as|it|of)?\s*$|\bthat\s*$|\bas\s*(?:an?\s)?$")
WHERE_SAID = re.compile(r"\s*(?:on|via|in) (?!that\b)[\w’'-]+(?: (?!that\b)[\w’'-]+){0,2} ")  # noting on Twitter “…”
JOINT = re.compile(r"\s*(?:(?:,|and|or|but|to|of|in|for|by|as|because|that|not|its|his|her|their|a|an|the|from|with)\s*){0,3}")
NEAR = 60  # characters from a verb to the phrases of its tag
QUOTES = frozenset('“”‘"«»')
LINKING = frozenset({
    "of", "in", "for", "from", "on", "amongst", "among", "at", "by", "with", "and", "near", "under", "between", "against", "into",
    "within", "per", "around", "through", "toward", "towards", "outside", "inside", "across", "along", "behind", "beyond",
})  # fmt: skip


def tag_bounds(token: "Token", speaker: Phrase | None, addressee: Phrase | None, base: int, *, near: int = NEAR) -> Span:
    """Where the words of a tag begin and end: the verb, its addressee within NEAR characters, and its speaker within `near`."""
    particle = next((c for c in token.rights if c.dep_ == "prt" and c.i == token.i + 1), None)  # 'the complaint pointed out'
    parts = [offsets_of(t, base) for t in (token, particle) if t is not None]
    for phrase, limit in ((speaker, near), (addressee, NEAR)):
        if phrase and min(abs(phrase.end - parts[0][0]), abs(parts[0][1] - phrase.start)) < limit:
            parts.append((phrase.start, phrase.end))
    return min(s for s, _ in parts), max(e for _, e in parts)


def told_of_end(source: "Token", base: int) -> int:
    """Where that ends which tells more of a source behind a comma, 0 where nothing does: 'according to Lee, who briefed reporters, …', 'said
    Lee, formerly the director'."""
    more = [
        c
        for c in source.rights
        if (c.dep_ == "relcl" and c.left_edge.tag_ in ("WP", "WDT")) or (c.dep_ == "appos" and is_form_of(c.text, roles()["offices"]))
    ]
    more = [c for c in more if c.left_edge.i > source.i and c.left_edge.nbor(-1).text == ","]
    return max((base + c.right_edge.idx + len(c.right_edge) for c in more), default=0)


def quotes_beside(number: int, tag: Span, page: Page, closed: bool = False) -> list[Quoted]:
    """Quoted stretches that a speech tag closes, breaks or opens; `closed`: the tag has a content of its own."""
    here = [q for q in page.outer(number) if q.start not in page.claimed]
    before = [q for q in here if q.end <= tag[0] + 1 and TAG_GAP.fullmatch(page.text[q.end : tag[0]]) and not names_a_work(q, page)]
    after = [q for q in here if q.start >= tag[1] and _opens_quote(page.text[tag[1] : q.start], q, page)]
    last = page.text[before[-1].inner_end - 1] if before else ""
    if before and closed and last in "!?" and page.text[tag[0]].isupper():
        before = []  # “We lost!” A petition demands that …
    if before and last == "." and page.text[tag[0]].isupper():
        ends = re.match(r"\s*(?:\.|\n|$)", page.text[tag[1] : tag[1] + 2])
        if closed or ends is None:
            before = []  # “We lost.” She added that …
    if before and after and before[-1].inner_end - before[-1].inner_start < 2:
        before = []
    return before[-1:] + after[:1]


def _opens_quote(gap: str, quote: Quoted, page: Page) -> bool:
    """True when the words between a tag and a quote let the tag open it: a comma or colon, an adverb, a day, 'that' or 'to'."""
    if len(gap) >= 90 or re.search(r"[.!?]\s", gap):
        return False
    words = page.text[quote.inner_start : quote.inner_end]
    whole = words[:1].isupper() and words.rstrip()[-1:] in ".!?…" and len(words.split()) >= 4 and not is_title(words)
    if whole and len(gap.split()) <= 7 and not re.search(r"[,;:–—]|\b(?:that|who|which|and|but)\b", gap):
        return True
    if OPENS_QUOTE.search(gap):
        return not (gap.strip() and names_a_work(quote, page))
    return bool(WHERE_SAID.fullmatch(gap)) and not is_title(words) and not names_a_work(quote, page)


def stretch_of(content: Content | None, token: "Token", cue: Cue, base: int, page: Page, tag: Span) -> list[Span]:
    """Offsets of a content in the article, broken by its tag where that stands inside; [] when there is none."""
    if content is None and "label" in cue.frames:
        content = _quoted_label(token, cue, base, page)
    if content is not None:
        start, end = over_quotes(base + content.start, base + content.end, page, tag)
        if start >= tag[0]:
            end = to_the_last_quote(end, page)
        if _crosses_bracket(page.text, tag, start, end):
            return []
        spans = around(start, end, tag, page.text)
        colon = next((q for q in page.quoted if q.level == 0 and q.start not in page.claimed and 0 < q.start - end <= 3), None)
        if colon is not None and spans and page.text[end : colon.start].strip() in (":", "–", "—"):
            spans.append((colon.start, colon.end))  # 'said that it was over: “We won.”'
        return spans
    if cue.frames.get("clause") != "speech" or any(c.dep_ == "dobj" for c in token.rights):
        return []
    if token.dep_ in ("parataxis", "ccomp") and token.i > token.head.i and token.head.tag_.startswith("VB"):
        if page.text[tag[0] - 2 : tag[0]].strip() != ",":  # 'The talks, he said, went well.': the sentence less its tag
            return []
        sentence = token.sent
        return around(base + sentence.start_char, base + sentence.end_char, tag, page.text)
    if token.dep_ == "parataxis" and token.i < token.head.i and page.text[tag[0] - 2 : tag[0]].strip() == ",":
        sentence = token.sent
        return around(base + sentence.start_char, base + sentence.end_char, tag, page.text)
    return []


def ahead_of(verb: "Token", tag: Span, base: int, page: Page) -> Content | None:
    """'Prices will fall, argued the bank', 'The witness, counsel said, had lied': the sentence that a tag closes or breaks."""
    finite = verb.tag_ in FINITE or any(c.dep_ == "aux" and c.tag_ in FINITE for c in verb.children)
    if page.text[max(base, tag[0] - 2) : tag[0]].strip() not in (",", "–", "—") or not finite:
        return None
    if any(c.dep_ in SUBJECTS and base + c.idx < tag[0] for c in verb.lefts):
        return None  # 'Lee, who sponsored the act, wrote …'
    sentence = [t for t in verb.sent if not t.is_punct and not t.is_space]
    ahead = [t for t in sentence if base + t.idx < tag[0]]
    after = [t for t in sentence if base + t.idx >= tag[1]]
    added = bool(after) and after[0].tag_ == "VBG" and only_speech(after[0].text)  # '…, said Lee, adding that …'
    breaks = page.text[tag[1] : tag[1] + 1] in (",", "–", "—") and any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in after) and not added
    told = [*ahead, *after] if breaks else ahead
    if not ahead or not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in told) or ahead[-1].tag_ == "CC":
        return None
    if (
        any(t.text.lower() in ("when", "if", "because", "although", "while", "after", "as", "since", "where") for t in ahead[:1])
        and not breaks
    ):
        return None
    return _said(told)


def rest_of_sentence(verb: "Token", content: Content | None, *, participles: bool) -> Content | None:
    """'Residents claimed Rome, above all, was to blame': what follows a cue, where it has a subject and a verb of its own that the
    parser hung elsewhere. With `participles` one of them is that verb: 'said ten acres burned before dawn'."""
    if content is None and (told := _behind_that(verb)) is not None:
        return told
    relative = verb.dep_ == "relcl" and any(c.tag_ in ("WP", "WDT") and c.dep_ in SUBJECTS for c in verb.lefts)
    if relative and any(a.i > verb.i and a.tag_[:2] == "VB" for a in verb.ancestors):
        return None  # 'according to Lee, who briefed reporters on Monday, the talks …'
    rest = [t for t in verb.sent if t.i > verb.i and not t.is_space]
    if verb.dep_ in ("advcl", "acl") and verb.tag_ == "VBG" and verb.head.i > verb.i:
        rest = [t for t in rest if t.i < verb.head.i]  # 'Reuters, citing officials, reported …'
    elif (
        verb.dep_ == "acl"
        and verb.tag_ == "VBG"
        and content is not None
        and any(t.text == "," for t in rest if t.i == verb.right_edge.i + 1)
    ):
        rest = [t for t in rest if t.i <= verb.right_edge.i]  # 'In a letter announcing the arrests, the ministry noted …'
    elif verb.dep_ == "advcl" and verb.head.i > verb.i and verb.nbor().text != ",":
        rest = [t for t in rest if t.i <= verb.right_edge.i]  # 'when Lee announced her departure, Roe joined'
    rest = rest[: next((k for k, t in enumerate(rest) if t.text == ";"), len(rest))]
    owned = any(c.dep_ == "nsubj" for c in verb.lefts)  # 'with local media reporting nobody was hurt'
    if (
        verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN", "VBG")
        or (verb.dep_ == "pcomp" and not owned)
        or not rest
        or any(t.text in QUOTES for t in (rest if content is not None else rest[:3]))
    ):
        return None
    if rest[0].tag_ in ("IN", "RB") or rest[0].ent_type_ in ("DATE", "TIME"):
        comma = next((k for k, t in enumerate(rest[:12]) if t.text == ","), None)
        if comma is None or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in rest[:comma]):
            return None
        rest = rest[comma + 1 :]
    rest = [t for t in rest if not (t.is_punct and t.i == verb.sent[-1].i)]
    if not rest or rest[0].tag_ not in ("DT", "NNP", "NNPS", "NN", "NNS", "PRP", "PRP$", "JJ", "CD"):
        return None
    verbs = ("VBD", "VBZ", "VBP", "MD", *["VBN"] * participles)
    finite = next((k for k, t in enumerate(rest) if t.tag_ in verbs and k > 0), None)
    if finite is None:
        return None
    ahead = rest[:finite]
    if any(t.text in QUOTES or (t.tag_ == "VBG" and only_speech(t.text)) for t in ahead):
        return None  # 'posted a message, saying it was over'
    if any(t.text.lower() in ("and", "but") and t.nbor(-1).text in (",", "-", "–", "—") and not _is_listed(t) for t in ahead):
        return None  # 'set up funds - and no plants are in the works'
    if any(t.tag_ in ("CC", "IN", "WDT", "WP", "WRB", "TO") and t.text.lower() not in LINKING for t in ahead) or ahead[-1].tag_ in (
        "RB",
        "CC",
    ):
        return None
    return _said(rest)


def _behind_that(verb: "Token") -> Content | None:
    """'writes in an essay that the term derived from law': what stands behind a 'that' right after where it is said, whatever the parser
    takes it for."""
    where = next((c for c in verb.rights if c.dep_ == "prep" and c.text.lower() in ("in", "on", "at")), None)
    medium = object_of(where)
    end = verb.sent[-1].i
    if medium is None or medium.i + 2 > end or any(c.dep_ in ("dobj", "dative", "oprd") for c in verb.rights):
        return None
    if not (medium.ent_type_ in ("DATE", "TIME", "ORG") or is_form_of(medium.text, roles()["documents"] | OCCASIONS)):
        return None
    that = medium.nbor()
    rest = [t for t in verb.doc[that.i + 1 : end + 1] if not t.is_space and not (t.is_punct and t.i == end)]
    if that.text.lower() != "that" or that.dep_ == "det" or len(rest) < 3 or rest[0].tag_[:2] not in ("DT", "NN", "PR", "JJ", "CD", "EX"):
        return None
    told = any(t.tag_ in (*FINITE, "MD", "VBN") for t in rest[1:])
    return _said(rest) if told else None


def _said(tokens: Sequence["Token"]) -> Content:
    """Neighbouring words as what is said."""
    return Content(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text), "clause", "speech")


def _is_listed(conjunction: "Token") -> bool:
    """True for 'and' behind a comma that joins words of one noun phrase: 'Spain, Italy, and France'."""
    return (
        conjunction.dep_ == "cc"
        and conjunction.head.tag_[:2] in ("NN", "JJ", "VB")
        and conjunction.head.dep_ in ("nsubj", "nsubjpass", "conj")
    )


def _quoted_label(token: "Token", cue: Cue, base: int, page: Page) -> Content | None:
    """called his rivals “puppets”: from the object to the end of the quoted word."""
    start = base + token.idx + len(token.text) + 1
    quote = next((q for q in page.quoted if q.level == 0 and q.start >= start), None)
    if quote is None or not 0 < quote.start - start < 60 or re.search(r"[.,;:!?\n]", page.text[start : quote.start]):
        return None
    return Content(start - base, quote.end - base, "label", cue.frames["label"])


def to_the_last_quote(end: int, page: Page) -> int:
    """The end of a clause that the parser broke off ahead of a quoted part: said it was not to “fight” but to “talk”."""
    for quote in page.quoted:
        if quote.level or quote.start < end or quote.start in page.claimed:
            continue
        gap = page.text[end : quote.start]
        if "\n" in gap or not JOINT.fullmatch(gap) or (page.mask[end - 1] and not gap.strip(" ,")):
            break
        end = quote.end
    return end


def parted(start: int, end: int, page: Page) -> list[Span]:
    """A clause with a quoted sentence after a colon or dash, as two: the words reported and the words quoted."""
    last = next((q for q in reversed(page.quoted) if q.level == 0 and start < q.start and abs(q.end - end) <= 2), None)
    if last is None or page.text[start : last.start].rstrip()[-1:] not in (":", "–", "—") or not page.text[last.inner_start].isupper():
        return [(start, end)]
    return [(start, last.start), (last.start, last.end)]


def _crosses_bracket(text: str, tag: Span, start: int, end: int) -> bool:
    """True for a tag inside brackets with its content outside: '… (both insisted on it)'."""
    if end > tag[0] or start >= tag[0]:
        return False
    between = text[end : tag[0]]
    return between.count("(") > between.count(")")


def needs_speech(clause: list[Span], page: Page, direct: Sequence[Quoted]) -> bool:
    """True when the clause is more than the quoted stretch beside the tag."""
    if not direct:
        return True
    outside = sum(1 for s, e in clause for i in range(s, e) if page.text[i].isalnum() and not page.mask[i])
    last = clause[-1][1]
    return outside > 8 and all(q.start >= last or any(s <= q.start and q.end <= e + 1 for s, e in clause) for q in direct)


def leads_into(quote: Quoted, paragraph: Paragraph, page: Page) -> int | None:
    """Where the sentence begins that a quote ahead of a tag only ends; None for a quote that is a sentence of its own."""
    text = page.text
    ahead = text[paragraph.start : quote.start]
    if not ahead.strip() or not ahead.rstrip()[-1:].isalnum() or text[quote.inner_start].isupper():
        return None
    token = next((t for t in reversed(paragraph.tokens) if paragraph.start + t.idx < quote.start and not t.is_space), None)
    if token is None:
        return None
    start = max((paragraph.start + m.end() for m in re.finditer(r"[.!?][”\"’')]*\s+", ahead)), default=paragraph.start)
    start = max(start, paragraph.start + token.sent.start_char) if token.sent.start_char < quote.start - paragraph.start else start
    if len(text[start : quote.start].split()) < 2 or any(a.start < quote.start and start < a.end for a in page.found):
        return None
    return start
