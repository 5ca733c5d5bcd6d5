"""Calendar periods with their TIMEX3 value: days, weeks, months, quarters, seasons, years and longer.

Values follow TIMEX3 (TimeML 1.2.1; ISO 8601 with its extensions): 2021-12-30, 2021-W52, 2021-12, 2021-Q4, 2021-WI, 2021, 199.
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from schemas.vocabulary import Granularity

SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
UNITS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "night": "D", "weekday": "D", "week": "W", "fortnight": "W",
    "weekend": "WE", "month": "M", "quarter": "Q", "period": "Q", "season": "S", "year": "Y", "decade": "E", "century": "C",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days from `first` to `last` (None: cannot be told) with its TIMEX3 value and how fine it is."""

    value: str | None
    first: date | None
    last: date | None
    granularity: Granularity

    def between(self, first: date, last: date, granularity: Granularity) -> "Period":
        """The same value for a part of the days: 'early next month'."""
        return replace(self, first=first, last=last, granularity=granularity)


def unknown(granularity: Granularity = "approximate", value: str | None = None) -> Period:
    """A period that cannot be placed on the calendar."""
    return Period(value, None, None, granularity)


def day(when: date | None) -> Period:
    """One day; unknown for None."""
    return Period(when.isoformat(), when, when, "day") if when else unknown("day")


def days(first: date, last: date) -> Period:
    """Days in a row; the value is that of the first, as TIMEX3 marks ranges by their ends."""
    return Period(first.isoformat(), first, last, "day")


def week(within: date) -> Period:
    """The ISO week, Monday to Sunday, around a day."""
    first = _safe_shift(within, -within.weekday())
    year, number, _ = within.isocalendar()
    return Period(f"{year:04d}-W{number:02d}", first, _safe_shift(first, 6), "week")


def weekend(within: date) -> Period:
    """Saturday and Sunday of the ISO week around a day."""
    whole = week(within)
    return Period(f"{whole.value}-WE", _safe_shift(within, 5 - within.weekday()), whole.last, "day")


def month(year: int, number: int) -> Period:
    """A month; `number` may run over the year at either end."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not 1 <= year <= 9999:
        return unknown("month")
    return Period(f"{year:04d}-{number:02d}", date(year, number, 1), date(year, number, monthrange(year, number)[1]), "month")


def quarter(year: int, number: int) -> Period:
    """A quarter; `number` may run over the year at either end."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    if not 1 <= year <= 9999:
        return unknown("quarter")
    last = month(year, 3 * number).last
    return Period(f"{year:04d}-Q{number}", date(year, 3 * number - 2, 1), last, "quarter")


def half(year: int, number: int) -> Period:
    """The first or second half of a year."""
    return Period(f"{year:04d}-H{number}", date(year, 6 * number - 5, 1), month(year, 6 * number).last, "season")


def season(year: int, code: str) -> Period:
    """A season of the northern hemisphere by months, SP, SU, FA or WI; a winter is named for the year it begins in."""
    start = SEASON_STARTS[code]
    if not 1 <= year <= 9998:
        return unknown("season")
    return Period(f"{year:04d}-{code}", date(year, start, 1), month(year, start + 2).last, "season")


def year(number: int) -> Period:
    """A calendar year."""
    return Period(f"{number:04d}", date(number, 1, 1), date(number, 12, 31), "year") if 1 <= number <= 9999 else unknown("year")


def years(first: int, last: int, value: str) -> Period:
    """Several years, such as a decade or a century."""
    if not 1 <= first <= last <= 9999:
        return unknown()
    return Period(value, date(first, 1, 1), date(last, 12, 31), "approximate")


def third(whole: Period, part: str) -> Period:
    """The early, middle or late third of a period, with the period's own value."""
    if whole.first is None or whole.last is None:
        return whole
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    if months >= 3:
        a, b = {"early": (0, months // 3), "mid": (months // 3, 2 * months // 3), "late": (2 * months // 3, months)}[part]
        start, end = (month(whole.first.year, whole.first.month + n) for n in (a, b - 1))
        return whole.between(start.first or whole.first, end.last or whole.last, "approximate")
    length = (whole.last - whole.first).days + 1
    if length < 3:
        return whole
    cuts = {"early": (0, 10), "mid": (10, 20), "late": (20, length)}
    if whole.granularity != "month":
        cuts = {"early": (0, length // 3), "mid": (length // 3, 2 * length // 3), "late": (2 * length // 3, length)}
    a, b = cuts[part]
    grain: Granularity = "part-of-month" if whole.granularity == "month" else "approximate"
    return whole.between(whole.first + timedelta(days=a), whole.first + timedelta(days=b - 1), grain)


def around(anchor: date, unit: str, step: int) -> Period:
    """The unit (day … century) that lies `step` units from the one around `anchor`."""
    if unit in ("day", "night", "weekday"):
        return day(_safe_shift(anchor, step))
    if unit in ("week", "weekend", "fortnight"):
        shifted = _safe_shift(anchor, 7 * step * (2 if unit == "fortnight" else 1))
        return weekend(shifted) if unit == "weekend" else week(shifted)
    if unit == "month":
        return month(anchor.year, anchor.month + step)
    if unit in ("quarter", "period"):
        return quarter(anchor.year, (anchor.month - 1) // 3 + 1 + step)
    if unit == "year":
        return year(anchor.year + step)
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        start = anchor.year // size + step
        return years(start * size, start * size + size - 1, str(start))
    return unknown()


def shifted(anchor: date, unit: str, count: float, grain: str | None = None) -> Period:
    """What lies `count` units from `anchor` (negative: before), as fine as the unit itself, or as `grain` if given."""
    whole = round(count)
    if unit in ("second", "minute", "hour"):
        return Period(None, anchor, anchor, "day")
    found = around(anchor, unit, whole)
    if grain == "quarter" and unit == "year":
        return quarter(anchor.year + whole, (anchor.month - 1) // 3 + 1)
    if unit == "week" and found.first is not None:
        return replace(found, granularity="approximate")
    return found


def nearest(anchor: date | None, number: int, day_of_month: int) -> date | None:
    """The day in the year that puts it nearest to the anchor: over New Year, 'January 10' told in December is next year's."""
    if anchor is None:
        return None
    choices = [d for y in (anchor.year - 1, anchor.year, anchor.year + 1) if (d := safe(y, number, day_of_month))]
    return min(choices, key=lambda d: (abs(d - anchor), d), default=None)


def safe(year_number: int, month_number: int, day_of_month: int) -> date | None:
    """A date, or None where the calendar has no such day."""
    try:
        return date(year_number, month_number, day_of_month)
    except ValueError:
        return None


def _safe_shift(when: date, count: int) -> date:
    try:
        return when + timedelta(days=count)
    except OverflowError:
        return date.max if count > 0 else date.min
