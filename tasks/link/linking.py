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

from schemas.records import LinkedArticle, Lookup, Sighting, Values, stable_id
from schemas.vocabulary import PAST, TO_COME, Granularity, LinkedDateBasis
from tasks.extract.times import TimeSpan, find_times
from tasks.link.entities import Overrides, entities_by_name, keys_of, link_entities
from tasks.link.events import Mention, link_mentions
from tasks.link.statements import Said, link_statements
from tasks.link.stories import DAYS, SHARED, TOP, Copies, Copy, Signature, originals, signature_of, story_pairs, strongest
from tasks.link.terms import stem
from tasks.link.union import Membership, components


class Landed(Protocol):
    """Landed rows, as the warehouse gives them to linking. Each question is answered from an index of columns, not by reading all rows."""

    def unlinked(self) -> list[str]:
        """Articles without a link row."""

    def articles(self, ids: Iterable[str]) -> Sequence[tuple[str, date | None, str]]:
        """(article_id, day, text of the body) of articles, by id."""

    def linked(self, ids: Iterable[str]) -> Sequence[LinkedArticle]:
        """The linked articles of these ids, by id."""

    def sharing_terms(self, asked: Iterable[Lookup], top: int, shared: int, days: int) -> list[str]:
        """Linked articles that have `shared` terms among the `top` ones in common with one of those asked for, at most `days` apart."""

    def sharing_bands(self, asked: Iterable[Lookup], days: int) -> list[str]:
        """Linked articles that have a band in common with one of those asked for, at most `days` apart."""

    def copies(self, ids: Iterable[str]) -> list[str]:
        """Linked articles that are copies of one original with one of these, these included."""

    def members(self, stories: Iterable[str]) -> list[str]:
        """The linked articles of stories (by their least article)."""

    def stories_showing(self, entities: Iterable[str]) -> list[str]:
        """The stories whose linked articles show one of these entities."""

    def sightings(self, ids: Iterable[str]) -> Sequence[Sighting]:
        """Every entity in each of these articles, by article and entity."""

    def first_sightings(self, entities: Iterable[str], keys: Iterable[str]) -> Sequence[Sighting]:
        """One sighting (of the least article) of each of these entities, of those that share a key, and of all that are one by name with
        one of them."""

    def mentions(self, ids: Iterable[str]) -> list[Values]:
        """Event mentions of articles, with `sources` and `targets` as lists of entity ids; `date_words`
        ends with the words of its date."""

    def quotes(self, ids: Iterable[str]) -> list[Values]:
        """Quotes of speech of articles, with `words`."""


@dataclass(slots=True)
class Links:
    """Rows of the link tables by table; `articles` are those whose links to entities, events and statements they replace."""

    rows: dict[str, list[Values]] = field(default_factory=dict)
    articles: list[str] = field(default_factory=list)


def link(landed: Landed, overrides: Overrides) -> Links | None:
    """Link what is not linked yet, and anew the stories that it touches; None where there is nothing to do."""
    fresh = landed.articles(landed.unlinked())
    if not fresh:
        return None
    signatures = [signature_of(*article) for article in fresh]
    new = {s.article_id for s in signatures}
    neighbours = landed.linked(landed.sharing_terms([Lookup(s.article_id, s.day, strongest(s)) for s in signatures], TOP, SHARED, DAYS))
    joined = _stories(signatures, neighbours)
    seen = landed.sightings(new)
    known = landed.first_sightings([s.entity_id for s in seen], [key for s in seen for key in keys_of(s, overrides)])
    named = entities_by_name(known, overrides)
    changed = [s.entity_id for s in known if s.named_id != named[s.entity_id]]
    touched = {joined[name] for name in new}
    old = {row.story for row in neighbours if joined[row.story] in touched} | set(landed.stories_showing(changed))
    told = {row.article_id: row for row in landed.linked(landed.members(old))}
    story_of = {name: joined[name] for name in new} | {name: joined.get(row.story, row.story) for name, row in told.items()}
    articles = sorted(story_of)

    sightings = [*seen, *landed.sightings(told)]
    by_story: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_story[story_of[sighting.article_id]].append(sighting)
        named.setdefault(sighting.entity_id, sighting.named_id or sighting.entity_id)
    canonical = link_entities(by_story, named, overrides)

    days = {s.article_id: s.day for s in signatures} | {name: row.day for name, row in told.items()}
    anchors = _anchors(days, story_of)
    mentions = landed.mentions(articles)
    telling = _told(mentions, canonical, story_of, anchors, days)
    events = link_mentions([mention for mention, _ in telling])
    if later := written_after(telling, events, anchors, days):
        anchors |= later
        telling = _told(mentions, canonical, story_of, anchors, days)
        events = link_mentions([mention for mention, _ in telling])

    rows: dict[str, list[Values]] = {
        "article_links": _article_rows(signatures, told, story_of, anchors, *_copies(fresh, signatures, landed)),
        "entity_links": [
            {
                "article_id": s.article_id,
                "entity_id": s.entity_id,
                "canonical_id": canonical[s.article_id, s.entity_id],
                "named_id": named[s.entity_id],
                "keys": keys_of(s, overrides),
            }
            for s in sightings
        ],
        "event_links": event_rows(telling, events),
        "statement_links": _statement_rows(landed.quotes(articles), canonical, story_of),
    }
    return Links(rows, articles)


