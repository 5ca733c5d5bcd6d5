"""Checks over a whole snapshot: offsets, ids, references, counts, and the files themselves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin

import duckdb

from schemas.records import stable_id
from schemas.rows import TABLES, Row
from warehouse.catalog import LANDED
from warehouse.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what it says, how many rows break it, and one of them as an example."""

    check: str
    broken: int
    example: str = ""

    def __str__(self) -> str:
        return f"{self.check}: {self.broken} rows, such as {self.example}" if self.broken else f"{self.check} holds"


def verify(connection: duckdb.DuckDBPyConnection, root: Path, manifest: Manifest) -> Iterator[Finding]:
    """Run every check on the snapshot that `connection` is open on; a Finding each, `broken` 0 where it holds.

    Where files are missing, that is the only finding.
    """
    missing = _missing_files(root, manifest)
    yield missing
    if missing.broken:
        return  # every view over a missing file would fail
    yield from _row_counts(connection, manifest)
    for table, model in TABLES.items():
        view = LANDED.get(table, table)
        key = ", ".join(model.key)
        if table != "rejects":  # the same input may be rejected twice for the same reason
            yield _count(connection, f"{table}: {key} is unique", f"SELECT {key} FROM {view} GROUP BY {key} HAVING count(*) > 1")
        for text, start, end in model.spans:
            query = (
                f"SELECT t.{text} FROM {view} AS t JOIN articles AS a USING (article_id) "
                f"WHERE t.{text} IS NOT NULL AND substring(a.text, t.{start} + 1, t.{end} - t.{start}) IS DISTINCT FROM t.{text}"
            )
            yield _count(connection, f"{table}: {text} is the text at its offsets", query)
        for column, other, other_key in model.references:
            rows = "entity_sightings" if table == "entities" else table  # ids as linking has left them
            query = f"SELECT t.{column} FROM {rows} AS t ANTI JOIN {other} AS o ON t.{column} = o.{other_key} WHERE t.{column} IS NOT NULL"
            yield _count(connection, f"{table}: {column} is in {other}", query)
        if broken := list(_outside(model)):
            query = f"SELECT {key} FROM {view} AS t WHERE {' OR '.join(broken)}"
            yield _count(connection, f"{table}: values are those of the data dictionary", query)
        if table != "batches":
            query = f"SELECT t.batch_id FROM {view} AS t ANTI JOIN batches USING (batch_id)"
            yield _count(connection, f"{table}: batch_id is in batches", query)
    query = (
        "SELECT quote_id FROM (SELECT quote_id, start_char, end_char, unnest(fragments) AS f FROM quotes) "
        "WHERE f.start_char < start_char OR f.end_char > end_char"
    )
    yield _count(connection, "quotes: fragments lie inside the quote", query)
    query = "SELECT article_id FROM (SELECT article_id, length(text) AS n, unnest(body_spans) AS s FROM articles) WHERE s.end_char > n"
    yield _count(connection, "articles: body spans lie inside the text", query)
    yield _count(
        connection,
        "batches: read = accepted + duplicate + rejected",
        "SELECT batch_id FROM batches WHERE read_count <> accepted_count + duplicate_count + rejected_count",
    )
    yield _count(
        connection,
        "batches: counts are those of the rows",
        "SELECT batch_id FROM batches AS b WHERE accepted_count <> (SELECT count(*) FROM articles AS a WHERE a.batch_id = b.batch_id) "
        "OR rejected_count <> (SELECT count(*) FROM rejects AS r WHERE r.batch_id = b.batch_id AND unit = 'input' AND error_type <> 'Duplicate') "
        "OR duplicate_count <> (SELECT count(*) FROM rejects AS r WHERE r.batch_id = b.batch_id AND error_type = 'Duplicate')",
    )
    yield _article_ids(connection)


def _outside(model: type[Row]) -> Iterator[str]:
    """SQL conditions that hold for a value outside a column's word list or bounds."""
    for name, field in model.model_fields.items():
        parts = [field.annotation, *get_args(field.annotation)]
        if type(None) not in parts and field.is_required():  # a column with a default may be younger than the rows
            yield f"t.{name} IS NULL"
        words = next((get_args(part) for part in parts if get_origin(part) is Literal), ())
        if words:
            listed = ", ".join(f"'{word}'" for word in words)
            yield f"t.{name} NOT IN ({listed})"
        inner = (bound for part in parts for info in getattr(part, "__metadata__", ()) for bound in getattr(info, "metadata", ()))
        for bound in (*field.metadata, *inner):
            if (least := getattr(bound, "ge", None)) is not None:
                yield f"t.{name} < {least}"
            if (most := getattr(bound, "le", None)) is not None:
                yield f"t.{name} > {most}"


def _count(connection: duckdb.DuckDBPyConnection, check: str, query: str) -> Finding:
    try:
        rows = connection.execute(f"SELECT * FROM ({query}) LIMIT 1000").fetchall()
    except duckdb.Error as error:  # a damaged file is a finding, not the end of the checks
        return Finding(check, 1, str(error).split("\n")[0])
    return Finding(check, len(rows), repr(rows[0]) if rows else "")


def _missing_files(root: Path, manifest: Manifest) -> Finding:
    missing = [f.path for f in manifest.files if not (root / f.path).exists()]
    return Finding("files: every file of the manifest is there", len(missing), missing[0] if missing else "")


def _row_counts(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> Iterator[Finding]:
    for table in TABLES:
        view = LANDED.get(table, table)
        try:
            ((rows,),) = connection.execute(f"SELECT count(*) FROM {view}").fetchall()
        except duckdb.Error as error:
            yield Finding(f"{table}: its files can be read", 1, str(error).split("\n")[0])
            continue
        expected = sum(f.rows for f in manifest.files_of(table))
        yield Finding(
            f"{table}: as many rows as the manifest says",
            abs(rows - expected),
            f"{rows} rows, {expected} in the manifest" if rows != expected else "",
        )


def _article_ids(connection: duckdb.DuckDBPyConnection) -> Finding:
    broken: list[str] = []
    cursor = connection.cursor()
    try:
        cursor.execute("SELECT article_id, url, text FROM articles")
    except duckdb.Error as error:
        return Finding("articles: article_id is the hash of its text", 1, str(error).split("\n")[0])
    while rows := cursor.fetchmany(500):
        broken += [article_id for article_id, url, text in rows if stable_id("article", url or "", text) != article_id]
    return Finding("articles: article_id is the hash of its text", len(broken), broken[0] if broken else "")
