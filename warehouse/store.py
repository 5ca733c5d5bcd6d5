"""The warehouse as the rest of newsledger sees it: a protocol, and its implementation on Parquet files."""

import contextlib
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol, Self

import duckdb

from schemas.records import Reject, Values
from schemas.settings import Settings
from warehouse import landing, maintenance
from warehouse.catalog import DATABASE, published_snapshot, snapshot_folder
from warehouse.durable import exclusive
from warehouse.errors import NotAWarehouse, UnknownSnapshot, WarehouseError
from warehouse.landing import BatchDraft, Landing
from warehouse.links import LandedRows, Writer, linking
from warehouse.maintenance import Sweep
from warehouse.manifest import BatchVersion, Manifest, parse_manifest, read_manifest
from warehouse.staging import Staging, open_staging
from warehouse.verify import Finding, verify

logger = logging.getLogger("newsledger")


class Store(Protocol):
    """What flows and commands need of a warehouse. `ParquetStore` is the one for a file system; DuckLake would be another."""

    def stage(self, key: str | None = None) -> AbstractContextManager[Staging]:
        """A place for the rows of one run; with a `key`, what an interrupted run of this key has staged is there."""

    def landed_articles(self, article_ids: Sequence[str], version: BatchVersion | None) -> set[str]:
        """Those articles that this or a newer version of the code has landed; any version where none is given."""

    def has_batch(self, batch_id: str, version: BatchVersion) -> bool:
        """True where this or a newer version of a batch has landed."""

    def land(self, staging: Staging, draft: BatchDraft) -> Landing:
        """Commit all tables of a batch at once."""

    def batch(self, batch_id: str) -> tuple[Values, list[Reject]]:
        """The row of a landed batch, and the inputs that it rejected."""

    def stored_articles(self, batch_id: str, size: int) -> Iterator[list[Values]]:
        """The article rows of a batch, `size` at a time."""

    def linking(self, *, anew: bool = False) -> AbstractContextManager[tuple[LandedRows, Writer]]:
        """Landed rows to link (with `anew` as if nothing were linked), and a writer of links."""

    def compact(self) -> int:
        """Merge small files; returns how many fewer there are."""

    def sweep(self) -> Sweep:
        """Remove what nobody needs any more."""

    def snapshots(self) -> list[Manifest]:
        """The snapshots that can be queried, newest first."""

    def connect(self, snapshot: int | None = None) -> duckdb.DuckDBPyConnection:
        """A read-only connection to the newest snapshot, or to an older one."""


class ParquetStore:
    """Immutable Parquet files below `root`, `manifest.json` as the commit point, one DuckDB file of views per snapshot."""

    def __init__(self, root: Path, *, keep_snapshots: int = 20, keep_days: float = 7.0) -> None:
        self.root = root
        self.keep_snapshots = keep_snapshots
        self.keep_days = keep_days

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The store that the settings name."""
        return cls(settings.warehouse, keep_snapshots=settings.keep_snapshots, keep_days=settings.keep_days)

    @property
    def database(self) -> Path:
        """The file an analyst opens."""
        return self.root / DATABASE

    def stage(self, key: str | None = None) -> AbstractContextManager[Staging]:
        return open_staging(self.root, key)

    def landed_articles(self, article_ids: Sequence[str], version: BatchVersion | None) -> set[str]:
        return landing.landed_articles(self.root, article_ids, version)

    def has_batch(self, batch_id: str, version: BatchVersion) -> bool:
        try:
            landed = read_manifest(self.root).batches.get(batch_id)
        except NotAWarehouse:
            return False
        return version.standing_against(landed) in ("same", "older")

    def land(self, staging: Staging, draft: BatchDraft) -> Landing:
        result = landing.land(self.root, staging, draft)
        if len(maintenance.snapshot_folders(self.root)) > 2 * self.keep_snapshots:
            try:
                self.sweep()
            except WarehouseError as error:  # the batch has landed; upkeep can wait for the next one
                logger.warning("old snapshots were not removed: %s", error)
        return result

    def batch(self, batch_id: str) -> tuple[Values, list[Reject]]:
        with self.connect() as connection:
            (row,) = landing.fetch_values(connection.execute("SELECT * FROM batches WHERE batch_id = $1", [batch_id]))
            result = connection.execute(
                "SELECT source_uri, stage, error_type, message, record, unit, article_id FROM rejects "
                "WHERE batch_id = $1 AND unit = 'input' ORDER BY ALL",
                [batch_id],
            )
            return row, [Reject(u, s, e, m, json.loads(r), i, a) for u, s, e, m, r, i, a in result.fetchall()]

    def stored_articles(self, batch_id: str, size: int) -> Iterator[list[Values]]:
        with self.connect() as connection:
            result = connection.execute("SELECT * FROM landed_articles WHERE batch_id = $1 ORDER BY article_id", [batch_id])
            while rows := landing.fetch_values(result, size):
                yield rows

    def linking(self, *, anew: bool = False) -> AbstractContextManager[tuple[LandedRows, Writer]]:
        return linking(self.root, anew=anew)

    def compact(self) -> int:
        read_manifest(self.root)
        return maintenance.compact(self.root)

    def sweep(self) -> Sweep:
        read_manifest(self.root)
        return maintenance.sweep(self.root, keep_snapshots=self.keep_snapshots, keep_days=self.keep_days)

    def verify(self) -> list[Finding]:
        """Every check on the newest snapshot."""
        manifest = self.manifest()
        with self.connect(manifest.snapshot) as connection:
            return list(verify(connection, self.root, manifest))

    def manifest(self) -> Manifest:
        """The newest manifest; raises NotAWarehouse."""
        return read_manifest(self.root)

    def snapshots(self) -> list[Manifest]:
        newest = read_manifest(self.root).snapshot
        folders = [f for f in maintenance.snapshot_folders(self.root) if int(f.name) <= newest]
        return [parse_manifest(self.root, f / "manifest.json") for f in folders if (f / "manifest.json").exists()]

    def connect(self, snapshot: int | None = None) -> duckdb.DuckDBPyConnection:
        """Raises NotAWarehouse and UnknownSnapshot. A link left stale by a killed landing is repaired first, if that is possible."""
        manifest = read_manifest(self.root)
        if published_snapshot(self.root) != manifest.snapshot:
            with contextlib.suppress(OSError), exclusive(self.root / ".lock", owner=self.root):
                manifest = read_manifest(self.root)
                landing.repair(self.root, manifest)
        wanted = manifest.snapshot if snapshot is None else snapshot
        folder = snapshot_folder(self.root, wanted)
        if wanted > manifest.snapshot or not (folder / DATABASE).exists():
            raise UnknownSnapshot(wanted, [m.snapshot for m in self.snapshots()])
        connection = duckdb.connect(str(folder / DATABASE), read_only=True)
        connection.execute("SET TimeZone = 'UTC'")
        return connection