NO_COPY = (None, None)
MONTH = 30  # days within which a copy of an article appears


def _stories(new: Sequence[Signature], neighbours: Sequence[LinkedArticle]) -> dict[str, str]:
    """New articles, neighbours and their stories → story: a story has the id of its least article."""
    old = [Signature(row.article_id, row.day, row.terms) for row in neighbours]
    pairs = [(a, b) for a, b, _ in story_pairs(new, old)] + [(row.article_id, row.story) for row in neighbours]
    return components([*(s.article_id for s in (*new, *old)), *(row.story for row in neighbours)], pairs)


Fresh = Sequence[tuple[str, date | None, str]]  # (article_id, day, text) of new articles


def _copies(
    fresh: Fresh, signatures: Sequence[Signature], landed: Landed
) -> tuple[Sequence[LinkedArticle], dict[str, tuple[str | None, float]]]:
    """(linked articles that share text with new ones, and their copies; what `originals` says of all these and the new ones).

    Only texts that share a band with a new one, and are at most a month apart, are compared.
    """
    alike = landed.sharing_bands([Lookup(s.article_id, s.day, s.bands) for s in signatures], MONTH)
    known = landed.linked(landed.copies(alike))
    days = {row.article_id: row.day for row in known} | {s.article_id: s.day for s in signatures}
    index = Copies()
    for name, _, text in landed.articles(alike):
        index.add(name, text)
    found = [copy for name, _, text in fresh for copy in index.add(name, text) if _within(days[copy.one], days[copy.other])]
    order = {name: (str(day or "9999"), name) for name, day in days.items()}
    return known, originals([*found, *_known_copies(known)], order)


