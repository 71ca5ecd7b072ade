"""Times of entries: UTC, never going back, an earlier clock's word kept."""

from pathlib import Path

from forcereview.adapters.clock import SystemClock
from forcereview.journal import read_entry
from journals import Told, a_note, in_postgres, in_sqlite

NOON = "2026-01-07T12:00:00.000000Z"
LATER = "2026-01-07T12:30:00.000000Z"
EARLIER = "2026-01-07T11:00:00.000000Z"


def test_the_machines_clock_says_utc_to_the_microsecond() -> None:
    first, second = SystemClock().now(), SystemClock().now()
    assert len(first) == len(NOON)
    assert first.endswith("Z")
    assert first <= second


def test_a_clock_that_jumps_back_never_takes_the_journal_back(tmp_path: Path) -> None:
    place = in_sqlite(tmp_path)
    journal = place.begin(Told([NOON, LATER, EARLIER, NOON, LATER]))
    for number in range(5):
        journal.append([a_note(number)])
    read = [read_entry(entry.raw) for entry in journal.entries()]
    assert [entry.at for entry in read] == [NOON, LATER, LATER, LATER, LATER]
    assert [entry.clock for entry in read] == ["", "", EARLIER, NOON, ""]
    place.close()


def test_the_clock_of_another_machine_does_not_take_it_back_either(postgres: str) -> None:
    place = in_postgres(postgres)
    ahead, behind = place.begin(Told([LATER])), place.open(Told([EARLIER]))
    ahead.append([a_note(1)])
    behind.append([a_note(2), a_note(3)])
    read = [read_entry(entry.raw) for entry in ahead.entries()]
    assert [(entry.at, entry.clock) for entry in read] == [
        (LATER, ""), (LATER, EARLIER), (LATER, EARLIER),
    ]  # fmt: skip
    place.close()
