"""Findings on a case: what each further account may change, and what it never may."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import CaseBuilder, a_case, a_library, a_rule, a_shooting, a_standard
from forcereview.record import Lens, Supposition
from forcereview.standards import Library
from random_rules import ATOMS, PLAIN, SOURCES, VALUES, claims, rules

FORBIDDEN = a_rule(applies="subject.fleeing", unless="subject.armed")
AN_ACCOUNT = st.sampled_from([(fact, value) for fact, values in VALUES.items() for value in values])


def test_with_nothing_said_nothing_is_found() -> None:
    finding = a_shooting().finding(FORBIDDEN)
    assert finding.finding == "undetermined"
    assert set(finding.open) == {"subject.fleeing", "subject.armed"}


def test_the_conduct_forbidden_and_no_exception_is_inconsistent() -> None:
    case = a_shooting().said("subject.fleeing", "yes").said("subject.armed", "no")
    assert case.finding(FORBIDDEN).finding == "inconsistent"


def test_an_exception_makes_it_consistent_and_is_named() -> None:
    case = a_shooting().said("subject.fleeing", "yes").said("subject.armed", "yes")
    finding = case.finding(FORBIDDEN)
    assert (finding.finding, finding.by_exception) == ("consistent", True)
    assert finding.exceptions == ("subject.armed",)
    assert "by exception" in finding.sentence


def test_unknown_is_not_no() -> None:
    case = a_shooting().said("subject.fleeing", "yes").said("subject.armed", "unknown")
    finding = case.finding(FORBIDDEN)
    assert finding.finding == "undetermined"
    assert finding.open == ("subject.armed",)
    assert "no source answers" in finding.sentence


def test_a_contested_fact_never_decides_a_finding() -> None:
    case = a_shooting().said("subject.fleeing", "yes").said("subject.armed", "yes", by="agent")
    finding = case.said("subject.armed", "no").finding(FORBIDDEN)
    assert finding.finding == "contested"
    assert "sources differ on" in finding.sentence


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"subject.fleeing": "no"}, "conditions_not_met"),
        ({"subject.fleeing": "yes", "subject.armed": "yes"}, "exempt"),
    ],
)
def test_why_a_rule_is_not_applicable_is_told(said: dict[str, str], reason: str) -> None:
    case = a_shooting()
    for fact, value in said.items():
        case = case.said(fact, value)
    finding = case.finding(a_rule(applies="subject.fleeing", exempt="subject.armed"))
    assert finding.finding == "not_applicable"
    assert finding.why_not_applicable is not None
    assert finding.why_not_applicable.reason == reason


def test_a_presumption_that_decided_is_shown() -> None:
    rule = a_rule(
        applies="subject.fleeing", unless="subject.armed", presume=["exception absent unless shown"]
    )
    finding = a_shooting().said("subject.fleeing", "yes").finding(rule)
    assert finding.finding == "inconsistent"
    assert [str(item) for item in finding.presumed] == ["no exception (subject.armed)"]
    assert "Presumed unless shown: that there was no exception (subject.armed)." in finding.sentence


def test_a_presumption_yields_to_a_source_that_differs() -> None:
    rule = a_rule(applies="subject.fleeing", presume=["subject.fleeing = yes"])
    assert a_shooting().finding(rule).finding == "inconsistent"
    assert a_shooting().said("subject.fleeing", "no").finding(rule).finding == "not_applicable"


def test_a_contested_exception_is_not_presumed_absent() -> None:
    rule = a_rule(unless="subject.armed", presume=["exception absent unless shown"])
    case = a_shooting().said("subject.armed", "yes", by="agent").said("subject.armed", "no")
    finding = case.finding(rule)
    assert (finding.finding, finding.presumed) == ("contested", ())


def test_each_shot_is_found_on_by_itself() -> None:
    case = (
        a_case()
        .with_shot("shot-1")
        .with_shot("shot-2")
        .said("subject.armed", "yes", "shot-1")
        .said("subject.armed", "no", "shot-2")
    )
    review = case.reviewed(a_rule(unless="subject.armed"))
    assert review.finding("shot-1", "T-1").finding == "consistent"
    assert review.finding("shot-2", "T-1").finding == "inconsistent"


def test_what_is_said_without_saying_when_holds_for_every_shot() -> None:
    case = a_case().with_shot("shot-1").with_shot("shot-2").said("subject.armed", "no", "driver")
    review = case.reviewed(a_rule(unless="subject.armed"))
    assert {finding.finding for finding in review.findings} == {"inconsistent"}


ENCOUNTER = {"about": "encounter"}


def test_what_was_so_at_one_shot_was_so_at_some_time_but_its_absence_there_denies_nothing() -> None:
    rule = a_rule(requires="subject.armed", **ENCOUNTER)
    case = a_case().with_shot("shot-1").with_shot("shot-2")
    assert case.said("subject.armed", "yes", "shot-1").finding(rule).finding == "consistent"
    assert case.said("subject.armed", "no", "shot-1").finding(rule).finding == "undetermined"
    assert case.said("subject.armed", "no", "driver").finding(rule).finding == "inconsistent"


def test_what_was_absent_at_one_shot_was_not_so_throughout() -> None:
    rule = a_rule(requires="subject.armed throughout", **ENCOUNTER)
    case = a_case().with_shot("shot-1").with_shot("shot-2")
    assert case.said("subject.armed", "no", "shot-1").finding(rule).finding == "inconsistent"
    assert case.said("subject.armed", "yes", "shot-1").finding(rule).finding == "undetermined"
    assert case.said("subject.armed", "yes", "driver").finding(rule).finding == "consistent"


def test_measurements_that_exclude_each_other_leave_a_finding_contested() -> None:
    rule = a_rule(applies="vehicle.min_distance < 1 m")
    near = a_shooting().said("vehicle.min_distance", "0.4 ± 0.1 m")
    assert near.finding(rule).finding == "inconsistent"
    assert near.said("vehicle.min_distance", "0.5 to 2 m").finding(rule).finding == "inconsistent"
    assert near.said("vehicle.min_distance", "0.8 to 2 m").finding(rule).finding == "contested"


TIMED = (
    a_case()
    .on("2026-03-02 12:00", "2026-03-02 13:00")
    .with_event("order-exit", "2026-03-02 12:10:00")
    .with_shot("shot-1", at="10 s after order-exit")
)


@pytest.mark.parametrize(
    ("at", "finding"),
    [
        ("3 s after order-exit", "consistent"),
        ("5 s after order-exit", "consistent"),
        ("2 s after order-exit", "undetermined"),
        ("11 s after order-exit", "undetermined"),
        ("1 to 4 s after order-exit", "undetermined"),
        ("", "undetermined"),
    ],
)
def test_a_window_counts_only_what_surely_falls_in_it(at: str, finding: str) -> None:
    rule = a_rule(requires="warning.given before the application within 7 s")
    case = TIMED.said("warning.given", "yes", "agent-a", at=at)
    assert case.finding(rule).finding == finding


def test_what_was_never_done_was_not_done_in_any_window() -> None:
    rule = a_rule(requires="warning.given before the application within 7 s")
    assert TIMED.said("warning.given", "no", "agent-a").finding(rule).finding == "inconsistent"


@pytest.mark.parametrize(
    ("written", "inclusive", "finding"),
    [
        ("1 h after shot-1", True, "consistent"),
        ("1 h after shot-1", False, "inconsistent"),
        ("59 min after shot-1", False, "consistent"),
        ("61 min after shot-1", True, "inconsistent"),
        ("50 to 70 min after shot-1", True, "undetermined"),
        ("none", True, "inconsistent"),
        ("unknown", True, "undetermined"),
    ],
)
def test_a_deadline_is_kept_or_missed_to_the_moment(
    written: str, inclusive: bool, finding: str
) -> None:
    rule = a_rule(
        requires="report.written_at after the application within [first report]",
        about="duty",
        each="application",
        phase="after",
    )
    case = TIMED.within("first report", "1 h", inclusive=inclusive)
    standard = _with_deadline(rule)
    review = case.said("report.written_at", written, "agent-a").reviewed(standard)
    assert review.findings[0].finding == finding


def test_a_deadline_that_nobody_configured_leaves_the_duty_open_and_is_named() -> None:
    rule = a_rule(requires="report.written_at after the application within [first report]")
    review = TIMED.said("report.written_at", "2 h after shot-1").reviewed(_with_deadline(rule))
    assert review.findings[0].finding == "undetermined"
    assert "deadline: first report" in review.findings[0].open


def _with_deadline(rule: dict[str, Any]) -> Library:
    return a_library(a_standard(rule, deadlines={"first report": "when the first report is due"}))


def test_a_determination_stands_in_place_of_every_account() -> None:
    case = a_shooting().said("subject.armed", "yes").said("subject.armed", "no", by="agent")
    finding = case.determined("subject.armed", "yes").finding(a_rule(unless="subject.armed"))
    assert (finding.finding, finding.because) == ("consistent", ("d1",))


def test_an_external_determination_stands_beside_and_decides_nothing() -> None:
    case = a_shooting().determined("subject.armed", "yes", external=True)
    review = case.reviewed(a_rule(unless="subject.armed"))
    assert review.findings[0].finding == "undetermined"
    assert [item.id for item in review.determinations] == ["d1"]


def test_a_what_if_stands_above_a_determination() -> None:
    lens = Lens(what_if=(Supposition("subject.armed", "no"),))
    case = a_shooting().determined("subject.armed", "yes")
    assert case.finding(a_rule(unless="subject.armed"), lens=lens).finding == "inconsistent"


def test_a_determination_on_one_shot_leaves_another_as_its_sources_have_it() -> None:
    case = (
        a_case()
        .with_shot("shot-1")
        .with_shot("shot-2")
        .said("subject.armed", "no", "driver")
        .determined("subject.armed", "yes", "shot-1")
    )
    review = case.reviewed(a_rule(unless="subject.armed"))
    assert review.finding("shot-1", "T-1").finding == "consistent"
    assert review.finding("shot-2", "T-1").finding == "inconsistent"


def test_a_determination_on_one_shot_counts_for_the_encounter_in_place_of_accounts_of_it() -> None:
    rule = a_rule(requires="subject.armed", **ENCOUNTER)
    case = a_case().with_shot("shot-1").with_shot("shot-2")
    decided = case.determined("subject.armed", "yes", "shot-1")
    assert decided.finding(rule).finding == "consistent"
    against = case.said("subject.armed", "yes", "shot-1").determined(
        "subject.armed", "no", "shot-1"
    )
    assert against.finding(rule).finding == "undetermined"
    assert against.said("subject.armed", "yes", "shot-2").finding(rule).finding == "consistent"


def test_the_order_in_which_accounts_are_recorded_makes_no_difference() -> None:
    rule = a_rule(applies="subject.fleeing", unless="subject.armed")
    said = [("subject.armed", "yes"), ("subject.fleeing", "yes"), ("subject.armed", "no")]
    found = set()
    for order in (said, said[::-1], said[1:] + said[:1]):
        case = a_shooting()
        for fact, value in order:
            case = case.said(fact, value)
        found.add(case.finding(rule).finding)
    assert found == {"contested"}


ACCOUNTS = claims(most=6, determined=False)


@given(case=ACCOUNTS, more=AN_ACCOUNT, source=st.sampled_from(SOURCES))
def test_one_more_account_never_takes_support_or_denial_away(
    case: CaseBuilder, more: tuple[str, str], source: str
) -> None:
    rule = a_rule(applies=" or ".join(PLAIN))
    before = case.finding(rule).leaves
    after = case.said(more[0], more[1], "shot-1", by=source).finding(rule).leaves
    for one, two in zip(before, after, strict=True):
        assert one.bits & two.bits == one.bits


@given(case=ACCOUNTS, more=AN_ACCOUNT, atom=st.sampled_from(ATOMS))
def test_one_contrary_account_never_turns_established_into_refuted(
    case: CaseBuilder, more: tuple[str, str], atom: str
) -> None:
    before = case.finding(a_rule(applies=atom)).leaves[0].bits
    after = case.said(more[0], more[1], "shot-1").finding(a_rule(applies=atom)).leaves[0].bits
    assert {before, after} != {1, 2}
    if before:
        assert after, "what somebody spoke of is never silent again"


@given(case=ACCOUNTS, more=AN_ACCOUNT, rule=rules(presuming=False))
def test_one_more_account_never_turns_a_finding_into_its_opposite(
    case: CaseBuilder, more: tuple[str, str], rule: dict[str, Any]
) -> None:
    before = case.finding(rule).finding
    after = case.said(more[0], more[1], "shot-1").finding(rule).finding
    violated, kept = {"inconsistent"}, {"consistent", "not_applicable"}
    assert not (before in violated and after in kept)
    assert not (before in kept and after in violated)


@given(case=ACCOUNTS, more=AN_ACCOUNT, rule=rules(presuming=False, asking=PLAIN))
def test_one_more_account_never_turns_a_finding_into_silence(
    case: CaseBuilder, more: tuple[str, str], rule: dict[str, Any]
) -> None:
    before = case.finding(rule).finding
    after = case.said(more[0], more[1], "shot-1").finding(rule).finding
    assert before == "undetermined" or after != "undetermined"
