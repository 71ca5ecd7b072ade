"""The answers a question is given: as few as make a difference to the rules that ask it."""

from __future__ import annotations

from typing import Any

import pytest

from builders import CaseBuilder, a_library, a_rule, a_shooting, a_standard
from forcereview.review import Question


def asked(case: CaseBuilder, *these: dict[str, Any]) -> Question:
    """The only question that these rules leave open."""
    (question,) = case.reviewed(*these, questions=True).questions
    return question


@pytest.mark.parametrize(
    ("conditions", "answers"),
    [
        (["vehicle.min_distance < 1 m"], ["below 1 m", "at least 1 m"]),
        (["vehicle.min_distance >= 1 m"], ["below 1 m", "at least 1 m"]),
        (["vehicle.min_distance <= 1 m"], ["at most 1 m", "above 1 m"]),
        (["vehicle.min_distance = 1 m"], ["below 1 m", "exactly 1 m", "above 1 m"]),
        (
            ["vehicle.min_distance < 1 m", "vehicle.min_distance > 1 m"],
            ["below 1 m", "exactly 1 m", "above 1 m"],
        ),
        (
            ["vehicle.min_distance < 50 cm", "vehicle.min_distance <= 2 m"],
            ["below 0.5 m", "0.5 to 2 m", "above 2 m"],
        ),
        (
            ["vehicle.min_distance < 50 cm", "vehicle.min_distance < 2 m"],
            ["below 0.5 m", "0.5 to 1.998 m", "at least 2 m"],
        ),
    ],
)
def test_a_measure_is_asked_by_the_ranges_between_the_limits_of_the_rules(
    conditions: list[str], answers: list[str]
) -> None:
    these = [a_rule(f"T-{n}", applies=text) for n, text in enumerate(conditions, 1)]
    question = asked(a_shooting(), *these)
    assert [answer.value for answer in question.answers] == answers
    for answer in question.answers:
        assert answer.settles == len(these), "each range answers every rule"


def test_counts_are_asked_by_whole_numbers() -> None:
    these = (
        a_rule("T-1", applies="force.shot_count > 1 shots"),
        a_rule("T-2", applies="force.shot_count > 3 shots"),
    )
    question = asked(a_shooting(), *these)
    assert [answer.value for answer in question.answers] == [
        "at most 1 shots",
        "2 to 3 shots",
        "above 3 shots",
    ]
    assert {answer.settles for answer in question.answers} == {2}


REPORTING = a_rule(requires="report.written_at after the application within [first report]")


@pytest.mark.parametrize("inclusive", [True, False])
def test_a_time_is_asked_within_the_limit_beyond_it_and_not_at_all(inclusive: bool) -> None:
    case = a_shooting().within("first report", "1 h", inclusive=inclusive)
    library = a_library(a_standard(REPORTING, deadlines={"first report": "as configured"}))
    (question,) = case.reviewed(library, questions=True).questions
    within, beyond, never = question.answers
    assert within.findings == (("shot-1", "T-1", "consistent"),)
    assert beyond.findings == never.findings == (("shot-1", "T-1", "inconsistent"),)
    assert never.value == "none"


def test_a_warning_before_the_force_is_asked_by_times_before_it() -> None:
    rule = a_rule(requires="aid.requested_at before the application within 60 s")
    question = asked(a_shooting(), rule)
    assert [answer.value for answer in question.answers] == [
        "0 to 60 s before shot-1",
        "60.06 to 600 s before shot-1",
        "none",
    ]
    assert [answer.settles for answer in question.answers] == [1, 1, 1]


def test_a_word_is_asked_by_the_words_that_rules_name_and_any_other() -> None:
    rule = a_rule(applies="subject.vulnerability contains hearing loss")
    question = asked(a_shooting(), rule)
    assert [(answer.value, answer.findings) for answer in question.answers] == [
        ("hearing loss", (("shot-1", "T-1", "inconsistent"),)),
        ("something else", (("shot-1", "T-1", "not_applicable"),)),
    ]
