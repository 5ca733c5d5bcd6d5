"""Who is meant by those who do something together: 'the two presidents', 'both sides', 'they', 'his counterpart'."""

import re
from collections.abc import Collection, Iterable, Sequence

from tasks.extract.cast import Cast
from tasks.extract.events.context import MUTUAL
from tasks.extract.figures import Figure, leads
from tasks.extract.lexicon import is_form_of, roles
from tasks.extract.names import country_in
from tasks.extract.phrases import Phrase
from tasks.extract.register import NEAR

COUNTRIES = frozenset({"countries", "nations", "states", "governments", "neighbours", "neighbors", "powers"})
SIDES = frozenset({"sides", "parties"})
PEOPLE = frozenset({"men", "women"})
OTHER_LEADERS = re.compile(r"\b(?!the |two |both |these |their )[\w-]+ leaders\b|\bLeaders\b")
CLOSE = 250  # characters in which 'their talks' are those of the last two who met


class Pairs:
    """The pairs of figures that an article tells of doing something together, in reading order."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self._met: list[tuple[int, Sequence[Figure]]] = []
        self._acted: list[tuple[int, Sequence[Figure]]] = []

    def met(self, one: Figure, other: Figure, at: int) -> None:
        """Remember two who do something with each other at a place in the text."""
        self._met.append((at, (one, other)))
        self._acted.append((at, (one, other)))

    def acted(self, figures: Sequence[Figure], at: int) -> None:
        """Remember those who do something side by side, to somebody else."""
        self._acted.append((at, figures))

    def meant(self, phrase: Phrase, event_type: str, apart: Collection[str]) -> Sequence[Figure]:
        """The pair that a phrase means, or the other one of a pair for 'his counterpart' beside those `apart`; empty for any other
        phrase. Remembers the mention."""
        word = phrase.head.text.lower()
        near = [pair for at, pair in reversed(self._met) if phrase.start - at <= NEAR]
        if len(phrase.tokens) == 1 and word in ("they", "their", "both"):
            found = self._together(phrase, event_type)
        elif word == "counterpart" and phrase.tokens[-1] == phrase.head:
            found = _partner(phrase, near, apart)
        elif word == "leaders" and near and OTHER_LEADERS.search(self.cast.text[self._met[-1][0] : phrase.start]):
            found = ()
        else:
            found = next((fits for pair in near if (fits := self._fitting(phrase, pair))), ())
        for figure in found:
            self.cast.note(figure, phrase.text, phrase.start, "nominal")
        return found

    def _together(self, phrase: Phrase, event_type: str) -> Sequence[Figure]:
        """Those who did something together last, for 'they' and 'both' in what is mutual, and for 'their' talks."""
        at, last = self._acted[-1] if self._acted else (-NEAR, ())
        if phrase.head.tag_ == "PRP$":
            return last if event_type == "CONSULT" and phrase.start - at <= CLOSE else ()
        return last if event_type in MUTUAL and phrase.start - at <= NEAR else ()

    def _fitting(self, phrase: Phrase, pair: Sequence[Figure]) -> Sequence[Figure]:
        """The pair, or the states it stands for, if a phrase may mean it."""
        word, words = phrase.head.text.lower(), [t.text.lower() for t in phrase.tokens]
        between = word == "leaders" and len(words) == 1 and phrase.head.head.text.lower() == "between"
        definite = words[0] in ("the", "these", "both") or (words[0] == "two" and phrase.head.head.text.lower() == "between")
        two = bool({"two", "both"} & set(words)) or word in SIDES or word == "leaders"
        if len(words) > 3 or not (between or (definite and two)):
            return ()
        if word in COUNTRIES or word in SIDES:
            states = [self.cast.state_of(f) or f for f in pair]
            return states if all(f.kind == "government" for f in states) else pair if word in SIDES else ()
        if any(f.kind != "person" for f in pair):
            return ()
        if word == "leaders":
            may_lead = (not f.roles or leads(f) or any(r.endswith("counterpart") for r in f.roles) for f in pair)
            return pair if all(may_lead) else ()
        return pair if is_form_of(word, roles()["offices"]) or word in PEOPLE else ()


def _partner(phrase: Phrase, near: Iterable[Sequence[Figure]], apart: Collection[str]) -> Sequence[Figure]:
    """Who met the one that takes part already; for 'his French counterpart' only somebody of that country."""
    pairs = (pair for pair in near if len({f.entity_id for f in pair} & set(apart)) == 1 and all(f.kind == "person" for f in pair))
    country = country_in(phrase.text)
    partners = [f for f in next(pairs, ()) if f.entity_id not in apart]
    return [f for f in partners if len(phrase.tokens) == 2 or (country is not None and f.country == country)]
