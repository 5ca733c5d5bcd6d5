"""Whether an event happened: occurred, ongoing, scheduled, planned, demanded, threatened, denied or hypothetical.

From tense, modality, negation, conditionals and the words that govern the trigger; after the factuality profiles of Saurí and
Pustejovsky (FactBank, 2009), with the classes of the data contract.
"""

from datetime import date
from typing import TYPE_CHECKING

from schemas.vocabulary import Status
from tasks.extract.lexicon import base_forms, is_form_of

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONAL = frozenset({"if", "unless", "should", "whether", "lest"})
POSSIBLE = frozenset({"may", "might", "could", "would", "can"})
PLANNING = frozenset({
    "plan", "intend", "intention", "aim", "hope", "expect", "prepare", "agree", "promise", "pledge", "vow", "offer", "ready",
    "likely", "consider", "propose", "want", "seek", "try", "decide", "commit", "readiness", "willingness", "effort", "poise",
})  # fmt: skip
DEMANDING = frozenset({
    "demand", "urge", "call", "insist", "ask", "request", "require", "appeal", "implore", "order", "want", "must", "press",
    "guarantee", "ultimatum", "should",
})  # fmt: skip
THREATENING = frozenset({"threaten", "threat", "warn", "warning", "retaliate", "ultimatum", "jeopardize", "consequence"})
DENYING = frozenset({"deny", "refute", "dismiss", "reject", "denial", "disprove"})
SCHEDULING = frozenset(
    {"schedule", "slate", "set", "due", "plan", "upcoming", "arrange", "expect", "forthcoming", "impend", "ahead", "will"}
)
FEARING = frozenset({
    "fear", "possible", "potential", "possibility", "risk", "suspect", "speculate", "speculation", "any", "prospect", "suggest",
    "hypothetical", "allege", "prevent", "avoid", "avert", "deter", "deterrence", "danger", "against",
})  # fmt: skip
REFUSING = frozenset({"refuse", "decline", "fail", "neglect", "refusal", "failure", "forget", "unable"})
CANCELLING = frozenset({"cancel", "scrap", "abandon", "prevent", "avert", "foil", "thwart", "shelve"})
GOING_ON = frozenset({"continue", "remain", "keep", "ongoing", "current", "still", "mount", "persist", "rage", "increase", "rise"})
HARMFUL = frozenset({"SANCTION", "ASSAULT", "COERCE", "MOBILIZE", "THREATEN"})


def status_of(token: "Token", event_type: str, first: date | None, anchor: date | None) -> tuple[Status, bool]:
    """(status, negated) of the event that `token` tells. `first` is its first day, `anchor` the day it was told."""
    verb = _verb_of(token)
    chain = _governors(token)
    words = {f for t in chain for f in base_forms(t.text)} | {f for t in token.lefts for f in base_forms(t.text)}
    negated = _negated(token, verb)
    if _conditional(token):
        return "hypothetical", negated
    modal = _modal(verb)
    if words & DENYING and not _is(token, DENYING):
        return "denied", negated
    after = first is not None and anchor is not None and first > anchor
    if words & THREATENING and not _is(token, THREATENING) and event_type in HARMFUL:
        return "threatened", negated
    if modal in POSSIBLE:
        return "hypothetical", negated
    if modal in ("will", "'ll", "’ll", "shall") or _going_to(verb) or _infinitive(verb):
        if negated:
            return "denied", True
        if words & DEMANDING:
            return "demanded", negated
        if words & FEARING and event_type in HARMFUL:
            return "hypothetical", negated
        if _set_to(verb) or (after and not words & PLANNING):
            return "scheduled", negated
        if event_type in HARMFUL and event_type != "MOBILIZE" and modal == "will":
            return "threatened", negated
        return "planned", negated
    if modal in ("must", "should", "ought") or (words & DEMANDING and not _is(token, DEMANDING) and not _finite(token)):
        return "demanded", negated
    if words & FEARING and not _finite(token):
        return "hypothetical", negated
    if after:
        return "scheduled", negated
    if not _finite(token) and words & SCHEDULING - {"will", "set", "expect"} and not _past(verb):
        return "scheduled", negated
    if _progressive(verb) or (not _finite(token) and words & GOING_ON) or (token.tag_ == "VBP" and words & GOING_ON):
        return "ongoing", negated
    return "occurred", negated


