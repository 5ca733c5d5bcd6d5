"""What expressions mean that count from another time, last or recur: 'last year', 'two days later', 'for a week', 'each month'."""

import re
from datetime import timedelta

from tasks.extract.times import periods
from tasks.extract.times.numbers import number_of, two_digit_year
from tasks.extract.times.periods import UNITS, Period
from tasks.extract.times.stretches import told_quarter
from tasks.extract.times.words import STEPS, Context, Resolved, cut, part_of


def read_relative(m: re.Match[str], context: Context) -> Resolved:
    """'Last month', 'early next year', 'the end of this week', 'the following day'."""
    unit = _unit(m["u"])
    if m["step"][0].isupper() and m["u"][0].isupper():
        return None  # a programme's name: This Week
    step_word = (m["step"] or "").lower()
    part = part_of(m["part"])
    if unit in ("second", "minute", "hour"):
        return None
    if (
        step_word in ("following", "next", "previous", "same", "preceding", "prior")
        and m["the"]
        and context.before
        and context.before.first
    ):
        base = context.before.first if STEPS[step_word] < 0 else context.before.last or context.before.first
        return "DATE", cut(periods.around(base, unit, STEPS[step_word]), part)
    if step_word == "past" and unit != "weekend":
        if context.anchor is None:
            return "DURATION", periods.unknown()
        return "DURATION", _stretch(_iso_duration(1, unit), unit, -1, context)
    anchor = context.anchor
    if anchor is None:
        return "DATE", periods.unknown()
    return "DATE", cut(periods.around(anchor, unit, STEPS.get(step_word, 0)), part)


def read_the_unit(m: re.Match[str], context: Context) -> Resolved:
    """'The end of the year', 'late in the week', 'the weekend': the one told before if as fine, else the anchor's."""
    unit, part = _unit(m["u"]), part_of(m["part"])
    if unit in ("second", "minute", "hour", "day", "night", "weekday"):
        return None
    if not m["part"] and unit not in ("quarter", "weekend", "week", "month", "year"):
        return None
    if unit == "year" and re.match(r"\s+(?:ended|ending|to|through)\b", m.string[m.end() :]):
        return "DURATION", periods.unknown("approximate", "P1Y")
    if context.anchor is None:
        return "DATE", periods.unknown()
    if unit in ("quarter", "period"):
        return "DATE", told_quarter(context, context.anchor)
    if unit == "weekend":
        past = not context.ahead and context.anchor.weekday() < 5
        return "DATE", periods.around(context.anchor, unit, -1 if past else 0)
    return "DATE", cut(periods.around(context.anchor, unit, 0), part)


def read_worded_year(m: re.Match[str], context: Context) -> Resolved:
    """Nineteen ninety-five, two thousand and one."""
    number = two_digit_year(m["w"])
    return ("DATE", periods.year(number)) if number else None


def read_unit_end(m: re.Match[str], context: Context) -> Resolved:
    """Year-end, the month end."""
    if context.anchor is None:
        return "DATE", periods.unknown()
    if _unit(m["u"]) == "week":
        return "DATE", periods.around(context.anchor, "weekend", 0)
    whole = periods.around(context.anchor, _unit(m["u"]), 0)
    return "DATE", periods.day(whole.last)


def read_that(m: re.Match[str], context: Context) -> Resolved:
    """'That year', 'the same day': the one around what was told before."""
    told = context.before
    if told is None or told.first is None:
        return ("DATE", periods.unknown()) if m["that"].lower() != "that" else None
    return "DATE", periods.around(told.first, _unit(m["u"]), 0)


def read_counted(m: re.Match[str], context: Context) -> Resolved:
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


def read_duration(m: re.Match[str], context: Context) -> Resolved:
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


def read_bare_units(m: re.Match[str], context: Context) -> Resolved:
    """'Recent months', 'years ago', 'the coming weeks', 'for years'."""
    unit = _unit(m["u"])
    word = (m["w"] or "").lower()
    if word in ("recent", "past", "last") and unit in ("year", "day", "time"):
        return "DATE", Period("PAST_REF", None, None, "approximate")
    if word in ("coming", "next", "future"):
        return "DATE", Period("FUTURE_REF", None, None, "approximate")
    return "DURATION", periods.unknown("approximate", _iso_duration(None, unit))


def read_set(m: re.Match[str], context: Context) -> Resolved:
    """Daily, every two weeks."""
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


def read_reference(m: re.Match[str], context: Context) -> Resolved:
    """Now, recently, the near future."""
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
