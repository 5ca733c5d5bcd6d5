"""Coreference of event mentions by words alone: what can be said where neither parties nor days are known.

Documents are clustered into stories first; within a story, mentions whose heads have one stem are one event, and so are those whose
stems have a family of words in common, by average. After Cybulska and Vossen (2015) and Upadhyay et al. (2016): the head lemma within a
topic is the baseline to beat.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.link.terms import cosine, families_of, light_stems, stem, vector
from tasks.link.union import agglomerate

STORY = 0.16  # mean cosine of documents of one story
FAMILY = 0.6  # share of pairs of stems with a family in common
REPEATED = 0.7  # cosine of sentences that repeat a light word's event
PRONOUNS = frozenset({"it", "this", "that", "which", "these", "those", "so", "one"})
PARTICLES = frozenset({"in", "into", "up", "out", "off", "down", "over", "on", "away", "to", "the", "a"})


@dataclass(frozen=True, slots=True)
class Told:
    """A mention as words: its document, its place in it (in reading order), its words and its sentence."""

    document: str
    place: tuple[int, int]
    words: str
    sentence: str


def stories_of(texts: Mapping[str, str]) -> dict[str, str]:
    """Every document with the least of its story."""
    vectors = {name: vector(text) for name, text in texts.items()}
    ids = sorted(vectors)
    scores = {(a, b): cosine(vectors[a], vectors[b]) for n, b in enumerate(ids) for a in ids[:n]}
    return agglomerate(ids, {pair: score for pair, score in scores.items() if score > 0}, STORY)


def cluster(mentions: Sequence[Told], texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """A cluster for every mention. A pronoun goes with the mention before it in its document."""
    stories = stories_of(texts)
    groups: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, mention in enumerate(mentions):
        groups[stories[mention.document]][stem(head_of(mention.words))].append(number)
    found: dict[int, tuple[str, str]] = {}
    for story, stems in groups.items():
        for light in sorted(stems.keys() & light_stems()):
            found.update(_repeated(story, light, stems.pop(light), mentions))
        words = {s: head_of(mentions[numbers[0]].words) for s, numbers in stems.items()}
        ordered = sorted(words)
        related = {(a, b): 1.0 for n, b in enumerate(ordered) for a in ordered[:n] if families_of(words[a]) & families_of(words[b])}
        joined = agglomerate(ordered, related, FAMILY)
        found.update({number: (story, joined[s]) for s, numbers in stems.items() for number in numbers})
    before: dict[str, tuple[str, str]] = {}
    for number in sorted(range(len(mentions)), key=lambda n: (mentions[n].document, mentions[n].place)):
        mention = mentions[number]
        if mention.words.lower() in PRONOUNS:
            found[number] = before.get(mention.document, found[number])
        else:
            before[mention.document] = found[number]
    return [found[number] for number in range(len(mentions))]


def _repeated(story: str, light: str, numbers: Sequence[int], mentions: Sequence[Told]) -> dict[int, tuple[str, str]]:
    vectors = {f"{n:08d}": vector(mentions[n].sentence) for n in numbers}
    ids = sorted(vectors)
    scores = {(a, b): cosine(vectors[a], vectors[b]) for n, b in enumerate(ids) for a in ids[:n]}
    joined = agglomerate(ids, {pair: score for pair, score in scores.items() if score > 0}, REPEATED)
    return {int(name): (story, f"{light} {first}") for name, first in joined.items()}


def head_of(words: str) -> str:
    """The word of a mention that tells it: the last, but for particles."""
    tokens = words.split()
    while len(tokens) > 1 and tokens[-1].lower() in PARTICLES:
        tokens.pop()
    return tokens[-1] if tokens else ""
