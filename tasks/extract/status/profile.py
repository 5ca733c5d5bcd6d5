"""The profile of an event: how a text tells it (mood), what governs it, and whether it is negated.

After the factuality profiles of Saurí and Pustejovsky (FactBank, 2009) and Karttunen's implicative verbs (1971). Word lists:
lexicons/modality.toml.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.extract.lexicon import base_forms, is_form_of, modality, roles
from tasks.extract.status.clauses import (
    FUTURE,
    HABIT,
    HAPPENING,
    POSSIBLE,
    is_bare,
    is_conditional,
    is_definite,
    is_going_to,
    is_infinitive,
    is_light,
    is_negated,
    is_past,
    is_question,
    is_reported,
    is_told_past,
    modal_of,
    stands_behind,
    verb_of,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

OBLIGED = frozenset({"must", "should", "ought"})
CALLING = frozenset({"call", "press", "push", "appeal", "plead"})
DEALING = frozenset({
    "discuss", "address", "debate", "review", "raise", "condemn", "criticise", "criticize", "welcome", "mention", "describe", "explain",
    "regret", "appeal", "resolve", "defuse", "settle", "celebrate", "mark", "protest", "justify", "defend", "follow", "see", "survive",
})  # fmt: skip
STARTING = frozenset({"begin", "start"})
PART = frozenset({"hand", "involvement", "part", "role"})
AIMED = frozenset({"aim", "design", "intend", "mean"})  # 'the strike was aimed at deterring them': it took place
CIRCUMSTANCES = frozenset({"after", "following", "during", "since", "despite", "amid", "amidst", "throughout", "upon"})
MODIFYING = ("doubting", "scheduling", "planning", "threatening", "continuing")
DONE_TO = ("scheduling", "planning", "demanding", "preventing", "doubting", "refusing", "denying")
GOVERNING = (
    "refusing", "denying", "threatening", "demanding", "scheduling", "trying", "planning", "doubting", "preventing", "believing", "succeeding", "continuing",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """How a text tells an event.

    `mood`: asserted, future, would, possible, obliged, infinitive, gerund, modifier, noun, conditional or question.
    `governor` is the class of modality.toml that the nearest governing word belongs to, if any; `reported` says that the clause is
    the content of a word of saying or believing.
    """

    mood: str
    negated: bool
    governor: str | None
    reported: bool
    words: frozenset[str]
    given: bool = False  # a noun that is talked about as known: 'after the attack', 'claimed the attacks'


def profile_of(token: "Token") -> Profile:
    """The profile of the event that `token` tells."""
    words = _around(token)
    verb = verb_of(token)
    if token.i == verb.i and verb.tag_ == "VBG" and verb.dep_ == "xcomp" and is_form_of(verb.head.text, STARTING):
        token = verb = verb.head  # 'are due to begin surrendering'
    negated = is_negated(token, verb)
    mood = _mood(token, verb)
    return Profile(mood, negated, _governor(token, verb), is_reported(verb), words, mood == "noun" and _given(token))


def _mood(token: "Token", verb: "Token") -> str:
    presupposed = (
        token.i != verb.i and not is_light(token, verb) and is_definite(token)
    )  # 'what do you think of the war?', 'if the talks fail': the war is on, and so are the talks
    if not presupposed:
        if is_conditional(token):
            return "conditional"
        if is_question(verb):
            return "question"
    if token.i != verb.i and not is_light(token, verb):
        return "noun"
    modal = modal_of(verb)
    if modal in FUTURE or is_going_to(verb):
        return "future"
    if modal == "would" and any(c.dep_ == "advmod" and c.text.lower() in HABIT for c in verb.lefts):
        return "asserted"  # 'they would often attack farms'
    if modal in ("would", "'d", "’d"):
        return "future" if is_told_past(verb) else "would"
    if modal in POSSIBLE:
        return "possible"
    if modal in OBLIGED or (is_infinitive(verb) and verb.dep_ == "xcomp" and verb.head.text.lower() == "ought"):
        return "obliged"
    if is_infinitive(verb):
        return "infinitive"
    if token.i != verb.i:
        return "noun"
    if verb.dep_ in ("amod", "acl", "compound") and verb.tag_ in ("VBN", "VBG", "VBD"):
        return "modifier"
    if verb.tag_ == "VBG" and not any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return "gerund"
    if verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children) and not _is_finite_after_all(verb):
        return "infinitive"
    return "asserted"


def _is_finite_after_all(verb: "Token") -> bool:
    """True for 'they go further and demand', 'We appreciate it': a present that the tagger takes for a bare infinitive."""
    if verb.dep_ == "conj":
        return verb.head.tag_ in ("VBZ", "VBP", "VBD") and not is_infinitive(verb.head)
    return verb.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in verb.lefts)


def _given(noun: "Token") -> bool:
    """True for a definite noun that is not what its verb aims at: its event is taken for granted."""
    return noun.dep_ not in ("dobj", "nsubjpass") and is_definite(noun)


def _around(token: "Token") -> frozenset[str]:
    """Base forms of what depends on a token before it and of what it depends on, up to its verb."""
    found = {f for t in token.lefts for f in base_forms(t.text)}
    node = token
    for _ in range(4):
        if node.head.i == node.i or node.tag_.startswith("VB"):
            break
        node = node.head
        found.update(base_forms(node.text))
    found.update(f for c in verb_of(token).children if c.dep_ in ("advmod", "acomp", "attr", "oprd") for f in base_forms(c.text))
    return frozenset(found)


def _governor(token: "Token", verb: "Token") -> str | None:
    """The class of the nearest word that governs the event: a modifier, a noun or verb it depends on, the verb of the clause above."""
    for child in token.lefts:
        if child.dep_ in ("amod", "advmod", "compound", "det", "nmod") and (found := class_of(child, MODIFYING)):
            return found
    if token.i != verb.i and any(c.dep_ in ("relcl", "acl") and class_of(c, ("scheduling",)) for c in token.rights):
        return "scheduling"  # the talks, which are scheduled for Monday
    if token.i != verb.i and (_is_circumstance(token) or _is_topic(token) or _is_occasion(token)):
        return None
    if token.i != verb.i and _is_disowned(token):
        return "denying"
    node = token
    for steps in range(5):
        if node.head.i == node.i:
            return None
        above = node.head
        if above.text.lower() == "including":
            return None
        if (
            node.dep_ in ("relcl", "parataxis")
            or (node.dep_ == "advcl" and not is_infinitive(node))
            or (node.dep_ == "conj" and node.tag_.startswith("VB") and not is_bare(node))
        ):
            return None
        if node.dep_ in ("nsubj", "csubj") and above.tag_.startswith("VB"):
            denied = steps == 0 and is_form_of(above.text, HAPPENING) and above.dep_ == "ccomp"  # 'denies that the talks took place'
            return _predicate_class(above) or (class_of(above.head, ("denying",)) if denied else None)
        if node.dep_ == "nsubjpass" and (found := class_of(above, DONE_TO)):
            return None if is_form_of(above.text, AIMED) else found
        if node.dep_ == "advcl" and any(c.dep_ == "mark" and c.text.lower() == "for" for c in node.lefts) and _calls_for(above):
            return "demanding"  # 'called for it to be investigated'
        if node.dep_ == "conj" and not node.tag_.startswith("VB") and not above.tag_.startswith("VB"):
            node = above  # 'demands and ultimatums': neither governs the other
            continue
        if above.dep_ != "conj" or above.tag_.startswith("VB"):
            found = _class_above(node, above)
            if found is not None and not (found == "succeeding" and node.dep_ not in ("xcomp", "ccomp", "pcomp")):
                return None if node.dep_ == "advcl" and found not in ("planning", "demanding", "trying") else found
        if above.tag_.startswith("VB") and (node.dep_ != "conj") and steps:
            return None
        if above.tag_.startswith("VB") and above.i != verb.i and node.dep_ not in ("conj",):
            return None
        node = above
    return None


def _class_above(node: "Token", above: "Token") -> str | None:
    """What a word makes of that which depends on it."""
    if node.dep_ == "dobj" and is_form_of(above.text, {"commit", "consider"}):
        return None  # 'committed the murder'
    if node.dep_ == "ccomp" and node.tag_ in ("JJ", "NN", "NNS") and is_form_of(above.text, {"consider"}):
        return None  # 'considered the deal acceptable'
    if node.dep_ in ("dobj", "conj") and is_form_of(above.text, {"expect"}) and any(c.text.lower() == "from" for c in above.rights):
        return "demanding"  # 'we expect from Norland an apology'
    if node.dep_ in ("dobj", "xcomp", "ccomp", "pobj") and is_form_of(above.text, {"include"}):  # 'their demands include …'
        subject = next((c for c in above.lefts if c.dep_ == "nsubj"), None)
        return class_of(subject, ("demanding", "planning", "threatening")) if subject is not None else None
    if node.dep_ == "acl" and node.tag_ == "VBG" and above.tag_[:2] == "NN" and is_form_of(above.text, roles()["documents"]):
        return None  # 'vetoed a resolution condemning the attack'
    found = class_of(above, GOVERNING)
    return None if found == "demanding" and above.tag_.startswith("VB") and not _demands(above, node) else found


def _is_circumstance(noun: "Token") -> bool:
    """True for a known event that others are told by: 'after his conviction', 'despite the demands', 'in response to a lawsuit'."""
    answer = noun.dep_ == "pobj" and noun.head.text.lower() == "to" and noun.head.head.text.lower() in ("response", "reaction")
    answer = answer or (stands_behind(noun, ("at", "upon")) and is_form_of(noun.text, {"request", "invitation", "behest", "urging"}))
    return answer or stands_behind(noun, CIRCUMSTANCES)


def _is_topic(noun: "Token") -> bool:
    """True for the known thing that somebody deals with: 'plan to discuss the invasion'; whether it happened is not theirs to say."""
    return noun.dep_ == "dobj" and is_definite(noun) and is_form_of(noun.head.text, DEALING)


def _is_occasion(noun: "Token") -> bool:
    """True for where or over what somebody promised or sought something else: 'pledged in talks to leave', 'sought over the murder'."""
    link = noun.head
    if noun.dep_ != "pobj" or link.text.lower() not in ("at", "during", "in", "over") or not link.head.tag_.startswith("VB"):
        return False
    told = is_past(link.head) or link.head.tag_ == "VBG"
    return told and class_of(link.head, ("planning", "demanding", "threatening")) is not None


def _is_disowned(noun: "Token") -> bool:
    """True for what somebody has no part in: 'was not responsible for the attack', 'had no role in it'."""
    link, part = noun.head, noun.head.head
    if noun.dep_ != "pobj" or link.dep_ != "prep":
        return False
    if link.text.lower() == "for" and part.text.lower() == "responsible":
        return is_negated(part.head, part.head)
    return link.text.lower() == "in" and is_form_of(part.text, PART) and any(c.text.lower() == "no" for c in part.lefts)


def _demands(verb: "Token", node: "Token") -> bool:
    """Whether a verb asks for what depends on it: 'told them to go', 'called for talks'; 'told them that' and 'called talks' do not."""
    if is_form_of(verb.text, {"tell", "ask", "advise", "instruct", "need", "must", "order"}):
        thing = node.dep_ == "dobj" and not is_form_of(verb.text, {"tell", "advise", "instruct"})  # 'told the meeting'
        bare = node.tag_ == "VB" and not any(c.tag_ == "MD" for c in node.lefts)  # 'told them that he will leave'
        return thing or node.dep_ == "xcomp" or bare or (node.dep_ == "prep" and node.text.lower() == "for")
    if is_form_of(verb.text, CALLING):
        return (node.dep_ in ("prep", "xcomp") and node.text.lower() in ("for", "on")) or node.dep_ == "xcomp" or node.tag_ == "VB"
    return True


def _calls_for(verb: "Token") -> bool:
    """True for a verb whose 'for' tells what is wanted."""
    return is_form_of(verb.text, CALLING | {"ask", "lobby", "campaign"})


def _predicate_class(verb: "Token") -> str | None:
    """What a verb says of its subject: 'talks are scheduled', 'an attack is likely'."""
    if any(c.dep_ == "auxpass" for c in verb.children) and (found := class_of(verb, DONE_TO)):
        return found
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and (found := class_of(child, ("doubting", "scheduling", "continuing"))):
            return found
    return None


def class_of(token: "Token", classes: tuple[str, ...]) -> str | None:
    """The first of the classes of modality.toml that a word belongs to."""
    lists = modality()
    if token.tag_ in ("NN", "NNS") and is_form_of(token.text, {"suspect"}):
        return None  # a person
    if token.text.lower() == "talks" and token.tag_ == "NNS":
        return None  # 'talks on the war'
    if token.text.lower() == "due" and (token.tag_ == "IN" or _is_cause(token)):
        return None  # 'due to the storm'
    if token.text.lower() == "set" and token.i > 0 and token.nbor(-1).text == "-":
        return None  # 'a London-set debate'
    if is_form_of(token.text, {"rule"}) and not any(c.text.lower() == "out" for c in token.rights):
        return None
    return next((name for name in classes if is_form_of(token.text, lists[name])), None)


def _is_cause(due: "Token") -> bool:
    """True for 'due to' and a noun: 'due to an attack', not 'due to attack'."""
    behind = due.doc[due.i + 1 : due.i + 3]
    return len(behind) == 2 and behind[0].text.lower() == "to" and behind[1].tag_ in ("DT", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "CD")
