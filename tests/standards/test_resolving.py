"""Reading a standard: definitions put in, facts and values checked, every mistake in its place."""

from __future__ import annotations

import pytest

from builders import a_rule, a_standard, standard_text
from forcereview.errors import BadInput
from forcereview.standards import read_standard
from forcereview.standards.expressions import Atom, Met, Or
from forcereview.vocabulary import fact_catalogue

ARMED, FLEEING = Atom("subject.armed"), Atom("subject.fleeing")
CATALOGUE = fact_catalogue()


def complaints(raw: bytes) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_standard(raw, "policy.yaml", CATALOGUE)
    return [str(problem) for problem in caught.value.problems]


def complaint(**rule: object) -> str:
    """The only complaint about a standard with this one rule, without its place."""
    (found,) = complaints(standard_text(a_rule(**rule)))
    return found.partition(": ")[2]


HEAD = """\
standard: policy
title: A policy
short: policy
issuer: the agency
kind: policy
governs: {}
text: {held: no}
"""
RULE = """\
  - key: P-1
    topic: force
    says: Says so.
    citation: section 1
    modality: must not
    phase: during
    about: application
    basis: passage read
"""


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("    applies: subject.armd\n", "policy.yaml:17:14"),
        ("    applies: vehicle.moving and subject.armd\n", "policy.yaml:17:33"),
        ("    applies: 'vehicle.moving and subject.armd'\n", "policy.yaml:17:34"),
        ("    applies: >-\n      vehicle.moving\n      and subject.armd\n", "policy.yaml:19:11"),
        ("    applies: |\n      vehicle.moving and\n        subject.armd\n", "policy.yaml:19:9"),
        ("    applies: vehicle.moving\n      and subject.armd\n", "policy.yaml:18:11"),
    ],
)
def test_a_misspelt_fact_is_placed_to_the_column_however_it_is_written(
    written: str, place: str
) -> None:
    (found,) = complaints((HEAD + "provisions:\n" + RULE + written).encode())
    assert found == (
        f"{place}: unknown fact 'subject.armd'; did you mean 'subject.armed'? "
        "(forcereview facts subject)"
    )


def test_a_mistake_of_grammar_is_placed_to_the_column() -> None:
    raw = HEAD + "provisions:\n" + RULE + "    applies: >-\n      vehicle.moving\n      and or x\n"
    (found,) = complaints(raw.encode())
    assert found.startswith("policy.yaml:19:11: 'or' is not expected here; ")


def test_every_mistake_is_told_at_once_and_once() -> None:
    rules = (
        a_rule("T-1", applies="subject.armd", requires="force.level >= hrad"),
        a_rule("T-2", applies="met(T-1) and vehicle.speeed > 3 m"),
    )
    found = [text.partition(": ")[2] for text in complaints(standard_text(*rules))]
    assert [text.partition(";")[0] for text in found] == [
        "unknown fact 'subject.armd'",
        "'hrad' is not a choice of force.level",
        "unknown fact 'vehicle.speeed'",
    ]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("force.level", "force.level is a choice; it does not hold or fail by itself"),
        ("vehicle.min_distance", "vehicle.min_distance is a quantity; it does not hold or fail"),
        (
            "force.level >= deadli",
            "'deadli' is not a choice of force.level; did you mean 'deadly'?",
        ),
        ("force.type < dog", "the choices of force.type have no order, so '<' means nothing"),
        ("vehicle.min_distance < 5 s", "vehicle.min_distance is measured in m; '5 s' is a time"),
        ("vehicle.min_distance < near", "vehicle.min_distance is compared with 'near'"),
        ("subject.armed = maybe", "subject.armed is answered yes or no"),
        ("subject.armed >= yes", "subject.armed is answered yes or no"),
        ("report.written_at = noon", "report.written_at is a time"),
        (
            "report.written_at after the application within [first report]",
            "deadline [first report] is not declared",
        ),
        (
            "force.level = subject.threat_severity",
            "force.level and subject.threat_severity can't be",
        ),
        ("force.level > vehicle.min_distance", "force.level and vehicle.min_distance can't be"),
        (
            "vehicle.min_distance < vehicle.speed",
            "vehicle.min_distance is measured in m and vehicle",
        ),
        ("good reason", "'good reason' is neither a fact nor a definition of this standard"),
        ("met(T-9)", "met(T-9): no such provision in this standard; did you mean 'T-1'?"),
        ("met(T-1)", "met(T-1) runs in a circle"),
    ],
)
def test_what_cannot_be_asked_of_a_fact_is_refused(expression: str, told: str) -> None:
    assert complaint(requires=expression).startswith(told)