def _verb_of(token: "Token") -> "Token":
    """The nearest verb at or above a token."""
    node = token
    while not node.tag_.startswith(("VB", "MD")) and node.head.i != node.i:
        node = node.head
    return node


def _governors(token: "Token") -> list["Token"]:
    """Words above a token in its clause and the one above: what it depends on, up to the second verb."""
    chain: list[Token] = []
    verbs = 0
    node = token
    while node.head.i != node.i and verbs < 2 and len(chain) < 6:
        if node.dep_ in ("relcl", "advcl", "conj") and node.tag_.startswith("VB") and node is not token:
            break
        if node.dep_ in ("nsubj", "nsubjpass", "csubj") and verbs:
            break  # what the clause says of its subject's own clause does not govern it
        node = node.head
        chain.append(node)
        verbs += node.tag_.startswith("VB")
    return chain


def _negated(token: "Token", verb: "Token") -> bool:
    def has(node: "Token") -> bool:
        return any(
            c.dep_ == "neg" or (c.text.lower() in ("no", "never", "neither", "without") and c.dep_ in ("det", "neg", "advmod", "preconj"))
            for c in node.children
        )

    governor = verb.head if verb.dep_ in ("xcomp", "ccomp") else token.head if token.dep_ in ("dobj", "nsubjpass") else None
    if governor is not None and is_form_of(governor.text, REFUSING if verb.dep_ in ("xcomp", "ccomp") else CANCELLING):
        return True
    return has(token) or has(verb) or any(has(c) for c in verb.children if c.dep_ in ("aux", "acomp"))


def _conditional(token: "Token") -> bool:
    node = token
    for _ in range(8):
        if any(c.dep_ == "mark" and c.text.lower() in CONDITIONAL for c in node.children):
            return True
        if node.dep_ == "pobj" and " ".join(t.text.lower() for t in token.doc[max(0, node.head.i - 3) : node.head.i + 1]).endswith(
            ("in the event of", "in case of")
        ):
            return True
        if node.head.i == node.i or node.dep_ == "ccomp":
            return False
        node = node.head
    return False


def _modal(verb: "Token") -> str | None:
    node = verb
    for _ in range(3):
        modal = next((c.text.lower() for c in node.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        if modal or node.dep_ not in ("conj", "xcomp") or any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
            return modal
        node = node.head
    return None


def _infinitive(verb: "Token") -> bool:
    return any(c.tag_ == "TO" for c in verb.children) and verb.tag_ == "VB"


def _going_to(verb: "Token") -> bool:
    return _infinitive(verb) and verb.head.text.lower() == "going"


def _set_to(verb: "Token") -> bool:
    return _infinitive(verb) and verb.head.text.lower() in ("set", "scheduled", "due", "slated", "expected")


def _progressive(verb: "Token") -> bool:
    return verb.tag_ == "VBG" and any(
        c.dep_ in ("aux", "auxpass") and c.text.lower() in ("is", "are", "'re", "’re", "'s", "been", "am") for c in verb.children
    )


def _past(verb: "Token") -> bool:
    return verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and any(c.text.lower() in ("was", "were", "had", "has", "have") for c in verb.children)
    )


def _finite(token: "Token") -> bool:
    return token.tag_ in ("VBD", "VBZ", "VBP") or (token.tag_ == "VBN" and any(c.dep_ in ("aux", "auxpass") for c in token.children))


def _is(token: "Token", words: frozenset[str]) -> bool:
    return bool(words.intersection(base_forms(token.text)))
