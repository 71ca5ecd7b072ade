"""Two versions of a record: which findings moved, and the fewest changes that alone move each."""

from __future__ import annotations

import json
from itertools import chain, combinations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import CaseBuilder, a_case, a_library, a_rule, a_shooting, a_standard, only
from forcereview.record import Lens
from forcereview.review import Review
from forcereview.review.comparing import Comparison, Move, compare_reviews
from forcereview.workspace import compare_files
from random_rules import ATOMS, SOURCES, VALUES

FLEEING = a_rule(applies="subject.fleeing", unless="subject.armed")
LIBRARY = a_library(a_standard(FLEEING))
SAID = a_shooting().said("subject.fleeing", "yes").said("subject.armed", "no", name="a-armed")


def compared(before: CaseBuilder | Review, after: CaseBuilder | Review) -> Comparison:
    one, other = (
        version.reviewed(LIBRARY) if isinstance(version, CaseBuilder) else version
        for version in (before, after)
    )
    return compare_reviews(one, other)


def the_move(before: CaseBuilder | Review, after: CaseBuilder | Review) -> Move:
    return only(compared(before, after).moves)


def without(case: CaseBuilder, name: str) -> CaseBuilder:
    left = [item for item in case.data["assertions"] if item["id"] != name]
    return CaseBuilder({**case.data, "assertions": left})


def changed(case: CaseBuilder, name: str, **fields: object) -> CaseBuilder:
    items = [i | fields if i["id"] == name else i for i in case.data["assertions"]]
    return CaseBuilder({**case.data, "assertions": items})


def test_a_record_compared_with_itself_moves_nothing() -> None:
    result = compared(SAID, SAID)
    assert (result.moves, result.claims, result.entries, result.unmoved) == ((), (), (), 1)
    assert not result.lens_changed
    assert not result.standards_changed


def test_an_assertion_added_is_named_as_the_cause() -> None:
    move = the_move(SAID, SAID.said("subject.armed", "yes", by="agent", name="new"))
    assert (move.frame, move.key) == ("shot-1", "T-1")
    assert (move.before, move.after) == ("inconsistent", "contested")
    assert (move.because, move.besides) == (("new",), ())


def test_an_assertion_removed_is_named_as_the_cause() -> None:
    result = compared(SAID, without(SAID, "a-armed"))
    assert only(result.moves).because == ("a-armed",)
    assert (result.claims[0].kind, result.claims[0].after) == ("removed", "")


def test_an_assertion_changed_is_shown_as_it_was_and_as_it_is() -> None:
    result = compared(SAID, changed(SAID, "a-armed", value="yes", known_to_officer="yes"))
    assert only(result.moves).after == "consistent"
    change = only(result.claims)
    assert change.before == "subject.armed: no (video), known to the officer: unknown"
    assert change.after == "subject.armed: yes (video), known to the officer: yes"


def test_what_does_not_bear_on_a_finding_is_never_its_cause() -> None:
    after = SAID.said("subject.armed", "yes", name="new").said("vehicle.moving", "yes", name="idle")
    result = compared(SAID, after)
    assert {change.id for change in result.claims} == {"new", "idle"}
    assert only(result.moves).because == ("new",)


def test_where_no_single_change_moves_it_a_pair_does() -> None:
    after = changed(changed(SAID, "a1", value="no"), "a-armed", value="yes")
    assert the_move(SAID, after).because == ("a1",)
    before = a_shooting()
    assert the_move(before, SAID).because == ("a1", "a-armed")


def test_where_no_pair_moves_it_all_that_it_takes_is_named_together() -> None:
    rule = a_rule(applies="subject.fleeing and subject.armed and vehicle.moving")
    library = a_library(a_standard(rule))
    before = a_shooting()
    after = (
        before.said("subject.fleeing", "yes", name="f")
        .said("vehicle.turning_away", "yes", name="idle")
        .said("subject.armed", "yes", name="a")
        .said("vehicle.moving", "yes", name="r")
    )
    move = only(compare_reviews(before.reviewed(library), after.reviewed(library)).moves)
    assert (move.after, move.because) == ("inconsistent", ("f", "a", "r"))


def test_of_several_changes_that_would_do_the_fewest_are_named() -> None:
    after = SAID.said("subject.armed", "yes", by="agent", name="one").said(
        "subject.armed", "yes", by="family", name="two"
    )
    assert the_move(SAID, after).because == ("one",)


def test_a_lens_that_differs_is_named_as_the_cause() -> None:
    other = SAID.reviewed(LIBRARY, lens=Lens(without={"video": "not authenticated"}))
    result = compared(SAID, other)
    move = only(result.moves)
    assert (move.because, move.besides) == ((), ("lens",))
    assert result.lens_changed


def test_standards_that_differ_are_named_as_the_cause() -> None:
    stricter = a_library(a_standard(a_rule(applies="subject.fleeing")))
    before = SAID.said("subject.armed", "yes", by="agent").reviewed(LIBRARY)
    after = SAID.said("subject.armed", "yes", by="agent").reviewed(stricter)
    result = compare_reviews(before, after)
    assert (only(result.moves).because, only(result.moves).besides) == ((), ("standards",))
    assert result.standards_changed


