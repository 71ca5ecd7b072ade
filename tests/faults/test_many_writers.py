"""Four processes write at once: every entry is there once, in one chain."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults.processes import Child
from forcereview.journal import ABSENT, Change, Draft, read_entry
from journals import Place, chain_of, in_postgres, in_sqlite

WRITERS, ENTRIES = 4, 1_000


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    on_server = request.param == "postgres"
    made = in_postgres(request.getfixturevalue("postgres")) if on_server else in_sqlite(tmp_path)
    yield made
    made.close()


def counting(place: Place, writer: str) -> Callable[[Callable[[str], None]], None]:
    """Write a document of one's own, and one's own value of a document that all share."""

    def work(send: Callable[[str], None]) -> None:
        journal = place.opener(place.clock, False)
        before: object = ABSENT
        for number in range(ENTRIES):
            changes = (
                Change(f"note/{writer}-{number}", (), ABSENT, {"words": "seen"}),
                Change("tally/1", (writer,), before, number),
            )
            journal.append([Draft("note.add", writer, changes)])
            before = number
        send("done")

    return work


@pytest.mark.slow
def test_four_writers_make_one_chain(
    place: Place, record_property: Callable[[str, object], None]
) -> None:
    place.begin().append([Draft("tally", "reviewer", (Change("tally/1", (), ABSENT, {}),))])
    place.close()
    writers = [f"writer {number}" for number in range(WRITERS)]
    children = [Child(counting(place, writer)) for writer in writers]
    assert [child.rest() for child in children] == [["done"]] * WRITERS
    assert [child.wait() for child in children] == [0] * WRITERS
    journal = place.open()
    assert chain_of(journal) == [*range(1, WRITERS * ENTRIES + 2)]
    by = Counter(read_entry(entry.raw).by for entry in journal.entries(1))
    assert by == dict.fromkeys(writers, ENTRIES)
    tally = journal.document("tally/1")
    assert tally is not None
    assert tally.value == dict.fromkeys(writers, ENTRIES - 1)
    assert len(journal.names("note")) == WRITERS * ENTRIES
    record_property(
        "figure",
        f"{WRITERS} processes x {ENTRIES:,} entries ({place.kind}): {WRITERS * ENTRIES:,} entries "
        "in one chain, none refused",
    )
