"""A progress bar over chunks of files, for people who watch a run."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


def with_progress(chunks: Sequence[list[Path]], show: bool) -> Iterator[list[Path]]:
    """The chunks in order; with `show`, and on a terminal, a bar that counts files and the time that is left."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not (show and console.is_terminal)) as bar:
        job = bar.add_task("files", total=sum(map(len, chunks)))
        for chunk in chunks:
            yield chunk
            bar.advance(job, len(chunk))
