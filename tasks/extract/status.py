"""Whether an event happened: its status (data contract) and how far the text commits to it (−3 … 3).

Both are read from one `Profile`: how the clause of the trigger stands (asserted, future, modal, infinitive, conditional …), what
governs it, and whether it is negated; after the factuality profiles of Saurí and Pustejovsky (FactBank, 2009) and Karttunen's
implicative verbs (1971). Word lists: lexicons/modality.toml.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from schemas.vocabulary import Status
from tasks.extract.lexicon import base_forms, is_form_of, modality, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONAL = frozenset({"if", "unless", "whether", "lest", "provided", "should"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
OBLIGED = frozenset({"must", "should", "ought"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
CALLING = frozenset({"call", "press", "push", "appeal", "plead"})
FRIENDLY = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "SUPPORT"})
HARMFUL = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})
NEGATIONS = frozenset({"no", "never", "neither", "without", "nobody", "none", "nothing", "hardly", "scarcely", "rarely", "nor"})
VERBAL = ("VB", "MD")


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
    verb = _verb_of(token)
    words = _around(token)
    negated = _negated(token, verb)
    mood = _mood(token, verb)
    return Profile(mood, negated, _governor(token, verb), _reported(verb), words, mood == "noun" and _given(token))


def _mood(token: "Token", verb: "Token") -> str:
    presupposed = (
        token.i != verb.i and not _light(token, verb) and _definite(token)
    )  # 'what do you think of the war?', 'if the talks fail': the war is on, and so are the talks
    if not presupposed:
        if _conditional(token):
            return "conditional"
        if _question(verb):
            return "question"
    if token.i != verb.i and not _light(token, verb):
        return "noun"
    modal = _modal(verb)
    if modal in FUTURE or _going_to(verb):
        return "future"
    if modal in ("would", "'d", "’d"):
        return "future" if _told_past(verb) else "would"
    if modal in POSSIBLE:
        return "possible"
    if modal in OBLIGED:
        return "obliged"
    if _infinitive(verb):
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
        return verb.head.tag_ in ("VBZ", "VBP", "VBD") and not _infinitive(verb.head)
    return verb.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in verb.lefts)


def _given(noun: "Token") -> bool:
    """True for a definite noun that is not what its verb aims at: its event is taken for granted."""
    return noun.dep_ not in ("dobj", "nsubjpass") and _definite(noun)


def _definite(token: "Token") -> bool:
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.text.lower() in ("the", "this", "that", "these", "those")) for c in token.lefts)


def _light(token: "Token", verb: "Token") -> bool:
    """True for a noun whose verb tells no more than that it takes place: its mood is the verb's."""
    if not is_form_of(verb.text, EMPTY | HAPPENING | PLACING):
        return False
    node = token
    while node.dep_ in ("pobj", "prep", "compound", "conj", "amod", "poss") and node.head.i != verb.i and node.head.i != node.i:
        if node.dep_ == "prep" and node.text.lower() != "of":
            return False  # 'what are your views on the war?'
        node = node.head
    if node.dep_ == "nsubj" and not is_form_of(verb.text, HAPPENING | GOING_ON):
        return False  # 'the attack would have consequences'
    return node.head.i == verb.i and node.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "prep", "agent", "pobj", "oprd")


def factuality(token: "Token", profile: Profile | None = None) -> float:
    """How far the text commits to the event of `token`: 3 certain, 0 open, −3 certainly not.

    Scale of Lee et al. (UW factuality, 2015). The values of moods and governors below are set by hand in steps of a fifth. `profile`
    is that of the token, where it is known.
    """
    p = profile or profile_of(token)
    if p.negated:
        return DENIED[p.mood]
    values = COMMITTED[p.mood]
    if p.governor in values:
        return values[p.governor]
    return values[""] + _shade(token, p)


