"""Which articles tell one story, and which are copies of each other: by words alone, pair by pair.

Copies: MinHash over the words of a text finds candidates, also spun ones (Broder, 1997; LSH by rensa); the exact Jaccard of words says
how much they share, and shingles whether one is a copy of the other. Stories: articles
of neighbouring days whose strongest terms are alike (tf-idf cosine with fixed weights).
"""

import math
import re
import struct
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rensa import RMinHash, RMinHashLSH

from tasks.link.terms import STOP, cosine, vector

TERMS = 40  # strongest terms that an article is known by
TOP, SHARED = 20, 3  # of the strongest terms of each, two articles of one story share so many at least
ALIKE = 0.3  # cosine of one story
DAYS = 14  # days between articles of one story
SHINGLE = 3  # words
PERMUTATIONS = 300
BANDS = 75  # of 4 rows: a Jaccard of .45 is found 95 times of 100, one of .05 once in 2,000
COPY, CONTAINED = 0.7, 0.8  # Jaccard and containment of the shingles of one text
SHARES = 0.3  # Jaccard of the words (function words left out) of texts that share much
ESTIMATE = 0.1  # how far the MinHash may be off
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What linking keeps of an article: its day, its strongest terms with weights (strongest first), the bands of its MinHash."""

    article_id: str
    day: date | None
    terms: dict[str, float] = field(hash=False)
    bands: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles that share text: `similarity` is the Jaccard of their words; `same` says that one is a copy of the other."""

    one: str
    other: str
    similarity: float
    same: bool


def signature_of(article_id: str, day: date | None, text: str) -> Signature:
    """The signature of an article's text."""
    first = sorted(vector(text).items(), key=lambda t: (-t[1], t[0]))[:TERMS]
    length = math.sqrt(sum(w * w for _, w in first)) or 1.0
    return Signature(article_id, day, {term: round(w / length, 4) for term, w in first}, bands_of(text))


def story_pairs(new: Sequence[Signature], others: Sequence[Signature]) -> Iterator[tuple[str, str, float]]:
    """Pairs (smaller id first) of one story with at least one new article, and their likeness.

    Each pair is decided by its two articles alone. An index by term and fortnight finds them, so a new article costs what its weeks
    hold, however many articles there are.
    """
    index: dict[tuple[str, int | None], list[Signature]] = defaultdict(list)
    for signature in (*others, *new):
        for term in strongest(signature):
            index[term, _fortnight(signature.day)].append(signature)
    fresh = {s.article_id for s in new}
    slots = {slot for _, slot in index}
    for one in new:
        shared: Counter[str] = Counter()
        known: dict[str, Signature] = {}
        at = _fortnight(one.day)
        around = slots if at is None else [None, at - 1, at, at + 1]
        for term in strongest(one):
            for slot in around:
                for other in index.get((term, slot), ()):
                    shared[other.article_id] += 1
                    known[other.article_id] = other
        for name, count in shared.items():
            if count < SHARED or name == one.article_id or (name in fresh and name < one.article_id) or not near(one, known[name]):
                continue
            likeness = cosine(one.terms, known[name].terms)
            if likeness >= ALIKE:
                yield min(name, one.article_id), max(name, one.article_id), round(likeness, 3)


def strongest(signature: Signature) -> list[str]:
    """The terms that articles of one story share some of."""
    return sorted(signature.terms, key=lambda t: (-signature.terms[t], t))[:TOP]


def _fortnight(day: date | None) -> int | None:
    return None if day is None else day.toordinal() // DAYS


def near(one: Signature, other: Signature) -> bool:
    """True when two articles are of neighbouring days, or the day of one is unknown."""
    return one.day is None or other.day is None or abs((one.day - other.day).days) <= DAYS


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, in order."""
    return WORDS.findall(text.lower())


def shingles(words: Sequence[str]) -> set[int]:
    """Runs of SHINGLE words, as numbers that are the same on every machine; the words themselves of a text that is shorter."""
    size = SHINGLE if len(words) >= SHINGLE else 1
    return {zlib.crc32(" ".join(words[i : i + size]).encode()) for i in range(len(words) - size + 1)}


def minhash(words: Iterable[str]) -> RMinHash:
    """The MinHash of words, the same on every machine."""
    made = RMinHash(num_perm=PERMUTATIONS, seed=7)
    made.update(sorted(words))
    return made


def bands_of(text: str) -> tuple[int, ...]:
    """Numbers (32 bits, signed) of which two texts that may be copies share at least one."""
    words = words_of(text)
    if not words:
        return ()
    rows = minhash(content(words)).digest()
    size = PERMUTATIONS // BANDS
    return tuple(zlib.crc32(struct.pack(f"<{size + 1}I", n, *rows[n * size : (n + 1) * size])) - 2**31 for n in range(BANDS))


def content(words: Sequence[str]) -> set[str]:
    """The words of a text that are no function words, or all where there are no others."""
    return set(words) - STOP or set(words)


class Copies:
    """An index of texts that finds those which share text with a new one, in a time that does not grow with their number."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=SHARES, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._texts: list[tuple[str, str, RMinHash]] = []

    def add(self, name: str, text: str) -> list[Copy]:
        """Index a text; returns the pairs it makes with those that are there already."""
        words = words_of(text)
        if not words:
            return []
        hashed = minhash(content(words))
        found = []
        for number in sorted(set(self._index.query(hashed))):
            other, its_text, its_hash = self._texts[number]
            if hashed.jaccard(its_hash) < SHARES - ESTIMATE:
                continue
            copy = compare(other, name, words_of(its_text), words)
            if copy is not None:
                found.append(copy)
        self._index.insert(len(self._texts), hashed)
        self._texts.append((name, text, hashed))
        return found


def compare(one: str, other: str, first: Sequence[str], second: Sequence[str]) -> Copy | None:
    """How much two texts share; None for too little to tell."""
    a, b = content(first), content(second)
    jaccard = len(a & b) / len(a | b)
    if jaccard < SHARES:
        return None
    runs, others = shingles(first), shingles(second)
    shared = len(runs & others)
    same = shared / len(runs | others) >= COPY or (shared / min(len(runs), len(others)) >= CONTAINED and min(len(runs), len(others)) >= 30)
    return Copy(min(one, other), max(one, other), round(jaccard, 3), same)


def originals(copies: Iterable[Copy], order: dict[str, tuple[str, str]]) -> dict[str, tuple[str | None, float]]:
    """Article → (the article it is a copy of, or None; its greatest similarity). The earliest of a group of copies is the original:
    `order` gives a sort key by article (its day, then its id)."""
    best: dict[str, float] = defaultdict(float)
    groups: dict[str, set[str]] = defaultdict(set)
    for copy in copies:
        best[copy.one], best[copy.other] = max(best[copy.one], copy.similarity), max(best[copy.other], copy.similarity)
        if copy.same:
            joined = groups[copy.one] | groups[copy.other] | {copy.one, copy.other}
            for name in joined:
                groups[name] = joined
    found: dict[str, tuple[str | None, float]] = {}
    for name, similarity in best.items():
        first = min(groups[name], key=lambda n: order.get(n, ("9999", n))) if groups.get(name) else name
        found[name] = (first if first != name else None, similarity)
    return found
