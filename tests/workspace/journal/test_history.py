"""The history of a fact names every value it ever had, on whose word, entered by whom, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.journal import ABSENT
from forcereview.workspace.cases.changing import change_case
from forcereview.workspace.cases.entering import add_assertion, correct_assertion, determine
from forcereview.workspace.cases.keeping import kept
from forcereview.workspace.journal.history import (
    PastValue,
    document_meant,
    history_of_fact,
    history_of_path,
)
from forcereview.workspace.journal.log import log
from forcereview.workspace.journal.undo import undo
from forcereview.workspace.ports import Ports
from kept_cases import a_determination, a_workspace_with_the_case, an_assertion

FACT = "subject.threat_imminent"


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    return a_workspace_with_the_case(tmp_path)


def told(past: PastValue) -> tuple[object, ...]:
    until = past.until.sequence if past.until else None
    return (past.given.id, past.given.value, past.entry.sequence, past.fate, until)


def test_every_value_is_there_in_the_order_in_which_it_was_entered(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2", "page 2")
    correct_assertion(ports, "small", "a3", "reviewer 3", "misread", value="unknown")
    determine(ports, "small", a_determination(), "reviewer 1")
    undo(ports, 5, "reviewer 1")
    without = kept(ports, "small").file
    change_case(
        ports,
        "small",
        without.model_copy(update={"assertions": without.assertions[:2]}),
        "reviewer 1",
    )
    found = history_of_fact(ports, FACT, "small")
    assert [told(past) for past in found] == [
        ("a1", "yes", 2, "stands", None),
        ("a3", "no", 3, "changed", 4),
        ("a3", "unknown", 4, "removed", 7),
        ("d1", "no", 5, "undone", 6),
    ]
    assert found[1].entry.reason == "page 2"
    assert (found[1].given.said_by, found[1].entry.by) == (("video",), "reviewer 2")
    assert found[3].given.said_by == ("the board",)


def test_an_undo_taken_back_brings_the_value_back_as_a_new_line(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    undo(ports, 3, "reviewer 1")
    undo(ports, 4, "reviewer 1")
    assert [told(past) for past in history_of_fact(ports, FACT)][1:] == [
        ("a3", "no", 3, "undone", 4),
        ("a3", "no", 5, "stands", None),
    ]


def test_values_of_applications_of_force_are_in_it(ports: Ports) -> None:
    (past,) = history_of_fact(ports, "force.type")
    assert (past.given.kind, past.given.value, past.given.about) == (
        "application", "firearm", ("shot-1",),
    )  # fmt: skip


def test_it_can_be_limited_to_one_person_or_use(ports: Ports) -> None:
    assert len(history_of_fact(ports, FACT, about="shot-1")) == 1
    assert history_of_fact(ports, FACT, about="shot-2") == []
    # said about everyone, so also about this one
    assert len(history_of_fact(ports, "vehicle.moving", about="shot-2")) == 1


def test_a_value_can_be_followed_by_its_way(ports: Ports) -> None:
    correct_assertion(ports, "small", "a2", "reviewer 3", "misread", value="no")
    undo(ports, 3, "reviewer 1")
    of, path = document_meant(ports, "assertions/a2/value")
    found = history_of_path(ports, of, path)
    assert [(each.value, each.entry.sequence) for each in found] == [
        ("yes", 2), ("no", 3), ("yes", 4),
    ]  # fmt: skip
    undo(ports, 4, "reviewer 1")
    undo(ports, 3, "reviewer 1")
    undo(ports, 2, "reviewer 1")
    assert history_of_path(ports, of, path)[-1].value is ABSENT


@pytest.mark.parametrize(
    ("fact", "case", "said"),
    [
        ("subject.threat_iminent", "", "did you mean 'subject.threat_imminent'"),
        (FACT, "smal", "no case 'smal'"),
    ],
)
def test_what_is_unknown_is_said_with_what_may_be_meant(
    ports: Ports, fact: str, case: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        history_of_fact(ports, fact, case)


def test_a_way_to_nothing_is_said(ports: Ports) -> None:
    with pytest.raises(BadInput, match="never held anything at 'file/assertions/a9'"):
        history_of_path(ports, "case/small", ("file", "assertions", "a9"))
    assert document_meant(ports, "title", of="evidence/e-1") == ("evidence/e-1", ("title",))


def test_the_log_can_be_limited_to_a_case_and_a_beginning(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    assert [entry.sequence for entry in log(ports)] == [1, 2, 3]
    assert [entry.sequence for entry in log(ports, case="small")] == [2, 3]
    assert [entry.does for entry in log(ports, since=2)] == ["assertion.add"]