def _shade(token: "Token", p: Profile) -> float:
    """What the form of the words adds to their mood's value: definite nouns in the past are sure, bare and attributive ones less so."""
    verb = _verb_of(token)
    if p.mood == "noun":
        if token.dep_ in ("compound", "amod", "conj", "acomp", "attr") or (
            token.dep_ == "pobj" and token.head.text.lower() in ("for", "about", "to", "of")
        ):
            return -0.4 if token.dep_ != "pobj" or not any(c.dep_ in ("det", "poss") for c in token.lefts) else 0.0
        if verb.tag_ == "VB":
            return -0.6
        return 0.2 if verb.tag_ in ("VBD", "VBN") else 0.0
    if p.mood == "gerund":
        return 0.2 if token.dep_ == "advcl" else -0.6 if token.dep_ == "pcomp" and token.head.text.lower() == "of" else 0.0
    if p.mood == "infinitive":
        if token.dep_ == "xcomp" and token.head.tag_ in ("JJ", "RB"):
            return -1.0
        return -0.4 if token.dep_ in ("acl", "relcl") else 0.4 if token.dep_ == "pobj" else 0.0
    if p.mood == "asserted":
        present = verb.tag_ in ("VBZ", "VBP")
        if present and verb.dep_ == "advcl":
            return -0.6
        return -0.2 if p.reported or present else 0.0
    if p.mood == "future" and (_modal(verb) or "") not in FUTURE:
        return -0.4
    return 0.0


COMMITTED: dict[str, dict[str, float]] = {
    "asserted": {"": 3.0, "believing": 2.2, "doubting": 2.0, "planning": 2.2, "demanding": 2.4, "threatening": 1.8, "denying": 1.0, "succeeding": 2.6},
    "future": {"": 2.4, "doubting": 1.8, "believing": 2.2},
    "would": {"": 1.8, "doubting": 1.2},
    "possible": {"": 1.4, "doubting": 1.2},
    "obliged": {"": 1.6},
    "conditional": {"": 1.0},
    "question": {"": 1.2},
    "infinitive": {
        "": 1.8, "succeeding": 2.0, "planning": 1.6, "demanding": 1.4, "threatening": 0.8, "scheduling": 1.8, "doubting": 1.4,
        "preventing": 0.6, "refusing": -1.6, "believing": 1.6, "trying": 1.0, "continuing": 2.4, "denying": 0.6,
    },
    "gerund": {
        "": 2.6, "succeeding": 2.8, "planning": 1.6, "demanding": 2.0, "threatening": 1.0, "scheduling": 1.8, "doubting": 1.6,
        "preventing": 0.6, "refusing": -1.0, "believing": 1.8, "trying": 1.4, "continuing": 2.8, "denying": 0.4,
    },
    "noun": {
        "": 2.8, "succeeding": 2.4, "planning": 2.0, "demanding": 2.2, "threatening": 1.0, "scheduling": 2.2, "doubting": 2.0,
        "preventing": 1.4, "refusing": 0.6, "believing": 2.2, "trying": 1.4, "continuing": 2.8, "denying": 1.6,
    },
    "modifier": {"": 2.8, "planning": 2.4, "demanding": 2.4, "threatening": 2.0, "doubting": 2.4, "preventing": 2.0, "refusing": 1.4, "trying": 2.4},
}  # fmt: skip
DENIED = {
    "asserted": -2.4, "future": -1.6, "would": -2.2, "possible": -1.8, "obliged": 0.0, "conditional": -0.4, "question": 0.0,
    "infinitive": -1.4, "gerund": -2.0, "noun": -1.8, "modifier": -1.6,
}  # fmt: skip


def status_of(
    token: "Token", event_type: str, first: date | None, anchor: date | None, *, depends: bool = False, profile: Profile | None = None
) -> tuple[Status, bool]:
    """(status, negated) of the event that `token` tells. `first` is its first day, `anchor` the day it was told; `depends` says that
    it is told as what follows from a condition: harm that would follow is a threat; `profile` is that of the token, where it is known."""
    p = profile or profile_of(token)
    status, negated = _status(token, p, event_type, first, anchor)
    if status not in ("planned", "scheduled", "hypothetical") or p.mood == "conditional":
        return status, negated
    demanding = p.mood in ("future", "infinitive") and (event_type in HARMFUL or event_type == "AID") and _unless(token)
    return "threatened" if demanding or (depends and event_type in HARMFUL) else status, negated


