"""Print for people: plain text that also reads well without colour, and JSON for programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

import typer


def show_json(data: Any) -> None:
    """Print data as JSON, non-ASCII letters as they are."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def width() -> int:
    """Columns to write in: the terminal's, between 60 and 120."""
    return max(60, min(120, shutil.get_terminal_size((100, 24)).columns))


def paragraph(text: str, indent: int = 0) -> None:
    """Print a paragraph, wrapped; an indented one hangs by two more."""
    space = " " * indent
    hanging = space + "  " if indent else space
    for line in wrap(text, width(), initial_indent=space, subsequent_indent=hanging) or [""]:
        typer.echo(line)


def heading(text: str) -> None:
    """Print a heading."""
    typer.echo("")
    typer.secho(text, bold=True)


def table(rows: Iterable[Sequence[str]], header: Sequence[str]) -> None:
    """Print a table; rich draws it, so that long cells wrap."""
    from rich.console import Console
    from rich.table import Table

    drawn = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in header:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*map(_plain, row))
    Console(width=width(), highlight=False, markup=False).print(drawn)


def _plain(cell: str) -> str:
    return str(cell)
