"""``forcereview log``, history, diff and undo: who said what when."""

from __future__ import annotations

import typer

app = typer.Typer(rich_markup_mode=None)
