"""One entity behind many spellings: persons by folded names, bodies by names and initials; an analyst's alias file has the last word."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from schemas.records import Sighting
from tasks.extract.abbreviations import initials
from tasks.extract.spelling import fold_name, without_accents
from tasks.link.union import components

PERSON = "person"
BODY = ("organization", "government", "group")
FORM_WORDS = re.compile(r"\b(?:the|inc|corp|corporation|ltd|limited|plc|co|company|llc)\b\.?", re.IGNORECASE)


@dataclass(slots=True)
class Overrides:
    """An analyst's decisions: names that are one entity, and pairs that are not."""

    same: dict[str, str] = field(default_factory=dict)  # folded name → folded canonical name
    apart: set[frozenset[str]] = field(default_factory=set)  # of folded names


def read_overrides(path: Path | None) -> Overrides:
    """Decisions of a CSV with the columns name, entity and decision (same or different).

    Raises ValueError naming file and line for what it cannot read; no path gives no decisions.
    """
    found = Overrides()
    if path is None:
        return found
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        if not {"name", "entity", "decision"} <= set(reader.fieldnames or ()):
            raise ValueError(f"{path}: its first line must name the columns name, entity and decision")
        for number, row in enumerate(reader, 2):
            name, entity, decision = ((row.get(key) or "").strip() for key in ("name", "entity", "decision"))
            if not name or not entity or decision not in ("same", "different"):
                raise ValueError(f"{path}, line {number}: wanted are a name, an entity, and same or different")
            if decision == "same":
                found.same[fold(name)] = fold(entity)
            else:
                found.apart.add(frozenset((fold(name), fold(entity))))
    return found


@cache
def fold(name: str) -> str:
    """A name without accents, case, punctuation, titles of form and spellings of -sky: what spellings of one name share."""
    plain = FORM_WORDS.sub(" ", re.sub(r"[’'`.]", "", without_accents(name)))
    return " ".join(fold_name(re.sub(r"[^\w\s-]|_", " ", plain)).replace("-", " ").split())


def entities_by_name(entities: Sequence[Sighting], overrides: Overrides) -> dict[str, str]:
    """entity_id → the least id of those that are one by their full names; `entities` has one sighting of each."""
    by_key: dict[str, list[Sighting]] = defaultdict(list)
    for entity in entities:
        for key in keys_of(entity, overrides):
            by_key[key].append(entity)
    ordered = (sorted(group, key=lambda e: e.entity_id) for group in by_key.values())
    pairs = (
        (a.entity_id, b.entity_id) for group in ordered for n, b in enumerate(group) for a in group[:n] if same_entity(a, b, overrides)
    )
    return components([e.entity_id for e in entities], pairs)


def keys_of(entity: Sighting, overrides: Overrides) -> list[str]:
    """What two entities that are one by name have in common: the first letters of a person's names, or the folded name, which is last."""
    name = overrides.same.get(fold(entity.name), fold(entity.name))
    words = name.split()
    if not words or entity.kind == "anonymous":
        return []
    if entity.kind == PERSON and len(words) > 1:
        return [f"{words[0][0]} {words[-1][:2]}", name]
    return [name]


def link_entities(told: Mapping[str, Sequence[Sighting]], named: Mapping[str, str], overrides: Overrides) -> dict[tuple[str, str], str]:
    """(article_id, entity_id) → id of the entity it is, for the sightings `told` in each story.

    Full names decide everywhere (`named`, as `entities_by_name` has it); a surname alone, or initials, only within a story where they
    can mean one entity.
    """
    canonical = {}
    for sightings in told.values():
        bearers = _Bearers(sightings, named)
        for sighting in sightings:
            meant = _meant(sighting, bearers, overrides)
            canonical[sighting.article_id, sighting.entity_id] = meant or named[sighting.entity_id]
    return canonical


def same_entity(one: Sighting, other: Sighting, overrides: Overrides) -> bool:
    """True when two full names are spellings of one: the same words, or for persons a last name a letter off and the same first name."""
    first, second = fold(one.name), fold(other.name)
    if frozenset((first, second)) in overrides.apart:
        return False
    decided = first in overrides.same or second in overrides.same
    first, second = overrides.same.get(first, first), overrides.same.get(second, second)
    if decided and first == second:
        return True  # the analyst says so, of whatever kind the texts make them
    if (one.kind == PERSON) != (other.kind == PERSON):
        return False
    if one.country and other.country and one.country != other.country:
        return False
    if first == second:
        return one.kind != PERSON or len(first.split()) > 1
    if one.kind != PERSON:
        return False
    a, b = first.split(), second.split()
    if len(a) < 2 or len(b) < 2:
        return False
    return _same_first(a[0], b[0]) and _same_last(a[-1], b[-1]) and _middle_fits(a[1:-1], b[1:-1])


def _same_first(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or (min(len(a), len(b)) >= 6 and Levenshtein.distance(a, b, score_cutoff=1) <= 1)


def _same_last(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= 6 and Levenshtein.distance(a, b, score_cutoff=1) <= 1)


def _middle_fits(a: Sequence[str], b: Sequence[str]) -> bool:
    return not a or not b or all(x[0] == y[0] for x, y in zip(a, b, strict=False))


class _Bearers:
    """Who in a story a surname, initials or a slip of the pen can stand for: canonical ids by folded last name, initials and name."""

    def __init__(self, told: Sequence[Sighting], one: Mapping[str, str]) -> None:
        self.people: dict[str, set[tuple[str, str]]] = defaultdict(set)  # last name → (folded name, id)
        self.letters: dict[str, set[str]] = defaultdict(set)
        self.bodies: dict[str, set[str]] = defaultdict(set)
        self._near: dict[str, list[str]] = {}
        for s in told:
            name = fold(s.name)
            if s.kind == PERSON:
                if len(words := name.split()) > 1:
                    self.people[words[-1]].add((name, one[s.entity_id]))
            elif s.kind in BODY:
                self.bodies[name].add(one[s.entity_id])
                if " " in s.name:
                    self.letters[initials(s.name)].add(one[s.entity_id])

    def surnamed(self, name: str, overrides: Overrides) -> set[str]:
        """Persons whose last name a name is a spelling of."""
        if name not in self._near:
            self._near[name] = [last for last in self.people if _same_last(last, name)]
        return {who for last in self._near[name] for full, who in self.people[last] if frozenset((full, name)) not in overrides.apart}

    def misspelt(self, name: str) -> set[str]:
        """Bodies whose name is one letter off."""
        near = (n for n in self.bodies if abs(len(n) - len(name)) <= 1 and Levenshtein.distance(n, name, score_cutoff=1) == 1)
        return {who for n in near for who in self.bodies[n]}


def _meant(sighting: Sighting, bearers: _Bearers, overrides: Overrides) -> str | None:
    """The entity of a story that a surname or initials stand for, where there is exactly one; None else."""
    name = overrides.same.get(fold(sighting.name), fold(sighting.name))
    if sighting.kind == PERSON and len(name.split()) == 1:
        return _only(bearers.surnamed(name, overrides))
    if sighting.kind not in BODY:
        return None
    letters = re.sub(r"[^A-Z]", "", sighting.name.upper())
    if " " not in sighting.name and sighting.name[:1].isupper() and 2 <= len(letters) <= 7:
        return _only(bearers.letters.get(letters, set()))
    if len(name) >= 8 and name.isascii() and not re.search(r"\d", name):  # a slip of the pen: Wite House
        return _only(bearers.misspelt(name))
    return None


def _only(fits: set[str]) -> str | None:
    return next(iter(fits)) if len(fits) == 1 else None
