"""``forcereview evidence``: take in, list, seal and expunge."""

from __future__ import annotations

import typer

app = typer.Typer(rich_markup_mode=None)
