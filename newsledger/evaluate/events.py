"""Scores of events: `newsledger evaluate events`.

Gold and predicted mentions are matched one to one within an article: those whose triggers overlap first, then those of one sentence
and type. A match has the right *type* when the PLOVER types agree, and the right *actors* when, for each role that the gold fills, a
predicted actor of that role has the name of one of the gold's (as `evaluate quotes` compares names; in what the parties do together
the roles are interchangeable). Status and date are judged on matches of right type and actors.

Measures: `trigger`, `type`, `type_some_actor` (any of the gold's actors, in whatever role) and `type_actors` with precision, recall and
F1; for `status`, `negated`, `date`, `place` and `quote` the share of the matches of right type and actors that have it right
(precision = recall = f1), with the number judged.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsledger.evaluate.quotes import same_name
from newsledger.evaluate.scores import CountedScore
from newsledger.evaluate.texts import Record, read_gold, read_texts, run
from schemas.records import Extraction
from tasks.extract import Extractor
from tasks.extract.times import find_times
from tasks.extract.times.periods import month

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})


@dataclass(slots=True)
class Mention:
    """A predicted mention with the names of its actors by role."""

    row: Record
    actors: dict[str, list[list[str]]]  # role → names and aliases of each actor


@dataclass(slots=True)
class Match:
    """A gold event, the mention it was matched with, and what is right of it."""

    gold: Record
    mention: Mention | None
    type_right: bool = False
    actors_right: bool = False


def evaluate_events(docs: Path, gold: Path, extractor: Extractor) -> list[CountedScore]:
    """Scores of the whole pipeline on texts (see `texts.read_texts`) with gold events, in the format of docs/extraction.md.

    Raises ValueError for files that do not fit.
    """
    matches, extra = match_events(docs, gold, extractor)
    return scores(matches, extra)


def match_events(docs: Path, gold: Path, extractor: Extractor) -> tuple[list[Match], list[Mention]]:
    """Every gold event with its match, and the predicted mentions that match none."""
    fields = ("doc_id", "trigger_start", "trigger_end", "plover_type", "source", "target", "status")
    by_doc = read_gold(gold, "an event", *fields)
    texts = read_texts(docs, set(by_doc))
    found: list[Match] = []
    extra: list[Mention] = []
    for name, extraction in run({n: t for n, t in texts.items() if n in by_doc}, extractor):
        matches, rest = match_one(by_doc[name], mentions_of(extraction))
        found += matches
        extra += rest
    return found, extra


def mentions_of(extraction: Extraction) -> list[Mention]:
    """The mentions of an extraction with the names of their actors."""
    names = {e["entity_id"]: [e["name"], *e["aliases"]] for e in extraction.entities}
    actors: dict[str, dict[str, list[list[str]]]] = defaultdict(lambda: defaultdict(list))
    for actor in extraction.event_actors:
        actors[actor["mention_id"]][actor["role"]].append(names.get(actor["entity_id"], [actor["text"]]))
    return [Mention(m, actors[m["mention_id"]]) for m in extraction.event_mentions]


def match_one(gold: Sequence[Record], mentions: Sequence[Mention]) -> tuple[list[Match], list[Mention]]:
    """Matches of one article: overlapping triggers first, then one sentence and type; of several, the one with right actors."""
    pairs = []
    for i, g in enumerate(gold):
        for j, m in enumerate(mentions):
            overlap = m.row["trigger_start"] < g["trigger_end"] and g["trigger_start"] < m.row["trigger_end"]
            same_type = m.row["event_type"] == g["plover_type"]
            near = "start" in g and m.row["trigger_start"] < g["end"] and g["start"] < m.row["trigger_end"]
            if overlap or (near and same_type):
                pairs.append((-2 * overlap - 2 * same_type - same_actors(g, m), abs(m.row["trigger_start"] - g["trigger_start"]), i, j))
    taken: dict[int, int] = {}
    for _, _, i, j in sorted(pairs):
        if i not in taken and j not in taken.values():
            taken[i] = j
    matches = []
    for i, g in enumerate(gold):
        match = Match(g, mentions[taken[i]] if i in taken else None)
        if match.mention is not None:
            match.type_right = match.mention.row["event_type"] == g["plover_type"]
            match.actors_right = match.type_right and same_actors(g, match.mention)
        matches.append(match)
    return matches, [m for j, m in enumerate(mentions) if j not in taken.values()]


def same_actors(gold: Record, mention: Mention) -> bool:
    """True when every role that the gold fills has an actor of the same name."""
    for role in ("source", "target"):
        if not gold[role]:
            continue
        roles = ["source", "target", "participant"] if gold["plover_type"] in MUTUAL else [role, "participant"]
        if not any(same_name(gold[role], names) for r in roles for names in mention.actors.get(r, [])):
            return False
    return True


def some_actor(gold: Record, mention: Mention | None) -> bool:
    """True when any actor of the gold is among those predicted, or it has none."""
    names = [*gold["source"], *gold["target"]]
    return mention is not None and (not names or any(same_name(names, n) for found in mention.actors.values() for n in found))


def scores(matches: Sequence[Match], extra: Sequence[Mention]) -> list[CountedScore]:
    """All measures."""
    golds, predicted = len(matches), sum(m.mention is not None for m in matches) + len(extra)
    found = []
    for measure, right in (
        ("trigger", sum(m.mention is not None for m in matches)),
        ("type", sum(m.type_right for m in matches)),
        ("type_some_actor", sum(m.type_right and some_actor(m.gold, m.mention) for m in matches)),
        ("type_actors", sum(m.actors_right for m in matches)),
    ):
        found.append(CountedScore.of_counts(measure, right, predicted, golds))
    good = [m for m in matches if m.actors_right and m.mention is not None]
    for measure in ("status", "negated", "date", "place", "quote"):
        judged = [m for m in good if _judged(measure, m.gold)]
        found.append(CountedScore.of_counts(measure, sum(_right(measure, m) for m in judged), len(judged), len(judged)))
    return found


def _judged(measure: str, gold: Record) -> bool:
    if measure == "place":
        return bool(gold.get("place_start") is not None or gold.get("location"))
    keys = {"quote": "quote_id", "negated": "negated", "date": "date"}
    return keys.get(measure, measure) in gold


def _right(measure: str, match: Match) -> bool:
    gold, row = match.gold, match.mention.row if match.mention else {}
    if measure == "status":
        return bool(row["status"] == gold["status"])
    if measure == "negated":
        return bool(row["negated"] == gold["negated"])
    if measure == "quote":
        return (row["quote_id"] is None) == (gold["quote_id"] is None)
    if measure == "date":
        return same_date(gold.get("date"), row["date_start"], row["date_end"])
    if gold.get("place_start") is not None:
        return row["place_start"] is not None and row["place_start"] < gold["place_end"] and gold["place_start"] < row["place_end"]
    return row["place_text"] is not None and same_name([gold["location"]], [row["place_text"]])


def same_date(gold: str | None, first: date | None, last: date | None) -> bool:
    """True when both have no date, or the predicted days are the gold's: equal to a day, month, year or closed interval, and within
    (or around the given end of) an open one."""
    if gold is None or first is None:
        return gold is None and first is None
    start, end = interval(gold)
    last = last or first
    if start is None:
        return end is not None and first <= end
    if end is None:
        return last >= start
    return (first, last) == (start, end)


def interval(value: str) -> tuple[date | None, date | None]:
    """First and last day of a gold date: a day, month or year, or two of them with a slash, '..' for an open end."""
    first, _, second = value.partition("/")
    ends = [_days(part) for part in ((first, second) if second else (first, first))]
    return ends[0][0], ends[1][1]


def _days(value: str) -> tuple[date | None, date | None]:
    if value == "..":
        return None, None
    spans = find_times(value[:10], None) if len(value) >= 10 else []
    if spans:
        return spans[0].first, spans[0].last
    if len(value) == 4:
        return date(int(value), 1, 1), date(int(value), 12, 31)

    found = month(int(value[:4]), int(value[5:7]))
    return found.first, found.last
