"""What a chain of custody says, and what it leaves open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.evidence import Custody, Derivation, Item
from forcereview.evidence.custody import Held, gaps, gaps_of, holder, holders, next_link_id
from forcereview.evidence.told_times import certainly_before, read_told_time

LINKS = ("received", "transferred", "accessed", "copied", "returned", "examined", "expunged")


def links(*given: dict[str, str]) -> tuple[Custody, ...]:
    return tuple(Custody(id=f"c{n}", **each) for n, each in enumerate(given, 1))


def received(**fields: str) -> dict[str, str]:
    given = {"at": "2026-01-09", "giver": "the department", "holder": "clerk"}
    return {"what": "received", **given, **fields}


def transferred(**fields: str) -> dict[str, str]:
    given = {"at": "2026-01-12", "giver": "clerk", "holder": "reviewer 1"}
    return {"what": "transferred", **given, **fields}


def kinds(*given: dict[str, str]) -> list[str]:
    return [gap.kind for gap in gaps(links(*given))]


def test_a_chain_in_which_each_holder_hands_on_what_he_held_has_no_gap():
    back = {"what": "returned", "at": "2026-02-01", "giver": "reviewer 1", "holder": "clerk"}
    seen = {"what": "accessed", "at": "2026-01-13T10:00:00Z", "holder": "reviewer 1"}
    assert kinds(received(), transferred(), seen, back) == []


def test_no_chain_at_all_is_a_gap():
    assert kinds() == ["no chain"]


@pytest.mark.parametrize(
    ("chain", "kind"),
    [
        ([received(giver="")], "unknown giver"),
        ([received(at="")], "missing time"),
        ([received(at="last week")], "unreadable time"),
        ([received(holder="")], "nobody named"),
        ([received(), transferred(giver="the lab")], "not the holder"),
        ([received(), transferred(at="2026-01-08")], "out of order"),
        ([received(), transferred(holder="")], "nobody named"),
        ([received(), {"what": "copied", "at": "2026-01-10"}], "unknown holder"),
        ([received(), {"what": "accessed", "at": "2026-01-10"}], "unknown person"),
        ([transferred()], "no receipt"),
        (
            [received(), {"what": "expunged", "at": "2026-01-10", "holder": "x"}, transferred()],
            "after the end",
        ),
    ],
)
def test_each_kind_of_gap_is_told_of_the_link_that_has_it(chain: list[dict[str, str]], kind: str):
    found = gaps(links(*chain))
    assert [gap.kind for gap in found] == [kind]
    assert found[0].link == f"c{len(chain)}"
    assert found[0].words.endswith(".")


def test_a_holder_is_the_same_however_his_role_is_spaced_and_capitalised():
    assert kinds(received(holder="Evidence  Clerk"), transferred(giver="evidence clerk")) == []


def test_an_interval_without_a_holder_is_told_with_its_ends():
    chain = links(received(), transferred(holder=""), transferred(giver="", at="2026-03-01"))
    words = [gap.words for gap in gaps(chain) if gap.kind == "nobody named"]
    assert words == ["From 2026-01-12 on until 2026-03-01, nobody is named as the holder."]


def test_the_same_content_from_another_hand_does_not_take_it_from_its_holder():
    chain = links(received(), received(giver="a newspaper", holder="reviewer 2", at="2026-01-20"))
    assert holder(chain) == "clerk"
    assert gaps(chain) == ()


def test_after_a_return_it_can_be_received_again_from_whom_it_went_to():
    back = {"what": "returned", "at": "2026-02-01", "giver": "clerk", "holder": "the department"}
    again = received(at="2026-03-01")
    assert kinds(received(), back, again) == []
    assert kinds(received(), back, received(at="2026-03-01", giver="the press")) == [
        "not the holder"
    ]


def test_holders_follow_each_other_with_the_times_that_were_told():
    chain = links(received(), transferred(), {"what": "accessed", "holder": "reviewer 1"})
    assert holders(chain) == (
        Held("clerk", "2026-01-09", "2026-01-12", True, "c1"),
        Held("reviewer 1", "2026-01-12", "", False, "c2"),
    )


def test_what_was_made_here_needs_no_receipt():
    made = Derivation(parents=("e-1",), what="still", tool="still", version="1")
    item = Item(id="e-2", sha256="0" * 64, size=1, name="a.png", kind="derived", derivation=made)
    assert gaps_of(item) == ()
    seen = Custody(id="c1", what="accessed", at="2026-01-10", holder="reviewer 1")
    assert gaps_of(item.model_copy(update={"custody": (seen,)})) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-01-09", "2026-01-10"),
        ("2026-01-09T23:59", "2026-01-10T00:00"),
        ("2026-01-09T12:00Z", "2026-01-09T12:01:00Z"),
        ("2026-01-09T18:00-06:00", "2026-01-10T00:01Z"),
        ("2026", "2027-01"),
        ("2026-01-08", "2026-01-10T02:01+14:00"),
    ],
)
def test_times_that_are_in_order_however_they_are_read_are_told_apart(one: str, other: str):
    first, second = read_told_time(one), read_told_time(other)
    assert first is not None
    assert second is not None
    assert certainly_before(first, second)
    assert not certainly_before(second, first)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-01-09", "2026-01-09T08:00"),
        ("2026-01-09T20:00", "2026-01-10T01:00Z"),
        ("2026-01", "2026-01-01"),
        ("2026-01-09T18:00-06:00", "2026-01-10T00:00Z"),
    ],
)
def test_times_that_may_be_the_same_are_in_no_order(one: str, other: str):
    first, second = read_told_time(one), read_told_time(other)
    assert first is not None
    assert second is not None
    assert not certainly_before(first, second)
    assert not certainly_before(second, first)


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01", "2026-02-30", "09:35", "99999"])
def test_what_is_no_time_is_not_read_as_one(text: str):
    assert read_told_time(text) is None


@given(
    st.lists(
        st.builds(
            dict,
            what=st.sampled_from(LINKS),
            at=st.sampled_from(["", "2026-01-09", "9999-12-31", "0001-01-01T00:00", "soon"]),
            giver=st.sampled_from(["", "clerk", "lab"]),
            holder=st.sampled_from(["", "clerk", "lab"]),
        ),
        max_size=8,
    )
)
def test_any_chain_has_gaps_in_plain_words_of_links_that_it_has(chain: list[dict[str, str]]):
    made = links(*chain)
    known = {link.id for link in made} | {""}
    for gap in gaps(made):
        assert gap.link in known
        assert gap.words[0].isupper()
    assert next_link_id(made) not in known


@given(st.data())
def test_a_missing_giver_is_always_told(data: st.DataObject):
    chain = [received(), *[transferred(giver="clerk", holder="clerk")] * 3]
    place = data.draw(st.integers(0, 3))
    chain[place] = {**chain[place], "giver": ""}
    assert "unknown giver" in kinds(*chain)
