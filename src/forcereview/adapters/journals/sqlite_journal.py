"""The journal in a SQLite file: WAL, synchronous=FULL, one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from forcereview.adapters.journals.document_caches import Row
from forcereview.adapters.journals.journal_tables import JournalTables
from forcereview.adapters.journals.sqlite_opening import Opened, create_file, open_file
from forcereview.adapters.journals.sqlite_salvage import Salvage, salvage
from forcereview.errors import BadInput, Place, Problem, Refused
from forcereview.workspace.ports import Clock

#: errors of the file's medium that damage brings about
_OF_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_IOERR_CORRUPTFS,
        sqlite3.SQLITE_IOERR_READ,
        sqlite3.SQLITE_IOERR_SHORT_READ,
    }
)
#: errors that come from the system or from other users of the file; any other means damage
_NOT_DAMAGE = frozenset(
    {
        sqlite3.SQLITE_AUTH,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_READONLY,
    }
)


class SqliteJournal(JournalTables):
    """The journal of a workspace in one SQLite file.

    A file that can't be written is opened for reading. Of a damaged one, what can still be read is,
    from a copy; nothing is written to it any more.
    """

    def __init__(self, path: Path, clock: Clock, *, create: bool = False) -> None:
        super().__init__(SqliteDatabase(path, create=create), clock)


class SqliteDatabase:
    """A SQLite file with the journal's tables; once damage shows, what could be saved of it."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        self._salvage: Salvage | None = None
        self._examined = False
        if create:
            create_file(path)
        opened = self._opened()
        self._db = opened.connection
        self._release = opened.release
        self._hindrance = opened.hindrance

    @property
    def hindrance(self) -> str:
        """Why nothing can be written; "" if it can."""
        return self._hindrance

    @property
    def salvaged(self) -> bool:
        """Whether the file is damaged and this is what could be saved of it."""
        return self._salvage is not None

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that a statement finds."""
        try:
            return self._db.execute(statement, values).fetchall()
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not _is_damage(error) or self.salvaged:
                raise self._cannot_read(error) from error
            if self._db.in_transaction:
                raise self._cannot_write(error) from error
            self._fall_back()
        return self.rows(statement, values)

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Carry out a statement for each row of values."""
        self._db.executemany(statement, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction in which nobody else writes; on disk when it has ended."""
        if self._hindrance:
            raise Refused(
                Problem(
                    f"nothing can be written to the journal: {self._hindrance}",
                    "work where it can be written, or put back a whole copy",
                    Place(str(self._path)),
                )
            )
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                with suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self._cannot_write(error) from error
            raise

    def examine(self) -> None:
        """Go through the whole file; if it is damaged, read what can be saved of it from here on,
        since writing to it might damage it further."""
        if self._examined or self.salvaged:
            return
        self._examined = True
        if self.rows("PRAGMA quick_check(1)") != [("ok",)]:
            self._fall_back()

    def lost(self, after: int, upto: int) -> Problem | None:
        """Which of these entries can't be read."""
        words = self._salvage.lost_between(after, upto) if self._salvage else ""
        if not words:
            return None
        return Problem(
            f"the file is damaged: {words}",
            "put back a whole copy, if there is one; forcereview verify says more",
            Place(str(self._path)),
        )

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()
        self._release()
        if self._salvage is not None:
            self._salvage.close()

    def _opened(self) -> Opened:
        try:
            return open_file(self._path)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if not _is_damage(error):
                raise self._cannot_read(error) from error
        self._salvage = self._salvaged()
        return Opened(self._salvage.connection, self._salvage.summary)

    def _fall_back(self) -> None:
        """From here on, read what can be saved of the file instead of the file."""
        self._salvage = self._salvaged()
        self._db.close()
        self._db = self._salvage.connection
        self._hindrance = self._salvage.summary

    def _salvaged(self) -> Salvage:
        found = salvage(self._path)
        if found is None:
            raise BadInput(
                Problem(
                    "this is no journal of forcereview, or so damaged that no entry of it is left",
                    "put back a copy of it",
                    Place(str(self._path)),
                )
            )
        return found

    def _cannot_read(self, error: Exception) -> Refused:
        return Refused(
            Problem(
                f"the journal can't be read ({error})",
                "see whether others hold it, and whether you may read it; then repeat",
                Place(str(self._path)),
            )
        )

    def _cannot_write(self, error: Exception) -> Refused:
        return Refused(
            Problem(
                f"nothing could be written to the journal ({error}); it is as it was before",
                "check space and permissions, then repeat",
                Place(str(self._path)),
            )
        )


def _is_damage(error: Exception) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code in _OF_DAMAGE or code & 0xFF not in _NOT_DAMAGE
