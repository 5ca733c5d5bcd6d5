"""Groups from pairs: connected components, named so that the same members get the same name in whatever order they came."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Membership(NamedTuple):
    """The group of an item, by its first member, and how well it fits: mean score with the other members, 0 to 1 (None: it is alone)."""

    group: str
    score: float | None


def components(items: Iterable[Item], pairs: Iterable[tuple[Item, Item]]) -> dict[Item, Item]:
    """Every item with the least member of its component."""
    parent: dict[Item, Item] = {item: item for item in items}

    def find(item: Item) -> Item:
        root = item
        while parent[root] != root:
            root = parent[root]
        while parent[item] != root:
            parent[item], item = root, parent[item]
        return root

    for one, other in pairs:
        a, b = find(one), find(other)
        if a != b:
            low, high = (a, b) if str(a) <= str(b) else (b, a)
            parent[high] = low
    return {item: find(item) for item in parent}


def agglomerate(items: Sequence[Item], scores: Mapping[tuple[Item, Item], float], least: float) -> dict[Item, Item]:
    """Average-link groups (UPGMA): the two groups of the highest mean score are joined while it is `least` (above 0) or more.

    `scores` are of pairs in the order of `items`; a pair that is missing scores 0, and −inf keeps two items apart for good. The result
    depends on the items alone: ties go by their order, so sort them first. Takes O(p log p) for p scores among items that scores of
    `least` connect: a mean of `least` needs one such pair, so the other items are left alone.
    """
    reach = components(items, (pair for pair, score in scores.items() if score >= least))
    at = {item: n for n, item in enumerate(items)}
    near: dict[int, dict[int, float]] = {n: {} for n in range(len(items))}  # sums of scores between groups
    for (one, other), score in scores.items():
        if reach[one] == reach[other]:
            near[at[one]][at[other]] = near[at[other]][at[one]] = score
    groups: dict[int, list[int]] = {n: [n] for n in range(len(items))}
    best = [(-score, a, b) for a, row in near.items() for b, score in row.items() if a < b and score >= least]
    heapify(best)
    while best:
        mean, a, b = heappop(best)
        if a not in groups or b not in groups or near[a].get(b, 0.0) / (len(groups[a]) * len(groups[b])) != -mean:
            continue  # joined or changed since
        groups[a] += groups.pop(b)
        taken = near.pop(b)
        del near[a][b], taken[a]
        for c, total in taken.items():
            near[a][c] = near[c][a] = near[a].get(c, 0.0) + total
            del near[c][b]
        for c, total in near[a].items():
            mean = total / (len(groups[a]) * len(groups[c]))
            if mean >= least:
                heappush(best, (-mean, min(a, c), max(a, c)))
    return {items[n]: items[min(members)] for members in groups.values() for n in members}


def memberships(groups: Mapping[str, str], scores: Mapping[tuple[str, str], float]) -> dict[str, Membership]:
    """Every item with its group and its mean score with the other members; a pair without a score counts as 0."""
    sums: dict[str, float] = defaultdict(float)
    for (one, other), score in scores.items():
        if groups[one] == groups[other]:
            sums[one] += score
            sums[other] += score
    sizes = Counter(groups.values())
    return {
        item: Membership(group, min(1.0, sums[item] / (sizes[group] - 1)) if sizes[group] > 1 else None) for item, group in groups.items()
    }