def test_a_provision_in_one_library_only_is_held_in_one_review_only() -> None:
    more = a_library(a_standard(FLEEING, a_rule("T-2", applies="subject.fleeing")))
    move = only(compare_reviews(SAID.reviewed(LIBRARY), SAID.reviewed(more)).moves)
    assert (move.key, move.before, move.after) == ("T-2", None, "inconsistent")
    assert move.besides == ("standards",)


def test_an_application_in_one_record_only_is_held_in_one_review_only() -> None:
    result = compared(SAID, SAID.with_shot("shot-2"))
    move = only(result.moves)
    assert (move.frame, move.before, move.after) == ("shot-2", None, "inconsistent")
    assert move.besides == ("entries",)
    assert [(e.group, e.id, e.kind) for e in result.entries] == [
        ("applications", "shot-2", "added")
    ]


def test_a_time_that_changed_is_named_among_the_entries() -> None:
    before = (
        a_case()
        .with_event("stop", "2026-03-02 12:00:05")
        .with_shot("shot-1", at="2 s after stop")
        .said("subject.fleeing", "yes", at="2 s after stop", name="f")
        .said("subject.armed", "no")
    )
    after = CaseBuilder({**before.data, "applications": [
        before.data["applications"][0] | {"at": "9 s after stop"}]})  # fmt: skip
    result = compared(before, after)
    assert only(result.moves).besides == ("entries",)
    assert result.entries[0].fields == ("at",)


def test_an_agency_that_changed_moves_what_governs() -> None:
    library = a_library(a_standard(FLEEING, governs={"agencies": ["ice"]}))
    people = SAID.data["people"] | {"agent-a": {"role": "officer", "agency": "cbp"}}
    after = CaseBuilder({**SAID.data, "people": people})
    move = only(compare_reviews(SAID.reviewed(library), after.reviewed(library)).moves)
    assert (move.after, move.besides) == ("not_applicable", ("entries",))


def test_elements_of_a_legal_test_move_too() -> None:
    legal = {
        "key": "GRAHAM",
        "title": "t",
        "says": "s",
        "citation": "c",
        "about": "application",
        "basis": "passage read",
        "elements": [{"id": "threat", "says": "s", "requires": "subject.armed"}],
    }
    library = a_library(a_standard(tests=[legal]))
    after = changed(SAID, "a-armed", value="yes")
    move = only(compare_reviews(SAID.reviewed(library), after.reviewed(library)).moves)
    assert (move.key, move.element, move.weight) == ("GRAHAM", "threat", "test")
    assert (move.before, move.after) == ("inconsistent", "consistent")
    assert move.because == ("a-armed",)


def test_files_are_compared_as_their_reviews_are(tmp_path: Path) -> None:
    for name, case in (("before", SAID), ("after", changed(SAID, "a-armed", value="yes"))):
        (tmp_path / f"{name}.yaml").write_bytes(json.dumps(case.data).encode())
    result = compare_files(tmp_path / "before.yaml", tmp_path / "after.yaml", LIBRARY)
    assert only(result.moves).because == ("a-armed",)


def test_a_comparison_standard_is_compared_as_such() -> None:
    foreign = a_standard(FLEEING, governs={"agencies": ["cbp"]}, name="foreign")
    library = a_library(foreign)
    lens = Lens(compare=("T-1",))
    after = changed(SAID, "a-armed", value="yes")
    move = only(
        compare_reviews(SAID.reviewed(library, lens=lens), after.reviewed(library, lens=lens)).moves
    )
    assert (move.weight, move.before, move.after) == ("comparison", "inconsistent", "consistent")


ACCOUNTS = st.lists(
    st.tuples(st.sampled_from(sorted(VALUES)), st.integers(0, 1), st.sampled_from(SOURCES)),
    max_size=4,
)


@settings(max_examples=60)
@given(ACCOUNTS, ACCOUNTS, st.sampled_from(ATOMS), st.sampled_from(ATOMS), st.sampled_from(ATOMS))
def test_the_cause_alone_moves_the_finding_and_nothing_less_does(
    one: list[tuple[str, int, str]], two: list[tuple[str, int, str]], a: str, b: str, c: str
) -> None:
    library = a_library(a_standard(a_rule(applies=f"({a}) or ({b})", unless=c)))
    before, after = _told(one, "b"), _told(two, "a")
    later = after.reviewed(library)
    for move in compare_reviews(before.reviewed(library), later).moves:
        named = set(move.because)
        assert not move.besides
        assert _with(before, after, named).reviewed(library).finding("shot-1", "T-1").finding == (
            later.finding("shot-1", "T-1").finding
        )
        sizes = range(min(len(named), 3))
        for fewer in chain.from_iterable(combinations(named, size) for size in sizes):
            part = _with(before, after, set(fewer)).reviewed(library)
            assert part.finding("shot-1", "T-1").finding != move.after


def _told(accounts: list[tuple[str, int, str]], mark: str) -> CaseBuilder:
    case = a_shooting()
    for number, (fact, which, source) in enumerate(accounts):
        values = VALUES[fact]
        case = case.said(fact, values[which % len(values)], by=source, name=f"{mark}{number}")
    return case


def _with(before: CaseBuilder, after: CaseBuilder, names: set[str]) -> CaseBuilder:
    """The earlier case with the assertions named as the later one has them."""
    ours = [i for i in before.data.get("assertions", []) if i["id"] not in names]
    theirs = [i for i in after.data.get("assertions", []) if i["id"] in names]
    return CaseBuilder({**before.data, "assertions": [*ours, *theirs]})
