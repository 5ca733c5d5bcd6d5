"""Who says what: cue words, the words they report, and who speaks. Offsets are those of the article's text.

Clausal complements of cue verbs, quoted stretches beside a speech tag, "according to", and quotes that float without a tag.
After Pareti (2015), PARC 3.0, for the three parts of an attribution: source, cue, content.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks.annotate import AnnotatedArticle, Paragraph
from tasks.extract.lexicon import Cue, base_forms, cues
from tasks.extract.marks import Quoted, find_quoted, quoted_mask
from tasks.extract.phrases import Phrase, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
CLAUSES = ("ccomp", "parataxis")
FLOATING_WORDS = 5
TAG_GAP = re.compile(r"[\s,;:—–-]*")
COMPLEMENTIZER = re.compile(r"that\b\s*,?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Attribution:
    """One act of reporting: content fragments, cue, speaker and addressee phrases. `confidence` is by construction, 0 … 1."""

    paragraph: int
    fragments: list[tuple[int, int]]
    cue: tuple[int, int] | None
    speaker: Phrase | None
    addressee: Phrase | None
    confidence: float
    quoted: list[Quoted] = field(default_factory=list)
    inherits: bool = False  # the speaker is that of the attribution before

    @property
    def start(self) -> int:
        return min(s for s, _ in self.fragments)

    @property
    def end(self) -> int:
        return max(e for _, e in self.fragments)


@dataclass(slots=True)
class _Page:
    """What the rules share while they read one article."""

    text: str
    quoted: list[Quoted]
    mask: bytearray
    found: list[Attribution] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)  # starts of quoted stretches that have an attribution

    def outside(self, token: "Token", base: int) -> bool:
        return not self.mask[base + token.idx]


def find_attributions(annotated: AnnotatedArticle) -> tuple[list[Attribution], list[Quoted]]:
    """Attributions in reading order, and the quoted stretches they were read from."""
    text = annotated.article.text
    bounds = [(p.start, p.start + len(p.doc.text)) for p in annotated.paragraphs]
    quoted = find_quoted(text, bounds)
    page = _Page(text, quoted, quoted_mask(len(text), [q for q in quoted if q.level == 0]))
    for number, paragraph in enumerate(annotated.paragraphs):
        before = len(page.found)
        for token, cue in _cue_tokens(paragraph, page):
            attribution = _read_tag(token, cue, number, paragraph, page)
            if attribution:
                page.found.append(attribution)
        page.found.extend(_according_to(number, paragraph, page))
        page.found[before:] = sorted(page.found[before:], key=lambda a: (a.start, a.end))
        _adopt_untagged(number, paragraph, page, before)
        page.found[before:] = sorted(page.found[before:], key=lambda a: (a.start, a.end))
    return _without_repeats(page.found), quoted


def kind_of(fragments: Sequence[tuple[int, int]], mask: bytearray, text: str) -> str:
    """direct when (nearly) all letters of the fragments are inside marks, indirect when none are, else mixed."""
    letters = inside = 0
    for start, end in fragments:
        for i in range(start, end):
            if text[i].isalnum():
                letters += 1
                inside += mask[i]
    if not letters or inside == 0:
        return "indirect"
    return "direct" if inside >= 0.99 * letters else "mixed"


# -- tags: a cue verb with its subject --------------------------------------------------------------------------------------


def _cue_tokens(paragraph: Paragraph, page: _Page) -> Iterator[tuple["Token", Cue]]:
    for token in paragraph.doc:
        if not token.tag_.startswith("VB") or not page.outside(token, paragraph.start):
            continue
        cue = next((cues()[f] for f in base_forms(token.text) if f in cues()), None)
        if cue is None or any(c.dep_ in ("auxpass", "nsubjpass") for c in token.children):
            continue
        if (
            token.tag_ == "VBN"
            and token.dep_ in ("acl", "amod", "advcl", "ccomp", "xcomp")
            and not any(c.dep_ == "aux" for c in token.children)
        ):
            continue
        yield token, cue


def _read_tag(token: "Token", cue: Cue, number: int, paragraph: Paragraph, page: _Page) -> Attribution | None:
    base = paragraph.start
    subject = _subject(token)
    speaker = phrase_of(subject, base, page.text, (token.i,)) if subject is not None else _inverted_speaker(token, paragraph, page)
    addressee_token = _addressee(token, cue)
    addressee = phrase_of(addressee_token, base, page.text) if addressee_token is not None else None
    tag_start, tag_end = _tag_bounds(token, speaker, addressee, base)
    cue_span = (base + token.idx, base + token.idx + len(token.text))
    direct = _quotes_beside(number, (tag_start, tag_end), page)
    clause = _clause(token, cue, base, page, (tag_start, tag_end), direct)
    if clause and _needs_speech(clause, cue, page, direct):
        fragments, taken = (
            clause,
            [q for q in page.quoted if q.level == 0 and any(s <= q.inner_start and q.inner_end <= e for s, e in clause)],
        )
    elif direct:
        fragments, taken = [(q.inner_start, q.inner_end) for q in direct], direct
    else:
        return None
    if speaker is None and cue.group not in ("say", "tell", "answer", "announce"):
        return None
    fragments = [_inside_marks(f, page) for f in (_trim(page.text, s, e) for s, e in fragments) if f]
    if not fragments or any(q.start in page.claimed for q in taken):
        return None
    if speaker is None and not taken:
        return None
    page.claimed.update(q.start for q in taken)
    confidence = 0.9 if taken and speaker else 0.75 if speaker else 0.4
    return Attribution(number, fragments, cue_span, speaker, addressee, confidence, taken, inherits=speaker is None)


def _subject(token: "Token") -> "Token | None":
    """The one who speaks: the verb's own subject, that of the verb it is coordinated with or depends on, or the noun of its relative clause."""
    node = token
    for _ in range(4):
        own = next((c for c in node.children if c.dep_ in SUBJECTS), None)
        if own is not None:
            if own.text.lower() in ("who", "which", "that") and node.dep_ == "relcl":
                return node.head
            return own if own.text.lower() not in ("it", "there", "what", "which", "that", "this") else None
        if node.dep_ in ("conj", "xcomp") or (node.dep_ in ("advcl", "dep") and node.tag_ == "VBG"):
            if any(c.dep_ == "nsubjpass" for c in node.head.children):
                return next(c for c in node.head.children if c.dep_ == "nsubjpass")
            node = node.head
        elif node.dep_ == "acl" and node.tag_ == "VBG":
            return node.head
        else:
            return None
    return None


