"""Which time expression of its sentence is an event's own: the one that depends on its trigger, or on the verb that carries it."""

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from tasks.extract.events.verbs import is_light
from tasks.extract.lexicon import is_form_of
from tasks.extract.times import TimeSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

# Verbs that say of their subject when it takes place.
PLACING = frozenset({
    "be", "take", "occur", "happen", "begin", "start", "end", "conclude", "last", "schedule", "set", "slate", "hold", "plan", "come",
    "follow", "continue", "resume", "open", "close", "due", "postpone", "expect", "date", "run", "erupt", "break", "launch", "result",
})  # fmt: skip
PARTS = frozenset({
    "morning", "afternoon", "evening", "night", "day", "week", "weekend", "month", "year", "spring", "summer", "autumn", "fall", "winter",
    "beginning", "start", "middle", "end", "course", "eve", "hour", "half", "part",
})  # fmt: skip
REPORTING = frozenset({"say", "tell", "add", "report", "announce", "write", "claim", "state", "note", "confirm", "deny", "warn", "argue"})


AHEAD = re.compile(r"\b(?:next|coming|upcoming|tomorrow)\b", re.IGNORECASE)


def lies_ahead(words: str) -> bool:
    """Whether words for a day say that it is later than they are told: 'early next month'."""
    return AHEAD.search(words) is not None


def own_time(
    event: "Token", times: Sequence[TimeSpan], doc: "Doc", offset: int, triggers: Collection[int], *, anchored: bool = True
) -> TimeSpan | None:
    """The time expression that tells when `event` is; None where those of the sentence tell of something else.

    `offset` is that of the Doc in the article; `triggers` are the tokens of all events of the sentence. References such as 'now' and
    durations without an end do not count. Where nothing says when the article was written, a time may be an event's own without days.
    """
    best: tuple[int, int, TimeSpan] | None = None
    for time in times:
        if time.type in ("SET", "DURATION") or (time.value or "").endswith("_REF") or (time.first is None and anchored):
            continue
        tokens = doc.char_span(time.start - offset, time.end - offset, alignment_mode="expand")
        if tokens is None or len(tokens) == 0:
            continue
        root = tokens.root
        behind = (
            tokens.start == event.i + 2 and event.nbor().text.lower() == "of" and root.head.i == event.i + 1
        )  # 'the terms of the treaty of 1998'
        if not behind and (_names_another(root, triggers) or _is_of_another(root, event, triggers)):
            continue
        rank = 0 if behind else _rank(event, root, _attached(root, triggers), triggers)
        if (
            rank is None
            and _heads_line(tokens)
            and not any(t.dep_ in ("ccomp", "relcl", "advcl", "acl") for t in (event, *event.ancestors))
        ):
            rank = 5
        if rank is not None:
            key = (rank, abs(root.i - event.i))
            if best is None or key < best[:2]:
                best = (*key, time)
    return best[2] if best else None


def _heads_line(time: "Span") -> bool:
    """True for a time that a line begins with, before a dash or colon: 'Jan. 10 – talks in Geneva (…)'."""
    behind = time.doc[time.end] if time.end < len(time.doc) else None
    before = time.doc[time.sent.start : time.start]
    return behind is not None and behind.text in ("–", "—", "-", ":") and all(t.is_punct or t.is_space for t in before)


def _names_another(time: "Token", triggers: Collection[int]) -> bool:
    """Whether a time expression is part of the name of something that is no event: 'New Year's and Christmas wishes', 'the Friday edition'."""
    top = time
    while top.dep_ == "conj":
        top = top.head
    noun = top.head
    named = top.dep_ in ("compound", "nmod") or (top.dep_ == "poss" and top.i != time.i)  # 'Sunday's summit' does say when
    return named and noun.tag_ in ("NN", "NNS") and noun.text.islower() and noun.i not in triggers and not is_light(noun)


def _is_of_another(time: "Token", event: "Token", triggers: Collection[int]) -> bool:
    """Whether a time belongs to a thing by 'of': 'breached the treaty of 2014' tells nothing of the breach, 'the night of 4 May' does."""
    link = time.head
    if time.dep_ == "npadvmod" and link.tag_[:2] == "NN" and link.i not in triggers and not is_light(link):
        return link.i != event.i and not link.is_ancestor(event)  # 'pleased with the talks and the prospects for next year'
    if link.text.lower() == "since" and (link.head.ent_type_ == "ORDINAL" or link.head.text.lower() in ("first", "last")):
        return True  # 'the attack, the first since May'
    if link.dep_ != "prep" or link.text.lower() != "of" or not link.head.tag_.startswith("N"):
        return False
    thing = link.head
    part = thing.ent_type_ in ("DATE", "TIME") or is_form_of(thing.text, PARTS)
    return not part and thing.i != event.i and thing.i not in triggers


