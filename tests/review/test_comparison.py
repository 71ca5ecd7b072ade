"""Other agencies' texts: never a breach, shown beside on request, and labelled."""

from __future__ import annotations

import pytest

from builders import CaseBuilder, a_library, a_rule, a_shooting, a_standard
from forcereview.record import Lens
from forcereview.review import Review

OURS = a_standard(
    a_rule("ICE-1", applies="subject.fleeing"), name="ours", governs={"agencies": ["ice"]}
)
THEIRS = a_standard(
    a_rule("CBP-1", applies="subject.fleeing"), name="theirs", governs={"agencies": ["cbp"]}
)
OLDER = a_standard(
    a_rule("OLD-1", applies="subject.fleeing"),
    name="older",
    governs={"agencies": ["ice"], "to": "2020-12-31"},
)
TEXAN = a_standard(
    a_rule("TX-1", applies="subject.fleeing"), name="texan", governs={"jurisdictions": ["us-tx"]}
)
LIBRARY = a_library(OURS, THEIRS, OLDER, TEXAN)
FLEEING = a_shooting().said("subject.fleeing", "yes")


def reviewed(case: CaseBuilder, *compare: str) -> Review:
    return case.reviewed(LIBRARY, lens=Lens(compare=compare), questions=True)


def keys(review: Review) -> list[tuple[str, str, str]]:
    return [(item.key, item.weight, item.finding) for item in review.findings]


def test_another_agencys_text_is_never_a_breach() -> None:
    review = reviewed(FLEEING)
    found = review.finding("shot-1", "CBP-1")
    assert (found.finding, found.weight) == ("not_applicable", "binding")
    assert found.why_not_applicable is not None
    assert found.why_not_applicable.reason == "not_governed"
    assert [item.key for item in review.governing()] == ["ICE-1"]


def test_a_comparison_shows_what_it_would_say_labelled_and_beside() -> None:
    review = reviewed(FLEEING, "theirs")
    assert ("CBP-1", "not_applicable", "binding") not in keys(review)
    assert [found for found in keys(review) if found[0] == "CBP-1"] == [
        ("CBP-1", "binding", "not_applicable"),
        ("CBP-1", "comparison", "inconsistent"),
    ]


@pytest.mark.parametrize("name", ["theirs", "older", "texan", "CBP-1", "CBP"])
def test_a_comparison_is_never_counted_among_what_governs(name: str) -> None:
    review = reviewed(FLEEING, name)
    assert any(item.weight == "comparison" for item in review.findings)
    assert [item.key for item in review.governing()] == ["ICE-1"]


def test_a_text_of_another_time_or_place_can_be_compared_too() -> None:
    found = keys(reviewed(FLEEING, "older", "texan"))
    assert ("OLD-1", "comparison", "inconsistent") in found
    assert ("TX-1", "comparison", "inconsistent") in found


def test_a_text_that_governs_is_not_shown_a_second_time_as_a_comparison() -> None:
    found = keys(reviewed(FLEEING, "ours"))
    assert [each for each in found if each[0] == "ICE-1"] == [("ICE-1", "binding", "inconsistent")]


def test_a_comparison_raises_no_questions() -> None:
    asked = reviewed(a_shooting(), "theirs").questions
    assert [(question.fact, question.settles) for question in asked] == [("subject.fleeing", 1)]
    effects = {key for answer in asked[0].answers for _, key, _ in answer.findings}
    assert effects == {"ICE-1"}


def test_looking_up_a_finding_gives_the_one_that_governs_before_a_comparison() -> None:
    found = reviewed(FLEEING, "theirs").finding("shot-1", "CBP-1")
    assert found.weight == "binding"


def test_a_holding_of_another_circuit_is_guidance_and_marked() -> None:
    library = a_library(a_standard(a_rule(applies="subject.fleeing", binding_in=["us-ca5"])))
    finding = FLEEING.reviewed(library).findings[0]
    assert (finding.weight, finding.persuasive) == ("guidance", True)
    bound = FLEEING.encounter(jurisdiction=["us", "us-ca5"]).reviewed(library).findings[0]
    assert (bound.weight, bound.persuasive) == ("binding", False)


def test_what_should_be_done_is_guidance() -> None:
    finding = FLEEING.finding(a_rule(applies="subject.fleeing", modality="should not"))
    assert finding.weight == "guidance"
