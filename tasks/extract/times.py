"""Expressions of time and the days they mean: pure functions, anchored on the day of publication.

Values are intervals of days. Nothing is guessed from the clock: without an anchor, only expressions that carry their own year
get a value.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.vocabulary import Granularity
from tasks.clean.published import MONTHS

WEEKDAYS = {"monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
NUMBERS = {
    w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
} | {"a": 1, "an": 1}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
_MONTH = r"(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = r"(?:\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"
FORMS = re.compile(
    "|".join(
        (
            rf"(?P<dmy>\b(?P<d1>{_DAY})(?:\s*(?:-|–|and|to)\s*(?P<d1b>{_DAY}))?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>(?:19|20)\d\d)\b)?)",
            rf"(?P<mdy>\b(?P<m2>{_MONTH})\s+(?P<d2>{_DAY})\b(?!:)(?:\s*(?:-|–|and|to)\s*(?P<d2b>{_DAY})\b)?(?:,?\s+(?P<y2>(?:19|20)\d\d)\b)?)",
            r"(?P<iso>\b(?P<y3>(?:19|20)\d\d)-(?P<m3>\d\d)-(?P<d3>\d\d)\b)",
            rf"(?P<part>\b(?P<p>early|mid|late|the beginning of|the start of|the end of|the middle of|beginning of|end of)(?:\s+|-)(?:in\s+)?(?P<pm>next month|this month|last month|{_MONTH}|next year|this year|last year)(?:\s+(?P<py>(?:19|20)\d\d))?)",
            rf"(?P<my>\b(?P<m4>{_MONTH}),?\s+(?:of\s+)?(?P<y4>(?:19|20)\d\d)\b)",
            rf"(?P<ago>\b(?P<n5>{_NUMBER})\s+(?P<u5>day|week|month|year)s?\s+(?P<dir5>ago|earlier|later|from now|before))",
            rf"(?P<rel>\b(?P<r6>last|next|this|the previous|the following|the coming|past)\s+(?P<u6>week|month|year|weekend|{_WEEKDAY}|{_MONTH}|spring|summer|autumn|fall|winter)\b)",
            r"(?P<near>\b(?:the day before yesterday|yesterday|today|tomorrow|tonight|the day after tomorrow)\b)",
            rf"(?P<week>\b(?P<w7>{_WEEKDAY})\b)",
            rf"(?P<month>\b(?:in|since|until|by|of|for|from|during|last|to|through)\s+(?P<m8>{_MONTH})(?!\s+\d))",
            r"(?P<year>\b(?:in|since|until|by|of|from|during|for|back in|the|early|late)\s+(?P<y9>(?:19|20)\d\d)\b(?!\s*(?:people|troops|soldiers|percent|%|million)))",
        )
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """An expression of time at `start`..`end` of the text, and the days from `first` to `last` it means (None: cannot be told)."""

    start: int
    end: int
    first: date | None
    last: date | None
    granularity: Granularity


def find_times(text: str, anchor: date | None, *, offset: int = 0, future: bool = False) -> list[TimeSpan]:
    """Time expressions of `text` in order. `anchor` is the day it was written or said; `future` leans weekdays forward.

    `offset` is added to the offsets returned.
    """
    found = []
    for match in FORMS.finditer(text):
        form = next(k for k in ("dmy", "mdy", "iso", "part", "my", "ago", "rel", "near", "week", "month", "year") if match.group(k))
        if form in ("month", "my", "mdy", "dmy") and re.search(r"\b(?:may|mar|march|sep|sun)\b", match[0]) and form == "month":
            continue  # "may", "march" in lower case are verbs
        value = _value(form, match, anchor, future)
        if value is None:
            continue
        start, end = match.span()
        if form in ("month", "year"):
            group = "m8" if form == "month" else "y9"
            start, end = match.span(group)
        found.append(TimeSpan(offset + start, offset + end, *value))
    return found


Value = tuple[date | None, date | None, Granularity]


def _value(form: str, m: re.Match[str], anchor: date | None, future: bool) -> Value | None:
    if form in ("dmy", "mdy"):
        n = "1" if form == "dmy" else "2"
        return _days(m[f"d{n}"], m[f"d{n}b"], m[f"m{n}"], m[f"y{n}"], anchor)
    if form == "iso":
        return _one(_safe(int(m["y3"]), int(m["m3"]), int(m["d3"])))
    if form == "my":
        return _month(int(m["y4"]), _month_number(m["m4"]))
    if form == "year":
        year = int(m["y9"])
        return date(year, 1, 1), date(year, 12, 31), "year"
    if anchor is None:
        return None, None, _granularity(form)
    if form == "near":
        shift = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
        return _one(anchor + timedelta(days=shift[m["near"].lower()]))
    if form == "week":
        return _one(_weekday(WEEKDAYS[m["w7"].lower()], anchor, future))
    if form == "month":
        return _nearest_month(_month_number(m["m8"]), anchor, future)
    if form == "ago":
        return _shifted(m["n5"], m["u5"].lower(), m["dir5"].lower(), anchor)
    if form == "part":
        return _part(m["p"].lower(), m["pm"].lower(), m["py"], anchor, future)
    return _relative(m["r6"].lower(), m["u6"].lower(), anchor)


def _granularity(form: str) -> Granularity:
    grains: dict[str, Granularity] = {"part": "part-of-month", "month": "month", "near": "day", "week": "day"}
    return grains.get(form, "approximate")


def _days(first: str, last: str | None, month: str, year: str | None, anchor: date | None) -> Value:
    number = _month_number(month)
    day = int(re.sub(r"\D", "", first))
    if year is None and anchor is None:
        return None, None, "day"
    start = _safe(int(year), number, day) if year else _nearest(anchor, number, day)
    if start is None:
        return None, None, "day"
    end = _safe(start.year, number, int(re.sub(r"\D", "", last))) if last else start
    return start, end if end and end >= start else start, "day"


def _nearest(anchor: date | None, month: int, day: int) -> date | None:
    """The day in the year that puts it nearest to the anchor: over New Year, 'January 10' in December is next year's."""
    if anchor is None:
        return None
    choices = [d for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := _safe(year, month, day))]
    return min(choices, key=lambda d: abs(d - anchor), default=None)