def _status(token: "Token", p: Profile, event_type: str, first: date | None, anchor: date | None) -> tuple[Status, bool]:
    after = first is not None and anchor is not None and first > anchor
    harmful = event_type in HARMFUL
    if p.mood in ("conditional", "question"):
        return "hypothetical", p.negated
    if p.governor == "denying" and not (event_type in SPOKEN and token.dep_ == "dobj"):
        return "denied", p.negated  # but not what is said: 'denied the accusation'
    if p.governor == "threatening" and (harmful or (p.mood == "infinitive" and event_type not in FRIENDLY)) and p.mood != "asserted":
        return "threatened", p.negated
    if p.mood == "possible" and p.negated and _could_not(_verb_of(token)):
        return "occurred", True  # 'could not agree': did not
    if p.mood in ("possible", "would"):
        return "hypothetical", p.negated
    if p.mood == "obliged":
        return "demanded", p.negated
    if p.mood in ("future", "infinitive"):
        return _ahead(token, p, first, after, harmful)
    verb = _verb_of(token)
    if p.mood == "noun" and _stands_behind(token, ("without",)) and _past(verb) and _modal(verb) is None and not _negated(verb, verb):
        return "occurred", True  # 'ended without an agreement'
    if p.mood == "noun" and p.governor is None and token.dep_ in ("nsubjpass", "dobj") and _modal(verb) in FUTURE and not _definite(token):
        return ("denied", True) if p.negated else ("planned", False)  # 'sanctions will be mustered'
    if p.mood == "noun" and p.governor is None and not p.negated and not _past(verb) and any(c.text.lower() == "any" for c in token.lefts):
        return "hypothetical", False  # 'any future expansion must be agreed'
    if p.governor == "planning" and token.dep_ == "dobj" and _past(verb) and is_form_of(verb.text, HOLDING):
        return "occurred", p.negated  # 'began a planned shutdown'
    if p.mood == "noun" and _is_to_end(token, verb):
        return ("occurred" if _past(verb) else "ongoing"), p.negated
    taken_for_granted = p.given and (
        p.governor in ("doubting", "preventing", "believing") or (p.governor in ("demanding", "planning") and _is_deep(token, p.governor))
    )
    if (
        p.mood in ("gerund", "noun", "modifier")
        and p.governor is not None
        and not taken_for_granted
        and (status := _governed(p, harmful)) is not None
    ):
        return status, p.negated
    if after and not (p.mood == "asserted" and token.i == verb.i and _past(verb)):
        return "scheduled", p.negated
    if p.mood == "noun" and harmful and p.governor is None and _is_open(token, verb):
        return "hypothetical", p.negated
    if p.mood == "asserted" and verb.tag_ in ("VBZ", "VBP") and _awaited(verb):
        return "scheduled", p.negated
    before = first is not None and anchor is not None and first < anchor
    return ("ongoing" if _is_ongoing(token, verb, p, event_type, before=before) else "occurred"), p.negated


def _is_ongoing(token: "Token", verb: "Token", p: Profile, event_type: str, *, before: bool) -> bool:
    """Whether what is told as real still lasts; `before`: it has days, and they are over."""
    ahead = {c.text.lower() for c in token.lefts} | {token.doc[max(0, token.left_edge.i - 1)].text.lower()}
    if ahead & {"past", "previous", "former", "earlier", "another"}:
        return False  # 'past incursions are still remembered', 'another call has been due since Monday'
    if _in_course(token):
        return True
    if p.mood not in ("asserted", "noun"):
        return False
    if _progressive(verb) and (token.i == verb.i or _light(token, verb)):
        return True
    if _since(token, verb) or _under_way(token, verb, event_type) or _is_at(token, verb):
        return True
    if p.mood == "asserted":
        return token.i == verb.i and _lasts(token, event_type)
    if before:
        return False
    goes_on = bool(p.words & modality()["continuing"]) and (not _past(verb) or bool(p.words & {"ongoing", "underway"}))
    return goes_on or (is_form_of(token.text, modality()["lasting"]) and not _over(token, verb) and not is_over(token))


def _ahead(token: "Token", p: Profile, first: date | None, after: bool, harmful: bool) -> tuple[Status, bool]:
    if p.mood == "infinitive":
        verb = _verb_of(token)
        above = verb.head.text.lower()
        if _done(verb):
            return "occurred", p.negated
        if p.governor in ("succeeding", "continuing") and _modal(verb.head) in FUTURE:
            return ("denied", True) if p.negated else ("planned", False)  # 'will never be allowed to join'
        if p.governor == "continuing" and verb.head.tag_ in ("VBG", "VBZ", "VBP") and not p.negated:
            return "ongoing", False
        tried = p.governor == "trying" and p.negated and verb.head.tag_ in ("VBD", "VB")  # 'no one tried to attack'
        if p.governor in ("succeeding", "continuing", "refusing") or tried:
            return "occurred", p.negated or p.governor == "refusing"
        if p.governor == "demanding" or _wanted_of_another(verb):
            return "demanded", p.negated
        if harmful and above in READY:
            return "threatened", p.negated
        if not harmful and above == "likely":
            return "planned", p.negated
        if p.governor == "doubting" or (p.governor == "preventing" and harmful):
            return "hypothetical", p.negated
        if p.governor == "scheduling":
            return "scheduled", p.negated
        fixed = after or (first is not None and is_form_of(above, {"be"}))  # 'was to meet on Monday'
        return ("scheduled" if fixed and p.governor is None else "planned"), p.negated
    if p.negated:
        return "denied", True
    if p.governor == "demanding":
        return "demanded", False
    if p.governor in ("doubting", "believing") and harmful:
        return "hypothetical", False
    if after or p.words & modality()["scheduling"]:
        return "scheduled", False
    return ("threatened" if harmful and p.governor == "threatening" else "planned"), False


