"""Quality does not fall: every gold set of tests/gold/floors.toml scores at least its floors, on the very gold they were set for."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from newsledger.evaluate.quotes import evaluate_quotes
from tasks.process import extractor_for

ROOT = Path(__file__).parents[1]
SETS = tomllib.loads((ROOT / "tests" / "gold" / "floors.toml").read_text(encoding="utf-8"))["set"]


@pytest.mark.parametrize("entry", SETS, ids=[s["name"] for s in SETS])
def test_quality_does_not_fall(entry: dict[str, Any]) -> None:
    docs, gold = (ROOT / entry[key] for key in ("docs", "gold"))
    if not docs.exists() or not gold.exists():
        pytest.skip(f"{entry['docs']} or its gold is not on this machine")
    assert hashlib.sha256(gold.read_bytes()).hexdigest() == entry["sha256"], "the gold changed: measure again and set its floors anew"
    scores = {f"{s.kind}_{s.measure}": s.f1 for s in evaluate_quotes(docs, gold, extractor_for("rules", ""))}
    below = {
        key: (scores[key], floor)
        for key, floor in entry["floors"].items()
        if (found := scores[key]) is None or round(100 * found, 1) < floor
    }
    assert not below, f"(measured, floor): {below}"
