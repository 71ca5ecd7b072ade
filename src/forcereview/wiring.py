"""Builds the adapters that a workspace's settings ask for, and hands them to ``workspace``."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from forcereview.adapters.clock import SystemClock
from forcereview.adapters.confinement import ConfinedReaders
from forcereview.adapters.journals.sqlite_journal import SqliteJournal
from forcereview.adapters.search.sqlite_index import SqliteSearchIndex
from forcereview.adapters.signing import SigningKey
from forcereview.adapters.store.blob_store import BlobStore
from forcereview.adapters.store.keyring import Keyring
from forcereview.adapters.time_stamps import TimeStampAuthority
from forcereview.errors import BadInput, Problem, cited
from forcereview.workspace.beginning import begun, take_back_settings, write_settings
from forcereview.workspace.ports import Clock, Journal, Ports, Progress, SearchIndex, Silent
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
    kept, address = _kept_journal(journal)
    settings = Settings(str(uuid4()), kept, encrypted)
    write_settings(root, settings)
    try:
        ports = _ports(root, settings, Silent(), create=True, address=address)
        begun(ports, by, reason)
    except BaseException:
        take_back_settings(root)
        raise
    return ports


def _ports(
    root: Path,
    settings: Settings,
    progress: Progress,
    *,
    create: bool = False,
    address: str = "",
) -> Ports:
    clock = SystemClock()
    return Ports(
        root,
        settings,
        _journal(root, settings, clock, create=create, address=address),
        _blobs(root, settings, create),
        ConfinedReaders(),
        clock,
        progress,
        SigningKey(root / settings.keys),
        TimeStampAuthority(settings.authority),
        _index(root, settings, address),
    )


def _blobs(root: Path, settings: Settings, create: bool) -> BlobStore:
    keyring = Keyring(root / settings.keys) if settings.encrypted else None
    if create and keyring is not None:
        keyring.begin()
    return BlobStore(root / "evidence", keyring, root / "working")


def _kept_journal(journal: str) -> tuple[str, str]:
    """What the settings keep of what a person wrote as the journal, and the whole of it."""
    if journal == "sqlite":
        return journal, ""
    if not journal.startswith(("postgresql://", "postgres://")):
        raise BadInput(
            Problem(
                f"{cited(journal)} is no journal",
                "write sqlite, or postgresql://user@host/database",
            )
        )
    from forcereview.adapters.journals.database_address import without_password

    return without_password(journal), journal


def _journal(
    root: Path, settings: Settings, clock: Clock, *, create: bool = False, address: str = ""
) -> Journal:
    """``address`` is the database's as the person wrote it, with a password perhaps."""
    if settings.journal == "sqlite":
        return SqliteJournal(root / "journal.sqlite", clock, create=create)
    try:
        from forcereview.adapters.journals.postgres_journal import PostgresJournal
    except ImportError as error:
        raise BadInput(
            Problem(
                f"the journal is in PostgreSQL, whose driver isn't installed ({error})",
                "pip install 'forcereview[postgres]'",
            )
        ) from None

    return PostgresJournal(address or settings.journal, settings.id, clock, create=create)


def _index(root: Path, settings: Settings, address: str) -> SearchIndex:
    if settings.journal == "sqlite":
        return SqliteSearchIndex(root / "cache" / "search.sqlite")
    from forcereview.adapters.search.postgres_index import PostgresSearchIndex

    return PostgresSearchIndex(address or settings.journal, settings.id)
