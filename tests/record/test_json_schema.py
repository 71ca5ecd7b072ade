"""Editors complete case files from the schema, and never object to what the reader takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from forcereview.documents import read_document
from forcereview.record import CaseFile
from forcereview.record.json_schema import case_schema
from forcereview.record.writing import write_case
from forcereview.vocabulary import fact_catalogue
from record.case_files import case_files

SCHEMA = case_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
CASE = """
forcereview: case/1
id: 2026
title: 1.0
nature: synthetic
encounter:
  place: {description: a road, zone: America/Chicago, latitude: 44.9}
  jurisdiction: us
  start: 2026-01-07
  end:
people:
  agent-a: {role: officer, agency: ice}
  driver: {role: subject}
vehicles: {suv: {operator: driver, length_m: 4}}
sources: {phone: {title: A recording, kind: video, held: no, published: 2026-01-08 10:00:00}}
applications:
  - {id: shot-1, officer: agent-a, subject: driver, type: firearm, at: 09:37:10, sources: [phone]}
assertions:
  - {id: a1, fact: vehicle.moving, value: yes, source: phone, known_to_officer: no, x-row: 12}
  - {id: a2, fact: vehicle.min_distance, value: 0.4 m, source: phone}
  - {id: a3, fact: incident.datetime, value: 2026-01-08, source: phone}
  - {id: a4, fact: force.level, value: hard, about: shot-1, source: phone}
"""


NUMBERS = {
    "1.2": r"0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
    "1.1": r"[-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\.[0-9_]*)?|0b[01_]+|0x[0-9a-fA-F_]+",
}
BOOLEANS = {"1.2": r"(?i:true|false)", "1.1": r"(?i:true|false|yes|no|on|off|y|n)"}


def as_editors_see_it(text: str, version: str) -> Any:
    """The text with its plain words resolved, as a YAML server does (1.2), or an old one (1.1)."""
    document = read_document(text.encode(), "case.yaml")

    def resolved(value: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(value, dict):
            return {key: resolved(inner, (*path, key)) for key, inner in value.items()}
        if isinstance(value, list):
            return [resolved(inner, (*path, index)) for index, inner in enumerate(value)]
        if value is None or path in document.quoted:
            return value
        if re.fullmatch(BOOLEANS[version], value):
            return value.lower() in ("true", "yes", "on", "y")
        return -1.5 if re.fullmatch(NUMBERS[version], value) and value[:1] == "-" else (
            4.5 if re.fullmatch(NUMBERS[version], value) else value)  # fmt: skip

    return resolved(document.data, ())


def complaints(text: str, version: str = "1.2") -> list[str]:
    seen = as_editors_see_it(text, version)
    return ["/".join(map(str, e.absolute_path)) for e in VALIDATOR.iter_errors(seen)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_words_that_yaml_takes_for_something_else_are_no_fault(version: str) -> None:
    assert complaints(CASE, version) == []


@pytest.mark.parametrize("version", ["1.1", "1.2"])
def test_every_example_case_is_valid(repository: Path, version: str) -> None:
    paths = sorted(repository.glob("examples/**/*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text("utf-8")
        if "forcereview: case/1" in text:
            assert complaints(text, version) == [], path.name


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case_files(in_the_catalogue=True))
def test_whatever_the_reader_takes_the_schema_takes(file: CaseFile) -> None:
    assert complaints(write_case(file)) == []


def test_every_fact_is_offered_with_its_question() -> None:
    offered = SCHEMA["$defs"]["FactName"]
    catalogue = fact_catalogue()
    assert dict(zip(offered["enum"], offered["enumDescriptions"], strict=True)) == {
        fact.name: fact.question for fact in catalogue
    }


@pytest.mark.parametrize(
    ("written", "instead", "where"),
    [
        ("fact: vehicle.moving", "fact: vehicle.moveing", "assertions/0/fact"),
        ("value: hard", "value: harsh", "assertions/3/value"),
        ("value: yes", "value: perhaps", "assertions/0/value"),
        ("type: firearm", "type: fire arm", "applications/0/type"),
        ("role: subject", "role: suspect", "people/driver/role"),
        ("nature: synthetic", "natur: synthetic", ""),
        ("x-row: 12", "row: 12", "assertions/0"),
        ("id: a1", "id: a 1", "assertions/0/id"),
        ("held: no", "held: perhaps", "sources/phone/held"),
        ("length_m: 4", "length_m: -4", "vehicles/suv/length_m"),
        ("about: shot-1", "about: {shot-1: yes}", "assertions/3/about"),
        ("nature: synthetic\n", "", ""),
    ],
)
def test_an_editor_marks_what_is_wrong_while_it_is_written(
    written: str, instead: str, where: str
) -> None:
    assert written in CASE
    assert where in complaints(CASE.replace(written, instead, 1))


def test_every_field_says_what_it_holds() -> None:
    for name, part in [*SCHEMA["$defs"].items(), ("case", SCHEMA)]:
        for field, held in part.get("properties", {}).items():
            assert held.get("description"), f"{name}.{field}"
