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
from typing import Any

import pyarrow.parquet as pq

from schemas.records import Reject
from schemas.rows import TABLES
from warehouse.arrow import arrow_table
from warehouse.durable import exclusive, is_locked
from warehouse.errors import CannotWrite


@dataclass(slots=True)
class Staging:
    """Staged Parquet files by table, below `folder`. Rows carry no batch_id yet: it is known when the batch is complete."""

    folder: Path
    files: dict[str, list[Path]] = field(default_factory=dict)

    def add(self, rows: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        """Write one chunk of validated rows, a file per table that has any; raises CannotWrite."""
        for table, values in rows.items():
            if not values:
                continue
            path = self.folder / f"{len(self.files.get(table, [])):06d}-{table}.parquet"
            try:
                pq.write_table(arrow_table(TABLES[table], [dict(v) for v in values]), path, compression="zstd")
            except OSError as error:
                raise CannotWrite(self.folder.parent.parent, error) from error
            self.files.setdefault(table, []).append(path)

    def add_rejects(self, rejects: Sequence[Reject]) -> None:
        """Write rejects as rows of their table."""
        self.add({"rejects": [reject_row(r) for r in rejects]})


def reject_row(reject: Reject) -> dict[str, Any]:
    """A reject as a row of the table `rejects`, its record as JSON (keys sorted)."""
    row = asdict(reject)
    row["record"] = json.dumps(row["record"], ensure_ascii=False, sort_keys=True, default=str)
    return row


OLD_DRAFT = 3600.0  # seconds after which a staging folder without a name was left by a kill


@contextmanager
def open_staging(root: Path) -> Iterator[Staging]:
    """A staging folder under a lock that dies with this process, removed at the end; `sweep_staging` removes those of the dead."""
    folder = root / "staging" / secrets.token_hex(6)
    draft = folder.with_name(f".{folder.name}")
    try:
        draft.mkdir(parents=True)
    except OSError as error:
        raise CannotWrite(root, error) from error
    with exclusive(draft / "lock"):
        os.replace(draft, folder)  # it gets its name when its lock is held, so that no sweep takes it for a dead run's
        try:
            yield Staging(folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def sweep_staging(root: Path) -> int:
    """Remove staging folders whose run is dead; returns how many."""
    dead = [f for f in (root / "staging").glob("[!.]*") if _is_dead(f)]
    dead += [f for f in (root / "staging").glob(".*") if time.time() - f.stat().st_mtime > OLD_DRAFT]
    for folder in dead:
        shutil.rmtree(folder, ignore_errors=True)
    return len(dead)


def _is_dead(folder: Path) -> bool:
    try:
        return not is_locked(folder / "lock")
    except (FileNotFoundError, NotADirectoryError):
        return False  # its run has just ended
