"""``forcereview evidence``: the commands of this group."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="Evidence: add, custody, locators, documents, sealing.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def _group() -> None:
    """Nothing to do before a command."""
