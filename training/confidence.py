"""Train the confidence of mentions: `python -m training.confidence WIKINEWS.jsonl` (needs `pip install scikit-learn==1.9.1 scipy==1.17.1`).

WIKINEWS.jsonl holds Wikinews articles (CC BY 2.5) with `text`, by whose hash the annotations in tests/gold find them; the project's own
articles are in tests/gold. Prints a cross-validation by article (area under the ROC curve; how many of the mentions of each tenth of
confidence are right in type and all parties), then writes tasks/extract/lexicons/confidence.toml. Run it after training/salience.py,
whose parties it judges: those that weights add which were trained on other articles, as they do in news that nobody annotated. The articles of wikinews-unseen-events.jsonl are not read.
"""

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from newsledger.evaluate.events import match_one, mentions_of
from newsledger.evaluate.texts import Record, run
from tasks.extract.events.confidence import FEATURES, Confidence, load_confidence, traits, word_of
from tasks.extract.events.context import Draft, Standing
from tasks.extract.rules import RulesExtractor
from training import salience
from training.articles import FOLDS, LEXICONS, annotated

WEIGHTS = LEXICONS / "confidence.toml"
C = 0.1  # inverse of the L2 penalty
PRIOR = 8  # mentions by which a word's share is drawn to that of all words
LEAST = 3  # mentions of a word that is kept
HEAD = """\
# Weights of a logistic model: how likely a mention is right in its type and in every party.
# Written by training/confidence.py; the features are those of tasks/extract/events/confidence.py. [words]: what a word adds, by how often it
# told such an event in the annotated articles.

"""


@dataclass(frozen=True, slots=True)
class Row:
    """A mention: its features, its word, and whether it is right."""

    features: list[float]
    word: str
    right: bool


def rows_of(texts: Mapping[str, str], gold: Mapping[str, list[Record]]) -> dict[str, list[Row]]:
    """The mentions that the rules find in each annotated article, with the parties that salience adds where it was not trained on it."""
    stage = salience.scenes(texts, gold)
    matched = {n: salience.matched(stage[n], gold[n]) for n in stage}
    names = sorted(gold)
    found: dict[str, list[Row]] = {}
    for fold in range(FOLDS):
        extractor = RulesExtractor()
        extractor.add_parties = salience.train([n for i, n in enumerate(names) if i % FOLDS != fold and n in stage], stage, matched).fill
        found |= _judged({name: texts[name] for name in names[fold::FOLDS]}, gold, extractor)
    return found


def _judged(texts: Mapping[str, str], gold: Mapping[str, Sequence[Record]], extractor: RulesExtractor) -> dict[str, list[Row]]:
    """The mentions that an extractor finds in each article."""
    seen: list[tuple[list[float], str]] = []

    def note(drafts: Sequence[Draft], standings: Mapping[int, Standing]) -> list[float]:
        seen[:] = zip(traits(drafts, standings), map(word_of, drafts), strict=True)
        return [0.0] * len(drafts)

    extractor.rate = note
    found: dict[str, list[Row]] = {}
    for name, extraction in run(texts, extractor):
        mentions = mentions_of(extraction)
        right = {id(m.mention) for m in match_one(gold[name], mentions)[0] if m.actors_right}
        found[name] = [Row(*row, id(m) in right) for row, m in zip(seen, mentions, strict=True)] if mentions else []
    return found


def odds(rows: Sequence[Row]) -> dict[str, tuple[int, int]]:
    """(right, all) mentions of each word."""
    right, every = Counter(r.word for r in rows if r.right), Counter(r.word for r in rows)
    return {word: (right[word], every[word]) for word in every}


def train(rows: Sequence[Row]) -> Confidence:
    """Weights from mentions; a word's own mention is left out where its odds are a feature."""
    told, share = odds(rows), sum(r.right for r in rows) / len(rows)

    def shade(word: str, less: int = 0, right: int = 0) -> float:
        hits, every = told[word]
        mean = (hits - right + PRIOR * share) / (every - less + PRIOR)
        return log(mean / (1 - mean)) - log(share / (1 - share))

    table = np.array([[*r.features, shade(r.word, 1, r.right)] for r in rows])
    model = LogisticRegression(C=C, max_iter=5000).fit(table, [r.right for r in rows])
    *weights, of_word = model.coef_[0].tolist()
    words = {word: of_word * shade(word) for word, (_, every) in sorted(told.items()) if every >= LEAST}
    return Confidence(weights, float(model.intercept_[0]), words)


def cross_validate(rows: Mapping[str, Sequence[Row]]) -> None:
    """Print what weights do on articles that they were not trained on."""
    names = sorted(rows)
    judged: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        confidence = train([r for i, n in enumerate(names) if i % FOLDS != fold for r in rows[n]])
        judged += [(confidence.chance(r.word, r.features), r.right) for n in names[fold::FOLDS] for r in rows[n]]
    print(
        f"{len(judged)} mentions, {sum(right for _, right in judged)} right; area {roc_auc_score([r for _, r in judged], [p for p, _ in judged]):.3f}"
    )
    for tenth in range(10):
        inside = [right for p, right in judged if tenth <= 10 * p < tenth + 1]
        if inside:
            print(f"  {tenth / 10:.1f}: {len(inside):4} mentions, {sum(inside) / len(inside):.2f} right")


def write(confidence: Confidence) -> None:
    """Write the weights as TOML."""
    lines = [f"bias = {confidence.bias:.2f}", "", "[weights]"]
    lines += [f"{name} = {weight:.2f}" for name, weight in zip(FEATURES, confidence.weights, strict=True)]
    lines += ["", "[words]", *(f'"{word}" = {value:.2f}' for word, value in confidence.words.items())]
    WEIGHTS.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    load_confidence.cache_clear()
    load_confidence()


def main() -> None:
    """Cross-validate, train on everything, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wikinews", type=Path)
    rows = rows_of(*annotated(parser.parse_args().wikinews, eventless=True))
    cross_validate(rows)
    write(train([r for name in sorted(rows) for r in rows[name]]))


if __name__ == "__main__":
    main()
