"""Train the weights of salience: `python -m training.salience WIKINEWS.jsonl` (needs `pip install scikit-learn==1.9.1`).

WIKINEWS.jsonl holds Wikinews articles (CC BY 2.5) with `text`, by whose hash the annotations in tests/gold find them; the project's own
articles are in tests/gold. Prints a cross-validation by article (how many parties are added and which share of them is right;
precision, recall and F1 of events with right type and actors, without and with them), then writes
tasks/extract/lexicons/salience.toml. The articles of wikinews-unseen-events.jsonl are not read.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from newsledger.evaluate.events import MUTUAL, Mention, match_one
from newsledger.evaluate.quotes import same_name
from newsledger.evaluate.texts import Record, run
from tasks.extract.events.context import ROLES, Draft, Role
from tasks.extract.events.salience import FEATURES, Salience, Scene, load_salience
from tasks.extract.rules import RulesExtractor
from training.articles import FOLDS, LEXICONS, annotated

WEIGHTS = LEXICONS / "salience.toml"
FIRST, FURTHER = 0.2, 0.4  # by cross-validation: higher gives fewer parties, more of them right
C = 0.3  # inverse of the L2 penalty, on standardised features
HEAD = """\
# Weights of a logistic model: which figure of an article has a role in an event whose words leave it open.
# Written by training/salience.py; the features are those of tasks/extract/events/salience.py.

first = {first}  # probability from which on an empty role is filled
further = {further}  # probability from which on a filled role gets one more
"""


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


def train(names: Sequence[str], stage: Mapping[str, Scene], gold: Mapping[str, list[Record | None]]) -> Salience:
    """Weights from articles."""
    weights, bias = {}, {}
    for role in ROLES:
        rows: list[list[float]] = []
        labels: list[bool] = []
        for name in names:
            scene = stage[name]
            figures = [scene.sights[n][0].figure for n in scene.names]
            for number, event in enumerate(gold[name]):
                if event is not None:
                    rows += scene.rows(number, role)
                    labels += [has_role(event, role, [f.name, *f.aliases]) for f in figures]
        table = np.array(rows)
        mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
        model = LogisticRegression(C=C, max_iter=2000).fit((table - mean) / spread, labels)
        weights[role] = model.coef_[0] / spread
        bias[role] = float(model.intercept_[0] - weights[role] @ mean)
    return Salience(weights, bias, FIRST, FURTHER)


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
        lines = [f"{name} = {weight:.3f}" for name, weight in zip(FEATURES, salience.weights[role], strict=True)]
        parts.append("\n".join([f"[{role}]", f"bias = {salience.bias[role]:.3f}", *lines]) + "\n")
    WEIGHTS.write_text("\n".join(parts), encoding="utf-8")
    load_salience.cache_clear()
    load_salience()


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
