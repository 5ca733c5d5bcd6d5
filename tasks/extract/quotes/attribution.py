"""An attribution while it is read (who, cue, what), the page it is read from, and spans. Offsets are those of the article's text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from schemas.vocabulary import CueClass
from tasks.extract.phrases import Phrase
from tasks.extract.quotes.marks import Quoted

if TYPE_CHECKING:
    from spacy.tokens import Token

Span = tuple[int, int]
FIRST_PERSON = frozenset({"i", "we", "me", "us", "you"})
COMPLEMENTIZER = re.compile(r"that\b(?!['’])\s*,?\s*", re.IGNORECASE)  # 'that it is over', but 'that’s over'


@dataclass(slots=True)
class Attribution:
    """One act of reporting: content fragments, cue, speaker and addressee phrases. `confidence` is by construction, 0 … 1."""

    paragraph: int
    fragments: list[Span]
    cue: Span | None
    speaker: Phrase | None
    addressee: Phrase | None
    confidence: float
    quoted: list[Quoted] = field(default_factory=list)
    cue_class: CueClass = "speech"
    frame: str = "quoted"  # the shape of the content: quoted, clause, infinitive, object, …
    negated: bool = False  # "did not say that …"
    follows: "Attribution | None" = None  # the attribution whose speaker goes on speaking
    verbatim: bool = False  # a turn of an interview: the words themselves, without marks
    nested: bool = False  # reported by a speaker who is quoted: the row of the quote around it stays
    cited_by: "Attribution | None" = None  # of a source: the attribution by which its words are passed on

    @property
    def start(self) -> int:
        return min(s for s, _ in self.fragments)

    @property
    def end(self) -> int:
        return max(e for _, e in self.fragments)


@dataclass(slots=True)
class Page:
    """What the rules share while they read one article: its text, its quoted stretches, and what has been found."""

    text: str
    quoted: list[Quoted]
    mask: bytearray  # 1 inside quoted stretches of the outer level
    found: list[Attribution] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)  # starts of quoted stretches that have an attribution

    def outside(self, token: "Token", base: int) -> bool:
        """True for a token that stands in no quoted stretch; `base` is the offset of its Doc."""
        return not self.mask[base + token.idx]

    def outer(self, number: int) -> list[Quoted]:
        """The quoted stretches of a paragraph that stand in no other."""
        return [q for q in self.quoted if q.paragraph == number and q.level == 0]

    def within(self, spans: Sequence[Span]) -> list[Quoted]:
        """The outer quoted stretches that lie inside the spans."""
        return [q for q in self.quoted if q.level == 0 and any(s <= q.inner_start and q.inner_end <= e for s, e in spans)]

    def claim(self, attribution: Attribution) -> bool:
        """Keep an attribution unless one of its quoted stretches is another's; True when it was kept."""
        if any(q.start in self.claimed for q in attribution.quoted):
            return False
        self.claimed.update(q.start for q in attribution.quoted)
        self.found.append(attribution)
        return True


def trim(text: str, start: int, end: int) -> Span | None:
    """A stretch without white space, outer commas, a leading 'that' and a final full stop; None when nothing is left."""
    while start < end and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    if start > 1 and text[start - 1] == "-" and text[start - 2].isalnum() and text[start : start + 1].isalnum():
        while start and (text[start - 1].isalnum() or text[start - 1] == "-"):
            start -= 1  # poor co-ordination
    if match := COMPLEMENTIZER.match(text, start, end):
        start = match.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–."):
        end -= 1
    return (start, end) if end - start > 1 and any(c.isalnum() for c in text[start:end]) else None


def trim_quote(text: str, quote: Quoted) -> Span | None:
    """The words of a quoted stretch, without white space and a final comma or full stop."""
    start, end = quote.inner_start, quote.inner_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ","):
        end -= 1
    if text[start:end].endswith(".") and text[end - 2 : end - 1] not in (".", "") and not text[end - 2].isupper():
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def around(start: int, end: int, tag: Span, text: str) -> list[Span]:
    """A stretch less the tag that stands in it or at its edge."""
    if tag[0] >= end or tag[1] <= start:
        return [(start, end)]
    pieces = [(start, tag[0]), (tag[1], end)]
    return [(s, e) for s, e in pieces if e - s > 3 and re.search(r"\w", text[s:e])]


def over_quotes(start: int, end: int, page: Page, tag: Span) -> Span:
    """Widen a stretch over quoted ones that it cuts, but not over the tag."""
    for quote in page.quoted:
        if quote.level == 0 and quote.start < end and start < quote.end:
            if quote.start < start and not (quote.start < tag[1] <= start):
                start = quote.start
            if quote.end > end and not (end <= tag[0] < quote.end):
                end = quote.end
    return start, end


def inside_marks(fragment: Span, page: Page) -> Span:
    """A fragment that is one quoted stretch and no more, without its marks."""
    quote = next((q for q in page.quoted if q.level == 0 and q.start == fragment[0] and abs(q.end - fragment[1]) <= 1), None)
    return (quote.inner_start, quote.inner_end) if quote and fragment[1] > quote.inner_start else fragment


def kind_of(fragments: Sequence[Span], mask: bytearray, text: str) -> str:
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


def keep(attribution: Attribution, page: Page, subject: "Token | None", *, to_come: bool = False, unowned: bool = False) -> None:
    """Add an attribution; one that stands inside another's content stays only when it reports somebody's words, not words `to_come`,
    or is `unowned`: a passive that does not tell whose words they are."""
    around_it = next((a for a in page.found if any(s <= attribution.start and attribution.end <= e for s, e in a.fragments)), None)
    if around_it is None or around_it.fragments == attribution.fragments:
        page.claim(attribution)
        return
    another = unowned or (subject is not None and reports_another(subject, attribution))
    if another and not (to_come and attribution.cue_class == "speech"):
        attribution.nested = True
        page.found.append(attribution)


def reports_another(subject: "Token", attribution: Attribution) -> bool:
    """True for what one speaker tells of another's words or wishes; a pronoun is taken for another only where it spoke."""
    if subject.text.lower() in FIRST_PERSON:
        return False
    if subject.tag_ in ("PRP", "WP", "WDT", "DT"):
        return attribution.cue_class == "speech"
    return attribution.cue_class == "speech" or attribution.frame in ("clause", "infinitive")


def offsets_of(token: "Token", base: int) -> Span:
    """Offsets of a token in the article; `base` is that of its Doc."""
    return base + token.idx, base + token.idx + len(token.text)
