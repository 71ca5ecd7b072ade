"""Indicators: what speaks for or against a judgement contests an account, and decides nothing."""

from __future__ import annotations

import pytest

from builders import a_rule, a_shooting
from forcereview.standards.evaluation import atoms_of
from forcereview.standards.expressions import parse_expression
from forcereview.standards.fitting import misfits
from forcereview.vocabulary import Fact, fact_catalogue

CATALOGUE = fact_catalogue()
JUDGED = [fact for fact in CATALOGUE if fact.indicators]
IMMINENT = a_rule(unless="subject.threat_imminent")
ACCOUNT = a_shooting().said("subject.threat_imminent", "yes", "shot-1", by="agent", name="word")
DENIAL = a_shooting().said("subject.threat_imminent", "no", "shot-1", by="family", name="word")


def test_an_officials_bare_word_does_not_stand_where_a_measurement_speaks_against_it() -> None:
    assert ACCOUNT.finding(IMMINENT).finding == "consistent"
    finding = ACCOUNT.said("vehicle.turning_away", "yes", "shot-1", name="path").finding(IMMINENT)
    assert finding.finding == "contested"
    assert set(finding.because) == {"word", "path"}
    (shown,) = finding.indicators
    assert (shown.bears, shown.ids) == ("against", frozenset({"path"}))
    assert shown.because == (
        "a vehicle whose path is moving off the officer is less likely to strike that officer"
    )


def test_a_denial_does_not_stand_where_an_indicator_speaks_for_it() -> None:
    assert DENIAL.finding(IMMINENT).finding == "inconsistent"
    pointed = DENIAL.said("subject.weapon_directed", "yes", "shot-1")
    assert pointed.finding(IMMINENT).finding == "contested"


def test_an_indicator_that_points_the_same_way_adds_nothing_to_an_account() -> None:
    case = ACCOUNT.said("subject.weapon_directed", "yes", "shot-1")
    assert case.finding(IMMINENT).finding == "consistent"
    assert case.finding(IMMINENT).because == ("word",)


@pytest.mark.parametrize("indicator", ["vehicle.turning_away", "subject.weapon_directed"])
def test_a_measurement_alone_never_decides_a_judgement_and_is_listed(indicator: str) -> None:
    finding = a_shooting().said(indicator, "yes", "shot-1", name="path").finding(IMMINENT)
    assert finding.finding == "undetermined"
    assert finding.open == ("subject.threat_imminent",)
    assert [shown.ids for shown in finding.indicators] == [frozenset({"path"})]


@pytest.mark.parametrize("fact", JUDGED, ids=lambda fact: fact.name)
def test_no_set_of_indicators_decides_a_judgement_without_an_account(fact: Fact) -> None:
    case = a_shooting()
    for number, indicator in enumerate(fact.indicators):
        for atom in atoms_of(parse_expression(indicator.when)):
            asked = CATALOGUE[atom.fact]
            if asked.kind == "yes-no":
                case = case.said(atom.fact, "yes", by=("video", "family")[number % 2])
            elif asked.kind == "choice":
                case = case.said(atom.fact, str(atom.operands[0]))
    assert case.finding(a_rule(requires=fact.name)).leaves[0].bits == 0


def test_an_indicator_is_held_off_by_its_unless() -> None:
    case = ACCOUNT.said("vehicle.turning_away", "yes", "shot-1", name="path")
    armed = case.said("subject.armed", "yes", "shot-1", name="knife")
    finding = armed.finding(IMMINENT)
    assert finding.finding == "consistent"
    assert set(finding.because) == {"word", "knife"}
    assert finding.indicators == ()


def test_what_holds_an_indicator_off_need_only_be_supported() -> None:
    case = ACCOUNT.said("vehicle.turning_away", "yes").said("subject.armed", "yes", by="agent")
    assert case.said("subject.armed", "no").finding(IMMINENT).finding == "consistent"
    assert case.determined("subject.armed", "no").finding(IMMINENT).finding == "contested"


def test_an_indicator_that_is_itself_contested_still_contests_an_account_and_says_so() -> None:
    case = ACCOUNT.said("vehicle.turning_away", "yes").said(
        "vehicle.turning_away", "no", by="agent"
    )
    finding = case.finding(IMMINENT)
    assert finding.finding == "contested"
    assert [shown.contested for shown in finding.indicators] == [True]


def test_a_determination_decides_a_judgement_whatever_indicators_say() -> None:
    case = ACCOUNT.said("vehicle.turning_away", "yes", "shot-1", name="path")
    decided = case.determined("subject.threat_imminent", "yes", "shot-1")
    finding = decided.finding(IMMINENT)
    assert (finding.finding, finding.because) == ("consistent", ("d1",))
    assert [shown.ids for shown in finding.indicators] == [frozenset({"path"})]


def test_a_determination_on_what_an_indicator_asks_moves_the_indicator() -> None:
    case = ACCOUNT.said("vehicle.turning_away", "yes", "shot-1", name="path")
    decided = case.determined("vehicle.turning_away", "no", "shot-1")
    finding = decided.finding(IMMINENT)
    assert finding.finding == "consistent"
    assert set(finding.because) == {"word", "d1"}


def test_an_indicator_bears_on_its_own_shot_only() -> None:
    case = ACCOUNT.with_shot("shot-2").said("subject.threat_imminent", "yes", "shot-2", by="agent")
    review = case.said("vehicle.turning_away", "yes", "shot-2").reviewed(IMMINENT)
    assert review.finding("shot-1", "T-1").finding == "consistent"
    assert review.finding("shot-2", "T-1").finding == "contested"


def test_the_question_may_be_put_either_way_round() -> None:
    case = ACCOUNT.said("vehicle.turning_away", "yes", "shot-1")
    for text in (
        "subject.threat_imminent",
        "subject.threat_imminent = yes",
        "subject.threat_imminent != no",
    ):
        assert ACCOUNT.finding(a_rule(unless=text)).finding == "consistent"
        assert case.finding(a_rule(unless=text)).finding == "contested"
    for text in ("subject.threat_imminent = no", "subject.threat_imminent != yes"):
        assert DENIAL.finding(a_rule(unless=text)).finding == "consistent"
        pointed = DENIAL.said("subject.weapon_directed", "yes", "shot-1")
        assert pointed.finding(a_rule(unless=text)).finding == "contested"


def test_only_judgements_have_indicators_and_they_are_answered_yes_or_no() -> None:
    assert [fact.name for fact in JUDGED if not fact.judged] == []
    assert {fact.kind for fact in JUDGED} == {"yes-no"}
    assert len(JUDGED) > 10


@pytest.mark.parametrize("fact", JUDGED, ids=lambda fact: fact.name)
def test_indicators_ask_only_what_can_be_observed_measured_or_read(fact: Fact) -> None:
    for indicator in fact.indicators:
        for text in filter(None, (indicator.when, indicator.unless)):
            for atom in atoms_of(parse_expression(text)):
                assert list(misfits(atom, CATALOGUE, {})) == []
                assert not CATALOGUE[atom.fact].judged
                assert atom.timing.kind == "frame"
        assert indicator.because


@pytest.mark.parametrize("fact", JUDGED, ids=lambda fact: fact.name)
def test_something_can_speak_on_either_side_of_every_judgement(fact: Fact) -> None:
    assert {indicator.bears for indicator in fact.indicators} == {"for", "against"}
