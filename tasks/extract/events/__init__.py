"""Events that a text tells: trigger, PLOVER type, who takes part, and where.

Triggers come from lexicons/events.toml (triggers.py), participants from the parse around them (verbs.py, nominal.py), what the words
themselves leave open from other mentions (context.py). PLOVER: Halterman et al. (2023).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.events.nominal import of_noun
from tasks.extract.events.parties import name_of, names_actor, parties
from tasks.extract.events.places import Place, place_of
from tasks.extract.events.plausible import is_plausible
from tasks.extract.events.triggers import Leaning, match, with_words
from tasks.extract.events.verbs import of_verb
from tasks.extract.lexicon import Trigger, base_forms, is_form_of, participants
from tasks.extract.phrases import Phrase, is_party, objects_of, phrase_from, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(slots=True)
class EventFound:
    """A trigger with its participants as phrases. Offsets are those of the article's text."""

    trigger: Trigger
    token: "Token"
    start: int
    end: int
    sources: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    place: Place | None = None
    word: str = ""  # base form of the word that names it: 'call' of 'call' and of 'hold a phone call'

    @property
    def event_type(self) -> str:
        """The PLOVER type of the trigger."""
        return str(self.trigger.event_type)


def find_events(
    paragraph: Paragraph, text: str, *, names: Collection[str] = (), leaning: Leaning | None = None, every: bool = False
) -> Iterator[EventFound]:
    """Events of a paragraph in order of their triggers; each token belongs to one trigger at most, the longest phrase winning.

    `names` are surnames that the article has introduced, in lower case; `leaning` tells the meaning of nouns that have two by the words
    of the article, else the paragraph does. With `every`, those are told too whose participants make
    them doubtful.
    """
    used: set[int] = set()
    leaning = leaning or Leaning([paragraph])
    for token in paragraph.tokens:
        if token.i in used or (not token.is_alpha and "-" not in token.text):
            continue
        found = match(token, used, leaning)
        if found is None:
            continue
        trigger, tokens = found
        used.update(t.i for t in tokens)
        if trigger.event_type is None:
            continue
        event = _event(trigger, tokens, token, paragraph.start)
        members = {t.i for t in tokens}
        if trigger.noun:
            sources, targets = of_noun(event.token, tokens[0], trigger, names)
            sources = sources or [t for t in tokens if names_actor(t) and t.i != event.token.i]  # 'NATO expansion'
        else:
            sources, targets = of_verb(event.token, trigger, members)
        others = {t.i for t in targets}
        sources = _once(t for head in sources for t in parties(head) if t.i not in others)
        targets = _once(t for head in targets for t in parties(head))
        if (words := with_words(trigger, event.token, sources, targets)) is not None:
            trigger = event.trigger = words
        if not every and not is_plausible(trigger, event.token, sources, targets):
            continue
        if not (every or sources or trigger.noun) and is_form_of(event.token.text, participants()["befalling"]) and leaning.is_accident():
            continue  # 'ten were injured', when a bus overturned
        event.sources = [_alone(t, members, paragraph.start, text) for t in sources]
        event.targets = [_alone(t, members, paragraph.start, text) for t in targets]
        event.place = place_of(event.token, tokens, trigger, {t.i for t in (*sources, *targets)}, paragraph.start, text)
        yield event


def _once(tokens: Iterable["Token"]) -> list["Token"]:
    return list({t.i: t for t in tokens}.values())


def _event(trigger: Trigger, tokens: list["Token"], token: "Token", offset: int) -> EventFound:
    last = next((t for t in reversed(tokens) if t.tag_.startswith("N")), tokens[-1])
    head = next((t for t in tokens if t.tag_.startswith("N") and t.head not in tokens), last) if trigger.noun else token
    start, end = offset + tokens[0].idx, offset + tokens[-1].idx + len(tokens[-1].text)
    if not trigger.noun and (tokens[-1].i - tokens[0].i > 3 or tokens[0].i < token.i):
        start, end = offset + token.idx, offset + token.idx + len(token.text)
    named = head if trigger.noun else next((t for t in reversed(tokens) if t.tag_.startswith("N")), head)
    return EventFound(trigger, head, start, end, word=base_forms(named.text)[0])


def _alone(head: "Token", members: Collection[int], offset: int, text: str) -> Phrase:
    """The phrase of a head without what is coordinated with it: each conjunct is a participant of its own."""
    if head.dep_ in ("amod", "compound", "nmod") and head.i not in members:
        return phrase_from(head, name_of(head), offset, text)
    phrase = phrase_of(head, offset, text, members)
    cut = {t.i for c in head.children if c.dep_ in ("conj", "cc") for t in c.subtree}
    cut |= {t.i for t in phrase.tokens if t.dep_ == "punct" and t.i > head.i and not t.ent_type_}
    if head.dep_ == "dobj" and is_form_of(head.head.text, participants()["charging"]):
        of = [c for c in head.rights if c.text.lower() == "of"]
        charges = [
            c
            for c in of
            if names_actor(head)
            or (c.right_edge.i > c.i and c.nbor().tag_ == "VBG")
            or not any(names_actor(o) or is_party(o) for o in objects_of(c))
        ]
        cut |= {t.i for c in charges for t in c.subtree}  # accused the country of theft, but the president of Norland
    return phrase_of(head, offset, text, cut) if cut else phrase
