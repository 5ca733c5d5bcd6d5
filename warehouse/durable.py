"""Writes that survive a crash: a file is complete under its final name, or not there."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import Locked


def sync_file(path: Path) -> None:
    """Force a file's content to disk."""
    with path.open("rb") as handle:
        os.fsync(handle.fileno())


def sync_folder(path: Path) -> None:
    """Force the names in a folder to disk; without it a rename can be lost."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_text(path: Path, text: str) -> None:
    """Write `text` under `path` in one atomic step: readers see the old file or the new one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with draft.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    os.replace(draft, path)
    sync_folder(path.parent)


def replace_link(path: Path, target: str) -> None:
    """Point the symbolic link `path` at `target` in one atomic step."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    draft.unlink(missing_ok=True)
    os.symlink(target, draft)
    os.replace(draft, path)
    sync_folder(path.parent)


@contextmanager
def exclusive(path: Path, *, wait: float = 900.0, owner: Path | None = None) -> Iterator[None]:
    """Hold an advisory lock on `path` (`flock`, released by the kernel when its process dies).

    Waits up to `wait` seconds, then raises Locked about `owner`.
    """
    with path.open("a") as handle:
        deadline = time.monotonic() + wait
        while not _try_lock(handle.fileno()):
            if time.monotonic() > deadline:
                raise Locked(owner or path, wait)
            time.sleep(0.02)
        yield


def is_locked(path: Path) -> bool:
    """True when another process (or handle) holds the lock on `path`."""
    with path.open("a") as handle:
        return not _try_lock(handle.fileno())


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