def _inverted_speaker(token: "Token", paragraph: Paragraph, page: _Page) -> Phrase | None:
    """'…,” said Ann Lee': a noun phrase that follows the cue at once, where the parser saw no subject."""
    doc = paragraph.doc
    if token.i + 1 >= len(doc) or not page.outside(doc[token.i + 1], paragraph.start):
        return None
    following = doc[token.i + 1]
    if following.tag_ not in ("DT", "NNP", "NNPS", "NN", "NNS", "JJ", "PRP", "PRP$") or following.text.lower() in (
        "it",
        "that",
        "this",
        "them",
        "him",
        "me",
        "us",
    ):
        return None
    before = page.text[max(0, paragraph.start + token.idx - 2) : paragraph.start + token.idx]
    if not re.search(r"[,”\"’'»?!]\s?$", before):
        return None
    head = following
    while head.dep_ in ("det", "compound", "amod", "poss", "nmod", "nummod") and head.head.i > head.i and head.head.i - following.i < 8:
        head = head.head
    return phrase_of(head, paragraph.start, page.text, (token.i,))


def _addressee(token: "Token", cue: Cue) -> "Token | None":
    objects = [c for c in token.children if c.dep_ in ("dobj", "dative", "iobj") and c.i > token.i]
    if cue.addressee and objects and objects[0].ent_type_ not in ("DATE", "TIME") and objects[0].tag_[:2] in ("NN", "PR"):
        return objects[0]
    if cue.addressee and cue.group == "tell":
        # "told reporters (that) …" is often read as the subject of what was told
        clause = next((c for c in token.children if c.dep_ == "ccomp"), None)
        subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None) if clause is not None else None
        if (
            subject is not None
            and subject.i == token.i + 1
            and any(c.dep_ == "mark" and c.i > subject.i for c in (clause.lefts if clause is not None else ()))
        ):
            return subject
    to = next((c for c in token.children if c.dep_ in ("prep", "dative") and c.text.lower() == "to" and c.i > token.i), None)
    return (
        next((c for c in to.children if c.dep_ == "pobj" and c.ent_type_ not in ("DATE", "GPE")), None)
        if to is not None and cue.group != "demand"
        else None
    )


