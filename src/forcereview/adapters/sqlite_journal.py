"""The journal in a SQLite file: WAL, synchronous=FULL, one writer at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from forcereview.adapters.journal_tables import chained, documents_after, text_of
from forcereview.errors import Place, Problem, Refused
from forcereview.journal import ABSENT, FIRST, Draft, Stored, read_entry
from forcereview.journal.canonical import Json
from forcereview.workspace.ports import Clock, Head, Held, Progress, Silent

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
    sequence INTEGER PRIMARY KEY, hash BLOB NOT NULL, raw BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS changed (
    document TEXT NOT NULL, sequence INTEGER NOT NULL,
    PRIMARY KEY (document, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    name TEXT PRIMARY KEY, sequence INTEGER NOT NULL, value TEXT NOT NULL) STRICT;
"""


class SqliteJournal:
    """The journal of a workspace in one SQLite file."""

    def __init__(self, path: Path, clock: Clock, *, create: bool = False) -> None:
        self._path = path
        self._clock = clock
        mode = "rwc" if create else "rw"
        self._db = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=60
        )
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        if create:
            self._db.executescript(_TABLES)

    @property
    def writable(self) -> bool:
        """Whether entries can be appended here."""
        return True

    def append(self, drafts: Sequence[Draft]) -> tuple[Stored, ...]:
        """Write all drafts in one transaction; on disk when it returns."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
            entries = chained(drafts, self.head(), self._clock.now())
            self._keep(entries, documents_after(drafts, self._value), drafts)
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise self._cannot_write(error) from error
            raise
        return entries

    def head(self) -> Head:
        """The last entry."""
        row = self._db.execute(
            "SELECT sequence, hash, raw FROM entries ORDER BY sequence DESC LIMIT 1"
        ).fetchone()
        return (
            Head(0, FIRST, "") if row is None else Head(row[0], row[1].hex(), read_entry(row[2]).at)
        )

    def entries(self, after: int = 0, upto: int | None = None, of: str = "") -> Iterator[Stored]:
        """Entries in order; with ``of``, those that changed this document."""
        chosen = " AND sequence IN (SELECT sequence FROM changed WHERE document = ?)" if of else ""
        rows = self._db.execute(
            f"SELECT sequence, hash, raw FROM entries WHERE sequence > ? AND sequence <= ?{chosen}"
            " ORDER BY sequence",
            (after, 2**62 if upto is None else upto, *([of] if of else [])),
        )
        return (Stored(*row) for row in rows)

    def document(self, of: str) -> Held | None:
        """A document as it is now."""
        row = self._db.execute(
            "SELECT name, value, sequence FROM documents WHERE name = ?", (of,)
        ).fetchone()
        return None if row is None else Held(row[0], json.loads(row[1]), row[2])

    def documents(self, kind: str) -> Iterator[Held]:
        """All documents of a kind, by name."""
        rows = self._db.execute(
            "SELECT name, value, sequence FROM documents"
            " WHERE name >= ? AND name < ? ORDER BY name",
            (f"{kind}/", f"{kind}0"),
        )
        return (Held(name, json.loads(value), sequence) for name, value, sequence in rows)

    def names(self, kind: str) -> list[str]:
        """The names of the documents of a kind."""
        rows = self._db.execute(
            "SELECT name FROM documents WHERE name >= ? AND name < ? ORDER BY name",
            (f"{kind}/", f"{kind}0"),
        )
        return [name for (name,) in rows]

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the cached documents away and fold the entries anew."""
        told = progress or Silent()
        count = self.head().sequence
        told.begin("folding the journal", count, "entries")
        self._db.execute("BEGIN IMMEDIATE")
        self._db.execute("DELETE FROM documents")
        self._db.execute("DELETE FROM changed")
        for entry in self.entries():
            self._keep([], documents_after([entry], self._value), [], entry)
            told.advance()
        self._db.execute("COMMIT")
        told.end()
        return count

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _value(self, of: str) -> Json:
        held = self.document(of)
        return ABSENT if held is None else held.value

    def _keep(
        self,
        entries: Sequence[Stored],
        documents: dict[str, Json],
        drafts: Sequence[Draft],
        replayed: Stored | None = None,
    ) -> None:
        self._db.executemany(
            "INSERT INTO entries VALUES (?, ?, ?)", [(e.sequence, e.hash, e.raw) for e in entries]
        )
        touched = {
            (change.of, entry.sequence)
            for entry, draft in zip(entries, drafts, strict=True)
            for change in draft.changes
        }
        if replayed is not None:
            touched = {(of, replayed.sequence) for of in documents}
        self._db.executemany("INSERT INTO changed VALUES (?, ?)", sorted(touched))
        last = dict(sorted(touched, key=lambda pair: pair[1]))
        for of, value in documents.items():
            if value is ABSENT:
                self._db.execute("DELETE FROM documents WHERE name = ?", (of,))
            else:
                self._db.execute(
                    "INSERT OR REPLACE INTO documents VALUES (?, ?, ?)",
                    (of, last[of], text_of(value)),
                )

    def _cannot_write(self, error: sqlite3.Error) -> Refused:
        return Refused(
            Problem(
                f"nothing could be written to the journal ({error}); it is as it was before",
                "check space and permissions, then repeat",
                Place(str(self._path)),
            )
        )
