"""Who acts, and in which workspace: what every writing command shares."""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forcereview.workspace.ports import Ports


def author(by: str) -> str:
    """The person named with ``--by``, else in FORCEREVIEW_BY, else the name of the login."""
    return by or os.environ.get("FORCEREVIEW_BY", "") or _login()


@contextmanager
def opened(workspace: str) -> Iterator[Ports]:
    """The workspace named with ``--workspace``, in FORCEREVIEW_WORKSPACE, or found from the current
    folder up; closed again afterwards. Long work in it draws its progress.

    Raises:
        BadInput: there is none.
    """
    from forcereview.cli.progress import Drawn
    from forcereview.wiring import open_workspace

    with Drawn() as progress:
        folder = workspace or os.environ.get("FORCEREVIEW_WORKSPACE", "")
        ports = open_workspace(folder, progress)
        told = _tell_hindrance(ports)
        try:
            yield ports
        finally:
            _tell_hindrance(ports, told)
            ports.close()


def _tell_hindrance(ports: Ports, told: str = "") -> str:
    """Say on standard error why the workspace can only be read, unless that was said."""
    import typer

    why = ports.journal.hindrance
    if why and why != told:
        typer.echo(f"for reading only: {why}", err=True)
    return why


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
