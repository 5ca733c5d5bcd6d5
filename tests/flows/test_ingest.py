"""The main job on the seeds, with and without Prefect, and on bad input."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from flows.ingest import ingest, ingest_direct
from schemas.records import Article, Extraction
from tasks import process
from warehouse.store import ParquetStore
from warehouse.verify import verify

SEEDS = str(Path(__file__).parents[2] / "seeds")
STORY = "The mayor of {0}, Ann Lee, said on Friday that the bridge was closed to all trucks until the spring."


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120):
        yield


def ask(root: Path, query: str) -> list[tuple[object, ...]]:
    with ParquetStore(root).connect() as connection:
        return connection.execute(query).fetchall()


def assert_sound(root: Path) -> None:
    store = ParquetStore(root)
    with store.connect() as connection:
        assert [f for f in verify(connection, root, store.manifest()) if f.broken] == []


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
    for name in ("Northtown", "Southport"):
        (tmp_path / f"{name}.txt").write_text(STORY.format(name))
    process.extractor_for.cache_clear()
    monkeypatch.setenv("NEWSLEDGER_EXTRACTOR", f"{__name__}:Broken")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    landing = ingest_direct([str(tmp_path)], str(tmp_path / ".w"))
    assert (landing.accepted_count, landing.rejected_count) == (1, 1)
    rows = ask(tmp_path / ".w", "SELECT unit, stage, error_type FROM rejects ORDER BY ALL")
    assert rows == [("input", "extract", "RuntimeError"), ("row", "validate", "WrongOffsets")]
    assert ask(tmp_path / ".w", "SELECT extractor, extractor_version FROM batches") == [("broken", "1")]
    assert_sound(tmp_path / ".w")
