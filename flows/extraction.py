"""The task that workers run."""

import pickle

from prefect import task
from prefect.cache_policies import NO_CACHE

from schemas.records import ChunkRows
from tasks.process import process_chunk


@task(name="extract", cache_policy=NO_CACHE, persist_result=False)
def extract(documents: bytes, extractor: str, model: str) -> ChunkRows:
    """Documents (a pickled list, which no task runner looks into) through clean, extract and validate."""
    return process_chunk(pickle.loads(documents), extractor, model)
