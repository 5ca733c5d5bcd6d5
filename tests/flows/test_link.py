"""Links of landed batches: the same whatever the batches and their order, and all of them again with one command."""

from pathlib import Path

import pytest

from flows.ingest import ingest_direct
from flows.steps import link
from schemas.rows import LINKS, TABLES
from schemas.settings import Settings
from warehouse.store import ParquetStore
from warehouse.verify import verify

SEEDS = Path(__file__).parents[2] / "seeds"


def links_of(root: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the link tables, but for the batch that landed the article."""
    with ParquetStore(root).connect() as connection:
        return {table: sorted(connection.execute(f"SELECT * EXCLUDE (batch_id) FROM {table}").fetchall(), key=repr) for table in LINKS}


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("once") / "wh"
    ingest_direct([str(SEEDS)], str(root))
    return root


def test_batches_and_their_order_do_not_matter(at_once: Path, tmp_path: Path) -> None:
    root = tmp_path / "wh"
    files = sorted(SEEDS.glob("*.txt"))
    for group in (files[4:], files[1:2], files[2:4], files[:1]):
        ingest_direct([str(f) for f in group], str(root))
    assert links_of(root) == links_of(at_once)
    again = link(Settings(warehouse=root), ParquetStore(root), everything=True)
    assert again == 5
    assert links_of(root) == links_of(at_once)
    assert link(Settings(warehouse=root), ParquetStore(root)) == 0


def test_one_call_is_one_event_with_its_history_and_all_its_outlets(at_once: Path) -> None:
    with ParquetStore(at_once).connect() as connection:
        call = connection.execute(
            "SELECT e.n_articles, e.n_publishers, e.statuses FROM events AS e JOIN corroboration AS c USING (event_id) "
            "WHERE e.event_type = 'CONSULT' AND e.date_start = DATE '2021-12-30' AND c.actors = ['Joe Biden', 'Vladimir Putin'] "
            "ORDER BY e.n_mentions DESC LIMIT 1"
        ).fetchone()
        people = connection.execute("SELECT name FROM entities WHERE kind = 'person' AND name ILIKE '%zele%'").fetchall()
        conflicts = connection.execute("SELECT count(*) FROM conflicts").fetchone()
    assert call is not None
    assert call[0] == call[1] == 5
    assert {"scheduled", "occurred"} <= set(call[2])
    assert len(people) == 1
    assert conflicts is not None
    assert conflicts[0] > 0


def test_every_check_of_verify_holds_after_linking(at_once: Path) -> None:
    store = ParquetStore(at_once)
    with store.connect() as connection:
        broken = [f for f in verify(connection, at_once, store.manifest()) if f.broken]
    assert broken == []
    assert set(LINKS) <= set(TABLES)
