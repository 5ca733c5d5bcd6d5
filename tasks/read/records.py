"""Articles of JSON dumps: one object a line or one file, whatever its fields are called. Nothing but the field of the text becomes text."""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from schemas.records import Document, Reject, Values
from tasks.read.source import Opened, rejected

LISTS = ("articles", "results", "data", "items", "docs", "stories", "hits", "value")  # fields that hold the articles of a JSON file
NOT_TEXT = re.compile("[\0\ud800-\udfff]")  # NUL, or half a character
CUT = re.compile(r"(?:…|\.\.\.)\s*\[\+\d+ chars\]\s*$")  # NewsAPI
LARGEST = 100_000_000  # bytes of a JSON file, which is parsed whole; JSON Lines have no such limit
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
FOLDED = {field: tuple(name.lower() for name in names) for field, names in ALIASES.items()}


def read_lines(opened: Opened) -> Iterator[Document | Reject]:
    """Documents of the lines of a dump; a Reject for each line that holds no article. Blank lines are passed over."""
    stream, uri, max_bytes = opened.stream, opened.uri, opened.max_bytes
    number, met = 0, False
    while line := stream.readline(max_bytes + 1):
        number += 1
        where = f"{uri}#L{number}"
        met = met or bool(line.strip())
        if len(line) > max_bytes:
            _skip(stream, line)
            yield rejected(where, "TooLarge", f"a line of more than {max_bytes:,} bytes: split it, or raise NEWSLEDGER_MAX_BYTES")
        elif line.strip():
            yield read_line(line, where)
    if not met:
        yield rejected(uri, "EmptyFile", "the file holds no line: export it again")


def read_json(opened: Opened) -> Iterator[Document | Reject]:
    """Documents of a JSON file: one article, a list of them, or a list in a field (NewsAPI, Media Cloud, Event Registry)."""
    uri, data = opened.uri, opened.whole(LARGEST)
    if isinstance(data, Reject):
        yield data
        return
    value = _parsed(data, uri, "export it again")
    if isinstance(value, Reject):
        yield value
        return
    records = _list_in(value)
    if records is None:
        yield read_record(value, uri, "json")
    elif not records:
        yield rejected(uri, "EmptyFile", "a list without articles: export it again")
    else:
        for number, record in enumerate(records, 1):
            yield read_record(record, f"{uri}#{number}", "json")


def _list_in(value: Any) -> list[Any] | None:
    """The list of records of a JSON value, None where it is one record."""
    for _ in range(3):
        if isinstance(value, list):
            return value
        if not isinstance(value, dict):
            return None
        value = next((value[name] for name in LISTS if isinstance(value.get(name), list | dict)), None)
    return None


def read_line(line: bytes, uri: str) -> Document | Reject:
    """The article of one JSON object (UTF-8); a Reject (stage read) that says which field is missing or wrong."""
    record = _parsed(line, uri, "one whole object a line is wanted")
    if isinstance(record, Reject):
        return record
    return read_record(record, uri, "jsonl", hashlib.sha256(line.strip()).hexdigest())


def _parsed(data: bytes, uri: str, next_step: str) -> Any:
    """The value of JSON in UTF-8, or a Reject."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return rejected(uri, "InvalidEncoding", f"byte {error.start:,} is not UTF-8: save the dump as UTF-8")
    except (ValueError, RecursionError) as error:
        return rejected(uri, "InvalidJSON", f"not JSON ({str(error)[:120]}): {next_step}")


def read_record(record: Any, uri: str, source_format: str, content_hash: str = "") -> Document | Reject:
    """The article of a record by the names of its fields (in any case); a Reject (stage read) that says what is missing or wrong."""
    if not isinstance(record, dict):
        return rejected(uri, "InvalidJSON", f"a JSON {type(record).__name__}, not an object with the fields of an article")
    fields = {str(name).lower(): value for name, value in record.items()}
    text = next((t for name in FOLDED["text"] if isinstance(t := fields.get(name), str) and t.strip()), None)
    if text is None:
        named = ", ".join(sorted(map(str, record)))[:200] or "none"
        if "seendate" in fields:
            return rejected(uri, "NoBody", "an entry of a GDELT list, which has no text: fetch the page at its URL", fields=named)
        if empty := next((name for name in FOLDED["text"] if name in fields), None):
            return rejected(uri, "NoText", f"its field {empty} holds no text: export the article with its words", fields=named)
        return rejected(uri, "NoText", f"no text in any of the fields {', '.join(ALIASES['text'])}; it has {named}", fields=named)
    if NOT_TEXT.search(text):
        return rejected(uri, "BinaryFile", "the text holds NUL or half a character: export the article again")
    metadata: Values = {name: value for name in ("title", "published", "publisher") if (value := _string(fields, name))}
    if authors := _authors(fields):
        metadata["authors"] = authors
    if CUT.search(text):
        metadata["body_basis"] = "truncated"
    content_hash = content_hash or hashlib.sha256(json.dumps(record, sort_keys=True, default=str).encode()).hexdigest()
    return Document(uri, source_format, text, content_hash, _string(fields, "url"), metadata)


def _string(record: dict[str, Any], field: str) -> str | None:
    """The first alias of a field that holds words; of an object its title or name (NewsAPI's source)."""
    for name in FOLDED[field]:
        value = record.get(name)
        if isinstance(value, dict):
            value = value.get("title") or value.get("name") or value.get("uri")
        if field == "published" and isinstance(value, int):  # seconds since 1970
            value = str(value)
        if isinstance(value, str) and value.strip() and "\0" not in value:
            return value.strip()
    return None


def _authors(record: dict[str, Any]) -> list[str]:
    value = next((record[name] for name in FOLDED["authors"] if record.get(name)), None)
    if isinstance(value, str):
        value = value.removeprefix("By ").split(",")
    if not isinstance(value, list):
        return []
    names = (v.get("name") if isinstance(v, dict) else v for v in value)
    return [n.strip() for n in names if isinstance(n, str) and n.strip() and "\0" not in n]


def _skip(handle: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = handle.readline(BLOCK)
