"""How a clause stands, by its parse: tense, modal, negation, condition, question; what a noun's verb tells of it."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from tasks.extract.lexicon import is_form_of, modality
from tasks.extract.phrases import is_party

if TYPE_CHECKING:
    from spacy.tokens import Token

CONDITIONAL = frozenset({"if", "unless", "whether", "lest", "provided", "should"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo"})
NEGATIONS = frozenset({"no", "never", "neither", "without", "nobody", "none", "nothing", "hardly", "scarcely", "rarely", "nor"})
VERBAL = ("VB", "MD")
CANCELLING = frozenset({"cancel", "scrap", "avert", "foil", "thwart", "shelve", "abort", "prevent"})
EMPTY = frozenset({  # verbs whose negation is their object's
    "have", "hold", "make", "take", "launch", "conduct", "carry", "stage", "give", "occur", "happen", "schedule", "plan", "start",
    "begin", "reach", "sign", "impose", "issue", "mount", "do", "see", "find", "get",
})  # fmt: skip
HAPPENING = frozenset({"occur", "happen", "take"})
GOING_ON = frozenset({"be", "commence", "continue", "resume", "end", "follow", "open", "come", "begin", "start"})
PLACING = frozenset({
    "be", "commence", "complete", "conclude", "continue", "resume", "end", "follow", "attend", "host", "arrange", "join", "provide", "deliver", "order", "postpone",
    "suspend", "cancel", "call", "announce", "open", "face", "press", "receive", "come", "extend", "expect", "propose", "seek",
    "threaten",
})  # fmt: skip
RAISING = frozenset({
    "plan", "intend", "expect", "think", "believe", "want", "able", "seem", "appear", "go", "manage", "have", "allow", "agree", "begin",
    "choose", "dare", "try", "attempt",
})  # fmt: skip
HABIT = frozenset({"sometimes", "often", "regularly", "frequently", "occasionally", "routinely", "usually"})
HAVING = frozenset({"have", "see", "make", "take", "serve", "know"})  # 'has no problem' has something all the same


def is_definite(token: "Token") -> bool:
    """True for a noun with an article, a demonstrative or an owner: 'the attack', 'Norland's attack'."""
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.text.lower() in ("the", "this", "that", "these", "those")) for c in token.lefts)


def is_light(token: "Token", verb: "Token") -> bool:
    """True for a noun whose verb tells no more than that it takes place: its mood is the verb's."""
    if not is_form_of(verb.text, EMPTY | HAPPENING | PLACING):
        return False
    node = token
    while node.dep_ in ("pobj", "prep", "compound", "conj", "amod", "poss") and node.head.i != verb.i and node.head.i != node.i:
        if node.dep_ == "prep" and node.text.lower() != "of":
            return False  # 'what are your views on the war?'
        node = node.head
    if node.dep_ == "dobj" and is_form_of(verb.text, {"end"}) and is_definite(token):
        return False  # 'failed to end the war': it goes on
    if node.dep_ == "nsubj" and not is_form_of(verb.text, HAPPENING | GOING_ON):
        return False  # 'the attack would have consequences'
    if node.dep_ == "prep" and node.text.lower() == "over":
        return False  # 'are seeking a man over the murder'
    return node.head.i == verb.i and node.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "prep", "agent", "pobj", "oprd")


def is_somebody(noun: "Token") -> bool:
    """True for a word for people, bodies or states: a vote may be 'on impeachment', but nobody is."""
    named = noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or noun.tag_ in ("PRP", "NNP", "WP")
    return named or is_party(noun)


def verb_of(token: "Token") -> "Token":
    """The nearest verb at or above a token."""
    node = token
    while not node.tag_.startswith(VERBAL) and node.head.i != node.i:
        node = node.head
    return node


def stands_behind(noun: "Token", prepositions: Collection[str]) -> bool:
    """True for a noun, or one joined to it, behind one of the prepositions: 'after talks'."""
    node = noun
    while node.dep_ in ("conj", "compound") and node.head.i != node.i:
        node = node.head
    link = node.head
    ahead = link.text.lower() == "of" and link.i > 0 and link.nbor(-1).text.lower() == "ahead"
    return node.dep_ == "pobj" and ("ahead of" if ahead else link.text.lower()) in prepositions


def is_bare(verb: "Token") -> bool:
    """True for a base form without auxiliary or subject."""
    return verb.tag_ == "VB" and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)


def is_reported(verb: "Token") -> bool:
    """True for a verb in the content of a word of saying or believing."""
    node = verb
    while node.dep_ == "conj" and node.head.i != node.i:
        node = node.head
    return bool(node.dep_ == "ccomp")


def is_told_past(verb: "Token") -> bool:
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


