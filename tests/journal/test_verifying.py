"""The chain, checked on bytes: whatever was done to it is named, and where."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import Problem, Refused
from forcereview.journal import FIRST, Draft, Stored, hash_of, stored
from forcereview.journal.merkle import EMPTY, root_of
from forcereview.journal.verifying import PIECE, Fault, check_chain, in_pieces


def a_chain(count: int, by: str = "reviewer 1") -> list[Stored]:
    entries: list[Stored] = []
    after = FIRST
    for number in range(1, count + 1):
        draft = Draft("note.write", by, reason=f"reason {number}")
        entries.append(stored(draft, number, after, "2026-01-07T15:35:00.000000Z"))
        after = entries[-1].hash.hex()
    return entries


CHAIN = a_chain(40)


def rehashed(entry: Stored, raw: bytes) -> Stored:
    return Stored(entry.sequence, hash_of(raw), raw)


def named(entries: list[Stored]) -> list[tuple[str, int, int]]:
    return [(f.kind, f.entry, f.upto) for f in check_chain(entries).faults]


@given(st.integers(0, 40))
def test_an_unbroken_chain_is_in_order_and_has_head_size_and_root(count: int) -> None:
    checked = check_chain(CHAIN[:count])
    assert checked.faults == ()
    assert (checked.size, checked.sequence) == (count, count)
    assert checked.head == (CHAIN[count - 1].hash.hex() if count else FIRST)
    assert checked.root == root_of([entry.hash for entry in CHAIN[:count]])


def test_a_journal_without_entries_has_the_root_of_nothing() -> None:
    assert check_chain([]).root == EMPTY


@given(st.sets(st.integers(-1, 60)))
def test_roots_are_given_for_the_sizes_wanted_that_were_reached(sizes: set[int]) -> None:
    roots = check_chain(CHAIN, sizes).roots
    assert roots == {
        size: root_of([entry.hash for entry in CHAIN[:size]]) for size in sizes if 0 < size <= 40
    }


def test_the_pieces_in_which_entries_come_make_no_difference() -> None:
    chain = a_chain(PIECE * 2 + 3)
    checked = check_chain(chain, [PIECE - 1, PIECE, PIECE + 1])
    assert checked.faults == ()
    assert checked.roots[PIECE] == root_of([entry.hash for entry in chain[:PIECE]])
    broken = [*chain]
    broken[PIECE] = chain[PIECE]._replace(raw=chain[PIECE].raw.replace(b"reason", b"pretext"))
    assert named(broken) == [("changed", PIECE + 1, PIECE + 1)]


def test_progress_is_told_of_every_entry() -> None:
    told: list[int] = []
    check_chain(CHAIN, tell=told.append)
    assert sum(told) == 40


def test_a_changed_entry_is_named() -> None:
    entries = [*CHAIN]
    entries[20] = CHAIN[20]._replace(raw=CHAIN[20].raw.replace(b"reviewer 1", b"reviewer 2"))
    assert named(entries) == [("changed", 21, 21)]


def test_a_changed_entry_with_its_own_hash_renewed_is_named() -> None:
    entries = [*CHAIN]
    entries[20] = rehashed(CHAIN[20], CHAIN[20].raw.replace(b"reviewer 1", b"reviewer 2"))
    assert named(entries) == [("unlinked", 21, 21)]


def test_a_changed_hash_is_named() -> None:
    entries = [*CHAIN]
    entries[20] = CHAIN[20]._replace(hash=bytes(32))
    assert named(entries) == [("changed", 21, 21)]


def test_missing_entries_are_named_as_one_stretch() -> None:
    (fault,) = check_chain([*CHAIN[:9], *CHAIN[12:]]).faults
    assert (fault.kind, fault.entry, fault.upto) == ("missing", 10, 12)
    assert str(fault).startswith("entries 10 to 12: missing; lost: ")


def test_entries_taken_out_and_the_rest_renumbered_are_noticed() -> None:
    rest = [e._replace(sequence=e.sequence - 1) for e in CHAIN[10:]]
    assert named([*CHAIN[:9], *rest])[0] == ("unlinked", 9, 9)
    assert ("misplaced", 10, 39) in named([*CHAIN[:9], *rest])


def test_an_entry_put_in_is_noticed() -> None:
    draft = Draft("note.write", "somebody", reason="put in")
    put_in = stored(draft, 10, CHAIN[8].hash.hex(), "2026-01-07T15:35:00.000000Z")
    rest = [e._replace(sequence=e.sequence + 1) for e in CHAIN[9:]]
    faults = named([*CHAIN[:9], put_in, *rest])
    assert faults[0] == ("unlinked", 10, 10)
    assert ("misplaced", 11, 41) in faults


def test_entries_in_another_order_are_noticed() -> None:
    entries = [*CHAIN]
    entries[10], entries[11] = CHAIN[11]._replace(sequence=11), CHAIN[10]._replace(sequence=12)
    assert named(entries) == [("unlinked", 10, 12), ("misplaced", 11, 12)]


def test_a_beginning_that_was_cut_off_is_noticed() -> None:
    rest = [e._replace(sequence=e.sequence - 5) for e in CHAIN[5:]]
    assert named(rest)[0] == ("beginning", 1, 1)
    assert named(CHAIN[5:])[0] == ("missing", 1, 5)


def test_a_chain_written_anew_is_in_order_but_has_another_root() -> None:
    forged = check_chain(a_chain(40, "reviewer 2"))
    assert forged.faults == ()
    assert forged.root != check_chain(CHAIN).root


def test_any_change_of_any_byte_is_noticed() -> None:
    chance = random.Random(5)
    for _ in range(400):
        entries = [*CHAIN]
        place = chance.randrange(len(entries))
        raw = bytearray(entries[place].raw)
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        entries[place] = entries[place]._replace(raw=bytes(raw))
        assert ("changed", place + 1, place + 1) in named(entries)


def test_what_was_read_before_reading_stopped_is_checked() -> None:
    def damaged() -> Iterator[Stored]:
        yield from CHAIN[:7]
        raise Refused(Problem("the file is damaged"))

    pieces = in_pieces(damaged())
    assert next(pieces) == CHAIN[:7]
    with pytest.raises(Refused, match="damaged"):
        next(pieces)


def test_a_fault_reads_as_a_sentence() -> None:
    assert str(Fault("cache", "a document isn't true")) == "a document isn't true"
    assert str(Fault("changed", "changed", 3, 3)) == "entry 3: changed"
