"""The main job: read → clean → extract → validate → land. Run it with `newsledger ingest`, as a deployment, or as a function."""

import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any, cast

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.tasks import exponential_backoff
from prefect.utilities.annotations import quote

from flows import steps
from flows.extraction import extract
from flows.progress import with_progress
from flows.runners import direct, task_runner
from flows.steps import Submit
from schemas.records import ChunkRows, Document
from schemas.settings import Settings, settings_for
from warehouse.errors import Locked
from warehouse.failures import note_failure
from warehouse.landing import Landing
from warehouse.store import ParquetStore


def _passes_by(_task: object, _run: object, state: State[Any]) -> bool:
    """Retry a landing only when another one held the lock; a full disk or a read-only folder does not mend itself."""
    try:
        state.result()
    except Locked:
        return True
    except Exception:  # noqa: BLE001
        return False
    return False


COMMITS: dict[str, Any] = {
    "cache_policy": NO_CACHE,
    "persist_result": False,
    "retries": 3,
    "retry_delay_seconds": exponential_backoff(5),
    "retry_jitter_factor": 0.5,
    "retry_condition_fn": _passes_by,
}
land = task(name="land", **COMMITS)(steps.land)
link = task(name="link", **COMMITS)(steps.link)


@flow(name="ingest", persist_result=False, task_runner=task_runner(Settings()))
def ingest(paths: list[str], warehouse: str = "", progress: bool = False) -> Landing:
    """Ingest the articles under `paths` into the warehouse (default: the setting) as one batch; returns what was landed.

    Chunks are extracted by the task runner of the settings. A run that was interrupted goes on where it stopped when it is run again
    with the same paths. Raises NothingToRead when no path exists, and WarehouseError when the warehouse cannot be written.
    """
    settings = settings_for(warehouse)

    def submit(documents: list[Document]) -> Callable[[], ChunkRows]:
        return extract.submit(pickle.dumps(documents), settings.extractor, settings.model).result

    def landed(run: steps.Run) -> Landing:
        return land(cast(steps.Run, quote(run)), flow_run.id)

    landing = _batch(paths, settings, nullcontext(submit), landed, link, progress)
    create_markdown_artifact(key="ingest-summary", markdown=summary(landing, ParquetStore.of(settings)))
    return landing


def ingest_direct(paths: Sequence[str], warehouse: str = "", progress: bool = False) -> Landing:
    """The same steps without Prefect: no server, no flow run."""
    settings = settings_for(warehouse)
    return _batch(paths, settings, direct(settings), steps.land, steps.link, progress)


def _batch(
    paths: Sequence[str],
    settings: Settings,
    submitting: AbstractContextManager[Submit],
    land: Callable[[steps.Run], Landing],
    link: Callable[[Settings, ParquetStore], int],
    progress: bool,
) -> Landing:
    """Read and extract what lies under `paths`, land it, and link it; a failure is written down."""
    store = ParquetStore.of(settings)
    with recorded(settings.warehouse, paths):
        with store.stage(steps.run_key(paths, settings)) as staging, submitting as submit:
            run = steps.open_run(paths, settings, store, staging)
            with_progress(run, steps.process(run, steps.read(run), submit), progress)
            landing = land(run)
        link(settings, store)
    return landing


def summary(landing: Landing, store: ParquetStore) -> str:
    """What a landing did, as Markdown: counts, why inputs were rejected, and what is new."""
    counts = {
        "read": landing.read_count,
        "accepted": landing.accepted_count,
        "duplicate": landing.duplicate_count,
        "rejected": landing.rejected_count,
    }
    lines = [
        f"Batch `{landing.batch_id}` {landing.outcome} in `{store.root}`, snapshot {landing.snapshot}.",
        "",
        "| inputs | count |",
        "|---|---|",
    ]
    lines += [f"| {name} | {count} |" for name, count in counts.items()]
    with store.connect() as connection:
        for title, query in REPORTS.items():
            rows = connection.execute(query, [landing.batch_id]).fetchall()
            if rows:
                lines += ["", f"| {title} | |", "|---|---|", *(f"| {_cell(a)} | {_cell(b)} |" for a, b in rows)]
    return "\n".join(lines) + "\n"


REPORTS = {
    "why rejected (an example)": "SELECT error_type || ' × ' || count(*), min(message) FROM rejects WHERE batch_id = $1 AND error_type <> 'Duplicate' GROUP BY error_type ORDER BY count(*) DESC LIMIT 20",
    "new articles": "SELECT coalesce(title, left(text, 80)), coalesce(publisher, '') FROM articles WHERE batch_id = $1 ORDER BY published_date DESC NULLS LAST, article_id LIMIT 20",
    "new versions of known pages": "SELECT url, 'version ' || version FROM versions WHERE batch_id = $1 AND version > 1 ORDER BY ALL LIMIT 20",
    "what they add": "SELECT 'quotes', count(*)::VARCHAR FROM quotes WHERE batch_id = $1 UNION ALL SELECT 'event mentions', count(*)::VARCHAR FROM event_mentions WHERE batch_id = $1",
}


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


@contextmanager
def recorded(root: Path, paths: Sequence[str]) -> Iterator[None]:
    """Note a run that fails in `failures.jsonl` of the warehouse, for `newsledger status`; the error goes on its way."""
    try:
        yield
    except Exception as error:
        note_failure(root, paths, error)
        raise
