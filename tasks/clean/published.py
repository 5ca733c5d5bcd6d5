"""Dates of publication as pages state them: the day, and the instant only where time and zone are stated too."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from schemas.records import Published
from schemas.vocabulary import PublishedPrecision

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = r"(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DATE_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{DAY}[\s-]+(?:of\s+)?{MONTH},?[\s-]+{YEAR}\b",
        rf"\b{MONTH}\s+{DAY},?\s+{YEAR}\b",
        r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d/])",
        r"(?<![\w/.-])(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\w/-])",
    )
)
NUMERIC = DATE_FORMS[-1]
NO_WORDS = frozenset({"", "-", "n/a", "na", "none", "null", "nan", "unknown"})
STAMPS = ("%a %b %d %H:%M:%S %z %Y", "%a %b %d %H:%M:%S %Y", "%d %b %y", "%d-%b-%y")  # ctime, with a zone and without; two-digit years
TIME = re.compile(
    r"(?:\bat\s+|[,|•T@–—-]\s*|\s)(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*(?P<zone>Z\b|(?:UTC|GMT)?\s?[+-]\d\d?:?(?:\d\d)?|[A-Z]{2,5}\b)?",
    re.IGNORECASE,
)
# Abbreviations of zones that mean one offset wherever a news page writes them; ambiguous ones (IST, CST of China, BST …) that a
# page may use for another zone are read as English-language outlets use them.
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AEST": 10, "AEDT": 11, "AWST": 8, "SGT": 8, "HKT": 8, "MYT": 8,
    "JST": 9, "KST": 9, "SAST": 2, "WAT": 1, "EAT": 3, "NZST": 12, "NZDT": 13, "PKT": 5,
}  # fmt: skip
LEAD = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|posted|updated|modified|created|date|on|issued|released)\b(?: (?:on|at))?\W*|(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\b\W*)+",
    re.IGNORECASE,
)
UPDATED = re.compile(r"\b(?:updated|modified|last (?:update|edit))", re.IGNORECASE)


def find_published(line: str) -> Published | None:
    """The publication date that a line states, None where it states none. The line should be known to be a date line.

    `day` is as written (in the zone of the page). `instant` is UTC, and None unless both time and zone are written.
    """
    for form in DATE_FORMS:
        match = form.search(line)
        if match:
            day = _day(match)
            if day is None:
                continue
            if form is NUMERIC and day.day <= 12 and day.day != day.month:  # 03/04/2024 is March or April: nobody can tell
                return Published(match[0], None, None, "year", "stated")
            return _with_time(line, match, day)
    return None


def published_in(value: str | None) -> Published | None:
    """The publication date that a field of a dump states (ISO 8601, RFC 5322, ctime, seconds since 1970, or as on a page); without a day
    where the words are none that is known ('6. März 2017', 'yesterday'), None for no words."""
    if not value or value.strip().lower() in NO_WORDS:
        return None
    found = find_published(value) or _compact(value.strip()) or Published(value.strip(), None, None, None, "metadata")
    return replace(found, basis="metadata")


def _compact(value: str) -> Published | None:
    """A stamp without marks between its parts (20211230T153000Z), (milli)seconds since 1970, or one with its year at the end."""
    seconds = re.fullmatch(r"1\d{9}(?:\d{3})?", value) is not None
    instant: datetime | None
    try:
        instant = datetime.fromtimestamp(int(value[:10]), UTC) if seconds else datetime.fromisoformat(value)
    except ValueError:
        instant = next((t for form in STAMPS if (t := _stamp(value, form)) is not None), None) or _mailed(value)
    if instant is None or not 1900 <= instant.year <= datetime.now(UTC).year + 1:
        return None
    zoned = instant.astimezone(UTC) if instant.tzinfo else None
    return Published(value, instant.date(), zoned, "second" if seconds or ":" in value or "T" in value else "day", "stated")


def _mailed(value: str) -> datetime | None:
    """The instant of an RFC 822 date: 'Mon, 03 Apr 17 10:00:00 GMT'."""
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None


def _stamp(value: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(value, form)  # noqa: DTZ007 - the zone is the form's to give
    except ValueError:
        return None


def is_date_line(line: str) -> bool:
    """True for a line that is a date of publication and little else: a date with lead words, weekday, time and zone."""
    if len(line) > 120:
        return False
    rest = line
    for form in DATE_FORMS:
        match = form.search(line)
        if match and _day(match):
            rest = line[: match.start()] + " " + line[match.end() :]
            break
    else:
        return False
    rest = LEAD.sub("", TIME.sub(" ", UPDATED.sub(" ", rest)))
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) <= 4


def says_updated(line: str) -> bool:
    """True when a date line gives the time of the last change, not of publication."""
    return bool(UPDATED.match(line.strip()))


def _day(match: re.Match[str]) -> date | None:
    month = match["month"].lower().rstrip(".")
    try:
        number = int(month) if month.isdigit() else MONTHS[month]
        day = int(match["day"])
        if match.re is NUMERIC and number > 12 >= day:
            number, day = day, number
        return date(int(match["year"]), number, day)
    except ValueError:
        return None


def _with_time(line: str, match: re.Match[str], day: date) -> Published:
    start, end = match.start(), match.end()
    clock = TIME.match(line, end) or TIME.match(line, min(end + 1, len(line)))
    before = re.search(r"(\d{1,2}[:.]\d\d)\s*([ap]\.?m\.?)?\s*([A-Z]{2,5})?[\s,|•on-]*$", line[:start], re.IGNORECASE)
    hour: int | None = None
    minute = second = 0
    zone: timezone | None = None
    if clock and (clock["minute"] or clock["half"]) and _hour(clock["hour"], clock["half"]) is not None:
        hour, minute, second = _hour(clock["hour"], clock["half"]), int(clock["minute"] or 0), int(clock["second"] or 0)
        zone, end = _zone(clock["zone"]), clock.end() if _zone(clock["zone"]) or not clock["zone"] else clock.start("zone")
    elif before and _hour(re.split("[:.]", before[1])[0], before[2]) is not None:
        hour, minute, zone = _hour(re.split("[:.]", before[1])[0], before[2]), int(re.split("[:.]", before[1])[1]), _zone(before[3])
        start = before.start()
    instant: datetime | None = None
    precision: PublishedPrecision = "day"
    if hour is not None and minute < 60 and second < 60:
        precision = "second" if clock and clock["second"] else "minute"
        if zone is not None:
            instant = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    return Published(line[start:end].strip(" ,|•-"), day, instant, precision, "stated")


def _hour(text: str, half: str | None) -> int | None:
    hour = int(text)
    if half:
        if not 1 <= hour <= 12:
            return None
        return hour % 12 + (12 if half.lower().startswith("p") else 0)
    return hour if hour < 24 else None


def _zone(text: str | None) -> timezone | None:
    if not text:
        return None
    name = text.strip().upper()
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    offset = re.fullmatch(r"(?:UTC|GMT)?\s?([+-])(\d\d?):?(\d\d)?", name)
    if offset and int(offset[2]) <= 14:
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(delta if offset[1] == "+" else -delta)
    return None