def _within(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= MONTH


def _known_copies(known: Sequence[LinkedArticle]) -> list[Copy]:
    """The copies found before, as pairs: the greatest similarity of each article stays its own."""
    pairs = [Copy(row.article_id, row.article_id, row.similarity, same=False) for row in known if row.similarity is not None]
    return pairs + [
        Copy(min(row.article_id, row.duplicate_of), max(row.article_id, row.duplicate_of), 0.0, same=True)
        for row in known
        if row.duplicate_of is not None
    ]


def _anchors(days: Mapping[str, date | None], story_of: Mapping[str, str]) -> dict[str, date]:
    """The day that an undated article is taken to be of: the middle one of the days of its story."""
    told: dict[str, list[date]] = defaultdict(list)
    for name, day in days.items():
        if day is not None:
            told[story_of[name]].append(day)
    return {name: statistics.median_low(told[story_of[name]]) for name, day in days.items() if day is None and story_of[name] in told}


Telling = tuple[Mention, TimeSpan | None]  # a mention, and its days where they were read with the day of the story


def written_after(
    told: Sequence[Telling], events: Mapping[str, Membership], anchors: Mapping[str, date], days: Mapping[str, date | None]
) -> dict[str, date]:
    """Undated articles that tell as past what dated ones place on a later day than their anchor: they are of the day after it.

    An event of that day or before that the article itself tells as still to come keeps it where it is.
    """
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


def _article_rows(
    new: Sequence[Signature],
    told: dict[str, LinkedArticle],
    story_of: Mapping[str, str],
    anchors: Mapping[str, date],
    copied: Sequence[LinkedArticle],
    copies: Mapping[str, tuple[str | None, float]],
) -> list[Values]:
    """Rows of the new articles, of those `told` in the stories they touch, and of those `copied`, far from these, that share text."""
    rows = [_article_row(s, story_of[s.article_id], copies.get(s.article_id, NO_COPY), anchors.get(s.article_id)) for s in new]
    for name, row in sorted((told | {row.article_id: row for row in copied}).items()):
        signature = Signature(name, row.day, row.terms, tuple(row.bands))
        anchor = anchors.get(name) if name in told else row.inferred_day
        copy = copies.get(name, (row.duplicate_of, row.similarity))
        rows.append(_article_row(signature, story_of.get(name, row.story), copy, anchor))
    return rows


def _article_row(signature: Signature, story: str, copy: tuple[str | None, float | None], anchor: date | None) -> Values:
    return {
        "article_id": signature.article_id,
        "story_id": stable_id("story", story),
        "story_article": story,
        "day": signature.day,
        "inferred_day": anchor,
        "duplicate_of": copy[0],
        "similarity": copy[1],
        "terms": [{"term": t, "weight": w} for t, w in signature.terms.items()],
        "bands": signature.bands,
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


def event_rows(told: Sequence[Telling], events: Mapping[str, Membership]) -> list[Values]:
    """Rows of event_links by mention. A mention without days has those that all other tellings of its event agree on, if they do."""
    made = []
    agreed = _agreed_days(told, events)
    for mention, time in sorted(told, key=lambda t: t[0].mention_id):
        event = events[mention.mention_id]
        if time is not None:
            days = _days(time.first, time.last, time.granularity, "inferred")
        elif mention.first is None and mention.status in DATED and (first := _told_alike(mention, agreed.get(event.group, ()))) is not None:
            days = _days(first.first, first.last, "day", "linked")
        else:
            days = _days(None, None, None, None)
        event_id = stable_id("event", event.group)
        made.append({"article_id": mention.article, "mention_id": mention.mention_id, "event_id": event_id, "score": event.score, **days})
    return made


def _days(first: date | None, last: date | None, granularity: Granularity | None, basis: LinkedDateBasis | None) -> Values:
    return {"date_start": first, "date_end": last, "date_granularity": granularity, "date_basis": basis}


DATED = frozenset({"occurred", "scheduled", "planned"})
RECURRING = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # what is said again on other days


def _agreed_days(told: Sequence[Telling], events: Mapping[str, Membership]) -> dict[str, list[Mention]]:
    """Event → its tellings that name days, where all of them name the same one, or the same two."""
    named: dict[str, list[Mention]] = defaultdict(list)
    for mention, _ in told:
        if mention.first is not None and mention.event_type not in RECURRING:
            named[events[mention.mention_id].group].append(mention)
    one = {event: mentions for event, mentions in named.items() if len({(m.first, m.last) for m in mentions}) == 1}
    return {e: ms for e, ms in one.items() if ms[0].first and ms[0].last and (ms[0].last - ms[0].first).days <= 1}


def _told_alike(mention: Mention, others: Iterable[Mention]) -> Mention | None:
    """The first of others that tells an event by the same word, or in the same mode: 'the call' and 'spoke by phone'."""
    words = {stem(w) for w in mention.trigger.split()}
    alike = (
        o
        for o in others
        if not _is_late(mention, o) and (words & {stem(w) for w in o.trigger.split()} or (mention.mode and mention.mode == o.mode))
    )
    return next(alike, None)


def _is_late(mention: Mention, other: Mention) -> bool:
    """True where the day of a telling cannot be that of a mention: past when that was to come, or to come when it was past."""
    if mention.day is None or other.first is None or other.last is None:
        return False
    return other.last < mention.day if mention.status in TO_COME else other.first > mention.day


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
