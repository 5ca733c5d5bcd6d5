"""What expressions of time look like, and what each means: one pattern and one resolver per kind of expression.

A resolver gets the match and a `Context` (the day to count from, whether the sentence looks ahead, the period told before) and
gives type and period, or None where the words are no time after all.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from schemas.vocabulary import Granularity
from tasks.clean.published import MONTHS
from tasks.extract.times import periods
from tasks.extract.times.numbers import NUMBER, ORDINAL, VAGUE, number_of, two_digit_year
from tasks.extract.times.periods import SEASONS, UNITS, Period

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


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _part(text: str | None) -> str | None:
    """early, mid or late for the words that say so, '' for those that only lean to a side, None for none."""
    if text is None:
        return None
    words = " ".join(text.lower().replace("-", " ").split()).removeprefix("very ")
    return PARTS.get(words)


def _cut(period: Period, part: str | None) -> Period:
    return periods.third(period, part) if part else period


def _when(context: Context, period: Callable[[date], Period], grain: Granularity = "day", value: str | None = None) -> Period:
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


def _weekday(number: int, context: Context) -> Period:
    anchor = context.anchor
    if anchor is None:
        return periods.unknown("day", f"XXXX-WXX-{number + 1}")
    back = (anchor.weekday() - number) % 7
    if back and context.ahead:
        back -= 7
    return periods.day(anchor - timedelta(days=back))


def _timed(period: Period, clock: str) -> Period:
    return Period(f"{period.value or 'XXXX-XX-XX'}T{clock}", period.first, period.last, period.granularity)


def _clock(text: str) -> str | None:
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


# -- days --------------------------------------------------------------------------------------------------------------


def _iso(m: re.Match[str], context: Context) -> Resolved:
    when = periods.safe(int(m["y"]), int(m["m"]), int(m["d"]))
    return ("DATE", periods.day(when)) if when else None


def _slashed(m: re.Match[str], context: Context) -> Resolved:
    """Month first, unless only day first can be; two-digit years lie between 1950 and 2049."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    year += (1900 if year >= 50 else 2000) if year < 100 else 0
    when = periods.safe(year, first, second) or periods.safe(year, second, first)
    return ("DATE", periods.day(when)) if when else None


def _month_day(m: re.Match[str], context: Context) -> Resolved:
    number, first = month_of(m["m"]), _day_number(m["d"])
    if m["y"]:
        year: int | None = int(m["y"]) if len(m["y"]) == 4 else None
    else:
        year = None
    start = periods.safe(year, number, first) if year else periods.nearest(context.anchor, number, first)
    if start and not year and context.anchor and start > context.anchor and re.search(r"\bended\s+$", m.string[: m.start()]):
        start = periods.safe(start.year - 1, number, first)  # the year ended March 31
    if start is None:
        if periods.safe(2000, number, first) is None:
            return None
        return "DATE", periods.unknown("day", f"XXXX-{number:02d}-{first:02d}")
    if m["d2"]:
        second = month_of(m["m2"]) if m["m2"] else number
        end = periods.safe(start.year + (second < number), second, _day_number(m["d2"]))
        if end and end > start:
            return "DATE", periods.days(start, end)
    if m.groupdict().get("clock") and (clock := _clock(m["clock"])):
        return "TIME", _timed(periods.day(start), clock)
    return "DATE", periods.day(start)


def _weekday_rule(m: re.Match[str], context: Context) -> Resolved:
    number = WEEKDAYS.get(m["w"].lower(), SHORT_DAYS.get(m["w"].lower().rstrip("."), -1))
    step = (m["step"] or "").lower()
    if step in ("each", "every") or m["plural"]:
        value = f"XXXX-WXX-{number + 1}" + (f"T{DAY_PARTS[m['part'].lower()]}" if m["part"] else "")
        return "SET", periods.unknown("day", value)
    anchor = context.anchor
    if anchor is None or step in ("", "this", "on"):
        found = _weekday(number, context)
    elif STEPS.get(step, 0) < 0:
        found = periods.day(anchor - timedelta(days=(anchor.weekday() - number) % 7 or 7))
    elif STEPS.get(step, 0) > 0:
        base = context.before.last if context.before and context.before.last and step == "following" else anchor
        found = periods.day(base + timedelta(days=(number - base.weekday()) % 7 or 7))
    else:
        found = _weekday(number, context)
    if m["part"]:
        return "TIME", _timed(found, DAY_PARTS[m["part"].lower()])
    if m["clock"] and (clock := _clock(m["clock"])):
        return "TIME", _timed(found, clock)
    return "DATE", found


NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}


def _near(m: re.Match[str], context: Context) -> Resolved:
    word = " ".join(m["n"].lower().split())
    found = _when(context, lambda a: periods.around(a, "day", NEAR[word]))
    part = "night" if word == "tonight" else (m["part"] or "").lower()
    if part:
        return "TIME", _timed(found, DAY_PARTS[part])
    if m["clock"] and (clock := _clock(m["clock"])):
        return "TIME", _timed(found, clock)
    return "DATE", found


def _holiday(m: re.Match[str], context: Context) -> Resolved:
    """A holiday of a fixed place in the year, in the year that puts it nearest."""
    anchor = context.anchor
    if anchor is None:
        return "DATE", periods.unknown("day")
    days = [d for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := _holiday_of(m["h"].lower().replace("’", "'"), y))]
    step = STEPS.get((m["step"] or "").lower(), 0)
    if m["y"]:
        return "DATE", periods.day(_holiday_of(m["h"].lower().replace("’", "'"), int(m["y"])))
    if step:
        days = [d for d in days if (d > anchor) == (step > 0)]
    return "DATE", periods.day(min(days, key=lambda d: (abs(d - anchor), d), default=None))


HOLIDAYS = {
    "christmas day": (12, 25),
    "christmas eve": (12, 24),
    "christmas": (12, 25),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "halloween": (10, 31),
    "valentine's day": (2, 14),
    "may day": (5, 1),
    "boxing day": (12, 26),
    "bastille day": (7, 14),
}


def _holiday_of(name: str, year: int) -> date | None:
    if name.startswith("thanksgiving"):
        first = date(year, 11, 1)
        return first + timedelta(days=(3 - first.weekday()) % 7 + 21)  # the fourth Thursday
    return periods.safe(year, *HOLIDAYS[name])


def _part_of_day(m: re.Match[str], context: Context) -> Resolved:
    step = {"last": -1, "this": 0, "overnight": 0}.get(m["step"].lower(), 0) if m["step"] else 0
    if not m["part"]:
        return "TIME", _timed(_when(context, periods.day), "NI")
    found = _when(context, lambda a: periods.around(a, "day", step))
    return "TIME", _timed(found, DAY_PARTS[m["part"].lower()])


def _clock_rule(m: re.Match[str], context: Context) -> Resolved:
    clock = _clock(m["clock"])
    if clock is None:
        return None
    found = _when(context, periods.day)
    if m["w"]:
        found = _weekday(WEEKDAYS[m["w"].lower()], context)
    elif m["near"]:
        found = _when(context, lambda a: periods.around(a, "day", NEAR[m["near"].lower()]))
    elif m["md"] and context.anchor:
        when = periods.nearest(context.anchor, month_of(m["mm"]), _day_number(m["dd"]))
        found = periods.day(when)
    return "TIME", _timed(found, clock)


# -- months, quarters, seasons, years -----------------------------------------------------------------------------------


def _month_rule(m: re.Match[str], context: Context) -> Resolved:
    number = month_of(m["m"])
    part = _part(m["part"])
    step = (m["step"] or "").lower()
    if step in ("each", "every"):
        return "SET", periods.unknown("month", f"XXXX-{number:02d}")
    if m["y"]:
        return "DATE", _cut(periods.month(int(m["y"]), number), part)
    if m["m"].isalpha() and len(m["m"]) == 3 and m["m"] != "May" and not (m["y"] or m["part"]):
        return None  # Jan, Mar, Jun without a full stop are names
    if m["shift"] and context.anchor:
        return "DATE", _cut(periods.month(context.anchor.year + STEPS[m["shift"].lower()], number), part)
    if m["m"] in ("May", "March", "MARCH", "MAY", "Mar", "Sun", "MAR") and not (m["part"] or m["step"] or m["prep"]):
        return None
    if context.anchor and step in ("this", "current"):
        return "DATE", _cut(periods.month(context.anchor.year, number), part)
    if context.anchor and STEPS.get(step):
        year = context.anchor.year
        if STEPS[step] < 0:
            year -= number >= context.anchor.month
        else:
            year += number <= context.anchor.month
        return "DATE", _cut(periods.month(year, number), part)
    return "DATE", _cut(nearest_month(number, context), part)


