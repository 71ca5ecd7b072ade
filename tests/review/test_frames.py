"""Which agency and which day decide the standards that govern a frame."""

from datetime import date

from forcereview.record import Frame, read_case
from forcereview.review.frames import occasion_of
from forcereview.standards.dates import Day

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
    start="2023-02-05",
    agency="ice",
    agencies="",
    arrival="2023-02-05 14:00",
    at="some time after arrival",
):
    text = CASE.format(start=start, agency=agency, agencies=agencies, arrival=arrival, at=at)
    return read_case(text.encode(), "made-up.yaml")


def _day(month: int, day: int) -> Day:
    exact = date(2023, month, day)
    return Day(exact, exact)


def test_an_encounter_on_a_day_does_not_reach_into_the_next_day():
    assert occasion_of(_case(start="2023-02-05"), ENCOUNTER).day == _day(2, 5)


def test_a_shot_some_time_after_an_arrival_falls_on_the_day_of_the_encounter():
    assert occasion_of(_case(start="2023-02-05 13:50"), SHOT).day == _day(2, 5)


def test_a_shot_that_may_fall_on_either_side_of_midnight_has_either_day():
    case = _case(
        start="2023-02-05 23:50", arrival="2023-02-05 23:58", at="1 to 5 min after arrival"
    )

    assert occasion_of(case, SHOT).day == Day(date(2023, 2, 5), date(2023, 2, 6))


def test_the_agency_of_an_encounter_is_that_of_its_only_officer():
    occasion = occasion_of(_case(), ENCOUNTER)

    assert occasion.agencies == {"ice"}
    assert occasion.agency_known


def test_an_agency_with_a_duty_beside_the_officers_own_counts_too():
    assert occasion_of(_case(agencies="dhs"), ENCOUNTER).agencies == {"ice", "dhs"}


def test_an_officer_whose_agency_is_not_known_leaves_it_open():
    assert not occasion_of(_case(agency='""'), ENCOUNTER).agency_known