def _unless(token: "Token") -> bool:
    """True for what follows if somebody does not do as told: 'will send arms unless they leave'."""
    verb = _verb_of(token)
    return any(t.dep_ == "mark" and t.text.lower() == "unless" and t.i > verb.i for t in verb.subtree)


def _wanted_of_another(verb: "Token") -> bool:
    """True for what one wants somebody else to do: 'want him to resign', 'expects Moscow to answer'."""
    while verb.dep_ == "conj" and verb.head.tag_.startswith("VB") and verb.head.i != verb.i:
        verb = verb.head
    own = any(c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i for c in verb.lefts)
    return own and verb.dep_ in ("ccomp", "xcomp") and is_form_of(verb.head.text, {"want", "wish", "expect", "like", "prefer"})


def _done(verb: "Token") -> bool:
    """True for an infinitive that tells what was done: 'came to fight', 'was the first to refuse', 'voted to extend it'."""
    above = verb.head
    if verb.dep_ == "advcl":
        return _past(above) and is_form_of(above.text, COMING)
    if verb.dep_ in ("relcl", "acl"):
        first = any(c.text.lower() in ("last", "only") or c.ent_type_ == "ORDINAL" for c in (above, *above.lefts))
        return first and _is_somebody(above) and (verb.tag_ == "VBN" or _past(_verb_of(above))) and _modal(_verb_of(above)) is None
    return verb.dep_ == "xcomp" and above.text.lower() in ENACTING and not _negated(verb, verb)


ENACTING = frozenset({"voted", "glad", "proud", "honored", "honoured", "pleased"})
COMING = frozenset({"come", "go", "march", "gather", "rally", "turn", "join", "do", "meet", "assemble", "fly", "travel"})


def _governed(p: Profile, harmful: bool) -> Status | None:
    if p.governor == "demanding":
        return "demanded"
    if p.governor == "scheduling":
        return "scheduled"
    if p.governor == "planning":
        return "planned"
    if p.governor in ("doubting", "preventing") or (p.governor == "believing" and harmful):
        return "hypothetical"
    return None


def _is_to_end(noun: "Token", verb: "Token") -> bool:
    """True for what is there already: 'the talks are due to end', 'is expected to last until May'."""
    if noun.dep_ not in ("nsubj", "nsubjpass") or not _definite(noun):
        return False
    near = (verb, *verb.rights, *(g for c in verb.rights if c.dep_ == "acomp" for g in c.rights))
    for word in near:
        if word.dep_ in ("xcomp", "ccomp") or word.head.i == word.i:
            until = is_form_of(word.text, {"last", "run"}) and any(c.text.lower() in ("until", "till") for c in word.children)
            if until or is_form_of(word.text, ENDING):
                return True
    return False


def _awaited(verb: "Token") -> bool:
    """True for what is told to come: 'two weeks until they meet', 'before they leave'."""
    marks = {c.text.lower() for c in verb.lefts if c.dep_ == "mark"}
    marked = bool(marks & {"until", "till"}) or ("before" in marks and verb.head.tag_ not in ("VBZ", "VBP"))
    behind = verb.dep_ == "pcomp" and verb.head.text.lower() in ("until", "before")
    return behind or (marked and verb.dep_ in ("advcl", "pcomp", "relcl", "acl"))


def _lasts(verb: "Token", event_type: str) -> bool:
    """True for a verb that tells a state: 'supports', 'is banned', 'were investigating', but not in a headline's present."""
    lasting = is_form_of(verb.text, modality()["lasting"]) or is_form_of(verb.text, {"have"})  # 'has productive talks with them'
    if verb.tag_ in ("VBZ", "VBP"):
        return lasting or (event_type in ("AID", "COOPERATE", "MOBILIZE") and verb.sent.text.rstrip().endswith((".", "”", '"')))
    if verb.tag_ == "VBN":
        return event_type in LASTING_TYPES and any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in verb.children)
    return lasting and verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.text.lower() in ("was", "were") for c in verb.children)


