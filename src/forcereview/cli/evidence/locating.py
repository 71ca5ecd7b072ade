"""``forcereview evidence``: derive, show a place, make again."""

from __future__ import annotations

import typer

app = typer.Typer(rich_markup_mode=None)
