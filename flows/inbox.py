"""Runs that operate themselves: a watched folder, feeds, and upkeep. `newsledger serve` runs them on a schedule."""

import logging
import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from prefect import flow
from prefect.artifacts import create_markdown_artifact

from flows.ingest import ingest
from schemas.settings import settings_for
from tasks.read.source import printable
from warehouse.durable import exclusive
from warehouse.errors import Locked
from warehouse.failures import forget_failures
from warehouse.landing import Landing
from warehouse.store import ParquetStore

logger = logging.getLogger("newsledger")
SETTLED = 10.0  # seconds without a change after which a file is taken to be whole
HALF = (".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart")


@flow(name="inbox", persist_result=False)
def inbox(folder: str = "", warehouse: str = "", settled: float = SETTLED) -> Landing | None:
    """Ingest what lies whole in a folder (default: the setting) and move it to `done/DATE/` in it, or to `rejected/DATE/`; None for nothing.

    A file is left alone until it has not changed for `settled` seconds. Files are moved when their batch has landed: after a kill in
    between they are recognised as landed, and moved then. While one run holds the folder, another does nothing.
    """
    settings = settings_for(warehouse)
    root = Path(folder) if folder else settings.inbox
    root.mkdir(parents=True, exist_ok=True)
    try:
        with exclusive(root / ".lock", wait=0.0):
            files = ready(root, settled)
            if not files:
                return None
            landing: Landing = ingest([str(f) for f in files], warehouse)
            uris = {file: printable(file.as_posix()) for file in files}
            unread = unread_inputs(ParquetStore.of(settings), landing.batch_id, list(uris.values()))
            day = f"{datetime.now(UTC):%Y-%m-%d}"
            for file, uri in uris.items():
                take(file, root, "rejected" if uri in unread else "done", day)
            return landing
    except Locked:
        logger.info("another run holds %s", root)
        return None


def ready(root: Path, settled: float = SETTLED) -> list[Path]:
    """The files of an inbox that are whole, in name order: not hidden, no half of a download, unchanged for `settled` seconds."""
    now = time.time()
    found = []
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root).parts
        if inside[0] in ("done", "rejected") or any(p.startswith(".") for p in inside) or path.name.lower().endswith(HALF):
            continue
        try:
            state = path.stat()
        except OSError:
            continue  # moved away meanwhile
        if path.is_file() and now - max(state.st_ctime, state.st_mtime) >= settled:
            found.append(path)
    return found


def unread_inputs(store: ParquetStore, batch_id: str, uris: Sequence[str]) -> set[str]:
    """Those files of a batch of which all was rejected: itself, or each of its records ('file#L1') and members ('file!a.txt')."""
    of_file = "(source_uri = file OR starts_with(source_uri, file || '#') OR starts_with(source_uri, file || '!'))"
    query = f"""
        SELECT file
        FROM (SELECT unnest($2::VARCHAR[]) AS file)
        ANTI JOIN articles ON {of_file}
        JOIN rejects ON {of_file}
        WHERE batch_id = $1 AND unit = 'input'
        GROUP BY file
        HAVING bool_and(error_type <> 'Duplicate')
    """
    with store.connect() as connection:
        return {file for (file,) in connection.execute(query, [batch_id, uris]).fetchall()}


def take(file: Path, root: Path, kind: str, day: str) -> Path:
    """Move a file out of the inbox, under a name that is free."""
    target = root / kind / day / file.relative_to(root)
    target.parent.mkdir(parents=True, exist_ok=True)
    number = 1
    while target.exists():
        number += 1
        target = target.with_name(f"{file.stem}-{number}{file.suffix}")
    os.replace(file, target)
    return target


@flow(name="feeds", persist_result=False)
def feeds(urls: list[str] | None = None, warehouse: str = "") -> Landing | None:
    """Fetch feeds (default: the lines of the file that the setting `feeds` names) and ingest them; None where there are none."""
    settings = settings_for(warehouse)
    if urls is None and settings.feeds is not None:
        lines = settings.feeds.read_text(encoding="utf-8").splitlines()
        urls = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not urls:
        return None
    landing: Landing = ingest(urls, warehouse)
    return landing


class Broken(RuntimeError):
    """The warehouse does not hold what it should."""


@flow(name="maintenance", persist_result=False)
def maintenance(warehouse: str = "") -> str:
    """Merge small files, remove old snapshots and leftovers, and verify everything; returns (and leaves as an artifact) what was done.

    Raises Broken, naming the checks that fail, after the rest is done.
    """
    settings = settings_for(warehouse)
    store = ParquetStore.of(settings)
    done = f"{store.compact()} fewer files; {store.sweep()}"
    forget_failures(store.root)
    findings = store.verify()
    broken = [str(f) for f in findings if f.broken]
    told = f"{done}; {len(findings) - len(broken)} of {len(findings)} checks hold"
    create_markdown_artifact(key="maintenance-summary", markdown="\n".join([told, *(f"- broken: {b}" for b in broken)]))
    if broken:
        raise Broken(f"{store.root}: {'; '.join(broken)}. Ask an older snapshot (newsledger sql --snapshot), and report this")
    return told