HOLDING = frozenset({"begin", "start", "hold", "stage", "conduct", "execute", "complete", "finish", "end", "open", "resume"})
SPOKEN = frozenset({"ACCUSE", "THREATEN", "REQUEST"})
ENDING = frozenset({"end", "continue", "expire", "conclude", "finish"})
LASTING_TYPES = frozenset({"SUPPORT", "COERCE", "SANCTION", "AID"})


def _since(token: "Token", verb: "Token") -> bool:
    """True for 'has been under sanctions since 2011', 'they have protested since June'."""
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
    return _past(verb) and is_form_of(verb.text, {"begin", "start", "open", "resume"})


def _in_course(token: "Token") -> bool:
    """True for 'the third week of protests', 'is in the process of leaving', 'remains closed'."""
    if token.tag_ == "VBN" and token.dep_ in ("acomp", "xcomp", "ccomp", "oprd"):
        return is_form_of(token.head.text, {"remain", "stay"})
    of = token.dep_ in ("pobj", "pcomp") and token.head.text.lower() == "of"
    span = token.head.head
    last = any(c.text.lower() in ("last", "final") for c in span.lefts)
    return of and is_form_of(span.text, {"week", "month", "phase", "process", "midst"}) and _definite(span) and not last


def _is_at(noun: "Token", verb: "Token") -> bool:
    """True for 'is on a visit', 'are at war'."""
    there = noun.dep_ == "pobj" and noun.head.head.i == verb.i < noun.i and noun.head.text.lower() in ("on", "at", "in", "under")
    somebody = any(c.dep_ == "nsubj" and _is_somebody(c) for c in verb.lefts)
    return there and somebody and verb.tag_ in ("VBZ", "VBP") and is_form_of(verb.text, {"be"})


def _is_somebody(noun: "Token") -> bool:
    """True for a word for people, bodies or states: a vote may be 'on impeachment', but nobody is."""
    named = noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or noun.tag_ in ("PRP", "NNP", "WP")
    return named or is_form_of(noun.text, roles()["speakers"]) or is_form_of(noun.text, roles()["parties"])


def is_over(noun: "Token") -> bool:
    """True for 'after talks', 'following an inquiry'."""
    return _stands_behind(noun, ("after", "following"))


def _over(noun: "Token", verb: "Token") -> bool:
    """True when a noun's verb tells of the past that it took place or came to an end."""
    node = noun
    while node.dep_ in ("pobj", "prep", "compound") and node.head.i != node.i and (node.dep_ != "prep" or node.text.lower() == "of"):
        node = node.head
    return (
        node.head.i == verb.i
        and node.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "advcl", "conj")
        and _past(verb)
        and is_form_of(
            verb.text,
            HAPPENING | RUNNING,
        )
    )


# -- what stands around -------------------------------------------------------------------------------------------------


def _verb_of(token: "Token") -> "Token":
    """The nearest verb at or above a token."""
    node = token
    while not node.tag_.startswith(VERBAL) and node.head.i != node.i:
        node = node.head
    return node


def _around(token: "Token") -> frozenset[str]:
    """Base forms of what depends on a token before it and of what it depends on, up to its verb."""
    found = {f for t in token.lefts for f in base_forms(t.text)}
    node = token
    for _ in range(4):
        if node.head.i == node.i or node.tag_.startswith("VB"):
            break
        node = node.head
        found.update(base_forms(node.text))
    found.update(f for c in _verb_of(token).children if c.dep_ in ("advmod", "acomp", "attr", "oprd") for f in base_forms(c.text))
    return frozenset(found)


def _governor(token: "Token", verb: "Token") -> str | None:
    """The class of the nearest word that governs the event: a modifier, a noun or verb it depends on, the verb of the clause above."""
    for child in token.lefts:
        if child.dep_ in ("amod", "advmod", "compound", "det", "nmod") and (found := _class_of(child, MODIFYING)):
            return found
    if token.i != verb.i and any(c.dep_ in ("relcl", "acl") and _class_of(c, ("scheduling",)) for c in token.rights):
        return "scheduling"  # the talks, which are scheduled for Monday
    if token.i != verb.i and (_is_circumstance(token) or _is_topic(token)):
        return None
    node = token
    for steps in range(5):
        if node.head.i == node.i:
            return None
        above = node.head
        if (
            node.dep_ in ("relcl", "parataxis")
            or (node.dep_ == "advcl" and not _infinitive(node))
            or (node.dep_ == "conj" and node.tag_.startswith("VB") and not _bare(node))
        ):
            return None
        if node.dep_ in ("nsubj", "csubj") and above.tag_.startswith("VB"):
            denied = steps == 0 and is_form_of(above.text, HAPPENING) and above.dep_ == "ccomp"  # 'denies that the talks took place'
            return _predicate_class(above) or (_class_of(above.head, ("denying",)) if denied else None)
        if node.dep_ == "nsubjpass" and (found := _class_of(above, DONE_TO)):
            return found
        if node.dep_ == "advcl" and any(c.dep_ == "mark" and c.text.lower() == "for" for c in node.lefts) and _calls_for(above):
            return "demanding"  # 'called for it to be investigated'
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
        return _class_of(subject, ("demanding", "planning", "threatening")) if subject is not None else None
    found = _class_of(above, GOVERNING)
    return None if found == "demanding" and above.tag_.startswith("VB") and not _demands(above, node) else found


