"""Which quotes are one utterance: the same speaker in the same story, in words that overlap more than chance would have it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.link.terms import cosine, vector
from tasks.link.union import Membership, agglomerate, memberships

LEAST = 0.33  # cosine of two tellings of one utterance
CONTAINED = 0.8  # share of the shorter one's weight that the longer one has too


@dataclass(frozen=True, slots=True)
class Said:
    """A quote as linking reads it."""

    quote_id: str
    story: str
    speaker: str
    words: str


def link_statements(quotes: Sequence[Said]) -> dict[str, Membership]:
    """Every quote_id with that of its statement's first quote (by id)."""
    groups: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for quote in sorted(quotes, key=lambda q: q.quote_id):
        groups[quote.story, quote.speaker].append(quote)
    found: dict[str, Membership] = {}
    for told in groups.values():
        vectors = {q.quote_id: vector(q.words) for q in told}
        scores = {}
        for n, other in enumerate(told):
            for quote in told[:n]:
                likeness = alike(vectors[quote.quote_id], vectors[other.quote_id])
                if likeness > 0.1:
                    scores[quote.quote_id, other.quote_id] = likeness
        found.update(memberships(agglomerate([q.quote_id for q in told], scores, LEAST), scores))
    return found


def alike(one: dict[str, float], other: dict[str, float]) -> float:
    """Cosine of two utterances; that of a short one that the other holds nearly whole counts as one."""
    if not one or not other:
        return 0.0
    likeness = cosine(one, other)
    small, large = sorted((one, other), key=len)
    if len(small) >= 3:
        held = sum(w * w for term, w in small.items() if term in large)
        likeness = max(likeness, held) if held >= CONTAINED else likeness
    return likeness
