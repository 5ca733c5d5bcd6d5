"""Words as linking compares them: stems, families of words for one kind of thing, and weighted terms of a text."""

import gzip
import math
import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import Any

from tasks.extract.lexicon import IRREGULAR

STOP = frozenset({
    "the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "but", "is", "was", "are", "were", "be", "been", "has", "have", "had",
    "he", "she", "it", "they", "his", "her", "its", "their", "that", "this", "with", "as", "at", "by", "from", "not", "will", "would",
    "said", "after", "who", "which", "when", "i", "you", "we", "over", "about", "into", "than", "also", "more", "up", "out", "new",
    "one", "two",
})  # fmt: skip
SUFFIXES = sorted([
    "ation", "ition", "ments", "ment", "ings", "ions", "ance", "ence", "ness", "able", "ing", "ion", "ers", "ors", "ity", "ive", "ies",
    "er", "or", "ed", "es", "al", "ly", "s", "e", "d", "y",
], key=len, reverse=True)  # fmt: skip
IRREGULAR_HERE = {
    "fallen": "fall", "ran": "run", "died": "die", "dying": "die", "dies": "die", "dead": "die", "born": "bear", "got": "get",
    "risen": "rise",
}  # fmt: skip
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*|\d+")


@cache
def stem(word: str) -> str:
    """A word without its endings, rough on purpose: 'murder', 'murders' and 'murdering' are one. Of several words, the last."""
    word = word.split()[-1].lower().strip("#'’-") if word.split() else ""
    word = IRREGULAR_HERE.get(word) or IRREGULAR.get(word, word)
    for _ in range(4):
        for suffix in SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) >= 3:
                word = word[: -len(suffix)]
                break
        else:
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(resources.files("tasks.link").joinpath("families.toml").read_text(encoding="utf-8"))


@cache
def _families() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_raw()["families"]):
        for word in line.split():
            found.setdefault(stem(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def light_stems() -> frozenset[str]:
    """Stems of words too common to tell an event by themselves."""
    return frozenset(stem(word) for word in _raw()["light"].split())


def families_of(word: str) -> frozenset[int]:
    """The families of families.toml that a word belongs to."""
    return _families().get(stem(word), frozenset())


def same_family(one: str, other: str) -> bool:
    """True when two words have the same stem or a family in common."""
    return stem(one) == stem(other) or bool(families_of(one) & families_of(other))


@cache
def _document_frequencies() -> tuple[int, dict[str, int]]:
    with resources.files("tasks.link").joinpath("frequencies.tsv.gz").open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
        total = int(next(lines))
        return total, {word: int(count) for word, count in (line.split("\t") for line in lines)}


def weight(term: str) -> float:
    """Inverse document frequency of a stem in news: rare words weigh more. Fixed, so that links do not change as a warehouse grows."""
    total, frequencies = _document_frequencies()
    return math.log((total + 1) / (frequencies.get(term, 0) + 0.5))


def vector(text: str) -> dict[str, float]:
    """Terms of a text with tf-idf weights, scaled to length 1; empty for a text without words."""
    counts = Counter(stem(w) for w in WORD.findall(text) if w.lower() not in STOP)
    weights = {term: (1 + math.log(count)) * weight(term) for term, count in counts.items() if term}
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {term: w / length for term, w in weights.items()} if length else {}


def cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """Likeness of two vectors of length 1 (0 … 1)."""
    if len(one) > len(other):
        one, other = other, one
    return sum(w * other[term] for term, w in one.items() if term in other)
