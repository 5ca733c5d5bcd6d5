"""Landing a batch: all its tables become visible in one commit, or nothing does.

Under the lock: write new Parquet files, build the catalogue of the next snapshot, replace `manifest.json` (the commit),
point `newsledger.duckdb` at the new catalogue. A kill before the commit leaves files that no manifest names; a kill after it
leaves a stale link, which the next landing or opening repairs.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.columns import columns_of
from schemas.rows import TABLES, BatchRow, Row
from warehouse.arrow import arrow_table, duckdb_type, no_rows
from warehouse.catalog import build_catalog, publish, published_snapshot
from warehouse.durable import exclusive, sync_file, sync_folder
from warehouse.errors import CannotWrite, NotAWarehouse
from warehouse.manifest import BatchVersion, DataFile, Manifest, Standing, manifest_path, read_manifest, write_manifest
from warehouse.staging import Staging

Outcome = Literal["landed", "replaced", "unchanged", "older"]
DUPLICATE = "Duplicate"


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """A batch that is ready to land: its identity, where it came from, and counts of what was met before landing."""

    batch_id: str
    source: str
    started_at: datetime
    read_count: int
    duplicate_count: int
    rejected_count: int
    version: BatchVersion
    flow_run_id: str | None = None


@dataclass(frozen=True, slots=True)
class Landing:
    """What a landing did, and the counts of the batch as they stand in `batches`."""

    outcome: Outcome
    batch_id: str
    snapshot: int
    read_count: int
    accepted_count: int
    duplicate_count: int
    rejected_count: int


@contextmanager
def committing(root: Path) -> Iterator[Manifest]:
    """Hold the landing lock, with the newest manifest (an empty one at first) and a catalogue that agrees with it."""
    try:
        (root / "catalog").mkdir(parents=True, exist_ok=True)
        with exclusive(root / ".lock", owner=root):
            try:
                manifest = read_manifest(root)
            except NotAWarehouse:
                manifest = Manifest()
            repair(root, manifest)
            yield manifest
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise CannotWrite(root, error) from error


def repair(root: Path, manifest: Manifest) -> None:
    """Make the published catalogue the one of the manifest. Call under the lock, or where a stale link does no harm."""
    if manifest.snapshot and published_snapshot(root) != manifest.snapshot:
        if not (root / "catalog" / str(manifest.snapshot) / "newsledger.duckdb").exists():
            build_catalog(root, manifest)
        publish(root, manifest.snapshot)


def commit(root: Path, manifest: Manifest) -> None:
    """Make `manifest` the newest snapshot. Its Parquet files must be on disk."""
    build_catalog(root, manifest)
    write_manifest(manifest_path(root), manifest)
    publish(root, manifest.snapshot)


def land(root: Path, staging: Staging, draft: BatchDraft) -> Landing:
    """Commit a staged batch, unless the same or a newer version of it has landed.

    Articles that another batch landed meanwhile are left to that batch and counted as duplicates. Raises CannotWrite (nothing
    landed, nothing touched) and Locked.
    """
    with committing(root) as manifest:
        standing = draft.version.standing_against(manifest.batches.get(draft.batch_id))
        if standing in ("same", "older"):
            return _landed_counts(root, manifest, draft.batch_id, "unchanged" if standing == "same" else "older")
        written: list[DataFile] = []
        try:
            counts = _write_batch(root, manifest, staging, draft, written)
            kept = _without_batch(root, manifest, draft.batch_id, written)
            sync_files(root, written)
            commit(root, next_manifest(manifest, kept + written, {**manifest.batches, draft.batch_id: draft.version}))
        except BaseException:
            if _newest(root) == manifest.snapshot:
                for file in written:
                    (root / file.path).unlink(missing_ok=True)
            raise
        outcome: Outcome = "landed" if standing == "new" else "replaced"
        return Landing(outcome, draft.batch_id, manifest.snapshot + 1, **counts)


def landed_articles(root: Path, article_ids: Sequence[str], version: BatchVersion | None) -> set[str]:
    """Those of `article_ids` that a batch of this or a newer version has landed, or of any version; empty where there is no warehouse yet."""
    try:
        manifest = read_manifest(root)
    except NotAWarehouse:
        return set()
    current = {b for b, landed in manifest.batches.items() if version is None or version.standing_against(landed) in ("same", "older")}
    files = [str(root / f.path) for f in manifest.files_of("articles") if current.intersection(f.batches)]
    if not files or not article_ids:
        return set()
    with duckdb.connect() as connection:
        connection.register("asked", pa.table({"article_id": list(article_ids)}))
        connection.register("fresh", pa.table({"batch_id": sorted(current)}))
        query = "SELECT article_id FROM read_parquet($1, union_by_name = true) SEMI JOIN asked USING (article_id) SEMI JOIN fresh USING (batch_id)"
        return {row[0] for row in connection.execute(query, [files]).fetchall()}


def sync_files(root: Path, files: Sequence[DataFile]) -> None:
    """Force files and the names of their folders to disk."""
    for file in files:
        sync_file(root / file.path)
    for folder in sorted({(root / f.path).parent for f in files}):
        sync_folder(folder)


def write_sorted(
    connection: duckdb.DuckDBPyConnection, root: Path, model: type[Row], stem: str, source: str, batches: Sequence[str] | None = None
) -> DataFile | None:
    """Write the relation `source` (SQL over views of `connection`) as one sorted Parquet file; None when it has no rows."""
    path = f"parquet/{model.table}/{stem}-{secrets.token_hex(4)}.parquet"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(f"CAST({c.name} AS {duckdb_type(c.type)}) AS {c.name}" for c in columns_of(model))
    order = ", ".join(f"{c} NULLS LAST" for c in model.order)
    target = str(root / path).replace("'", "''")
    rows = scalar(connection, f"COPY (SELECT {columns} FROM {source} ORDER BY {order}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    if not rows:
        (root / path).unlink()
        return None
    return DataFile(table=model.table, path=path, rows=rows, batches=tuple(batches or [stem]))


def _write_batch(root: Path, manifest: Manifest, staging: Staging, draft: BatchDraft, written: list[DataFile]) -> dict[str, int]:
    """Write the batch's own files, appending each to `written`; returns the counts of the batch."""
    with duckdb.connect(config={"temp_directory": str(staging.folder / "spill")}) as connection:
        _view_staged(connection, staging, draft.batch_id)
        others = [str(root / f.path) for f in manifest.files_of("articles") if set(f.batches) != {draft.batch_id}]
        connection.execute("CREATE TABLE landed AS SELECT ''::VARCHAR AS article_id, ''::VARCHAR AS batch_id WHERE false")
        if others:
            connection.execute(
                "INSERT INTO landed SELECT article_id, batch_id FROM read_parquet($1, union_by_name = true) "
                "SEMI JOIN staged_articles USING (article_id) WHERE batch_id <> $2",
                [others, draft.batch_id],
            )
        taken = connection.execute(
            "SELECT s.source_uri, s.article_id, l.batch_id FROM staged_articles AS s JOIN landed AS l USING (article_id)"
        ).fetchall()
        accepted = scalar(connection, "SELECT count(*) FROM staged_articles") - len(taken)
        if taken:
            duplicates = [
                duplicate_values(uri, article, batch, draft.batch_id, draft.version.standing_against(manifest.batches.get(batch)))
                for uri, article, batch in taken
            ]
            connection.register("taken", arrow_table(TABLES["rejects"], duplicates))
            connection.execute("CREATE OR REPLACE TEMP TABLE late AS FROM taken")
        else:
            connection.execute("CREATE TEMP TABLE late AS FROM staged_rejects WHERE false")
        for table, model in TABLES.items():
            if table == "batches":
                continue
            source = f"(SELECT * FROM staged_{table} ANTI JOIN landed USING (article_id))"
            if table == "rejects":
                source = "(SELECT * FROM staged_rejects WHERE unit = 'input' OR article_id NOT IN (SELECT article_id FROM landed) UNION ALL BY NAME SELECT * FROM late)"
            file = write_sorted(connection, root, model, draft.batch_id, source)
            if file:
                written.append(file)
    counts = {
        "read_count": draft.read_count,
        "accepted_count": accepted,
        "duplicate_count": draft.duplicate_count + len(taken),
        "rejected_count": draft.rejected_count,
    }
    written.append(_write_batch_row(root, draft, counts))
    return counts


