"""How likely a mention is right, in its type and in every party: the `confidence` of event_mentions.

A logistic model over what is known of a mention when it lands: who fills its roles on what basis, how it is told, what stands around it,
and how often its word told such an event before. Its weights, in lexicons/confidence.toml, are trained by `training/confidence.py` on
annotated news, and checked there for calibration: of the mentions with .3, three of ten are right.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from tasks.extract.events.context import ROLES, Draft, Role, Standing
from tasks.extract.lexicon import base_forms, read_toml

BASES = ("stated", "implicit")
KINDS = ("person", "government", "organization", "anonymous")
FEATURES = (
    *(f"{role}_{what}" for role in ROLES for what in ("none", *BASES, *KINDS, "named", "lower")),
    "noun", "phrase", "definite", "bare", "plural", "with", "main", "participle", "depth",  # the trigger
    "given", "reported", "hypothetical", "occurred", "said", "dated", "placed",  # how it is told
    "first", "type_before", "word_before", "beside", "type_beside", "repeats",  # where
)  # fmt: skip
FIRST = 600  # characters in which an article tells what it is about


def word_of(draft: Draft) -> str:
    """The word that names the event, and whether a noun or a verb (with or without it) tells it: `call/n`, `agreement/v`."""
    event = draft.event
    lemma = next((form for form in base_forms(event.word) if any(form in words for words in event.trigger.words)), event.word)
    return f"{lemma}/{'n' if event.trigger.noun else 'v'}"


def traits(drafts: Sequence[Draft], standings: Mapping[int, Standing]) -> list[list[float]]:
    """FEATURES of each draft; `standings` are by id()."""
    beside: Counter[tuple[int, str]] = Counter()  # events of a sentence, and of one type there
    sentences = [_sentence(draft) for draft in drafts]
    for draft, sentence in zip(drafts, sentences, strict=True):
        beside[sentence, ""] += 1
        beside[sentence, draft.event.event_type] += 1
    types: Counter[str] = Counter()
    words: Counter[str] = Counter()
    found = []
    for draft, sentence in zip(drafts, sentences, strict=True):
        profile, status, _ = standings[id(draft)]
        kind, word = draft.event.event_type, word_of(draft)
        found.append([
            *(value for role in ROLES for value in _of_role(draft, role)),
            *_of_trigger(draft),
            profile.given, profile.reported, status == "hypothetical", status == "occurred", draft.quote_id is not None,
            draft.days is not None and draft.dated_by is None, draft.event.place is not None,
            draft.event.start < FIRST, min(types[kind], 5) / 5, min(words[word], 3) / 3,
            min(beside[sentence, ""], 5) / 5, beside[sentence, kind] / 3, draft.means is not None,
        ])  # fmt: skip
        types[kind] += 1
        words[word] += 1
    return [[float(value) for value in row] for row in found]


def _sentence(draft: Draft) -> int:
    return int(draft.paragraph.start + draft.event.token.sent.start_char)


def _of_role(draft: Draft, role: Role) -> list[bool]:
    parties = draft.of(role)
    if not parties:
        return [True] + [False] * (len(BASES) + len(KINDS) + 2)
    bases, one = {p.basis for p in parties}, parties[0]
    return [
        False,
        *(basis in bases for basis in BASES),
        *(one.figure.kind == kind for kind in KINDS),
        one.form == "name",
        one.text[:1].islower(),
    ]


def _of_trigger(draft: Draft) -> list[float | bool]:
    token, trigger = draft.event.token, draft.event.trigger
    before = {c.text.lower() for c in token.lefts if c.dep_ in ("det", "poss", "nummod")}
    return [
        trigger.noun,
        len(trigger.words) > 1,
        trigger.noun and "the" in before,
        trigger.noun and not before,
        token.tag_ == "NNS",
        any(c.dep_ == "prep" for c in token.rights),
        token.head.dep_ == "ROOT",
        token.tag_ == "VBN",
        sum(1 for _ in token.ancestors) / 8,
    ]


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights of FEATURES, a bias, and what each word adds to it (0 for words that were not seen)."""

    weights: Sequence[float]
    bias: float
    words: Mapping[str, float]

    def of(self, drafts: Sequence[Draft], standings: Mapping[int, Standing]) -> list[float]:
        """The probability of each draft, 0 … 1."""
        rows = traits(drafts, standings)
        return [round(self.chance(word_of(draft), row), 2) for draft, row in zip(drafts, rows, strict=True)]

    def chance(self, word: str, features: Sequence[float]) -> float:
        """The probability of a mention by its word (`word_of`) and FEATURES."""
        total = self.bias + self.words.get(word, 0.0) + sum(w * x for w, x in zip(self.weights, features, strict=True) if x)
        return 1.0 / (1.0 + exp(-total))


@cache
def load_confidence() -> Confidence:
    """The weights that are shipped."""
    told = read_toml("confidence.toml")
    return Confidence([float(told["weights"][name]) for name in FEATURES], float(told["bias"]), told["words"])
