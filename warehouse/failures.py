"""Runs that failed: a line each in `failures.jsonl` beside the tables, so that nothing that went wrong is silent."""

import contextlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

NAME = "failures.jsonl"
KEPT = 200  # newest failures that are kept


def note_failure(root: Path, paths: Sequence[str], error: Exception) -> None:
    """Write down that a run over `paths` failed, when and why. Where the disk takes nothing, the error itself has to do."""
    line = {
        "failed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "source": " ".join(paths)[:500],
        "error_type": type(error).__name__,
        "message": " ".join(str(error).split())[:1000],
    }
    with contextlib.suppress(OSError):
        root.mkdir(parents=True, exist_ok=True)
        with (root / NAME).open("a", encoding="utf-8") as handle:
            handle.write(json.dumps(line, ensure_ascii=False) + "\n")


def failures(root: Path) -> list[dict[str, str]]:
    """The failed runs that are written down, oldest first; a torn last line is passed over."""
    found = []
    with contextlib.suppress(OSError):
        for line in (root / NAME).read_text(encoding="utf-8", errors="replace").splitlines():
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
    return found


def forget_failures(root: Path) -> None:
    """Keep the newest KEPT."""
    known = failures(root)
    if len(known) > KEPT:
        (root / NAME).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in known[-KEPT:]), encoding="utf-8")