def is_negated(token: "Token", verb: "Token") -> bool:
    """True where the event of `token` is told not to be, by its own words or by its verb's where that tells no more."""

    def has(node: "Token") -> bool:
        return any(
            c.dep_ == "neg"
            or c.text.lower().endswith(("n't", "n’t"))
            or (c.text.lower() == "zero" and c.dep_ == "nummod")
            or (c.text.lower() in NEGATIONS and c.dep_ in ("det", "neg", "advmod", "preconj", "nsubj", "nsubjpass", "cc"))
            or (
                c.dep_ in ("nsubj", "nsubjpass", "dobj")
                and node.tag_.startswith("VB")
                and not (c.dep_ == "dobj" and is_form_of(node.text, HAVING))
                and any(g.text.lower() in ("no", "neither") and g.dep_ in ("det", "preconj") for g in c.lefts)
            )
            for c in node.children
        )

    if verb.dep_ in ("xcomp", "ccomp", "acl") and is_infinitive(verb) and is_form_of(verb.head.text, modality()["refusing"]):
        known = token.i != verb.i and is_definite(token) and not _empty(token, verb)
        if not known:
            return True  # 'failed to agree', but the war of 'failed to end the war' is on
    if token.dep_ in ("dobj", "nsubjpass") and is_form_of(token.head.text, CANCELLING):
        return True
    if any(c.dep_ == "amod" and c.tag_ == "VBN" and is_form_of(c.text, CANCELLING) for c in token.lefts):
        return True  # 'a foiled attack'
    if verb.dep_ == "pcomp" and verb.head.text.lower() == "without":
        return True
    above = verb.head
    raised = (
        verb.dep_ in ("xcomp", "ccomp") and is_form_of(above.text, RAISING) and (has(above) or (above.dep_ == "acomp" and has(above.head)))
    )
    if token.i == verb.i and any(c.text.lower() in ("until", "till") and c.i > verb.i for c in verb.children) and is_told_of_past(verb):
        return False  # 'was not arrested until May' was arrested
    own = has(verb) and (token.i == verb.i or _empty(token, verb))
    return has(token) or own or raised or any(has(c) for c in verb.children if c.dep_ in ("aux", "acomp"))


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
            node.dep_ in ("advcl", "ccomp", "mark")
            and _opens_conditional(node)
            and not any(c.text.lower() == "whether" for c in node.children)
        ):
            return node if node.head.i != node.i else None
        if node.head.i == node.i:
            return None
        node = node.head
    return None


def is_conditional(token: "Token") -> bool:
    """True within an if-clause, or behind 'in the event of'."""
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


def is_question(verb: "Token") -> bool:
    """True for the main verb of a question whether something is."""
    return verb.dep_ in ("ROOT", "conj") and _ends_as_question(verb) and not _asks_how(verb)


def _asks_how(verb: "Token") -> bool:
    """True for 'Why did they attack?' and 'When will they meet?': it asks why, how, when or where, not whether."""
    asking = next((t for t in verb.sent if not t.is_punct and not t.is_space), None)
    return asking is not None and asking.tag_ == "WRB"


def _ends_as_question(verb: "Token") -> bool:
    last = verb.sent[-1]
    while last.i > verb.i and not last.text.strip("”\"’' "):
        last = last.nbor(-1)
    spaced = last.i > 0 and last.text == "?" and (last.nbor(-1).whitespace_ or last.nbor(-1).is_quote)  # a lost pound sign: 'between ?8'
    return bool(last.text.endswith("?")) and not spaced


def modal_of(verb: "Token") -> str | None:
    """The modal of a verb, or of the one it is joined to and shares the subject with; lower case, None without one."""
    node = verb
    for _ in range(3):
        modal = next((c.text.lower() for c in node.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
        own = any(
            c.dep_ in ("nsubj", "nsubjpass") or (c.dep_ in ("aux", "auxpass") and c.tag_ in ("VBZ", "VBP", "VBD")) for c in node.children
        )  # 'said it would leave and has refused talks'
        if modal or own or node.dep_ != "conj" or _is_beyond_modals(node):
            return modal
        node = node.head
    return None


def _is_beyond_modals(verb: "Token") -> bool:
    """True for a past tense, or a participle that is no passive: 'said it would wait and urged restraint'."""
    if verb.tag_ == "VBD":
        return True
    return (
        verb.tag_ == "VBN"
        and verb.head.tag_ == "VB"
        and not any(c.dep_ in ("aux", "auxpass") for t in (verb, verb.head) for c in t.children if c.tag_ != "MD")
    )


def is_infinitive(verb: "Token") -> bool:
    """True for 'to go', 'to be taken' and the subjunctive 'be taken'."""
    passive = any(c.dep_ == "auxpass" and c.text.lower() == "be" for c in verb.children)
    if not any(c.tag_ == "TO" for c in verb.children):
        return passive and verb.tag_ == "VBN" and modal_of(verb) is None and not any(c.dep_ == "aux" for c in verb.children)
    return verb.tag_ == "VB" or passive


def is_going_to(verb: "Token") -> bool:
    """True for 'is going to meet'."""
    return is_infinitive(verb) and verb.head.text.lower() in ("going", "gon")


def is_progressive(verb: "Token") -> bool:
    """True for 'is meeting', not for 'was meeting'."""
    return verb.tag_ == "VBG" and any(
        c.dep_ in ("aux", "auxpass") and c.text.lower() in ("is", "are", "'re", "’re", "'s", "’s", "been", "am", "'m")
        for c in verb.children
    )


def is_told_of_past(verb: "Token") -> bool:
    """True for a past tense, also 'did not leave'."""
    return is_past(verb) or any(c.dep_ == "aux" and c.text.lower() == "did" for c in verb.lefts)


def is_past(verb: "Token") -> bool:
    """True for a past tense or a perfect."""
    return verb.tag_ == "VBD" or (
        verb.tag_ == "VBN" and any(c.text.lower() in ("was", "were", "had", "has", "have") for c in verb.children)
    )
