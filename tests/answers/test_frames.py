"""Frames: what a rule is held against, with roles bound; which agency and day decide its texts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import CaseBuilder, a_case, a_rule
from forcereview.answers.frames import occasion_of
from forcereview.record import Case, Frame, read_case
from forcereview.standards.dates import Day

CROWD = (
    a_case()
    .with_officer("agent-b", agency="cbp")
    .with_subject("passenger")
    .with_vehicle("car", operator="driver")
    .with_vehicle("van")
    .with_shot("shot-1")
    .with_shot("shot-2")
    .with_force("grip", "control hold", officer="agent-b", subject="passenger", vehicle="van")
)


def frames(case: CaseBuilder, **rule: Any) -> list[Frame]:
    return [item.frame for item in case.reviewed(a_rule(requires="subject.armed", **rule)).findings]


def bound(case: CaseBuilder, **rule: Any) -> list[tuple[str, str, str, str]]:
    return [(f.id, f.officer, f.subject, f.vehicle) for f in frames(case, **rule)]


def test_each_application_of_force_is_a_frame_with_its_people_and_vehicle() -> None:
    assert bound(CROWD) == [
        ("shot-1", "agent-a", "driver", "car"),
        ("shot-2", "agent-a", "driver", "car"),
        ("grip", "agent-b", "passenger", "van"),
    ]
    assert {frame.about for frame in frames(CROWD)} == {"application"}


def test_the_encounter_is_one_frame_and_binds_only_who_is_alone() -> None:
    assert bound(CROWD, about="encounter") == [("encounter", "", "", "")]
    alone = a_case().with_vehicle("car").with_shot("shot-1")
    assert bound(alone, about="encounter") == [("encounter", "agent-a", "driver", "car")]


def test_each_officer_is_a_frame() -> None:
    assert bound(CROWD, about="officer") == [
        ("agent-a", "agent-a", "driver", ""),
        ("agent-b", "agent-b", "passenger", ""),
    ]


def test_each_subject_is_a_frame_with_the_officer_who_alone_used_force_on_it() -> None:
    assert bound(CROWD, about="subject") == [
        ("driver", "agent-a", "driver", "car"),
        ("passenger", "agent-b", "passenger", ""),
    ]


def test_each_agency_is_a_frame() -> None:
    assert [frame.id for frame in frames(CROWD, about="agency")] == ["ice", "cbp"]


@pytest.mark.parametrize(
    ("each", "ids"),
    [
        ("officer", ["agent-a", "agent-b"]),
        ("subject", ["driver", "passenger"]),
        ("application", ["shot-1", "shot-2", "grip"]),
        ("encounter", ["encounter"]),
        ("agency", ["ice", "cbp"]),
    ],
)
def test_a_duty_is_owed_once_to_each(each: str, ids: list[str]) -> None:
    found = frames(CROWD, about="duty", each=each, phase="after")
    assert [frame.id for frame in found] == ids
    assert {frame.about for frame in found} == {"duty"}


def test_a_duty_after_force_is_owed_by_those_who_used_it() -> None:
    case = CROWD.with_officer("agent-c")
    found = frames(case, about="duty", each="officer", phase="after")
    assert [frame.id for frame in found] == ["agent-a", "agent-b"]


def test_officers_who_were_present_are_judged_on_each_application_of_another() -> None:
    found = frames(CROWD, judges="other officers present")
    assert [(f.id, f.officer, f.agency, f.role) for f in found] == [
        ("shot-1", "agent-b", "cbp", "witnessing officer"),
        ("shot-2", "agent-b", "cbp", "witnessing officer"),
        ("grip", "agent-a", "ice", "witnessing officer"),
    ]


def test_with_no_other_officer_present_there_was_nobody_to_step_in() -> None:
    case = a_case().with_shot("shot-1")
    rule = a_rule(requires="subject.armed", judges="other officers present")
    finding = case.finding(rule)
    assert finding.finding == "not_applicable"
    assert finding.why_not_applicable is not None
    assert finding.why_not_applicable.in_words == "no other officer is recorded as present"


def test_what_a_witness_did_is_asked_of_the_witness_and_the_force_of_who_used_it() -> None:
    case = (
        a_case()
        .with_officer("agent-b")
        .with_shot("shot-1")
        .said("officer.witnessed_force", "yes", "agent-b", "shot-1")
        .said("officer.intervened", "no", "agent-b", "shot-1")
        .said("force.level", "deadly", "shot-1")
    )
    rule = a_rule(
        applies="force.level = deadly and officer.witnessed_force",
        requires="officer.intervened",
        judges="other officers present",
    )
    assert case.finding(rule).finding == "inconsistent"


def test_a_case_without_force_has_no_frames_of_it_but_may_ask_of_what_came_before() -> None:
    assert frames(a_case()) == []
    assert [frame.id for frame in frames(a_case(), phase="before")] == ["agent-a"]
    assert [frame.id for frame in frames(a_case(), about="encounter")] == ["encounter"]


def test_an_assertion_about_one_person_says_nothing_of_another() -> None:
    case = CROWD.said("subject.armed", "yes", "driver")
    found = {
        item.frame.id: item.finding
        for item in case.reviewed(a_rule(requires="subject.armed")).findings
    }
    assert found == {"shot-1": "consistent", "shot-2": "consistent", "grip": "undetermined"}


def test_an_assertion_about_an_officer_and_a_shot_reaches_that_pair_only() -> None:
    case = CROWD.said("officer.in_vehicle_path", "yes", "agent-a", "shot-1")
    rule = a_rule(requires="officer.in_vehicle_path")
    found = {item.frame.id: item.finding for item in case.reviewed(rule).findings}
    assert found == {"shot-1": "consistent", "shot-2": "undetermined", "grip": "undetermined"}


def test_an_assertion_about_one_of_several_subjects_is_about_a_part_of_the_encounter() -> None:
    rule = a_rule(requires="subject.armed", about="encounter")
    assert CROWD.said("subject.armed", "yes", "driver").finding(rule).finding == "consistent"
    assert CROWD.said("subject.armed", "no", "driver").finding(rule).finding == "undetermined"
    both = CROWD.said("subject.armed", "no", "driver", "passenger")
    assert both.finding(rule).finding == "inconsistent"


CASE = """
forcereview: case/1
id: made-up
title: A made-up shot
nature: synthetic
encounter:
  place: {{description: a street, zone: America/New_York}}
  jurisdiction: us
  start: {start}
  agencies: [{agencies}]
