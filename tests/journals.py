"""Journals for tests, on SQLite and on PostgreSQL, with clocks that say what they are told."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from forcereview.adapters.clock import SystemClock
from forcereview.adapters.journals.journal_folding import unbroken
from forcereview.adapters.journals.journal_tables import START, JournalTables
from forcereview.adapters.journals.sqlite_journal import SqliteJournal
from forcereview.journal import ABSENT, Change, Draft, difference
from forcereview.workspace.ports import Clock, Journal

KEEPERS = ("entries_are_not_changed", "entries_are_not_deleted", "entries_follow_each_other")


@dataclass
class Told:
    """A clock that says the times it was told, the last one for ever."""

    times: list[str] = field(default_factory=list)

    def now(self) -> str:
        return self.times.pop(0) if len(self.times) > 1 else self.times[0]


@dataclass
class Place:
    """Where a journal lies: opened anew as often as a test likes, and reached past the software."""

    kind: str
    opener: Callable[[Clock, bool], JournalTables]
    past: Callable[..., list[tuple[Any, ...]]]
    opened: list[JournalTables] = field(default_factory=list)
    clock: Clock = field(default_factory=SystemClock)

    def begin(self, clock: Clock | None = None) -> JournalTables:
        return self._kept(self.opener(clock or self.clock, True))

    def open(self, clock: Clock | None = None) -> JournalTables:
        return self._kept(self.opener(clock or self.clock, False))

    def unguarded(self, *statements: str) -> None:
        """Change tables past the software, the triggers that refuse it set aside."""
        if self.kind == "sqlite":
            self.past(*(f"DROP TRIGGER IF EXISTS {keeper}" for keeper in KEEPERS), *statements)
        else:
            self.past("ALTER TABLE entries DISABLE TRIGGER USER", *statements)

    def close(self) -> None:
        while self.opened:
            self.opened.pop().close()

    def _kept(self, journal: JournalTables) -> JournalTables:
        self.opened.append(journal)
        return journal


def in_sqlite(folder: Path) -> Place:
    path = folder / "journal.sqlite"

    def past(*statements: str) -> list[tuple[Any, ...]]:
        database = sqlite3.connect(path, isolation_level=None)
        rows = [database.execute(statement).fetchall() for statement in statements]
        database.close()
        return rows[-1]

    return Place("sqlite", lambda clock, create: SqliteJournal(path, clock, create=create), past)


def in_postgres(address: str, workspace: str = "") -> Place:
    from forcereview.adapters.journals.postgres_journal import PostgresJournal

    named = workspace or str(uuid4())

    def past(*statements: str) -> list[tuple[Any, ...]]:
        import psycopg

        with psycopg.connect(address, autocommit=True) as database:
            database.execute(f"SET search_path = forcereview_{named.replace('-', '')}".encode())
            cursors = [database.execute(statement.encode()) for statement in statements]
            return cursors[-1].fetchall() if cursors[-1].description else []

    return Place(
        "postgres",
        lambda clock, create: PostgresJournal(address, named, clock, create=create),
        past,
    )


def a_note(number: int, words: str = "seen", by: str = "reviewer 1") -> Draft:
    """The draft of an entry that begins a document."""
    change = Change(f"note/{number:04}", (), ABSENT, {"words": words})
    return Draft("note.add", by, (change,))


def a_change(of: str, before: object, after: object, by: str = "reviewer 1") -> Draft:
    """The draft of an entry that makes one of another."""
    return Draft("note.change", by, difference(of, before, after))


def chain_of(journal: Journal) -> Sequence[int]:
    """The sequence numbers of a journal whose entries are one unbroken chain, else an error."""
    return [entry.sequence for entry in unbroken(journal.entries(), START)]