def _tag_bounds(token: "Token", speaker: Phrase | None, addressee: Phrase | None, base: int) -> tuple[int, int]:
    parts = [(base + token.idx, base + token.idx + len(token.text))]
    near = 60
    for phrase in (speaker, addressee):
        if phrase and min(abs(phrase.end - parts[0][0]), abs(parts[0][1] - phrase.start)) < near:
            parts.append((phrase.start, phrase.end))
    return min(s for s, _ in parts), max(e for _, e in parts)


def _quotes_beside(number: int, tag: tuple[int, int], page: _Page) -> list[Quoted]:
    """Quoted stretches that a speech tag closes, breaks or opens."""
    here = [q for q in page.quoted if q.paragraph == number and q.level == 0 and q.start not in page.claimed]
    before = [q for q in here if q.end <= tag[0] + 1 and TAG_GAP.fullmatch(page.text[q.end : tag[0]])]
    after = [q for q in here if q.start >= tag[1] and _opens_quote(page.text[tag[1] : q.start])]
    if before and after and before[-1].inner_end - before[-1].inner_start < 2:
        before = []
    return before[-1:] + after[:1]


def _opens_quote(gap: str) -> bool:
    """True when the words between a tag and a quote let the tag open it: a comma or colon, an adverb, a day, 'that' or a short infinitive."""
    return (
        len(gap) < 90
        and not re.search(r"[.!?]\s", gap)
        and bool(re.search(r"[,:–—]\s*$|^\s*(?:that|to|how|as|it|of)?\s*$|\bthat\s*$|\bas\s*(?:an?\s)?$", gap))
    )


def _clause(token: "Token", cue: Cue, base: int, page: _Page, tag: tuple[int, int], direct: Sequence[Quoted]) -> list[tuple[int, int]]:
    """Offsets of the clause (or object) that the cue reports, broken by its tag where that stands inside; [] when there is none."""
    if cue.content == "quoted":
        return []
    child = next((c for c in token.children if c.dep_ in CLAUSES and _is_clause(c)), None)
    if child is None and cue.content in ("infinitive",):
        child = next((c for c in token.children if c.dep_ in ("xcomp", "ccomp")), None)
    if child is None and cue.content == "object":
        child = next(
            (
                c
                for c in token.children
                if c.dep_ in ("dobj", "xcomp", "prep")
                and not _is_bare_name(c)
                and c.i > token.i
                and (c.dep_ != "prep" or c.text.lower() == "as")
            ),
            None,
        )
    if child is None and cue.group in ("say", "tell"):
        child = next(
            (c for c in token.children if c.dep_ == "xcomp" and c.i > token.i and any(g.text.lower() == "to" for g in c.children)), None
        )
    if child is None and token.dep_ in ("parataxis", "ccomp") and token.i > token.head.i and token.head.tag_.startswith("VB"):
        return _parenthetical(token, base, page, tag)
    if child is None:
        return []
    tokens = [t for t in child.subtree if not (t.is_space or t.i == token.i)]
    if not tokens:
        return []
    start, end = base + tokens[0].idx, base + tokens[-1].idx + len(tokens[-1].text)
    start, end = _over_quotes(start, end, page, tag)
    return _around(start, end, tag, page.text)


