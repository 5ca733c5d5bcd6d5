"""A made-up story, and what the tests of flows ask of a warehouse."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from tasks import process
from warehouse.store import ParquetStore
from warehouse.verify import verify

STORY = "The mayor of {0}, Ann Lee, said on Friday that the bridge was closed to all trucks until the spring."


def ask(root: Path, query: str) -> list[tuple[object, ...]]:
    with ParquetStore(root).connect() as connection:
        return connection.execute(query).fetchall()


def assert_sound(root: Path) -> None:
    store = ParquetStore(root)
    with store.connect() as connection:
        assert [f for f in verify(connection, root, store.manifest()) if f.broken] == []


def choose_extractor(monkeypatch: pytest.MonkeyPatch, extractor: type) -> None:
    """Choose an extractor of a test module, as a user chooses one of their own."""
    process.extractor_for.cache_clear()
    monkeypatch.setenv("NEWSLEDGER_EXTRACTOR", f"{extractor.__module__}:{extractor.__name__}")
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))


def write_stories(folder: Path, names: Iterable[str]) -> None:
    """A text file for each place that the made-up story may be told of."""
    for name in names:
        (folder / f"{name}.txt").write_text(STORY.format(name))
