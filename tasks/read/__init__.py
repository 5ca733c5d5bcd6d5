"""From paths to Documents: each file by its content to the reader of its format. Nothing is dropped without a Reject."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal

from schemas.records import Document, Reject, Values
from tasks.read.feeds import read_feed
from tasks.read.html import read_page
from tasks.read.records import read_json, read_lines
from tasks.read.source import (
    DAMAGED,
    GZIP,
    PEEK,
    TAR,
    ZIP,
    Bomb,
    Opened,
    Reader,
    Source,
    damaged,
    printable,
    rejected,
    sources_of,
    unpacked,
    unreadable,
)  # fmt: skip
from tasks.read.tables import csv_delimiter, read_csv, read_parquet
from tasks.read.text import SUFFIXES, read_file
from tasks.read.warc import read_warc

Format = Literal["text", "html", "feed", "jsonl", "json", "csv", "parquet", "warc", "archive", "unknown"]
BY_SUFFIX: dict[str, Format] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".csv": "csv", ".tsv": "csv", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".rss": "feed", ".atom": "feed", ".warc": "warc", ".parquet": "parquet",
}  # fmt: skip
SIDECAR = ".{}.source.json"  # beside a fetched file: where and when it was fetched


class NothingToRead(ValueError):
    """No path that was given leads to an input."""


def check_paths(paths: Sequence[str]) -> None:
    """Raise NothingToRead when no path exists: a batch of nothing but typing errors is not worth landing."""
    missing = [p for p in paths if not is_url(p) and not _matching(p)]
    if len(missing) == len(paths):
        raise NothingToRead(f"no such file or folder: {', '.join(missing) or '(none given)'}. Name the files or folders to ingest")


def discover(paths: Sequence[str], fetch: Callable[[str], Path | Reject] | None = None) -> Iterator[Path | Reject]:
    """Files under the paths (files, folders, patterns, URLs by `fetch`), folders searched in name order; a Reject for each that leads to none.

    Hidden files are passed over; so are SOURCES.md and README.md, which describe a folder.
    """
    for given in paths:
        if fetch is not None and is_url(given):
            yield fetch(given)
            continue
        matching = _matching(given)
        if not matching:
            yield rejected(printable(given), "MissingPath", "no such file or folder: check the path")
        for path in matching:
            if not path.is_dir():
                yield path
                continue
            files = sorted(
                p
                for p in path.rglob("*")
                if (p.is_file() or (p.is_symlink() and not p.exists()))
                and not any(part.startswith(".") for part in p.relative_to(path).parts)
            )
            about = [p for p in files if p.name in ("SOURCES.md", "README.md")]
            files = [p for p in files if p not in about]
            if not files:
                held = f"nothing but {about[0].name}" if about else "no files"
                yield rejected(printable(given), "EmptyFolder", f"the folder holds {held}: name one that holds articles")
            yield from files


def is_url(path: str) -> bool:
    """True for an http or https address."""
    return path.lower().startswith(("http://", "https://"))


def _matching(given: str) -> list[Path]:
    """The paths that a path or pattern stands for; a file whose name has brackets or stars is itself."""
    if Path(given).exists() or Path(given).is_symlink():
        return [Path(given)]
    if not re.search(r"[*?\[]", given):
        return []
    pattern = Path(given)
    return sorted(Path(pattern.anchor or ".").glob(str(pattern.relative_to(pattern.anchor)) if pattern.anchor else given))


def read_path(path: Path, max_bytes: int = 10_000_000) -> Iterator[Document | Reject]:
    """The articles of a file or archive, one after the other; a Reject (stage read) for what is none. Never raises for bad input."""
    for source in sources_of(path):
        if isinstance(source, Reject):
            yield source
        else:
            yield from read_source(source, max_bytes)


def read_source(source: Source, max_bytes: int) -> Iterator[Document | Reject]:
    """The articles of one source, by the reader of its format. No record of more than `max_bytes` is held."""
    try:
        with unpacked(source) as stream:
            kind = format_of(stream.peek(PEEK)[:PEEK], source.suffix)
            path = source.path if stream.seekable() else None  # None where the bytes are not those of the file
            yield from READERS[kind](Opened(source.uri, stream, max_bytes, path, _sidecar(source.path)))
    except (*DAMAGED, Bomb) as error:
        yield damaged(source.uri, error)
    except OSError as error:
        if error.errno is None:
            yield damaged(source.uri, error)
        else:
            yield unreadable(source.uri, error)
    except Exception as error:  # noqa: BLE001 - one file's trouble is recorded, and never costs the batch
        message = f"{type(error).__name__}: {str(error)[:160]}. This is a fault of newsledger: please report it with the file"
        yield rejected(source.uri, type(error).__name__, message)


def _refuse_archive(opened: Opened) -> Iterator[Reject]:
    yield rejected(opened.uri, "NestedArchive", "an archive in an archive is not opened: unpack it first")


def _refuse_unknown(opened: Opened) -> Iterator[Reject]:
    yield rejected(opened.uri, "UnknownFormat", "such files are not read: convert it to plain text, HTML, JSON Lines, CSV or Parquet")


READERS: dict[Format, Reader] = {
    "text": read_file,
    "html": read_page,
    "feed": read_feed,
    "jsonl": read_lines,
    "json": read_json,
    "csv": read_csv,
    "parquet": read_parquet,
    "warc": read_warc,
    "archive": _refuse_archive,
    "unknown": _refuse_unknown,
}


def format_of(head: bytes, suffix: str) -> Format:
    """The format of a file by its first bytes (some 8,000), and by the suffix of its name where these leave it open."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((ZIP, GZIP)) or head[257:262] == TAR:
        return "archive"
    if head.startswith(b"WARC/"):
        return "warc"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if re.match(
        rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype (?!html)[^\[>]*(?:\[.*?\])?\s*>\s*)?<(?:rss|feed|rdf:rdf)\b", start, re.DOTALL
    ):
        return "feed"
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", start, re.DOTALL):
        return "html"
    if start[:1] in (b"{", b"[") and suffix not in (".csv", ".tsv"):
        return _kind_of_json(start, suffix)
    known = BY_SUFFIX.get(suffix)
    if known is not None:
        return known
    line = head.split(b"\n", 1)[0]
    if b"\n" in head and csv_delimiter(line.decode("utf-8", "replace")) is not None:
        return "csv"
    return "text" if suffix in SUFFIXES else "unknown"


def _kind_of_json(start: bytes, suffix: str) -> Format:
    line, _, rest = start.partition(b"\n")
    try:
        whole = isinstance(json.loads(line), dict | list)
    except (ValueError, RecursionError):
        whole = False
    if suffix in (".jsonl", ".ndjson") or (whole and rest.lstrip()[:1] == b"{"):
        return "jsonl"
    if suffix == ".json" or whole or re.match(rb"[{\[]\s*(?:[{\[]\s*)*\"[\w@ -]+\"\s*:", start):
        return "json"
    return "text" if suffix in SUFFIXES else BY_SUFFIX.get(suffix, "unknown")


def _sidecar(path: Path | None) -> Values:
    """URL and time of a fetched file; nothing for any other."""
    if path is None:
        return {}
    try:
        told = json.loads(path.with_name(SIDECAR.format(path.name)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: told[name] for name in ("url", "fetched_at") if isinstance(told, dict) and isinstance(told.get(name), str)}
