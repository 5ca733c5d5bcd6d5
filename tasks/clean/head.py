"""Title, subtitle, section, byline, dateline and date from the lines around the body's start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas.records import Published
from schemas.vocabulary import SpanKind
from tasks.clean.layout import CAPTION, WORD, Row
from tasks.clean.published import find_published, is_date_line, says_updated

SITE_SUFFIX = re.compile(r"\s+(?:\||[-–—•·:]|::)\s+(?P<site>[^|]{2,60})$")
SECTIONS = frozenset(
    [
        "africa",
        "americas",
        "analysis",
        "arts",
        "asia",
        "australia",
        "business",
        "climate",
        "comment",
        "crime",
        "culture",
        "economy",
        "editorial",
        "education",
        "entertainment",
        "environment",
        "europe",
        "explainer",
        "explainers",
        "finance",
        "football",
        "health",
        "india",
        "international",
        "interview",
        "latest",
        "life",
        "lifestyle",
        "live",
        "local",
        "markets",
        "media",
        "middle",
        "east",
        "money",
        "national",
        "nation",
        "news",
        "op-ed",
        "opinion",
        "opinions",
        "politics",
        "region",
        "regional",
        "religion",
        "science",
        "security",
        "society",
        "sport",
        "sports",
        "tech",
        "technology",
        "travel",
        "u.s.",
        "uk",
        "ukraine",
        "us",
        "usa",
        "video",
        "war",
        "weather",
        "world",
        "world",
        "news",
        "breaking",
        "news",
        "top",
        "news",
        "top",
        "story",
        "top",
        "stories",
        "live",
        "updates",
        "exclusive",
        "features",
        "feature",
        "defence",
        "defense",
        "diplomacy",
        "elections",
        "election",
        "companies",
        "industry",
        "energy",
        "innovation",
        "investigations",
        "investigation",
    ]
) | frozenset(
    {
        "middle east",
        "world news",
        "breaking news",
        "top news",
        "top story",
        "us news",
        "uk news",
        "world affairs",
        "foreign affairs",
        "asia pacific",
    }
)
NAME_PART = r"(?:[A-ZÀ-Þ][\w’'`.-]*|[A-ZÀ-Þ]\.|de|del|della|der|den|van|von|bin|al|el|la|le|da|dos|di|ten|ter|y)"
NAME = rf"{NAME_PART}(?:\s+{NAME_PART}){{1,4}}"
BYLINE = re.compile(
    r"^(?:(?:written|posted|reported|published|words|story|analysis|opinion|interview)\s+)?by:?\s+(?P<names>\S.{2,160})$", re.IGNORECASE
)
PLAIN_NAME = re.compile(rf"^{NAME}$")
AGENCY = re.compile(
    r"^(?:the )?(associated press|reuters|afp|agence france-presse|bloomberg|xinhua|tass|canadian press|pa media|press association|guardian staff.*|staff( reporter| writer)?s?|ap|dpa|efe|ani|pti|ians)$",
    re.IGNORECASE,
)
ROLE_WORDS = re.compile(
    r"\b(correspondent|editor|reporter|writer|journalist|columnist|staff|bureau|chief|twitter|follow|contributor|producer|fellow|in [A-Z]|for|at|published|updated|posted|on|view|more|read|min|senior|political|special|freelance|digital|special to|the)\b.*$",
    re.IGNORECASE,
)  # fmt: skip
DATELINE = re.compile(
    r"^(?P<dateline>\(?(?:[A-Z][A-Z’'.-]{2,}(?:[\s/][A-Z][A-Z’'.-]+)*(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?){0,2})(?:\s*\((?:[^()]{2,30})\))?\)?)\s*(?:—|–|--|-|:)+\s*(?=\S)"
    r"|^(?P<agency>[A-Z][\w.’'-]+(?:\s[A-Z][\w.’'-]+){0,3}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?){0,2}\s*\((?:AP|Reuters|AFP|CNN|Xinhua|TASS|UPI|dpa|EFE|ANI|PTI|IANS)\))\s*(?:—|–|--|-|:)*\s*(?=\S)"
)
PLACE_LINE = re.compile(r"^[A-Z][\w.’' -]{2,30}(?:, ?[A-Z][\w.’' -]{1,25})?$")


@dataclass(slots=True)
class Head:
    """What stands before the body: row index → kind, and the values read from those rows."""

    kinds: dict[int, SpanKind] = field(default_factory=dict)
    title: str | None = None
    subtitle: str | None = None
    section: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    published: Published | None = None
    publisher: str | None = None
    body_first: int = 0


def read_head(rows: Sequence[Row], first: int, last: int) -> Head:
    """Read the head of a page whose body stretch is `first`..`last`; may move the body's start past a title or standfirst."""
    head = Head(body_first=first)
    page_title, site = _page_title(rows, first, last)
    title = _headline(rows, first, last, page_title)
    if title is not None:
        head.title = rows[title].text
        head.kinds[title] = "title"
        head.body_first = max(first, title + 1) if title < first or title - first < 6 else first
    elif page_title:
        head.title = page_title
        head.kinds[0] = "title"
        head.body_first = max(first, 1)
    if page_title and title not in (None, 0) and page_title != rows[0].text:
        head.publisher = site
    _mark_head_lines(rows, head, title if title is not None else -1)
    return head


