"""Articles of JSON Lines dumps: one object a line, whatever its fields are called. Nothing but the field of the text becomes text."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from schemas.records import Document, Reject, Values

SUFFIXES = frozenset({".jsonl", ".ndjson"})
BLOCK = 1 << 20  # bytes
# Names of one field in common dumps, the surest first: news-please and CC-News, All the News, NewsAPI, Media Cloud, Event Registry.
ALIASES: dict[str, tuple[str, ...]] = {
    "text": ("maintext", "text", "body", "article_text", "full_text", "fulltext", "plain_text", "articleBody", "article", "content"),
    "title": ("title", "headline"),
    "published": (
        "date_publish", "published_at", "publishedAt", "datePublished", "publish_date", "published", "publication_date", "pub_date",
        "dateTimePub", "dateTime", "datetime", "date",
    ),
    "url": ("url", "link", "guid", "source_url"),
    "publisher": ("publisher", "publication", "outlet", "media_name", "site_name", "source_domain", "source", "domain"),
    "authors": ("authors", "author", "byline", "creator"),
}  # fmt: skip


def line_starts(path: Path, every: int) -> list[int]:
    """Byte offsets of each `every`-th line of a file, the first line's included; read a block at a time."""
    starts, lines, at = [0], 0, 0
    with path.open("rb") as handle:
        while block := handle.read(BLOCK):
            found = block.find(b"\n")
            while found >= 0:
                lines += 1
                if lines % every == 0:
                    starts.append(at + found + 1)
                found = block.find(b"\n", found + 1)
            at += len(block)
    return [s for s in starts if s < at] or [0]


def read_lines(path: Path, uri: str, start: int, first: int, count: int, max_bytes: int) -> Iterator[Document | Reject]:
    """Documents of `count` lines of a dump from the byte `start`, which is line number `first` (from 1); a Reject for each line that
    holds no article. Blank lines are passed over. No more than `max_bytes` of a line are held."""
    with path.open("rb") as handle:
        handle.seek(start)
        for number in range(first, first + count):
            line = handle.readline(max_bytes + 1)
            if not line:
                return
            where = f"{uri}#L{number}"
            if len(line) > max_bytes:
                _skip(handle, line)
                yield _reject(where, "TooLarge", f"a line of more than {max_bytes:,} bytes: split it, or raise NEWSLEDGER_MAX_BYTES")
            elif line.strip():
                yield read_line(line, where)


def read_line(line: bytes, uri: str) -> Document | Reject:
    """The article of one JSON object (UTF-8); a Reject (stage read) that says which field is missing or wrong."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return _reject(uri, "InvalidEncoding", f"byte {error.start:,} is not UTF-8: save the dump as UTF-8")
    except (ValueError, RecursionError) as error:
        return _reject(uri, "InvalidJSON", f"not JSON ({str(error)[:120]}): one whole object a line is wanted")
    if not isinstance(record, dict):
        return _reject(uri, "InvalidJSON", f"a JSON {type(record).__name__}, not an object with the fields of an article")
    text = next((record[name] for name in ALIASES["text"] if isinstance(record.get(name), str) and record[name].strip()), None)
    if text is None:
        fields = ", ".join(sorted(map(str, record)))[:200] or "none"
        return _reject(uri, "NoText", f"no text in any of the fields {', '.join(ALIASES['text'])}; it has {fields}", fields=fields)
    if "\0" in text or any("\ud800" <= c <= "\udfff" for c in text):
        return _reject(uri, "BinaryFile", "the text holds NUL or half a character: export the article again")
    metadata: Values = {name: value for name in ("title", "published", "publisher") if (value := _string(record, name))}
    if authors := _authors(record):
        metadata["authors"] = authors
    return Document(uri, "jsonl", text, hashlib.sha256(line.strip()).hexdigest(), _string(record, "url"), metadata)


def _string(record: dict[str, Any], field: str) -> str | None:
    """The first alias of a field that holds words; of an object its title or name (NewsAPI's source)."""
    for name in ALIASES[field]:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("title") or value.get("name") or value.get("uri")
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return value.strip()
    return None


def _authors(record: dict[str, Any]) -> list[str]:
    value = next((record[name] for name in ALIASES["authors"] if record.get(name)), None)
    if isinstance(value, str):
        value = value.removeprefix("By ").split(",")
    if not isinstance(value, list):
        return []
    names = (v.get("name") if isinstance(v, dict) else v for v in value)
    return [n.strip() for n in names if isinstance(n, str) and n.strip() and "\0" not in n]


def _skip(handle: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = handle.readline(BLOCK)


def _reject(uri: str, error_type: str, message: str, **record: object) -> Reject:
    return Reject(uri, "read", error_type, f"{uri}: {message}", dict(record))
