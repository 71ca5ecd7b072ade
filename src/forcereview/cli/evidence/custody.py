"""``forcereview evidence``: who held an item, and when."""

from __future__ import annotations

import typer

app = typer.Typer(rich_markup_mode=None)