def _season_rule(m: re.Match[str], context: Context) -> Resolved:
    code = SEASONS[m["s"].lower()]
    part, step = _part(m["part"]), (m["step"] or "").lower()
    if m["y"]:
        number = int(m["y"]) if m["y"].isdigit() else two_digit_year(m["y"])
        return ("DATE", _cut(periods.season(number, code), part)) if number else None
    if step in ("each", "every"):
        return "SET", periods.unknown("season", f"XXXX-{code}")
    anchor = context.anchor
    if anchor is None:
        return "DATE", periods.unknown("season", f"XXXX-{code}")
    year = anchor.year
    start = periods.season(year, code)
    if STEPS.get(step, 0) < 0 and start.last and start.last >= anchor:
        year -= 1
    elif STEPS.get(step, 0) > 0 and start.first and start.first <= anchor:
        year += 1
    elif not STEPS.get(step) and start.first and start.first > anchor and not context.ahead and step != "this":
        year -= 1
    return "DATE", _cut(periods.season(year, code), part)


def _quarter_rule(m: re.Match[str], context: Context) -> Resolved:
    anchor = context.anchor
    which = (m["n"] or "").lower()
    number = int(number_of(which) or 0) if which and which not in ("latest", "last", "current", "next", "previous", "this") else 0
    if number > 4:
        return None
    grain = "quarter"
    if m["y"]:
        return "DATE", periods.quarter(int(m["y"]), number or 4)
    if anchor is None:
        return "DATE", periods.unknown("quarter", f"XXXX-Q{number}" if number else None)
    if number:
        found = periods.quarter(anchor.year, number)
        if found.first and found.first > anchor and not context.ahead:
            found = periods.quarter(anchor.year - 1, number)
        shift = (m["shift"] or "").lower()
        if "last" in shift:
            found = periods.quarter(anchor.year - 1, number)
        elif "next" in shift:
            found = periods.quarter(anchor.year + 1, number)
        elif "this" in shift:
            found = periods.quarter(anchor.year, number)
        return "DATE", found
    if which in ("current", "this"):
        return "DATE", periods.around(anchor, grain, 0)
    if which == "next":
        return "DATE", periods.around(anchor, grain, 1)
    if which == "latest":
        return "DATE", periods.around(anchor, grain, -1)
    return "DATE", _told_quarter(context, anchor)


def _told_quarter(context: Context, anchor: date) -> Period:
    """'The quarter': the one told before, else the last that was over."""
    if context.before and context.before.granularity == "quarter":
        return context.before
    return periods.around(anchor, "quarter", -1)


