"""The steps of an ingest as plain functions, and the state of one run. `flows.ingest` strings them together."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from schemas.records import ChunkRows, Document, Reject, stable_id
from schemas.settings import Settings
from tasks.fetch import Fetcher
from tasks.link.entities import read_overrides
from tasks.link.linking import link as link_rows
from tasks.process import extractor_for
from tasks.read import check_paths, discover, read_path
from tasks.read.source import printable
from warehouse.landing import DUPLICATE, BatchDraft, Landing
from warehouse.manifest import BatchVersion
from warehouse.staging import Done, Staging
from warehouse.store import Store

logger = logging.getLogger("newsledger")
FETCHED = "fetched"  # folder of the warehouse that keeps what was fetched
MANY = 1_000  # rejects held before they are staged


@dataclass(slots=True)
class Run:
    """One ingest under way: where it lands, what was met so far."""

    paths: tuple[str, ...]
    settings: Settings
    store: Store
    staging: Staging
    version: BatchVersion
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    inputs: list[tuple[str, str]] = field(default_factory=list)  # (path, hash of the content or reason of the reject)
    seen: set[str] = field(default_factory=set)  # articles of this run
    resumed: set[tuple[str, str]] = field(default_factory=set)  # inputs that an interrupted run had staged, as they are met again
    pending: list[Reject] = field(default_factory=list)  # not staged yet
    duplicates: int = 0
    rejected: int = 0
    bytes_read: int = 0
    bytes_total: int = 0


def run_key(paths: Sequence[str], settings: Settings) -> str:
    """What an interrupted run is known by when it is run again: the same paths and the same code."""
    current = version_of(settings)
    return stable_id(
        *sorted(str(Path(p).absolute()) for p in paths), current.pipeline_version, current.extractor, current.extractor_version
    )


def version_of(settings: Settings) -> BatchVersion:
    """The versions of the code in force; raises UnknownExtractor."""
    extractor = extractor_for(settings.extractor, settings.model)
    return BatchVersion(pipeline_version=version("newsledger"), extractor=extractor.name, extractor_version=extractor.version)


def open_run(paths: Sequence[str], settings: Settings, store: Store, staging: Staging) -> Run:
    """A run over `paths`; raises NothingToRead when none of them exists, and UnknownExtractor."""
    check_paths(paths)
    if staging.done:
        logger.info("going on where an earlier run was interrupted: %s inputs are done", f"{len(staging.done):,}")
    return Run(tuple(paths), settings, store, staging, version_of(settings))


def read(run: Run) -> Iterator[list[Document]]:
    """New documents under the paths in chunks of up to `chunk_size`: those that neither this run nor an earlier batch has got."""
    files: list[tuple[Path, int]] = []
    with Fetcher(run.settings.warehouse / FETCHED, max_bytes=run.settings.max_bytes, private=run.settings.private_hosts) as fetcher:
        for item in discover(run.paths, fetcher.fetch):
            if isinstance(item, Reject):
                _reject(run, item)
            else:
                files.append((item, item.stat().st_size if item.is_file() else 0))
    run.bytes_total = sum(size for _, size in files)
    chunk: list[Document] = []
    before = 0
    for path, size in files:
        for result in read_path(path, run.settings.max_bytes):
            if isinstance(result, Reject):
                _reject(run, result)
                continue
            run.bytes_read = min(run.bytes_read + len(result.text), before + size)
            if _is_new(run, result):
                chunk.append(result)
            if len(chunk) >= run.settings.chunk_size:
                if found := _not_landed(run, chunk):
                    yield found
                chunk = []
        before = run.bytes_read = before + size
    if found := _not_landed(run, chunk):
        yield found
    gone = [done for key, done in run.staging.done.items() if key not in run.resumed]
    if gone:
        run.staging.drop(gone)
    run.staging.add_rejects(run.pending)
    run.pending.clear()


Submit = Callable[[list[Document]], Callable[[], ChunkRows]]  # starts a chunk; what it returns waits for its rows


def process(run: Run, chunks: Iterator[list[Document]], submit: Submit) -> Iterator[int]:
    """Send chunks to the workers and stage what comes back, in order; yields the number of articles of each chunk.

    No more than two chunks for each worker are under way, so that memory stays flat however much there is to read.
    """
    waiting: deque[tuple[list[Document], Callable[[], ChunkRows]]] = deque()
    for documents in chunks:
        waiting.append((documents, submit(documents)))
        if len(waiting) >= 2 * run.settings.workers:
            yield _stage(run, *waiting.popleft())
    while waiting:
        yield _stage(run, *waiting.popleft())


def _stage(run: Run, documents: list[Document], wait: Callable[[], ChunkRows]) -> int:
    """Write the rows of a chunk beside the warehouse, not yet in it."""
    chunk = wait()
    failed = {r.source_uri for r in chunk.rejects if r.unit == "input"}
    for reject in chunk.rejects:
        logger.warning("rejected at %s: %s", reject.stage, reject.message)
    run.rejected += len(failed)
    done = [Done(d.source_uri, d.content_hash, d.article_id, d.source_uri in failed) for d in documents]
    run.staging.add_chunk(chunk.rows, chunk.rejects, done)
    return len(documents)


def land(run: Run, flow_run_id: str | None = None) -> Landing:
    """Commit the batch: its tables become visible together, or, if it is there already, nothing changes."""
    batch_id = stable_id("batch", *(part for pair in sorted(run.inputs) for part in pair))
    if run.store.has_batch(batch_id, run.version) and (late := _late(run)):
        batch_id = stable_id("batch", batch_id, *late)  # what failed when the batch landed, and does no longer
    draft = BatchDraft(
        batch_id=batch_id,
        source=" ".join(map(printable, run.paths)),
        started_at=run.started_at,
        read_count=len(run.inputs),
        duplicate_count=run.duplicates,
        rejected_count=run.rejected,
        version=run.version,
        flow_run_id=flow_run_id,
    )
    return run.store.land(run.staging, draft)


def _late(run: Run) -> list[str]:
    """Ids of the articles of a run that no batch has landed."""
    staged = run.staging.article_ids()
    return sorted(set(staged) - run.store.landed_articles(staged, None))


def link(settings: Settings, store: Store, *, everything: bool = False) -> int:
    """Link what landed to what is there: stories, copies, entities, events and statements. Returns the number of articles linked anew."""
    overrides = read_overrides(settings.aliases)
    with store.linking(anew=everything) as (landed, writer):
        links = link_rows(landed, overrides)
        if links is None:
            return 0
        writer.write(links.rows, links.articles)
        return len(links.articles)


def _is_new(run: Run, document: Document) -> bool:
    """True for a document that this run has not met; what an interrupted run had staged counts as done."""
    run.inputs.append((document.source_uri, document.content_hash))
    if document.article_id in run.seen:
        _duplicate(run, document, "this run")
        return False
    run.seen.add(document.article_id)
    done = run.staging.done.get((document.source_uri, document.content_hash))
    if done is not None:
        run.resumed.add((document.source_uri, document.content_hash))
        run.rejected += done.rejected
    return done is None


def _not_landed(run: Run, documents: list[Document]) -> list[Document]:
    landed = run.store.landed_articles([d.article_id for d in documents], run.version)
    for document in documents:
        if document.article_id in landed:
            _duplicate(run, document, "an earlier batch")
    return [d for d in documents if d.article_id not in landed]


def _reject(run: Run, reject: Reject) -> None:
    logger.warning("rejected at %s: %s", reject.stage, reject.message)
    run.rejected += 1
    run.inputs.append((reject.source_uri, reject.error_type))
    _note(run, reject)


def _note(run: Run, reject: Reject) -> None:
    run.pending.append(reject)
    if len(run.pending) >= MANY:
        run.staging.add_rejects(run.pending)
        run.pending.clear()


def _duplicate(run: Run, document: Document, where: str) -> None:
    run.duplicates += 1
    message = f"{document.source_uri}: {where} has this very text as article {document.article_id}: nothing to do"
    known = {"url": document.url, **document.metadata} if document.url else document.metadata
    _note(run, Reject(document.source_uri, "land", DUPLICATE, message, known, article_id=document.article_id))
