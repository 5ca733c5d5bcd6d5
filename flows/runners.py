"""Where chunks are extracted: in this process, in others, or on a cluster; by settings alone."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.steps import Submit
from schemas.records import ChunkRows, Document
from schemas.settings import Settings
from tasks.process import process_chunk


def task_runner(settings: Settings) -> TaskRunner[Any]:
    """The Prefect task runner of the settings; raises ValueError with what to install where an extra is missing."""
    if settings.task_runner == "processes":
        return ProcessPoolTaskRunner(max_workers=settings.workers)
    try:
        if settings.task_runner == "dask":
            from prefect_dask.task_runners import DaskTaskRunner

            if settings.cluster:
                return DaskTaskRunner(address=settings.cluster)
            return DaskTaskRunner(cluster_kwargs={"n_workers": settings.workers, "threads_per_worker": 1, "dashboard_address": None})
        if settings.task_runner == "ray":
            from prefect_ray.task_runners import RayTaskRunner

            ray: TaskRunner[Any] = RayTaskRunner(address=settings.cluster or None)
            return ray
    except ImportError as error:
        raise ValueError(
            f"the task runner {settings.task_runner} needs an extra: pip install 'newsledger[{settings.task_runner}]'"
        ) from error
    return ThreadPoolTaskRunner(max_workers=1)


@contextmanager
def direct(settings: Settings) -> Iterator[Submit]:
    """A `Submit` without Prefect: this process, or a pool of as many as the settings say."""
    chosen = (settings.extractor, settings.model)
    if settings.task_runner != "processes":

        def here(documents: list[Document]) -> Callable[[], ChunkRows]:
            return lambda: process_chunk(documents, *chosen)

        yield here
        return
    with ProcessPoolExecutor(settings.workers, mp_context=get_context("spawn")) as pool:

        def elsewhere(documents: list[Document]) -> Callable[[], ChunkRows]:
            return pool.submit(process_chunk, documents, *chosen).result

        yield elsewhere
