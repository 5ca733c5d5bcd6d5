"""Noun phrases: which words around a head name who is meant, and which only tell more about them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tasks.extract.lexicon import base_forms, cues, is_form_of, roles

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "csubj")
FINITE = ("VBD", "VBZ", "VBP")  # tags of verbs that have a tense themselves
PASSIVE = ("nsubjpass", "csubjpass", "auxpass")
ISSUING = frozenset(
    {
        "issue",
        "release",
        "publish",
        "post",
        "send",
        "put",
        "make",
        "write",
        "sign",
        "share",
        "give",
        "tweet",
        "file",
        "pass",
        "adopt",
        "approve",
        "veto",
    }
)
BESIDE = frozenset({"after", "amid", "before", "despite", "during", "following", "since"})  # the talks that something is told beside
MANNER = frozenset({"faith", "protest", "reply", "response", "retaliation", "return"})
KEPT_RIGHT = frozenset({"prep", "nmod", "npadvmod", "case", "nummod", "poss", "det", "compound", "amod"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head token, tokens and offsets in the article's text."""

    head: "Token"
    tokens: tuple["Token", ...]
    start: int
    end: int
    text: str


def phrase_of(head: "Token", offset: int, text: str, blocked: Iterable[int] = ()) -> Phrase:
    """The phrase of a head token without relative clauses, appositions and what follows a comma; `offset` is that of its Doc."""
    stop = set(blocked)
    tokens = [t for t in _core(head) if t.i not in stop]
    run = [head]
    by_index = {t.i: t for t in tokens}
    i = head.i - 1
    while i in by_index:
        run.insert(0, by_index[i])
        i -= 1
    i = head.i + 1
    while i in by_index and by_index[i].text not in ("—", "–", "--"):
        run.append(by_index[i])
        i += 1
    while len(run) > 1 and (run[0].is_punct or run[0].text in "“\"‘'") and run[0] is not head:
        run.pop(0)
    while (
        len(run) > 1 and (run[-1].is_punct or run[-1].is_space or run[-1].tag_ == "POS" or run[-1].text in "“\"‘'") and run[-1] is not head
    ):
        run.pop()
    while len(run) > 1 and (run[0].is_space or (run[0].tag_ in ("WDT", "WP") and run[0] is not head)):
        run.pop(0)  # 'which unions rejected'
    dash = next((i for i, t in enumerate(run) if t.text in ("-", "–", "—")), 0)
    if 0 < dash < len(run) - 1 and all(t.text.isupper() for t in run[:dash]) and run[dash].whitespace_ and head in run[dash + 1 :]:
        run = run[dash + 1 :]  # PARIS - The minister
    return phrase_from(head, run, offset, text)


def phrase_from(head: "Token", run: Sequence["Token"], offset: int, text: str) -> Phrase:
    """The phrase of neighbouring tokens, as they stand; `offset` is that of their Doc."""
    start, end = offset + run[0].idx, offset + run[-1].idx + len(run[-1].text)
    return Phrase(head, tuple(run), start, end, text[start:end])


def objects_of(preposition: "Token | None") -> list["Token"]:
    """The nouns that a preposition governs; none where there is no preposition."""
    return [c for c in preposition.children if c.dep_ == "pobj"] if preposition is not None else []


def object_of(preposition: "Token | None") -> "Token | None":
    """The first noun that a preposition governs; None where there is neither."""
    return next(iter(objects_of(preposition)), None)


def judged_of(verb: "Token") -> "Token | None":
    """Spain of 'it was wrong of Spain to attack': whose act an infinitive is by the adjective ahead of it; None for other infinitives."""
    above = verb.head
    be = above.head if above.dep_ == "acomp" else above
    if verb.tag_ != "VB" or not is_form_of(be.text, {"be"}) or not any(c.text.lower() == "it" for c in be.lefts):
        return None
    quality = next((c for c in be.rights if c.dep_ == "acomp"), None)
    of = next((c for c in quality.rights if c.text.lower() == "of"), None) if quality is not None else None
    return object_of(of)


def issuer_of(document: "Token") -> "Token | None":
    """Lee of 'Lee issued a statement': the subject of the verb by which a document is given out."""
    verb = document.head
    if document.dep_ != "dobj" or not is_form_of(verb.text, ISSUING):
        return None
    return next((c for c in verb.lefts if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)


def _core(head: "Token") -> list["Token"]:
    kept = [head]
    for child in head.lefts:
        if (
            child.dep_ not in ("relcl", "advcl", "punct", "cc", "mark", "advmod", "intj", "preconj", "parataxis", "nsubj")
            or child.text in "-–"
        ):
            kept.extend(child.subtree)
    for child in head.rights:
        if child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children):
            continue  # 'accused the opposition of undermining the talks'
        if child.dep_ == "prep" and child.text.lower() == "with" and any(c.ent_type_ in ("GPE", "PERSON") for c in child.children):
            continue  # 'drills by the allies with Norland'
        when = child.dep_ == "prep" and child.text.lower() in ("in", "on") and is_party(head)
        if child.dep_ == "prep" and child.text.lower() == "in" and any(is_form_of(c.text, MANNER) for c in objects_of(child)):
            continue  # 'the opposition in good faith'
        if when and any(c.ent_type_ in ("DATE", "TIME") for c in objects_of(child)):
            continue  # 'aid workers on Friday'
        if child.dep_ in KEPT_RIGHT or child.tag_ == "POS" or child.dep_ in ("cc", "conj"):
            kept.extend(t for t in child.subtree if not _in_clause(t, child))
        elif child.dep_ == "punct" and child.text == "-":
            kept.append(child)
    return sorted(set(kept), key=lambda t: t.i)


def _in_clause(token: "Token", top: "Token") -> bool:
    node = token
    while True:
        if node.dep_ in ("relcl", "acl", "advcl", "appos", "parataxis"):
            return True
        if node.i == top.i or node.head.i == node.i:
            return False
        node = node.head


def is_party(token: "Token") -> bool:
    """True for a noun that stands for people or bodies."""
    return is_form_of(token.text, roles()["speakers"]) or is_form_of(token.text, roles()["parties"])


def reports_on(verb: "Token") -> bool:
    """True for 'urged' of 'Lee said there was fraud and urged a recount': one more verb of speech, whose subject is Lee."""
    clause = verb.head
    perfect = verb.tag_ == "VBN" and any(
        c.tag_ in ("VBZ", "VBP") for c in verb.lefts if c.dep_ == "aux"
    )  # 'has said it will appeal, but has also signaled …'
    return (
        verb.dep_ == "conj"
        and clause.dep_ == "ccomp"
        and clause.head.i < clause.i < verb.i
        and verb.tag_ == clause.head.tag_
        and (verb.tag_ in FINITE or (perfect and clause.tag_ != "VBN"))
        and not any(c.dep_ in (*SUBJECTS, *PASSIVE, "mark") for c in verb.children)
        and only_speech(verb.text)
    )


def only_speech(verb: str) -> bool:
    """True for a form of a verb that reports speech and nothing else."""
    return any(set(cue.frames.values()) == {"speech"} for lemma in base_forms(verb) for cue in cues("verbs").get(lemma, ()))
