"""Save what is left of a damaged SQLite file: each entry that can still be found in its pages.

SQLite gives up where a page is damaged, and what lies behind is lost to it. An entry vouches for
itself by its hash, so every page is searched for rows of ``entries``, whatever the rest of the file
looks like. What is found is written to a temporary database with the same tables, and its documents
are folded from the entries as far as these are an unbroken chain.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from forcereview.adapters.journals.document_caches import DocumentCaches, Row
from forcereview.adapters.journals.journal_folding import Broken, in_portions, unbroken
from forcereview.adapters.journals.journal_tables import START
from forcereview.adapters.journals.sqlite_opening import CACHES, ENTRIES
from forcereview.adapters.journals.sqlite_pages import Pages, Record, records
from forcereview.journal import Conflict, Stored, hash_of

_SEQUENCE = re.compile(rb'"sequence":([0-9]{1,15})\}\Z')
#: fewer bytes has no entry; bounds how many a file can have held
_SHORTEST = 200


class Salvage:
    """What was saved: a database to read, which entries are missing, and a summary in words."""

    def __init__(self, folder: TemporaryDirectory[str]) -> None:
        self._folder = folder
        self.connection = sqlite3.connect(
            Path(folder.name) / "salvaged.sqlite", isolation_level=None
        )
        self.connection.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {ENTRIES} {CACHES}"
        )
        self.missing: tuple[tuple[int, int], ...] = ()
        self.last = 0
        #: whether it is known how far the entries went
        self.to_the_end = False
        self.summary = ""

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that a statement finds."""
        return self.connection.execute(statement, values).fetchall()

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Carry out a statement for each row of values."""
        self.connection.executemany(statement, rows)

    def lost_between(self, after: int, upto: int) -> str:
        """Which of these entries can't be read, in words; "" if all can."""
        lost = [
            _span(max(first, after + 1), min(last, upto))
            for first, last in self.missing
            if first <= upto and last > after
        ]
        words = [f"{', '.join(lost)} can't be read"] if lost else []
        if not self.to_the_end and upto > self.last:
            words.append(f"whether others followed entry {self.last} isn't known")
        return "; ".join(words)

    def close(self) -> None:
        """Let go of the temporary files."""
        self.connection.close()
        self._folder.cleanup()


def salvage(path: Path) -> Salvage | None:
    """What can be saved of a damaged file; None if no entry is left in it."""
    saved = Salvage(TemporaryDirectory(prefix="forcereview-"))
    pages = Pages(path)
    try:
        saved.connection.execute("BEGIN")
        head = _collect(pages, saved)
        saved.connection.execute("COMMIT")
        most = pages.size // _SHORTEST
    finally:
        pages.close()
    _take_stock(saved, head if head <= most else 0)
    if not saved.last:
        saved.close()
        return None
    folded = _fold(saved)
    lost = saved.lost_between(0, 2**62)
    saved.summary = "; ".join(
        ["its file is damaged", *([lost] if lost else []), f"documents are as of entry {folded}"]
    )
    return saved


def _collect(pages: Pages, saved: Salvage) -> int:
    """Write each entry that is found; how many there were, by what the caches say (0: nothing)."""
    head = 0
    for page in pages.images():
        for record in records(page, pages):
            if entry := _as_entry(record):
                whole = hash_of(entry.raw) == entry.hash
                verb = "REPLACE" if whole else "IGNORE"
                saved.write(
                    f"INSERT OR {verb} INTO entries VALUES (?, ?, ?)",
                    [(entry.sequence, entry.hash, entry.raw)],
                )
            else:
                head = max(head, _as_head(record))
    return head


def _as_entry(record: Record) -> Stored | None:
    match record.columns:
        case (None, bytes(hashed), bytes(raw)) if len(hashed) == 32 and raw[:1] == b"{":
            pass
        case _:
            return None
    named = _SEQUENCE.search(raw)
    if named and hash_of(raw) == hashed:
        return Stored(int(named[1]), hashed, raw)
    return Stored(record.rowid, hashed, raw) if 0 < record.rowid < 2**40 else None


def _as_head(record: Record) -> int:
    match record.columns:
        case (None, int(sequence), bytes(hashed)) if record.rowid == 1 and len(hashed) == 32:
            return sequence
    return 0


def _take_stock(saved: Salvage, head: int) -> None:
    missing = []
    expected = 1
    for (sequence,) in saved.connection.execute("SELECT sequence FROM entries ORDER BY sequence"):
        if sequence > expected:
            missing.append((expected, sequence - 1))
        expected = sequence + 1
    saved.last = expected - 1
    if head > saved.last:
        missing.append((expected, head))
    saved.to_the_end = head >= saved.last > 0
    saved.missing = tuple(missing)


def _fold(saved: Salvage) -> int:
    """Fold the documents as far as the entries are an unbroken chain; up to which entry."""
    caches = DocumentCaches(saved)
    saved.connection.execute("BEGIN")
    with suppress(Conflict, ValueError):
        for portion in in_portions(_whole(saved)):
            caches.keep(portion)
    saved.connection.execute("COMMIT")
    folded = caches.folded()
    return folded.sequence if folded else 0


def _whole(saved: Salvage) -> Iterator[Stored]:
    rows = saved.connection.execute("SELECT sequence, hash, raw FROM entries ORDER BY sequence")
    with suppress(Broken):
        yield from unbroken((Stored(*row) for row in rows), START)


def _span(first: int, last: int) -> str:
    return f"entry {first}" if first == last else f"entries {first} to {last}"