def _is_circumstance(noun: "Token") -> bool:
    """True for a known event that others are told by: 'after his conviction', 'despite the demands', 'in response to a lawsuit'."""
    answer = noun.dep_ == "pobj" and noun.head.text.lower() == "to" and noun.head.head.text.lower() in ("response", "reaction")
    answer = answer or (_stands_behind(noun, ("at", "upon")) and is_form_of(noun.text, {"request", "invitation", "behest", "urging"}))
    return answer or _stands_behind(noun, CIRCUMSTANCES)


def _stands_behind(noun: "Token", prepositions: Collection[str]) -> bool:
    node = noun
    while node.dep_ in ("conj", "compound") and node.head.i != node.i:
        node = node.head
    return node.dep_ == "pobj" and node.head.text.lower() in prepositions


def _is_topic(noun: "Token") -> bool:
    """True for the known thing that somebody deals with: 'plan to discuss the invasion'; whether it happened is not theirs to say."""
    return noun.dep_ == "dobj" and _definite(noun) and is_form_of(noun.head.text, DEALING)


def _is_deep(noun: "Token", governor: str) -> bool:
    """True for the known thing that what is wanted is about: 'called for an inquiry into the shooting'."""
    about = noun.head.head if noun.dep_ == "pobj" else noun
    return about.tag_ in ("NN", "NNS") and about.i != noun.i and _class_of(about, (governor,)) is None


def _is_open(noun: "Token", verb: "Token") -> bool:
    """True for an event that is only thought of: 'ready to respond to an invasion', 'a further attack would follow'."""
    if any(c.dep_ == "relcl" and _modal(c) in POSSIBLE | {"would"} for c in noun.rights):
        return True  # the sanctions that they would face
    bare = not _definite(noun) and not any(c.dep_ in ("nummod", "poss") for c in noun.lefts)
    modal = _modal(verb)
    ahead = modal in POSSIBLE | {"would"} or (noun.tag_ == "NN" and (_infinitive(verb) or modal in FUTURE))
    return bare and ahead and noun.dep_ in ("pobj", "nsubj") and verb.i != noun.i


READY = frozenset({"ready", "readiness", "prepared", "willing", "willingness"})
DEALING = frozenset({
    "discuss", "address", "debate", "review", "raise", "condemn", "criticise", "criticize", "welcome", "mention", "describe", "explain",
    "regret", "appeal", "resolve", "defuse", "settle", "celebrate", "mark", "protest", "justify", "defend", "follow", "see", "survive",
})  # fmt: skip
CIRCUMSTANCES = frozenset({"after", "following", "during", "since", "despite", "amid", "amidst", "throughout", "upon"})
MODIFYING = ("doubting", "scheduling", "planning", "threatening", "continuing")
DONE_TO = ("scheduling", "planning", "demanding", "preventing", "doubting", "refusing", "denying")
GOVERNING = (
    "refusing", "denying", "threatening", "demanding", "scheduling", "trying", "planning", "doubting", "preventing", "believing", "succeeding", "continuing",
)  # fmt: skip


def _demands(verb: "Token", node: "Token") -> bool:
    """Whether a verb asks for what depends on it: 'told them to go', 'called for talks'; 'told them that' and 'called talks' do not."""
    if is_form_of(verb.text, {"tell", "ask", "advise", "instruct", "need", "must", "order"}):
        thing = node.dep_ == "dobj" and not is_form_of(verb.text, {"tell", "advise", "instruct"})  # 'told the meeting'
        return thing or node.dep_ == "xcomp" or node.tag_ == "VB" or (node.dep_ == "prep" and node.text.lower() == "for")
    if is_form_of(verb.text, CALLING):
        return (node.dep_ in ("prep", "xcomp") and node.text.lower() in ("for", "on")) or node.dep_ == "xcomp" or node.tag_ == "VB"
    return True


