"""Begin a workspace: its folder, its settings, and the journal's first entry."""

from __future__ import annotations

from pathlib import Path

from forcereview.errors import BadInput, Place, Problem
from forcereview.journal import ABSENT, Change
from forcereview.journal.checkpoints import Key, key_document, origin_of
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


def take_back_settings(root: Path) -> None:
    """Remove the settings of a workspace that could not begin, so that it can be begun again."""
    (root / FILE).unlink(missing_ok=True)


def begun(ports: Ports, by: str, reason: str = "") -> None:
    """Write the first entry: the workspace begins, with the key that signs its checkpoints.

    Raises:
        BadInput: nobody is named as the author.
        Refused: the key can't be written.
    """
    document = {"id": ports.settings.id, "encrypted": ports.settings.encrypted}
    with acting(ports, by, reason) as work:
        key = Key(origin_of(ports.settings.id), ports.signer.public() or ports.signer.make())
        work.write(
            "workspace.begin",
            (
                Change("workspace/settings", (), ABSENT, document),
                Change(f"key/{key.id.hex()}", (), ABSENT, key_document(key)),
            ),
        )