def _is_bare_name(token: "Token") -> bool:
    """True for an object that only names somebody: 'rejected him', 'praised Ann Lee'."""
    return token.dep_ == "dobj" and token.tag_ in ("PRP", "NNP", "NNPS")


def _is_clause(token: "Token") -> bool:
    return token.tag_[:2] in ("VB", "MD") or any(c.dep_ in (*SUBJECTS, "nsubjpass", "expl", "aux", "cop", "mark") for c in token.children)


def _parenthetical(token: "Token", base: int, page: _Page, tag: tuple[int, int]) -> list[tuple[int, int]]:
    """'The talks, he said, went well.': the sentence less its tag."""
    sentence = token.sent
    if page.text[tag[0] - 2 : tag[0]].strip() != ",":
        return []
    return _around(base + sentence.start_char, base + sentence.end_char, tag, page.text)


def _over_quotes(start: int, end: int, page: _Page, tag: tuple[int, int]) -> tuple[int, int]:
    """Widen a stretch over quoted ones that it cuts, but not over the tag."""
    for quote in page.quoted:
        if quote.level == 0 and quote.start < end and start < quote.end:
            if quote.start < start and not (quote.start < tag[1] <= start):
                start = quote.start
            if quote.end > end and not (end <= tag[0] < quote.end):
                end = quote.end
    return start, end


def _around(start: int, end: int, tag: tuple[int, int], text: str) -> list[tuple[int, int]]:
    """A stretch less the tag that stands in it or at its edge."""
    if tag[0] >= end or tag[1] <= start:
        return [(start, end)]
    pieces = [(start, tag[0]), (tag[1], end)]
    return [(s, e) for s, e in pieces if e - s > 3 and re.search(r"\w", text[s:e])]


