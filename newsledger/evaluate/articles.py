"""Scores of cleaning: `newsledger evaluate articles`.

Bodies are scored as the article-extraction benchmark of Zyte does: precision and recall over 4-grams of words, averaged over
pages, F1 of the two averages.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import trafilatura

from newsledger.evaluate.scores import Agreement
from newsledger.evaluate.texts import read_records
from schemas.records import Article, Document
from tasks.clean import clean
from tasks.read.html import read_html

WORD = re.compile(r"\w+")


@dataclass(slots=True)
class ArticleScores:
    """Shares (0 … 1) over a gold set of pages; None where the gold says nothing. `invented_*` are counts."""

    pages: int = 0
    body_precision: float = 0.0
    body_recall: float = 0.0
    body_f1: float = 0.0
    title_right: float | None = None
    date_right: float | None = None
    invented_dates: int = 0
    author_precision: float | None = None
    author_recall: float | None = None
    invented_authors: int = 0
    junk_lines_missed: int = 0
    junk_lines_too_many: int = 0
    instant_right: float | None = None
    trafilatura_f1: float | None = None


def evaluate_articles(gold: Path, texts: Path | None = None) -> ArticleScores:
    """Scores of reading and cleaning on a JSONL file of pages (`pasted` text or `html`, `body`, and perhaps `title`, `authors`,
    `published_at`), or on one of marked articles (`doc_id`, `title`, `junk` with offsets, …) whose texts are `texts`/<doc_id>.txt.

    `instant_right` is the share of pages that state an instant with its zone whose `published_at` is just that; `trafilatura_f1` what
    trafilatura alone reaches on the bodies of HTML pages.
    """
    records = read_records(gold)
    rows = [_score_page(r) if "pasted" in r or "html" in r else _score_marked(r, texts or gold.parent) for r in records]
    scores = ArticleScores(pages=len(rows))
    scores.body_precision = _mean(r["precision"] for r in rows)
    scores.body_recall = _mean(r["recall"] for r in rows)
    scores.body_f1 = round(Agreement(scores.body_precision, scores.body_recall).f1, 4)
    scores.title_right = _share(rows, "title")
    scores.date_right = _share(rows, "date")
    scores.instant_right = _share(rows, "instant")
    if pages := [r["trafilatura"] for r in rows if r["trafilatura"]]:
        scores.trafilatura_f1 = round(Agreement(_mean(p for p, _ in pages), _mean(r for _, r in pages)).f1, 4)
    found, right, known = (sum(r[k] for r in rows) for k in ("authors_found", "authors_right", "authors_known"))
    scores.author_precision = round(right / found, 4) if found else None
    scores.author_recall = round(right / known, 4) if known else None
    scores.invented_authors = found - right
    scores.invented_dates = sum(r["date_invented"] for r in rows)
    scores.junk_lines_missed = sum(r["junk_missed"] for r in rows)
    scores.junk_lines_too_many = sum(r["junk_extra"] for r in rows)
    return scores


def score_rows(scores: ArticleScores) -> list[tuple[str, object]]:
    """(measure, value) pairs for a table."""
    return list(asdict(scores).items())


def _score_page(record: dict[str, Any]) -> dict[str, Any]:
    html = record.get("html")
    document = read_html("page", html.encode()) if html else Document("page", "text", record["pasted"], "")
    article = clean(document) if isinstance(document, Document) else document
    body = " ".join(record["body"]) if isinstance(record["body"], list) else record["body"]
    annotated = record.get("title") is not None
    published = record.get("published_at") or ""
    row = _row(article, body, record.get("title"), published[:10] or None, record.get("authors") or [], annotated)
    if html:
        row["trafilatura"] = _overlap(body, trafilatura.extract(html, include_comments=False) or "")
    if annotated and (instant := _instant(published)):
        found = article.published if isinstance(article, Article) else None
        row |= {"instant": found is not None and found.instant == instant, "date": None}
        row["date_invented"] = int(found is not None and found.day is not None and abs((found.day - instant.date()).days) > 1)
    return row


def _instant(stamp: str) -> datetime | None:
    """An instant where a gold stamp has time and zone."""
    try:
        value = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    return value if value.tzinfo else None


def _score_marked(record: dict[str, Any], texts: Path) -> dict[str, Any]:
    text = (texts / f"{record['doc_id']}.txt").read_text(encoding="utf-8")
    article = clean(Document(record["doc_id"], "text", text, ""))
    body = " ".join(
        text[line["start"] : line["end"]] for line in record["lines_classified"] if line["kind"] in ("paragraph", "heading", "list_item")
    )
    author = record.get("author")
    names = [author["value"] if isinstance(author, dict) else author] if author else []
    day = (record["published_at"].get("local") or "")[:10] or None
    row = _row(article, body, (record.get("title") or {}).get("text"), day, names, True)
    gold = {(j["start"], j["end"]) for j in record["junk"]}
    marked = {(line.start, line.end) for line in article.lines if line.kind == "junk"} if isinstance(article, Article) else set()
    return {**row, "junk_missed": len(gold - marked), "junk_extra": len(marked - gold)}


def _row(article: object, body: str, title: str | None, day: str | None, authors: list[str], annotated: bool) -> dict[str, Any]:
    found = article if isinstance(article, Article) else None
    text = " ".join(found.text[line.start : line.end] for line in found.body) if found else ""
    precision, recall = _overlap(body, text)
    names = {a.lower() for a in found.authors} if found and annotated else set()
    known = {a.lower() for a in authors}
    stated = str(found.published.day) if found and found.published and found.published.day else None
    return {
        "precision": precision,
        "recall": recall,
        "instant": None,
        "trafilatura": None,
        "title": _words(title) == _words(found.title if found else None) if annotated else None,
        "date": (stated == day) if annotated and stated and day else None,
        "date_invented": int(annotated and stated is not None and stated != day),
        "authors_found": len(names),
        "authors_right": len(names & known),
        "authors_known": len(known),
        "junk_missed": 0,
        "junk_extra": 0,
    }


def _overlap(gold: str, text: str) -> tuple[float, float]:
    """Precision and recall of the 4-grams of a text."""
    wanted, found = _shingles(gold), _shingles(text)
    shared = sum((wanted & found).values())
    return shared / max(1, sum(found.values())), shared / max(1, sum(wanted.values()))


def _shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[i : i + size]) for i in range(max(1, len(words) - size + 1))) if words else Counter()


def _words(text: str | None) -> str:
    return " ".join(WORD.findall((text or "").lower()))


def _mean(values: Iterator[float]) -> float:
    numbers = list(values)
    return round(sum(numbers) / len(numbers), 4) if numbers else 0.0


def _share(rows: list[dict[str, Any]], key: str) -> float | None:
    known = [r[key] for r in rows if r[key] is not None]
    return round(sum(known) / len(known), 4) if known else None
