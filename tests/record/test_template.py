"""A new case file is in order as it stands, and so are the examples in its comments."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forcereview.record import CaseFile, check_case
from forcereview.record.template import NewCase, new_case
from forcereview.vocabulary import fact_catalogue
from record.case_files import texts

KINDS = fact_catalogue()["force.type"].choices
AGENCIES = fact_catalogue()["officer.agency"].choices
words = texts.filter(lambda text: text.isprintable() and text.strip())


def written(answers: NewCase) -> CaseFile:
    reading = check_case(new_case(answers).encode(), "case.yaml")
    assert reading.problems == ()
    assert reading.case is not None
    return reading.case.file


def test_a_new_case_without_any_answers_is_in_order() -> None:
    assert written(NewCase()).applications[0].type == "firearm"


@settings(max_examples=60)
@given(
    st.builds(
        NewCase,
        title=words,
        place=words,
        zone=st.sampled_from(["America/Chicago", "UTC", "Europe/Berlin"]),
        start=st.sampled_from(["2026-01-07", "2026-01-07 09:35", "about 2026-01-07 09:35"]),
        jurisdictions=st.lists(words, max_size=3).map(tuple),
        agencies=st.lists(st.sampled_from(AGENCIES), max_size=30).map(tuple),
        force=st.lists(st.sampled_from(KINDS), max_size=5).map(tuple),
        vehicle=st.booleans(),
        schema=st.just("../case.schema.json"),
    )
)
def test_whatever_is_answered_the_file_says_so_and_is_in_order(answers: NewCase) -> None:
    file = written(answers)
    assert file.title == " ".join(answers.title.split())
    assert file.encounter.place.description == " ".join(answers.place.split())
    assert len(file.people) == len(answers.agencies) + 1
    assert [item.type for item in file.applications] == list(
        answers.force if answers.agencies else ()
    )
    assert bool(file.vehicles) == answers.vehicle


@pytest.mark.parametrize("vehicle", [True, False])
def test_the_examples_in_its_comments_are_in_order_too(vehicle: bool) -> None:
    text = new_case(NewCase(vehicle=vehicle))
    used = re.sub(r"(?m)^#(?= {2,})", "", text)
    used = re.sub(r"(?m)^( +)# (?=\w+:)", r"\1", used)
    reading = check_case(used.encode(), "case.yaml")
    assert reading.problems == ()
    assert reading.case is not None
    file = reading.case.file
    assert file.events
    assert len(file.assertions) == 2
    assert file.determinations
    assert file.configuration.deadlines
    assert file.sources["report-1"].held


def test_each_part_is_explained_above_it() -> None:
    lines = new_case(NewCase(vehicle=True)).splitlines()
    for section in ("people", "sources", "events", "applications", "assertions",
                    "determinations", "configuration"):  # fmt: skip
        assert lines[lines.index(f"{section}:") - 1].startswith("#")


def test_an_answer_that_cannot_be_used_is_said_as_of_any_case() -> None:
    text = new_case(NewCase(start="yesterday", force=("fire arm",)))
    said = [str(problem) for problem in check_case(text.encode(), "case.yaml").problems]
    assert len(said) == 2
    assert "'yesterday' is not a time" in said[0]
    assert "did you mean 'firearm'?" in said[1]
