"""Upkeep: compaction of many small files, and removal of what no kept snapshot needs."""

import fcntl
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb

from schemas.rows import TABLES
from warehouse.catalog import DATABASE
from warehouse.landing import commit, committing, file_relation, next_manifest, sync_files, write_sorted
from warehouse.manifest import DataFile, Manifest, parse_manifest
from warehouse.staging import sweep_staging

LARGE = 250_000  # rows


@dataclass(frozen=True, slots=True)
class Sweep:
    """How many things were removed."""

    snapshots: int
    files: int
    runs: int

    def __str__(self) -> str:
        return f"removed {self.snapshots} old snapshots, {self.files} files, {self.runs} leftovers of dead runs"


def compact(root: Path) -> int:
    """Rewrite the small files of every table as one, in a commit of its own; returns how many fewer files there are.

    Files of LARGE rows or more stay as they are: merging them gains nothing, and linking rewrites the files that it touches.
    """
    with committing(root) as manifest:
        written: list[DataFile] = []
        kept: list[DataFile] = []
        for table, model in TABLES.items():
            files = [f for f in manifest.files_of(table) if f.rows < LARGE]
            kept.extend(f for f in manifest.files_of(table) if f.rows >= LARGE)
            if len(files) < 2:
                kept.extend(files)
                continue
            batches = sorted({b for f in files for b in f.batches})
            with duckdb.connect() as connection:
                merged = write_sorted(connection, root, model, "compacted", file_relation(root, model, files), batches)
            if merged:
                written.append(merged)
        if not written:
            return 0
        sync_files(root, written)
        commit(root, next_manifest(manifest, kept + written, manifest.batches))
        return len(manifest.files) - len(kept) - len(written)


def sweep(root: Path, *, keep_snapshots: int, keep_days: float) -> Sweep:
    """Remove old snapshots, files that no kept snapshot names, and what killed runs left behind.

    Kept are the newest `keep_snapshots`, those committed in the last `keep_days`, and those that a session has open.
    """
    with committing(root) as manifest:
        kept = [manifest]
        removed = 0
        horizon = datetime.now(UTC) - timedelta(days=keep_days)
        for rank, folder in enumerate(snapshot_folders(root)):
            number = int(folder.name)
            old = _read(root, folder)
            if number > manifest.snapshot or old is None:  # never committed, or half removed
                shutil.rmtree(folder)
                removed += 1
            elif rank < keep_snapshots or (old.committed_at or horizon) > horizon or _is_open(folder / DATABASE):
                kept.append(old)
            else:
                shutil.rmtree(folder)
                removed += 1
        for draft in (root / "catalog").glob(".*.tmp"):
            shutil.rmtree(draft, ignore_errors=True)
        return Sweep(removed, _remove_unnamed(root, kept), sweep_staging(root))


def snapshot_folders(root: Path) -> list[Path]:
    """Folders of the snapshots that are still there, newest first."""
    folders = [f for f in (root / "catalog").glob("[0-9]*") if f.name.isdigit()]
    return sorted(folders, key=lambda f: -int(f.name))


def _remove_unnamed(root: Path, kept: Iterable[Manifest]) -> int:
    named = {root / f.path for m in kept for f in m.files}
    unnamed = [p for p in (root / "parquet").glob("*/*") if p not in named]
    for path in unnamed:
        path.unlink()
    return len(unnamed)


def _read(root: Path, folder: Path) -> Manifest | None:
    if not (folder / "manifest.json").exists() or not (folder / DATABASE).exists():
        return None
    return parse_manifest(root, folder / "manifest.json")


LOCKS = Path("/proc/locks")


def _is_open(database: Path) -> bool:
    """True when a session has the database open: DuckDB holds a POSIX record lock on it, shared or exclusive.

    On Linux the kernel's list of locks tells. Elsewhere a lock is tried; that cannot see a session of this very process.
    """
    if LOCKS.exists():
        inode = f":{database.stat().st_ino}"
        return any(field.endswith(inode) for line in LOCKS.read_text().splitlines() for field in line.split())
    with database.open("r+b") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