def _calls_for(verb: "Token") -> bool:
    """True for a verb whose 'for' tells what is wanted."""
    return is_form_of(verb.text, CALLING | {"ask", "lobby", "campaign"})


def _could_not(verb: "Token") -> bool:
    """True for 'could not agree', not for 'could not have agreed' and 'could not attack if …'."""
    left_open = any(t.text.lower() in ("if", "unless", "until", "without", "now") for t in verb.sent)
    perfect = any(c.dep_ == "aux" and c.text.lower() in ("have", "’ve", "'ve") for c in verb.lefts)
    return _modal(verb) == "could" and not left_open and not perfect


def _predicate_class(verb: "Token") -> str | None:
    """What a verb says of its subject: 'talks are scheduled', 'an attack is likely'."""
    if any(c.dep_ == "auxpass" for c in verb.children) and (found := _class_of(verb, DONE_TO)):
        return found
    for child in verb.children:
        if child.dep_ in ("acomp", "attr", "oprd") and (found := _class_of(child, ("doubting", "scheduling", "continuing"))):
            return found
    return None


def _class_of(token: "Token", classes: tuple[str, ...]) -> str | None:
    lists = modality()
    if token.tag_ in ("NN", "NNS") and is_form_of(token.text, {"suspect"}):
        return None  # a person
    if is_form_of(token.text, {"rule"}) and not any(c.text.lower() == "out" for c in token.rights):
        return None
    return next((name for name in classes if is_form_of(token.text, lists[name])), None)


def _bare(verb: "Token") -> bool:
    return verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)


def _reported(verb: "Token") -> bool:
    node = verb
    while node.dep_ == "conj" and node.head.i != node.i:
        node = node.head
    return bool(node.dep_ == "ccomp")


def _told_past(verb: "Token") -> bool:
    """'Said it would go': the future of a report told in the past."""
    node = verb
    while node.dep_ == "conj" and node.head.i != node.i and not any(c.dep_ == "nsubj" for c in node.children):
        node = node.head
    head = node.head
    return (
        node.dep_ == "ccomp"
        and head.tag_ in ("VBD", "VBN")
        and not any(c.dep_ == "advcl" and _opens_conditional(c) for c in [*node.children, *head.children])
    )


def _negated(token: "Token", verb: "Token") -> bool:
    def has(node: "Token") -> bool:
        return any(
            c.dep_ == "neg"
            or c.text.lower().endswith(("n't", "n’t"))
            or (c.text.lower() in NEGATIONS and c.dep_ in ("det", "neg", "advmod", "preconj", "nsubj", "nsubjpass", "cc"))
            or (
                c.dep_ in ("nsubj", "nsubjpass", "dobj")
                and node.tag_.startswith("VB")
                and not (c.dep_ == "dobj" and is_form_of(node.text, HAVING))
                and any(g.text.lower() in ("no", "neither") and g.dep_ == "det" for g in c.children)
            )
            for c in node.children
        )

    if verb.dep_ in ("xcomp", "ccomp", "acl") and _infinitive(verb) and is_form_of(verb.head.text, modality()["refusing"]):
        return True
    if token.dep_ in ("dobj", "nsubjpass") and is_form_of(token.head.text, CANCELLING):
        return True
    if verb.dep_ == "pcomp" and verb.head.text.lower() == "without":
        return True
    above = verb.head
    raised = (
        verb.dep_ in ("xcomp", "ccomp") and is_form_of(above.text, RAISING) and (has(above) or (above.dep_ == "acomp" and has(above.head)))
    )
    own = has(verb) and (token.i == verb.i or _empty(token, verb))
    return has(token) or own or raised or any(has(c) for c in verb.children if c.dep_ in ("aux", "acomp"))


