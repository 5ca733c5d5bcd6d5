"""Quoted stretches, found on characters: curly, straight, single, angle and doubled marks, also unbalanced ones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

OPENERS = {"“": "”", "„": "”“", "«": "»", "‟": "”"}
SINGLE = re.compile(r"(?<![\w’'])[‘'](?!\d0s|\s|[‘'’])(?P<inner>(?:[^‘“”\"\n]|“[^“”\n]*”){2,900}?)(?<=[\w.,!?…;”])[’'](?![\w’'])")
MARK = re.compile(r"''|``|[\"“”„‟«»]")
GIVEN_NAME = re.compile(r"(?<![\w’'])([A-Z][\w.’-]+) $")
LAST_NAME = re.compile(r" [A-Z][a-z’-]*[A-Za-z]\b")
FUNCTION_WORDS = frozenset({
    "a", "an", "and", "as", "at", "but", "by", "called", "for", "from", "her", "his", "in", "its", "of", "on", "or", "the", "their", "to",
    "with",
})  # fmt: skip
MIN_SALVAGED = 3  # words
LONGEST_INNER = 12  # words of a quote in a quote of the same marks; a longer one is rather a new one, and the one before unclosed


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted stretch: `start`..`end` with its marks, `inner_start`..`inner_end` without. `level` 1 is a quote in a quote."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    paragraph: int
    level: int = 0
    continues: bool = False  # goes on in the next paragraph, which opens with a mark again
    balanced: bool = True


def find_quoted(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Quoted]:
    """Quoted stretches of the paragraphs (offsets into `text`), in order of their start. Never raises on stray marks."""
    found: list[Quoted] = []
    for number, (start, end) in enumerate(paragraphs):
        following = text[paragraphs[number + 1][0]] if number + 1 < len(paragraphs) else ""
        spans = _doubles(text, start, end, number, following)
        found.extend(spans)
        for match in SINGLE.finditer(text, start, end):
            inside = any(s.start < match.start() and match.end() < s.end for s in spans)
            within = [s for s in spans if match.start() < s.start and s.end < match.end()]
            crosses = any(s.start < match.end() and match.start() < s.end for s in spans if s not in within)
            if not inside and (crosses or (within and not _whole(text, match))):
                continue
            for double in within:  # British style: the doubles stand inside
                found[found.index(double)] = replace(double, level=1)
            found.append(Quoted(match.start(), match.end(), match.start("inner"), match.end("inner"), number, level=1 if inside else 0))
    return sorted((q for q in found if not _is_nickname(text, q)), key=lambda q: (q.start, -q.end))


def _is_nickname(text: str, quote: Quoted) -> bool:
    """True for the marks in 'Ann “Nan” Lee said': one name between two others."""
    around = text[max(0, quote.start - 20) : quote.start], text[quote.end : quote.end + 20]
    before, behind = GIVEN_NAME.search(around[0]), LAST_NAME.match(around[1])
    name = text[quote.inner_start : quote.inner_end]
    return before is not None and behind is not None and name.isalpha() and name.istitle() and before.group(1).lower() not in FUNCTION_WORDS


def quoted_mask(length: int, spans: Sequence[Quoted]) -> bytearray:
    """One byte per character: 1 inside a quoted stretch (marks included)."""
    mask = bytearray(length)
    for span in spans:
        mask[span.start : span.end] = b"\x01" * (span.end - span.start)
    return mask


def _doubles(text: str, start: int, end: int, number: int, following: str) -> list[Quoted]:
    spans: list[Quoted] = []
    opened: int | None = None
    width = 1
    position = start
    while found := MARK.search(text, position, end):
        position, mark = found.start(), found.group()
        size = len(mark)
        if opened is None and _opens(text, position, size, start, end):
            opened, width = position, size
        elif opened is not None and text[opened] == '"' and mark == "“" and (closing := text.find("”", position, end)) > 0:
            if closing > position + 1:
                spans.append(Quoted(position, closing + 1, position + 1, closing, number, level=1))
            position, size = closing, 1  # a quote in a quote, in the other kind of mark
        elif opened is not None and text[opened] == mark == "“" and (inner := _inner_end(text, position, end)) is not None:
            spans.append(Quoted(position, inner + 1, position + 1, inner, number, level=1))
            position, size = inner, 1  # a quote in a quote, in the same marks: “They call it “chess” here.”
        elif opened is not None and _closes(text[opened : opened + width], mark, text, position, size, end):
            if position > opened + width:
                spans.append(Quoted(opened, position + size, opened + width, position, number))
            opened = None
        elif opened is None and mark in ("”", "»", '"', "''"):
            salvaged = _missing_opener(text, start, position, size, number, spans)
            if salvaged:
                spans[-1] = salvaged
        position += size
    if opened is not None and len(text[opened:end].split()) >= MIN_SALVAGED:
        again = bool(following) and following == text[opened]
        spans.append(Quoted(opened, end, opened + width, end, number, continues=again, balanced=again))
    return spans


def _inner_end(text: str, position: int, end: int) -> int | None:
    """Where a quote ends that opens inside another in the same curly marks, if the other is closed behind it as well."""
    inner = text.find("”", position + 2, end)
    outer = text.find("”", inner + 1, end) if inner > 0 else -1
    nested = outer > 0 and "“" not in text[position + 1 : inner] and "“" not in text[inner:outer]
    return inner if nested and len(text[position:inner].split()) <= LONGEST_INNER else None


def _opens(text: str, position: int, size: int, start: int, end: int) -> bool:
    mark = text[position : position + size]
    if mark in OPENERS or mark == "``":
        return True
    if mark not in ('"', "''"):
        return False
    after = text[position + size : position + size + 1]
    before = text[position - 1] if position > start else " "
    return position + size < end and not after.isspace() and (before.isspace() or before in "([{—–-:/…‘“")


def _closes(opener: str, mark: str, text: str, position: int, size: int, end: int) -> bool:
    if opener in OPENERS:
        return mark in OPENERS[opener] or (mark == '"' and position + size < end and not text[position + size].isalnum())
    if opener == "``":
        return mark == "''" or mark == '"'
    if mark != opener and not (opener == '"' and mark == "”"):
        return False
    before = text[position - 1]
    after = text[position + size : position + size + 1]
    return not before.isspace() or not after.isalnum()


def _whole(text: str, match: "re.Match[str]") -> bool:
    """True for a single-quoted stretch with doubles inside that a sentence's or clause's end closes."""
    return text[match.end("inner") - 1] in ".,!?…”"


def _missing_opener(text: str, start: int, position: int, size: int, number: int, spans: Sequence[Quoted]) -> Quoted | None:
    """A closing mark without an opener ends the quote before it, if a closing mark only strayed to the end of its first sentence."""
    if not spans:
        return None
    last = spans[-1]
    if text[last.inner_end - 1] not in ".,!?…" or text[position - 1].isspace():
        return None
    first = last.end
    while first < position and text[first].isspace():
        first += 1
    if position - first < 12 or not text[first].isupper() or text[last.inner_end - 1] == ",":
        return None
    return Quoted(last.start, position + size, last.inner_start, position, number, last.level, balanced=False)
