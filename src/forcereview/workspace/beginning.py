"""Begin a workspace: its folder, its settings, and the journal's first entry."""

from __future__ import annotations

from pathlib import Path

from forcereview.errors import BadInput, Place, Problem
from forcereview.journal import ABSENT, Change
from forcereview.workspace.acting import acting
from forcereview.workspace.ports import Ports
from forcereview.workspace.reporting import write_bytes
from forcereview.workspace.settings import FILE, Settings, settings_text


def write_settings(root: Path, settings: Settings) -> None:
    """Write the settings of a new workspace, never over those of another.

    Raises:
        BadInput: a workspace is there already, or the folder can't be written.
    """
    if (root / FILE).exists():
        raise BadInput(
            Problem(
                "a workspace is here already",
                f"use it, or choose another folder; its settings are in {FILE}",
                Place(str(root)),
            )
        )
    write_bytes(root / FILE, settings_text(settings).encode())


def begun(ports: Ports, by: str, reason: str = "") -> None:
    """Write the first entry: the workspace begins.

    Raises:
        BadInput: nobody is named as the author.
    """
    document = {"id": ports.settings.id, "encrypted": ports.settings.encrypted}
    with acting(ports, by, reason) as work:
        work.write("workspace.begin", (Change("workspace/settings", (), ABSENT, document),))
