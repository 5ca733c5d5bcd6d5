"""Re-extraction of what has landed, from the stored texts, when the code has a newer version."""

from collections.abc import Callable, Iterator
from datetime import datetime

from flows import steps
from flows.runners import direct
from schemas.records import Document, Values
from schemas.settings import Settings
from warehouse.landing import BatchDraft, Landing
from warehouse.store import ParquetStore

STATED = ("html", "feed")  # formats whose reader told the body from the page


def upgrade(settings: Settings, watch: Callable[[steps.Run, Iterator[int]], None]) -> Iterator[Landing]:
    """Extract every batch of an older version anew, one after the other; `watch` runs through the chunks of each.

    A batch is replaced whole in one commit. Chunks are read from the warehouse as they are needed; a run that is interrupted goes on
    where it stopped, at the chunk.
    """
    store = ParquetStore.of(settings)
    current = steps.version_of(settings)
    for batch_id, landed in sorted(store.manifest().batches.items()):
        if current.standing_against(landed) != "newer":
            continue
        key = steps.run_key([batch_id], settings)
        with store.stage(key) as staging, direct(settings) as submit:
            row, rejects = store.batch(batch_id)
            run = steps.Run((row["source"],), settings, store, staging, current)
            watch(run, steps.process(run, stored(run, batch_id), submit))
            kept = [r for r in rejects if r.article_id is None or r.error_type == "Duplicate"]
            staging.add_rejects(kept)
            yield store.land(
                staging,
                BatchDraft(
                    batch_id=batch_id,
                    source=row["source"],
                    started_at=run.started_at,
                    read_count=row["read_count"],
                    duplicate_count=row["duplicate_count"],
                    rejected_count=row["rejected_count"] + run.rejected,
                    version=current,
                    flow_run_id=row["flow_run_id"],
                ),
            )
    steps.link(settings, store)


def stored(run: steps.Run, batch_id: str) -> Iterator[list[Document]]:
    """The documents of a batch in chunks, as its readers gave them; those that an interrupted run had done are left out."""
    for rows in run.store.stored_articles(batch_id, run.settings.chunk_size):
        documents = [document_of(row) for row in rows]
        fresh = [d for d in documents if (d.source_uri, d.content_hash) not in run.staging.done]
        run.rejected += sum(run.staging.done[d.source_uri, d.content_hash].rejected for d in documents if d not in fresh)
        if fresh:
            yield fresh


def document_of(row: Values) -> Document:
    """A landed article as the Document it was made from; the article's id stands for the hash of the file's bytes."""
    metadata: Values = {}
    if row["source_format"] != "text":
        metadata = {
            "title": row["title"],
            "publisher": row["publisher"],
            "authors": row["authors"],
            "published": row["published_text"] if row["published_basis"] == "metadata" else None,
            "published_inferred": row["published_text"] if row["published_basis"] == "inferred" else None,
            "body_basis": row["body_basis"],
            "fetched_at": _stamp(row["fetched_at"]),
            "main_text": row["source_format"] in STATED,
        }
    return Document(
        row["source_uri"], row["source_format"], row["text"], row["article_id"], row["url"], {k: v for k, v in metadata.items() if v}
    )


def _stamp(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
