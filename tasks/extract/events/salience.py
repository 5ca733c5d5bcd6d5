"""Who takes part in an event whose words leave it open: the figures of the article, by how likely each is, or nobody.

'The arrest' of a later paragraph names neither who arrests nor who is arrested; a reader takes those whom the article is about, who have
had these roles before, and who by their nature have them: courts and police are the state's, who resigns does so from an office of the
state. `chances` gives each figure, and nobody, a probability by a conditional logit over the features below (salience features as in
Silberer & Frank 2012) and over what kind of figure meets what kind of event; its weights, in lexicons/salience.toml, are trained by
`training/salience.py` on annotated news. What is added here is marked `implicit`, with its probability.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p

from tasks.extract.events.context import MUTUAL, OUTWARD, ROLES, Draft, Party, Role, of_one_side
from tasks.extract.figures import Figure, Mention
from tasks.extract.lexicon import base_forms, read_toml

Features = dict[str, float]
KINDS = ("home", "state", "official", "person", "organ", "body", "group", "anonymous")  # of figures, see `kind_of`
FEATURES = (
    "named", "country", "mentions", "share", "rank", "first",  # of the figure
    "before", "after", "same_before", "same_after", "had_other",  # of the figure and the event
    "role", "other", "role_share",  # how often the figure has this role and the other one in the article
    "type_role", "type_other", "type_share", "word_role", "word_other", "word_share",  # in events of the type, and of the word
    "opposite", "opposite_reversed",  # in how many events the figure meets who has the other role here
    "mutual_type", "mutual_type_share", "mutual_word", "mutual_word_share",  # the same in either role, where the roles are interchangeable
)  # fmt: skip
TABLES = re.compile(r"kind|nobody(?: (?:beside|form|of|type))?|form (?:noun|passive|verb)|root \d\d|type [A-Z]+")
FAR = 30  # sentences; what is farther away, or not named on that side, counts as this far
MOST = 14  # figures of an article that are looked at
FEW = 8  # more figures than this count as this many
GOVERNMENTAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG"})  # CAMEO sectors


def kind_of(figure: Figure, home: str | None) -> str:
    """The kind of a figure: the state that the article is about, another one, somebody in office, another person, an organ of a state,
    another body, a group, or an anonymous voice."""
    if figure.kind == "government":
        return "home" if figure.country == home else "state"
    if figure.kind == "person":
        return "official" if figure.sector in ("GOV", "MIL") else "person"
    if figure.kind == "organization":
        return "organ" if figure.sector in GOVERNMENTAL else "body"
    return figure.kind


def form_of(draft: Draft) -> str:
    """How a draft's event is told: by a noun, a passive or another verb."""
    token = draft.event.token
    if draft.event.trigger.noun:
        return "noun"
    joined = token.tag_ == "VBN" and token.dep_ in ("acl", "amod")
    return "passive" if joined or any(c.dep_ in ("nsubjpass", "auxpass") for c in token.children) else "verb"


