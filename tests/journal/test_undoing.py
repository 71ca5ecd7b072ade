"""Which entries are taken back, and which stand by their nature."""

from __future__ import annotations

import pytest

from forcereview.journal import ABSENT, Change, Entry
from forcereview.journal.undoing import in_force, taken_back, to_take_back, why_it_stands

VALUE = Change("case/c", ("file", "title"), "a", "b")
NOTE = Change("case-copy/c", (), ABSENT, {"by": "reviewer 1"})


def an_entry(
    sequence: int, does: str = "case.change", *changes: Change, undoes: int | None = None
) -> Entry:
    details = {} if undoes is None else {"undoes": undoes}
    return Entry(sequence, "", "reviewer 1", does, changes or (VALUE,), details, "", "c", "")


def an_undo(sequence: int, of: int) -> Entry:
    return an_entry(sequence, "undo", undoes=of)


def test_an_undo_takes_its_entry_back_and_an_undo_of_it_brings_it_back() -> None:
    first, back, again = an_entry(3), an_undo(4, 3), an_undo(5, 4)
    assert taken_back([first, back]) == {3: 4}
    assert taken_back([first, back, again]) == {4: 5}
    assert taken_back([first, back, again, an_undo(6, 5)]) == {3: 4, 5: 6}


def test_an_entry_and_its_undo_are_both_without_effect() -> None:
    listed = [an_entry(3), an_entry(4), an_undo(5, 4)]
    assert [e.sequence for e in in_force(listed)] == [3]
    assert [e.sequence for e in in_force([*listed, an_undo(6, 5)])] == [3, 4]


def test_an_undo_of_something_earlier_is_an_effect_of_its_own() -> None:
    assert [e.sequence for e in in_force([an_undo(5, 2)])] == [5]


@pytest.mark.parametrize(
    "does",
    ["evidence.add", "evidence.transfer", "custody.receive", "workspace.begin", "checkpoint.sign",
     "expunge.destroy", "seal.close", "case.export", "key.renew"],
)  # fmt: skip
def test_what_happened_in_the_world_stands(does: str) -> None:
    assert why_it_stands(an_entry(3, does))


def test_an_entry_of_any_name_that_changed_a_piece_of_evidence_stands() -> None:
    change = Change("evidence/e-1", ("title",), "a", "b")
    assert "evidence" in why_it_stands(an_entry(3, "note.add", change))


def test_an_entry_that_changed_nothing_has_nothing_to_take_back() -> None:
    entry = Entry(3, "", "reviewer 1", "case.change", (), {}, "", "c", "")
    assert why_it_stands(entry) == "it changed nothing"


def test_the_note_of_a_copy_that_came_in_stays_when_its_values_are_taken_back() -> None:
    entry = an_entry(3, "case.import", VALUE, NOTE)
    assert not why_it_stands(entry)
    assert to_take_back(entry) == (VALUE,)
