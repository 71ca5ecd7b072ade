"""Two people's changes come together; what both changed is named, and neither is lost unseen."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from forcereview.journal import ABSENT, difference
from forcereview.journal.changes import overlap, same, value_at
from forcereview.journal.merging import Collision, merged
from random_documents import documents, edited_documents

three = documents.flatmap(
    lambda base: st.tuples(st.just(base), edited_documents(base), edited_documents(base))
)


@given(documents, documents)
def test_what_only_one_side_changed_is_taken_as_it_is(base: Any, other: Any) -> None:
    for ours, theirs in ((base, other), (other, base), (other, other)):
        outcome = merged(base, ours, theirs)
        assert same(outcome.document, other)
        assert not outcome.collisions


@given(three)
def test_no_change_of_either_side_is_lost_unless_it_is_named(three: tuple[Any, Any, Any]) -> None:
    base, ours, theirs = three
    outcome = merged(base, ours, theirs)
    named = [each.path for each in outcome.collisions]
    for side in (ours, theirs):
        for change in difference("c", base, side):
            held = value_at(outcome.document, change.path)
            other = value_at(theirs if side is ours else ours, change.path)
            settled = same(held, change.now) or any(overlap(p, change.path) for p in named)
            if not settled:
                # A list or mapping, or an item, that the other side changed inside too.
                assert not same(other, change.was)
                assert isinstance(held, list | dict)


@given(three)
def test_the_two_sides_may_change_places(three: tuple[Any, Any, Any]) -> None:
    base, ours, theirs = three
    one, other = merged(base, ours, theirs), merged(base, theirs, ours)
    swapped = [Collision(c.path, c.base, c.theirs, c.ours) for c in other.collisions]
    assert {repr(each) for each in one.collisions} == {repr(each) for each in swapped}


@given(three)
def test_where_sides_collide_ours_stands(three: tuple[Any, Any, Any]) -> None:
    base, ours, theirs = three
    for each in merged(base, ours, theirs).collisions:
        assert same(value_at(ours, each.path), each.ours)
        assert same(value_at(theirs, each.path), each.theirs)


def test_what_both_sides_added_is_all_there_in_its_place() -> None:
    base = {"assertions": [{"id": "a1"}, {"id": "a2"}]}
    ours = {"assertions": [{"id": "a1"}, {"id": "ours"}, {"id": "a2"}]}
    theirs = {"assertions": [{"id": "a1"}, {"id": "a2"}, {"id": "theirs"}]}
    outcome = merged(base, ours, theirs)
    assert [item["id"] for item in outcome.document["assertions"]] == ["a1", "ours", "a2", "theirs"]
    assert not outcome.collisions


def test_a_list_that_both_sides_began_holds_what_both_put_in() -> None:
    ours, theirs = {"events": [{"id": "e1"}]}, {"events": [{"id": "e2"}]}
    assert {item["id"] for item in merged({}, ours, theirs).document["events"]} == {"e1", "e2"}


def test_an_item_that_one_side_changed_and_the_other_removed_collides() -> None:
    base = {"assertions": [{"id": "a1", "value": "yes"}]}
    ours = {"assertions": [{"id": "a1", "value": "no"}]}
    (collision,) = merged(base, ours, {"assertions": []}).collisions
    assert (collision.path, collision.theirs) == (("assertions", "a1"), ABSENT)


def test_two_new_items_under_one_id_are_two_things() -> None:
    ours = {"assertions": [{"id": "a1", "fact": "f", "value": "yes"}]}
    theirs = {"assertions": [{"id": "a1", "fact": "g", "value": "yes"}]}
    (collision,) = merged({"assertions": []}, ours, theirs).collisions
    assert collision.path == ("assertions", "a1")


def test_an_order_that_one_side_changed_is_kept() -> None:
    base = {"events": [{"id": "e1"}, {"id": "e2"}]}
    theirs = {"events": [{"id": "e2"}, {"id": "e1"}]}
    ours = {"events": [{"id": "e1", "what": "w"}, {"id": "e2"}, {"id": "e3"}]}
    found = merged(base, ours, theirs).document["events"]
    assert [item["id"] for item in found] == ["e2", "e3", "e1"]
    assert found[2]["what"] == "w"
