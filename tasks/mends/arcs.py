"""What every mend needs: giving a token another head, and two questions about a verb."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")


def hang(token: "Token", head: "Token", dep: str) -> None:
    """Give a token another head of its sentence, unless that stands below it."""
    if head.i != token.i and not token.is_ancestor(head) and head.sent.start == token.sent.start:
        token.head, token.dep_ = head, dep


def has_subject(verb: "Token") -> bool:
    """True for a verb with a subject ahead of it, or a word that joins it to what came before: 'and', 'that', 'because'."""
    return any(c.dep_ in (*SUBJECTS, "mark", "cc") for c in verb.lefts)


def is_finite(verb: "Token") -> bool:
    """True for a verb with a tense, its own or its auxiliary's."""
    return any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in (verb, *(c for c in verb.lefts if c.dep_ in ("aux", "auxpass"))))
