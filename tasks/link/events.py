"""Whether two mentions tell one event: type, parties, days, words and status, from the two mentions alone.

What is hypothetical or threatened never joins what occurred; a person never stands for a state; two days that are told and differ are
two events. A mention that names no day or party joins by its word, where the story is the same.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.link.terms import same_family, stem
from tasks.link.union import Membership, agglomerate, memberships

SETTLED = frozenset({"occurred", "ongoing", "scheduled", "planned", "denied"})  # one event may pass through these
OPEN = frozenset({"hypothetical", "threatened"})
LASTING = timedelta(days=400)  # events of a year are the same year's
FEW, SOME = timedelta(days=4), timedelta(days=14)
SIDES = frozenset({"CONSULT", "AGREE", "COOPERATE"})
MANY = 400  # mentions of one story and type, beyond which only likely pairs are looked at
LEAST = 0.5  # mean score that joins two groups


@dataclass(frozen=True, slots=True)
class Mention:
    """What linking reads of an event mention: `parties` are names or ids of canonical entities, `days` first and last day (None: open or
    unknown), `story` the article's story,
    `day` the article's day."""

    mention_id: str
    article: str
    story: str
    event_type: str
    mode: str | None
    trigger: str
    status: str
    sources: frozenset[str]
    targets: frozenset[str]
    first: date | None = None
    last: date | None = None
    place: str | None = None
    start: int = 0
    day: date | None = None

    @property
    def parties(self) -> frozenset[str]:
        return self.sources | self.targets


def score(a: Mention, b: Mention) -> float:
    """How likely two mentions tell one event: above LEAST they do; −inf where something they tell keeps them apart."""
    apart = float("-inf")
    if a.story != b.story or a.event_type != b.event_type or _never_one(a.status, b.status):
        return apart
    if a.mode and b.mode and a.mode != b.mode:
        return apart
    days = _days(a, b)
    if days < 0:
        return apart
    parties = _parties(a, b)
    if parties < 0:
        return apart
    words = (
        1.0 if stem(a.trigger) == stem(b.trigger) else 0.8 if same_family(a.trigger, b.trigger) or (a.mode and a.mode == b.mode) else 0.3
    )
    place = 0.1 if a.place and a.place == b.place else 0.0
    return 0.45 * parties + 0.3 * days + 0.25 * words + place


def _never_one(a: str, b: str) -> bool:
    if a in SETTLED and b in SETTLED:
        return False
    if a in OPEN and b in OPEN:
        return False
    return a != b


def _days(a: Mention, b: Mention) -> float:
    """1 where the days agree, less where one has none, −1 where they cannot be the same."""
    if _undated(a) or _undated(b):
        return 0.6 if _undated(a) and _undated(b) else _near(a, b) if _undated(a) else _near(b, a)
    low, high = max(a.first or date.min, b.first or date.min), min(a.last or date.max, b.last or date.max)
    if low > high:
        return -1.0
    spans = [(m.last - m.first).days for m in (a, b) if m.first and m.last]
    return 1.0 if len(spans) == 2 and max(spans) <= 7 else 0.8 if len(spans) == 2 and max(spans) < LASTING.days else 0.6


def _undated(mention: Mention) -> bool:
    return mention.first is None and mention.last is None


def _near(undated: Mention, dated: Mention) -> float:
    """News that names no day tells of days near its own: less where the other's day is weeks away."""
    if undated.day is None:
        return 0.5
    gap = max((dated.first or date.min) - undated.day, undated.day - (dated.last or date.max))
    return 0.6 if gap <= FEW else 0.4 if gap <= SOME else 0.2


def _parties(a: Mention, b: Mention) -> float:
    """Share of the smaller side's parties that are the other's too; −1 where both name parties and none, or too few, are the same."""
    if not a.parties or not b.parties:
        return 0.5
    if a.event_type in SIDES:
        shared = a.parties & b.parties
        small = min(len(a.parties), len(b.parties))
        if not shared or (small >= 2 and len(shared) < 2):
            return -1.0
        return 1.0 if len(shared) == max(len(a.parties), len(b.parties)) else 0.8 if len(shared) >= 2 else 0.6
    roles = []
    for one, other in ((a.sources, b.sources), (a.targets, b.targets)):
        if one and other:
            if not one & other:
                return -1.0
            roles.append(len(one & other) / max(len(one), len(other)))
        else:
            roles.append(0.6)
    return sum(roles) / 2


def link_mentions(mentions: Sequence[Mention]) -> dict[str, Membership]:
    """Every mention_id with that of its event's first mention (by id): mentions of one story and type, joined by average score."""
    events: dict[str, Membership] = {}
    stories: dict[tuple[str, str], list[Mention]] = {}
    for mention in sorted(mentions, key=lambda m: m.mention_id):
        stories.setdefault((mention.story, mention.event_type), []).append(mention)
    for told in stories.values():
        pairs = {(a.mention_id, b.mention_id): score(a, b) for a, b in (_alike(told) if len(told) > MANY else _all(told))}
        kept = {pair: value for pair, value in pairs.items() if value == float("-inf") or value > 0}
        events.update(memberships(agglomerate([m.mention_id for m in told], kept, LEAST), kept))
    return events


def _all(told: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    return ((a, b) for n, b in enumerate(told) for a in told[:n])


def _alike(told: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The pairs of a large story that can be one event: those with a party and a word (or mode) in common, and those of one article."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, mention in enumerate(told):
        groups["article", mention.article].append(n)
        for party in mention.parties:
            groups[party, stem(mention.trigger)].append(n)
            if mention.mode:
                groups[party, f"mode {mention.mode}"].append(n)
    seen = {(a, b) for members in groups.values() for k, b in enumerate(members) for a in members[:k]}
    return ((told[a], told[b]) for a, b in sorted(seen))
