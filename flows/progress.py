"""A progress bar for people who watch a run: articles, rate, and the time that is left by the bytes that are read."""

from collections.abc import Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from flows.steps import Run


def with_progress(run: Run, chunks: Iterator[int], show: bool) -> None:
    """Run through the chunks; with `show`, and on a terminal, with a bar."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.fields[articles]:,} articles"),
        BarColumn(),
        TextColumn("{task.fields[rate]:.1f}/s"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not (show and console.is_terminal)) as bar:
        job = bar.add_task("reading", total=None, articles=0, rate=0.0)
        articles = 0
        for count in chunks:
            articles += count
            seconds = bar.tasks[job].elapsed or 1.0
            bar.update(job, total=run.bytes_total or None, completed=run.bytes_read, articles=articles, rate=articles / seconds)
