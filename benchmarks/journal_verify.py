"""How long it takes to verify the chain and tree of 100,000 entries, as a ratio to plain hashing.

Verifying reads each entry from the journal's file, hashes it, holds it against the hash kept beside
it, its number and the entry before, and grows the Merkle tree (`journal/verifying.py`). Like is
held against like: reading and verifying against reading the same rows and hashing them, verifying
from memory against hashing from memory; and, without a goal, reading and verifying against hashing
from memory. One SHA-256 call an entry on the other side. Prints readable lines and one of JSON.

    python benchmarks/journal_verify.py [--rounds 7]
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from bulk_journal import a_journal
from forcereview.journal import Stored
from forcereview.journal.verifying import check_chain
from measuring import Ratio, ratio, show

ENTRIES, CASES = 100_000, 100
GOAL = 3.0


def measure(rounds: int = 7) -> list[Ratio]:
    """Verifying by what is verified and what is merely hashed, each read or from memory."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        journal = a_journal(path, CASES, ENTRIES)
        database = sqlite3.connect(path)
        entries = list(journal.entries())
        held = [entry.raw for entry in entries]
        size = sum(map(len, held)) // len(held)
        what = f"verifying chain and tree of {ENTRIES:,} entries"
        reading = (f"{what}, read from the file", lambda: verify(journal.entries()))
        in_memory = (f"{what}, in memory", lambda: verify(entries))
        hashing = ("hashing the same bytes in memory", lambda: hash_held(held))
        reading_too = ("reading the same rows and hashing them", lambda: read_and_hash(database))
        pairs = (
            (reading, reading_too, GOAL),
            (in_memory, hashing, GOAL),
            (reading, hashing, None),
        )
        note = f"{size} bytes an entry, one core"
        results = [
            ratio("journal_verify", ours, peer, rounds, goal_at_most=goal, note=note)
            for ours, peer, goal in pairs
        ]
        database.close()
        journal.close()
        return results


def verify(entries: Iterable[Stored]) -> None:
    """Chain and tree."""
    checked = check_chain(entries)
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
