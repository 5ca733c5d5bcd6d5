"""The main job: read → clean → extract → validate → land. Run it with `newsledger ingest`, as a deployment, or as a function."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run

from flows import steps
from flows.progress import with_progress
from schemas.settings import Settings
from warehouse.errors import Locked
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


plan = task(name="plan", cache_policy=NO_CACHE, persist_result=False)(steps.plan)
read = task(name="read", cache_policy=NO_CACHE, persist_result=False)(steps.read)
clean = task(name="clean", cache_policy=NO_CACHE, persist_result=False)(steps.clean)
extract = task(name="extract", cache_policy=NO_CACHE, persist_result=False)(steps.extract)
validate = task(name="validate", cache_policy=NO_CACHE, persist_result=False)(steps.validate)
stage = task(name="stage", cache_policy=NO_CACHE, persist_result=False)(steps.stage)
land = task(name="land", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=5, retry_condition_fn=_passes_by)(
    steps.land
)
link = task(name="link", cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=5, retry_condition_fn=_passes_by)(
    steps.link
)


@flow(name="ingest", persist_result=False)
def ingest(paths: list[str], warehouse: str = "", progress: bool = False) -> Landing:
    """Ingest the articles under `paths` into the warehouse (default: the setting) as one batch; returns what was landed.

    Raises NothingToRead when no path exists, and WarehouseError when the warehouse cannot be written.
    """
    settings = settings_for(warehouse)
    store = ParquetStore.of(settings)
    with store.stage() as staging:
        run = steps.open_run(paths, settings, store, staging)
        for files in with_progress(plan(run), progress):
            documents = read(run, files)
            articles = clean(run, documents)
            found = extract(run, articles)
            rows = validate(run, found)
            stage(run, rows)
        landing: Landing = land(run, flow_run.id)
    link(settings, store)
    create_markdown_artifact(key="ingest-summary", markdown=summary(landing, settings.warehouse))
    return landing


def ingest_direct(paths: Sequence[str], warehouse: str = "", progress: bool = False) -> Landing:
    """The same steps without Prefect: no server, no flow run."""
    settings = settings_for(warehouse)
    store = ParquetStore.of(settings)
    with store.stage() as staging:
        run = steps.open_run(paths, settings, store, staging)
        for files in with_progress(steps.plan(run), progress):
            steps.stage(run, steps.validate(run, steps.extract(run, steps.clean(run, steps.read(run, files)))))
        landing = steps.land(run)
    steps.link(settings, store)
    return landing


def settings_for(warehouse: str) -> Settings:
    """The settings in force, with another warehouse folder where one is given."""
    return Settings(warehouse=Path(warehouse)) if warehouse else Settings()


def summary(landing: Landing, warehouse: Path) -> str:
    """What a landing did, as a short Markdown table."""
    rows = "\n".join(
        f"| {name} | {value} |"
        for name, value in (
            ("read", landing.read_count),
            ("accepted", landing.accepted_count),
            ("duplicate", landing.duplicate_count),
            ("rejected", landing.rejected_count),
        )
    )
    return f"Batch `{landing.batch_id}` {landing.outcome} in `{warehouse}`, snapshot {landing.snapshot}.\n\n| inputs | count |\n|---|---|\n{rows}\n"
