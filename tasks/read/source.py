"""What lies under a path: a file, or each member of an archive, opened as a stream that stays within limits."""

import gzip
import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Protocol, cast

from schemas.records import Document, Reject, Values

GZIP, ZIP, TAR = b"\x1f\x8b", b"PK\x03\x04", b"ustar"
PEEK = 8192  # bytes that a format is told by
INFLATED, RATIO = 100_000_000, 100  # what unpacks to more than both (bytes; times its packed size) is a bomb
MEMBERS = 1_000_000
DAMAGED = (EOFError, zlib.error, zipfile.BadZipFile, tarfile.TarError, gzip.BadGzipFile, ValueError, NotImplementedError, RuntimeError)


class Bomb(ValueError):
    """Packed data that unpacks to far more than news does."""


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read. `name` tells its suffix, `open` gives its bytes from the start, `path` is set where it is a file of its own."""

    uri: str
    name: str
    packed: int  # bytes
    open: Callable[[], BinaryIO]
    path: Path | None = None

    @property
    def suffix(self) -> str:
        """The suffix of the name in lower case, that of gzip left out."""
        name = self.name.lower().removesuffix(".gz")
        return PurePosixPath(name).suffix


@dataclass(frozen=True, slots=True)
class Opened:
    """A source with its unpacked bytes, as a reader gets it. No more than `max_bytes` of one article are to be held.

    `path` is set where the bytes are those of a file, which can be read from any place; `stated` is what was noted when it was fetched.
    """

    uri: str
    stream: "io.BufferedReader[Any]"
    max_bytes: int
    path: Path | None = None
    stated: Values = field(default_factory=dict)

    def whole(self, limit: int | None = None) -> bytes | Reject:
        """All its bytes; a Reject where there are more than `limit` (default: `max_bytes`)."""
        limit = limit or self.max_bytes
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            return rejected(
                self.uri, "TooLarge", f"more than the limit of {limit:,} bytes: split it, or raise NEWSLEDGER_MAX_BYTES", limit=limit
            )
        return data


class Reader(Protocol):
    """The reader of a format: Documents in the order of the source, and a Reject for each thing in it that is no article.

    It may raise one of DAMAGED, Bomb or OSError where the bytes break off; what it gave before stays.
    """

    def __call__(self, opened: Opened, /) -> Iterator[Document | Reject]: ...


class Bounded(io.RawIOBase):
    """A stream of unpacked bytes that raises Bomb when there are far too many for what they were packed in."""

    def __init__(self, stream: BinaryIO, packed: int) -> None:
        self._read = getattr(stream, "read1", stream.read)  # what comes before a cut is given, not lost with it
        self._left = max(INFLATED, RATIO * packed)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        data = self._read(len(buffer))
        buffer[: len(data)] = data
        self._left -= len(data)
        if self._left < 0:
            raise Bomb(f"it unpacks to more than {RATIO} times its size")
        return len(data)


def rejected(uri: str, error_type: str, message: str, **record: object) -> Reject:
    """A Reject of the stage read; `message` says what is wrong and what to do."""
    return Reject(uri, "read", error_type, f"{uri}: {message}", dict(record))


def unreadable(uri: str, error: OSError) -> Reject:
    """A Reject for what the system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return rejected(uri, "Vanished", "the file was gone when it was to be read: run the command again if it is back")
    return rejected(uri, "Unreadable", f"{os.strerror(error.errno or 0)}: check the permissions and the disk")


def printable(path: str) -> str:
    """A path as text that can be stored: bytes of a file name that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def sources_of(path: Path) -> Iterator[Source | Reject]:
    """The sources of a file: itself, or the members of a zip or tar archive (told by content), in their order."""
    uri = printable(path.as_posix())
    try:
        if path.exists() and not path.is_file():
            yield rejected(uri, "NotAFile", "not a regular file: name files or folders of articles")
            return
        with path.open("rb") as handle:
            head = handle.read(512)
        if head.startswith(ZIP):
            yield from _zipped(path, uri)
        elif head[257:262] == TAR or (head.startswith(GZIP) and _is_tar(path)):
            yield from _tarred(path, uri)
        else:
            yield Source(uri, path.name, path.stat().st_size, lambda: path.open("rb"), path)
    except OSError as error:
        yield unreadable(uri, error)
    except (*DAMAGED, Bomb) as error:
        yield damaged(uri, error)


def damaged(uri: str, error: Exception) -> Reject:
    """A Reject for packed data that is cut or broken, or a bomb; what was read before stays."""
    if isinstance(error, Bomb):
        return rejected(uri, "Bomb", f"{error}: check where it comes from; unpack it yourself if it is news")
    detail = " ".join(str(error).split())[:160]
    return rejected(uri, "Damaged", f"cut or broken ({detail}): what comes before is read; fetch it again")


@contextmanager
def unpacked(source: Source) -> "Iterator[io.BufferedReader[Any]]":
    """The bytes of a source, unpacked where they are gzip."""
    with ExitStack() as stack:
        raw = stack.enter_context(source.open())
        stream: io.BufferedReader[Any] = stack.enter_context(io.BufferedReader(cast(io.RawIOBase, raw)))
        if stream.peek(2)[:2] == GZIP:
            inflated = stack.enter_context(gzip.GzipFile(fileobj=stream))
            stream = stack.enter_context(io.BufferedReader(Bounded(cast(BinaryIO, inflated), source.packed)))
        yield stream


def _is_tar(path: Path) -> bool:
    try:
        with gzip.open(path) as handle:
            return handle.read(512)[257:262] == TAR
    except (OSError, EOFError):
        return False  # reading says what is wrong


def _zipped(path: Path, uri: str) -> Iterator[Source | Reject]:
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
        if len(infos) > MEMBERS:
            raise Bomb(f"it has {len(infos):,} members")
        for info in infos:
            if not info.is_dir():
                member = f"{uri}!{printable(info.filename)}"

                def opened(info: zipfile.ZipInfo = info) -> BinaryIO:
                    return _bounded(archive.open(info), info.compress_size)

                yield _member(member, info.filename, info.compress_size, opened)


def _tarred(path: Path, uri: str) -> Iterator[Source | Reject]:
    packed = path.stat().st_size
    with path.open("rb") as handle:
        packing = handle.read(2) == GZIP
        handle.seek(0)
        with ExitStack() as stack:
            inflated = stack.enter_context(gzip.GzipFile(fileobj=handle)) if packing else handle
            unzipped = stack.enter_context(Bounded(cast(BinaryIO, inflated), packed))
            archive = stack.enter_context(tarfile.open(fileobj=cast(BinaryIO, unzipped), mode="r|"))
            for info in archive:
                member = f"{uri}!{printable(info.name)}"
                if info.isdir():
                    continue
                if not info.isfile():
                    yield rejected(member, "NotAFile", "a link or device in an archive is not followed: pack the file itself")
                    continue
                content = archive.extractfile(info)
                if content is not None:
                    yield _member(member, info.name, info.size, partial(_bounded, content, info.size))


def _bounded(stream: Any, packed: int) -> BinaryIO:
    return cast(BinaryIO, Bounded(stream, packed))


def _member(uri: str, name: str, packed: int, opened: Callable[[], BinaryIO]) -> Source | Reject:
    parts = PurePosixPath(name.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or name[1:2] == ":":
        return rejected(uri, "UnsafePath", "its path climbs out of the archive: it is not read; pack the archive anew with plain paths")
    return Source(uri, parts.name, packed, opened)
