"""A chunk of documents through clean, extract and validate: each article on its own, so that one that fails costs no other."""

from collections.abc import Sequence
from functools import cache

from schemas.records import Article, ChunkRows, Document, Extraction, Reject
from tasks.clean import clean
from tasks.extract import Extractor, load_extractor
from tasks.validate import validate


@cache
def extractor_for(name: str, model: str) -> Extractor:
    """The configured extractor, loaded once per process."""
    return load_extractor(name, model)


def process_chunk(documents: Sequence[Document], extractor: str, model: str) -> ChunkRows:
    """Documents through clean, extract and validate: rows that hold, and a Reject for all that does not.

    What a worker process does; the extractor is loaded once in each.
    """
    articles, unread = clean_chunk(documents)
    pairs, failed = extract_chunk(articles, extractor_for(extractor, model))
    chunk = validate(pairs)
    chunk.rejects[:0] = [*unread, *failed]
    return chunk


def clean_chunk(documents: Sequence[Document]) -> tuple[list[Article], list[Reject]]:
    """Articles of the documents, and a Reject for each that cleaning could not read; an error in one costs no other."""
    articles: list[Article] = []
    rejects: list[Reject] = []
    for document in documents:
        try:
            result = clean(document)
        except Exception as error:  # noqa: BLE001 - one article's trouble is recorded, and never costs the batch
            result = _crash(document, "clean", error)
        if isinstance(result, Reject):
            rejects.append(result)
        else:
            articles.append(result)
    return articles, rejects


def extract_chunk(articles: Sequence[Article], extractor: Extractor) -> tuple[list[tuple[Article, Extraction]], list[Reject]]:
    """Articles with what the extractor found; one that it fails on is rejected, with the error, and the rest goes on.

    The extractor is given all articles at once, so that it can read them in batches; where it fails, the article at fault is tried
    alone, and the extractor starts again behind it.
    """
    pairs: list[tuple[Article, Extraction]] = []
    rejects: list[Reject] = []
    done = 0
    while done < len(articles):
        try:
            for article, extraction in zip(articles[done:], extractor.extract(articles[done:]), strict=True):
                pairs.append((article, extraction))
                done += 1
        except Exception:  # noqa: BLE001
            article = articles[done]
            done += 1
            try:
                (extraction,) = extractor.extract([article])
            except Exception as error:  # noqa: BLE001
                rejects.append(_crash(article.document, "extract", error))
            else:
                pairs.append((article, extraction))
    return pairs, rejects


def _crash(document: Document, stage: str, error: Exception) -> Reject:
    message = f"{document.source_uri}: {type(error).__name__}: {error}. This is a fault of newsledger: please report it with the file"
    return Reject(
        document.source_uri, "clean" if stage == "clean" else "extract", type(error).__name__, message, {"characters": len(document.text)}
    )