people:
  officer: {{role: officer, agency: {agency}}}
  man: {{role: subject}}
sources:
  camera: {{title: a recording, kind: video}}
events:
  - {{id: arrival, what: the officer comes, at: "{arrival}"}}
applications:
  - {{id: shot-1, officer: officer, subject: man, type: firearm, at: {at}, sources: camera}}
"""
ENCOUNTER = Frame("encounter", "encounter", "officer", "man")
SHOT = Frame("application", "shot-1", "officer", "man", "", "shot-1", "ice")


def _case(
    *,
    start: str = "2023-02-05",
    agency: str = "ice",
    agencies: str = "",
    arrival: str = "2023-02-05 14:00",
    at: str = "some time after arrival",
) -> Case:
    text = CASE.format(start=start, agency=agency, agencies=agencies, arrival=arrival, at=at)
    return read_case(text.encode(), "made-up.yaml")


def _day(month: int, day: int) -> Day:
    exact = date(2023, month, day)
    return Day(exact, exact)


def test_an_encounter_on_a_day_does_not_reach_into_the_next_day() -> None:
    assert occasion_of(_case(start="2023-02-05"), ENCOUNTER).day == _day(2, 5)


def test_a_shot_some_time_after_an_arrival_falls_on_the_day_of_the_encounter() -> None:
    assert occasion_of(_case(start="2023-02-05 13:50"), SHOT).day == _day(2, 5)


def test_a_shot_that_may_fall_on_either_side_of_midnight_has_either_day() -> None:
    case = _case(
        start="2023-02-05 23:50", arrival="2023-02-05 23:58", at="1 to 5 min after arrival"
    )

    assert occasion_of(case, SHOT).day == Day(date(2023, 2, 5), date(2023, 2, 6))


def test_the_agency_of_an_encounter_is_that_of_its_only_officer() -> None:
    occasion = occasion_of(_case(), ENCOUNTER)

    assert occasion.agencies == {"ice"}
    assert occasion.agency_known


def test_an_agency_with_a_duty_beside_the_officers_own_counts_too() -> None:
    assert occasion_of(_case(agencies="dhs"), ENCOUNTER).agencies == {"ice", "dhs"}


def test_an_officer_whose_agency_is_not_known_leaves_it_open() -> None:
    assert not occasion_of(_case(agency='""'), ENCOUNTER).agency_known
