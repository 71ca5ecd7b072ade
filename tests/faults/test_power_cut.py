"""The power fails: of what was not yet synced, any part may be on disk; what was acknowledged is.

The files are copied at each acknowledgement. A cut between two acknowledgements is played by mixing
both states sector by sector, in the order that SQLite's syncs allow: the log's new frames before
the acknowledgement, then pages of the database out of a log that is synced, then a new log, whose
header is synced first (https://www.sqlite.org/wal.html, https://www.sqlite.org/atomiccommit.html).
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from forcereview.adapters.journals.journal_tables import JournalTables
from forcereview.journal import read_entry
from journals import Place, a_note, chain_of, in_sqlite

APPENDS, CUTS_EACH = 200, 4
SECTOR, LOG_HEADER = 512, 32
SALTS = slice(16, 24)


@dataclass(frozen=True)
class OnDisk:
    """The bytes of a journal's two files."""

    file: bytes
    log: bytes

    def write(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "journal.sqlite").write_bytes(self.file)
        (folder / "journal.sqlite-wal").write_bytes(self.log)


def on_disk(folder: Path) -> OnDisk:
    files = (folder / "journal.sqlite", folder / "journal.sqlite-wal")
    return OnDisk(*(path.read_bytes() for path in files))


def mixed(chance: random.Random, old: bytes, new: bytes, start: int = 0) -> bytes:
    """Sectors old or new at random from ``start`` on, cut at any byte; never written: zeroes."""
    padded = old.ljust(len(new), b"\0")
    sectors = [
        (padded if chance.random() < 0.5 else new)[at : at + SECTOR]
        for at in range(start, len(new), SECTOR)
    ]
    whole = new[:start] + b"".join(sectors) + padded[len(new) :]
    return whole[: chance.randint(max(start, len(old)), max(len(whole), len(old)))]


def cut(chance: random.Random, before: OnDisk, after: OnDisk) -> OnDisk:
    """What may be on disk if the power fails between two acknowledgements."""
    if before.file != after.file:  # the log was synced; its pages were being written to the file
        return OnDisk(mixed(chance, before.file, after.file), after.log)
    if before.log[SALTS] != after.log[SALTS]:  # a new log was begun over the old one
        log = mixed(chance, before.log, after.log)
        return OnDisk(after.file, after.log[:LOG_HEADER] + log[LOG_HEADER:])
    common = next(
        (at for at in range(len(before.log)) if before.log[at] != after.log[at]), len(before.log)
    )
    return OnDisk(after.file, mixed(chance, before.log, after.log, common))


def often_written_back(place: Place) -> JournalTables:
    """A journal whose log is written back to its file every few entries, not every thousand."""
    journal = place.begin()
    journal._database.rows("PRAGMA wal_autocheckpoint=40")
    return journal


def test_the_journal_syncs_each_transaction(tmp_path: Path) -> None:
    place = in_sqlite(tmp_path)
    for journal in (place.begin(), place.open()):
        assert journal._database.rows("PRAGMA journal_mode") == [("wal",)]
        assert journal._database.rows("PRAGMA synchronous") == [(2,)]
        assert journal._database.rows("PRAGMA secure_delete") == [(1,)]
    place.close()


@pytest.mark.slow
def test_what_was_acknowledged_is_there_after_a_power_cut(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(7)
    (tmp_path / "live").mkdir()
    live = in_sqlite(tmp_path / "live")
    journal = often_written_back(live)
    journal.append([a_note(0)])
    before = on_disk(tmp_path / "live")
    kinds = {"frames": 0, "pages": 0, "new log": 0}
    for number in range(1, APPENDS):
        size = 10_000 if number % 17 == 0 else 30
        acknowledged = journal.head().sequence
        journal.append([a_note(10 * number + part, "x" * size) for part in range(3)])
        after = on_disk(tmp_path / "live")
        for turn in range(CUTS_EACH):
            folder = tmp_path / f"{number}-{turn}"
            cut(chance, before, after).write(folder)
            _check(in_sqlite(folder), acknowledged)
            kinds[_kind(before, after)] += 1
        before = after
    live.close()
    assert all(kinds.values())
    told = ", ".join(f"{count} while {kind} were written" for kind, count in kinds.items())
    record_property(
        "figure",
        f"power cut: {sum(kinds.values()):,} torn states ({told}): no acknowledged entry lost",
    )


def _check(place: Place, acknowledged: int) -> None:
    journal = place.open()
    entries = chain_of(journal)
    assert len(entries) in (acknowledged, acknowledged + 3)
    assert journal.writable
    assert len(journal.names("note")) == len(entries)
    assert read_entry(journal.append([a_note(99_999)])[0].raw).sequence == len(entries) + 1
    place.close()


def _kind(before: OnDisk, after: OnDisk) -> str:
    if before.file != after.file:
        return "pages"
    return "frames" if before.log[SALTS] == after.log[SALTS] else "new log"
