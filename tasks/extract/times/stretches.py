"""What expressions mean that name a month, season, quarter, year, decade or century: 'early March', 'the third quarter'."""

import re
from datetime import date

from tasks.extract.times import periods
from tasks.extract.times.numbers import number_of, two_digit_year
from tasks.extract.times.periods import SEASONS, Period
from tasks.extract.times.words import STEPS, Context, Resolved, cut, month_of, nearest_month, part_of


def read_month(m: re.Match[str], context: Context) -> Resolved:
    """March, early March 2020, last June, every May."""
    number = month_of(m["m"])
    part = part_of(m["part"])
    step = (m["step"] or "").lower()
    if step in ("each", "every"):
        return "SET", periods.unknown("month", f"XXXX-{number:02d}")
    if m["y"]:
        return "DATE", cut(periods.month(int(m["y"]), number), part)
    if m["m"].isalpha() and len(m["m"]) == 3 and m["m"] != "May" and not (m["y"] or m["part"]):
        return None  # Jan, Mar, Jun without a full stop are names
    if m["shift"] and context.anchor:
        return "DATE", cut(periods.month(context.anchor.year + STEPS[m["shift"].lower()], number), part)
    if m["m"] in ("May", "March", "MARCH", "MAY", "Mar", "Sun", "MAR") and not (m["part"] or m["step"] or m["prep"]):
        return None
    if context.anchor and step in ("this", "current"):
        return "DATE", cut(periods.month(context.anchor.year, number), part)
    if context.anchor and STEPS.get(step):
        year = context.anchor.year
        if STEPS[step] < 0:
            year -= number >= context.anchor.month
        else:
            year += number <= context.anchor.month
        return "DATE", cut(periods.month(year, number), part)
    return "DATE", cut(nearest_month(number, context), part)


def read_season(m: re.Match[str], context: Context) -> Resolved:
    """Last summer, the winter of 2019."""
    code = SEASONS[m["s"].lower()]
    part, step = part_of(m["part"]), (m["step"] or "").lower()
    if m["y"]:
        number = int(m["y"]) if m["y"].isdigit() else two_digit_year(m["y"])
        return ("DATE", cut(periods.season(number, code), part)) if number else None
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
    return "DATE", cut(periods.season(year, code), part)


def read_quarter(m: re.Match[str], context: Context) -> Resolved:
    """The third quarter, the latest period of 2020."""
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
    return "DATE", told_quarter(context, anchor)


def told_quarter(context: Context, anchor: date) -> Period:
    """'The quarter': the one told before, else the last that was over."""
    if context.before and context.before.granularity == "quarter":
        return context.before
    return periods.around(anchor, "quarter", -1)


def read_year_ago(m: re.Match[str], context: Context) -> Resolved:
    """'The year-ago quarter', 'a year-earlier period': a year before the quarter told, or that was over last."""
    if context.anchor is None:
        return "DATE", periods.unknown()
    told = told_quarter(context, context.anchor)
    if told.first is None:
        return None
    return "DATE", periods.quarter(told.first.year - 1, (told.first.month + 2) // 3)


def read_years_quarter(m: re.Match[str], context: Context) -> Resolved:
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
        told = told_quarter(context, anchor)
        number = (told.first.month + 2) // 3 if told.first else None
    return "DATE", periods.quarter(year, int(number)) if number and number <= 4 else periods.year(year)


def read_half(m: re.Match[str], context: Context) -> Resolved:
    """The first half of 2020, the second half this year."""
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


def read_year(m: re.Match[str], context: Context) -> Resolved:
    """2020, early 1999, 2019-20."""
    found = periods.year(int(m["y"]))
    if m["y2"]:
        end = int(m["y2"]) if len(m["y2"]) == 4 else int(m["y"][:2] + m["y2"])
        if int(m["y"]) < end <= int(m["y"]) + 60:
            return "DATE", periods.years(int(m["y"]), end, m["y"])
        if m["sep"] in ("-", "–"):
            return None
    return "DATE", cut(found, part_of(m["part"]))


def read_decade(m: re.Match[str], context: Context) -> Resolved:
    """The 1990s, the late nineties."""
    if m["d4"]:
        start = int(m["d4"])
    elif m["d2"]:
        start = int(m["d2"]) + (2000 if int(m["d2"]) < 30 else 1900)
    else:
        names = ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"]
        start = 1920 + 10 * names.index(m["dw"].lower())
    whole = periods.years(start, start + 9, str(start // 10))
    return "DATE", cut(whole, part_of(m["part"]))


def read_century(m: re.Match[str], context: Context) -> Resolved:
    """The nineteenth century."""
    number = number_of(m["n"])
    if number is None or not 1 <= number <= 30:
        return None
    start = int(number - 1) * 100
    return "DATE", periods.years(max(start, 1), start + 99, f"{int(number) - 1:02d}")
