"""An Article as a row of the table `articles`."""

import re
from datetime import datetime

from schemas.records import Article, Values

WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def article_row(article: Article) -> Values:
    """The columns of `schemas.rows.ArticleRow` without batch_id."""
    document, published = article.document, article.published
    body = article.body
    return {
        "article_id": article.article_id,
        "source_uri": document.source_uri,
        "source_format": document.source_format,
        "url": document.url,
        "publisher": article.publisher,
        "title": article.title,
        "subtitle": article.subtitle,
        "section": article.section,
        "authors": list(article.authors),
        "dateline": article.dateline,
        "published_at": published.instant if published else None,
        "published_date": published.day if published else None,
        "published_text": published.text if published else None,
        "published_precision": published.precision if published else None,
        "published_basis": published.basis if published else None,
        "fetched_at": datetime.fromisoformat(stamp) if (stamp := document.metadata.get("fetched_at")) else None,
        "body_basis": document.metadata.get("body_basis", "full"),
        "language": article.language,
        "text": article.text,
        "body_spans": [{"start_char": line.start, "end_char": line.end} for line in body],
        "marked_spans": [{"start_char": line.start, "end_char": line.end, "kind": line.kind, "note": line.note} for line in article.lines],
        "word_count": sum(len(WORD.findall(article.text[line.start : line.end])) for line in body),
        "duplicate_of": None,
        "similarity": None,
    }
