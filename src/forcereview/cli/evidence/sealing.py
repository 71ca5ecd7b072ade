"""``forcereview evidence``: seal, unseal and expunge, on an order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace
from forcereview.cli.evidence.intake import ItemId

if TYPE_CHECKING:
    from forcereview.workspace.evidence.sealing import Done

app = typer.Typer(rich_markup_mode=None)

_Order = Annotated[
    str, typer.Option("--reason", metavar="WHY", help="On whose order, and why. Required.")
]


@app.command("seal")
def seal_item(
    name: ItemId,
    reason: _Order = "",
    workspace: InWorkspace = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Seal an item and what was made of it: nobody can read them until they are unsealed."""
    from forcereview.workspace.evidence.sealing import seal

    _do(seal, name, workspace, by, reason, as_json)


@app.command("unseal")
def unseal_item(
    name: ItemId,
    reason: _Order = "",
    workspace: InWorkspace = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Unseal an item and what was sealed with it."""
    from forcereview.workspace.evidence.sealing import unseal

    _do(unseal, name, workspace, by, reason, as_json)


@app.command("expunge")
def expunge_item(
    name: ItemId,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do it without asking; it can't be undone.")
    ] = False,
    reason: _Order = "",
    workspace: InWorkspace = "",
    by: By = "",
    as_json: AsJson = False,
) -> None:
    """Destroy the key of an item and of what was made of it: nobody can ever read them again.

    The journal keeps that it was held: its name, its hash, and what its file said of itself.
    """
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace.evidence.sealing import expunge

    if not yes and not typer.confirm(f"Expunge {name} and all that was made of it, for good?"):
        raise BadInput(Problem("nothing was expunged", "answer y, or give --yes"))
    _do(expunge, name, workspace, by, reason, as_json)


def _do(action: Any, name: str, workspace: str, by: str, reason: str, as_json: bool) -> None:
    from forcereview.cli import showing
    from forcereview.cli.acting import author, opened

    with opened(workspace) as ports:
        done: Done = action(ports, name, author(by), reason)
    if as_json:
        showing.show_json(
            {
                "what": done.what,
                "items": [item.id for item in done.items],
                "also_in": list(done.also_in),
            }
        )
        return
    for item in done.items:
        typer.echo(f"{done.what}  {item.id}")
    for parent in done.also_in:
        typer.echo(f"note: {parent} holds it, or part of it, and is as it was")
