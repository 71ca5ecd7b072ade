"""Builds the adapters that a workspace's settings ask for, and hands them to ``workspace``."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from forcereview.adapters.blob_store import BlobStore
from forcereview.adapters.clock import SystemClock
from forcereview.adapters.confinement import ConfinedReaders
from forcereview.adapters.sqlite_journal import SqliteJournal
from forcereview.workspace.beginning import begun, write_settings
from forcereview.workspace.ports import Clock, Journal, Ports, Progress, Silent
from forcereview.workspace.settings import Settings, find_workspace, read_settings


def open_workspace(folder: Path | str = "", progress: Progress | None = None) -> Ports:
    """Open the workspace in a folder; without one, the nearest from the current folder up.

    Raises:
        BadInput: there is none, or its settings or its journal can't be read.
    """
    here = Path(folder) if folder else find_workspace(Path.cwd()) or Path.cwd()
    settings = read_settings(here)
    return _ports(here, settings, progress or Silent())


def begin_workspace(
    folder: Path | str,
    by: str,
    *,
    journal: str = "sqlite",
    encrypted: bool = True,
    reason: str = "",
) -> Ports:
    """Make a workspace in a folder and open it.

    Raises:
        BadInput: a workspace is there already, the folder can't be written, or nobody is named.
    """
    root = Path(folder)
    settings = Settings(str(uuid4()), journal, encrypted)
    write_settings(root, settings)
    ports = _ports(root, settings, Silent(), create=True)
    begun(ports, by, reason)
    return ports


def _ports(root: Path, settings: Settings, progress: Progress, *, create: bool = False) -> Ports:
    clock = SystemClock()
    return Ports(
        root,
        settings,
        _journal(root, settings, clock, create),
        BlobStore(root / "evidence"),
        ConfinedReaders(),
        clock,
        progress,
    )


def _journal(root: Path, settings: Settings, clock: Clock, create: bool) -> Journal:
    return SqliteJournal(root / "journal.sqlite", clock, create=create)
