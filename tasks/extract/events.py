"""Events that a text tells: trigger, PLOVER type, who takes part, where and when.

Triggers come from lexicons/events.toml; participants from the parse around them. PLOVER: Halterman et al. (2023).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tasks.annotate import Paragraph
from tasks.extract.lexicon import Trigger, base_forms, country_names, is_form_of, triggers
from tasks.extract.phrases import Phrase, phrase_from, phrase_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT = frozenset({
    "have", "hold", "make", "impose", "launch", "conduct", "carry", "stage", "take", "give", "issue", "start", "begin", "mount",
    "deliver", "announce", "sign", "reach", "order", "plan", "attend", "host", "schedule", "arrange", "continue", "receive",
    "provide", "lead", "open", "resume", "face",
})  # fmt: skip
NEEDS_COMPANY = frozenset({
    "meet", "speak", "talk", "consult", "confer", "negotiate", "phone", "telephone", "visit", "host", "receive", "back",
    "support", "brief", "discuss",
})  # fmt: skip
NEEDS_OBJECT = frozenset({
    "ask", "warn", "seek", "charge", "free", "grant", "yield", "mass", "station", "execute", "block", "defend", "thank",
    "propose", "request", "deny", "oppose", "dismiss", "accept", "approve", "ban", "seize", "fight", "wound", "storm", "shell",
    "aid", "arm", "welcome", "praise", "return", "strike", "fine", "fund", "finance", "sign", "review", "examine", "search", "force", "receive",
    "resist", "assure", "credit", "honor", "honour", "stab", "beat", "capture", "release", "rape", "phone",
})  # fmt: skip
ALONE_IN_PLURAL = frozenset({"meet", "speak", "talk", "confer", "negotiate"})
BEYOND = frozenset({"nsubj", "advcl", "parataxis", "conj", "mark", "punct", "cc"})  # what is no part of a verb's phrase
WITHIN = frozenset({"compound", "amod", "prep", "pobj", "conj", "dobj", "nmod", "oprd", "acomp", "quantmod", "nummod", "prt"})
PLACES = ("in", "at", "near", "inside", "outside", "across", "along", "around", "over")


@dataclass(slots=True)
class EventFound:
    """A trigger with its participants as phrases. Offsets are those of the article's text."""

    trigger: Trigger
    token: "Token"
    start: int
    end: int
    sources: list[Phrase] = field(default_factory=list)
    targets: list[Phrase] = field(default_factory=list)
    place: Phrase | None = None


def find_events(paragraph: Paragraph, text: str, *, every: bool = False) -> Iterator[EventFound]:
    """Events of a paragraph in order of their triggers; each token belongs to one trigger at most, the longest phrase winning.

    With `every`, those are told too whose participants make them doubtful.
    """
    used: set[int] = set()
    for token in paragraph.tokens:
        if token.i in used or (not token.is_alpha and "-" not in token.text):
            continue
        match = _match(token, used)
        if match is None:
            continue
        trigger, tokens = match
        used.update(t.i for t in tokens)
        if trigger.event_type is None:
            continue
        head = tokens[-1] if trigger.noun else token
        event = EventFound(trigger, head, paragraph.start + tokens[0].idx, paragraph.start + tokens[-1].idx + len(tokens[-1].text))
        if not trigger.noun and len(tokens) > 1 and tokens[-1].i - tokens[0].i > 3:
            event.end = paragraph.start + token.idx + len(token.text)
        _participants(event, tokens, paragraph.start, text)
        if not every and not _is_plausible(event):
            continue
        event.place = _place(event, paragraph.start, text)
        yield event


def _match(token: "Token", used: set[int]) -> tuple[Trigger, list["Token"]] | None:
    noun = token.tag_ in ("NN", "NNS") or (token.tag_ in ("NNP", "NNPS") and token.ent_type_ == "")
    verb = token.tag_.startswith("VB")
    for form in base_forms(token.text):
        for trigger in triggers().get(form, ()):
            if len(trigger.words) == 1:
                if (trigger.noun and noun and token.dep_ != "compound") or (not trigger.noun and verb):
                    return trigger, [token]
                continue
            tokens = _noun_phrase(token, trigger) if trigger.noun else _verb_phrase(token, trigger) if verb else None
            if tokens and not used.intersection(t.i for t in tokens):
                return trigger, tokens
    return None


def _noun_phrase(token: "Token", trigger: Trigger) -> list["Token"] | None:
    tokens = list(token.doc[token.i : token.i + len(trigger.words)])
    if (
        len(tokens) == len(trigger.words)
        and all(is_form_of(t.text, words) for words, t in zip(trigger.words, tokens, strict=True))
        and next((t for t in reversed(tokens) if t.tag_.startswith("N")), None) is not None
        and tokens[-1].tag_[:2] in ("NN", "IN", "RP")
    ):
        return tokens
    return None


