"""Scores of time expressions: `newsledger evaluate timex`.

As TempEval-3 scores them (UzZaman et al., 2013): a predicted span that shares characters with a gold one counts (relaxed), each gold
span once; strict asks for the same edges; value and type ask for relaxed spans whose TIMEX3 value or type is the gold's.
"""

import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from newsledger.evaluate.scores import CountedScore
from newsledger.evaluate.texts import Record, read_records
from tasks.extract.times import TimeSpan, tag_times


def evaluate_timex(gold: Path) -> tuple[list[CountedScore], float]:
    """Scores of the time tagger on texts with `document_date` and `timex` spans, and its speed in kchar per CPU-second.

    Raises ValueError for records without these fields.
    """
    records = read_records(gold)
    right = {"strict": 0, "relaxed": 0, "type": 0, "value": 0}
    golds = predictions = characters = 0
    spent = 0.0
    for number, record in enumerate(records, 1):
        if "text" not in record or "timex" not in record:
            raise ValueError(f"{gold}, record {number}: wanted are text, document_date and timex")
        told = record.get("document_date")
        started = time.process_time()
        found = tag_times(record["text"], date.fromisoformat(told[:10]) if told else None)
        spent += time.process_time() - started
        characters += len(record["text"])
        golds += len(record["timex"])
        predictions += len(found)
        for span, predicted in matches(record["timex"], found):
            right["relaxed"] += 1
            right["strict"] += (span["start"], span["end"]) == (predicted.start, predicted.end)
            right["type"] += span["type"] == predicted.type
            right["value"] += span["value"] == predicted.value
    scores = [CountedScore.of_counts(measure, count, predictions, golds) for measure, count in right.items()]
    return scores, characters / 1000 / spent if spent else 0.0


def matches(gold: Sequence[Record], found: Sequence[TimeSpan]) -> list[tuple[Record, TimeSpan]]:
    """Pairs of gold and predicted spans that share characters, each used once, in order."""
    pairs = []
    free = list(found)
    for span in gold:
        hit = next((t for t in free if t.start < span["end"] and span["start"] < t.end), None)
        if hit is not None:
            free.remove(hit)
            pairs.append((span, hit))
    return pairs
