"""Landing: commits, versions, duplicates, evolution, compaction, snapshots, moves."""

import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from tests.warehouse.rows import V1, V2, land
from warehouse.errors import CannotWrite, DamagedManifest, NewerFormat, NotAWarehouse, UnknownSnapshot
from warehouse.manifest import read_manifest
from warehouse.store import ParquetStore
from warehouse.verify import verify

ANSWER = "SELECT table_name, n FROM (SELECT 'articles' AS table_name, count(*) AS n, bit_xor(hash(article_id)) AS h FROM articles UNION ALL SELECT 'quotes', count(*), bit_xor(hash(quote_id)) FROM quotes) ORDER BY 1"


def answer(root: Path, query: str = ANSWER) -> list[tuple[object, ...]]:
    with duckdb.connect(str(root / "newsledger.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def assert_sound(root: Path) -> None:
    store = ParquetStore(root)
    with store.connect() as connection:
        assert [f for f in verify(connection, root, store.manifest()) if f.broken] == []


def test_a_batch_lands_once(tmp_path: Path) -> None:
    first = land(tmp_path, "a", [1, 2, 3])
    before = answer(tmp_path, "SELECT * FROM articles ORDER BY article_id")
    again = land(tmp_path, "a", [1, 2, 3])
    assert (first.outcome, again.outcome, again.snapshot) == ("landed", "unchanged", 1)
    assert answer(tmp_path, "SELECT * FROM articles ORDER BY article_id") == before
    assert (again.read_count, again.accepted_count, again.rejected_count) == (4, 3, 1)
    assert_sound(tmp_path)


def test_an_article_belongs_to_the_batch_that_landed_it_first(tmp_path: Path) -> None:
    land(tmp_path, "a", [1, 2])
    landing = land(tmp_path, "b", [2, 3])
    assert (landing.accepted_count, landing.duplicate_count) == (1, 1)
    assert answer(tmp_path, "SELECT source_uri FROM rejects WHERE error_type = 'Duplicate'") == [("made/2.txt",)]
    assert answer(tmp_path) == [("articles", 3), ("quotes", 3)]
    assert_sound(tmp_path)


@pytest.mark.parametrize("compacted", [False, True])
def test_a_newer_version_replaces_and_an_older_never_does(tmp_path: Path, compacted: bool) -> None:
    land(tmp_path, "a", [1, 2, 3])
    land(tmp_path, "b", [4])
    if compacted:
        ParquetStore(tmp_path).compact()
    assert land(tmp_path, "a", [1, 2], V2).outcome == "replaced"
    assert land(tmp_path, "a", [1, 2, 3], V1).outcome == "older"
    rows = answer(tmp_path, "SELECT extractor_version, count(*) FROM quotes GROUP BY 1 ORDER BY 1")
    assert rows == [("1", 1), ("2", 2)]
    assert_sound(tmp_path)


def test_a_column_that_old_files_lack_is_null(tmp_path: Path) -> None:
    land(tmp_path, "a", [1])
    (file,) = read_manifest(tmp_path).files_of("quotes")
    table = pq.read_table(tmp_path / file.path)
    pq.write_table(table.drop_columns(["addressee_text"]), tmp_path / file.path)
    land(tmp_path, "b", [2])
    assert answer(tmp_path, "SELECT count(*), count(addressee_text) FROM quotes") == [(2, 0)]
    ParquetStore(tmp_path).compact()
    assert answer(tmp_path, "SELECT count(*), count(addressee_text) FROM quotes") == [(2, 0)]


def test_compaction_changes_no_answer(tmp_path: Path) -> None:
    for number in range(6):
        land(tmp_path, f"batch {number}", [number])
    everything = [f"SELECT * FROM {t} ORDER BY ALL" for t in ("articles", "quotes", "batches", "rejects", "entities")]
    before = [answer(tmp_path, q) for q in everything]
    store = ParquetStore(tmp_path)
    assert store.compact() == 24 - 4
    assert [answer(tmp_path, q) for q in everything] == before
    assert store.compact() == 0
    assert_sound(tmp_path)


def test_an_older_snapshot_can_be_asked_until_it_is_swept(tmp_path: Path) -> None:
    land(tmp_path, "a", [1])
    land(tmp_path, "b", [2])
    store = ParquetStore(tmp_path, keep_snapshots=1, keep_days=0)
    with store.connect(1) as connection:
        assert connection.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    store.compact()
    assert store.sweep().files == 8
    assert [m.snapshot for m in store.snapshots()] == [3]
    with pytest.raises(UnknownSnapshot, match="snapshot 1 is not kept"):
        store.connect(1)
    assert_sound(tmp_path)


@pytest.mark.parametrize("how", ["move", "copy", "copy that follows links"])
def test_the_folder_can_be_moved_or_copied(tmp_path: Path, how: str) -> None:
    root = tmp_path / "here"
    land(root, "a", [1, 2])
    there = tmp_path / "there it's"
    if how == "move":
        shutil.move(root, there)
    else:
        shutil.copytree(root, there, symlinks=how == "copy")
        shutil.rmtree(root)
    assert answer(there) == [("articles", 2), ("quotes", 2)]
    assert land(there, "b", [3]).snapshot == 2
    assert answer(there) == [("articles", 3), ("quotes", 3)]
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{str(there).replace(chr(39), chr(39) * 2)}/newsledger.duckdb' (READ_ONLY)")
        assert connection.execute("SELECT count(*) FROM newsledger.quotes_in_context").fetchall() == [(3,)]
        assert connection.execute("SELECT count(*) FROM newsledger.quotes_about('dam holds')").fetchall() == [(3,)]


def test_views_and_columns_carry_comments(tmp_path: Path) -> None:
    land(tmp_path, "a", [1])
    uncommented = "SELECT table_name, column_name FROM duckdb_columns() WHERE table_name IN ('articles', 'quotes', 'event_mentions') AND comment IS NULL AND NOT internal"
    assert answer(tmp_path, uncommented) == []


def test_a_warehouse_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite, match="cannot write to the warehouse"):
        land(tmp_path / "file" / "warehouse", "a", [1])


def test_a_session_of_this_process_keeps_its_snapshot_through_a_sweep(tmp_path: Path) -> None:
    land(tmp_path, "a", [1])
    store = ParquetStore(tmp_path, keep_snapshots=1, keep_days=0)
    with store.connect() as session:
        land(tmp_path, "b", [2])
        store.compact()
        store.sweep()
        assert session.execute("SELECT count(*) FROM articles").fetchall() == [(1,)]
    store.sweep()
    assert [m.snapshot for m in store.snapshots()] == [3]


def test_an_article_of_an_older_batch_is_told_how_to_be_renewed(tmp_path: Path) -> None:
    land(tmp_path, "a", [1])
    land(tmp_path, "b", [1, 2], V2)
    ((message,),) = answer(tmp_path, "SELECT message FROM rejects WHERE error_type = 'Duplicate'")
    assert "with an older version: ingest the files of batch" in str(message)


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotAWarehouse, match="run 'newsledger ingest PATH"):
        ParquetStore(tmp_path).connect()
    land(tmp_path, "a", [1])
    manifest = tmp_path / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"format": 1', '"format": 9'))
    with pytest.raises(NewerFormat, match="upgrade newsledger"):
        ParquetStore(tmp_path).connect()
    manifest.write_text("{")
    with pytest.raises(DamagedManifest, match="is damaged: copy the one"):
        ParquetStore(tmp_path).connect()
