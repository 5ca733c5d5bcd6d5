"""The command line as its users run it, in processes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

ROOT = Path(__file__).parents[1]


def run(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "200", "PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [sys.executable, "-m", "newsledger", *arguments], capture_output=True, text=True, cwd=cwd, env=environment, check=False
    )


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = str(tmp_path_factory.mktemp("cli") / "w")
    result = run("ingest", "seeds", "--direct", "--warehouse", folder)
    assert result.returncode == 0, result.stderr
    assert "read 5 = accepted 5 + duplicate 0 + rejected 0" in result.stdout
    return folder


def test_sql_in_three_formats(warehouse: str) -> None:
    query = "SELECT count(*) AS n, min(published_date) AS d FROM articles"
    assert "┃ n ┃ d" in run("sql", query, "-w", warehouse).stdout
    assert run("sql", query, "--csv", "-w", warehouse).stdout.split() == ["n,d", "5,2021-12-29"]
    assert json.loads(run("sql", query, "--json", "-w", warehouse).stdout) == {"n": 5, "d": "2021-12-29"}


def test_status_show_verify_compact(warehouse: str) -> None:
    assert "snapshot 2" in run("status", "-w", warehouse).stdout
    shown = run("show", "004_", "-w", warehouse).stdout
    assert "[ASSAULT occurred]" in shown
    assert "phone call" in shown
    verified = run("verify", "-w", warehouse)
    assert (verified.returncode, "checks hold" in verified.stdout) == (0, True)
    assert "nothing new to link" in run("link", "-w", warehouse).stdout
    assert run("compact", "-w", warehouse).returncode == 0


def test_verify_finds_damage(warehouse: str, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(warehouse, damaged, symlinks=True)
    next(damaged.glob("parquet/quotes/*.parquet")).unlink()
    result = run("verify", "-w", str(damaged))
    assert (result.returncode, "broken: files: every file of the manifest is there" in result.stderr) == (1, True)


def test_verify_finds_rows_that_are_not_what_the_text_says(warehouse: str, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(warehouse, damaged, symlinks=True)
    (file,) = damaged.glob("parquet/quotes/*.parquet")
    table = pq.read_table(file)
    shouted = pa.array([cue and "x" * len(cue) for cue in table["cue_text"].to_pylist()])
    pq.write_table(table.set_column(table.schema.get_field_index("cue_text"), "cue_text", shouted), file)
    result = run("verify", "-w", str(damaged))
    assert (result.returncode, "broken: quotes: cue_text is the text at its offsets" in result.stderr) == (1, True)


def test_verify_finds_values_that_no_column_may_have(warehouse: str, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(warehouse, damaged, symlinks=True)
    (file,) = damaged.glob("parquet/event_mentions/*.parquet")
    table = pq.read_table(file)
    for column, wrong in (
        ("event_type", pa.array(["HOAX"] * len(table))),
        ("status", pa.nulls(len(table), pa.string())),
        ("confidence", pa.array([7.5] * len(table))),
    ):
        at = table.schema.get_field_index(column)
        pq.write_table(table.set_column(at, column, wrong.cast(table.schema.field(at).type)), file)
        assert "broken: event_mentions: values are those of the data dictionary" in run("verify", "-w", str(damaged)).stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ingest", "nowhere.txt"), "newsledger: no such file or folder: nowhere.txt. Name the files or folders to ingest"),
        (("sql", "selec 1", "-w", "WAREHOUSE"), "newsledger: Parser Error: syntax error"),
        (("status", "-w", "nowhere"), "newsledger: nowhere holds no warehouse yet: run 'newsledger ingest PATH"),
        (("sql", "", "-w", "WAREHOUSE"), "newsledger: the query is empty"),
        (("show", "zzz", "-w", "WAREHOUSE"), "newsledger: 'zzz' means 0 articles"),
        (("sql", "select 1", "--snapshot", "99", "-w", "WAREHOUSE"), "newsledger: snapshot 99 is not kept"),
    ],
)
def test_errors_are_one_line_with_the_next_step(warehouse: str, arguments: tuple[str, ...], message: str) -> None:
    result = run(*(warehouse if a == "WAREHOUSE" else a for a in arguments))
    assert result.returncode == 1
    assert result.stderr.startswith(message)
    assert "Traceback" not in result.stderr
    assert "Traceback" in run(*(warehouse if a == "WAREHOUSE" else a for a in arguments), "--debug").stderr


@pytest.mark.parametrize("command", ["ingest", "sql", "status", "show", "verify", "link", "compact", "settings"])
def test_help_has_a_runnable_example(command: str) -> None:
    assert "Example: newsledger" in run(command, "--help").stdout.replace("`", "")
