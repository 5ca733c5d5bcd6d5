"""Words that stand for others, and whom 'he' or 'she' means: of the persons met before, the one with the highest score."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from tasks.extract.figures import Figure

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves", "both"})
IT = frozenset({"it", "its", "itself"})
OTHERS = frozenset({
    "i", "me", "my", "we", "us", "our", "you", "your", "who", "which", "that", "this", "these", "those", "what", "there",
    "someone", "everyone", "nobody", "one", "some", "many", "others", "all", "none", "most", "few", "several",
})  # fmt: skip
NEVER_ACTED = 9.0  # log of a distance
BESIDE = 600  # characters: who is named so near, in the same paragraph, is at hand


def subject_around(pronoun: "Token") -> "Token | None":
    """The noun of the sentence that a pronoun is likely to mean: the subject of what its clause is told by ('Lee said he would go'),
    the one that follows an adjunct ('After his arrest, Lee fled'), or that of its own clause ('Lee sold his house')."""
    before = pronoun.head.head if pronoun.dep_ == "dobj" and pronoun.head.dep_ == "conj" else None
    done_to = next((c for c in before.rights if c.dep_ == "dobj"), None) if before is not None and before.i < pronoun.i else None
    if done_to is not None and done_to.tag_[:2] == "NN" and not any(c.dep_ == "nsubj" for c in pronoun.head.lefts):
        return done_to  # 'sentenced Lee and fined him'
    node = pronoun
    own = pronoun.tag_ == "PRP$" or pronoun.text.lower().endswith(("self", "selves"))
    for _ in range(8):
        above = node.head
        if above.i == node.i:
            return None
        told = node.dep_ in ("ccomp", "xcomp") and node.i > above.i
        if told and (done := _controller(above)) is not None:
            return done
        ahead = node.dep_ in ("prep", "advcl") and node.i < above.i
        if (told or ahead or own) and above.tag_.startswith("VB") and above.i != pronoun.i:
            subject = next((c for c in above.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None and subject.tag_ in ("WP", "WDT") and above.dep_ == "relcl":
                subject = above.head
            beside = own and subject is not None and subject.i < node.i
            if subject is not None and (told or beside or (ahead and subject.i > pronoun.i)):
                return subject if subject.tag_[:2] == "NN" and pronoun.i not in {t.i for t in subject.subtree} else None
        node = above
    return None


def _controller(gerund: "Token") -> "Token | None":
    """Who does what a gerund behind 'of' or 'for' tells: Roe in 'Lee accused Roe of saying (that he …)'."""
    if gerund.tag_ != "VBG" or gerund.dep_ != "pcomp" or gerund.head.text.lower() not in ("of", "for"):
        return None
    done_to = (c for c in gerund.head.head.rights if c.dep_ == "dobj" and c.i < gerund.i and c.tag_[:2] == "NN")
    return next(done_to, None) if gerund.head.head.tag_[:2] == "VB" else None


@dataclass(slots=True)
class Candidate:
    """Somebody who may be meant, and where the text named him last (`named_at`), and as the subject of a clause (`acted_at`, or −1)."""

    figure: "Figure"
    named_at: int = -1
    acted_at: int = -1


def candidates(sights: Iterable[tuple[int, "Figure", bool]], female: bool) -> list[Candidate]:
    """Who may be of that sex among the (place, figure, is it a subject) met before."""
    met: dict[str, Candidate] = {}
    for place, figure, subject in sights:
        if figure.female is not (not female):
            one = met.setdefault(figure.entity_id, Candidate(figure))
            one.named_at = max(one.named_at, place)
            if subject:
                one.acted_at = max(one.acted_at, place)
    return list(met.values())


def likeliest(
    met: Iterable[Candidate], at: int, paragraph: int, speaker: "Figure | None", said_at: int, *, female: bool, speaking: bool
) -> "Figure | None":
    """Whom a pronoun at a place means, `speaking` or not; `paragraph` is where its paragraph begins, `speaker` who spoke last, at `said_at`.

    The weights are those of a logistic model of 291 pronouns of speakers and parties in tests/gold (it finds 233 of them in
    cross-validation), rounded; a voice that has just spoken weighs more than there where the pronoun speaks, for it goes on speaking.
    """

    def score(one: Candidate) -> tuple[float, int]:
        total = -0.5 * (log1p(at - one.acted_at) if one.acted_at >= 0 else NEVER_ACTED)
        total += 2.1 * (one.named_at >= max(paragraph, at - BESIDE)) + 0.3 * (one.acted_at > said_at)
        anonymous = one.figure.kind == "anonymous"
        total += (one.figure is speaker) * (1.8 * (said_at >= paragraph) + 2.5 * (anonymous and speaking))
        total += 1.0 * (one.figure.female is female) - 2.5 * anonymous
        return total, one.named_at

    best = max(met, key=score, default=None)
    return best.figure if best is not None else None
