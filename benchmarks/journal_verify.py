"""How long it takes to verify the chain and tree of 100,000 entries, as a ratio to plain hashing.

Verifying reads each entry from the journal's file, hashes it, holds it against the hash kept beside
it, its number and the entry before, and grows the Merkle tree (`journal/verifying.py`). The first
yardstick hashes the same bytes from memory, the second reads the rows from the same file and hashes
them, in one SHA-256 call for each either way. Prints readable lines and one of JSON.

    python benchmarks/journal_verify.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory

from bulk_journal import a_journal
from forcereview.adapters.journals.sqlite_journal import SqliteJournal
from forcereview.journal.verifying import check_chain
from measuring import Ratio, ratio, show

ENTRIES, CASES = 100_000, 100
GOAL = 3.0


def measure(rounds: int = 7) -> list[Ratio]:
    """Verifying by hashing from memory, and by reading and hashing."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        journal = a_journal(path, CASES, ENTRIES)
        database = sqlite3.connect(path)
        held = [raw for (raw,) in database.execute("SELECT raw FROM entries ORDER BY sequence")]
        size = sum(map(len, held)) // len(held)
        ours = (f"verifying chain and tree of {ENTRIES:,} entries", lambda: verify(journal))
        peers = (
            ("hashing the same bytes, from memory", lambda: hash_held(held)),
            ("reading the same rows and hashing them", lambda: read_and_hash(database)),
        )
        results = [
            ratio(
                "journal_verify",
                ours,
                peer,
                rounds,
                goal_at_most=GOAL,
                note=f"{size} bytes an entry, one core",
            )
            for peer in peers
        ]
        database.close()
        journal.close()
        return results


def verify(journal: SqliteJournal) -> None:
    """Chain and tree, read from the file."""
    checked = check_chain(journal.entries())
    assert not checked.faults
    assert len(checked.root) == 32


def hash_held(held: list[bytes]) -> None:
    """One SHA-256 an entry, from memory."""
    for raw in held:
        hashlib.sha256(raw).digest()


def read_and_hash(database: sqlite3.Connection) -> None:
    """One SHA-256 an entry, read from the file."""
    for (raw,) in database.execute("SELECT raw FROM entries ORDER BY sequence"):
        hashlib.sha256(raw).digest()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7, help="runs of each (default 7)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