class Scene:
    """An article's figures and drafts; `sentences` are the offsets at which its sentences begin, in order."""

    def __init__(self, drafts: Sequence[Draft], sights: Iterable[Mention], sentences: Sequence[int], home: str | None) -> None:
        self.drafts = drafts
        self.home = home
        self.sentences = sentences
        seen: dict[str, dict[int, Mention]] = defaultdict(dict)
        for sight in sights:
            seen[sight.figure.entity_id].setdefault(sight.start, sight)
        self.sights = {name: [by[at] for at in sorted(by)] for name, by in seen.items()}
        self.total = sum(map(len, self.sights.values())) or 1
        self.names = sorted(self.sights, key=lambda n: (-len(self.sights[n]), self.sights[n][0].start))[:MOST]
        self.starts = {name: [s.start for s in self.sights[name]] for name in self.names}
        self.places = {name: [self.sentence(s) for s in self.starts[name]] for name in self.names}
        self.at = [self.sentence(d.event.start) for d in drafts]
        self.kinds = {name: kind_of(self.sights[name][0].figure, home) for name in self.names}
        self.figures = [self._of_figure(rank, name) for rank, name in enumerate(self.names)]
        self.words = [f"{base_forms(d.event.token.text)[0]}/{'n' if d.event.trigger.noun else 'v'}" for d in drafts]
        self._count()

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return bisect_right(self.sentences, at) - 1

    def nearest(self, name: str, at: int) -> Mention:
        """Where a figure is named last before a place in the text, or first after it; by a pronoun only where nothing else names it."""
        named = [s for s in self.sights[name] if s.form != "pronoun"] or self.sights[name]
        return next((s for s in reversed(named) if s.start <= at), named[0])

    def level(self, name: str, draft: Draft, role: Role) -> str:
        """The state of an official where the other side is a state: Norland demands it of Sudria, not of Sudria's president."""
        figure = self.sights[name][0].figure
        if draft.event.event_type not in OUTWARD:
            return name
        other = draft.of("target" if role == "source" else "source")
        if figure.kind != "person" or figure.sector != "GOV" or not other or any(p.figure.kind != "government" for p in other):
            return name
        states = (
            n for n in self.names if self.sights[n][0].figure.kind == "government" and self.sights[n][0].figure.country == figure.country
        )
        return next(states, name)

    def _count(self) -> None:
        """How often each figure has each role: in all events, in those of a type, and in those of a word."""
        self.counts: Counter[tuple[str, Role, str]] = Counter()  # (type, word or '', role, figure)
        self.sums: Counter[tuple[str, Role]] = Counter()
        self.meet: Counter[tuple[str, str]] = Counter()  # (source, target)
        for draft, word in zip(self.drafts, self.words, strict=True):
            for party in draft.parties:
                for key in ("", draft.event.event_type, word):
                    self.counts[key, party.role, party.figure.entity_id] += 1
                    self.sums[key, party.role] += 1
            self.meet.update((one.figure.entity_id, other.figure.entity_id) for one in draft.of("source") for other in draft.of("target"))

    def _of_figure(self, rank: int, name: str) -> Features:
        figure, count = self.sights[name][0].figure, len(self.sights[name])
        return {
            "named": float(figure.kind in ("person", "government") or figure.name[:1].isupper()),
            "country": float(figure.country is not None),
            "mentions": log1p(count),
            "share": count / self.total,
            "rank": log1p(rank),
            "first": log1p(min(self.places[name][0], FAR)),
        }

    def rows(self, number: int, role: Role) -> list[Features]:
        """The features of each of `names` as one that has a role in the draft of a number; with those of their kinds ('type ASSAULT home')."""
        draft = self.drafts[number]
        held = {p.figure.entity_id for p in draft.of("target" if role == "source" else "source")}
        event = ("kind", f"type {draft.event.event_type}", f"form {form_of(draft)}", f"root {draft.event.trigger.root}")
        found = []
        for name, features in zip(self.names, self.figures, strict=True):
            kinds = {f"{told} {self.kinds[name]}": 1.0 for told in event}
            met = self._met(role, name, held) | {"had_other": float(name in held)}
            found.append(features | self._distance(number, name) | self._history(number, role, name) | met | kinds)
        return found

    def nobody(self, number: int, role: Role) -> Features:
        """The features of an event whose role nobody of the article has."""
        draft = self.drafts[number]
        other = draft.of("target" if role == "source" else "source")
        told = (
            "nobody always",
            f"nobody type {draft.event.event_type}",
            f"nobody form {form_of(draft)}",
            f"nobody of {min(len(self.names), FEW)}",
            f"nobody beside {kind_of(other[0].figure, self.home) if other else 'nobody'}",
            *(("nobody quoted",) if draft.quote_id is not None else ()),
        )
        return dict.fromkeys(told, 1.0)

    def _distance(self, number: int, name: str) -> Features:
        """How far a figure is named before and after an event, in sentences."""
        places, at, here = self.places[name], self.drafts[number].event.start, self.at[number]
        next_one = bisect_right(self.starts[name], at)
        before = here - places[next_one - 1] if next_one else FAR
        after = places[next_one] - here if next_one < len(places) else FAR
        near = {"same_before": float(before == 0), "same_after": float(after == 0)}
        return {"before": log1p(min(before, FAR)), "after": log1p(min(after, FAR)), **near}

    def _met(self, role: Role, name: str, held: Collection[str]) -> Features:
        """In how many events a figure acts on those who have the other role here, and in how many they act on it."""
        acts, suffers = sum(self.meet[name, other] for other in held), sum(self.meet[other, name] for other in held)
        this, that = (acts, suffers) if role == "source" else (suffers, acts)
        return {"opposite": log1p(this), "opposite_reversed": log1p(that)}

    def _history(self, number: int, role: Role, name: str) -> Features:
        """How often a figure has a role in other events."""
        kind, word, counts, sums = self.drafts[number].event.event_type, self.words[number], self.counts, self.sums
        other: Role = "target" if role == "source" else "source"
        found = {
            "role": log1p(counts["", role, name]),
            "other": log1p(counts["", other, name]),
            "role_share": counts["", role, name] / (sums["", role] or 1),
        }
        for told, key in (("type", kind), ("word", word)):
            this, that = counts[key, role, name], counts[key, other, name]
            if kind in MUTUAL:
                both = (sums[key, role] + sums[key, other]) or 1
                found |= {f"mutual_{told}": log1p(this + that), f"mutual_{told}_share": (this + that) / both}
            else:
                share = this / (sums[key, role] or 1)
                found |= {f"{told}_role": log1p(this), f"{told}_other": log1p(that), f"{told}_share": share}
        return found