def _needs_speech(clause: list[tuple[int, int]], cue: Cue, page: _Page, direct: Sequence[Quoted]) -> bool:
    """True when the clause is more than the quoted stretch beside the tag."""
    if not direct:
        return True
    outside = sum(1 for s, e in clause for i in range(s, e) if page.text[i].isalnum() and not page.mask[i])
    return outside > 8 and all(any(s <= q.start and q.end <= e + 1 for s, e in clause) for q in direct)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A stretch without white space, outer commas and a leading 'that'; marks stay when only one of a pair is at the edge."""
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    if match := COMPLEMENTIZER.match(text, start, end):
        start = match.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–."):
        end -= 1
    return (start, end) if end - start > 1 and any(c.isalnum() for c in text[start:end]) else None


def _inside_marks(fragment: tuple[int, int], page: _Page) -> tuple[int, int]:
    """A fragment that is one quoted stretch and no more, without its marks."""
    quote = next((q for q in page.quoted if q.level == 0 and q.start == fragment[0] and abs(q.end - fragment[1]) <= 1), None)
    return (quote.inner_start, quote.inner_end) if quote and fragment[1] > quote.inner_start else fragment


# -- according to -----------------------------------------------------------------------------------------------------------


def _according_to(number: int, paragraph: Paragraph, page: _Page) -> list[Attribution]:
    found = []
    doc, base = paragraph.doc, paragraph.start
    for token in doc[:-2]:
        if token.text.lower() != "according" or doc[token.i + 1].text.lower() != "to" or not page.outside(token, base):
            continue
        source = (
            next((t for t in doc[token.i + 2 : token.i + 14] if t.dep_ == "pobj" and t.head.i in (token.i, token.i + 1)), None)
            or doc[token.i + 2]
        )
        speaker = phrase_of(source, base, page.text, (token.i, token.i + 1))
        subtree = sorted(source.subtree, key=lambda t: t.i)
        last = max([t for t in subtree if t.i >= source.i], key=lambda t: t.i, default=source)
        tag = (base + token.idx, max(speaker.end, base + last.idx + len(last.text)))
        clause_end = page.text.find(",", speaker.end, base + token.sent.end_char)
        if token.i == token.sent.start and clause_end > 0 and tag[1] > clause_end:
            tag = (tag[0], clause_end)
        sentence = (base + token.sent.start_char, base + token.sent.end_char)
        fragments = [
            f for s, e in _around(*_over_quotes(*sentence, page, tag), tag, page.text) if (f := _trim(page.text, s, e)) and f[1] - f[0] > 8
        ]
        taken = [q for q in page.quoted if q.level == 0 and any(s <= q.inner_start and q.inner_end <= e for s, e in fragments)]
        if not fragments or any(q.start in page.claimed for q in taken):
            continue
        page.claimed.update(q.start for q in taken)
        cue = (base + token.idx, base + doc[token.i + 1].idx + 2)
        found.append(Attribution(number, fragments, cue, speaker, None, 0.85, taken))
    return found


# -- quotes without a tag of their own ---------------------------------------------------------------------------------------


def _adopt_untagged(number: int, paragraph: Paragraph, page: _Page, before: int) -> None:
    """Give quoted stretches that no tag claimed to the speaker they go on from; leave scare quotes alone."""
    for quote in page.quoted:
        if quote.paragraph != number or quote.level or quote.start in page.claimed:
            continue
        words = len(page.text[quote.inner_start : quote.inner_end].split())
        fragment = _trim_quote(page.text, quote)
        if fragment is None:
            continue
        own_sentence = _stands_alone(page.text, quote, paragraph)
        host = next((a for a in reversed(page.found[before:]) if a.quoted and a.end <= quote.start), None)
        if own_sentence and host and words >= 2:
            host.fragments.append(fragment)
            host.quoted.append(quote)
            page.claimed.add(quote.start)
        elif own_sentence and words >= FLOATING_WORDS and page.found:
            page.claimed.add(quote.start)
            page.found.append(Attribution(number, [fragment], None, None, None, 0.55, [quote], inherits=True))
        elif words >= 3 and (verb := _governing_verb(quote, paragraph)) is not None:
            subject = _subject(verb)
            if subject is None or not page.outside(subject, paragraph.start):
                continue
            page.claimed.add(quote.start)
            span = (paragraph.start + verb.idx, paragraph.start + verb.idx + len(verb.text))
            page.found.append(Attribution(number, [fragment], span, phrase_of(subject, paragraph.start, page.text), None, 0.4, [quote]))


def _trim_quote(text: str, quote: Quoted) -> tuple[int, int] | None:
    start, end = quote.inner_start, quote.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ","):
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _stands_alone(text: str, quote: Quoted, paragraph: Paragraph) -> bool:
    """True when a quoted stretch is a sentence of its own: after a full stop, a colon or the paragraph's start."""
    before = text[paragraph.start : quote.start].rstrip()
    opens = not before or before[-1] in '.!?:…”"’' or before.endswith("–")
    after = text[quote.end : quote.end + 2].strip()
    ends = (
        text[quote.inner_end - 1] in ".!?…"
        or not quote.balanced
        or quote.continues
        or after[:1] in (".", "!", "?")
        or (quote.end >= paragraph.start + len(paragraph.doc.text))
    )
    return opens and ends


def _governing_verb(quote: Quoted, paragraph: Paragraph) -> "Token | None":
    """The verb outside the marks on which a quoted stretch depends."""
    inside = [t for t in paragraph.doc if quote.inner_start <= paragraph.start + t.idx < quote.inner_end]
    for token in inside:
        head = token.head
        if head.i != token.i and not quote.start <= paragraph.start + head.idx < quote.end:
            while not head.tag_.startswith("VB") and head.head.i != head.i:
                head = head.head
            if head.tag_.startswith("VB") and not any(c.dep_ in ("auxpass", "nsubjpass") for c in head.children):
                return head
            return None
    return None


def _without_repeats(found: list[Attribution]) -> list[Attribution]:
    """Attributions less those whose content is the very same as an earlier one's."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    kept = []
    for attribution in found:
        key = tuple(attribution.fragments)
        if key not in seen:
            seen.add(key)
            kept.append(attribution)
    return kept
