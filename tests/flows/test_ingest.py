"""The main job on the seeds, with and without Prefect, and on bad input."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from flows.ingest import ingest, ingest_direct
from flows.runners import task_runner
from schemas.records import Article, Extraction
from schemas.settings import Settings
from tasks import process
from tests.flows.made import STORY, ask, assert_sound, choose_extractor, write_stories
from warehouse.errors import CannotWrite
from warehouse.failures import failures

SEEDS = str(Path(__file__).parents[2] / "seeds")


def test_the_flow_lands_the_seeds_as_the_direct_run_does(tmp_path: Path, prefect: None) -> None:
    by_flow = ingest([SEEDS], str(tmp_path / "flow"))
    by_hand = ingest_direct([SEEDS], str(tmp_path / "direct"))
    assert (by_flow.read_count, by_flow.accepted_count, by_flow.rejected_count) == (5, 5, 0)
    assert by_flow.batch_id == by_hand.batch_id
    for table in ("articles", "quotes", "event_mentions", "event_actors", "entities", "entity_mentions"):
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert ask(tmp_path / "flow", query) == ask(tmp_path / "direct", query), table
    assert ask(tmp_path / "flow", "SELECT flow_run_id IS NOT NULL FROM batches") == [(True,)]
    assert ingest([SEEDS], str(tmp_path / "flow")).outcome == "unchanged"
    assert_sound(tmp_path / "flow")


def test_bad_input_costs_nothing_but_itself(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.txt").write_text(STORY.format("Northtown"))
    (inbox / "again.txt").write_text(STORY.format("Northtown"))
    (inbox / "empty.txt").write_text("")
    (inbox / "binary.txt").write_bytes(b"\x00\x01\x02")
    (inbox / "latin.txt").write_bytes(b"Caf\xe9 in the valley")
    (inbox / "line.txt").write_bytes(b"word " * 10_000_000)
    (inbox / "menu.txt").write_text("Home\nMenu\nLog in")
    landing = ingest_direct([str(inbox), str(tmp_path / "nowhere")], str(tmp_path / "w"))
    assert (landing.read_count, landing.accepted_count, landing.duplicate_count, landing.rejected_count) == (8, 1, 1, 6)
    reasons = ask(tmp_path / "w", "SELECT error_type FROM rejects ORDER BY 1")
    assert [r for (r,) in reasons] == ["BinaryFile", "Duplicate", "EmptyFile", "InvalidEncoding", "MissingPath", "NoStory", "TooLarge"]
    assert_sound(tmp_path / "w")


def test_new_files_in_a_folder_land_and_old_ones_are_recognised(tmp_path: Path) -> None:
    for name in ("Northtown", "Southport"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name))
        landing = ingest_direct([str(tmp_path)], str(tmp_path / ".w"))
    assert (landing.accepted_count, landing.duplicate_count) == (1, 1)
    assert_sound(tmp_path / ".w")


class Broken:
    """An extractor that fails on one article and makes a wrong row for another."""

    name = "broken"
    version = "1"

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            if "Northtown" in article.text:
                raise RuntimeError("no such luck")
            mention = {
                "article_id": article.article_id,
                "entity_id": "0" * 16,
                "text": "Anne",
                "start_char": 0,
                "end_char": 4,
                "form": "name",
            }
            yield Extraction(entity_mentions=[mention])


def test_an_extractor_is_chosen_by_configuration_and_its_faults_are_rejects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_stories(tmp_path, ("Northtown", "Southport"))
    choose_extractor(monkeypatch, Broken)
    landing = ingest_direct([str(tmp_path)], str(tmp_path / ".w"))
    assert (landing.accepted_count, landing.rejected_count) == (1, 1)
    rows = ask(tmp_path / ".w", "SELECT unit, stage, error_type FROM rejects ORDER BY ALL")
    assert rows == [("input", "extract", "RuntimeError"), ("row", "validate", "WrongOffsets")]
    assert ask(tmp_path / ".w", "SELECT extractor, extractor_version FROM batches") == [("broken", "1")]
    assert_sound(tmp_path / ".w")


class Mended:
    """An extractor that fails until it is mended, without a new version."""

    name = "mended"
    version = "1"
    whole: ClassVar[bool] = False

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            if "Northtown" in article.text and not self.whole:
                raise RuntimeError("no such luck")
            yield Extraction()


def test_what_failed_lands_when_it_fails_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_stories(tmp_path, ("Northtown", "Southport"))
    choose_extractor(monkeypatch, Mended)
    warehouse = str(tmp_path / ".w")
    assert ingest_direct([str(tmp_path)], warehouse).rejected_count == 1
    assert ingest_direct([str(tmp_path)], warehouse).outcome == "unchanged"
    monkeypatch.setattr(Mended, "whole", True)
    late = ingest_direct([str(tmp_path)], warehouse)
    assert (late.outcome, late.accepted_count, late.duplicate_count) == ("landed", 1, 1)
    assert ingest_direct([str(tmp_path)], warehouse).outcome == "unchanged"
    assert ask(tmp_path / ".w", "SELECT count(*) FROM articles") == [(2,)]
    assert_sound(tmp_path / ".w")


def test_what_an_older_version_landed_is_not_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same command twice lands nothing the second time, also where an older version has landed a part of it."""
    monkeypatch.setattr(Mended, "whole", True)
    choose_extractor(monkeypatch, Mended)
    warehouse = str(tmp_path / ".w")
    (tmp_path / "Northtown.txt").write_text(STORY.format("Northtown"))
    ingest_direct([str(tmp_path)], warehouse)
    monkeypatch.setattr(Mended, "version", "2")
    process.extractor_for.cache_clear()
    (tmp_path / "Southport.txt").write_text(STORY.format("Southport"))
    assert ingest_direct([str(tmp_path)], warehouse).outcome == "landed"
    assert ingest_direct([str(tmp_path)], warehouse).outcome == "unchanged"


