"""A claim of a fact: supported, contradicted, contested, or not supported by anything held."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import CaseBuilder, a_case, a_claim, a_shooting
from forcereview.statements import CheckedClaim

Checking = Callable[..., CheckedClaim]
SAID = a_claim("subject.armed", "yes", "driver")


def said(case: CaseBuilder, *values: str) -> CaseBuilder:
    """Sources of their own that give the fact these values."""
    for number, value in enumerate(values):
        name = f"outlet-{number}"
        case = case.with_source(name, published="2026-03-02")
        case = case.said("subject.armed", value, "driver", by=name, name=f"said-{number}")
    return case


@pytest.mark.parametrize(
    ("values", "word"),
    [
        (["yes"], "supported"),
        (["yes", "yes"], "supported"),
        (["no"], "contradicted"),
        (["yes", "no"], "contested"),
        ([], "unsupported"),
        (["unknown"], "unsupported"),
    ],
)
def test_a_claim_stands_as_others_say(claim_of: Checking, values: list[str], word: str) -> None:
    checked = claim_of(said(a_case().stated("post", SAID), *values))

    assert checked.now.word == word
    assert checked.then == checked.now


def test_unsupported_is_not_called_false(claim_of: Checking) -> None:
    result = claim_of(a_case().stated("post", SAID)).now

    assert "not supported by anything held" in result.sentence
    assert "contradict" not in result.sentence
    assert "false" not in result.sentence


def test_the_sentence_names_sources_and_dates(claim_of: Checking) -> None:
    case = a_case().with_source("outlet", published="2026-03-02")
    result = claim_of(case.said("subject.armed", "no", "driver", by="outlet").stated("p", SAID)).now

    assert "contradicted by outlet (2026-03-02)" in result.sentence


@pytest.mark.parametrize(
    ("claimed", "said", "word"),
    [
        ("3 shots", "3 shots", "supported"),
        ("3 shots", "4 shots", "contradicted"),
        ("2 to 4 shots", "3 shots", "supported"),
        ("3 shots", "2 to 4 shots", "unsupported"),
        ("at least 2 shots", "3 shots", "supported"),
    ],
)
def test_a_number_is_supported_by_what_lies_within_it(
    claim_of: Checking, claimed: str, said: str, word: str
) -> None:
    case = a_shooting().said("force.shot_count", said, "agent-a")
    case = case.stated("post", a_claim("force.shot_count", claimed, "agent-a"))

    assert claim_of(case).now.word == word


def test_measurements_that_exclude_each_other_contest_a_claim(claim_of: Checking) -> None:
    case = a_shooting().with_source("other")
    case = case.said("vehicle.min_distance", "0.4 to 0.5 m", "agent-a", "shot-1")
    case = case.said("vehicle.min_distance", "0.55 to 2 m", "agent-a", "shot-1", by="other")
    case = case.stated("post", a_claim("vehicle.min_distance", "below 0.6 m", "agent-a"))

    assert claim_of(case).now.word == "contested"


def test_a_choice_is_contradicted_by_another(claim_of: Checking) -> None:
    case = a_shooting().said("force.shot_origin", "side", "shot-1")
    case = case.stated("post", a_claim("force.shot_origin", "front", "shot-1"))

    assert claim_of(case).now.word == "contradicted"


@pytest.mark.parametrize(("said", "word"), [("none", "contradicted"), ("12:10:00", "supported")])
def test_a_time_is_held_against_times(claim_of: Checking, said: str, word: str) -> None:
    case = a_case().said("aid.requested_at", said, "driver")
    case = case.stated("post", a_claim("aid.requested_at", "12:09 to 12:11", "driver"))

    assert claim_of(case).now.word == word


def test_each_shot_has_a_result_of_its_own(claim_of: Checking) -> None:
    fact = "officer.in_vehicle_path"
    case = a_shooting().with_shot("shot-2").said(fact, "yes", "shot-1").said(fact, "no", "shot-2")
    result = claim_of(case.stated("post", a_claim(fact, "yes"))).now

    assert {part.frame.id: part.word for part in result.parts} == {
        "shot-1": "supported",
        "shot-2": "contradicted",
    }
    assert result.word == "contradicted"
    assert "For shot 1: " in result.sentence
    assert "For shot 2: " in result.sentence


def test_contested_for_one_shot_and_unknown_for_another_is_not_contradicted(
    claim_of: Checking,
) -> None:
    fact = "officer.in_vehicle_path"
    case = a_shooting().with_shot("shot-2").with_source("other")
    case = case.said(fact, "yes", "shot-1").said(fact, "no", "shot-1", by="other")

    assert claim_of(case.stated("post", a_claim(fact, "yes"))).now.word == "contested"


def test_an_indicator_contests_the_word_on_a_judgement(claim_of: Checking) -> None:
    case = a_shooting().said("vehicle.turning_away", "yes", "shot-1")
    result = claim_of(case.stated("post", a_claim("subject.threat_imminent", "yes", "shot-1"))).now

    assert result.word == "contested"
    assert "only the speaker’s own account" in result.sentence
    assert result.denial == 0


def test_an_indicator_alone_supports_no_judgement(claim_of: Checking) -> None:
    case = a_shooting().said("officer.in_vehicle_path", "yes", "shot-1")
    case = case.said("vehicle.moving", "yes", "shot-1")
    result = claim_of(case.stated("post", a_claim("subject.threat_imminent", "yes", "shot-1"))).now

    assert result.word == "unsupported"
    assert "deciding nothing by themselves" in result.sentence


def test_a_claim_that_a_judgement_is_not_so_meets_indicators_the_other_way(
    claim_of: Checking,
) -> None:
    case = a_shooting().said("officer.in_vehicle_path", "yes", "shot-1")
    case = case.said("vehicle.moving", "yes", "shot-1")
    result = claim_of(case.stated("post", a_claim("subject.threat_imminent", "no", "shot-1"))).now

    assert result.word == "contested"


def test_a_determination_decides(claim_of: Checking) -> None:
    fact = "subject.threat_imminent"
    case = a_shooting().said("vehicle.turning_away", "yes", "shot-1").determined(fact, "yes")
    result = claim_of(case.stated("post", a_claim(fact, "yes", "shot-1"))).now

    assert result.word == "supported"


def test_training_of_an_agency_is_held_against_what_sources_say_of_it(claim_of: Checking) -> None:
    fact = "agency.training_hours_cut"
    claim = a_claim(fact, "no", "ice") | {"kind": "procedure"}
    case = a_case().stated("release", claim)

    assert claim_of(case).now.word == "unsupported"
    assert claim_of(case.said(fact, "yes", "ice")).now.word == "contradicted"


def test_support_from_one_side_alone_is_said_so(claim_of: Checking) -> None:
    case = a_case().with_source("union", side="officer")
    case = case.said("subject.armed", "yes", "driver", by="union").stated("post", SAID)
    result = claim_of(case).now

    assert result.interested == "officer"
    assert "on the account of an interested party alone" in result.sentence


def test_an_opinion_is_not_checked_and_says_why(claim_of: Checking) -> None:
    claim = {"quotation": "a hero", "kind": "opinion", "reason": "A value judgement."}
    checked = claim_of(a_case().stated("post", claim))

    assert checked.now.word == checked.then.word == "opinion"
    assert "A value judgement." in checked.now.sentence
