"""A writer that is killed loses nothing that it acknowledged, and leaves nothing half written."""

import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.processes import Child
from forcereview.journal import Draft, read_entry
from forcereview.workspace.ports import Journal
from journals import Place, a_note, chain_of, in_postgres, in_sqlite

WRITES = 500
#: how much is written at once: one entry, several, one that fills many pages
KINDS = ((1, 10), (3, 10), (1, 60_000))


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    on_server = request.param == "postgres"
    made = in_postgres(request.getfixturevalue("postgres")) if on_server else in_sqlite(tmp_path)
    yield made
    made.close()


def writing_on(place: Place) -> Callable[[Callable[[str], None]], None]:
    """Write without end; send the last sequence number and its hash after each write."""

    def work(send: Callable[[str], None]) -> None:
        journal = place.opener(place.clock, False)
        while True:
            start = journal.head().sequence
            together, size = KINDS[start % len(KINDS)]
            drafts = [a_note(start + part, "x" * size) for part in range(together)]
            last = journal.append([_numbered(d, n, drafts) for n, d in enumerate(drafts)])[-1]
            send(f"{last.sequence} {last.hash.hex()}")

    return work


@pytest.mark.slow
def test_no_acknowledged_entry_is_lost_and_no_half_entry_seen(
    place: Place, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(500)
    place.begin()
    place.close()
    acknowledged: dict[int, str] = {}
    kills = 0
    while len(acknowledged) < WRITES:
        child = Child(writing_on(place))
        for _ in range(chance.randrange(25)):
            _note(acknowledged, child.line())
        time.sleep(chance.random() * 0.003)
        child.kill()
        kills += 1
        for line in child.rest():
            _note(acknowledged, line)
        assert child.wait() == -9
        _check(place.open(), acknowledged)
        place.close()
    record_property(
        "figure",
        f"kill -9 ({place.kind}): {len(acknowledged)} acknowledged writes, killed {kills} times "
        "at random instants: none lost, no half entry",
    )


def _numbered(draft: Draft, number: int, drafts: list[Draft]) -> Draft:
    return Draft(draft.does, draft.by, draft.changes, {"part": number, "of": len(drafts)})


def _note(acknowledged: dict[int, str], line: str) -> None:
    if line:
        sequence, hashed = line.split()
        acknowledged[int(sequence)] = hashed


def _check(journal: Journal, acknowledged: dict[int, str]) -> None:
    sequences = chain_of(journal)
    assert sequences[-1:] >= [*acknowledged][-1:]
    found = {entry.sequence: entry for entry in journal.entries()}
    assert all(found[sequence].hash.hex() == hashed for sequence, hashed in acknowledged.items())
    details = [read_entry(entry.raw).details for entry in found.values()]
    begun = [detail["part"] for detail in details]
    assert begun == [
        part for detail in details if not detail["part"] for part in range(detail["of"])
    ]
    assert journal.writable
    assert len(journal.names("note")) == len(found)
