"""``forcereview evidence``: take in, custody, derive, locate, search, seal."""

from __future__ import annotations

import typer

from forcereview.cli.evidence import custody, deriving, documents, intake, locating, sealing

app = typer.Typer(
    help="Evidence: take in, custody, derive, locate, search, seal.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for part in (intake, custody, deriving, locating, documents, sealing):
    app.add_typer(part.app)
