"""Plain text: decoded as UTF-8 and otherwise untouched."""

import hashlib
from collections.abc import Iterator

from schemas.records import Document, Reject
from tasks.read.source import Opened, rejected

SUFFIXES = frozenset({".txt", ".text", ".md", ""})
LONGEST_LINE = 1_000_000  # characters
CHECK = "open it, and save it as UTF-8 text"


def read_file(opened: Opened) -> Iterator[Document | Reject]:
    """The article of a file."""
    data = opened.whole()
    yield data if isinstance(data, Reject) else read_text(opened.uri, data)


def read_text(uri: str, data: bytes) -> Document | Reject:
    """A Document of UTF-8 bytes; a Reject for what is empty, binary, in another encoding, or has a line beyond all prose."""
    if not data.strip():
        return rejected(uri, "EmptyFile", "the file is empty: remove it, or fetch the article again")
    if b"\0" in data:
        return rejected(uri, "BinaryFile", f"NUL bytes at offset {data.index(0):,}: this is no UTF-8 text; {CHECK}", bytes=len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return rejected(
            uri,
            "InvalidEncoding",
            f"byte {error.start:,} is not UTF-8: {CHECK} (iconv -f WINDOWS-1252 -t UTF-8)",
            bytes=len(data),
            offset=error.start,
        )
    longest = max(map(len, text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        return rejected(uri, "LineTooLong", f"a line of {longest:,} characters: no article has one; check the file", characters=longest)
    return Document(uri, "text", text, hashlib.sha256(data).hexdigest())