def _year_ago_rule(m: re.Match[str], context: Context) -> Resolved:
    """'The year-ago quarter', 'a year-earlier period': a year before the quarter told, or that was over last."""
    if context.anchor is None:
        return "DATE", periods.unknown()
    told = _told_quarter(context, context.anchor)
    if told.first is None:
        return None
    return "DATE", periods.quarter(told.first.year - 1, (told.first.month + 2) // 3)


def _years_quarter_rule(m: re.Match[str], context: Context) -> Resolved:
    """'The 1988 second quarter', "this year's third quarter", 'the 1988 period'."""
    anchor = context.anchor
    if m["y"]:
        year = int(m["y"])
    elif anchor is not None:
        year = anchor.year + STEPS[m["shift"].lower()]
    else:
        return "DATE", periods.unknown("quarter")
    number = number_of(m["n"]) if m["n"] else None
    if number is None and anchor is not None:
        told = _told_quarter(context, anchor)
        number = (told.first.month + 2) // 3 if told.first else None
    return "DATE", periods.quarter(year, int(number)) if number and number <= 4 else periods.year(year)


def _half_rule(m: re.Match[str], context: Context) -> Resolved:
    year = (
        int(m["y"])
        if m["y"]
        else context.anchor.year + {"last": -1, "next": 1}.get((m["shift"] or "").lower().split()[0] if m["shift"] else "", 0)
        if context.anchor
        else None
    )
    if year is None:
        return "DATE", periods.unknown("season")
    return "DATE", periods.half(year, 1 if m["n"].lower() == "first" else 2)


def _year_rule(m: re.Match[str], context: Context) -> Resolved:
    found = periods.year(int(m["y"]))
    if m["y2"]:
        end = int(m["y2"]) if len(m["y2"]) == 4 else int(m["y"][:2] + m["y2"])
        if int(m["y"]) < end <= int(m["y"]) + 60:
            return "DATE", periods.years(int(m["y"]), end, m["y"])
        if m["sep"] in ("-", "–"):
            return None
    return "DATE", _cut(found, _part(m["part"]))


def _decade_rule(m: re.Match[str], context: Context) -> Resolved:
    if m["d4"]:
        start = int(m["d4"])
    elif m["d2"]:
        start = int(m["d2"]) + (2000 if int(m["d2"]) < 30 else 1900)
    else:
        names = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
        start = 1920 + 10 * names.index(m["dw"].lower())
    whole = periods.years(start, start + 9, str(start // 10))
    return "DATE", _cut(whole, _part(m["part"]))


def _century_rule(m: re.Match[str], context: Context) -> Resolved:
    number = number_of(m["n"])
    if number is None or not 1 <= number <= 30:
        return None
    start = int(number - 1) * 100
    return "DATE", periods.years(max(start, 1), start + 99, f"{int(number) - 1:02d}")


# -- counted from somewhere ----------------------------------------------------------------------------------------------


def _relative(m: re.Match[str], context: Context) -> Resolved:
    """'Last month', 'early next year', 'the end of this week', 'the following day'."""
    unit = _unit(m["u"])
    if m["step"][0].isupper() and m["u"][0].isupper():
        return None  # a programme's name: This Week
    step_word = (m["step"] or "").lower()
    part = _part(m["part"])
    if unit in ("second", "minute", "hour"):
        return None
    if (
        step_word in ("following", "next", "previous", "same", "preceding", "prior")
        and m["the"]
        and context.before
        and context.before.first
    ):
        base = context.before.first if STEPS[step_word] < 0 else context.before.last or context.before.first
        return "DATE", _cut(periods.around(base, unit, STEPS[step_word]), part)
    if step_word == "past" and unit != "weekend":
        if context.anchor is None:
            return "DURATION", periods.unknown()
        return "DURATION", _stretch(_iso_duration(1, unit), unit, -1, context)
    anchor = context.anchor
    if anchor is None:
        return "DATE", periods.unknown()
    return "DATE", _cut(periods.around(anchor, unit, STEPS.get(step_word, 0)), part)


def _the_unit(m: re.Match[str], context: Context) -> Resolved:
    """'The end of the year', 'late in the week', 'the weekend': the one told before if as fine, else the anchor's."""
    unit, part = _unit(m["u"]), _part(m["part"])
    if unit in ("second", "minute", "hour", "day", "night", "weekday"):
        return None
    if not m["part"] and unit not in ("quarter", "weekend", "week", "month", "year"):
        return None
    if unit == "year" and re.match(r"\s+(?:ended|ending|to|through)\b", m.string[m.end() :]):
        return "DURATION", periods.unknown("approximate", "P1Y")
    if context.anchor is None:
        return "DATE", periods.unknown()
    if unit in ("quarter", "period"):
        return "DATE", _told_quarter(context, context.anchor)
    if unit == "weekend":
        past = not context.ahead and context.anchor.weekday() < 5
        return "DATE", periods.around(context.anchor, unit, -1 if past else 0)
    return "DATE", _cut(periods.around(context.anchor, unit, 0), part)


def _worded_year(m: re.Match[str], context: Context) -> Resolved:
    number = two_digit_year(m["w"])
    return ("DATE", periods.year(number)) if number else None


def _unit_end(m: re.Match[str], context: Context) -> Resolved:
    if context.anchor is None:
        return "DATE", periods.unknown()
    if _unit(m["u"]) == "week":
        return "DATE", periods.around(context.anchor, "weekend", 0)
    whole = periods.around(context.anchor, _unit(m["u"]), 0)
    return "DATE", periods.day(whole.last)


def _that(m: re.Match[str], context: Context) -> Resolved:
    """'That year', 'the same day': the one around what was told before."""
    told = context.before
    if told is None or told.first is None:
        return ("DATE", periods.unknown()) if m["that"].lower() != "that" else None
    return "DATE", periods.around(told.first, _unit(m["u"]), 0)


def _counted(m: re.Match[str], context: Context) -> Resolved:
    """'Three days ago', 'a year earlier', 'two weeks later', 'a month from now'."""
    unit = _unit(m["u"])
    where = " ".join(m["dir"].lower().split())
    back = where in ("ago", "earlier", "before", "previously", "prior", "back")
    count = number_of(m["n"]) if m["n"] else None
    if count is None:
        if back or where == "from now":
            return "DATE", Period("PAST_REF" if back else "FUTURE_REF", None, None, "approximate")
        return "DATE", periods.unknown()
    from_before = where in ("earlier", "later", "before", "after", "afterwards", "prior")
    if context.anchor is None:
        return "DATE", periods.unknown()
    base, grain = context.anchor, None
    told = context.before
    if unit == "year" and back and count == 1 and told and told.granularity == "quarter" and told.first:
        base, grain = told.first, "quarter"
    elif from_before and told and told.first and told.granularity in ("day", "part-of-month"):
        base = told.first if back else (told.last or told.first)
    elif (from_before and told and told.first and told.granularity == "year" and unit == "year") or (
        from_before and told and told.first and told.granularity == "month" and unit == "month"
    ):
        base = told.first
    elif where in ("later", "after", "afterwards") and not told:
        return "DURATION", periods.unknown("approximate", _iso_duration(count, unit))
    if unit in ("second", "minute", "hour"):
        return ("TIME" if where != "later" else "DURATION"), Period(None, base, base, "day")
    sign = -1 if back else 1
    if unit == "year" and count != round(count):
        return "DATE", periods.month(base.year, base.month + sign * round(12 * count))
    return "DATE", periods.shifted(base, unit, sign * count, grain)


RATE = re.compile(
    r"(?:\b(?:for|in|within|after|about|over|than|nearly|almost|half|of|last|lasts|lasted|takes?|took|spent|once|as|to|just|only|another|is|was|next|and|or|barely)|^|[,;(–—-])\s*$",
    re.IGNORECASE,
)


def _duration(m: re.Match[str], context: Context) -> Resolved:
    """'Two years', 'a three-day visit', 'the past six months', 'several weeks'; 'ten flights a week' is a rate, and no duration."""
    unit = _unit(m["u"])
    if unit == "quarter" and not m["dir"]:
        return None  # three quarters of the food
    tail = m.string[m.end() : m.end() + 5].lower()
    if (unit == "year" and (m[0].lower().endswith("-old") or tail.startswith((" old", "-old")))) or (
        unit == "second" and m["n"] and m["n"].lower() in ("a", "an")
    ):
        return None
    if (
        m["n"]
        and m["n"].lower() in ("a", "an")
        and m.start() == m.start("n")
        and not RATE.search(m.string[max(0, m.start() - 12) : m.start()])
    ):
        return None
    direction = (m["dir"] or "").lower()
    vague = m["v"] is not None
    if vague:
        value = _iso_duration(None, unit)
    else:
        count = number_of(m["n"])
        if count is None:
            return None
        value = _iso_duration(count, unit)
    step = STEPS.get(direction, 0)
    if step and not vague and direction not in ("following", "previous", "prior", "preceding", "same"):
        count = number_of(m["n"]) or 1
        return "DURATION", _stretch(value, unit, step * count, context)
    return "DURATION", periods.unknown("approximate", value)


def _stretch(value: str, unit: str, count: float, context: Context) -> Period:
    """The days from now back over (or on for) `count` units."""
    anchor = context.anchor
    if anchor is None:
        return periods.unknown("approximate", value)
    size = {
        "day": 1,
        "night": 1,
        "weekday": 1,
        "week": 7,
        "weekend": 7,
        "fortnight": 14,
        "month": 30.44,
        "quarter": 91.3,
        "year": 365.25,
        "decade": 3652.5,
        "century": 36525,
    }.get(unit, 0)
    try:
        other = anchor + timedelta(days=round(size * count))
    except OverflowError:
        return periods.unknown("approximate", value)
    return Period(value, min(anchor, other), max(anchor, other), "approximate")


def _iso_duration(count: float | None, unit: str) -> str:
    factor, letter = {
        "fortnight": (2, "W"),
        "decade": (10, "Y"),
        "century": (100, "Y"),
        "night": (1, "D"),
        "weekday": (1, "D"),
        "weekend": (1, "WE"),
        "quarter": (3, "M"),
        "period": (3, "M"),
    }.get(unit, (1, UNITS.get(unit, "X")))
    timed = "T" if unit in ("second", "minute", "hour") else ""
    if count is None:
        return f"P{timed}X{'E' if unit == 'decade' else 'C' if unit == 'century' else letter}"
    number = count * factor
    if number != int(number):
        rest = {"Y": (12, "M"), "H": (60, "M"), "M": (60, "S") if timed else (30, "D"), "D": (24, "H"), "W": (7, "D")}.get(letter)
        if rest:
            whole, part = int(number), round((number - int(number)) * rest[0])
            head = f"P{timed}{whole}{letter}" if whole else f"P{timed}"
            return f"{head}{part}{rest[1]}"
    return f"P{timed}{int(number)}{letter}"


def _bare_units(m: re.Match[str], context: Context) -> Resolved:
    """'Recent months', 'years ago', 'the coming weeks', 'for years'."""
    unit = _unit(m["u"])
    word = (m["w"] or "").lower()
    if word in ("recent", "past", "last") and unit in ("year", "day", "time"):
        return "DATE", Period("PAST_REF", None, None, "approximate")
    if word in ("coming", "next", "future"):
        return "DATE", Period("FUTURE_REF", None, None, "approximate")
    return "DURATION", periods.unknown("approximate", _iso_duration(None, unit))


def _set_rule(m: re.Match[str], context: Context) -> Resolved:
    word = (m["adv"] or "").lower()
    if word:
        value = {
            "hourly": "PT1H",
            "daily": "P1D",
            "nightly": "P1D",
            "weekly": "P1W",
            "monthly": "P1M",
            "quarterly": "P3M",
            "annually": "P1Y",
            "yearly": "P1Y",
            "annual": "P1Y",
        }[word]
        return "SET", periods.unknown("approximate", value)
    count = number_of(m["n"]) if m["n"] else 1
    return "SET", periods.unknown("approximate", _iso_duration(count, _unit(m["u"])))


def _reference(m: re.Match[str], context: Context) -> Resolved:
    word = m["ref"].lower()
    if word in PRESENT:
        anchor = context.anchor
        return "DATE", Period("PRESENT_REF", anchor, anchor, "approximate")
    return "DATE", Period("FUTURE_REF" if word in FUTURE else "PAST_REF", None, None, "approximate")


PRESENT = frozenset({"now", "currently", "current", "right now", "these days", "at the moment", "at present", "nowadays", "presently"})
FUTURE = frozenset(
    {
        "the future",
        "the near future",
        "the near term",
        "soon",
        "shortly",
        "the foreseeable future",
        "the long term",
        "the short term",
        "future",
        "one day",
    }
)
PAST = frozenset(
    {"recently", "recent", "previously", "lately", "the past", "the recent past", "formerly", "more recently", "most recently", "the time"}
)


def _unit(word: str) -> str:
    word = word.lower().replace("ies", "y")
    return word if word in UNITS else word.rstrip("s")


_OF_DAY = rf"(?:\s+(?P<part>{PART_OF_DAY})(?P<plural_>s)?)?"
_AT = rf"(?:(?:,?\s+at)?\s+(?P<clock>{CLOCK}))?"
RULES: tuple[tuple[str, str, Resolver], ...] = (
    # (what must be in the sentence, pattern, resolver); where two overlap the longer wins, then the earlier in this list
    ("year", rf"\b(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso),
    ("slash", r"(?<![\d/-])(?P<a>\d{1,2})(?P<s>[/-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:19|20)?\d\d)(?![\d/-])", _slashed),
    ("month", rf"(?:\b(?:{WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<m>{MONTH})\s+(?P<d>{DAY})\b(?!:\d|%|,\d)(?:\s*(?:-|–|and|to|or|through)\s*(?:(?P<m2>{MONTH})\s+)?(?P<d2>{DAY})\b(?!:\d|%|,\d))?(?:,?\s+(?P<y>{YEAR})\b)?{_AT}", _month_day),
    ("month", rf"(?:\b(?:{WEEKDAY}),?\s+(?:the\s+)?)?\b(?P<d>{DAY})(?:\s*(?:-|–|and|to|or)\s*(?P<d2>{DAY}))?(?:\s+of)?[\s-]+(?P<m>{MONTH})(?P<m2>(?!))?(?:,?[\s-]+(?P<y>{YEAR}|\d\d(?!\d))\b)?{_AT}", _month_day),
    ("month", rf"(?:\b(?P<part>{PART})(?:\s+|-)(?:in\s+|of\s+)?)?(?:\b(?P<prep>in|since|until|till|by|from|during|through|to|and|for|before|after)\s+)?(?:\b(?P<step>{STEP}|each|every)\s+)?(?<!\d\s)\b(?P<m>{MONTH})(?!\.?\s+\d{{1,2}}\b)(?:(?:,|\s+of)?\s+(?P<y>{YEAR})\b|\s+(?:of\s+)?(?P<shift>last|this|next)\s+year\b)?", _month_rule),
    ("weekday", rf"(?:\b(?:late|early|later|earlier)\s+(?:on\s+)?)?(?:\b(?:the\s+)?(?P<step>{STEP}|each|every)\s+)?\b(?P<w>{WEEKDAY})(?P<plural>s\b)?{_OF_DAY}{_AT}".replace("(?P<plural_>s)?", "s?"), _weekday_rule),
    ("near", rf"(?:\b(?:late|early|later|earlier|the)\s+)?\b(?P<n>day\s+before\s+yesterday|day\s+after\s+tomorrow|yesterday|today|tonight|tomorrow)\b(?:\s+(?P<part>{PART_OF_DAY}))?{_AT}", _near),
    ("part", rf"\b(?:(?:late|early|later|earlier)\s+)?(?P<step>last|this|that)\s+(?P<part>{PART_OF_DAY})\b", _part_of_day),
    ("day", rf"(?:\b(?:the\s+)?(?P<step>{STEP})\s+)?\b(?P<h>Thanksgiving(?:\s+Day)?|Christmas(?:\s+(?:Day|Eve))?|New\s+Year['’]s\s+(?:Day|Eve)|Halloween|Valentine['’]s\s+Day|May\s+Day|Boxing\s+Day|Bastille\s+Day)(?:,?\s+(?P<y>{YEAR}))?\b(?!\s+(?:tree|card|gift|present|market|carol|dinner|shopping)s?\b)", _holiday),
    ("part", r"\b(?P<step>overnight)\b(?P<part>(?!))?", _part_of_day),
    ("clock", rf"(?:\b(?:around|about|at|by|before|after|until|from)\s+)?(?<![\d:])\b(?P<clock>{CLOCK})(?![\d:])(?:,?\s+(?:on\s+)?(?:(?P<w>(?:mon|tues|wednes|thurs|fri|satur|sun)day)|(?P<near>today|yesterday|tomorrow)|(?P<md>(?P<mm>{MONTH})\s+(?P<dd>{DAY})\b)))?", _clock_rule),
    ("season", rf"(?:\b(?P<part>{PART})\s+(?:in\s+|of\s+)?)?(?:\b(?:in\s+)?(?:(?P<step>{STEP}|each|every|the)\s+))\b(?P<s>spring|summer|autumn|fall|winter)\b(?:\s+(?:of\s+)?(?P<y>{YEAR}|nineteen\s+\w+(?:-\w+)?))?", _season_rule),
    ("season", rf"\b(?P<step>(?!))?(?P<part>{PART})?(?:\s|-)?\b(?P<s>spring|summer|autumn|fall|winter)(?:\s+(?:of\s+)?)(?P<y>{YEAR})\b", _season_rule),
    ("unit", rf"\b(?:the\s+|its\s+|their\s+)?(?:fiscal\s+)?(?P<n>first|second|third|fourth|latest|current|next|previous|last|this)(?:\s+|-)(?:fiscal\s+)?(?:quarter|period)s?\b(?:\s+of)?(?:\s+(?P<shift>last\s+year|next\s+year|this\s+year)|\s+(?:fiscal\s+)?(?P<y>{YEAR}))?", _quarter_rule),
    ("unit", rf"\b(?:the\s+|in\s+)?(?:(?P<y>{YEAR})(?:['’]s)?|(?P<shift>this|last|next)\s+year['’]s)\s+(?:(?P<n>first|second|third|fourth)(?:\s+|-))?(?:quarter|period)\b", _years_quarter_rule),
    ("unit", r"\b(?P<n>(?!))?(?P<y>(?!))?(?P<shift>(?!))?the\s+(?:quarter|period)\b", _quarter_rule),
    ("unit", r"\b(?:the\s+|a\s+)?(?:year[- ](?:ago|earlier)|same|like)(?:\s+(?:quarter|period))\b(?:\s+(?:a\s+year\s+(?:ago|earlier)|last\s+year))?", _year_ago_rule),
    ("unit", r"\b(?:the\s+|a\s+)?year-(?:ago|earlier)\b", _year_ago_rule),
    ("unit", rf"\b(?:the\s+)?(?P<n>first|second|last|latter)\s+half(?:\s+of)?(?:\s+(?:fiscal\s+)?(?P<y>{YEAR})|\s+(?P<shift>this\s+year|last\s+year|next\s+year|the\s+year))", _half_rule),
    ("year", rf"(?:\b(?P<part>{PART})(?:\s+|-)(?:in\s+|of\s+)?)?(?:\b(?:fiscal|calendar)\s+(?:year\s+)?)?(?:(?<![\d$£€.,#/-])|(?<=mid-))\b(?P<y>{YEAR})(?:(?P<sep>-|–)(?P<y2>\d\d(?:\d\d)?))?\b(?![\d%]|,\d|\.\d|-(?!old)\w|\s+(?:people|troops|soldiers|percent|per\s+cent|million|billion|points|feet|miles|metres|meters|dollars|tons|tonnes|jobs|votes|homes|km|cases|deaths|others|members|workers|men|women|children))", _year_rule),
    ("decade", rf"(?:\b(?:the\s+)?(?P<part>{PART})(?:\s+|-)(?:in\s+|of\s+)?)?(?:\bthe\s+)?(?:\b(?P<d4>(?:1[6-9]|20)\d0)['’]?s\b|['’‘](?P<d2>\d0)s\b|\b(?P<dw>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b)", _decade_rule),
    ("unit", rf"\b(?:the\s+)?(?:(?:early|mid|late)[\s-]+)?(?P<n>{ORDINAL}|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[\s-]+centur(?:y|ies)\b", _century_rule),
    ("unit", rf"(?:\b(?P<part>{PART})\s+(?:in\s+)?)?(?:\b(?P<the>the|that)\s+)?\b(?P<step>{STEP})\s+(?:fiscal\s+|financial\s+|calendar\s+)?(?P<u>{UNIT})\b(?!-)", _relative),
    ("year", r"\b(?:the\s+year\s+)?(?P<w>nineteen\s+(?:ninety|eighty|seventy|sixty|fifty|forty|thirty|twenty)(?:[\s-](?:one|two|three|four|five|six|seven|eight|nine))?|two\s+thousand(?:\s+(?:and\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))?)\b(?!\s+(?:people|troops|soldiers|men|women|million|years|dollars|others|members))", _worded_year),
    ("unit", rf"\b(?P<part>{PART})\s+(?:in\s+)?the\s+(?:fiscal\s+)?(?P<u>{UNIT})\b(?!-)", _the_unit),
    ("unit", r"\b(?P<part>(?!))?the\s+(?:full\s+|fiscal\s+|whole\s+)?(?P<u>weekend|quarter|week|month|year)\b(?!-)", _the_unit),
    ("unit", r"\b(?:the\s+|around\s+)?(?P<u>year|month|week)(?:-|\s)end\b", _unit_end),
    ("unit", r"\b(?P<that>that|the\s+same)\s+(?P<u>day|week|month|year|quarter)\b", _that),
    ("unit", rf"(?:\b{ABOUT}\s+)?(?:\b(?P<n>{NUMBER})|\b(?P<v>{'|'.join(VAGUE)})|(?<![\w-])(?=\w+s\b))(?:\s|-)?\b(?P<u>{UNIT})s?\s+(?P<dir>ago|earlier|later|from\s+now|hence|afterwards|prior|previously)\b", _counted),
    ("unit", rf"\b(?:(?:the|these|those|his|her|their|its|our|this)\s+)?(?:(?P<dir>past|last|next|first|coming|previous|following|final|preceding|prior|latest)\s+)?(?:{ABOUT}\s+)?(?:(?P<n>{NUMBER})|(?P<v>{'|'.join(VAGUE)}))(?:\s+(?:more|full|consecutive|straight|whole|additional|further|long|or\s+so|trading|working|business|calendar|fiscal))?(?:\s+|-)(?P<u>{UNIT})s?(?:['’](?=\s))?(?:-(?:long|old))?\b(?!\s+(?:ago|earlier|from\s+now|later)\b)(?:\s+(?:and\s+a\s+half))?", _duration),
    ("unit", r"\b(?:the\s+|in\s+)?(?P<w>recent|past|last|coming|next|future|following|previous|for|several|many|over|after|of)\s+(?:the\s+)?(?P<u>days|weeks|months|years|decades|centuries|hours|minutes|quarters)\b", _bare_units),
    ("set", r"\b(?P<adv>hourly|daily|nightly|weekly|monthly|yearly)\b", _set_rule),
    ("unit", rf"\b(?P<adv>(?!))?(?:each|every|per)\s+(?P<n>{NUMBER}\s+)?(?P<u>{UNIT})s?\b", _set_rule),
    ("ref", r"\b(?P<ref>right\s+now|now|currently|current|these\s+days|at\s+the\s+moment|at\s+present|nowadays|presently|the\s+(?:near\s+|foreseeable\s+)?future|the\s+(?:near|short|long)\s+term|(?<!as\s)soon(?!\s+after)|recently|previously|lately|the\s+(?:recent\s+)?past(?!\s+(?:\w+\s+)?(?:day|week|month|year|decade|quarter)))\b", _reference),
)  # fmt: skip
COMPARED: frozenset[Resolver] = frozenset({_counted, _year_ago_rule})  # what they tell is no time that another counts from
