"""Scores of factuality: `newsledger evaluate factuality`.

Records are tokenised sentences with events as {token, factuality}; the token is given, −3 … 3 is predicted. Measures are those of
Lee et al. (2015): mean absolute error, and Pearson's r.
"""

import statistics
from dataclasses import dataclass
from pathlib import Path

from newsledger.evaluate.texts import read_records
from tasks.annotate import load_model
from tasks.extract.status import factuality


@dataclass(slots=True)
class Score:
    """Mean absolute error (points of −3 … 3), Pearson's r, and the number of events judged."""

    mae: float
    pearson: float
    events: int


def evaluate_factuality(gold: Path, model: str = "") -> Score:
    """Error and correlation over records with `tokens` and `events`; raises ValueError for records without these fields."""
    from spacy.tokens import Doc

    records = read_records(gold)
    for number, record in enumerate(records, 1):
        if "tokens" not in record or "events" not in record:
            raise ValueError(f"{gold}, record {number}: wanted are tokens and events")
    nlp = load_model(model)
    docs = (Doc(nlp.vocab, words=r["tokens"]) for r in records)
    told: list[float] = []
    found: list[float] = []
    for record, doc in zip(records, nlp.pipe(docs, batch_size=64), strict=True):
        for event in record["events"]:
            told.append(event["factuality"])
            found.append(factuality(doc[event["token"]]))
    if len(told) < 2:
        raise ValueError(f"{gold}: two events at least are needed")
    error = statistics.fmean(abs(a - b) for a, b in zip(told, found, strict=True))
    varied = len(set(told)) > 1 and len(set(found)) > 1
    return Score(round(error, 4), round(statistics.correlation(told, found), 4) if varied else 0.0, len(told))
