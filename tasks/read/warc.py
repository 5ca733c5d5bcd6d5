"""WARC files of crawls: an article per page (needs the extra: pip install newsledger[warc])."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from schemas.records import Document, Reject, Values
from tasks.read.html import read_html
from tasks.read.source import Bomb, Opened, rejected


def read_warc(opened: Opened) -> Iterator[Document | Reject]:
    """A Document per HTML response; a Reject for a page without an article, a broken record, and each other type of response at the end."""
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        yield rejected(opened.uri, "MissingExtra", "reading WARC needs warcio: pip install 'newsledger[warc]'")
        return
    uri, stream, max_bytes = opened.uri, opened.stream, opened.max_bytes
    others: Counter[str] = Counter()
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(_AsItComes(stream), arc2warc=True), 1):
            if record.rec_type != "response" or record.http_headers is None:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI")
            status = record.http_headers.get_statuscode() or ""
            kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
            where = f"{uri}#{number}"
            if not status.startswith("2") or kind not in ("text/html", "application/xhtml+xml"):
                others[f"{kind or 'an unknown type'} with status {status}"] += 1
                continue
            data = record.content_stream().read(max_bytes + 1)
            if len(data) > max_bytes:
                yield rejected(where, "TooLarge", f"a page of more than {max_bytes:,} bytes: raise NEWSLEDGER_MAX_BYTES")
                continue
            yield read_html(where, data, url, _fetched(record.rec_headers.get_header("WARC-Date")))
        stream.read(1)  # raises where the file is cut, which warcio takes for its end
    except Bomb:
        raise
    except Exception as error:  # noqa: BLE001 - warcio raises what it likes on broken records
        yield rejected(
            f"{uri}#{number + 1}",
            "BrokenRecord",
            f"{type(error).__name__}: {str(error)[:160]}: what follows is not read; fetch the file again",
        )
    for kind, count in sorted(others.items()):
        yield rejected(uri, "NoPage", f"{count} responses of {kind}: no pages; nothing to do", responses=count)


class _AsItComes:
    """A stream whose reads give what is there, so that what comes before a cut is not lost with it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.read = getattr(stream, "read1", stream.read)


def _fetched(stamp: str | None) -> Values:
    try:
        return {"fetched_at": datetime.fromisoformat(stamp or "").isoformat()}
    except ValueError:
        return {}
