"""Every row against its model, its offsets against the text, its references against the rows that stay; the rest to rejects."""

from collections.abc import Iterable
from dataclasses import fields

from pydantic import ValidationError

from schemas.columns import columns_of
from schemas.records import Article, ChunkRows, Extraction, Reject, Values
from schemas.rows import TABLES, Row
from tasks.rows import article_row

UNBATCHED = "0" * 16  # stands for the batch until the batch is complete


def validate(pairs: Iterable[tuple[Article, Extraction]]) -> ChunkRows:
    """Rows that hold, by table, and a Reject (unit row) for each that does not. An article whose own row fails is rejected whole."""
    chunk = ChunkRows(rows={table: [] for table in TABLES if table not in ("batches", "rejects")})
    for article, extraction in pairs:
        rows = {"articles": [article_row(article)]} | {f.name: getattr(extraction, f.name) for f in fields(extraction)}
        good: dict[str, list[Values]] = {}
        for table in ("articles", "entities", "quotes", "event_mentions", "event_actors", "entity_mentions"):
            good[table], bad = _valid_rows(TABLES[table], rows[table], article)
            if table == "articles" and bad:
                chunk.rejects.append(Reject(article.document.source_uri, "validate", "InvalidArticle", bad[0].message, bad[0].record))
                break
            chunk.rejects.extend(bad)
        else:
            chunk.rejects.extend(_drop_dangling(good, article))
            for table, values in good.items():
                chunk.rows[table].extend(values)
    return chunk


def _valid_rows(model: type[Row], rows: Iterable[Values], article: Article) -> tuple[list[Values], list[Reject]]:
    good: list[Values] = []
    bad: list[Reject] = []
    seen: set[tuple[object, ...]] = set()
    text, spans, keys = article.text, model.spans, model.key
    for row in rows:
        try:
            model.model_validate({**row, "batch_id": UNBATCHED})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"])) or "row"
            bad.append(_row_reject(article, model, "InvalidRow", f"{where}: {first['msg']}", row))
            continue
        if wrong := next((t for t, s, e in spans if row[t] is not None and text[row[s] : row[e]] != row[t]), None):
            bad.append(_row_reject(article, model, "WrongOffsets", f"{wrong} is not what the text has at its offsets", row))
            continue
        key = tuple([row.get(k, "") for k in keys])
        if key in seen:
            bad.append(_row_reject(article, model, "RepeatedKey", f"a row with the key {key} was there already", row))
            continue
        seen.add(key)
        good.append(row)
    return good, bad


def _drop_dangling(good: dict[str, list[Values]], article: Article) -> list[Reject]:
    """Set references to rows that were rejected to NULL, and reject rows that mean nothing without them."""
    rejects: list[Reject] = []
    for table in ("quotes", "event_mentions", "event_actors", "entity_mentions"):
        model = TABLES[table]
        there = {(other, key): {r[key] for r in good[other]} for _, other, key in model.references}
        nullable = {column.name for column in columns_of(model) if column.nullable}
        kept = []
        for row in good[table]:
            broken = False
            for column, other, key in model.references:
                if row.get(column) is None or row[column] in there[other, key]:
                    continue
                if column not in nullable:
                    broken = True
                    rejects.append(_row_reject(article, model, "DanglingReference", f"{column} points at no row of {other}", row))
                    break
                row = {**row, column: None}
            if not broken:
                kept.append(row)
        good[table] = kept
    return rejects


def _row_reject(article: Article, model: type[Row], error_type: str, message: str, row: Values) -> Reject:
    return Reject(
        article.document.source_uri,
        "validate",
        error_type,
        f"{model.table}: {message}",
        {"table": model.table, **row},
        "row",
        article.article_id,
    )
