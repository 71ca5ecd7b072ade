"""Why a finding is what it is: sets of claims that carry it, with nothing in them to spare."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from builders import CaseBuilder, a_case, a_library, a_rule, a_shooting, a_standard
from forcereview.answers.indicators import indicator_facts
from forcereview.record import Case, read_case
from forcereview.review import Finding, Review, review
from forcereview.standards import Library, standards_library
from random_rules import claims, encounters, rules

Set = frozenset[str]


def subsets(of: Set) -> Iterator[Set]:
    ordered = sorted(of)
    for size in range(len(ordered) + 1):
        yield from map(frozenset, combinations(ordered, size))


def holding_only(case: Case, kept: Set) -> Case:
    """The case as it would be if its record held only these claims."""
    return replace(case, claims=tuple(claim for claim in case.claims if claim.id in kept))


class Record:
    """A case and a rule: what the finding would be if the record held only some of its claims."""

    def __init__(self, case: CaseBuilder, rule: dict[str, Any]) -> None:
        self.case = case.read()
        self.library: Library = a_library(a_standard(rule))
        self.whole: Finding = review(self.case, self.library, questions=False).findings[0]
        names = {name for leaf in self.whole.leaves for name in (leaf.atom.fact, leaf.atom.other)}
        names |= {each for name in names if name for each in indicator_facts(name)}
        self.every = frozenset(claim.id for claim in self.case.claims if claim.fact in names)
        self.found = {kept: self._finding(kept) for kept in subsets(self.every)}

    def _finding(self, kept: Set) -> str:
        case = holding_only(self.case, kept)
        return review(case, self.library, questions=False).findings[0].finding

    def carries(self, kept: Set) -> bool:
        """Whether the finding is the same for every record that keeps these claims."""
        return all(
            self.found[kept | more] == self.whole.finding for more in subsets(self.every - kept)
        )

    @property
    def sets(self) -> list[Set]:
        """The sets that the review reports."""
        return [frozenset(self.whole.because), *map(frozenset, self.whole.also_because)]


def assert_sound_and_smallest(record: Record) -> None:
    for kept in record.sets:
        assert kept <= record.every
        assert record.found[kept] == record.whole.finding, "the set alone gives the finding"
        assert record.carries(kept), "dropping anything outside it changes nothing"
        spare = [fewer for fewer in subsets(kept) if fewer != kept and record.carries(fewer)]
        assert not spare, "nothing in it can be left out"


@given(case=claims(most=6), rule=rules())
def test_every_reported_set_carries_the_finding_and_has_nothing_to_spare(
    case: CaseBuilder, rule: dict[str, Any]
) -> None:
    assert_sound_and_smallest(Record(case, rule))


JUDGED = ("subject.threat_imminent", "officer.in_vehicle_path", "vehicle.moving", "subject.armed")


@given(
    case=claims(fewest=3, most=7, about=(*JUDGED, "vehicle.turning_away", "subject.threat_means")),
    rule=rules(asking=JUDGED),
)
def test_so_it_is_where_indicators_contest_accounts_and_are_held_off(
    case: CaseBuilder, rule: dict[str, Any]
) -> None:
    assert_sound_and_smallest(Record(case, rule))


@given(case=encounters(most=5), rule=rules(most=3))
def test_so_it_is_for_a_whole_encounter_where_claims_speak_of_parts(
    case: CaseBuilder, rule: dict[str, Any]
) -> None:
    assert_sound_and_smallest(Record(case, rule | {"about": "encounter"}))


ARMED = a_rule(unless="subject.armed")


def test_where_nothing_is_said_the_empty_set_carries_the_finding() -> None:
    finding = a_shooting().finding(ARMED)
    assert (finding.because, finding.also_because) == ((), ())


def test_each_source_that_alone_would_do_is_a_reason_of_its_own() -> None:
    case = a_shooting().said("subject.armed", "no").said("subject.armed", "no", by="family")
    finding = case.finding(ARMED)
    assert (finding.because, finding.also_because) == (("a1",), (("a2",),))


def test_a_contest_is_carried_by_one_source_for_and_one_against() -> None:
    case = (
        a_shooting()
        .said("subject.armed", "yes", by="agent")
        .said("subject.armed", "no")
        .said("subject.armed", "no", by="family")
    )
    finding = case.finding(ARMED)
    assert finding.finding == "contested"
    assert finding.because == ("a1", "a2")
    assert finding.also_because == (("a1", "a3"),)


def test_a_claim_that_gives_two_answers_is_named_once() -> None:
    case = (
        a_case()
        .with_force("grip", "control hold")
        .said("force.level", "deadly", "grip", name="film")
    )
    rule = a_rule(applies="force.level >= hard", unless="not force.level = deadly")
    finding = case.finding(rule)
    assert finding.finding == "contested"
    sets = {finding.because, *finding.also_because}
    assert sets == {("film", "grip.level@video")}


def test_a_consistent_finding_names_what_keeps_the_rule_from_falling_away() -> None:
    """Without the source that the rule applies, the other would make it not applicable."""
    case = (
        a_shooting()
        .said("subject.fleeing", "yes", name="flees")
        .said("subject.fleeing", "no", by="agent", name="stays")
        .said("subject.armed", "yes", name="armed")
    )
    finding = case.finding(a_rule(applies="subject.fleeing", requires="subject.armed"))
    assert (finding.finding, finding.because) == ("consistent", ("armed", "flees"))


def test_a_determination_that_says_unknown_is_the_reason_why_nothing_is_found() -> None:
    case = a_shooting().said("subject.armed", "no").determined("subject.armed", "unknown")
    finding = case.finding(ARMED)
    assert (finding.finding, finding.because) == ("undetermined", ("d1",))


def test_what_holds_an_indicator_off_is_part_of_the_reason() -> None:
    case = (
        a_shooting()
        .said("subject.threat_imminent", "yes", by="agent", name="word")
        .said("vehicle.turning_away", "yes", name="path")
        .said("subject.armed", "yes", name="knife")
    )
    finding = case.finding(a_rule(unless="subject.threat_imminent"))
    assert (finding.finding, set(finding.because)) == ("consistent", {"word", "knife"})


def test_a_presumption_needs_no_claim() -> None:
    finding = a_shooting().finding(a_rule(applies="subject.armed", presume=["subject.armed = yes"]))
    assert (finding.finding, finding.because) == ("inconsistent", ())
    assert finding.presumed


def test_a_case_file_that_holds_the_reasons_alone_gives_the_same_finding() -> None:
    case = (
        a_shooting()
        .said("subject.fleeing", "yes")
        .said("subject.armed", "yes", by="agent")
        .said("subject.armed", "no")
        .said("vehicle.moving", "no")
        .determined("subject.threat_to_other", "no")
    )
    rule = a_rule(applies="subject.fleeing or vehicle.moving", unless="subject.armed")
    whole = case.finding(rule)
    kept = [a for a in case.data["assertions"] if a["id"] in whole.because]
    alone = CaseBuilder({**case.data, "assertions": kept, "determinations": []})
    assert [item["id"] for item in kept] == ["a2", "a3"]
    assert alone.finding(rule).finding == whole.finding == "contested"
    assert alone.finding(rule).because == whole.because


@pytest.fixture(scope="module")
def demo(repository: Path) -> Case:
    file = repository / "examples" / "cases" / "case-01-vehicle-stop.yaml"
    return read_case(file.read_bytes(), file.name)


def by_place(found: Review) -> dict[tuple[str, str, str, str], Finding]:
    return {(f.frame.id, f.frame.officer, f.key, f.weight): f for f in found.findings}


@pytest.mark.slow
def test_in_the_bundled_case_no_claim_outside_a_set_moves_a_finding(
    demo: Case, record_property: Callable[[str, object], None]
) -> None:
    library = standards_library()
    whole = by_place(review(demo, library, questions=False))
    every = frozenset(claim.id for claim in demo.claims)
    checks = 0
    some = demo.claims[::3]
    for claim in some:
        less = by_place(review(holding_only(demo, every - {claim.id}), library, questions=False))
        for place, finding in whole.items():
            sets = (finding.because, *finding.also_because)
            if not all(claim.id in kept for kept in sets):
                checks += 1
                assert less[place].finding == finding.finding, (claim.id, place)
    told = f"reasons of the bundled case: {len(some)} claims dropped one by one, {checks:,} checks"
    record_property("figure", told)


@pytest.mark.slow
def test_in_the_bundled_case_each_first_set_alone_gives_its_finding(demo: Case) -> None:
    library = standards_library()
    whole = by_place(review(demo, library, questions=False))
    for kept in sorted({frozenset(f.because) for f in whole.values()}, key=sorted):
        alone = by_place(review(holding_only(demo, kept), library, questions=False))
        for place, finding in whole.items():
            if frozenset(finding.because) == kept:
                assert alone[place].finding == finding.finding, (sorted(kept), place)
