"""Changes are exact: they make the one of the other, and taken back they make the one again."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.journal import ABSENT, Change, Conflict, applied, canonical, difference, inverse
from forcereview.journal.changes import overlap, same, value_at
from random_documents import documents, edited_documents

pairs = st.tuples(documents, documents) | documents.flatmap(
    lambda one: st.tuples(st.just(one), edited_documents(one))
)
sides = pairs | documents.map(lambda one: (ABSENT, one)) | documents.map(lambda one: (one, ABSENT))


@given(sides)
def test_the_changes_between_two_documents_make_the_second_of_the_first(
    both: tuple[Any, Any],
) -> None:
    before, after = both
    assert same(applied(before, difference("case/c", before, after)), after)


@given(sides)
def test_changes_taken_back_give_the_document_as_it_was(both: tuple[Any, Any]) -> None:
    before, after = both
    changes = difference("case/c", before, after)
    assert same(applied(after, inverse(changes)), before)
    assert inverse(inverse(changes)) == changes


@given(sides)
def test_changes_are_the_same_after_an_entry_has_held_them(both: tuple[Any, Any]) -> None:
    before, after = both
    for change in difference("case/c", before, after):
        held = json.loads(canonical(change.as_json()))
        read = Change.from_json(held)
        assert (read.of, read.path, read.place) == (change.of, change.path, change.place)
        assert same(read.was, change.was)
        assert same(read.now, change.now)


@given(sides)
def test_equal_documents_differ_in_nothing_and_others_in_something(both: tuple[Any, Any]) -> None:
    before, after = both
    assert not difference("case/c", before, before)
    assert bool(difference("case/c", before, after)) is not same(before, after)


@given(pairs)
def test_a_document_that_is_changed_is_left_as_it_was(both: tuple[Any, Any]) -> None:
    before, after = both
    copy = json.dumps(before)
    applied(before, difference("case/c", before, after))
    assert json.dumps(before) == copy


@given(pairs, documents)
def test_changes_apply_to_nothing_but_what_they_start_from(
    both: tuple[Any, Any], other: Any
) -> None:
    before, after = both
    for change in difference("case/c", before, after):
        if same(value_at(other, change.path), change.was):
            continue
        with pytest.raises(Conflict):
            applied(other, [change])


@given(pairs)
def test_a_change_names_the_value_that_is_there_before_and_after(both: tuple[Any, Any]) -> None:
    before, after = both
    for change in difference("case/c", before, after):
        assert same(value_at(before, change.path), change.was)
        assert same(value_at(after, change.path), change.now)


def test_an_item_of_a_list_is_changed_by_its_id_not_by_its_place() -> None:
    before = {"assertions": [{"id": "a1", "value": "yes"}, {"id": "a2", "value": "no"}]}
    after = {"assertions": [{"id": "a0"}, {"id": "a2", "value": "yes"}]}
    assert difference("case/c", before, after) == (
        Change("case/c", ("assertions", "a1"), {"id": "a1", "value": "yes"}, ABSENT, 0),
        Change("case/c", ("assertions", "a2", "value"), "no", "yes"),
        Change("case/c", ("assertions", "a0"), ABSENT, {"id": "a0"}, 0),
    )


def test_an_item_that_comes_or_goes_leaves_the_others_in_their_order() -> None:
    before = {"events": [{"id": name} for name in "abcd"]}
    after = {"events": [{"id": name} for name in "xaycz"]}
    changes = difference("case/c", before, after)
    assert applied(before, changes) == after
    assert applied(after, inverse(changes)) == before


def test_two_people_who_change_different_items_are_not_in_each_others_way() -> None:
    before = {"assertions": [{"id": "a1", "value": "yes"}]}
    one = difference("c", before, {"assertions": [{"id": "a1", "value": "no"}]})
    two = difference("c", before, {"assertions": [{"id": "a1", "value": "yes"}, {"id": "a2"}]})
    assert applied(applied(before, one), two) == applied(applied(before, two), one)


def test_a_value_that_is_null_is_not_one_that_is_absent() -> None:
    (change,) = difference("c", {"a": None}, {})
    assert change.as_json() == {"of": "c", "path": ["a"], "was": None}
    assert not same(None, ABSENT)


def test_true_is_not_one() -> None:
    assert difference("c", {"a": 1}, {"a": True})


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a",), ("a", "b"), True),
        ((), ("a",), True),
        (("a", "b"), ("a", "c"), False),
        (("a", "c", "d"), ("a", "b"), False),
    ],
)
def test_paths_meet_where_one_leads_into_the_other(
    one: tuple[str, ...], other: tuple[str, ...], met: bool
) -> None:
    assert overlap(one, other) is met
    assert overlap(other, one) is met
