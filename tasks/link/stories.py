"""Which articles tell one story, and which are copies of each other: by words alone, pair by pair.

Copies: MinHash over word shingles finds candidates (Broder, 1997; LSH by rensa), exact Jaccard and containment decide. Stories: articles
of neighbouring days whose strongest terms are alike (tf-idf cosine with fixed weights).
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from rensa import RMinHash, RMinHashLSH

from tasks.link.terms import cosine, vector

TERMS = 40  # strongest terms that an article is known by
SHARED = 5  # terms that two articles of one story share at least
ALIKE = 0.3  # cosine of one story
DAYS = 14  # days between articles of one story
SHINGLE = 3  # words
PERMUTATIONS = 128
BANDS = 32  # of 4 rows: finds a Jaccard of .4 nearly always
COPY, CONTAINED, SHARES = 0.7, 0.8, 0.3  # Jaccard and containment of one text; Jaccard of texts that share much
COMMON = 400  # articles of the window beyond which a term says nothing about a story
WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What linking keeps of an article: its day, its strongest terms with weights, its publisher."""

    article_id: str
    day: date | None
    terms: dict[str, float] = field(hash=False)
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles that share text: `similarity` is the Jaccard of their shingles; `same` says that one is a copy of the other."""

    one: str
    other: str
    similarity: float
    same: bool


def signature_of(article_id: str, day: date | None, text: str, publisher: str | None = None) -> Signature:
    """The signature of an article's text."""
    strongest = sorted(vector(text).items(), key=lambda t: (-t[1], t[0]))[:TERMS]
    length = math.sqrt(sum(w * w for _, w in strongest)) or 1.0
    return Signature(article_id, day, {term: round(w / length, 4) for term, w in strongest}, publisher)


def story_pairs(new: Sequence[Signature], others: Sequence[Signature]) -> Iterator[tuple[str, str, float]]:
    """Pairs (smaller id first) of one story with at least one new article, and their likeness."""
    index: dict[str, list[Signature]] = defaultdict(list)
    for signature in (*others, *new):
        for term in signature.terms:
            index[term].append(signature)
    fresh = {s.article_id for s in new}
    for one in new:
        shared: dict[str, int] = defaultdict(int)
        known: dict[str, Signature] = {}
        for term in one.terms:
            if len(index[term]) > COMMON:
                continue
            for other in index[term]:
                shared[other.article_id] += 1
                known[other.article_id] = other
        for name, count in shared.items():
            if count < SHARED or name == one.article_id or (name in fresh and name < one.article_id) or not near(one, known[name]):
                continue
            likeness = cosine(one.terms, known[name].terms)
            if likeness >= ALIKE:
                yield min(name, one.article_id), max(name, one.article_id), round(likeness, 3)


def near(one: Signature, other: Signature) -> bool:
    """True when two articles are of neighbouring days, or the day of one is unknown."""
    return one.day is None or other.day is None or abs((one.day - other.day).days) <= DAYS


def shingles(text: str) -> set[str]:
    """Runs of SHINGLE words in lower case; the words themselves of a text that is shorter."""
    words = WORDS.findall(text.lower())
    if len(words) < SHINGLE:
        return set(words)
    return {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}


def minhash(pieces: Iterable[str]) -> RMinHash:
    """The MinHash of shingles, the same on every machine."""
    made = RMinHash(num_perm=PERMUTATIONS, seed=7)
    made.update(sorted(pieces))
    return made


class Copies:
    """An index of texts that finds those which share text with a new one, in a time that does not grow with their number."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=SHARES, num_perm=PERMUTATIONS, num_bands=BANDS)
        self._pieces: list[set[str]] = []
        self._names: list[str] = []

    def add(self, name: str, text: str) -> list[Copy]:
        """Index a text; returns the pairs it makes with those that are there already."""
        pieces = shingles(text)
        if not pieces:
            return []
        hashed = minhash(pieces)
        found = []
        for number in sorted(set(self._index.query(hashed))):
            copy = compare(self._names[number], name, self._pieces[number], pieces)
            if copy is not None:
                found.append(copy)
        self._index.insert(len(self._names), hashed)
        self._names.append(name)
        self._pieces.append(pieces)
        return found


def compare(one: str, other: str, first: set[str], second: set[str]) -> Copy | None:
    """How much text two articles share; None for too little to tell."""
    shared = len(first & second)
    jaccard = shared / len(first | second)
    contained = shared / min(len(first), len(second))
    same = jaccard >= COPY or (contained >= CONTAINED and min(len(first), len(second)) >= 30)
    if not same and jaccard < SHARES:
        return None
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


