"""Where the story is in a pasted page: lines, what each looks like, and the stretch of them that is the body.

The body is the contiguous stretch with the highest sum of line scores (sentences count for it, menus against it: the
maximum-subarray form of text-density extraction, cf. Kohlschütter et al., Boilerplate Detection using Shallow Text Features,
WSDM 2010). Junk inside the stretch is marked line by line.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.clean.junk import junk_name, junk_weight, main_script

ENDS = ".!?…。！？｡؟۔।"  # what ends a sentence in Latin, Chinese, Japanese, Arabic, Urdu and Devanagari script
TERMINAL = re.compile(rf"[{ENDS}]['\"”’»)\]」』]*$|[{ENDS}]\s?[”\"’»]?\s?$")
UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")  # letters of scripts without spaces between words
BULLET = re.compile(r"^(?:[·•▪◦‣∙●○■–—*-]|\(?\d{1,2}[.)])\s+\S")
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
CAPTION = re.compile(
    r".{0,400}(\((AP |Photo|Image|Picture|Video|via |Reuters|AFP|Getty|Courtesy|Credit|The White House)[^()]{0,120}\)"
    r"|\b(Getty Images|AP Photo|REUTERS/|AFP/|/Getty|/AFP|/AP|/Reuters|Shutterstock|/Bloomberg|via Getty|via AP|EPA-EFE)\b.{0,60})\W*"
    r"|(photo(graph)?(er)?s?|image|picture|credits?|caption|illustration|file photo|pic)\b( credits?)?( by|:| courtesy| via).{1,200}"
    r"|[^.!?]{1,120} / [A-Z][\w .]{1,40}(via .{1,40})?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One trimmed non-blank line: offsets, text, number of words, junk rule (if any), and whether it reads as a sentence."""

    start: int
    end: int
    text: str
    words: int
    junk: str | None
    sentence: bool
    bullet: bool
    gap: bool  # a blank line stands before it


def rows_of(text: str) -> list[Row]:
    """The non-blank lines of a text, trimmed, in order."""
    script = main_script(text)
    rows = []
    blank = True
    for match in re.finditer(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+", text):
        raw = match[0]
        line = raw.strip().strip("\ufeff\u200b").strip()
        if not line:
            blank = True
            continue
        start = match.start() + raw.index(line)
        blank = blank or "\n\n" in text[max(0, match.start() - 3) : match.start()].replace("\r", "")
        rows.append(_row(line, start, script, blank))
        blank = False
    return rows


def _row(line: str, start: int, script: str | None, gap: bool) -> Row:
    words = len(WORD.findall(line)) + len(UNSPACED.findall(line)) // 2  # a Chinese word has about two letters
    bullet = bool(BULLET.match(line))
    junk = junk_name(line)
    if junk is None and script == "LATIN" and words < 40 and main_script(line) not in ("LATIN", None):
        junk = "foreign_script"
    if junk is None and CAPTION.fullmatch(line):
        junk = "caption"
    sentence = bool(TERMINAL.search(line)) or words >= 28
    return Row(start, start + len(line), line, words, junk, sentence, bullet, gap)


def score(row: Row) -> float:
    """How much a line speaks for (above 0) or against (below 0) being part of the story."""
    if row.junk:
        return -junk_weight(row.junk)
    if row.sentence and row.words >= 10:
        return float(min(row.words, 60))
    if row.sentence and row.words >= 3:
        return 4.0
    if row.bullet and row.words >= 6:
        return 6.0
    return -6.0 if row.words < 12 else -2.0


def body_stretch(rows: Sequence[Row]) -> tuple[int, int]:
    """(first, last + 1) row of the stretch with the highest sum of scores; (0, 0) when no line reads as a sentence."""
    best, best_range = 0.0, (0, 0)
    total, first = 0.0, 0
    for index, row in enumerate(rows):
        if total <= 0:
            total, first = 0.0, index
        total += score(row)
        if total > best:
            best, best_range = total, (first, index + 1)
    return best_range


def block_junk(rows: Sequence[Row], first: int, last: int) -> dict[int, str]:
    """Junk inside the stretch that no rule names: runs of short lines that end no sentence (menus, teasers, boxes of links)."""
    found: dict[int, str] = {}
    index = first
    while index < last:
        end = index
        while end < last and _label(rows[end]):
            end += 1
        run = [i for i in range(index, end) if not rows[i].junk]
        if len(run) >= 2 and not _is_list(rows, index, end):
            # A run ends in the heading of what follows, unless that is a teaser too.
            kept = (
                run[-1]
                if end < last and len(run) <= 3 and rows[run[-1]].words >= 2 and not any(rows[i].junk for i in range(index, end))
                else -1
            )
            found.update({i: "link_block" for i in run if i != kept})
        index = max(end, index + 1)
    return found


def _label(row: Row) -> bool:
    return row.junk is not None or (not row.sentence and not row.bullet and not row.text.endswith((":", ",", ";", "—")) and row.words < 20)


def _is_list(rows: Sequence[Row], index: int, end: int) -> bool:
    """True when the run is introduced by a line that ends in a colon."""
    return index > 0 and rows[index - 1].text.endswith(":")
