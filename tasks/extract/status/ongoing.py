"""Whether what is told as real still goes on: 'are meeting', 'the war', 'the third week of protests'; and whether it is over."""

from typing import TYPE_CHECKING

from tasks.extract.lexicon import is_form_of, modality
from tasks.extract.status.clauses import (
    HAPPENING,
    is_definite,
    is_light,
    is_past,
    is_progressive,
    is_somebody,
    stands_behind,
    verb_of,
)
from tasks.extract.status.profile import Profile, class_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LASTING = frozenset({"continue", "ongoing", "underway"})
PERFORMED = frozenset({"ACCUSE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})  # types of what is done by saying so
MOMENTARY = frozenset({"arrest", "convict", "deport", "extradite", "raid", "remand", "seize", "sentence"})  # 'Lee is sentenced to death'
LASTING_TYPES = frozenset({"SUPPORT", "COERCE", "SANCTION", "AID"})
RUNNING = frozenset({
    "end", "be", "kill", "hold", "launch", "impose", "last", "stop", "lift", "declare", "announce", "order", "open",
    "issue", "levy", "extend", "introduce", "enact", "lead", "follow", "win", "hit", "retaliate", "fight",
    "conclude", "determine", "find", "reveal", "show", "uncover",
})  # fmt: skip


def is_ongoing(token: "Token", verb: "Token", p: Profile, event_type: str, *, before: bool) -> bool:
    """Whether what is told as real still lasts; `before`: it has days, and they are over."""
    ahead = {c.text.lower() for c in token.lefts} | {token.doc[max(0, token.left_edge.i - 1)].text.lower()}
    if ahead & {"past", "previous", "former", "earlier", "another"}:
        return False  # 'past incursions are still remembered', 'another call has been due since Monday'
    if _in_course(token):
        return True
    if p.mood == "gerund" and token.dep_ in ("advcl", "acl") and _accompanies(token, event_type):
        return True
    if p.mood not in ("asserted", "noun"):
        return False
    if is_progressive(verb) and (token.i == verb.i or is_light(token, verb)):
        return not _performs(verb, event_type)
    if _since(token, verb) or _under_way(token, verb, event_type) or _is_at(token, verb):
        return True
    if p.mood == "asserted":
        return token.i == verb.i and (_lasts(token, event_type) or is_form_of(verb.text, {"resume"}))
    goes_on = bool(p.words & modality()["continuing"]) and (not is_past(verb) or bool(p.words & {"ongoing", "underway"}))
    if goes_on and (not before or p.words & LASTING):
        return True
    if before or (token.tag_ == "NNP" and token.i > 0 and token.nbor(-1).tag_ == "NNP" and is_past(verb)):
        return False  # 'served in the Norland War'
    return is_form_of(token.text, modality()["lasting"]) and not _over(token, verb) and not is_over(token)


def _performs(verb: "Token", event_type: str) -> bool:
    """True for 'I am asking you to leave', which asks."""
    return event_type in PERFORMED and any(c.dep_ == "nsubj" and c.text in ("I", "We", "we") for c in verb.lefts)


def _lasts(verb: "Token", event_type: str) -> bool:
    """True for a verb that tells a state: 'supports', 'is banned', 'were investigating', but not in a headline's present."""
    lasting = is_form_of(verb.text, modality()["lasting"]) or is_form_of(verb.text, {"have"})  # 'has productive talks with them'
    if verb.tag_ in ("VBZ", "VBP"):
        return lasting or (event_type in ("AID", "COOPERATE", "MOBILIZE") and verb.sent.text.rstrip().endswith((".", "”", '"')))
    if verb.tag_ == "VBN":
        return (
            event_type in LASTING_TYPES
            and not is_form_of(verb.text, MOMENTARY)
            and any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in verb.children)
        )
    return lasting and verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.text.lower() in ("was", "were") for c in verb.children)


def _accompanies(verb: "Token", event_type: str) -> bool:
    """True for what goes on beside what is told in the present: 'carries arms, supporting the regime', 'hosts a coalition fighting rebels'."""
    lasting = event_type in ("AID", "COOPERATE", "SUPPORT") or is_form_of(verb.text, modality()["lasting"])
    above = verb_of(verb.head)
    return lasting and above.tag_ in ("VBZ", "VBP") and above.sent.text.rstrip().endswith((".", "”", '"'))