def _verb_phrase(token: "Token", trigger: Trigger) -> list["Token"] | None:
    """The verb with the words of its trigger among what depends on it, in any order."""
    found = [token]
    for words in trigger.words[1:]:
        following = next((t for t in _dependents(token, found) if _says(t, words)), None)
        if following is None:
            return None
        found.append(following)
    return sorted(found, key=lambda t: t.i)


def _dependents(verb: "Token", found: list["Token"]) -> Iterator["Token"]:
    """What depends on the words found so far, up to two steps down, nearest to the verb first: objects, particles, complements."""
    members = {t.i for t in found}
    near = [
        c
        for node in (verb, *(t for t in found if t is not verb))
        for c in node.children
        if (c.i > verb.i or c.dep_ in ("nsubjpass", "neg")) and c.dep_ not in BEYOND
    ]
    level = near
    for _ in range(4):
        yield from sorted((t for t in level if t.i not in members), key=lambda t: abs(t.i - verb.i))
        level = [c for t in level for c in t.children if c.dep_ in WITHIN]


def _says(token: "Token", words: frozenset[str]) -> bool:
    """True when a token is a form of one of the words, a joined word of theirs, or of an entity type that they name."""
    if is_form_of(token.text, words) or token.ent_type_ in words:
        return True
    joined = token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
    return bool(joined) and is_form_of(f"{token.nbor(-2).text}-{token.text}", words)


def _participants(event: EventFound, tokens: list["Token"], base: int, text: str) -> None:
    members = {t.i for t in tokens}
    if event.trigger.noun:
        sources, targets = _of_noun(event.token, event.trigger)
    else:
        sources, targets = _of_verb(event.token, event.trigger, members)
    event.sources = [phrase_of(t, base, text, members) for h in sources for t in _conjuncts(h)]
    event.targets = [phrase_of(t, base, text, members) for h in targets for t in _conjuncts(h)]
    event.sources = [_alone(p, base, text) for p in event.sources]
    event.targets = [_alone(p, base, text) for p in event.targets]


def _of_verb(verb: "Token", trigger: Trigger, members: set[int]) -> tuple[list["Token"], list["Token"]]:
    sources = [c for c in verb.children if c.dep_ == "nsubj"]
    targets = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i not in members]
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if passive:
        targets = passive
        by = next((c for c in verb.children if c.dep_ == "agent"), None)
        sources = [c for c in by.children if c.dep_ == "pobj"] if by is not None else []
    elif not sources and not targets and verb.tag_ == "VBN" and verb.dep_ == "acl":
        targets = [verb.head]  # "allies convicted of …": they are the ones it was done to
        by = next((c for c in verb.children if c.dep_ == "agent"), None)
        sources = [c for c in by.children if c.dep_ == "pobj"] if by is not None else []
    elif not sources and (subject := _borrowed_subject(verb)) is not None:
        sources = [subject]
    for node in [verb, *(t for t in verb.subtree if t.i in members)]:
        for preposition in node.children:
            if preposition.dep_ in ("prep", "dative") and (preposition.text.lower() in trigger.prepositions or preposition.i in members):
                targets += [
                    c for c in preposition.children if c.dep_ == "pobj" and c.i not in members and c.ent_type_ not in ("DATE", "TIME")
                ]
    if sources and sources[0].text.lower() in ("who", "which", "that") and verb.dep_ == "relcl":
        sources = [verb.head]
    return sources, targets


def _borrowed_subject(verb: "Token") -> "Token | None":
    node = verb
    for _ in range(4):
        if node.dep_ == "acl" and node.head.tag_.startswith("NN"):
            return node.head
        if node.dep_ not in ("conj", "xcomp", "acomp", "advcl", "ccomp", "pcomp", "prep") or node.head.i == node.i:
            return None
        node = node.head
        if node.tag_.startswith("VB"):
            objects = [c for c in node.children if c.dep_ == "dobj"]
            if verb.dep_ in ("xcomp", "ccomp") and node is verb.head and objects:
                return objects[0]  # urged them to leave
            subject = next((c for c in node.children if c.dep_ in ("nsubj", "nsubjpass")), None)
            if subject is not None:
                return subject
    return None


