"""What expressions mean that name a day or a time of it: 'December 30', 'last Friday', 'tomorrow night', '5 p.m.'."""

import re
from datetime import date, timedelta

from tasks.extract.times import periods
from tasks.extract.times.words import (
    DAY_PARTS,
    SHORT_DAYS,
    STEPS,
    WEEKDAYS,
    Context,
    Resolved,
    clock_of,
    day_number,
    month_of,
    nearest_weekday,
    on_anchor,
    timed,
)


def read_iso(m: re.Match[str], context: Context) -> Resolved:
    """2021-12-30."""
    when = periods.safe(int(m["y"]), int(m["m"]), int(m["d"]))
    return ("DATE", periods.day(when)) if when else None


def read_slashed(m: re.Match[str], context: Context) -> Resolved:
    """Month first, unless only day first can be; two-digit years lie between 1950 and 2049."""
    first, second, year = int(m["a"]), int(m["b"]), int(m["y"])
    year += (1900 if year >= 50 else 2000) if year < 100 else 0
    when = periods.safe(year, first, second) or periods.safe(year, second, first)
    return ("DATE", periods.day(when)) if when else None


def read_month_day(m: re.Match[str], context: Context) -> Resolved:
    """December 30, 30 December 2021 at 5 p.m., March 3-5."""
    number, first = month_of(m["m"]), day_number(m["d"])
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
        end = periods.safe(start.year + (second < number), second, day_number(m["d2"]))
        if end and end > start:
            return "DATE", periods.days(start, end)
    if m.groupdict().get("clock") and (clock := clock_of(m["clock"])):
        return "TIME", timed(periods.day(start), clock)
    return "DATE", periods.day(start)


def read_weekday(m: re.Match[str], context: Context) -> Resolved:
    """Friday, last Monday evening, every Tuesday."""
    number = WEEKDAYS.get(m["w"].lower(), SHORT_DAYS.get(m["w"].lower().rstrip("."), -1))
    step = (m["step"] or "").lower()
    if step in ("each", "every") or m["plural"]:
        value = f"XXXX-WXX-{number + 1}" + (f"T{DAY_PARTS[m['part'].lower()]}" if m["part"] else "")
        return "SET", periods.unknown("day", value)
    anchor = context.anchor
    if anchor is None or step in ("", "this", "on"):
        found = nearest_weekday(number, context)
    elif STEPS.get(step, 0) < 0:
        found = periods.day(anchor - timedelta(days=(anchor.weekday() - number) % 7 or 7))
    elif STEPS.get(step, 0) > 0:
        base = context.before.last if context.before and context.before.last and step == "following" else anchor
        found = periods.day(base + timedelta(days=(number - base.weekday()) % 7 or 7))
    else:
        found = nearest_weekday(number, context)
    if m["part"]:
        return "TIME", timed(found, DAY_PARTS[m["part"].lower()])
    if m["clock"] and (clock := clock_of(m["clock"])):
        return "TIME", timed(found, clock)
    return "DATE", found


NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}


def read_near(m: re.Match[str], context: Context) -> Resolved:
    """Yesterday, today, tomorrow night."""
    word = " ".join(m["n"].lower().split())
    found = on_anchor(context, lambda a: periods.around(a, "day", NEAR[word]))
    part = "night" if word == "tonight" else (m["part"] or "").lower()
    if part:
        return "TIME", timed(found, DAY_PARTS[part])
    if m["clock"] and (clock := clock_of(m["clock"])):
        return "TIME", timed(found, clock)
    return "DATE", found


def read_holiday(m: re.Match[str], context: Context) -> Resolved:
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


def read_part_of_day(m: re.Match[str], context: Context) -> Resolved:
    """This morning, last night, overnight."""
    step = {"last": -1, "this": 0, "overnight": 0}.get(m["step"].lower(), 0) if m["step"] else 0
    if not m["part"]:
        return "TIME", timed(on_anchor(context, periods.day), "NI")
    found = on_anchor(context, lambda a: periods.around(a, "day", step))
    return "TIME", timed(found, DAY_PARTS[m["part"].lower()])


def read_clock(m: re.Match[str], context: Context) -> Resolved:
    """5 p.m., noon, 10:30 GMT on Friday."""
    clock = clock_of(m["clock"])
    if clock is None:
        return None
    found = on_anchor(context, periods.day)
    if m["w"]:
        found = nearest_weekday(WEEKDAYS[m["w"].lower()], context)
    elif m["near"]:
        found = on_anchor(context, lambda a: periods.around(a, "day", NEAR[m["near"].lower()]))
    elif m["md"] and context.anchor:
        when = periods.nearest(context.anchor, month_of(m["mm"]), day_number(m["dd"]))
        found = periods.day(when)
    return "TIME", timed(found, clock)
