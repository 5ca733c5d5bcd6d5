"""From paths to Documents: what lies under a path, and its decoded text. Nothing is dropped without a Reject."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from schemas.records import Document, Reject
from tasks.read import records

SUFFIXES = frozenset({".txt", ".text", ".md", ""})
LONGEST_LINE = 1_000_000  # characters
CHECK = "open it, and save it as UTF-8 text"


class Part(NamedTuple):
    """What is read at a time: a file, or so many `lines` of a dump from the byte `start`, line number `first`."""

    path: Path
    start: int = 0
    first: int = 1
    lines: int = 1


class NothingToRead(ValueError):
    """No path that was given leads to an input."""


def check_paths(paths: Sequence[str]) -> None:
    """Raise NothingToRead when no path exists: a batch of nothing but typing errors is not worth landing."""
    missing = [p for p in paths if not Path(p).exists()]
    if len(missing) == len(paths):
        raise NothingToRead(f"no such file or folder: {', '.join(missing) or '(none given)'}. Name the files or folders to ingest")


def discover(paths: Sequence[str]) -> Iterator[Path | Reject]:
    """Files under the paths, folders searched in name order; a Reject for each path that is missing or leads to no text file.

    Hidden files are passed over; so is SOURCES.md, which describes a folder.
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            files = sorted(
                p
                for p in path.rglob("*")
                if (p.is_file() or (p.is_symlink() and not p.exists()))
                and not any(part.startswith(".") for part in p.relative_to(path).parts)
            )
            files = [p for p in files if p.name not in ("SOURCES.md", "README.md")]
            if not files:
                yield _reject(printable(given), "EmptyFolder", "the folder holds no files: name a folder with .txt or .jsonl files")
            yield from files
        elif path.exists():
            yield path
        else:
            yield _reject(printable(given), "MissingPath", "no such file or folder: check the path")


def printable(path: str) -> str:
    """A path as text that can be stored: bytes of a file name that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def parts_of(path: Path, size: int) -> Iterator[Part]:
    """A file as parts of up to `size` articles: a dump is cut at lines, any other file is one article."""
    if path.suffix.lower() in records.SUFFIXES and path.is_file():
        try:
            starts = records.line_starts(path, size)
        except OSError:
            starts = [0]  # reading says what is wrong
        for number, start in enumerate(starts):
            yield Part(path, start, number * size + 1, size)
    else:
        yield Part(path)


def read_part(part: Part, max_bytes: int = 10_000_000) -> Iterator[Document | Reject]:
    """The articles of a part; a Reject (stage read) for what is none."""
    uri = printable(part.path.as_posix())
    if part.path.suffix.lower() not in records.SUFFIXES or not part.path.is_file():
        yield read_document(part.path, max_bytes)
        return
    met = False
    try:
        for result in records.read_lines(part.path, uri, part.start, part.first, part.lines, max_bytes):
            met = True
            yield result
    except OSError as error:
        met = True
        yield _unreadable(uri, error)
    if not met and part.start == 0:
        yield _reject(uri, "EmptyFile", "the file holds no line: export it again")


def read_document(path: Path, max_bytes: int = 10_000_000) -> Document | Reject:
    """The text of a file, decoded as UTF-8 and otherwise unchanged; a Reject (stage read) when it is no readable text."""
    uri = printable(path.as_posix())
    if path.suffix.lower() not in SUFFIXES | records.SUFFIXES:
        return _reject(
            uri, "UnknownFormat", f"{path.suffix} files are not read yet: convert it to plain text (.txt) or JSON Lines (.jsonl)"
        )
    try:
        if not path.is_file():
            return _reject(
                uri,
                "NotAFile" if path.exists() else "Vanished",
                "not a regular file, or gone since the folder was listed: run the command again",
            )
        size = path.stat().st_size
        if size > max_bytes:
            return _reject(
                uri,
                "TooLarge",
                f"{size:,} bytes, more than the limit of {max_bytes:,}: split it, or raise NEWSLEDGER_MAX_BYTES",
                bytes=size,
            )
        with path.open("rb") as handle:
            data = handle.read(max_bytes + 1)
    except FileNotFoundError:
        return _reject(uri, "Vanished", "the file was gone when it was to be read: run the command again if it is back")
    except OSError as error:
        return _unreadable(uri, error)
    return decode(uri, data)


def decode(uri: str, data: bytes) -> Document | Reject:
    """A Document of UTF-8 bytes; a Reject for what is empty, binary, in another encoding, or has a line beyond all prose."""
    if not data.strip():
        return _reject(uri, "EmptyFile", "the file is empty: remove it, or fetch the article again")
    if b"\0" in data:
        return _reject(uri, "BinaryFile", f"NUL bytes at offset {data.index(0):,}: this is no UTF-8 text; {CHECK}", bytes=len(data))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _reject(
            uri,
            "InvalidEncoding",
            f"byte {error.start:,} is not UTF-8: {CHECK} (iconv -f WINDOWS-1252 -t UTF-8)",
            bytes=len(data),
            offset=error.start,
        )
    longest = max(map(len, text.splitlines()), default=0)
    if longest > LONGEST_LINE:
        return _reject(uri, "LineTooLong", f"a line of {longest:,} characters: no article has one; check the file", characters=longest)
    return Document(uri, "text", text, hashlib.sha256(data).hexdigest())


def _unreadable(uri: str, error: OSError) -> Reject:
    return _reject(uri, "Unreadable", f"{os.strerror(error.errno or 0)}: check the permissions and the disk")


def _reject(uri: str, error_type: str, message: str, **record: object) -> Reject:
    return Reject(uri, "read", error_type, f"{uri}: {message}", dict(record))
