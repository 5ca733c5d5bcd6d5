"""`newsledger`: ingest, serve, upgrade, sql, status, show, verify, link, compact, settings, evaluate. A thin skin over flows and the warehouse."""

import atexit
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.logging import RichHandler

from newsledger.evaluate.commands import DebugOption, JsonOption, evaluate
from newsledger.printing import errors, output, print_rows
from schemas.settings import Settings, settings_for

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown")
app.add_typer(evaluate, name="evaluate")
WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse (default: the setting, warehouse/data).")
]


def _tell_version(asked: bool) -> None:
    if asked:
        output.print(f"newsledger {version_of('newsledger')}", highlight=False)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_tell_version, is_eager=True)] = False,
) -> None:
    """Who said what, and what happened, in news articles: a warehouse to ask in SQL."""


def main() -> None:
    """Run the command line; an expected error is one line on stderr and exit code 1 (the traceback with --debug)."""
    import duckdb

    if "--debug" not in sys.argv and sys.argv[1:2] != ["serve"]:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # errors are told in one line, below
    from flows import quiet_end  # first: it sets what libraries read when they are imported
    from tasks.extract import UnknownExtractor
    from tasks.read import NothingToRead
    from warehouse.errors import WarehouseError

    atexit.register(quiet_end)
    try:
        app()
    except (WarehouseError, NothingToRead, UnknownExtractor, duckdb.Error, OSError, ValueError) as error:
        if "--debug" in sys.argv:
            raise
        text = _of_settings(error) if isinstance(error, ValidationError) else " ".join(str(error).split("\n\n")[0].split())
        errors.print(f"newsledger: {text}", markup=False, highlight=False)
        sys.exit(1)


def _of_settings(error: ValidationError) -> str:
    """What is wrong with settings, by their names."""
    return "; ".join(f"setting {'.'.join(map(str, e['loc']))}: {e['msg']}, not {e['input']!r}" for e in error.errors())


def _log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s", datefmt="%X", handlers=[RichHandler(console=errors, show_path=False)])
    for noisy in ("httpx", "prefect", "alembic", "distributed", "trafilatura", "htmldate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@contextmanager
def _told_to_go_on() -> Iterator[None]:
    """Say what comes next where somebody interrupts, and end with exit code 130."""
    try:
        yield
    except KeyboardInterrupt:
        errors.print(
            "newsledger: interrupted; nothing half done is in the warehouse: the same command goes on where this one stopped",
            highlight=False,
        )
        raise typer.Exit(130) from None


@app.command()
def ingest(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…",
            help="Files, folders or patterns: text, HTML, JSON, JSON Lines, CSV, Parquet, feeds, WARC; also in gz, zip or tar.gz.",
        ),
    ],
    warehouse: WarehouseOption = None,
    direct: Annotated[bool, typer.Option("--direct", help="Run the same steps without Prefect.")] = False,
    debug: DebugOption = False,
) -> None:
    """Read articles, extract quotes and events, and land them as one batch.

    Example: `newsledger ingest seeds`
    """
    _log()
    from flows.ingest import ingest as flow
    from flows.ingest import ingest_direct
    from flows.server import prefect_api
    from tasks.read import check_paths

    check_paths(paths)

    target = str(warehouse or "")
    with _told_to_go_on():
        if direct:
            landing = ingest_direct(paths, target, progress=True)
        else:
            with prefect_api():
                landing = flow(paths, target, progress=True)
    output.print(
        f"batch {landing.batch_id} {landing.outcome} (snapshot {_store(warehouse).manifest().snapshot}): read {landing.read_count} = accepted "
        f"{landing.accepted_count} + duplicate {landing.duplicate_count} + rejected {landing.rejected_count}",
        highlight=False,
        soft_wrap=True,
    )
    if landing.rejected_count:
        output.print(
            'what was rejected, and why: newsledger sql "select source_uri, stage, message from rejects"', highlight=False, soft_wrap=True
        )


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="SQL for DuckDB; see docs/data-dictionary.md for tables and views.")],
    warehouse: WarehouseOption = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: JsonOption = False,
    snapshot: Annotated[int | None, typer.Option("--snapshot", help="Ask an older snapshot.")] = None,
    debug: DebugOption = False,
) -> None:
    """Ask the warehouse a question.

    Example: `newsledger sql "select speaker, n_quotes from who_said_what order by n_quotes desc limit 5"`
    """
    with _store(warehouse).connect(snapshot) as connection:
        result = connection.execute(query)
        if result is None or result.description is None:
            raise ValueError('the query is empty: ask something, such as "select title from articles"')
        names = [d[0] for d in result.description]
        rows = result.fetchall()
    print_rows(names, rows, "csv" if as_csv else "json" if as_json else "table")


