"""Quality does not fall: every gold set of tests/gold/floors.toml scores at least its floors, on the very gold they were set for."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsledger.evaluate.events import evaluate_events
from newsledger.evaluate.factuality import evaluate_factuality
from newsledger.evaluate.linking import evaluate_coreference, evaluate_linking
from newsledger.evaluate.quotes import evaluate_quotes
from newsledger.evaluate.references import evaluate_references
from newsledger.evaluate.timex import evaluate_timex
from newsledger.evaluate.types import evaluate_types
from tasks.process import extractor_for

ROOT = Path(__file__).parents[1]
SETS = tomllib.loads((ROOT / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))["set"]


def measure(entry: dict[str, Any]) -> dict[str, float | None]:
    """Every score of a set by name."""
    docs, gold = ROOT / entry.get("docs", ""), ROOT / entry["gold"]
    rules = extractor_for("rules", "")
    match entry["measure"]:
        case "quotes":
            return {f"{s.kind}_{s.measure}": s.f1 for s in evaluate_quotes(docs, gold, rules)}
        case "events":
            return {s.measure: s.f1 for s in evaluate_events(docs, gold, rules)}
        case "references":
            return {s.measure: s.f1 for s in evaluate_references(docs, gold, rules)}
        case "timex":
            return {s.measure: s.f1 for s in evaluate_timex(gold)[0]}
        case "types":
            return {s.root: s.f1 for s in evaluate_types(gold)}
        case "linking":
            return {s.measure: s.f1 for s in evaluate_linking(gold)}
        case "coreference":
            return {s.measure: s.f1 for s in evaluate_coreference(docs, gold)}
        case "factuality":
            score = evaluate_factuality(gold)
            return {"pearson": score.pearson, "certainty": 1 - score.mae / 3}
    raise ValueError(f"floors.toml: no measure {entry['measure']!r}")


@pytest.mark.parametrize("entry", SETS, ids=[f"{s['measure']}: {s['name']}" for s in SETS])
def test_quality_does_not_fall(entry: dict[str, Any]) -> None:
    docs, gold = (ROOT / entry.get(key, "tests") for key in ("docs", "gold"))
    if not docs.exists() or not gold.exists():
        pytest.skip(f"{entry.get('docs') or entry['gold']} or its gold is not on this machine")
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == entry["sha256"], "the gold changed: measure again and set its floors anew"
    scores = measure(entry)
    below = {
        key: (scores[key], floor)
        for key, floor in entry["floors"].items()
        if (found := scores[key]) is None or round(100 * found, 1) < floor
    }
    assert not below, f"(measured, floor): {below}"
