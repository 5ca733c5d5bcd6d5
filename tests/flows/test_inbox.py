"""A watched folder, feeds, upkeep, and new versions: what runs by itself."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pyarrow.parquet as pq
import pytest

from flows.inbox import Broken, inbox, maintenance, ready
from flows.ingest import ingest_direct
from flows.progress import with_progress
from flows.upgrade import upgrade
from schemas.records import Article, Extraction
from schemas.settings import Settings
from tasks import process
from tests.flows.made import STORY, ask, assert_sound, choose_extractor, write_stories
from warehouse.durable import exclusive
from warehouse.store import ParquetStore


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*.*"))


def test_an_inbox_is_emptied_of_what_is_whole(tmp_path: Path, prefect: None) -> None:
    folder, root = tmp_path / "in", tmp_path / "w"
    assert inbox(str(folder), str(root)) is None
    (folder / "a.txt").write_text(STORY.format("Northtown"))
    (folder / "bad.jsonl").write_text('{"text": ""}\n{"headline": "x"}\n')
    (folder / "bad.txt").write_bytes(b"Caf\xe9")
    (folder / "half.txt.part").write_text("The mayor of")
    (folder / ".hidden").write_text("x")
    assert ready(folder) == []  # just written: perhaps not whole yet
    with exclusive(folder / ".lock"):
        assert inbox(str(folder), str(root), settled=0.0) is None  # another run holds it
    landing = inbox(str(folder), str(root), settled=0.0)
    assert landing is not None
    assert (landing.accepted_count, landing.rejected_count) == (1, 3)
    assert names(folder / "done") == ["a.txt"]
    assert names(folder / "rejected") == ["bad.jsonl", "bad.txt"]
    assert sorted(p.name for p in folder.iterdir() if p.is_file()) == [".hidden", ".lock", "half.txt.part"]
    assert inbox(str(folder), str(root), settled=0.0) is None


def test_a_file_that_landed_before_a_kill_is_moved_and_not_landed_twice(tmp_path: Path, prefect: None) -> None:
    folder, root = tmp_path / "in", tmp_path / "w"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY.format("Northtown"))
    ingest_direct([str(folder / "a.txt")], str(root))  # the run was killed here
    landing = inbox(str(folder), str(root), settled=0.0)
    assert landing is not None
    assert landing.outcome == "unchanged"
    assert names(folder / "done") == ["a.txt"]
    (folder / "a.txt").write_text(STORY.format("Southport"))
    inbox(str(folder), str(root), settled=0.0)
    assert names(folder / "done") == ["a-2.txt", "a.txt"]
    assert ask(root, "SELECT count(*) FROM articles") == [(2,)]


def test_upkeep_tells_what_it_did_and_what_is_broken(tmp_path: Path, prefect: None) -> None:
    for name in ("Northtown", "Southport"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name))
        ingest_direct([str(tmp_path / f"{name}.txt")], str(tmp_path / "w"))
    assert "fewer files" in maintenance(str(tmp_path / "w"))
    (articles,) = ParquetStore(tmp_path / "w").manifest().files_of("articles")
    table = pq.read_table(tmp_path / "w" / articles.path)
    pq.write_table(table.slice(1), tmp_path / "w" / articles.path)
    with pytest.raises(Broken, match="articles"):
        maintenance(str(tmp_path / "w"))


class Versioned:
    """An extractor that notes what it reads, and may stop."""

    name = "versioned"
    version = "1"
    met: ClassVar[list[str]] = []
    stops_at: ClassVar[int] = 0

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            self.met.append(article.text)
            if len(self.met) == self.stops_at:
                raise KeyboardInterrupt
            yield Extraction()


def test_a_newer_version_extracts_the_stored_texts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, root = tmp_path / "in", tmp_path / "w"
    folder.mkdir()
    write_stories(folder, ("Northtown", "Southport", "Eastham"))
    (folder / "bad.txt").write_bytes(b"Caf\xe9")
    monkeypatch.setenv("NEWSLEDGER_CHUNK_SIZE", "1")
    choose_extractor(monkeypatch, Versioned)
    first = ingest_direct([str(folder)], str(root))
    for file in folder.iterdir():
        file.unlink()  # only the stored texts are left
    settings = Settings(warehouse=root)

    def run() -> list[str]:
        return [landing.outcome for landing in upgrade(settings, lambda run, chunks: with_progress(run, chunks, False))]

    assert run() == []
    monkeypatch.setattr(Versioned, "version", "2")
    process.extractor_for.cache_clear()
    Versioned.met.clear()
    monkeypatch.setattr(Versioned, "stops_at", 3)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert ask(root, "SELECT DISTINCT extractor_version FROM batches") == [("1",)]
    assert run() == ["replaced"]
    assert len(Versioned.met) == 4  # two before the interruption, one that met it, and that one again
    assert ask(root, "SELECT extractor_version, read_count, accepted_count, rejected_count FROM batches") == [("2", 4, 3, 1)]
    assert ask(root, "SELECT batch_id FROM articles GROUP BY ALL") == [(first.batch_id,)]
    assert ask(root, "SELECT error_type FROM rejects") == [("InvalidEncoding",)]
    assert_sound(root)