def split_dateline(text: str) -> str | None:
    """The dateline that opens a paragraph ('WILMINGTON, Del. (AP)'), without the dash; None when there is none."""
    match = DATELINE.match(text)
    if not match:
        return None
    return (
        str(match["agency"] or match["dateline"].strip("() ")).strip()
        if "(" not in str(match["dateline"])[1:]
        else str(match["dateline"]).strip()
    )


def dateline_date(text: str) -> Published | None:
    """The date that a paragraph's dateline states ('BUCHAREST, Romania — Nov. 10, 2019 — The police'); None when it states none."""
    if not re.match(r"[A-Z][A-Z’'.-]{2,}", text):
        return None
    for piece in re.split(r"\s[—–-]+\s|\(", text[:110])[:3]:
        for words in (piece, *(piece[m.end() :] for m in re.finditer(r",\s", piece))):
            if is_date_line(words.strip(" ,")) and not words.lower().startswith("on "):
                return find_published(words)
    return None


def author_names(text: str) -> tuple[str, ...]:
    """Names in a byline's text ('Ann Lee, Bo Ek and Cy Orr in Rome | The Mail'); empty unless they read as names."""
    text = re.split(
        r"\s[|•·/]\s|\s[-–—]\s|\(|\bpublished\b|\bupdated\b|\d|\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d",
        text,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0]
    names = []
    for part in re.split(r",|\band\b|&|;", text):
        name = ROLE_WORDS.sub("", part.strip().removeprefix("By ").strip()).strip(" .,:")
        if PLAIN_NAME.match(name) or AGENCY.match(name) or (name.isupper() and len(name.split()) > 1):
            names.append(name)
        elif names:
            break
    return tuple(names)


def _page_title(rows: Sequence[Row], first: int, last: int) -> tuple[str | None, str | None]:
    """(title, site) from the first line, when that is the page's <title>: it names a site, or comes again as the headline."""
    if not rows or rows[0].junk or is_date_line(rows[0].text):
        return None, None
    line = rows[0].text
    match = SITE_SUFFIX.search(line)
    if match and len(WORD.findall(line[: match.start()])) >= 4 and len(WORD.findall(match["site"])) <= 5:
        core = line[: match.start()]
        while (
            (again := SITE_SUFFIX.search(core)) and len(WORD.findall(again["site"])) <= 2 and len(WORD.findall(core[: again.start()])) >= 4
        ):
            core = core[: again.start()]
        return core, match["site"]
    if 4 <= rows[0].words <= 30 and (first > 0 or any(_alike(line, r.text) > 0.8 for r in rows[1 : last or None])):
        return line, None
    return None, None


def _headline(rows: Sequence[Row], first: int, last: int, page_title: str | None) -> int | None:
    """Index of the headline: the last line before (or just into) the body that repeats the page's title, else the line that stands as one."""
    if page_title:
        near = [
            (_alike(page_title, rows[i].text), i)
            for i in range(1, min(first + 3, last))
            if 3 <= rows[i].words <= 32 and not _follows_as_prose(rows, i, first)
        ]
        near = [(likeness, i) for likeness, i in near if likeness >= 0.6]
        if near:
            best = max(likeness for likeness, _ in near)
            return max(i for likeness, i in near if likeness >= best - 0.1)
        if first > 12 and (lone := _before_byline(rows, first)) is not None:
            return lone
        return 0 if page_title == rows[0].text else None
    for index in range(min(first, 6)):
        row = rows[index]
        if not row.junk and 4 <= row.words <= 30 and not is_date_line(row.text) and not BYLINE.match(row.text):
            return index
    if first < last and _opens_with_title(rows, first, last):
        return first
    return None


def _follows_as_prose(rows: Sequence[Row], index: int, first: int) -> bool:
    """True for a row inside the body that reads as a sentence of it."""
    return index >= first and rows[index].sentence


def _before_byline(rows: Sequence[Row], first: int) -> int | None:
    """The line of headline length that comes last before a byline or date line ahead of the body."""
    marks = [i for i in range(max(0, first - 15), first) if is_date_line(rows[i].text) or BYLINE.match(rows[i].text)]
    for index in range((marks[0] if marks else first) - 1, max(0, first - 20), -1):
        row = rows[index]
        if not row.junk and 5 <= row.words <= 25 and not is_date_line(row.text):
            previous = rows[index - 1]
            if previous.words >= 5 and previous.words <= 20 and not previous.junk and (row.sentence or row.words > previous.words + 3):
                return index - 1
            return index
    return None


