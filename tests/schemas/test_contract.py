"""The models are the one source: Arrow, DuckDB, JSON Schema and the data dictionary must agree with them."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from pydantic import ValidationError

from newsledger.docs import DOCS, pages
from schemas.columns import columns_of
from schemas.rows import TABLES, Row, Span
from tests.warehouse.rows import V1, land, quote
from warehouse.arrow import arrow_schema, duckdb_type
from warehouse.catalog import LANDED


@pytest.mark.parametrize("name", sorted(pages()))
def test_derived_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run 'make docs'"


@pytest.mark.parametrize("model", TABLES.values(), ids=list(TABLES))
def test_arrow_and_duckdb_have_the_models_columns(model: type[Row], tmp_path: Path) -> None:
    land(tmp_path, "a", [1])
    names = [c.name for c in columns_of(model)]
    assert arrow_schema(model).names == names
    view = LANDED.get(model.table, model.table)
    with duckdb.connect(str(tmp_path / "newsledger.duckdb"), read_only=True) as connection:
        described = connection.execute(f"DESCRIBE {view}").fetchall()
    types = {c.name: duckdb_type(c.type) for c in columns_of(model)}
    assert {row[0]: row[1].replace('"', "") for row in described} == types
    assert all(c.description for c in columns_of(model))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "longer than its offsets say"}, "its offsets"),
        ({"kind": "shouted"}, "direct"),
        ({"speaker_text": "Ann", "speaker_start": None}, "given together"),
        ({"confidence": 1.5}, "less than or equal to 1"),
        ({"surprise": 1}, "Extra inputs"),
    ],
)
def test_rows_that_break_the_contract_fail(change: dict[str, object], message: str) -> None:
    unsaid = dict.fromkeys(
        (
            "speaker_text",
            "speaker_start",
            "speaker_end",
            "speaker_id",
            "cue_text",
            "cue_start",
            "cue_end",
            "addressee_text",
            "addressee_start",
            "addressee_end",
            "addressee_id",
            "parent_quote_id",
        )
    )
    row = {**unsaid, **quote(1, V1), "batch_id": "0" * 16}
    TABLES["quotes"].model_validate(row)
    with pytest.raises(ValidationError, match=message):
        TABLES["quotes"].model_validate({**row, **change})


def test_a_span_has_a_length() -> None:
    with pytest.raises(ValidationError, match="before or at its start"):
        Span(start_char=3, end_char=3)


@pytest.mark.parametrize(
    ("package", "banned"),
    [
        ("schemas.rows", ("spacy", "duckdb", "pyarrow", "prefect", "tasks", "warehouse", "flows")),
        ("tasks.process", ("duckdb", "pyarrow", "prefect", "warehouse", "flows")),
        ("warehouse.store", ("spacy", "prefect", "tasks", "flows")),
        ("flows.steps", ("prefect",)),
    ],
)
def test_imports_point_one_way(package: str, banned: tuple[str, ...]) -> None:
    code = f"import sys, {package}; print([m for m in {banned!r} if m in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
