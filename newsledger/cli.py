"""`newsledger`: ingest, serve, upgrade, sql, status, show, verify, link, compact, settings, evaluate. A thin skin over flows and the warehouse."""

import atexit
import csv
import json
import logging
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.logging import RichHandler
from rich.table import Table

from schemas.settings import Settings, settings_for

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="markdown")
evaluate = typer.Typer(no_args_is_help=True, help="Measure a stage on annotated data of yours.")
app.add_typer(evaluate, name="evaluate")
WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", "-w", help="Folder of the warehouse (default: the setting, warehouse/data).")
]
DebugOption = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
DocsOption = Annotated[Path, typer.Option("--docs", help="JSONL with doc_id and text, or a folder of <doc_id>.txt.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")]
errors = Console(stderr=True, soft_wrap=True)
output = Console()


def main() -> None:
    """Run the command line; an expected error is one line on stderr and exit code 1 (the traceback with --debug)."""
    import duckdb

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
        text = " ".join(str(error).split("\n\n")[0].split())
        errors.print(f"newsledger: {text}", markup=False, highlight=False)
        sys.exit(1)


def _log() -> None:
    logging.basicConfig(level=logging.INFO, format="%(message)s", datefmt="%X", handlers=[RichHandler(console=errors, show_path=False)])
    for noisy in ("httpx", "prefect", "alembic", "distributed", "trafilatura", "htmldate"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


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
    if not debug:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")  # errors are told in one line, by main()
    from flows.ingest import ingest as flow
    from flows.ingest import ingest_direct
    from flows.server import prefect_api
    from tasks.read import check_paths

    check_paths(paths)

    target = str(warehouse or "")
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
    _print_rows(names, rows, "csv" if as_csv else "json" if as_json else "table")


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
    _print_rows(["table", "rows", "files"], [(t, n, len(manifest.files_of(t))) for t, n in tables.items()], "table")
    with store.connect() as connection:
        query = "SELECT batch_id, CASE WHEN length(source) > 60 THEN left(source, 57) || '...' ELSE source END AS source, finished_at::TIMESTAMP(0) AS finished_at, read_count AS read, accepted_count AS accepted, duplicate_count AS duplicate, rejected_count AS rejected, extractor || ' ' || extractor_version AS extractor FROM batches ORDER BY finished_at DESC LIMIT 20"
        result = connection.execute(query)
        _print_rows([d[0] for d in result.description or []], result.fetchall(), "table")
    if failed := failures(store.root)[-5:]:
        _print_rows(["failed at", "error", "what to do"], [(f["failed_at"], f["error_type"], f["message"]) for f in failed], "table")


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

    articles = run_link(settings_for(warehouse), _store(warehouse), everything=everything)
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
    _print_rows(["setting", "value", "meaning"], rows, "table")


@evaluate.command("articles")
def evaluate_articles(
    gold: Annotated[Path, typer.Argument(help="JSONL of annotated pages or articles.")],
    texts: Annotated[Path | None, typer.Option("--texts", help="Folder of the texts, for a gold file of offsets.")] = None,
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score reading and cleaning: bodies, titles, dates, authors, junk lines.

    Example: `newsledger evaluate articles tests/gold/pages.jsonl`
    """
    from newsledger.evaluate.articles import evaluate_articles as measure
    from newsledger.evaluate.articles import score_rows

    _print_rows(["measure", "value"], score_rows(measure(gold, texts)), "json" if as_json else "table")


@evaluate.command("quotes")
def evaluate_quotes(
    docs: DocsOption,
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated quotes (docs/extraction.md has the format).")],
    as_json: JsonOption = False,
    out: Annotated[Path | None, typer.Option("--out", help="Write the scores as JSON to a file too.")] = None,
    debug: DebugOption = False,
) -> None:
    """Score quotes: what was found, exactly and by half, who spoke, and who that is, by kind of quote.

    The whole pipeline runs on the texts, with the extractor of the settings.

    Example: `newsledger evaluate quotes --docs tests/gold/articles --gold tests/gold/articles-quotes.jsonl`
    """
    from dataclasses import asdict

    from newsledger.evaluate.quotes import MEASURES, as_rows
    from newsledger.evaluate.quotes import evaluate_quotes as measure
    from tasks.process import extractor_for

    current = Settings()
    scores = measure(docs, gold, extractor_for(current.extractor, current.model))
    if out is not None:
        out.write_text(json.dumps([asdict(s) for s in scores], indent=1) + "\n", encoding="utf-8")
    if as_json:
        _print_scores(scores, as_json)
    else:
        _print_rows(["kind", "gold", "found", *MEASURES], as_rows(scores), "table")


@evaluate.command("timex")
def evaluate_timex(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of texts with document_date and timex spans (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score the time tagger: spans (strict, relaxed), TIMEX3 types and values, and its speed.

    Example: `newsledger evaluate timex --gold timex.jsonl`
    """
    from newsledger.evaluate.timex import evaluate_timex as measure

    scores, speed = measure(gold)
    _print_scores(scores, as_json)
    errors.print(f"{speed:.0f} kchar per CPU-second", highlight=False)


@evaluate.command("types")
def evaluate_types(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of sentences with source, target and plover_root (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score event types: the PLOVER root of what a given source does to a given target.

    Example: `newsledger evaluate types --gold plv.jsonl`
    """
    from newsledger.evaluate.types import evaluate_types as measure

    _print_scores(measure(gold, Settings().model), as_json)


@evaluate.command("factuality")
def evaluate_factuality(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of tokens with events (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score how far texts commit to events: mean absolute error and Pearson's r on −3 … 3, the event's token given.

    Example: `newsledger evaluate factuality --gold factuality.jsonl`
    """
    from newsledger.evaluate.factuality import evaluate_factuality as measure

    _print_scores([measure(gold, Settings().model)], as_json)


@evaluate.command("events")
def evaluate_events(
    docs: DocsOption,
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated events (docs/extraction.md has the format).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score events: trigger, type and actors found, and status, date, place and quote of those found.

    The whole pipeline runs on the texts, with the extractor of the settings.

    Example: `newsledger evaluate events --docs tests/gold/articles --gold tests/gold/articles-events.jsonl`
    """
    from newsledger.evaluate.events import evaluate_events as measure
    from tasks.process import extractor_for

    current = Settings()
    _print_scores(measure(docs, gold, extractor_for(current.extractor, current.model)), as_json)


@evaluate.command("references")
def evaluate_references(
    docs: DocsOption,
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated phrases (tests/gold/README.md has the format).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score whom descriptions and pronouns mean: "the suspect", "the company", "he".

    Example: `newsledger evaluate references --docs wikinews.jsonl --gold tests/gold/wikinews-dev-references.jsonl`
    """
    from newsledger.evaluate.references import evaluate_references as measure
    from tasks.process import extractor_for

    current = Settings()
    _print_scores(measure(docs, gold, extractor_for(current.extractor, current.model)), as_json)


@evaluate.command("linking")
def evaluate_linking(
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of annotated events with real_world_event_id (docs/extraction.md).")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score the linking of gold event mentions: pairwise and B³ against the real-world events they tell.

    Example: `newsledger evaluate linking --gold events.jsonl`
    """
    from newsledger.evaluate.linking import evaluate_linking as measure

    _print_scores(measure(gold), as_json)


@evaluate.command("coreference")
def evaluate_coreference(
    docs: Annotated[Path, typer.Option("--docs", help="JSONL of tokenised documents (ECB+ in the Cybulska setup).")],
    gold: Annotated[Path, typer.Option("--gold", help="JSONL of event mentions with coref_chain.")],
    as_json: JsonOption = False,
    debug: DebugOption = False,
) -> None:
    """Score coreference of gold event mentions over predicted clusters of documents: MUC, B³, CEAF-e and their mean.

    Example: `newsledger evaluate coreference --docs ecb_docs.jsonl --gold ecb_mentions.jsonl`
    """
    from newsledger.evaluate.linking import evaluate_coreference as measure

    _print_scores(measure(docs, gold), as_json)


def _print_scores(scores: Sequence[Any], as_json: bool) -> None:
    """Print dataclasses of one kind, a row each."""
    from dataclasses import asdict

    rows = [asdict(s) for s in scores]
    _print_rows(list(rows[0]), [tuple(row.values()) for row in rows], "json" if as_json else "table")


def _store(warehouse: Path | None) -> Any:
    from warehouse.store import ParquetStore

    return ParquetStore.of(settings_for(warehouse))


def _print_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], style: str) -> None:
    if style == "json":
        for row in rows:
            sys.stdout.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + os.linesep)
        return
    if style == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows(rows)
        return
    if len(names) * 8 > output.width:  # too many columns to stand side by side
        for number, row in enumerate(rows, 1):
            output.rule(f"row {number}", align="left")
            for name, value in zip(names, row, strict=True):
                output.print(f"{name}: {'' if value is None else _cell(value)}", markup=False, highlight=False, soft_wrap=True)
        return
    table = Table(*[str(n) for n in names], show_lines=False)
    for row in rows:
        table.add_row(*["" if value is None else _cell(value) for value in row])
    output.print(table)


def _cell(value: Any) -> Any:
    from rich.text import Text

    return Text(", ".join(map(str, value)) if isinstance(value, list) else str(value))
