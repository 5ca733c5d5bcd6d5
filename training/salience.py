"""Train the weights of salience: `python -m training.salience WIKINEWS.jsonl` (needs `pip install scipy==1.17.1`).

WIKINEWS.jsonl holds Wikinews articles (CC BY 2.5) with `text`, by whose hash the annotations in tests/gold find them; the project's own
articles are in tests/gold. Prints a cross-validation by article (how many parties are added and which share of them is right;
precision, recall and F1 of events with right type and actors, without and with them), then writes
tasks/extract/lexicons/salience.toml. The articles of wikinews-unseen-events.jsonl are not read.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_array

from newsledger.evaluate.events import MUTUAL, Mention, match_one
from newsledger.evaluate.quotes import same_name
from newsledger.evaluate.texts import Record, run
from tasks.extract.events.context import ROLES, Draft, Role
from tasks.extract.events.salience import FEATURES, KINDS, Features, Salience, Scene, load_salience, open_roles
from tasks.extract.rules import RulesExtractor
from training.articles import FOLDS, LEXICONS, annotated

WEIGHTS = LEXICONS / "salience.toml"
FIRST, FURTHER = 0.2, 0.4  # by cross-validation: higher gives fewer parties, more of them right
L2 = 2.0  # penalty on the squares of the weights
LEAST = 3  # figures of the training articles that a feature must have
HEAD = """\
# Weights of a conditional logit: which figure of an article has a role in an event whose words leave it open.
# Written by training/salience.py; the features are those of tasks/extract/events/salience.py. A table gives a weight for each kind of
# figure, or for each way in which nobody of the article may be meant.

first = {first}  # probability from which on an empty role is filled
further = {further}  # probability from which on a filled role gets one more
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """An open role of an annotated event: the features of those who may have it (the last is nobody), and which of them has."""

    options: list[Features]
    right: list[bool]


def scenes(texts: Mapping[str, str], gold: Mapping[str, list[Record]]) -> dict[str, Scene]:
    """What the rules make of each annotated article that has events."""
    extractor = RulesExtractor()
    found: dict[str, Scene] = {}
    for name in sorted(gold):
        shown: list[Scene] = []
        extractor.add_parties = shown.append  # adds nobody
        for _ in run({name: texts[name]}, extractor):
            found.update((name, scene) for scene in shown if scene.names)
    return found


def as_mention(draft: Draft) -> Mention:
    """A draft as the evaluation sees it."""
    row = {"trigger_start": draft.event.start, "trigger_end": draft.event.end, "event_type": draft.event.event_type}
    return Mention(row, {role: [[p.figure.name, *p.figure.aliases] for p in draft.of(role)] for role in ROLES})


def matched(scene: Scene, gold: Sequence[Record]) -> list[Record | None]:
    """The annotated event of the right type that each draft was matched with."""
    mentions = [as_mention(d) for d in scene.drafts]
    found = {id(m.mention): m.gold for m in match_one(gold, mentions)[0] if m.mention is not None and m.type_right}
    return [found.get(id(m)) for m in mentions]


def has_role(event: Record, role: Role, names: Sequence[str]) -> bool:
    """Whether the bearer of names has a role in an annotated event; where the act is mutual, either role."""
    wanted = [*event["source"], *event["target"]] if event["plover_type"] in MUTUAL else event[role]
    return bool(wanted) and same_name(wanted, names)


def choices(scene: Scene, events: Sequence[Record | None], role: Role) -> list[Choice]:
    """The choices that an article tells: its matched events in which nobody is known to have a role."""
    figures = [scene.sights[n][0].figure for n in scene.names]
    found = []
    for number, event in enumerate(events):
        if event is None or scene.drafts[number].of(role) or role not in open_roles(scene.drafts[number]):
            continue
        right = [has_role(event, role, [f.name, *f.aliases]) for f in figures]
        found.append(Choice([*scene.rows(number, role), scene.nobody(number, role)], [*right, not any(right)]))
    return found


def train(names: Sequence[str], stage: Mapping[str, Scene], gold: Mapping[str, list[Record | None]]) -> Salience:
    """Weights from articles: the most likely ones under a normal prior; where several figures have a role, any of them is right."""
    weights = {role: _fit([c for name in names for c in choices(stage[name], gold[name], role)]) for role in ROLES}
    return Salience(weights, FIRST, FURTHER)