NAMES = ("Northtown", "Southport", "Eastham", "Westbury", "Midvale", "Overton")


class Stops:
    """An extractor that is interrupted at the third article it meets, once."""

    name = "stops"
    version = "1"
    met: ClassVar[list[str]] = []

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        for article in articles:
            self.met.append(article.text)
            if len(self.met) == 3:
                raise KeyboardInterrupt
            yield Extraction()


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_stories(tmp_path, NAMES)
    (tmp_path / "latin.txt").write_bytes(b"Caf\xe9 in the valley")
    (tmp_path / "menu.txt").write_text("Home\nMenu\nLog in")
    Stops.met.clear()
    choose_extractor(monkeypatch, Stops)
    monkeypatch.setenv("NEWSLEDGER_CHUNK_SIZE", "1")
    with pytest.raises(KeyboardInterrupt):
        ingest_direct([str(tmp_path)], str(tmp_path / ".w"))
    changed = next(p for p in tmp_path.glob("*.txt") if p.read_text(errors="replace") == Stops.met[0])
    changed.write_text(STORY.format("Changed since"))
    landing = ingest_direct([str(tmp_path)], str(tmp_path / ".w"))
    assert (landing.read_count, landing.accepted_count, landing.rejected_count) == (8, 6, 2)
    assert Stops.met.count(Stops.met[1]) == 1  # what was staged is not done again
    texts = {text for (text,) in ask(tmp_path / ".w", "SELECT text FROM articles")}
    assert Stops.met[0] not in texts  # it has changed since
    assert len(ask(tmp_path / ".w", "SELECT * FROM rejects")) == 2
    assert_sound(tmp_path / ".w")
    assert list((tmp_path / ".w" / "staging").iterdir()) == []


def test_processes_land_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest_direct([SEEDS], str(tmp_path / "one"))
    monkeypatch.setenv("NEWSLEDGER_TASK_RUNNER", "processes")
    monkeypatch.setenv("NEWSLEDGER_WORKERS", "2")
    monkeypatch.setenv("NEWSLEDGER_CHUNK_SIZE", "2")
    ingest_direct([SEEDS], str(tmp_path / "two"))
    for table in ("quotes", "event_mentions", "entities"):
        assert ask(tmp_path / "one", f"SELECT * FROM {table} ORDER BY ALL") == ask(tmp_path / "two", f"SELECT * FROM {table} ORDER BY ALL")


def test_a_dask_cluster_lands_what_one_process_does(tmp_path: Path, prefect: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLEDGER_TASK_RUNNER", "dask")
    landing = ingest.with_options(task_runner=task_runner(Settings()))([SEEDS], str(tmp_path / "w"))
    assert (landing.read_count, landing.accepted_count) == (5, 5)


def test_a_page_whose_text_has_changed_is_a_new_version(tmp_path: Path) -> None:
    for number, name in enumerate(NAMES[:2]):
        (tmp_path / f"{number}.json").write_text(json.dumps({"url": "https://a.example/1", "text": STORY.format(name)}))
        ingest_direct([str(tmp_path / f"{number}.json")], str(tmp_path / "w"))
    assert ask(tmp_path / "w", "SELECT url, version FROM versions ORDER BY version") == [
        ("https://a.example/1", 1),
        ("https://a.example/1", 2),
    ]


def test_a_run_that_fails_is_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY.format("Northtown"))

    def full(*_: object) -> None:
        raise CannotWrite(tmp_path, OSError("disk full"))

    monkeypatch.setattr("flows.steps.land", full)
    with pytest.raises(CannotWrite):
        ingest_direct([str(tmp_path / "a.txt")], str(tmp_path / "w"))
    (failed,) = failures(tmp_path / "w")
    assert failed["error_type"] == "CannotWrite"
    assert "free space" in failed["message"]
