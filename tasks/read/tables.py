"""CSV and Parquet dumps: an article per row, whatever its fields are called."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from schemas.records import Document, Reject, Values
from tasks.read.records import ALIASES, FOLDED, LARGEST, NOT_TEXT, read_record
from tasks.read.source import Opened, rejected

DELIMITERS = ",;\t|"
TEXT, NAMES = set(FOLDED["text"]), {name for names in FOLDED.values() for name in names}
ROWS = 64  # rows of a Parquet file held at a time


def csv_delimiter(line: str) -> str | None:
    """The delimiter of a header that names a field of the text of articles; None where the line is no such header."""
    for delimiter in DELIMITERS:
        names = {n.strip().strip('"').lower() for n in line.strip().lstrip("\ufeff").split(delimiter)}
        if len(names) > 1 and names & TEXT and len(names & NAMES) > 1:
            return delimiter
    return None


def read_csv(opened: Opened) -> Iterator[Document | Reject]:
    """A Document per row of a CSV in UTF-8 (comma, semicolon, tab or bar; quoted with "); a Reject for each row that is none."""
    lines = io.TextIOWrapper(opened.stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _rows(lines, opened.uri, opened.max_bytes)
    finally:
        lines.detach()  # the stream is closed by whoever opened it


def _rows(lines: io.TextIOWrapper, uri: str, max_bytes: int) -> Iterator[Document | Reject]:
    header = lines.readline(100_000)
    delimiter = csv_delimiter(header)
    if delimiter is None:
        fields = ", ".join(ALIASES["text"])
        yield rejected(
            uri,
            "NoText",
            f"its first line names none of the fields {fields} between commas, semicolons, tabs or bars: name one",
            header=header[:200],
        )
        return
    names = next(csv.reader([header], delimiter=delimiter))
    before = csv.field_size_limit(max_bytes)
    try:
        rows = csv.reader(_endless(lines, max_bytes), delimiter=delimiter)
        while True:
            where = f"{uri}#L{rows.line_num + 2}"
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield rejected(
                    where, "InvalidCSV", f"{error}: is a quotation mark never closed? Export it again; rows after it may be lost"
                )
                continue
            if not row:
                continue
            if len(row) != len(names):
                yield rejected(
                    where,
                    "InvalidCSV",
                    f"{len(row)} fields where the first line names {len(names)}: is its delimiter {delimiter!r}, are its quotes doubled?",
                )
                continue
            if any(NOT_TEXT.search(value) for value in row):
                yield rejected(where, "InvalidEncoding", "bytes that are not UTF-8: save the dump as UTF-8")
                continue
            yield read_record(dict(zip(names, row, strict=True)), where, "csv")
    finally:
        csv.field_size_limit(before)


def _endless(lines: io.TextIOWrapper, longest: int) -> Iterator[str]:
    """Lines of a text; one that is too long comes in pieces, which the reader refuses."""
    while line := lines.readline(longest):
        yield line


def read_parquet(opened: Opened) -> Iterator[Document | Reject]:
    """A Document per row of a Parquet file; of its columns only those that have a known name are read. A packed one is unpacked in memory."""
    if opened.path is not None:
        with opened.path.open("rb") as whole:
            yield from _parquet(whole, opened.uri)
        return
    data = opened.whole(LARGEST)
    if isinstance(data, Reject):
        yield data
    else:
        yield from _parquet(io.BytesIO(data), opened.uri)


def _parquet(stream: BinaryIO, uri: str) -> Iterator[Document | Reject]:
    try:
        file = pq.ParquetFile(stream)
        columns = [name for name in file.schema_arrow.names if name.lower() in NAMES]
        if not {c.lower() for c in columns} & TEXT:
            named = ", ".join(file.schema_arrow.names)[:200]
            yield rejected(
                uri, "NoText", f"none of its columns ({named}) is called {', '.join(ALIASES['text'])}: name one so", columns=named
            )
            return
        number = 0
        for batch in file.iter_batches(batch_size=ROWS, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield read_record({name: _plain(value) for name, value in row.items()}, f"{uri}#{number}", "parquet")
    except (pa.ArrowException, OSError, ValueError) as error:
        yield rejected(uri, "Damaged", f"no whole Parquet file ({str(error)[:160]}): export it again")


def _plain(value: Values | object) -> object:
    """Times as text, so that zones stay as they are."""
    return value.isoformat() if isinstance(value, datetime | date) else value
