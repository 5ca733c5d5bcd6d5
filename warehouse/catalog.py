"""The small DuckDB file that an analyst opens: views, macros and comments over the Parquet files of one snapshot.

A view must find its files wherever the folder was moved to, and DuckDB resolves relative paths against the working
directory of the process. But the default of its setting `temp_directory` is "<path of the opened database>.tmp", so a
view can tell from it where the warehouse is. When the file is attached to another database, that does not hold, and the
folder of the last publication is used instead.
"""

import os
import shutil
from importlib import resources
from pathlib import Path

import duckdb

from schemas.columns import columns_of
from schemas.rows import TABLES, Row
from warehouse.arrow import no_rows
from warehouse.durable import replace_link, sync_file, sync_folder
from warehouse.manifest import Manifest, write_manifest

DATABASE = "newsledger.duckdb"
# Tables whose public view joins links to what landed (views/05_linked.sql), and the name of the view over their files.
LANDED = {
    "entities": "entity_sightings",
    "articles": "landed_articles",
    "quotes": "landed_quotes",
    "event_mentions": "landed_event_mentions",
    "event_actors": "landed_event_actors",
    "entity_mentions": "landed_entity_mentions",
}
STORAGE_VERSION = "v1.2.0"  # readable by every DuckDB since 1.2


def snapshot_folder(root: Path, snapshot: int) -> Path:
    return root / "catalog" / str(snapshot)


def build_catalog(root: Path, manifest: Manifest) -> None:
    """Write `catalog/<snapshot>/` (database and a copy of the manifest), complete or not at all."""
    final = snapshot_folder(root, manifest.snapshot)
    draft = final.with_name(f".{manifest.snapshot}.tmp")
    for leftover in (draft, final):  # of a landing that was killed before its commit
        if leftover.exists():
            shutil.rmtree(leftover)
    draft.mkdir(parents=True)
    _write_database(draft / DATABASE, root, manifest)
    sync_file(draft / DATABASE)
    write_manifest(draft / "manifest.json", manifest)
    os.replace(draft, final)
    sync_folder(final.parent)


def publish(root: Path, snapshot: int) -> None:
    """Point `newsledger.duckdb` at a snapshot; sessions that are open keep the one they have."""
    replace_link(root / DATABASE, f"catalog/{snapshot}/{DATABASE}")


def published_snapshot(root: Path) -> int | None:
    """The snapshot that `newsledger.duckdb` points at, None when it is missing or no link of ours."""
    try:
        target = os.readlink(root / DATABASE)
    except OSError:
        return None
    name = Path(target).parent.name
    return int(name) if name.isdigit() and (root / target).exists() else None


def _write_database(path: Path, root: Path, manifest: Manifest) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH {_literal(str(path))} AS newsledger (STORAGE_VERSION {_literal(STORAGE_VERSION)})")
        connection.execute("USE newsledger")
        for model in TABLES.values():
            paths = [f.path for f in manifest.files_of(model.table)]
            connection.execute(_table_view(model, paths, root))
        for script in sorted(resources.files("warehouse").joinpath("views").iterdir(), key=lambda p: p.name):
            connection.execute(script.read_text(encoding="utf-8"))
        for model in TABLES.values():
            for statement in _comments(model):
                connection.execute(statement)
        connection.execute("USE memory")
        connection.execute("DETACH newsledger")


def _table_view(model: type[Row], paths: list[str], root: Path) -> str:
    """A view of the model's columns over its files; columns that older files lack come out NULL."""
    name = LANDED.get(model.table, model.table)
    body = no_rows(model)
    if paths:
        listed = ", ".join(_literal(p) for p in paths)
        source = f"read_parquet(list_transform([{listed}], lambda f: ({_root_expression(root)}) || f), union_by_name = true)"
        body += f" UNION ALL BY NAME SELECT * FROM {source}"
    return f"CREATE VIEW {name} AS SELECT {', '.join(c.name for c in columns_of(model))} FROM ({body})"


def _root_expression(root: Path) -> str:
    """SQL for the folder of the warehouse, with a slash at its end."""
    setting = "current_setting('temp_directory')"
    tail = r"newsledger\.duckdb\.tmp$"
    fallback = _literal(root.resolve().as_posix() + "/")
    return (
        f"CASE WHEN regexp_matches({setting}, '{tail}') THEN regexp_replace({setting}, '(catalog/[0-9]+/)?{tail}', '') ELSE {fallback} END"
    )


def _comments(model: type[Row]) -> list[str]:
    summary = (model.__doc__ or "").strip().split("\n")[0]
    statements = [f"COMMENT ON VIEW {model.table} IS {_literal(summary)}"]
    for column in columns_of(model):
        if model.table == "entities" and column.name in ("article_id", "batch_id"):
            continue
        statements.append(f"COMMENT ON COLUMN {model.table}.{column.name} IS {_literal(column.description)}")
    return statements


def _literal(value: str) -> str:
    """A SQL string literal. CREATE VIEW takes no bound parameters, so the few values it needs are quoted here."""
    return "'" + value.replace("'", "''") + "'"
