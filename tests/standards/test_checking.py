"""What ``standards check`` finds without a case."""

from __future__ import annotations

from typing import Any

import pytest

from builders import a_rule, a_standard, standard_text
from forcereview.errors import BadInput
from forcereview.standards import Standard, read_standard, standards_library
from forcereview.standards.checking import check_standards
from forcereview.vocabulary import fact_catalogue

CATALOGUE = fact_catalogue()
BOTH_WAYS = [
    {"facts": {"subject.armed": "yes"}, "finding": "inconsistent"},
    {"facts": {"subject.armed": "no"}, "finding": "not applicable"},
]


def complaints(*standards: Standard) -> list[str]:
    _, problems = check_standards(standards, CATALOGUE)
    return [problem.what for problem in problems]


def checked(**fields: Any) -> list[str]:
    """Complaints about one rule that has an example each way."""
    return complaints(
        a_standard(a_rule(**{"applies": "subject.armed", "examples": BOTH_WAYS} | fields))
    )


def test_a_sound_standard_has_nothing_against_it_and_its_examples_are_counted() -> None:
    count, problems = check_standards(
        [a_standard(a_rule(applies="subject.armed", examples=BOTH_WAYS))], CATALOGUE
    )
    assert (count, problems) == (2, [])


def test_an_example_that_comes_out_otherwise_is_told_with_both_findings() -> None:
    wrong = [
        BOTH_WAYS[0],
        {"name": "unarmed", "facts": {"subject.armed": "no"}, "finding": "consistent"},
    ]
    (told,) = checked(examples=wrong)
    assert told == "T-1, example 'unarmed': expected consistent, got not_applicable"


def test_an_example_about_a_fact_that_the_rule_never_asks_is_told() -> None:
    aside = [*BOTH_WAYS, {"facts": {"subject.fleeing": "yes"}, "finding": "undetermined"}]
    (told,) = checked(examples=aside)
    assert told.endswith("the rule never asks about 'subject.fleeing'")


def test_a_rule_needs_an_example_each_way() -> None:
    assert checked(examples=BOTH_WAYS[:1]) == ["T-1 needs at least two examples, one each way"]
    assert checked(examples=[BOTH_WAYS[0]] * 2) == ["T-1 needs at least two examples, one each way"]


def test_a_rule_needs_a_citation() -> None:
    assert checked(citation=" ") == ["T-1 has no citation"]


@pytest.mark.parametrize(
    "never",
    [
        {"applies": "subject.armed", "unless": "not subject.armed"},
        {"applies": "force.type = dog", "unless": "force.type = firearm and subject.armed"},
        {"applies": "force.level = deadly", "unless": "force.level <= soft"},
        {"applies": "force.level >= hard", "unless": "not force.level >= verbal"},
        {"applies": "force.type is one of (dog, strike)", "unless": "force.type = firearm"},
        {"applies": "vehicle.min_distance < 1 m", "unless": "vehicle.min_distance > 2 m"},
        {"applies": "subject.armed", "exempt": "subject.fleeing", "unless": "subject.fleeing"},
    ],
)
def test_an_exception_that_can_never_apply_is_found(never: dict[str, str]) -> None:
    told = complaints(a_standard(a_rule(**never)))
    assert "T-1: its exception can never apply where the provision does" in told


@pytest.mark.parametrize(
    "sometimes",
    [
        {"applies": "subject.armed", "unless": "subject.fleeing"},
        {"applies": "force.type = dog", "unless": "not force.type = firearm"},
        {"applies": "force.level >= hard", "unless": "force.level < deadly"},
        {"applies": "vehicle.min_distance < 2 m", "unless": "vehicle.min_distance > 1 m"},
        {"applies": "vehicle.min_distance <= 2 m", "unless": "vehicle.min_distance >= 2 m"},
        {"applies": "force.type = dog", "unless": "force.type = firearm before the application"},
        {"applies": "force.type = dog", "unless": "force.type = firearm at some time"},
        {"applies": "force.type = dog at some time", "unless": "force.type = firearm at some time"},
        {"applies": "force.type = dog", "unless": "force.type = firearm", "about": "encounter"},
    ],
)
def test_an_exception_that_can_apply_is_left_alone(sometimes: dict[str, str]) -> None:
    told = complaints(a_standard(a_rule(**sometimes)))
    assert not [text for text in told if "exception" in text]


def version(name: str, supersedes: str = "", **governs: str) -> Standard:
    rule = a_rule(applies="subject.armed", examples=BOTH_WAYS)
    more = {"supersedes": [supersedes]} if supersedes else {}
    return a_standard(rule, name=name, governs=governs, **more)


def test_two_versions_in_force_on_one_day_are_told() -> None:
    old, new = version("old", to="2023-02-06"), version("new", "old", **{"from": "2023-02-06"})
    assert complaints(old, new) == ["'new' supersedes 'old', but both are in force on some day"]
    assert complaints(version("old"), new) == complaints(old, new)


def test_versions_that_follow_on_each_other_are_fine() -> None:
    old, new = version("old", to="2023-02-05"), version("new", "old", **{"from": "2023-02-06"})
    assert complaints(old, new) == []


def test_versions_whose_edge_is_known_only_by_the_month_may_follow_on_each_other() -> None:
    old, new = version("old", to="2014-05"), version("new", "old", **{"from": "2014-05"})
    assert complaints(old, new) == []


def test_texts_that_do_not_supersede_each_other_may_be_in_force_together() -> None:
    assert complaints(version("one"), version("two")) == []


def test_a_statute_that_is_held_names_its_lines_and_they_exist() -> None:
    held = {"held": "yes", "file": "usc-18-242.txt"}
    rule = a_rule(applies="subject.armed", examples=BOTH_WAYS, basis="statute held")
    assert complaints(a_standard(rule, text=held)) == [
        "T-1 rests on a held statute but names no lines"
    ]
    assert complaints(a_standard(rule | {"text_lines": "1-3"}, text=held)) == []
    (told,) = complaints(a_standard(rule | {"text_lines": "900"}, text=held))
    assert "has 14 lines, not 900" in told


def test_a_provision_without_a_basis_cannot_be_read_at_all() -> None:
    rule = a_rule()
    del rule["basis"]
    with pytest.raises(BadInput) as caught:
        read_standard(standard_text(rule), "policy.yaml", CATALOGUE)
    assert "basis" in str(caught.value)


def test_the_library_that_ships_has_nothing_against_it() -> None:
    count, problems = check_standards(standards_library(), CATALOGUE)
    assert problems == []
    assert count > 500
