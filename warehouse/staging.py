"""Rows on their way: Parquet files of one run, in a folder that is its own until the batch is committed or dropped."""

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from schemas.records import Reject
from schemas.rows import TABLES
from warehouse.arrow import arrow_table
from warehouse.durable import exclusive, is_locked, replace_text
from warehouse.errors import CannotWrite, Locked


class Done(NamedTuple):
    """An input whose rows are staged: where it came from, the hash of its content, its article, and whether it was rejected."""

    source_uri: str
    content_hash: str
    article_id: str
    rejected: bool


@dataclass(slots=True)
class Staging:
    """Staged Parquet files by table, below `folder`. Rows carry no batch_id yet: it is known when the batch is complete.

    `done` is what a run that was interrupted had staged whole; `resumed` are its files.
    """

    folder: Path
    files: dict[str, list[Path]] = field(default_factory=dict)
    done: dict[tuple[str, str], Done] = field(default_factory=dict)
    resumed: list[Path] = field(default_factory=list)
    chunks: int = 0

    def add(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Write one chunk of validated rows, a file per table that has any; raises CannotWrite."""
        self._write("read", rows)

    def add_chunk(self, rows: Mapping[str, Sequence[Mapping[str, Any]]], rejects: Sequence[Reject], done: Sequence[Done]) -> None:
        """Write the rows and rejects of some inputs so that a run which is interrupted need not make them again; raises CannotWrite."""
        self.chunks += 1
        stem = f"chunk{self.chunks:06d}"
        self._write(stem, {**rows, "rejects": [reject_row(r) for r in rejects]})
        replace_text(self.folder / f"{stem}.json", json.dumps(done))

    def add_rejects(self, rejects: Sequence[Reject]) -> None:
        """Write rejects as rows of their table."""
        self.add({"rejects": [reject_row(r) for r in rejects]})

    def article_ids(self) -> list[str]:
        """Ids of the articles that are staged."""
        return [a for path in self.files.get("articles", ()) for a in pq.read_table(path, columns=["article_id"])["article_id"].to_pylist()]

    def drop(self, gone: Sequence[Done]) -> None:
        """Take the rows of inputs that are no longer there out of what an interrupted run had staged."""
        articles, uris = [d.article_id for d in gone], [d.source_uri for d in gone]
        for path in self.resumed:
            table = pq.read_table(path)
            unwanted = pc.or_kleene(
                pc.is_in(table["article_id"], pa.array(articles)),
                pc.is_in(table["source_uri"], pa.array(uris)) if "source_uri" in table.column_names else pa.scalar(False),
            )
            kept = table.filter(pc.invert(pc.fill_null(unwanted, False)))
            if kept.num_rows < table.num_rows:
                pq.write_table(kept, path, compression="zstd")

    def resume(self) -> None:
        """Take over the whole chunks that an interrupted run has left here, and remove the rest."""
        whole = {path.stem: path for path in sorted(self.folder.glob("chunk*.json"))}
        for stem, path in whole.items():
            self.done |= {(d[0], d[1]): Done(*d) for d in json.loads(path.read_text(encoding="utf-8"))}
            self.chunks = max(self.chunks, int(stem.removeprefix("chunk")))
        for path in sorted(self.folder.glob("*.parquet")):
            stem, _, table = path.stem.partition("-")
            if stem in whole:
                self.files.setdefault(table, []).append(path)
                self.resumed.append(path)
            else:
                path.unlink()

    def _write(self, stem: str, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        for table, values in rows.items():
            if not values:
                continue
            name = f"{stem}-{table}.parquet" if stem != "read" else f"read{len(self.files.get(table, [])):06d}-{table}.parquet"
            path = self.folder / name
            try:
                pq.write_table(arrow_table(TABLES[table], [dict(v) for v in values]), path, compression="zstd")
            except OSError as error:
                raise CannotWrite(self.folder.parent.parent, error) from error
            self.files.setdefault(table, []).append(path)


def reject_row(reject: Reject) -> dict[str, Any]:
    """A reject as a row of the table `rejects`, its record as JSON (keys sorted)."""
    row = asdict(reject)
    row["record"] = json.dumps(row["record"], ensure_ascii=False, sort_keys=True, default=str)
    return row


OLD_DRAFT = 3600.0  # seconds after which a staging folder without a name was left by a kill
KEPT = 7 * 86_400.0  # seconds for which what an interrupted run has staged is kept for it
RESUMABLE = "run-"


@contextmanager
def open_staging(root: Path, key: str | None = None) -> Iterator[Staging]:
    """A staging folder under a lock that dies with this process, removed when all went well.

    A run with a `key` takes up what an earlier one with the same key had staged before it was interrupted, and leaves its own chunks
    behind where it fails. While another run with this key is under way, it gets a folder of its own.
    """
    folder = root / "staging" / (f"{RESUMABLE}{key}" if key else secrets.token_hex(6))
    if key and (folder / "lock").exists():
        try:
            with exclusive(folder / "lock", wait=0.0):
                staging = Staging(folder)
                staging.resume()
                yield from _staged(staging)
                return
        except Locked:
            folder = root / "staging" / secrets.token_hex(6)
    draft = folder.with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        draft.mkdir(parents=True)
    except OSError as error:
        raise CannotWrite(root, error) from error
    with exclusive(draft / "lock"):
        try:
            os.replace(draft, folder)  # it gets its name when its lock is held, so that no sweep takes it for a dead run's
        except OSError:  # another run with this key was quicker
            folder = root / "staging" / secrets.token_hex(6)
            os.replace(draft, folder)
        yield from _staged(Staging(folder))


def _staged(staging: Staging) -> Iterator[Staging]:
    """The staging; its folder is removed at the end, unless the run failed with chunks that another may go on from."""
    try:
        yield staging
    except BaseException:
        if not (staging.chunks and staging.folder.name.startswith(RESUMABLE)):
            shutil.rmtree(staging.folder, ignore_errors=True)
        raise
    shutil.rmtree(staging.folder, ignore_errors=True)


def sweep_staging(root: Path) -> int:
    """Remove staging folders whose run is dead (those that it can be resumed from: a week later); returns how many."""
    dead = [f for f in (root / "staging").glob("[!.]*") if _is_dead(f)]
    dead += [f for f in (root / "staging").glob(".*") if _age(f) > OLD_DRAFT]
    for folder in dead:
        shutil.rmtree(folder, ignore_errors=True)
    return len(dead)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _is_dead(folder: Path) -> bool:
    try:
        if folder.name.startswith(RESUMABLE) and _age(folder) < KEPT:
            return False
        return not is_locked(folder / "lock")
    except (FileNotFoundError, NotADirectoryError):
        return False  # its run has just ended
