"""Expressions of time and the days they mean: TIMEX3-like spans, by pure functions over a text.

Nothing is guessed from the clock: without an anchor, only expressions that carry their own year have days. Spans, types and
values follow TIMEX3 (TimeML 1.2.1); the intervals are ours. A sentence is looked through once for words that time expressions have,
and only the rules (rules.py) of the kinds it has are tried on it.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from schemas.vocabulary import Granularity
from tasks.extract.times.periods import Period
from tasks.extract.times.rules import COMPARED, RULES
from tasks.extract.times.words import Context, Resolver, TimexType

__all__ = ["TimeSpan", "find_times", "tag_times"]

AHEAD = re.compile(
    r"\b(?:will|won['’]t|shall|set (?:to|for)|(?:un)?likely to|scheduled|slated|due(?!\s+to\s+(?:an?|the|his|her|its|their|this|that|these|those)\b)|upcoming|expect(?:s|ed)?|plans? to|planned|planning|going to|(?:is|are|was|were|be) to|to be|"
    r"intends?|aims? to|deadline)\b|['’]ll\b",
    re.IGNORECASE,
)
REPORTED = re.compile(
    r"\b(?:said|told|reported|announced|added|wrote|says|stated|met|arrived|opened|began|killed|died)(?:\s+(?:late|early|on|in|here|reporters))*\s*$",
    re.IGNORECASE,
)
SENTENCE = re.compile(
    r"[^\n]+?(?:(?<![A-Z])(?<![ap]\.m)(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!Sept)[.!?][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9])|(?=\n|$))"
)
# Beginnings of words that mark the kinds of expression a sentence may have, in lower case; the group's name is the kind. None begins with
# the letters that are left out ahead of them, which saves trying every kind on every word.
KINDS = re.compile(
    r"\b(?=[\dac-fhjl-twy])(?:(?P<set>hourly|daily|nightly|weekly|monthly|quarterly|annually|yearly)"
    r"|(?P<unit>second|minute|hour|week|fortnight|month|year|decade)"
    r"|(?P<quarter>quarter|half|period)"
    r"|(?P<century>centur)"
    r"|(?P<near>yesterday|today|tonight|tomorrow)"
    r"|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thurs?|fri|sat|sun)\.)"
    r"|(?P<part>morning|afternoon|evening|overnight|dawn|dusk|midday|night)"
    r"|(?P<day>day|christmas|thanksgiving|halloween|new year)"
    r"|(?P<clock>noon|midnight|\d{1,2}:\d\d|\d{1,2}\s*[ap]\.?m|o['’]clock)"
    r"|(?P<season>spring|summer|autumn|fall|winter)"
    r"|(?P<decade>(?:\d\d)?\d0['’]?s\b|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies)"
    r"|(?P<ref>now|current|recent|future|present|past|soon|lately|these|term)"
    r"|(?P<slash>\d{1,4}[/-]\d{1,2}[/-]\d\d)"
    r"|(?P<year>(?:1[6-9]|20)\d\d|nineteen|two thousand))"
)
WIDER = {
    "quarter": {"unit"},
    "century": {"unit"},
    "part": {"unit"},
    "day": {"unit"},
    "year": {"decade"},
    "decade": {"year"},
    "slash": {"year"},
    "clock": set(),
    "near": {"part"},
}  # kinds that come with a kind
COMPILED = tuple((order, kind, re.compile(pattern, re.IGNORECASE), resolve) for order, (kind, pattern, resolve) in enumerate(RULES))


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An expression of time at `start`..`end` of the text: TIMEX3 type and value, and the days it means.

    `value` is None where it cannot be told without an anchor; `first` and `last` are None for what has no place on the calendar
    ('two years', 'soon').
    """

    start: int
    end: int
    type: TimexType
    value: str | None
    first: date | None
    last: date | None
    granularity: Granularity
    compared: bool = False  # 'a year earlier': what another time is compared with


def tag_times(text: str, anchor: date | None) -> list[TimeSpan]:
    """Time expressions of a whole text, sentence by sentence. `anchor` is the day it was published."""
    found: list[TimeSpan] = []
    before: Period | None = None
    for sentence in SENTENCE.finditer(text):
        spans = find_times(sentence.group(), anchor, offset=sentence.start(), before=before)
        before = last_period(spans) or before
        found += spans
    return found


def last_period(spans: list[TimeSpan]) -> Period | None:
    """The period that the last placed span means: what 'a day later' of the next sentence counts from."""
    last = next(
        (s for s in reversed(spans) if s.first and s.type != "DURATION" and s.granularity != "approximate" and not s.compared), None
    )
    return Period(last.value, last.first, last.last, last.granularity) if last else None


def find_times(text: str, anchor: date | None, *, offset: int = 0, before: Period | None = None) -> list[TimeSpan]:
    """Time expressions of one sentence in order.

    `anchor` is the day it was written or said; `offset` is added to the offsets returned; `before` is the period told last in the
    sentences ahead of it.
    """
    spans: list[TimeSpan] = []
    for match, resolve in _matches(text, anchor):
        resolved = resolve(match, Context(anchor, _ahead(text, match.start()), last_period(spans) or before))
        if resolved is None:
            continue
        kind, period = resolved
        start, end = _trimmed(match)
        compared = resolve in COMPARED
        spans.append(TimeSpan(offset + start, offset + end, kind, period.value, period.first, period.last, period.granularity, compared))
    return spans


@lru_cache(maxsize=1024)  # a sentence is asked for its events and for when its quotes were said
def _matches(text: str, anchor: date | None) -> tuple[tuple[re.Match[str], Resolver], ...]:
    """The expressions of a sentence in order, with what resolves them: of those that overlap the longest."""
    kinds = {m.lastgroup for m in KINDS.finditer(text.lower())}
    kinds |= {wider for kind in kinds for wider in WIDER.get(kind or "", ())}
    if not kinds:
        return ()
    matches = [(m, order, resolve) for order, kind, pattern, resolve in COMPILED if kind in kinds for m in pattern.finditer(text)]
    matches.sort(key=lambda c: (_trimmed(c[0])[0] - c[0].end(), c[1]))
    taken: list[tuple[int, int]] = []
    kept = []
    for match, _, resolve in matches:
        start, end = match.span()
        if all(end <= s or e <= start for s, e in taken) and resolve(match, Context(anchor)) is not None:
            taken.append((start, end))
            kept.append((match, resolve))
    return tuple(sorted(kept, key=lambda c: c[0].start()))


def _ahead(text: str, at: int) -> bool:
    """True when the words before a place look ahead, unless a verb of the past stands right before it ('said Friday')."""
    lead = text[max(0, at - 90) : at]
    return bool(AHEAD.search(lead)) and not REPORTED.search(lead)


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    start, end = match.span()
    lead = match.groupdict().get("prep")
    if lead:
        start = match.end("prep") + 1
    return start, end