def test_a_deadline_declared_is_known() -> None:
    standard = a_standard(
        a_rule(requires="report.written_at after the application within [first report]"),
        deadlines={"first report": "when the first report is due"},
    )
    assert standard.rules[0].program.atoms[0].timing.deadline == "first report"


def test_definitions_that_run_in_a_circle_are_told_with_the_way_round() -> None:
    raw = standard_text(
        a_rule(applies="one"),
        definitions={"one": "two and subject.armed", "two": "not three", "three": "one"},
    )
    (found,) = complaints(raw)
    assert "definitions run in a circle: one -> two -> three -> one; break it" in found


def test_a_circle_through_another_provision_is_found() -> None:
    raw = standard_text(
        a_rule("T-1", requires="met(T-2)"), a_rule("T-2", requires="subject.armed and met(T-1)")
    )
    assert all("runs in a circle; break it" in text for text in complaints(raw))


def test_a_circle_through_a_definition_and_a_provision_is_found() -> None:
    raw = standard_text(
        a_rule("T-1", requires="good reason"),
        definitions={"good reason": "met(T-1) or subject.armed"},
    )
    assert any("circle" in text for text in complaints(raw))


def test_met_is_what_the_other_provision_requires_or_its_exception() -> None:
    standard = a_standard(
        a_rule("T-1", requires="subject.armed", unless="subject.fleeing"),
        a_rule("T-2", requires="met(T-1)"),
    )
    met = standard.rules[1].requires
    assert isinstance(met, Met)
    assert met.meaning == Or((ARMED, FLEEING))


def test_a_bare_prohibition_cannot_be_met() -> None:
    raw = standard_text(a_rule("T-1", applies="subject.armed"), a_rule("T-2", applies="met(T-1)"))
    (found,) = complaints(raw)
    assert "met(T-1): T-1 forbids without exception, so nothing meets it" in found


def test_a_definition_stands_for_what_it_says() -> None:
    standard = a_standard(
        a_rule(applies="armed flight"),
        definitions={"armed flight": "subject.armed and subject.fleeing"},
    )
    assert standard.rules[0].program.atoms == (ARMED, FLEEING)


def test_a_definition_that_nothing_uses_is_told() -> None:
    raw = standard_text(a_rule(), definitions={"armed flight": "subject.armed"})
    (found,) = complaints(raw)
    assert "definition 'armed flight' is never used" in found


@pytest.mark.parametrize(
    ("presumed", "told"),
    [
        ("subject.armed = perhaps", "'subject.armed = perhaps' is no presumption"),
        ("subject.armd = yes", "unknown fact 'subject.armd'"),
        ("subject.fleeing = yes", "'subject.fleeing = yes' is presumed, but the rule never asks"),
    ],
)
def test_a_presumption_must_be_one_that_the_rule_can_use(presumed: str, told: str) -> None:
    assert complaint(applies="subject.armed", presume=[presumed]).startswith(told)


@pytest.mark.parametrize(
    ("governs", "told"),
    [
        ({"from": "2023-02-06", "to": "2023-02-05"}, "it ends before it begins"),
        ({"from": "2023-02-30"}, "'2023-02-30' is an impossible day"),
    ],
)
def test_days_that_cannot_be_are_told(governs: dict[str, str], told: str) -> None:
    found = complaints(standard_text(a_rule(), governs=governs))
    assert any(told in text for text in found)


def test_two_atoms_that_ask_the_same_are_one_wherever_they_stand() -> None:
    standard = a_standard(
        a_rule(applies="subject.armed and subject.fleeing", unless="subject.armed")
    )
    assert standard.rules[0].program.atoms == (ARMED, FLEEING)
