"""Linking landed rows: stories and copies first, then entities, events and statements of the stories that something new touches.

What comes out depends on the articles alone, not on the batches they came in: stories are components of pairs, and a story that a new
article (or a new spelling) touches is linked anew as a whole.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from schemas.records import Values, stable_id
from tasks.extract.times import TimeSpan, find_times
from tasks.link.entities import Overrides, Sighting, canonical_names, link_entities
from tasks.link.events import Mention, link_mentions
from tasks.link.statements import Said, link_statements
from tasks.link.stories import DAYS, Copies, Copy, Signature, originals, signature_of, story_pairs
from tasks.link.union import components


class Placed(Protocol):
    """An article by its day, the day it is taken to be of where it states none, and its story (by its least article)."""

    @property
    def article_id(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def inferred_day(self) -> date | None: ...
    @property
    def story(self) -> str: ...


class Linked(Protocol):
    """An article as linking has left it: its terms, its story, and the article it is a copy of."""

    @property
    def article_id(self) -> str: ...
    @property
    def day(self) -> date | None: ...
    @property
    def terms(self) -> dict[str, float]: ...
    @property
    def story(self) -> str: ...
    @property
    def duplicate_of(self) -> str | None: ...
    @property
    def similarity(self) -> float | None: ...


class Landed(Protocol):
    """Landed rows, as the warehouse gives them to linking."""

    def unlinked(self) -> list[str]:
        """Articles without a link row."""

    def placed(self) -> Sequence[Placed]:
        """Every article that is linked."""

    def linked(self, first: date | None, last: date | None) -> Sequence[Linked]:
        """The linked articles from `first` to `last` (None: of all time) and without a day, with the whole of their stories and the
        originals and copies of them."""

    def linked_of(self, ids: Iterable[str]) -> Sequence[Linked]:
        """The linked articles of these ids."""

    def articles(self, ids: Iterable[str]) -> Sequence[tuple[str, date | None, str, str | None]]:
        """(article_id, day, text, publisher) of articles."""

    def sightings(self) -> Sequence[tuple[str, str, str, str, str | None]]:
        """(article_id, entity_id, name, kind, country) of every entity in every article."""

    def canonical(self) -> dict[tuple[str, str], str]:
        """(article_id, entity_id) → canonical_id as linked so far."""

    def mentions(self, ids: Iterable[str]) -> list[Values]:
        """Event mentions of articles, with `sources` and `targets` as lists of entity ids; `date_words`
        ends with the words of its date."""

    def quotes(self, ids: Iterable[str]) -> list[Values]:
        """Quotes of speech of articles, with `words`."""


@dataclass(slots=True)
class Links:
    """Rows of the link tables by table; `articles` are those whose event and statement links they replace."""

    rows: dict[str, list[Values]] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)


def link(landed: Landed, overrides: Overrides, *, everything: bool = False) -> Links | None:
    """Link what is not linked yet, or everything anew; None where there is nothing to do."""
    new = set(landed.unlinked())
    placed = {row.article_id: row for row in landed.placed()}
    if everything:
        new |= set(placed)
    if not new:
        return None
    fresh = sorted(landed.articles(new))
    known: Known = {} if everything else {row.article_id: row for row in landed.linked(*_around([day for _, day, _, _ in fresh]))}
    signatures = [signature_of(name, day, text) for name, day, text, _ in fresh]
    story_of, merged = _stories(signatures, known)
    copies = _copies(fresh, known, landed)
    everyone = {s.article_id: s for s in signatures} | {name: Signature(name, row.day, row.terms) for name, row in known.items()}
    order = {name: (str(s.day or "9999"), name) for name, s in everyone.items()}
    found = originals([*copies, *_known_copies(known)], order)
    for name, row in placed.items():  # what is far from anything new stays in its story
        story_of.setdefault(name, row.story)
    sightings = [Sighting(a, e, name, kind, country, story_of[a]) for a, e, name, kind, country in landed.sightings() if a in story_of]
    canonical = link_entities(sightings, overrides)
    names = canonical_names(sightings, canonical)
    before = {} if everything else landed.canonical()
    touched = {story_of[name] for name in new} | merged
    touched |= {story_of[a] for (a, e), c in canonical.items() if before.get((a, e), c) != c}
    articles = sorted(name for name, story in story_of.items() if story in touched)
    for far in landed.linked_of(set(articles) - everyone.keys()):
        everyone[far.article_id] = Signature(far.article_id, far.day, far.terms)
        if far.similarity is not None:
            found[far.article_id] = (far.duplicate_of, far.similarity)
    anchors = {name: row.inferred_day for name, row in placed.items() if row.inferred_day and story_of[name] not in touched}
    anchors |= _anchors([everyone[name] for name in articles], story_of)
    mentions = landed.mentions(articles)
    days = {name: everyone[name].day for name in articles}
    anchors |= written_after(_told(mentions, canonical, story_of, anchors, days), anchors, days)
    rows: dict[str, list[Values]] = {
        "article_links": [_article_row(everyone[name], story_of[name], found.get(name), anchors.get(name)) for name in sorted(everyone)],
        "entity_links": [
            {"article_id": a, "entity_id": e, "canonical_id": c, "canonical_name": names[c]} for (a, e), c in sorted(canonical.items())
        ],
        "event_links": _event_rows(_told(mentions, canonical, story_of, anchors, days)),
        "statement_links": _statement_rows(landed.quotes(articles), canonical, story_of),
    }
    return Links(rows, articles)


MONTH = 30  # days within which a copy of an article appears
Known = dict[str, Linked]


def _around(days: Sequence[date | None]) -> tuple[date | None, date | None]:
    """The first and last day that articles of these days can be linked to; none where one of them has no day."""
    known = [day for day in days if day is not None]
    if len(known) < len(days):
        return None, None
    return min(known) - timedelta(days=MONTH), max(known) + timedelta(days=MONTH)


def _stories(new: Sequence[Signature], known: Known) -> tuple[dict[str, str], set[str]]:
    """(article → story, stories that took in another one): a story has the id of its least article."""
    old = [Signature(name, row.day, row.terms) for name, row in known.items()]
    pairs = [(a, b) for a, b, _ in story_pairs(new, old)]
    pairs += [(name, row.story) for name, row in known.items()]
    found = components([s.article_id for s in (*new, *old)], pairs)
    merged = {found[name] for name, row in known.items() if found[name] != row.story}
    return found, merged


def _copies(fresh: Sequence[tuple[str, date | None, str, str | None]], known: Known, landed: Landed) -> list[Copy]:
    """Pairs that share text and are at most a month apart, with a new article in each: texts of the days around are looked at again."""
    days = {name: row.day for name, row in known.items()} | {name: day for name, day, _, _ in fresh}
    first, last = _around([day for _, day, _, _ in fresh])
    index = Copies()
    for name, _, text, _ in sorted(
        landed.articles(n for n, row in known.items() if row.day is None or first is None or last is None or first <= row.day <= last)
    ):
        index.add(name, text)
    return [copy for name, _, text, _ in fresh for copy in index.add(name, text) if _within(days[copy.one], days[copy.other])]


def _within(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= MONTH


def _known_copies(known: Known) -> list[Copy]:
    """The copies found before, as pairs: the greatest similarity of each article stays its own."""
    pairs = [Copy(name, name, row.similarity, same=False) for name, row in known.items() if row.similarity is not None]
    return pairs + [
        Copy(min(name, row.duplicate_of), max(name, row.duplicate_of), 0.0, same=True)
        for name, row in known.items()
        if row.duplicate_of is not None
    ]


def _anchors(articles: Sequence[Signature], story_of: dict[str, str]) -> dict[str, date]:
    """The day that an undated article is taken to be of: the middle one of the days of its story."""
    days: dict[str, list[date]] = {}
    for article in articles:
        if article.day is not None:
            days.setdefault(story_of[article.article_id], []).append(article.day)
    return {
        a.article_id: statistics.median_low(days[story_of[a.article_id]])
        for a in articles
        if a.day is None and story_of[a.article_id] in days
    }


Telling = tuple[Mention, TimeSpan | None]  # a mention, and its days where they were read with the day of the story


def written_after(told: Sequence[Telling], anchors: Mapping[str, date], days: Mapping[str, date | None]) -> dict[str, date]:
    """Undated articles that tell as past what dated ones place on a later day than their anchor: they are of the day after it.

    An event of that day or before that the article itself tells as still to come keeps it where it is.
    """
    if not any(mention.article in anchors for mention, _ in told):
        return {}
    events = link_mentions([mention for mention, _ in told])
    placed: dict[str, date] = {}
    for mention, _ in told:
        if days[mention.article] is not None and mention.first is not None and mention.first == mention.last:
            event = events[mention.mention_id].group
            placed[event] = max(placed.get(event, date.min), mention.first)
    tense: dict[str, Counter[date]] = defaultdict(Counter)  # above 0: told as past
    for mention, _ in told:
        anchor, day = anchors.get(mention.article), placed.get(events[mention.mention_id].group)
        if anchor is not None and day is not None and anchor <= day <= anchor + timedelta(days=DAYS):
            tense[mention.article][day] += 1 if mention.status in PAST else -1 if mention.status in TO_COME else 0
    found = {}
    for article, told_days in tense.items():
        still_to_come = min((day for day, weight in told_days.items() if weight < 0), default=date.max)
        past = [day for day, weight in told_days.items() if weight > 0 and day < still_to_come]
        if past:
            found[article] = max(past) + timedelta(days=1)
    return found


PAST, TO_COME = frozenset({"occurred", "ongoing"}), frozenset({"scheduled", "planned"})


def _article_row(signature: Signature, story: str, copy: tuple[str | None, float] | None, anchor: date | None) -> Values:
    return {
        "article_id": signature.article_id,
        "story_id": stable_id("story", story),
        "story_article": story,
        "day": signature.day,
        "inferred_day": anchor,
        "duplicate_of": copy[0] if copy else None,
        "similarity": copy[1] if copy else None,
        "terms": [{"term": t, "weight": w} for t, w in sorted(signature.terms.items())],
    }


def _told(
    rows: Sequence[Values],
    canonical: Mapping[tuple[str, str], str],
    story_of: Mapping[str, str],
    anchors: Mapping[str, date],
    days: Mapping[str, date | None],
) -> list[Telling]:
    def ids(row: Values, role: str) -> frozenset[str]:
        return frozenset(canonical.get((row["article_id"], e), e) for e in row[role])

    told: list[Telling] = []
    for r in rows:
        article = r["article_id"]
        time = _inferred(r, anchors.get(article))
        first, last = (time.first, time.last) if time else (r["date_start"], r["date_end"])
        mention = Mention(
            r["mention_id"], article, story_of[article], r["event_type"], r["mode"], r["trigger_text"], r["status"],
            ids(r, "sources"), ids(r, "targets"), first, last, r["place_country"], r["trigger_start"], days[article] or anchors.get(article),
        )  # fmt: skip
        told.append((mention, time))
    return told


def _event_rows(told: Sequence[Telling]) -> list[Values]:
    events = link_mentions([mention for mention, _ in told])
    made = []
    for mention, time in sorted(told, key=lambda t: t[0].mention_id):
        event = events[mention.mention_id]
        days = {"date_start": time.first, "date_end": time.last, "date_granularity": time.granularity} if time else NO_DAYS
        event_id = stable_id("event", event.group)
        made.append({"article_id": mention.article, "mention_id": mention.mention_id, "event_id": event_id, "score": event.score, **days})
    return made


NO_DAYS = {"date_start": None, "date_end": None, "date_granularity": None}


def _inferred(row: Values, anchor: date | None) -> TimeSpan | None:
    """The days of a mention whose article has no date, read with the day of its story; None where its own words gave days or none."""
    if anchor is None or row["date_start"] is not None or row["date_text"] is None:
        return None
    words = ("will be " if row["status"] in ("planned", "scheduled") else "") + row["date_words"]
    return next(
        (t for t in reversed(find_times(words, anchor)) if t.first is not None and t.end > len(words) - len(row["date_text"])), None
    )


def _statement_rows(rows: Sequence[Values], canonical: dict[tuple[str, str], str], story_of: dict[str, str]) -> list[Values]:
    article = {r["quote_id"]: r["article_id"] for r in rows}
    said = [
        Said(
            r["quote_id"], story_of[r["article_id"]], canonical.get((r["article_id"], r["speaker_id"])) or str(r["speaker_id"]), r["words"]
        )
        for r in rows
    ]
    return [
        {"article_id": article[q], "quote_id": q, "statement_id": stable_id("statement", member.group), "score": member.score}
        for q, member in sorted(link_statements(said).items())
    ]