def _own_words(verb: "Token") -> list["Token"]:
    """Objects and complements of a verb, which part it from what it is joined to."""
    return [c for c in verb.rights if c.dep_ not in ("cc", "conj", "punct", "advmod")]


def _attached(time: "Token", triggers: Collection[int]) -> "Token":
    """The first event or verb above a time expression."""
    node = time
    while node.head.i != node.i:
        node = node.head
        if node.i in triggers or node.tag_.startswith("VB"):
            break
    return node


def _rank(event: "Token", time: "Token", attached: "Token", triggers: Collection[int]) -> int | None:
    """How closely a time belongs to an event, 0 best; None when it does not."""
    if attached.i == event.i:
        return 0
    if time.i in {a.i for a in event.ancestors} and not any(a.tag_.startswith("VB") for a in event.ancestors):
        return 2  # Jan. 10 – talks in Geneva
    if not event.tag_.startswith("VB"):
        return _rank_noun(event, time, attached, triggers)
    if event.dep_ == "ROOT" and event.i < attached.i < time.i and attached.dep_ in ("pcomp", "xcomp") and attached.tag_ == "VBG":
        return 4  # 'accused Italy of breaking the treaty last week' dates the charge as well
    if attached.dep_ == "conj" and attached.head.i == event.i < attached.i < time.i and not any(t.i > event.i for t in _own_words(event)):
        return 4  # 'invaded and annexed the island in 2014'
    node = event
    steps = 0
    while node.head.i != node.i and steps < 3:
        if node.dep_ in ("ccomp", "relcl", "parataxis") or (node.dep_ == "advcl" and node.tag_ != "VBG"):
            return None
        above = node.head
        if above.i == attached.i:
            if is_form_of(above.text, REPORTING):
                return None
            if above.i in triggers and node.dep_ in ("xcomp", "pcomp", "acl"):
                return None if time.i < above.i else 3  # 'threatened on Friday to leave' dates the threat
            return 3 if node.dep_ in ("xcomp", "advcl") or time.i < min(above.i, event.i) or node.dep_ != "conj" else None
        node = above
        steps += 1
    return None


def _rank_noun(event: "Token", time: "Token", attached: "Token", triggers: Collection[int]) -> int | None:
    if attached.dep_ in ("relcl", "acl") and attached.head.i == event.i and (is_form_of(attached.text, PLACING) or is_light(attached)):
        return 1  # the talks, which are scheduled for January 9; the talk that they had on Monday
    node = event
    while node.dep_ in ("conj", "compound", "amod", "poss") and node.head.i != node.i and not node.head.tag_.startswith("VB"):
        node = node.head
        if node.i == attached.i:
            return 1
    verb = node.head
    if node.dep_ == "pobj":
        while verb.dep_ == "prep" and not verb.head.tag_.startswith("VB"):
            verb = verb.head
            if verb.i == attached.i:
                return 2 if verb.i not in triggers else None
        verb = verb.head
        if verb.i != attached.i:
            return None
        return (
            2
            if is_light(verb)
            or (verb.i in triggers and event.dep_ == "pobj" and is_form_of(node.head.text, {"during", "at", "after", "in"}))
            else None
        )
    if verb.i != attached.i:
        if verb.dep_ == "conj" and verb.head.i == attached.i and is_light(verb) and time.i < attached.i:
            return 3  # 'in 2007, it named them and levied sanctions'
        # 'is set to take place on Thursday': the time hangs on a verb below the one whose subject the noun is
        planned = verb.dep_ == "xcomp" and verb.head.i == attached.i and is_form_of(attached.text, PLACING)
        if planned and node.dep_ == "dobj" and is_light(verb) and time.i > event.i:
            return 2  # 'is scheduled to hold talks on Thursday'
        below = attached.i in {t.i for t in verb.subtree} and attached.dep_ in ("xcomp", "conj") and attached.head.i == verb.i
        return 1 if below and node.dep_ in ("nsubj", "nsubjpass") and is_form_of(attached.text, PLACING) else None
    if node.dep_ in ("nsubj", "nsubjpass", "attr") and is_form_of(verb.text, PLACING):
        return 1
    if node.dep_ in ("dobj", "nsubjpass") and is_light(verb):
        return 1
    return None
