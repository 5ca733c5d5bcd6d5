"""A made-up story, and what the tests of flows ask of a warehouse."""

from pathlib import Path

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
