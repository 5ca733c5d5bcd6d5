"""What the command line prints: rows as a table, CSV or JSON lines, and where errors go."""

import csv
import json
import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

errors = Console(stderr=True, soft_wrap=True)
output = Console()


def print_scores(scores: Sequence[Any], as_json: bool) -> None:
    """Print dataclasses of one kind, a row each."""
    rows = [asdict(s) for s in scores]
    print_rows(list(rows[0]), [tuple(row.values()) for row in rows], "json" if as_json else "table")


def print_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], style: str) -> None:
    """Print rows as a `table`, as `csv` or as `json`, one object a line."""
    if style == "json":
        for row in rows:
            sys.stdout.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + os.linesep)
        return
    if style == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        writer.writerows(rows)
        return
    if len(names) * 8 > output.width:  # too many columns to stand side by side
        for number, row in enumerate(rows, 1):
            output.rule(f"row {number}", align="left")
            for name, value in zip(names, row, strict=True):
                output.print(f"{name}: {'' if value is None else _cell(value)}", markup=False, highlight=False, soft_wrap=True)
        return
    table = Table(*[Column(Text(str(n))) for n in names], show_lines=False)
    for row in rows:
        table.add_row(*["" if value is None else _cell(value) for value in row])
    output.print(table)


def _cell(value: Any) -> Any:
    return Text(", ".join(map(str, value)) if isinstance(value, list) else str(value))