def _since(token: "Token", verb: "Token") -> bool:
    """True for 'has been under sanctions since 2011', 'they have protested since June'; not for the raid of 'have hidden since the raid'."""
    if stands_behind(token, ("since",)):
        return False
    if verb.tag_ != "VBN" or not any(c.dep_ == "aux" and c.text.lower() in ("has", "have", "’ve", "'ve") for c in verb.children):
        return False
    node, above = token, {token.i}
    while node.dep_ in ("pobj", "prep", "attr", "compound", "conj") and node.head.i != node.i:
        node = node.head
        above.add(node.i)
    times = [c for t in (token, verb, *(a for a in token.ancestors if a.i in above)) for c in t.children if c.text.lower() == "since"]
    return any(g.dep_ == "pobj" for c in times for g in c.children)


def _under_way(token: "Token", verb: "Token", event_type: str) -> bool:
    """True for what has begun and lasts: 'the protests began in June', 'resumed peace talks', 'was performing an investigation'."""
    lasting = is_form_of(token.text, modality()["lasting"]) or (event_type in ("PROTEST", "CONSULT") and token.tag_ == "NNS")
    if not lasting or token.i == verb.i or token.head.i != verb.i or token.dep_ not in ("nsubj", "dobj"):
        return False
    if any(c.dep_ == "aux" and c.text.lower() in ("was", "were") for c in verb.children) and verb.tag_ == "VBG":
        return True
    return is_past(verb) and is_form_of(verb.text, {"begin", "continue", "start", "open", "resume"})


def _in_course(token: "Token") -> bool:
    """True for 'the third week of protests', 'is in the process of leaving', 'remains closed'."""
    if token.tag_ == "VBN" and token.dep_ in ("acomp", "xcomp", "ccomp", "oprd"):
        return is_form_of(token.head.text, {"remain", "stay"})
    of = token.dep_ in ("pobj", "pcomp") and token.head.text.lower() == "of"
    span = token.head.head
    last = any(c.text.lower() in ("last", "final") for c in span.lefts)
    return of and is_form_of(span.text, {"week", "month", "phase", "process", "midst"}) and is_definite(span) and not last


def _is_at(noun: "Token", verb: "Token") -> bool:
    """True for 'is on a visit', 'are at war'."""
    there = noun.dep_ == "pobj" and noun.head.head.i == verb.i < noun.i and noun.head.text.lower() in ("on", "at", "in", "under")
    somebody = any(c.dep_ == "nsubj" and is_somebody(c) for c in verb.lefts)
    return there and somebody and verb.tag_ in ("VBZ", "VBP") and is_form_of(verb.text, {"be"})


def is_over(noun: "Token") -> bool:
    """True for 'after talks', 'following an inquiry', 'failed negotiations', 'the end of the war' that has come, and what tells of its
    course: 'the debate was calm', 'during the debate he coughed'."""
    if any(c.text.lower() in ("failed", "successful", "unsuccessful") for c in noun.lefts):
        return True
    if (noun.dep_ == "nsubj" or stands_behind(noun, ("during",))) and is_past(verb_of(noun)):
        return True
    end = noun.head.head if noun.dep_ == "pobj" and noun.head.text.lower() == "of" else noun.head
    ended = end.i != noun.i and noun.dep_ in ("poss", "pobj") and is_form_of(end.text, {"aftermath", "conclusion", "end"})
    wanted = ended and class_of(verb_of(end), ("demanding", "planning", "believing", "scheduling", "threatening")) is not None
    return (ended and not wanted and end.tag_[:2] == "NN" and is_past(verb_of(end))) or stands_behind(noun, ("after", "following"))


def _over(noun: "Token", verb: "Token") -> bool:
    """True when a noun's verb tells of the past that it took place or came to an end."""
    node = noun
    while node.dep_ in ("pobj", "prep", "compound") and node.head.i != node.i and (node.dep_ != "prep" or node.text.lower() == "of"):
        node = node.head
    return (
        node.head.i == verb.i
        and node.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "advcl", "conj")
        and is_past(verb)
        and is_form_of(verb.text, HAPPENING | RUNNING)
    )
