"""``forcereview init`` and what concerns a whole workspace: its journal, its proofs, its checks."""

from __future__ import annotations

from typing import Annotated

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason


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
    typer.echo(f"a workspace: {folder}")
    if ports.settings.journal != journal:
        typer.echo(
            f"the password is not written down; the settings hold {ports.settings.journal}. "
            "Keep it in ~/.pgpass, or set PGPASSWORD."
        )
    typer.echo(f"next: cd {folder} && forcereview case import CASE.yaml")


def rebuild(
    workspace: InWorkspace = "", by: By = "", reason: Reason = "", as_json: AsJson = False
) -> None:
    """Fold the journal's entries to documents anew, after their cache was damaged or lost.

    Nothing of the journal changes. Where it no longer holds entries that it held before, this is
    how to go on without them; an entry says that you did.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.journal.rebuilding import rebuild as fold_anew

    with opened(workspace) as ports:
        done = fold_anew(ports, author(by), reason)
    if as_json:
        from forcereview.cli.showing import show_json

        lost = (
            None if done.lost is None else {"sequence": done.lost.sequence, "hash": done.lost.hash}
        )
        show_json({"entries": done.entries, "lost": lost})
        return
    typer.echo(f"{done.entries} entries folded anew")
    if done.lost is not None:
        typer.echo(
            f"the journal no longer holds entry {done.lost.sequence} as it was; "
            "an entry says that you go on without it"
        )
