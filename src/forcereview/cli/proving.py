"""``forcereview verify``, checkpoints and proofs: that nothing was changed."""

from __future__ import annotations

import typer

app = typer.Typer(rich_markup_mode=None)
