"""Groups from pairs: connected components, named so that the same members get the same name in whatever order they came."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


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


def agglomerate(items: Sequence[Item], scores: dict[tuple[Item, Item], float], least: float) -> dict[Item, Item]:
    """Average-link groups: the two groups of the highest mean score are joined while it is `least` or more.

    `scores` are of pairs in the order of `items`; a pair that is missing scores 0, and −inf keeps two items apart for good. The result
    depends on the items alone: ties go by their order, so sort them first.
    """
    groups: dict[int, list[int]] = {n: [n] for n in range(len(items))}
    at = {item: n for n, item in enumerate(items)}
    means: dict[tuple[int, int], float] = {}
    for (one, other), score in scores.items():
        a, b = sorted((at[one], at[other]))
        means[a, b] = score
    while means:
        (a, b), best = max(means.items(), key=lambda pair: (pair[1], -pair[0][0], -pair[0][1]))
        if best < least:
            break
        del means[a, b]
        size_a, size_b = len(groups[a]), len(groups[b])
        for c in groups:
            if c in (a, b):
                continue
            left, right = (min(a, c), max(a, c)), (min(b, c), max(b, c))
            if left in means or right in means:
                means[left] = (means.get(left, 0.0) * size_a + means.pop(right, 0.0) * size_b) / (size_a + size_b)
        groups[a] += groups.pop(b)
    return {items[n]: items[min(members)] for members in groups.values() for n in members}