def _of_noun(noun: "Token", trigger: Trigger) -> tuple[list["Token"], list["Token"]]:
    sources: list[Token] = []
    targets: list[Token] = []
    lefts = [t for t in noun.lefts if t.dep_ in ("poss", "compound", "amod", "nmod")]
    named = [
        t
        for left in lefts
        for t in left.subtree
        if (_names_actor(t) and t.dep_ in ("poss", "compound", "amod", "nmod", "conj", "punct", "dep"))
        or (t in lefts and t.dep_ == "poss" and _names_actor(t))
    ]
    named = list(dict.fromkeys(named))
    if len(named) == 1 and named[0].dep_ == "compound" and country_names().get(named[0].text.lower(), (None, ""))[1] == "capital":
        named = []  # "Geneva talks", "Minsk agreements": where, not who
    if len(named) >= 2 and named[0].i != named[1].i:
        sources, targets = [named[0]], named[1:]
    else:
        sources = named
    for preposition in noun.children:
        if preposition.dep_ not in ("prep", "agent"):
            continue
        word = preposition.text.lower()
        objects = [c for c in preposition.children if c.dep_ == "pobj"]
        if word == "between" and objects:
            pair = _conjuncts(objects[0])
            sources, targets = pair[:1], pair[1:]
        elif (word in ("by", "from") and word not in trigger.prepositions) or (
            word == "of" and not sources and not trigger.mutual and "of" not in trigger.prepositions
        ):
            sources += objects
        elif word in trigger.prepositions:
            targets += objects
    if not sources:
        verb = noun.head
        if (noun.dep_ in ("dobj", "attr") and _is_light(verb)) or (noun.dep_ == "pobj" and verb.dep_ == "prep" and _is_light(verb.head)):
            verb = verb if noun.dep_ != "pobj" else verb.head
            subject = next((c for c in verb.children if c.dep_ in ("nsubj",)), None)
            subject = subject if subject is not None else _borrowed_subject(verb)
            sources = [subject] if subject is not None else []
            for preposition in verb.children:
                if preposition.dep_ == "prep" and preposition.text.lower() in trigger.prepositions & {
                    "with",
                    "on",
                    "against",
                    "to",
                    "between",
                }:
                    targets += [c for c in preposition.children if c.dep_ == "pobj" and c.ent_type_ not in ("DATE", "TIME")]
    return sources, targets


def _is_light(verb: "Token") -> bool:
    return verb.tag_.startswith("VB") and bool(LIGHT.intersection(base_forms(verb.text)))


def _names_actor(token: "Token") -> bool:
    return (
        token.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
        and token.tag_ != "POS"
        and token.text != "-"
        and (token.ent_type_ != "ORG" or token.i + 1 == len(token.doc) or token.doc[token.i + 1].ent_iob_ != "I")
    ) or (token.text.lower() in country_names() and token.text[0].isupper())


def _conjuncts(head: "Token") -> list["Token"]:
    return [head, *(c for c in head.conjuncts if c.i > head.i)]


def _alone(phrase: Phrase, base: int, text: str) -> Phrase:
    """A phrase without what is coordinated with it: each conjunct is a participant of its own."""
    head = phrase.head
    cut = {t.i for c in head.children if c.dep_ in ("conj", "cc") for t in c.subtree}
    cut |= {t.i for t in phrase.tokens if t.dep_ == "punct" and t.i > head.i}
    return phrase_of(head, base, text, cut) if cut else phrase


def _is_plausible(event: EventFound) -> bool:
    words = event.trigger.words[0]
    if event.trigger.noun:
        return True
    token = event.token
    if token.tag_ == "VBN" and token.dep_ in ("amod",):
        return False
    if len(event.trigger.words) == 1:
        plural = len(event.sources) > 1 or (bool(event.sources) and event.sources[0].head.tag_ in ("NNS", "NNPS"))
        if words & NEEDS_COMPANY and not event.targets and not (plural and words & ALONE_IN_PLURAL):
            return False
        if words & NEEDS_OBJECT and not event.targets:
            return False
    return bool(event.sources or event.targets)


def _place(event: EventFound, base: int, text: str) -> Phrase | None:
    """Where it happens: a place in a phrase that hangs on the trigger or its verb, else the nearest after it in the sentence."""
    nodes = [event.token, event.token.head] if event.trigger.noun else [event.token]
    for node in nodes:
        for preposition in node.children:
            if preposition.dep_ == "prep" and preposition.text.lower() in PLACES:
                for place in preposition.children:
                    if place.dep_ == "pobj" and place.ent_type_ in ("GPE", "LOC", "FAC"):
                        return _bare_place(place, base, text)
    for token in event.token.sent:
        if (
            token.i > event.token.i
            and token.ent_type_ in ("GPE", "LOC", "FAC")
            and token.dep_ == "pobj"
            and token.head.text.lower() in ("in", "at")
            and token.i - event.token.i < 10
        ):
            return _bare_place(token, base, text)
    if event.trigger.noun:
        for left in event.token.lefts:
            if left.ent_type_ == "GPE" and left.dep_ == "compound":
                hit = country_names().get(left.text.lower())
                if hit is None or hit[1] == "capital":
                    return _bare_place(left, base, text)
    return None


def _bare_place(token: "Token", base: int, text: str) -> Phrase:
    doc = token.doc
    first = last = token.i
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    while first < last and (doc[first].tag_ == "DT" or doc[first].is_punct):
        first += 1
    return phrase_from(token, doc[first : last + 1], base, text)
