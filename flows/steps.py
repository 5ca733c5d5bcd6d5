"""The steps of an ingest as plain functions, and the state of one run. `flows.ingest` strings them together."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice

from schemas.records import Article, ChunkRows, Document, Extraction, Reject, stable_id
from schemas.settings import Settings
from tasks import validate as validation
from tasks.extract import Extractor
from tasks.link.entities import read_overrides
from tasks.link.linking import link as link_rows
from tasks.process import clean_chunk, extract_chunk, extractor_for
from tasks.read import Part, check_paths, discover, parts_of, printable, read_part
from warehouse.landing import DUPLICATE, BatchDraft, Landing
from warehouse.manifest import BatchVersion
from warehouse.staging import Staging
from warehouse.store import Store

logger = logging.getLogger("newsledger")


@dataclass(slots=True)
class Run:
    """One ingest under way: where it lands, what was met so far."""

    paths: tuple[str, ...]
    settings: Settings
    store: Store
    staging: Staging
    extractor: Extractor
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    inputs: list[tuple[str, str]] = field(default_factory=list)  # (path, hash of the content or reason of the reject)
    seen: set[str] = field(default_factory=set)  # articles of this run
    duplicates: int = 0
    rejected: int = 0

    @property
    def version(self) -> BatchVersion:
        return BatchVersion(pipeline_version=version("newsledger"), extractor=self.extractor.name, extractor_version=self.extractor.version)


def open_run(paths: Sequence[str], settings: Settings, store: Store, staging: Staging) -> Run:
    """A run over `paths`; raises NothingToRead when none of them exists, and UnknownExtractor."""
    check_paths(paths)
    return Run(tuple(paths), settings, store, staging, extractor_for(settings.extractor, settings.model))


def plan(run: Run) -> list[list[Part]]:
    """What to read, in chunks of up to `chunk_size` articles; paths that lead nowhere are rejected at once."""
    size = run.settings.chunk_size
    files: list[Part] = []
    dumps: list[list[Part]] = []
    for item in discover(run.paths):
        if isinstance(item, Reject):
            _reject(run, [item])
            continue
        parts = list(parts_of(item, size))
        if parts[0].lines > 1:
            dumps += [[part] for part in parts]
        else:
            files += parts
    return [*_chunks(iter(files), size), *dumps]


def read(run: Run, parts: Sequence[Part]) -> list[Document]:
    """The documents of a chunk that this run or an earlier one has not got already."""
    documents: list[Document] = []
    for result in (found for part in parts for found in read_part(part, run.settings.max_bytes)):
        if isinstance(result, Reject):
            _reject(run, [result])
            continue
        run.inputs.append((result.source_uri, result.content_hash))
        if result.article_id in run.seen:
            _duplicate(run, result, "this run")
            continue
        run.seen.add(result.article_id)
        documents.append(result)
    landed = run.store.landed_articles([d.article_id for d in documents], run.version)
    for document in documents:
        if document.article_id in landed:
            _duplicate(run, document, "an earlier batch")
    return [d for d in documents if d.article_id not in landed]


def clean(run: Run, documents: Sequence[Document]) -> list[Article]:
    """Articles with every line marked; what is no story is rejected."""
    articles, rejects = clean_chunk(documents)
    _reject(run, rejects, met=True)
    return articles


def extract(run: Run, articles: Sequence[Article]) -> list[tuple[Article, Extraction]]:
    """Quotes, events and entities of each article."""
    pairs, rejects = extract_chunk(articles, run.extractor)
    _reject(run, rejects, met=True)
    return pairs


def validate(run: Run, pairs: Sequence[tuple[Article, Extraction]]) -> ChunkRows:
    """Rows that hold, and rejects for those that do not."""
    chunk = validation.validate(pairs)
    run.rejected += sum(r.unit == "input" for r in chunk.rejects)
    return chunk


def stage(run: Run, chunk: ChunkRows) -> None:
    """Write a chunk's rows beside the warehouse, not yet in it."""
    run.staging.add(chunk.rows)
    run.staging.add_rejects(chunk.rejects)


def land(run: Run, flow_run_id: str | None = None) -> Landing:
    """Commit the batch: its tables become visible together, or, if it is there already, nothing changes."""
    batch_id = stable_id("batch", *(part for pair in sorted(run.inputs) for part in pair))
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


def link(settings: Settings, store: Store, *, everything: bool = False) -> int:
    """Link what landed to what is there: stories, copies, entities, events and statements. Returns the number of articles linked anew."""
    overrides = read_overrides(settings.aliases)
    with store.linking(anew=everything) as (landed, writer):
        links = link_rows(landed, overrides)
        if links is None:
            return 0
        writer.write(links.rows, links.articles)
        return len(links.articles)


def _reject(run: Run, rejects: Sequence[Reject], *, met: bool = False) -> None:
    for reject in rejects:
        logger.warning("rejected at %s: %s", reject.stage, reject.message)
        run.rejected += 1
        if not met:
            run.inputs.append((reject.source_uri, reject.error_type))
    run.staging.add_rejects(rejects)


def _duplicate(run: Run, document: Document, where: str) -> None:
    run.duplicates += 1
    message = f"{document.source_uri}: {where} has this very text as article {document.article_id}: nothing to do"
    run.staging.add_rejects([Reject(document.source_uri, "land", DUPLICATE, message, article_id=document.article_id)])


def _chunks(items: Iterator[Part], size: int) -> Iterator[list[Part]]:
    while chunk := list(islice(items, size)):
        yield chunk