def _weekday(number: int, anchor: date, future: bool) -> date:
    """The anchor's own day if it matches, else the last such day, or the next one in a sentence about the future."""
    back = (anchor.weekday() - number) % 7
    if back == 0:
        return anchor
    return anchor + timedelta(days=7 - back) if future else anchor - timedelta(days=back)


def _nearest_month(number: int, anchor: date, future: bool) -> Value:
    year = anchor.year
    if future and number < anchor.month:
        year += 1
    elif not future and number > anchor.month:
        year = year + 1 if number - anchor.month > 12 else year - 1
        if number - anchor.month <= 1:
            year = anchor.year
    return _month(year, number)


def _shifted(count: str, unit: str, direction: str, anchor: date) -> Value:
    n = int(count) if count.isdigit() else NUMBERS[count.lower()]
    sign = 1 if direction in ("later", "from now") else -1
    if unit == "day":
        return _one(anchor + timedelta(days=sign * n))
    if unit == "week":
        middle = anchor + timedelta(weeks=sign * n)
        return middle - timedelta(days=middle.weekday()), middle + timedelta(days=6 - middle.weekday()), "approximate"
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + sign * n
        return _month(months // 12, months % 12 + 1)
    year = anchor.year + sign * n
    return (date(year, 1, 1), date(year, 12, 31), "year") if 1 <= year <= 9999 else (None, None, "year")


def _part(part: str, month: str, year: str | None, anchor: date, future: bool) -> Value:
    if month.endswith("year"):
        target = anchor.year + {"next": 1, "last": -1}.get(month.split()[0], 0)
        halves = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}
        a, b = halves[_third(part)]
        return date(target, a, 1), date(target, b, monthrange(target, b)[1]), "season"
    if month.endswith("month"):
        first, last, _ = _relative(month.split()[0], "month", anchor)
    elif year:
        first, last, _ = _month(int(year), _month_number(month))
    else:
        first, last, _ = _nearest_month(_month_number(month), anchor, future)
    if first is None or last is None:
        return None, None, "part-of-month"
    spans = {"early": (1, 10), "mid": (11, 20), "late": (21, last.day)}
    a, b = spans[_third(part)]
    return first.replace(day=a), last.replace(day=b), "part-of-month"


def _third(part: str) -> str:
    return "early" if part.startswith(("early", "the beg", "the start", "beg")) else "mid" if "mid" in part else "late"


def _relative(which: str, unit: str, anchor: date) -> Value:
    step = {"last": -1, "past": -1, "the previous": -1, "next": 1, "the following": 1, "the coming": 1}.get(which, 0)
    if unit in WEEKDAYS:
        if step == 0:
            monday = anchor - timedelta(days=anchor.weekday())
            return _one(monday + timedelta(days=WEEKDAYS[unit]))
        ahead = (WEEKDAYS[unit] - anchor.weekday()) % 7 or 7
        behind = (anchor.weekday() - WEEKDAYS[unit]) % 7 or 7
        return _one(anchor + timedelta(days=ahead) if step > 0 else anchor - timedelta(days=behind))
    if unit in ("week", "weekend"):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return (monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6), "approximate")
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        return _month(months // 12, months % 12 + 1)
    if unit == "year":
        return date(anchor.year + step, 1, 1), date(anchor.year + step, 12, 31), "year"
    if unit in SEASONS:
        a, b = SEASONS[unit]
        year = anchor.year + step
        return date(year, a, 1), date(year + (b < a), b, monthrange(year + (b < a), b)[1]), "season"
    number = _month_number(unit)
    year = anchor.year + (step if (step < 0 <= number - anchor.month) or (step > 0 >= number - anchor.month) else 0)
    return _month(year, number)


def _month(year: int, number: int) -> Value:
    return date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month"


def _month_number(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _one(day: date | None) -> Value:
    return day, day, "day"


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
