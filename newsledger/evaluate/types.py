"""Scores of event types: `newsledger evaluate types`.

Records are sentences with the spans of source and target and the PLOVER root of what the one does to the other, coded after CAMEO
(format of the PLV corpus, Halterman et al. 2023): what is only agreed to or offered is AGREE, what is threatened or announced in
enmity is THREATEN, what is demanded REQUEST, what is refused REJECT. `coded_type` reads our type and status that way.
"""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from newsledger.evaluate.scores import Agreement
from newsledger.evaluate.texts import Record, read_records
from schemas.records import Line
from schemas.vocabulary import Status
from tasks.annotate import load_model, paragraph_of
from tasks.extract.events import EventFound, find_events
from tasks.extract.status import profile_of, status_of

ROOTS = {
    "02": "REQUEST", "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "YIELD", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION",
    "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
FRIENDLY = frozenset({"03", "04", "05", "06", "07", "08"})


@dataclass(slots=True)
class Score:
    """Precision, recall and F1 (0 … 1) of one PLOVER root, or their mean over roots (`macro`), with its count in the gold."""

    root: str
    precision: float
    recall: float
    f1: float
    gold: int


def evaluate_types(gold: Path, model: str = "") -> list[Score]:
    """Scores by root over sentences with `text`, `source`, `target` ([start, end] or null) and `plover_root`, the macro mean last.

    Raises ValueError for records without these fields.
    """
    records = read_records(gold)
    for number, record in enumerate(records, 1):
        if "text" not in record or "plover_root" not in record:
            raise ValueError(f"{gold}, record {number}: wanted are text, source, target and plover_root")
    return scores([r["plover_root"] for r in records], predict_types(records, model))


def scores(gold: Sequence[str], predicted: Sequence[str | None]) -> list[Score]:
    """Precision, recall and F1 by class of the gold, and the macro mean."""
    right = Counter(g for g, p in zip(gold, predicted, strict=True) if g == p)
    golds, guesses = Counter(gold), Counter(predicted)
    found = []
    for root in sorted(golds):
        agreement = Agreement.of_counts(right[root], guesses[root], golds[root])
        found.append(Score(root, round(agreement.precision, 4), round(agreement.recall, 4), round(agreement.f1, 4), golds[root]))
    precision, recall, f1 = (round(statistics.fmean(getattr(s, part) for s in found), 4) for part in ("precision", "recall", "f1"))
    return [*found, Score("macro", precision, recall, f1, len(gold))]


def predict_types(records: Sequence[Record], model: str = "") -> list[str | None]:
    """The root of what source does to target in each sentence; None where no trigger is found."""
    nlp = load_model(model)
    found = []
    for record, doc in zip(records, nlp.pipe([r["text"] for r in records], batch_size=64), strict=True):
        text = record["text"]
        paragraph = paragraph_of(Line(0, len(text), "paragraph"), 0, doc)
        events = list(find_events(paragraph, text, every=True))
        best = max(events, key=lambda e: fit(e, record), default=None)
        found.append(coded_type(best) if best is not None else None)
    return found


def fit(event: EventFound, record: Record) -> float:
    """How well an event connects source and target: by its own participants, by the path between them, by nearness."""
    total = 0.0
    token = event.token
    above = {t.i for t in token.ancestors} | {token.i}
    for role, phrases in (("source", event.sources), ("target", event.targets)):
        span = record.get(role)
        if not span:
            continue
        if any(p.start < span[1] and span[0] < p.end for p in phrases):
            total += 3
        elif any(p.start < span[1] and span[0] < p.end for p in [*event.sources, *event.targets]):
            total += 1.5
        inside = [t for t in token.doc if t.idx < span[1] and span[0] < t.idx + len(t.text)]
        if any(token.i in {a.i for a in t.ancestors} for t in inside):
            total += 1
        elif any(t.head.i in above for t in inside):
            total += 0.5
        if any(t.i == token.i for t in inside):
            total -= 2  # a trigger inside a participant tells of something else
        if inside:
            total -= 0.02 * min(abs(t.i - token.i) for t in inside)
    return total + 0.4 * (len(event.trigger.words) - 1) - 0.2 * len(above) + (0.3 if not event.trigger.noun else 0.0)


def coded_type(event: EventFound) -> str:
    """The root that CAMEO gives an event of this type and status."""
    status, negated = status_of(event.token, event.event_type, None, None)
    profile = profile_of(event.token)
    if status == "planned" and profile.mood == "infinitive" and (profile.governor is None or event.token.head.text.lower() == "decided"):
        status = "occurred"  # what somebody acts for, or has decided, is coded as done
    return coded(event.trigger.root, status, negated)


def coded(root: str, status: Status, negated: bool) -> str:
    """The PLOVER root for a CAMEO root told with a status: intents of cooperation are AGREE, of conflict THREATEN."""
    friendly = root in FRIENDLY
    if negated and friendly:
        return "REJECT"
    if status in ("planned", "scheduled") and friendly:
        return "AGREE"
    if status in ("planned", "scheduled", "threatened") and not friendly and root not in ("02", "10", "12", "09", "11"):
        return "THREATEN"
    if status == "demanded" and root not in ("02", "10"):
        return "REQUEST"
    return ROOTS[root]
