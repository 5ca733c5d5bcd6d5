"""Words of time: what days, months, units and clocks look like, and what a resolver of an expression gets and gives."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from schemas.vocabulary import Granularity
from tasks.clean.published import MONTHS
from tasks.extract.times import periods
from tasks.extract.times.periods import Period

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is read by. `anchor` is the day it was written or said (None: unknown); `ahead` says that the sentence looks
    to the future, `before` is the period of the expression told last, from which 'a day later' counts."""

    anchor: date | None
    ahead: bool = False
    before: Period | None = None


Resolved = tuple[TimexType, Period] | None
Resolver = Callable[[re.Match[str], Context], Resolved]

WEEKDAYS = {name: number for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
SHORT_DAYS = {
    name[:n]: number
    for name, number in WEEKDAYS.items()
    for n in (3, 4, 5)
    if name[:n] not in ("sun", "sat", "wed", "wedn", "mond", "frid", "frida", "sund", "satu", "monda", "sunda")
}
DAY_PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "dawn": "MO", "dusk": "EV"}
STEPS = {
    "last": -1, "past": -1, "previous": -1, "prior": -1, "preceding": -1, "this past": -1, "next": 1, "following": 1, "coming": 1,
    "upcoming": 1, "this coming": 1, "this": 0, "current": 0, "same": 0,
}  # fmt: skip
PARTS = {
    "early": "early", "earlier": "", "the beginning of": "early", "the start of": "early", "beginning of": "early", "the outset of": "early", "mid": "mid",
    "the middle of": "mid", "middle of": "mid", "late": "late", "later": "", "the end of": "late", "end of": "late", "the close of": "late",
    "the rest of": "", "the remainder of": "", "the turn of": "early", "start of": "early",
}  # fmt: skip

MONTH = r"(?-i:" + "|".join(f"{m[0].upper()}{m[1:]}|{m.upper()}" for m in sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[6-9]|20)\d\d"
WEEKDAY = r"(?:" + "|".join([*WEEKDAYS, *sorted((f"{d}\\." for d in SHORT_DAYS), key=len, reverse=True)]) + r")(?:\b|(?<=\.))"
UNIT = r"(?:second|minute|hour|weekday|day|night|weekend|week|fortnight|month|quarter|year|decade|centur(?:y|ie))"
STEP = r"(?:last|next|this past|this coming|this|current|same|previous|prior|preceding|following|coming|upcoming|past)"
PART = r"(?:(?:very\s+)?early|late|mid|earlier|later|(?:the\s+)?(?:beginning|start|outset|middle|end|close)\s+of|the\s+(?:rest|remainder|turn)\s+of)"
ABOUT = r"(?:at\s+least|at\s+most|more\s+than|less\s+than|no\s+more\s+than|fewer\s+than|nearly|almost|about|around|approximately|roughly|some|over|up\s+to|just|only|within|another)"
CLOCK = r"(?:\d{1,2}(?::\d\d){1,2}(?:\s*(?:[ap]\.?m\b\.?))?|\d{1,2}\s*[ap]\.?m\b\.?|noon|midnight|\d{1,2}\s+o['’]clock)(?:\s+\(?[A-Z]{2,4}\)?(?![A-Za-z]))?"
PART_OF_DAY = r"(?:morning|afternoon|evening|night|midday|dawn|dusk)"


# -- helpers -----------------------------------------------------------------------------------------------------------


def month_of(name: str) -> int:
    """1 … 12 for the name of a month, long or short."""
    return MONTHS[name.lower().rstrip(".")]


def day_number(text: str) -> int:
    """30 of '30th'."""
    return int(re.sub(r"\D", "", text))


def part_of(text: str | None) -> str | None:
    """early, mid or late for the words that say so, '' for those that only lean to a side, None for none."""
    if text is None:
        return None
    words = " ".join(text.lower().replace("-", " ").split()).removeprefix("very ")
    return PARTS.get(words)


def cut(period: Period, part: str | None) -> Period:
    """The early, middle or late third of a period; all of it for no part."""
    return periods.third(period, part) if part else period


def on_anchor(context: Context, period: Callable[[date], Period], grain: Granularity = "day", value: str | None = None) -> Period:
    """A period made of the day it is told on; unknown without one."""
    return period(context.anchor) if context.anchor else periods.unknown(grain, value)


def nearest_month(number: int, context: Context) -> Period:
    """The month of that name that a text means: the last one, or the next in a sentence that looks ahead."""
    anchor = context.anchor
    if anchor is None:
        return periods.unknown("month", f"XXXX-{number:02d}")
    year = anchor.year
    if context.ahead:
        year += number < anchor.month
    elif number > anchor.month:
        year -= 1
    return periods.month(year, number)


def nearest_weekday(number: int, context: Context) -> Period:
    """The weekday that a text means: the last one, or the next in a sentence that looks ahead."""
    anchor = context.anchor
    if anchor is None:
        return periods.unknown("day", f"XXXX-WXX-{number + 1}")
    back = (anchor.weekday() - number) % 7
    if back and context.ahead:
        back -= 7
    return periods.day(anchor - timedelta(days=back))


def timed(period: Period, clock: str) -> Period:
    """A period with a time of day in its value."""
    return Period(f"{period.value or 'XXXX-XX-XX'}T{clock}", period.first, period.last, period.granularity)


def clock_of(text: str) -> str | None:
    """HH:MM of a time of day, None for what is none."""
    lower = text.lower()
    if lower.startswith("noon"):
        return "12:00"
    if lower.startswith("midnight"):
        return "24:00"
    match = re.match(r"(\d{1,2})(?::(\d\d))?(?::\d\d)?\s*(?:([ap])\.?m)?", lower)
    if match is None:
        return None
    hour = int(match[1]) % 12 + (12 if match[3] == "p" else 0) if match[3] else int(match[1])
    if hour > 24 or int(match[2] or 0) > 59:
        return None
    return f"{hour:02d}:{match[2] or '00'}"
