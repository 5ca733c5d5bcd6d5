"""Measures of clusterings: MUC, B³, CEAF-e, their mean (CoNLL), and pairwise F1.

Vilain et al. (1995), Bagga and Baldwin (1998), Luo (2005), Pradhan et al. (2014). A clustering is a cluster per mention; gold and
predicted clusterings are over the same mentions.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from statistics import fmean

from newsledger.evaluate.scores import Agreement

Clustering = Sequence[Hashable]


def muc(gold: Clustering, predicted: Clustering) -> Agreement:
    """Links kept within chains; singletons do not count."""
    return Agreement(_muc(predicted, gold), _muc(gold, predicted))


def _muc(of: Clustering, by: Clustering) -> float:
    parts: dict[Hashable, set[Hashable]] = defaultdict(set)
    for key, other in zip(of, by, strict=True):
        parts[key].add(other)
    sizes = Counter(of)
    links = sum(size - 1 for size in sizes.values())
    return sum(sizes[k] - len(p) for k, p in parts.items()) / links if links else 0.0


def b_cubed(gold: Clustering, predicted: Clustering) -> Agreement:
    """For each mention, the share of its cluster that is right."""
    both = Counter(zip(gold, predicted, strict=True))
    golds, guesses = Counter(gold), Counter(predicted)
    n = len(gold) or 1
    precision = sum(c * c / guesses[p] for (_, p), c in both.items()) / n
    recall = sum(c * c / golds[g] for (g, _), c in both.items()) / n
    return Agreement(precision, recall)


def ceaf_e(gold: Clustering, predicted: Clustering) -> Agreement:
    """Entities matched one to one for the greatest sum of φ4 (twice the mentions shared over the mentions of both)."""
    both = Counter(zip(gold, predicted, strict=True))
    golds, guesses = Counter(gold), Counter(predicted)
    total = _assignment({(g, p): 2 * c / (golds[g] + guesses[p]) for (g, p), c in both.items()})
    return Agreement(total / len(guesses) if guesses else 0.0, total / len(golds) if golds else 0.0)


def _assignment(weights: dict[tuple[Hashable, Hashable], float]) -> float:
    """The greatest sum of weights with each row and column used once, component by component (Hungarian, by augmentation)."""
    rows: dict[Hashable, list[Hashable]] = defaultdict(list)
    columns: dict[Hashable, list[Hashable]] = defaultdict(list)
    for row, column in weights:
        rows[row].append(column)
        columns[column].append(row)
    total = 0.0
    seen: set[Hashable] = set()
    for start in list(rows):
        if start in seen:
            continue
        group_rows, group_columns, frontier = [], [], [start]
        seen.add(start)
        known: set[Hashable] = set()
        while frontier:
            row = frontier.pop()
            group_rows.append(row)
            for column in rows[row]:
                if column not in known:
                    known.add(column)
                    group_columns.append(column)
                    for other in columns[column]:
                        if other not in seen:
                            seen.add(other)
                            frontier.append(other)
        total += _hungarian([[weights.get((r, c), 0.0) for c in group_columns] for r in group_rows])
    return total


def _hungarian(weights: list[list[float]]) -> float:
    """Maximum weight assignment of a matrix (Kuhn-Munkres with potentials, O(n²m))."""
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights, strict=True)]
    n, m = len(weights), len(weights[0])
    infinity = float("inf")
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        match[0] = i
        column = 0
        least, way, used = [infinity] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while True:
            used[column] = True
            row, delta, following = match[column], infinity, 0
            for j in range(1, m + 1):
                if used[j]:
                    continue
                cost = -weights[row - 1][j - 1] - u[row] - v[j]
                if cost < least[j]:
                    least[j], way[j] = cost, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(m + 1):
                if used[j]:
                    u[match[j]] += delta
                    v[j] -= delta
                else:
                    least[j] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column], column = match[way[column]], way[column]
    return sum(weights[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def coreference_measures(gold: Clustering, predicted: Clustering) -> dict[str, Agreement]:
    """MUC, B³ and CEAF-e by name."""
    return {"muc": muc(gold, predicted), "b_cubed": b_cubed(gold, predicted), "ceaf_e": ceaf_e(gold, predicted)}


def mean_f1(measures: Iterable[Agreement]) -> float:
    """The mean F1 of several measures."""
    return fmean(measure.f1 for measure in measures)


def conll(gold: Clustering, predicted: Clustering) -> float:
    """The mean F1 of MUC, B³ and CEAF-e."""
    return mean_f1(coreference_measures(gold, predicted).values())


def pairwise(gold: Clustering, predicted: Clustering) -> Agreement:
    """Pairs of mentions in one cluster."""

    def pairs(counts: Counter[Hashable]) -> int:
        return sum(c * (c - 1) // 2 for c in counts.values())

    both = sum(c * (c - 1) // 2 for c in Counter(zip(gold, predicted, strict=True)).values())
    guessed, told = pairs(Counter(predicted)), pairs(Counter(gold))
    return Agreement(both / guessed if guessed else 0.0, both / told if told else 0.0)
