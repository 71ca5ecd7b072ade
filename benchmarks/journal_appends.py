"""How quickly the journal appends, as a ratio to bare inserts of the same bytes into SQLite.

Both write one row a transaction, in WAL mode with synchronous=FULL, and wait until it is on disk.
The journal also chains and hashes, checks what the change starts from, and keeps the documents.
Both files lie in one folder; blocks of appends run in turn. Time is taken on the wall, since most
of it is the disk's. Prints readable lines and one of JSON.

    python benchmarks/journal_appends.py [--rounds 15]
"""

from __future__ import annotations

import argparse
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bulk_journal import drafts_of_cases
from forcereview.adapters.clock import SystemClock
from forcereview.adapters.journals.sqlite_journal import SqliteJournal
from forcereview.journal import ABSENT, Change, Draft, Stored
from measuring import Ratio, Work, from_pairs, show
from start_time import wall_seconds

BLOCK = 200
#: half as quick as bare inserts
GOAL = 2.0
ASSERTION = {"fact": "vehicle.moving", "about": ["shot-1"], "source": "camera", "value": "yes"}


def measure(rounds: int = 15) -> list[Ratio]:
    """Appends of small documents, and of changes in a case's document, by bare inserts."""
    with TemporaryDirectory() as folder:
        return [
            _against_inserts(Path(folder) / "notes", "an entry with a small document", notes(),
                             rounds, GOAL),
            _against_inserts(Path(folder) / "cases", "an entry that changes a case's document",
                             drafts_of_cases(1, 10**6), rounds, None),
        ]  # fmt: skip


def notes() -> Iterator[Draft]:
    """Drafts without end, each with a document of its own."""
    number = 0
    while True:
        number += 1
        change = Change(f"note/{number}", (), ABSENT, ASSERTION)
        yield Draft("note.add", "reviewer 1", (change,), {}, "seen on the recording", "case-1")


def _against_inserts(
    folder: Path, what: str, drafts: Iterator[Draft], rounds: int, goal: float | None
) -> Ratio:
    folder.mkdir()
    journal = SqliteJournal(folder / "journal.sqlite", SystemClock(), create=True)
    bare = _bare(folder / "bare.sqlite")
    pairs = []
    for turn in range(rounds + 1):
        block = list(islice(drafts, BLOCK))
        written: list[Stored] = []
        ours = wall_seconds(_appending(journal, block, written))
        theirs = wall_seconds(_inserting(bare, written))
        if turn:
            pairs.append((ours, theirs))
    journal.close()
    bare.close()
    size = sum(len(entry.raw) for entry in written) // len(written)
    return from_pairs(
        "journal_appends",
        f"appending {what}",
        "a bare insert of the same bytes, as durable",
        pairs,
        goal_at_most=goal,
        note=f"{size} bytes an entry, one transaction each",
    )


def _appending(journal: SqliteJournal, drafts: list[Draft], written: list[Stored]) -> Work:
    return lambda: [written.extend(journal.append([draft])) for draft in drafts]


def _inserting(bare: sqlite3.Connection, entries: list[Stored]) -> Work:
    def work() -> None:
        for entry in entries:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(
                "INSERT INTO entries VALUES (?, ?, ?)", (entry.sequence, entry.hash, entry.raw)
            )
            bare.execute("COMMIT")

    return work


def _bare(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE entries (sequence INTEGER PRIMARY KEY, hash BLOB, raw BLOB)")
    return database


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=15, help="pairs of blocks (default 15)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