def _opens_with_title(rows: Sequence[Row], first: int, last: int) -> bool:
    """True when the stretch begins with one short sentence that stands apart and is followed by a standfirst or follows a section label."""
    row = rows[first]
    if row.words > 22 or row.bullet or first + 1 >= last or not rows[first + 1].gap or split_dateline(row.text):
        return False
    following = rows[first + 1]
    labelled = first > 0 and rows[first - 1].junk is None and _is_section(rows[first - 1].text)
    return labelled or (not row.sentence) or (not following.sentence and following.words >= 5)


def _mark_head_lines(rows: Sequence[Row], head: Head, title: int) -> None:
    """Mark section, subtitle, byline, date and place lines around the title, and move the body's start past them."""
    for index in range(max(0, title)):
        if title - index <= 3 and _is_section(rows[index].text):
            head.kinds[index], head.section = "section", rows[index].text
    date_at = _find_date(rows, head, title)
    _find_byline(rows, head, title, date_at)
    for index in range(title + 1, min(title + 9, len(rows))):
        if index in head.kinds or (index >= max(head.body_first, title + 1) and (rows[index].sentence and index >= head.body_first)):
            if index not in head.kinds:
                break
            continue
        row = rows[index]
        if row.junk:
            continue
        if (
            title >= 0
            and head.subtitle is None
            and 6 <= row.words <= 45
            and index <= title + 3
            and not CAPTION.fullmatch(row.text)
            and (index < head.body_first or not row.sentence)
        ):
            head.kinds[index], head.subtitle = "subtitle", row.text
            head.body_first = max(head.body_first, index + 1)
    if head.authors and date_at is not None:
        for index in range(title + 1, date_at):
            if (
                index not in head.kinds
                and not rows[index].junk
                and PLACE_LINE.match(rows[index].text)
                and rows[index].words <= 4
                and head.place is None
            ):
                head.kinds[index], head.place = "dateline", rows[index].text
    marked = [i for i in head.kinds if i < head.body_first + 6]
    if marked:
        head.body_first = max(head.body_first, max(marked) + 1)


def _find_date(rows: Sequence[Row], head: Head, title: int) -> int | None:
    """Find the date line nearest after the title (before it only within three lines), and mark it."""
    after = range(title + 1, min(max(head.body_first, title + 1) + 3, title + 30, len(rows)))
    before = range(title - 1, max(-1, title - 4), -1) if title >= 0 else range(0)
    updated: int | None = None
    candidates: list[int] = [*after, *before]
    for index in candidates:
        row = rows[index]
        byline_date = BYLINE.match(row.text) and len(row.text) < 120
        if not (is_date_line(row.text) or byline_date):
            continue
        found = find_published(row.text)
        if found is None:
            continue
        if says_updated(row.text):
            updated = index if updated is None else updated
            continue
        head.published = found
        head.kinds[index] = "byline" if byline_date else "published"
        return index
    if updated is not None:
        head.published = find_published(rows[updated].text)
        head.kinds[updated] = "published"
    return updated


def _find_byline(rows: Sequence[Row], head: Head, title: int, date_at: int | None) -> None:
    """Find the byline: a 'By …' line after the title, or a line that is a name and stands next to the date."""
    window = range(title + 1, min(max(head.body_first, title + 1) + 4, title + 30, len(rows)))
    for index in window:
        match = BYLINE.match(rows[index].text)
        if match and not rows[index].junk and rows[index].words <= 30 and (names := author_names(match["names"])):
            head.kinds[index], head.authors = "byline", names
            return
    if date_at is None:
        return
    for index in range(max(title + 1, date_at - 3), min(date_at + 1, len(rows))):
        text = re.split(r"\s[|•]\s", rows[index].text)[0]
        if index == date_at and text == rows[index].text:
            continue
        names = author_names(text)
        bare = ROLE_WORDS.sub("", text).strip(" ,|")
        if (
            names
            and rows[index].junk is None
            and rows[index].words <= 9
            and not is_date_line(text)
            and PLAIN_NAME.match(re.split(r"\s+and\s+|,", bare)[0].strip())
            and not _is_section(text)
        ):
            head.kinds[index], head.authors = "byline", names
            return


def _is_section(text: str) -> bool:
    return text.strip(" /|>").lower() in SECTIONS


def _alike(left: str, right: str) -> float:
    """Share of the shorter line's words that the longer has too (0 … 1)."""
    a, b = ({w.lower() for w in WORD.findall(t)} for t in (left, right))
    if not a or not b:
        return 0.0
    small, large = sorted((len(a), len(b)))
    return len(a & b) / small if large <= 3 * small else 0.0
