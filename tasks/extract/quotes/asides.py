"""What stands behind a content and is its teller's, not the speaker's: '…, citing officials', '… and flew home'."""

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from tasks.extract.lexicon import is_form_of, roles
from tasks.extract.phrases import FINITE, SUBJECTS, object_of, only_speech

if TYPE_CHECKING:
    from spacy.tokens import Token

APART = (",", "-", "–", "—")
CIRCUMSTANCES = frozenset({"after", "before", "when", "while"})
JUDGING = frozenset({"deny", "dispute", "refute", "reject"})
OCCASIONS = frozenset({
    "address", "conference", "court", "essay", "hearing", "interview", "news", "proceeding", "rally", "speech", "talk", "testimony", "trial",
})  # fmt: skip
REASONS = frozenset({"because", "although", "though", "since"})


def without_asides(tokens: Iterable["Token"], word: "Token", frame: str) -> list["Token"]:
    """The tokens of a content of the cue `word` up to the first aside behind it, in order."""
    kept = sorted(tokens, key=lambda t: t.i)
    if kept[0].i < word.i:
        return kept
    members = {t.i for t in kept}
    for end_of in (_end_of_marks, _end_of_clause) if frame == "clause" else ():
        if (end := end_of(kept)) is not None:
            kept = kept[:end]
            members = {t.i for t in kept}
    cut = min((at for t in kept if (at := _aside(t, word, frame, members)) is not None and at > kept[0].i + 1), default=None)
    if cut is None or sum(t.is_quote for t in kept if t.i < cut) % 2:
        return kept
    if kept[0].doc[cut].tag_ != "VBG" and any(t.is_quote for t in kept if t.i >= cut):
        return kept
    kept = [t for t in kept if t.i < cut]
    while len(kept) > 1 and (kept[-1].is_punct or kept[-1].dep_ == "cc"):
        kept.pop()
    return kept


def _end_of_marks(tokens: Sequence["Token"]) -> int | None:
    """Where the closing mark of a whole sentence stands that its teller goes on from: 'said “I am fine” when asked about it'."""
    first, doc = tokens[0], tokens[0].doc
    opened = first.is_quote or (first.i > 0 and first.nbor(-1).is_quote)
    closing = next((i for i in range(first.i + 1, tokens[-1].i) if doc[i].is_quote), None) if opened else None
    if closing is None or not any(t.tag_ in (*FINITE, "MD") and t.i < closing for t in tokens):
        return None
    members = {t.i for t in tokens}
    whole = any(t.i < closing and t.head.i not in members for t in tokens)  # not “what we saw” in 2020 was a disgrace
    if not whole or any(t.is_quote for t in doc[closing + 1 : tokens[-1].i + 1]):
        return None
    behind = doc[closing + 1]
    where = object_of(behind) if behind.text.lower() in ("at", "during", "in", "on") else None
    ahead = any(t.tag_ == "MD" and t.i < closing for t in tokens)  # “the school will open” on Monday, when it opens
    day = where is not None and behind.text.lower() == "on" and where.ent_type_ == "DATE" and not ahead
    told_there = day or (where is not None and is_form_of(where.text, roles()["documents"] | OCCASIONS))
    clause = behind.head if behind.text.lower() in CIRCUMSTANCES else None
    done = clause is not None and (clause.tag_ in ("VBD", "VBN", "VBG") or not ahead)
    return sum(t.i <= closing for t in tokens) if told_there or done else None


def _end_of_clause(tokens: Sequence["Token"]) -> int | None:
    """Where a semicolon outside marks ends a clause that has a verb of its own: 'said two had died; their names were not given'."""
    for number, token in enumerate(tokens):
        if token.text == ";" and sum(t.is_quote for t in tokens[:number]) % 2 == 0 and any(t.tag_ in FINITE for t in tokens[:number]):
            return number if not any(t.is_quote for t in tokens[number:]) else None
    return None


def _aside(token: "Token", word: "Token", frame: str, members: Collection[int]) -> int | None:
    """Where the aside begins that a token heads; None where it heads none."""
    if token.dep_ not in ("advcl", "acl", "prep", "conj", "relcl"):
        return None
    start: int = token.left_edge.i
    apart = token.doc[start - 1].text in APART
    if token.dep_ == "relcl":  # 'announced new measures, which it dropped later'
        which = apart and token.left_edge.tag_ in ("WDT", "WP")
        judged = which and is_form_of(token.text, JUDGING) and any(c.dep_ in SUBJECTS and c.tag_ not in ("WDT", "WP") for c in token.lefts)
        return start if which and (judged or (frame == "object" and token.tag_ == "VBD")) else None  # 'took bribes, which Lee denied'
    if token.dep_ == "advcl" and apart and any(c.text.lower() == "as" and c.i == start for c in token.lefts) and only_speech(token.text):
        return start  # 'said it was over, as Lee had predicted'
    if token.dep_ == "prep" and apart and token.text.lower() == "in" and token.doc[start - 2].tag_ == "''":
        where = object_of(token)
        said_there = where is not None and is_form_of(where.text, roles()["documents"] | OCCASIONS)  # '…”, in a speech on Monday'
        return start if said_there else None
    told = token.tag_ == "VBG" and (only_speech(token.text) or token.text.lower() == "citing")
    if (apart or token.text.lower() == "citing") and token.i == start and told and token.dep_ != "conj":
        return start  # 'said it was over, citing officials'
    if frame == "clause" and token.dep_ == "prep" and token.text.lower() == "despite" and _with_subject(token):
        return start  # 'says it is over despite Lee claiming it is not'
    if apart and token.dep_ == "prep" and token.text.lower() == "with":
        return start if any(t.tag_ == "VBG" and only_speech(t.text) for t in token.subtree) else None  # '…, with officials reporting'
    finite = token.tag_ in FINITE or (token.tag_ == "VBN" and only_speech(token.text) and not any(c.dep_[:3] == "aux" for c in token.lefts))
    if token.dep_ == "conj" and finite and token.head.i in members and _breaks_off(token, word, frame, min(members)):
        return next((c.i for c in token.head.children if c.dep_ == "cc" and token.head.i < c.i < start), start)
    reason = token.dep_ == "advcl" and any(c.dep_ == "mark" and c.text.lower() in REASONS for c in token.lefts)
    return start if reason and frame == "infinitive" else None  # 'asked not to be named because …'


def _with_subject(preposition: "Token") -> bool:
    """True for 'despite Lee claiming it', not for 'despite being ill'."""
    return any(t.tag_ == "VBG" and t.i > preposition.i + 1 for t in preposition.subtree)


def _breaks_off(verb: "Token", word: "Token", frame: str, first: int) -> bool:
    """True for a verb that the parser joined to a content though it goes on with the sentence of the cue."""
    subjects = [c for c in verb.lefts if c.dep_ in (*SUBJECTS, "nsubjpass")]
    owned = bool(subjects) and not any(t.tag_ in ("PRP", "PRP$") for s in subjects for t in (s, *s.lefts))  # 'and his lawyer threatened'
    opened = any(verb.doc[i].is_quote for i in (first, max(0, first - 1)))
    if frame == "clause" and owned and opened and verb.doc[verb.left_edge.i - 2].is_quote:
        return True  # 'said “We lost,” and the stands are empty'
    if frame in ("infinitive", "gerund"):
        return True  # 'has offered to help and wants it settled'
    return verb.tag_ == word.tag_ and (frame != "clause" or (owned and only_speech(verb.text)))
