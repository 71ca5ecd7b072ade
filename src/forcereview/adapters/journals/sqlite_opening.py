"""Make and open a journal's SQLite file: for writing where that is allowed, else for reading."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from forcereview.adapters.journals.journal_tables import FORM
from forcereview.errors import BadInput, Place, Problem, Refused

#: pages have this size in every journal, so that a damaged one can be read without its header
PAGE_SIZE = 4096
#: after so many pages is the log written back to the file; a transaction writes about five
_LOG_PAGES = 4_000
#: so long does one who wants to write wait for others, in seconds
_PATIENCE_S = 60.0
#: errors of a place that has no room even for what SQLite needs to read
_NO_ROOM = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}

#: the journal alone, and what refuses to change it
ENTRIES = """
CREATE TABLE entries (
    sequence INTEGER PRIMARY KEY, hash BLOB NOT NULL, raw BLOB NOT NULL) STRICT;
"""
CACHES = """
CREATE TABLE IF NOT EXISTS changed (
    document TEXT NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (document, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents_head (
    one INTEGER PRIMARY KEY CHECK (one = 1), sequence INTEGER NOT NULL, hash BLOB NOT NULL) STRICT;
"""
_CACHED = {"changed", "documents", "documents_head"}
_KEEPERS = """
CREATE TRIGGER entries_are_not_changed BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of the journal are never changed'); END;
CREATE TRIGGER entries_are_not_deleted BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries of the journal are never deleted'); END;
CREATE TRIGGER entries_follow_each_other BEFORE INSERT ON entries
WHEN NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM entries), 0)
BEGIN SELECT RAISE(ABORT, 'entries of the journal follow each other'); END;
"""


def _nothing() -> None:
    """Nothing to let go of."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection, why nothing can be written through it ("" if it can), what to call after it
    is closed."""

    connection: sqlite3.Connection
    hindrance: str = ""
    release: Callable[[], object] = _nothing


def create_file(path: Path) -> None:
    """Make the file of a new journal.

    Raises:
        BadInput: one is there already, or the file can't be made.
    """
    if path.exists() and path.stat().st_size:
        if _has_no_entries(path):
            return
        raise BadInput(
            Problem("a journal is here already", "choose another folder", Place(str(path)))
        )
    try:
        database = _connected(path, "rwc")
        database.executescript(
            f"PRAGMA page_size={PAGE_SIZE}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            f"BEGIN; {ENTRIES} {CACHES} {_KEEPERS} PRAGMA user_version={FORM}; COMMIT;"
        )
        database.close()
    except sqlite3.Error as error:
        raise BadInput(
            Problem(f"the journal can't be made ({error})", "", Place(str(path)))
        ) from error


def _has_no_entries(path: Path) -> bool:
    """Whether this is a journal that was made and never begun."""
    try:
        database = _connected(path, "rw")
        (count,) = database.execute("SELECT count(*) FROM entries").fetchone()
        database.close()
    except (sqlite3.Error, UnicodeDecodeError):
        return False
    return not count


def open_file(path: Path) -> Opened:
    """Open the file of a journal.

    Raises:
        BadInput: it isn't there, or of a form that this software doesn't know.
        Refused: it may not be read.
        sqlite3.DatabaseError, UnicodeDecodeError: it is damaged.
    """
    _look(path)
    opened = _open(path)
    try:
        _check_form(opened.connection, path, caches_too=not opened.hindrance)
    except BaseException:
        opened.connection.close()
        opened.release()
        raise
    return opened


def _look(path: Path) -> None:
    try:
        with path.open("rb") as file:
            empty = not file.read(1)
    except FileNotFoundError:
        raise BadInput(
            Problem(
                "the workspace's journal is missing",
                "put back a copy; if it was never begun, remove its settings (forcereview.toml) "
                "and make it anew",
                Place(str(path)),
            )
        ) from None
    except OSError as error:
        raise Refused(
            Problem(
                f"the journal can't be read ({error.strerror})",
                "ask for the right to read it",
                Place(str(path)),
            )
        ) from None
    if empty:
        raise BadInput(
            Problem("the workspace's journal is empty", "put back a copy of it", Place(str(path)))
        )


def _open(path: Path) -> Opened:
    for each in (path, path.parent):
        if not os.access(each, os.W_OK):
            return _open_to_read(path, f"{each} is read-only for you")
    try:
        return _open_to_write(path)
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM:
            raise
        return _open_to_read(path, f"{path.parent} can't be written ({error})")


def _open_to_write(path: Path) -> Opened:
    database = _connected(path, "rw")
    try:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute("PRAGMA secure_delete=ON")
        database.execute(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")
    except BaseException:
        database.close()
        raise
    return Opened(database)


def _open_to_read(path: Path, why: str) -> Opened:
    """What was written last may still lie in the file beside it, which SQLite only reads where it
    may write, or where a writer is at work; else both are read from a copy."""
    beside = path.with_name(path.name + "-wal")
    if not beside.exists() or not beside.stat().st_size:
        return Opened(_connected(path, "ro&immutable=1"), why)
    database = _connected(path, "ro")
    try:
        database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return Opened(database, why)
    except sqlite3.OperationalError:
        database.close()
    copies = TemporaryDirectory(prefix="forcereview-")
    for each in (path, beside):
        shutil.copyfile(each, Path(copies.name) / each.name)
    return Opened(_connected(Path(copies.name) / path.name, "rw"), why, copies.cleanup)


def _check_form(database: sqlite3.Connection, path: Path, *, caches_too: bool) -> None:
    (form,) = database.execute("PRAGMA user_version").fetchone()
    if form != FORM:
        raise BadInput(
            Problem(
                f"the journal is of form {form}; this forcereview reads form {FORM}",
                "use the forcereview that wrote it, or a newer one; "
                "if none did, the file is damaged or another program's",
                Place(str(path)),
            )
        )
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    if caches_too and "entries" in tables and _CACHED - tables:
        database.executescript(f"BEGIN; {CACHES} DELETE FROM documents_head; COMMIT;")
    database.execute("SELECT sequence, hash FROM entries LIMIT 1").fetchall()


def _connected(path: Path, mode: str) -> sqlite3.Connection:
    database = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=_PATIENCE_S,
    )
    database.text_factory = _exactly
    return database


def _exactly(text: bytes) -> str:
    return text.decode("utf-8")
