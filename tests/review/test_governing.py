"""Which text governs a frame where the day or the agency isn't known for sure."""

from __future__ import annotations

import pytest

from builders import a_case, a_library, a_rule, a_shooting, a_standard
from forcereview.record import Lens, Supposition
from forcereview.review import Review

OLD = a_standard(
    a_rule("OLD-1", applies="subject.fleeing"), name="old", governs={"to": "2023-02-05"}
)
NEW = a_standard(
    a_rule("NEW-1", applies="subject.fleeing"),
    name="new",
    supersedes=["old"],
    governs={"from": "2023-02-06"},
)
VERSIONS = a_library(OLD, NEW)


def found(review: Review) -> dict[str, str]:
    return {
        item.key: item.finding
        if item.why_not_applicable is None
        else item.why_not_applicable.reason
        for item in review.findings
    }


@pytest.mark.parametrize(
    ("start", "old", "new"),
    [
        ("2023-02-05 23:00", "inconsistent", "not_in_force"),
        ("2023-02-07 00:30", "not_in_force", "inconsistent"),
        ("2023-02-05 23:50 to 2023-02-06 00:10", "undetermined", "undetermined"),
    ],
)
def test_the_local_day_of_the_event_picks_the_version(start: str, old: str, new: str) -> None:
    case = a_shooting().on(start).said("subject.fleeing", "yes")
    assert found(case.reviewed(VERSIONS)) == {"OLD-1": old, "NEW-1": new}


UNSURE = a_shooting().on("2023-02-05 23:50 to 2023-02-06 00:10").said("subject.fleeing", "yes")


def test_an_uncertain_version_is_asked_for_and_each_answer_settles_both_texts() -> None:
    review = UNSURE.reviewed(VERSIONS, questions=True)
    assert {item.open for item in review.findings} == {("policy.version_in_force",)}
    (question,) = review.questions
    assert (question.fact, question.state) == ("policy.version_in_force", "unknown")
    assert {
        answer.value: {key: new for _, key, new in answer.findings} for answer in question.answers
    } == {
        "old": {"OLD-1": "inconsistent", "NEW-1": "not_applicable"},
        "new": {"OLD-1": "not_applicable", "NEW-1": "inconsistent"},
    }


def test_the_record_may_name_the_version_and_is_quoted_for_it() -> None:
    review = UNSURE.said("policy.version_in_force", "new", name="manual").reviewed(VERSIONS)
    assert found(review) == {"OLD-1": "not_in_force", "NEW-1": "inconsistent"}
    assert review.finding("shot-1", "NEW-1").because == ("a1", "manual")
    assert review.finding("shot-1", "OLD-1").because == ("manual",)


def test_sources_that_name_different_versions_leave_both_texts_contested() -> None:
    case = UNSURE.said("policy.version_in_force", "new").said(
        "policy.version_in_force", "old", by="agent"
    )
    review = case.reviewed(VERSIONS, questions=True)
    assert found(review) == {"OLD-1": "contested", "NEW-1": "contested"}
    assert review.questions[0].state == "contested"


def test_a_source_left_out_names_no_version() -> None:
    case = UNSURE.said("policy.version_in_force", "new", by="agent")
    review = case.reviewed(VERSIONS, lens=Lens(without={"agent": "interested"}))
    assert found(review) == {"OLD-1": "undetermined", "NEW-1": "undetermined"}


def test_a_what_if_names_the_version() -> None:
    lens = Lens(what_if=(Supposition("policy.version_in_force", "old"),))
    review = UNSURE.reviewed(VERSIONS, lens=lens)
    assert found(review) == {"OLD-1": "inconsistent", "NEW-1": "not_in_force"}


def test_a_version_that_is_no_relation_says_nothing() -> None:
    review = UNSURE.said("policy.version_in_force", "another manual").reviewed(VERSIONS)
    assert found(review) == {"OLD-1": "undetermined", "NEW-1": "undetermined"}


AGENCY = a_library(
    a_standard(a_rule(applies="subject.fleeing"), name="theirs", governs={"agencies": ["ice"]})
)


def test_a_text_of_an_agency_stays_open_for_an_officer_of_unknown_agency() -> None:
    case = a_case().with_officer("agent-a", agency="").with_shot("shot-1")
    finding = case.said("subject.fleeing", "yes").reviewed(AGENCY).findings[0]
    assert finding.finding == "undetermined"
    assert finding.open == ("officer.agency",)


def test_what_does_not_apply_anyway_does_not_wait_for_the_agency() -> None:
    case = a_case().with_officer("agent-a", agency="").with_shot("shot-1")
    finding = case.said("subject.fleeing", "no").reviewed(AGENCY).findings[0]
    assert finding.finding == "not_applicable"


def test_each_officer_is_held_to_the_texts_of_his_own_agency() -> None:
    case = (
        a_case()
        .with_officer("agent-b", agency="cbp")
        .with_shot("shot-1")
        .with_shot("shot-2", officer="agent-b")
        .said("subject.fleeing", "yes")
    )
    review = case.reviewed(AGENCY)
    assert review.finding("shot-1", "T-1").finding == "inconsistent"
    assert review.finding("shot-2", "T-1").finding == "not_applicable"