CANCELLING = frozenset({"cancel", "scrap", "avert", "foil", "thwart", "shelve", "abort", "prevent"})
EMPTY = frozenset({  # verbs whose negation is their object's
    "have", "hold", "make", "take", "launch", "conduct", "carry", "stage", "give", "occur", "happen", "schedule", "plan", "start",
    "begin", "reach", "sign", "impose", "issue", "mount", "do", "see", "find", "get",
})  # fmt: skip
HAPPENING = frozenset({"occur", "happen", "take"})
GOING_ON = frozenset({"be", "continue", "resume", "end", "follow", "open", "come", "begin", "start"})
RUNNING = frozenset({
    "end", "be", "kill", "hold", "launch", "impose", "last", "stop", "lift", "declare", "announce", "order", "open",
    "issue", "levy", "extend", "introduce", "enact", "lead", "follow", "win", "hit", "retaliate",
})  # fmt: skip
PLACING = frozenset({
    "be", "continue", "resume", "end", "follow", "attend", "host", "arrange", "join", "provide", "deliver", "order", "postpone",
    "suspend", "cancel", "call", "announce", "open", "face", "press", "receive", "come", "extend", "expect", "propose", "seek",
    "threaten",
})  # fmt: skip
RAISING = frozenset({
    "plan", "intend", "expect", "think", "believe", "want", "able", "seem", "appear", "go", "manage", "have", "allow", "agree", "begin",
    "choose", "dare", "try", "attempt",
})  # fmt: skip
HAVING = frozenset({"have", "see", "make", "take", "serve", "know"})  # 'has no problem' has something all the same


def _empty(noun: "Token", verb: "Token") -> bool:
    """True when a verb says no more than that what its noun tells takes place: 'held no talks', 'the attack did not happen'."""
    if noun.head.i != verb.i:
        return False
    return is_form_of(verb.text, HAPPENING if noun.dep_ == "nsubj" else EMPTY) and noun.dep_ in ("nsubj", "nsubjpass", "dobj")


def _opens_conditional(verb: "Token") -> bool:
    if any(c.dep_ == "mark" and c.text.lower() in CONDITIONAL for c in verb.children):
        return True
    should = next((c for c in verb.lefts if c.dep_ == "aux" and c.text.lower() == "should"), None)
    turned = should is not None and any(c.dep_ in ("nsubj", "nsubjpass") and c.i > should.i for c in verb.lefts)
    return turned and not _ends_as_question(verb)  # 'should they refuse'


def conditional_clause(token: "Token") -> "Token | None":
    """The verb of the if-clause that a token stands in; None outside of one that hangs on a main clause."""
    node = token
    for _ in range(8):
        if (
            _opens_conditional(node)
            and node.dep_ in ("advcl", "ccomp", "mark")
            and not any(c.text.lower() == "whether" for c in node.children)
        ):
            return node if node.head.i != node.i else None
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def _conditional(token: "Token") -> bool:
    node = token
    for _ in range(8):
        if _opens_conditional(node):
            return True
        if node.dep_ == "pobj" and " ".join(t.text.lower() for t in token.doc[max(0, node.head.i - 3) : node.head.i + 1]).endswith(
            ("in the event of", "in case of")
        ):
            return True
        if node.head.i == node.i or node.dep_ in ("ccomp", "relcl"):
            return False
        node = node.head
    return False


def _question(verb: "Token") -> bool:
    return verb.dep_ in ("ROOT", "conj") and _ends_as_question(verb) and not _asks_how(verb)


def _asks_how(verb: "Token") -> bool:
    """True for 'Why did they attack?' and 'When will they meet?': it asks why, how, when or where, not whether."""
    asking = next((t for t in verb.sent if not t.is_punct and not t.is_space), None)
    return asking is not None and asking.tag_ == "WRB"


def _ends_as_question(verb: "Token") -> bool:
    return bool(verb.sent.text.rstrip("”\"’' ").endswith("?"))


def _modal(verb: "Token") -> str | None:
    node = verb
    for _ in range(3):
        modal = next((c.text.lower() for c in node.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        if modal or node.dep_ not in ("conj",) or any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
            return modal
        node = node.head
    return None


def _infinitive(verb: "Token") -> bool:
    """True for 'to go', 'to be taken' and the subjunctive 'be taken'."""
    passive = any(c.dep_ == "auxpass" and c.text.lower() == "be" for c in verb.children)
    if not any(c.tag_ == "TO" for c in verb.children):
        return passive and verb.tag_ == "VBN" and _modal(verb) is None and not any(c.dep_ == "aux" for c in verb.children)
    return verb.tag_ == "VB" or passive


def _going_to(verb: "Token") -> bool:
    return _infinitive(verb) and verb.head.text.lower() in ("going", "gon")


def _progressive(verb: "Token") -> bool:
    return verb.tag_ == "VBG" and any(
        c.dep_ in ("aux", "auxpass") and c.text.lower() in ("is", "are", "'re", "’re", "'s", "’s", "been", "am", "'m")
        for c in verb.children
    )


def _past(verb: "Token") -> bool:
    return verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and any(c.text.lower() in ("was", "were", "had", "has", "have") for c in verb.children)
    )
