"""A progress bar over chunks of files, for people who watch a run."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from tasks.read import Part


def with_progress(chunks: Sequence[list[Part]], show: bool) -> Iterator[list[Part]]:
    """The chunks in order; with `show`, and on a terminal, a bar that counts inputs and the time that is left."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not (show and console.is_terminal)) as bar:
        job = bar.add_task("inputs", total=sum(part.lines for chunk in chunks for part in chunk))
        for chunk in chunks:
            yield chunk
            bar.advance(job, sum(part.lines for part in chunk))
