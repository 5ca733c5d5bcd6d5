"""Who takes part in an event whose words leave it open: the figures of the article, ranked by how present they are.

'The arrest' of a later paragraph names neither who arrests nor who is arrested; a reader takes those whom the article is about and who
have had these roles before. `chances` gives each figure a probability by a logistic model over the features below (salience features
as in Silberer & Frank 2012); its weights, in lexicons/salience.toml, are trained by `training/salience.py` on annotated news.
What is added here is marked `implicit`, with its probability.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log1p

import numpy as np
import numpy.typing as npt

from tasks.extract.events.context import MUTUAL, OUTWARD, ROLES, Draft, Party, Role, of_one_side
from tasks.extract.figures import Figure, Mention
from tasks.extract.lexicon import base_forms, read_toml

KINDS = ("person", "organization", "government", "group", "anonymous")
FEATURES = (
    *KINDS, "named", "country", "home", "mentions", "share", "rank", "first",  # of the figure
    "before", "after", "same_before", "same_after", "had_other",  # of the figure and the event
    "type_role", "type_other", "word_role", "word_other", "type_share", "role_share",
    "mutual", "noun", "other_filled",  # of the event
)  # fmt: skip
FAR = 30  # sentences; what is farther away, or not named on that side, counts as this far
MOST = 14  # figures of an article that are looked at


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
        for draft, word in zip(self.drafts, self.words, strict=True):
            for party in draft.parties:
                for key in ("", draft.event.event_type, word):
                    self.counts[key, party.role, party.figure.entity_id] += 1
                    self.sums[key, party.role] += 1

    def _of_figure(self, rank: int, name: str) -> list[float]:
        figure, count = self.sights[name][0].figure, len(self.sights[name])
        return [
            *(float(figure.kind == k) for k in KINDS),
            float(figure.kind in ("person", "government") or figure.name[:1].isupper()),
            float(figure.country is not None),
            float(figure.kind == "government" and figure.country == self.home),
            log1p(count),
            count / self.total,
            log1p(rank),
            log1p(min(self.places[name][0], FAR)),
        ]

    def rows(self, number: int, role: Role) -> list[list[float]]:
        """The features of each of `names` as one that has a role in the draft of a number."""
        draft = self.drafts[number]
        other: Role = "target" if role == "source" else "source"
        held = {p.figure.entity_id for p in draft.of(other)}
        at, here, kind, word = draft.event.start, self.at[number], draft.event.event_type, self.words[number]
        counts = self.counts
        in_type, in_all = self.sums[kind, role] or 1, self.sums["", role] or 1
        event = [float(kind in MUTUAL), float(draft.event.trigger.noun), float(bool(held))]
        found = []
        for name, features in zip(self.names, self.figures, strict=True):
            places, next_one = self.places[name], bisect_right(self.starts[name], at)
            before = here - places[next_one - 1] if next_one else FAR
            after = places[next_one] - here if next_one < len(places) else FAR
            of_type = counts[kind, role, name]
            found.append([
                *features,
                log1p(min(before, FAR)), log1p(min(after, FAR)), float(before == 0), float(after == 0), float(name in held),
                log1p(of_type), log1p(counts[kind, other, name]), log1p(counts[word, role, name]), log1p(counts[word, other, name]),
                of_type / in_type, counts["", role, name] / in_all,
                *event,
            ])  # fmt: skip
        return found


@dataclass(frozen=True, slots=True)
class Salience:
    """Weights of FEATURES by role, and the probabilities from which on a figure is believed."""

    weights: dict[Role, npt.NDArray[np.float64]]
    bias: dict[Role, float]
    first: float  # for the likeliest figure of a role that is empty
    further: float  # for one more figure in a role that is not

    def fill(self, scene: Scene) -> None:
        """Add the likeliest parties to the roles of all drafts."""
        if not scene.names:
            return
        for number, draft in enumerate(scene.drafts):
            ranked = [(role, self.chances(scene, number, role)) for role in _open_roles(draft)]  # both, before either is filled
            for role, found in ranked:
                self._settle(scene, draft, role, found)

    def chances(self, scene: Scene, number: int, role: Role) -> list[tuple[float, str]]:
        """The probability of each figure to have a role in the draft of a number, likeliest first."""
        totals = np.array(scene.rows(number, role)) @ self.weights[role] + self.bias[role]
        return sorted(((1.0 / (1.0 + exp(-x)), n) for x, n in zip(totals.tolist(), scene.names, strict=True)), key=lambda c: (-c[0], c[1]))

    def _settle(self, scene: Scene, draft: Draft, role: Role, ranked: list[tuple[float, str]]) -> None:
        least = self.further if draft.of(role) else self.first
        taken = draft.ids()
        for probability, candidate in ranked:
            if probability < least:
                return
            name = scene.level(candidate, draft, role)
            if name not in taken:
                sight = scene.nearest(name, draft.event.start)
                if draft.event.event_type in OUTWARD and of_one_side(sight.figure, draft.parties):
                    continue
                if sight.figure.kind == "government" and any(_is_same_state(sight.figure, p.figure) for p in draft.parties):
                    continue  # the Kremlin is no second party to what Russia does
                draft.parties.append(
                    Party(role, sight.figure, sight.text, sight.start, sight.end, "implicit", round(probability, 2), sight.form)
                )
                return


def _is_same_state(one: Figure, other: Figure) -> bool:
    return other.kind == "government" and one.country is not None and one.country == other.country


def _open_roles(draft: Draft) -> list[Role]:
    """The roles that the words leave open: nobody is stated to have them, and not both sides of a mutual act are known."""
    if draft.event.event_type in MUTUAL and len(draft.ids()) > 1:
        return []
    return [role for role in ROLES if all(p.basis != "stated" for p in draft.of(role))]


@cache
def load_salience() -> Salience:
    """The weights that are shipped."""
    told = read_toml("salience.toml")
    weights: dict[Role, npt.NDArray[np.float64]] = {r: np.array([told[r][name] for name in FEATURES]) for r in ROLES}
    return Salience(weights, {r: float(told[r]["bias"]) for r in ROLES}, float(told["first"]), float(told["further"]))