def duplicate_values(source_uri: str, article_id: str, landed_in: str, batch_id: str, standing: Standing) -> dict[str, Any]:
    """The row of `rejects` for an input whose text another batch has landed; `standing` of this version against that one."""
    older = standing == "newer"
    next_step = f"with an older version: ingest the files of batch {landed_in} again to renew it" if older else "nothing to do"
    return {
        "source_uri": source_uri,
        "article_id": article_id,
        "unit": "input",
        "stage": "land",
        "error_type": DUPLICATE,
        "message": f"{source_uri}: batch {landed_in} has landed this very text as article {article_id}: {next_step}",
        "record": "{}",
        "batch_id": batch_id,
    }


def _view_staged(connection: duckdb.DuckDBPyConnection, staging: Staging, batch_id: str) -> None:
    """Views `staged_<table>` over the staged files, with the batch's id in every row."""
    connection.execute("CREATE TABLE batch AS SELECT $1::VARCHAR AS batch_id", [batch_id])
    for table, model in TABLES.items():
        rows = f"SELECT * EXCLUDE (batch_id) FROM ({no_rows(model)})"
        if staging.files.get(table):
            listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in staging.files[table])
            rows = f"SELECT * EXCLUDE (batch_id) FROM read_parquet([{listed}])"
        connection.execute(f"CREATE VIEW staged_{table} AS SELECT *, (SELECT batch_id FROM batch) AS batch_id FROM ({rows})")


