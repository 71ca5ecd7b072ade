"""``forcereview init`` and what concerns a whole workspace: its journal, its proofs, its checks."""

from __future__ import annotations

from typing import Annotated

import typer

from forcereview.cli.arguments import By, Reason


def init(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="Folder to make the workspace in.")],
    journal: Annotated[
        str, typer.Option(help="sqlite, or the address of a PostgreSQL database.")
    ] = "sqlite",
    encrypted: Annotated[
        bool, typer.Option("--encrypted/--plain", help="Whether contents are encrypted at rest.")
    ] = True,
    by: By = "",
    reason: Reason = "",
) -> None:
    """Make a workspace: a folder that keeps cases and evidence and proves nothing was changed."""
    from forcereview.cli.acting import author
    from forcereview.wiring import begin_workspace

    ports = begin_workspace(folder, author(by), journal=journal, encrypted=encrypted, reason=reason)
    ports.close()
    typer.echo(f"a workspace: {folder}\nnext: cd {folder} && forcereview case import CASE.yaml")