@app.command()
def status(warehouse: WarehouseOption = None, debug: DebugOption = False) -> None:
    """Show batches, rows and versions, and the last runs that failed.

    Example: `newsledger status`
    """
    from warehouse.failures import failures

    store = _store(warehouse)
    manifest = store.manifest()
    output.print(
        f"{store.database}  snapshot {manifest.snapshot} of {manifest.committed_at:%Y-%m-%d %H:%M} UTC, kept: {len(store.snapshots())}",
        highlight=False,
        soft_wrap=True,
    )
    tables: dict[str, int] = {}
    for file in manifest.files:
        tables[file.table] = tables.get(file.table, 0) + file.rows
    print_rows(["table", "rows", "files"], [(t, n, len(manifest.files_of(t))) for t, n in tables.items()], "table")
    with store.connect() as connection:
        query = "SELECT batch_id, CASE WHEN length(source) > 60 THEN left(source, 57) || '...' ELSE source END AS source, finished_at::TIMESTAMP(0) AS finished_at, read_count AS read, accepted_count AS accepted, duplicate_count AS duplicate, rejected_count AS rejected, extractor || ' ' || extractor_version AS extractor FROM batches ORDER BY finished_at DESC LIMIT 20"
        result = connection.execute(query)
        print_rows([d[0] for d in result.description or []], result.fetchall(), "table")
    if failed := failures(store.root)[-5:]:
        print_rows(["failed at", "error", "what to do"], [(f["failed_at"], f["error_type"], f["message"]) for f in failed], "table")


@app.command()
def show(
    article: Annotated[str, typer.Argument(help="Id of an article, or a part of its source_uri or title.")],
    warehouse: WarehouseOption = None,
    debug: DebugOption = False,
) -> None:
    """Show an article's text with its quotes and events marked.

    Example: `newsledger show 000_27e5783461dd2eae`
    """
    from newsledger.marked import marked_text

    with _store(warehouse).connect() as connection:
        output.print(marked_text(connection, article))


@app.command()
def verify(warehouse: WarehouseOption = None, debug: DebugOption = False) -> None:
    """Check offsets, ids, references and counts of the whole warehouse; exit code 1 when anything is broken.

    Example: `newsledger verify`
    """
    findings = _store(warehouse).verify()
    broken = [f for f in findings if f.broken]
    for finding in broken:
        errors.print(f"broken: {finding}", markup=False, highlight=False)
    output.print(f"{len(findings) - len(broken)} of {len(findings)} checks hold", highlight=False, soft_wrap=True)
    if broken:
        raise typer.Exit(1)


@app.command()
def link(
    warehouse: WarehouseOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Link every article anew, not only what is new.")] = False,
    debug: DebugOption = False,
) -> None:
    """Link articles: stories and copies, entities, events and statements. `ingest` does this for what it lands.

    Example: `newsledger link --all`
    """
    from flows.steps import link as run_link

    store = _store(warehouse)
    store.manifest()  # raises where there is no warehouse yet
    articles = run_link(settings_for(warehouse), store, everything=everything)
    output.print(f"linked {articles} articles" if articles else "nothing new to link", highlight=False)


@app.command()
def upgrade(warehouse: WarehouseOption = None, debug: DebugOption = False) -> None:
    """Extract anew what an older version has landed, from the stored texts. Interrupted, it goes on where it stopped.

    Example: `newsledger upgrade`
    """
    _log()
    from flows.progress import with_progress
    from flows.upgrade import upgrade as run_upgrade

    count = 0
    for landing in run_upgrade(settings_for(warehouse), lambda run, chunks: with_progress(run, chunks, True)):
        count += 1
        output.print(f"batch {landing.batch_id} {landing.outcome}: {landing.accepted_count} articles", highlight=False, soft_wrap=True)
    if not count:
        output.print("every batch is of this version: nothing to do", highlight=False)


@app.command()
def serve(
    warehouse: WarehouseOption = None,
    every: Annotated[int, typer.Option("--every", min=5, help="Seconds between two looks at the inbox.")] = 60,
    feeds_every: Annotated[int, typer.Option("--feeds-every", min=60, help="Seconds between two fetches of the feeds.")] = 900,
    upkeep: Annotated[str, typer.Option("--upkeep", help="When to compact and verify, as cron (UTC).")] = "0 3 * * *",
    debug: DebugOption = False,
) -> None:
    """Watch the inbox, fetch the feeds and keep the warehouse in order, on your Prefect server (PREFECT_API_URL), until stopped.

    Example: `newsledger serve --every 30`
    """
    _log()
    if not os.environ.get("PREFECT_API_URL"):
        raise ValueError(
            "serve needs a Prefect server: run 'prefect server start', set PREFECT_API_URL=http://127.0.0.1:4200/api, and try again"
        )
    from flows.serve import serve as run_serve

    run_serve(settings_for(warehouse), every=every, feeds_every=feeds_every, upkeep=upkeep)


@app.command()
def compact(warehouse: WarehouseOption = None, debug: DebugOption = False) -> None:
    """Merge the small files of many batches, and remove what no kept snapshot needs.

    Example: `newsledger compact`
    """
    store = _store(warehouse)
    output.print(f"{store.compact()} fewer files; {store.sweep()}", highlight=False, soft_wrap=True)


@app.command()
def settings(debug: DebugOption = False) -> None:
    """Print the settings in force.

    Example: `newsledger settings`
    """
    current = Settings()
    rows = [(f"NEWSLEDGER_{name.upper()}", str(getattr(current, name)), field.description) for name, field in Settings.model_fields.items()]
    print_rows(["setting", "value", "meaning"], rows, "table")


def _store(warehouse: Path | None) -> Any:
    from warehouse.store import ParquetStore

    return ParquetStore.of(settings_for(warehouse))
