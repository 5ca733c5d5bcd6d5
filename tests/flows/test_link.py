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


ONE = """Port attacked, soldiers killed

January 4, 2022

ODESA — Russia attacked the port of Odesa on Monday, killing 12 soldiers and wounding dozens, officials said on Tuesday.

Foreign Minister Anna Lee met President Viktor Horn in Geneva on Tuesday to discuss the attack on the port.

“We will never accept the new border with our neighbour,” Lee said after the meeting in Geneva.
"""
OTHER = """After the attack on the port of Odesa

January 4, 2022

ODESA — The port of Odesa was attacked by Russia on Monday, and 14 soldiers were killed in the attack, officials said on Tuesday.

Anna Lee, the foreign minister, met President Viktor Horn and Prime Minister Mark Voss in Geneva on Tuesday to discuss the attack.

“We shall never accept that new border with the neighbour,” Anna Lee said after the meeting.
"""


def test_conflicts_of_numbers_attendance_and_wording_are_rows(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "other.txt").write_text(OTHER, encoding="utf-8")
    ingest_direct([str(tmp_path / "one.txt"), str(tmp_path / "other.txt")], str(tmp_path / "wh"))
    with ParquetStore(tmp_path / "wh").connect() as connection:
        found = connection.execute("SELECT field, value, sentence FROM conflicts WHERE field <> 'date'").fetchall()
    values = {(field, value) for field, value, _ in found}
    assert {("number", "12 soldiers"), ("number", "14 soldiers")} <= values
    assert {("attendance", "Anna Lee, Viktor Horn"), ("attendance", "Anna Lee, Mark Voss, Viktor Horn")} <= values
    assert len([value for field, value in values if field == "wording"]) == 2
    assert all(value.split()[0] in sentence for field, value, sentence in found if field == "number")


def test_what_is_weeks_apart_is_left_as_it_is(tmp_path: Path) -> None:
    later = ONE.replace("January 4", "June 10").replace("12 soldiers", "9 sailors")
    undated = OTHER.replace("January 4, 2022\n\n", "").replace("14 soldiers", "15 soldiers")
    for name, text in {"a": ONE, "b": OTHER, "c": later, "d": undated, "e": later.replace("Odesa", "Odessa")}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    ingest_direct([str(p) for p in sorted(tmp_path.glob("*.txt"))], str(tmp_path / "once"))
    for name in "ecbda":
        ingest_direct([str(tmp_path / f"{name}.txt")], str(tmp_path / "apart"))
    assert links_of(tmp_path / "apart") == links_of(tmp_path / "once")
    for name in "cdabe":
        ingest_direct([str(tmp_path / f"{name}.txt")], str(tmp_path / "other"))
    assert links_of(tmp_path / "other") == links_of(tmp_path / "once")
    with ParquetStore(tmp_path / "once").connect() as connection:
        assert connection.execute("SELECT count(DISTINCT story_id) FROM article_links").fetchone() == (1,)  # the undated one joins them


def test_files_that_hold_nothing_of_a_story_are_left_as_they_are(tmp_path: Path) -> None:
    elsewhere = "Cup final\n\nMarch 3, 2019\n\nLEEDS — Police arrested two fans at the cup final on Sunday, the coach Mia Horn said.\n"
    for name, text in {"a": ONE, "b": elsewhere, "c": OTHER}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        ingest_direct([str(tmp_path / f"{name}.txt")], str(tmp_path / "wh"))
    newest, before, first = ParquetStore(tmp_path / "wh").snapshots()[:5:2]
    assert [f.path for f in before.files_of("event_links") if f not in first.files_of("event_links")]
    kept = set(before.files_of("event_links")) & set(newest.files_of("event_links"))
    assert [f.batches for f in kept] == [f.batches for f in before.files_of("event_links") if f not in first.files_of("event_links")]


def test_spellings_of_one_name_are_a_conflict(at_once: Path) -> None:
    with ParquetStore(at_once).connect() as connection:
        told = connection.execute("SELECT value FROM conflicts WHERE field = 'name' AND actors[1] ILIKE '%zele%'").fetchall()
        least = connection.execute("SELECT min(c) FROM (SELECT count(*) AS c FROM conflicts GROUP BY about_id, field)").fetchone()
    assert len(told) > 2
    assert least == (2,)


def test_every_check_of_verify_holds_after_linking(at_once: Path) -> None:
    store = ParquetStore(at_once)
    with store.connect() as connection:
        broken = [f for f in verify(connection, at_once, store.manifest()) if f.broken]
    assert broken == []
    assert set(LINKS) <= set(TABLES)
