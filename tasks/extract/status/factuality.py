"""How far a text commits to an event: −3 … 3, from its profile."""

from typing import TYPE_CHECKING

from tasks.extract.status.clauses import FUTURE, modal_of, verb_of
from tasks.extract.status.profile import Profile, profile_of

if TYPE_CHECKING:
    from spacy.tokens import Token

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
    verb = verb_of(token)
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
    if p.mood == "future" and (modal_of(verb) or "") not in FUTURE:
        return -0.4
    return 0.0
