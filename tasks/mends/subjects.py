"""Subjects that hang on another word than the verb of their clause."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tasks.extract.lexicon import is_form_of
from tasks.mends.arcs import SUBJECTS, hang, has_subject, is_finite

if TYPE_CHECKING:
    from spacy.tokens import Token

DITRANSITIVE = frozenset({"award", "give", "grant", "offer", "pay", "send", "teach", "tell"})
BEFORE_CLAUSES = frozenset({"after", "before", "since", "until"})


def subject_behind_participle(clause: "Token") -> None:
    """Lee is the subject of 'Speaking to Reuters, Lee said …', not a word beside Reuters."""
    verb = clause.head
    if clause.tag_ not in ("VBG", "VBN") or clause.i > verb.i or any(c.dep_ in SUBJECTS and c.i != clause.i for c in verb.lefts):
        return
    beside = [t for t in clause.subtree if t.dep_ == "appos" and t.i < verb.i and t.left_edge.i > clause.i]
    beside = [t for t in beside if t.doc[t.left_edge.i - 1].text == ","]
    if not beside or verb.i - beside[-1].right_edge.i > 2:
        return
    first, *others = beside
    hang(first, verb, "nsubj")
    clause.dep_ = "advcl"
    for other in others:
        if other.head.i < first.i:
            hang(other, first, "appos")


def subject_behind_medium(noun: "Token") -> None:
    """The valley is the subject of 'said on Media the valley was flooded', where no comma sets it off."""
    medium = noun.head
    first = noun.left_edge
    if medium.dep_ != "pobj" or medium.i + 1 != first.i or first.dep_ != "det" or noun.tag_[:2] != "NN":
        return
    verb = medium.head.head
    told = next((c for c in verb.rights if c.i > noun.i and c.dep_ in ("advcl", "conj", "ccomp") and not has_subject(c)), None)
    if told is not None and verb.tag_[:2] == "VB" and told.left_edge.i == noun.right_edge.i + 1 and is_finite(told):
        _subject(noun, told)
        told.dep_ = "ccomp"


def clause_for_object(noun: "Token") -> None:
    """Talks are the subject of what is said in 'signalled that talks – once begun – could succeed', no object of the signal."""
    said = noun.head
    that = next((c for c in noun.lefts if c.text.lower() == "that" and c.tag_ == "IN" and c.dep_ in ("det", "mark")), None)
    told = said.head
    if that is None or said.dep_ != "ccomp" or told.i < noun.i or any(c.dep_ in SUBJECTS for c in told.lefts) or not is_finite(told):
        return
    said.head, said.dep_ = (said, "ROOT") if told.head.i == told.i else (told.head, told.dep_)
    for token in [c for c in told.lefts if c.i < said.i]:
        token.head = said
    told.head, told.dep_ = said, "ccomp"
    noun.head, noun.dep_ = told, "nsubj"
    that.head, that.dep_ = told, "mark"


def passive_subject(auxiliary: "Token") -> None:
    """Spain is the subject of a passive in 'Spain was committed to it', whatever label the model gives it; 'he's called it a farce' is active."""
    verb = auxiliary.head
    given = is_form_of(verb.text, DITRANSITIVE) or any(c.dep_ == "agent" for c in verb.rights)  # 'she's awarded a medal'
    if auxiliary.text in ("'s", "’s") and not given and any(c.dep_ == "dobj" for c in verb.rights):  # 'he's described it as a farce'
        auxiliary.dep_ = "aux"
        for child in verb.lefts:
            if child.dep_ == "nsubjpass":
                child.dep_ = "nsubj"
    elif verb.tag_ in ("VBN", "VBD") and auxiliary.i < verb.i:
        for child in verb.lefts:
            if child.dep_ == "nsubj":
                child.dep_ = "nsubjpass"


def done_to(verb: "Token") -> None:
    """The house is searched in 'had her house searched', and the leader ousted in 'saw its leader ousted', which a model may take for what
    they do."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or verb.head.i > subject.i or any(c.dep_ in ("aux", "mark") for c in verb.lefts):
        return
    alone = not any(c.dep_ in ("dobj", "dative") for c in verb.children)
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and is_form_of(verb.head.text, {"see"}) and alone)
    if participle and is_form_of(verb.head.text, {"have", "get", "want", "see"}):
        subject.dep_ = "nsubjpass"


def subject_behind_and(verb: "Token") -> None:
    """Turkey is the subject in 'defeated the group and Turkey will move in', not one more that was defeated."""
    for noun in _nouns_before(verb):
        joined = noun.dep_ == "conj" and any(c.dep_ == "cc" and noun.head.i < c.i < noun.left_edge.i for c in noun.head.children)
        if joined and verb.head.i < noun.i:
            first = noun
            while first.dep_ == "conj":
                first = first.head
            if first.left_edge.i and first.left_edge.nbor(-1).text in (":", ";"):
                _subject(first, verb)  # 'four states: Norland, Sudria, and Ostria voted for it'
                return
            link = [c for c in noun.head.children if c.dep_ == "cc" and c.i < noun.i]
            _subject(noun, verb)
            if verb.dep_ == "conj":
                hang(link[-1], verb.head, "cc")
            return


def subject_behind_preposition(verb: "Token") -> None:
    """Lee is the subject in 'came to power after Ann Lee stepped down', not what came before."""
    for noun in _nouns_before(verb):
        mark = noun.head
        word = mark.text.lower()
        known = word in BEFORE_CLAUSES or (word == "as" and noun.ent_type_)  # 'used it as a tool'
        if noun.dep_ == "pobj" and mark.dep_ == "prep" and known and mark.i < noun.left_edge.i:
            above = mark.head
            if above.i < mark.i:
                hang(verb, above, "advcl")
            if not verb.is_ancestor(mark) and verb.head.i != above.i:
                return
            _subject(noun, verb)
            hang(mark, verb, "mark")
            return


def subject_for_object(verb: "Token") -> None:
    """The valley is the subject in 'told Media the valley was lost', no object of the telling."""
    noun = next((n for n in _nouns_before(verb) if n.dep_ == "dobj" and n.head.i == verb.head.i and n.head.i < n.i), None)
    if noun is not None:
        _subject(noun, verb)


def _nouns_before(verb: "Token") -> Iterator["Token"]:
    """The nouns that end right before a finite verb that has no subject, each above the one ahead of it."""
    if verb.tag_[:2] != "VB" or not is_finite(verb) or any(c.dep_ in (*SUBJECTS, "mark", "cc") for c in verb.children):
        return
    alone = verb.tag_ == "VBD" and not is_form_of(verb.text, {"be"}) and not any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
    if alone and not any(c.dep_ in ("attr", "ccomp", "dobj", "prt", "xcomp") for c in verb.rights):
        return  # 'the losses felt in the valley'
    first = verb.i
    for child in reversed(list(verb.lefts)):
        if child.dep_ not in ("aux", "auxpass", "neg", "advmod"):
            return
        first = child.i
    end = first - 1
    node = verb.doc[end] if end >= verb.sent.start else None
    while node is not None and node.i < first and node.right_edge.i == end and node.tag_[:2] != "VB":
        if (node.tag_[:2] == "NN" or node.tag_ == "PRP") and not any(t.tag_ == "''" for t in verb.doc[node.i : first]):
            yield node
        node = node.head if node.head.i != node.i else None


def _subject(noun: "Token", verb: "Token") -> None:
    """Hang a noun on a verb as its subject, of the voice that the verb has."""
    passive = any(c.dep_ == "auxpass" for c in verb.lefts)
    hang(noun, verb, "nsubjpass" if passive else "nsubj")