@dataclass(frozen=True, slots=True)
class Salience:
    """Weights of features by role, and the probabilities from which on a figure is believed."""

    weights: Mapping[Role, Mapping[str, float]]
    first: float  # for the likeliest figure of a role that is empty
    further: float  # for one more figure in a role that is not

    def fill(self, scene: Scene) -> None:
        """Add the likeliest parties to the roles of all drafts."""
        if not scene.names:
            return
        for number, draft in enumerate(scene.drafts):
            ranked = [(role, self.chances(scene, number, role)) for role in open_roles(draft)]  # both, before either is filled
            for role, found in ranked:
                self._settle(scene, draft, role, found)

    def chances(self, scene: Scene, number: int, role: Role) -> list[tuple[float, str]]:
        """The probability of each figure to have a role in the draft of a number, likeliest first; what is left of 1 is nobody's."""
        totals = [self._total(role, features) for features in (scene.nobody(number, role), *scene.rows(number, role))]
        most = max(totals)
        odds = [exp(total - most) for total in totals]
        whole = sum(odds)
        return sorted(((o / whole, n) for o, n in zip(odds[1:], scene.names, strict=True)), key=lambda c: (-c[0], c[1]))

    def _total(self, role: Role, features: Features) -> float:
        weights = self.weights[role]
        return sum(weights.get(name, 0.0) * value for name, value in features.items())

    def _settle(self, scene: Scene, draft: Draft, role: Role, ranked: list[tuple[float, str]]) -> None:
        least = self.further if draft.of(role) else self.first
        taken = draft.ids()
        for probability, candidate in ranked:
            if probability < least:
                return
            name = scene.level(candidate, draft, role)
            if name not in taken:
                sight = scene.nearest(name, draft.event.start)
                if draft.event.event_type in OUTWARD and any(of_one_side(sight.figure, p.figure) for p in draft.parties):
                    continue
                if sight.figure.kind == "government" and any(_is_same_state(sight.figure, p.figure) for p in draft.parties):
                    continue  # the Kremlin is no second party to what Russia does
                draft.parties.append(
                    Party(role, sight.figure, sight.text, sight.start, sight.end, "implicit", round(probability, 2), sight.form)
                )
                return


def _is_same_state(one: Figure, other: Figure) -> bool:
    return other.kind == "government" and one.country is not None and one.country == other.country


def open_roles(draft: Draft) -> list[Role]:
    """The roles that the words leave open: nobody is stated to have them, and not both sides of a mutual act are known."""
    if draft.event.event_type in MUTUAL and len(draft.ids()) > 1:
        return []
    return [role for role in ROLES if all(p.basis != "stated" for p in draft.of(role))]


@cache
def load_salience() -> Salience:
    """The weights that are shipped."""
    told = read_toml("salience.toml")
    for role in ROLES:
        for name, weight in told[role].items():
            _check(f"salience.toml: {role}: {name}", name, weight)
    return Salience({role: dict(_flat(told[role])) for role in ROLES}, float(told["first"]), float(told["further"]))


def _check(where: str, name: str, weight: float | Mapping[str, float]) -> None:
    """Raise ValueError for a weight that no feature reads: a slip of the pen would count as nothing else."""
    if not (TABLES.fullmatch(name) if isinstance(weight, Mapping) else name in FEATURES):
        raise ValueError(f"{where}: no feature has this name")
    of_kinds = weight if isinstance(weight, Mapping) and not name.startswith("nobody") else ()
    for kind in of_kinds:
        if kind not in KINDS:
            raise ValueError(f"{where}: no kind of figure is called {kind!r}")


def _flat(told: Mapping[str, float | Mapping[str, float]]) -> Iterable[tuple[str, float]]:
    """'form noun' = {home = 0.1} as the feature 'form noun home'."""
    for name, weight in told.items():
        if isinstance(weight, Mapping):
            yield from ((f"{name} {kind}", float(of_kind)) for kind, of_kind in weight.items())
        else:
            yield name, float(weight)