def _write_batch_row(root: Path, draft: BatchDraft, counts: dict[str, int]) -> DataFile:
    values = {
        "batch_id": draft.batch_id,
        "source": draft.source,
        "started_at": draft.started_at,
        "finished_at": datetime.now(UTC),
        "flow_run_id": draft.flow_run_id,
        **draft.version.model_dump(),
        **counts,
    }
    row = BatchRow.model_validate(values)
    path = f"parquet/batches/{draft.batch_id}-{secrets.token_hex(4)}.parquet"
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(arrow_table(BatchRow, [row.model_dump()]), root / path, compression="zstd")
    return DataFile(table="batches", path=path, rows=1, batches=(draft.batch_id,))


def _without_batch(root: Path, manifest: Manifest, batch_id: str, written: list[DataFile]) -> list[DataFile]:
    """The files of the manifest less the rows of one batch; compacted files that hold it are written anew (into `written`)."""
    kept = [f for f in manifest.files if batch_id not in f.batches]
    for file in manifest.files:
        others = [b for b in file.batches if b != batch_id]
        if len(others) == len(file.batches) or not others:
            continue
        with duckdb.connect() as connection:
            connection.execute("CREATE TABLE gone AS SELECT $1::VARCHAR AS batch_id", [batch_id])
            source = f"(SELECT * FROM {file_relation(root, TABLES[file.table], [file])} ANTI JOIN gone USING (batch_id))"
            rewritten = write_sorted(connection, root, TABLES[file.table], "compacted", source, others)
        if rewritten:
            written.append(rewritten)
    return kept


def file_relation(root: Path, model: type[Row], files: Sequence[DataFile]) -> str:
    """SQL for the rows of some files of one table, in the model's columns; those that a file lacks are NULL."""
    listed = ", ".join("'" + str(root / f.path).replace("'", "''") + "'" for f in files)
    rows = f" UNION ALL BY NAME SELECT * FROM read_parquet([{listed}], union_by_name = true)" if files else ""
    return f"({no_rows(model)}{rows})"


def next_manifest(manifest: Manifest, files: Sequence[DataFile], batches: dict[str, BatchVersion]) -> Manifest:
    """The manifest of the snapshot after this one."""
    ordered = tuple(sorted(files, key=lambda f: (f.table, f.path)))
    return Manifest(snapshot=manifest.snapshot + 1, committed_at=datetime.now(UTC), batches=batches, files=ordered)


def _newest(root: Path) -> int:
    try:
        return read_manifest(root).snapshot
    except NotAWarehouse:
        return 0


def _landed_counts(root: Path, manifest: Manifest, batch_id: str, outcome: Outcome) -> Landing:
    files = [str(root / f.path) for f in manifest.files_of("batches") if batch_id in f.batches]
    names = "read_count, accepted_count, duplicate_count, rejected_count"
    with duckdb.connect() as connection:
        (row,) = connection.execute(f"SELECT {names} FROM read_parquet($1) WHERE batch_id = $2", [files, batch_id]).fetchall()
    counts = dict(zip(names.split(", "), row, strict=True))
    return Landing(outcome, batch_id, manifest.snapshot, **counts)


def fetch_values(result: duckdb.DuckDBPyConnection, count: int | None = None) -> list[dict[str, Any]]:
    """The rows of a result as dicts: all, or the next `count`."""
    names = [d[0] for d in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in (result.fetchall() if count is None else result.fetchmany(count))]


def scalar(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    """The one number a query returns. DuckDB 2 wants every result read to its end before the next statement."""
    ((value,),) = connection.execute(query).fetchall()
    return int(value)