def _fit(found: Sequence[Choice]) -> dict[str, float]:
    counts = Counter(feature for choice in found for option in choice.options for feature, value in option.items() if value)
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    column = {name: at for at, name in enumerate(names)}
    options = [[(column[n], v) for n, v in option.items() if v and n in column] for choice in found for option in choice.options]
    ends = np.cumsum([0, *map(len, options)])
    values, columns = [v for o in options for _, v in o], [at for o in options for at, _ in o]
    table = csr_array((values, columns, ends), shape=(len(options), len(names)))
    right = np.array([r for choice in found for r in choice.right])
    sizes = [len(choice.options) for choice in found]
    starts = np.cumsum([0, *sizes[:-1]])

    def share(odds: npt.NDArray[np.float64]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        sums = np.add.reduceat(odds, starts)
        return odds / np.repeat(sums, sizes), np.log(sums)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        totals = table @ weights
        odds = np.exp(totals - np.repeat(np.maximum.reduceat(totals, starts), sizes))
        (likely, all_), (of_right, good) = share(odds), share(odds * right)
        return float((all_ - good).sum() + L2 / 2 * weights @ weights), table.T @ (likely - of_right) + L2 * weights

    found_weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return dict(zip(names, found_weights.tolist(), strict=True))


def filled(salience: Salience, scene: Scene) -> list[Draft]:
    """Copies of a scene's drafts with the parties that are added; the scene stays as it is."""
    before = [list(d.parties) for d in scene.drafts]
    salience.fill(scene)
    after = [copy(d) for d in scene.drafts]
    for draft, parties in zip(scene.drafts, before, strict=True):
        draft.parties = parties
    return after


def cross_validate(stage: Mapping[str, Scene], all_gold: Mapping[str, list[Record]], gold: Mapping[str, list[Record | None]]) -> None:
    """Print what weights do on articles that they were not trained on."""
    names = sorted(stage)
    found: dict[str, list[Draft]] = {}
    added: Counter[bool] = Counter()
    for fold in range(FOLDS):
        salience = train([n for i, n in enumerate(names) if i % FOLDS != fold], stage, gold)
        for name in names[fold::FOLDS]:
            found[name] = filled(salience, stage[name])
            for draft, event in zip(found[name], gold[name], strict=True):
                for party in draft.parties:
                    if party.basis == "implicit" and event is not None:
                        added[has_role(event, party.role, [party.figure.name, *party.figure.aliases])] += 1
    print(f"{added.total()} parties added to matched events, {added[True] / max(1, added.total()):.3f} of them right")
    for title, drafts in (("without", {n: stage[n].drafts for n in names}), ("with", found)):
        right = golds = predicted = 0
        for name in names:
            matches, rest = match_one(all_gold[name], [as_mention(d) for d in drafts[name]])
            right += sum(m.actors_right for m in matches)
            golds += len(matches)
            predicted += sum(m.mention is not None for m in matches) + len(rest)
        print(f"{title}: type and actors {right / predicted:.3f} / {right / golds:.3f} / {2 * right / (predicted + golds):.3f}")


def write(salience: Salience) -> None:
    """Write the weights as TOML."""
    parts = [HEAD.format(first=salience.first, further=salience.further)]
    for role in ROLES:
        weights = salience.weights[role]
        plain = [f"{name} = {weights[name]:.3f}" for name in FEATURES if name in weights]
        tables: dict[str, list[str]] = {}
        for name, weight in weights.items():
            first, _, last = name.rpartition(" ")
            if first:
                tables.setdefault(first, []).append(f"{last} = {weight:.3f}")
        rows = [f'"{name}" = {{ {", ".join(_in_order(found))} }}' for name, found in sorted(tables.items())]
        parts.append("\n".join([f"[{role}]", *plain, *rows]) + "\n")
    WEIGHTS.write_text("\n".join(parts), encoding="utf-8")
    load_salience.cache_clear()
    load_salience()


def _in_order(told: Sequence[str]) -> list[str]:
    order = {kind: at for at, kind in enumerate(KINDS)}
    return sorted(told, key=lambda t: (order.get(t.split(" ")[0], len(order)), t))


def main() -> None:
    """Cross-validate, train on everything, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wikinews", type=Path)
    texts, all_gold = annotated(parser.parse_args().wikinews)
    stage = scenes(texts, all_gold)
    gold = {n: matched(stage[n], all_gold[n]) for n in stage}
    print(
        f"{len(stage)} articles, {sum(map(len, all_gold.values()))} events, {sum(e is not None for g in gold.values() for e in g)} matched"
    )
    cross_validate(stage, all_gold, gold)
    write(train(sorted(stage), stage, gold))


if __name__ == "__main__":
    main()
