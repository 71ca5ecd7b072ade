"""Reading and writing a case loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from forcereview.documents import read_document, shape
from forcereview.errors import BadInput
from forcereview.record import CaseFile, check_case
from forcereview.record.writing import write_case
from record.case_files import AWKWARD, case_files

SMALL = b"""
forcereview: case/1
id: c
title: A stop
nature: synthetic
encounter:
  place: {description: a road, zone: America/Chicago}
  jurisdiction: [us]
  start: 2026-01-07 09:35
people: {}
sources: {}
"""


def read(text: str) -> CaseFile:
    file, problems = shape(read_document(text.encode(), "case.yaml"), CaseFile, "case")
    assert file is not None, problems
    return file


def small(**fields: object) -> CaseFile:
    return read(SMALL.decode()).model_copy(update=fields)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(case_files())
def test_what_is_written_reads_back_as_the_same_case(file: CaseFile) -> None:
    assert read(write_case(file)) == file


@given(case_files())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
def test_writing_twice_gives_the_same_text(file: CaseFile) -> None:
    assert write_case(read(write_case(file))) == write_case(file)


@pytest.mark.parametrize("words", AWKWARD)
def test_words_that_trip_up_yaml_come_back_as_they_were(words: str) -> None:
    file = small(note=words, authors=(words,), **{"title": words})
    assert read(write_case(file)) == file


@pytest.mark.parametrize("words", ["yes", "1.0", "2026-01-07", "09:37:10", "a:b", "it's", "x-a"])
def test_words_need_no_quotes_where_yaml_takes_them_plainly(words: str) -> None:
    assert f"\ntitle: {words}\n" in write_case(small(title=words))


def test_long_text_is_folded_and_lines_stay_lines() -> None:
    text = write_case(small(note="word " * 60 + "end", title="one\ntwo"))
    assert "\nnote: >-\n  word word" in text
    assert "\ntitle: |-\n  one\n  two\n" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_fields_left_at_their_default_are_left_out() -> None:
    text = write_case(small())
    assert text.startswith("# yaml-language-server: $schema=")
    for word in ("end:", "events:", "vehicles:", "lens:", "note:", "null"):
        assert word not in text


def test_fields_stand_in_the_order_of_the_model() -> None:
    keys = [
        line.split(":")[0]
        for line in write_case(small(note="n")).splitlines()
        if line[:1].isalpha()
    ]
    assert keys == [
        f.alias or n for n, f in CaseFile.model_fields.items() if (f.alias or n) in keys
    ]


def test_what_a_person_keeps_beside_the_model_is_kept() -> None:
    raw = (
        SMALL
        + b"""
x-filing: {box: 12, shelves: [a, b], empty: }
events:
  - {id: e, what: a stop, x-seen-by: clerk}
"""
    )
    file = read(raw.decode())
    assert file.own == {"x-filing": {"box": "12", "shelves": ["a", "b"], "empty": None}}
    assert file.events[0].own == {"x-seen-by": "clerk"}
    assert read(write_case(file)) == file


def test_a_key_of_ones_own_that_forgets_its_mark_is_no_field() -> None:
    reading = check_case(SMALL + b"filing: 12\n", "case.yaml")
    assert str(reading.problems[0]).startswith(
        "case.yaml:12:1: 'filing' is not a field here; known"
    )
    assert str(reading.problems[0]).endswith("a key of your own begins with 'x-'")


def test_a_field_left_blank_is_not_given() -> None:
    assert read(SMALL.decode() + "note:\nevents:\n") == small()


@pytest.mark.parametrize("words", ["\0", "a\x1b[31m", "\x7f", "\ud800"])
def test_text_that_no_file_can_hold_is_refused_with_its_place(words: str) -> None:
    with pytest.raises(BadInput, match=r"'encounter' > 'summary' holds the control character U\+"):
        write_case(small(encounter=small().encounter.model_copy(update={"summary": words})))


def test_every_example_case_is_written_without_loss(repository: Path) -> None:
    for path in sorted(repository.glob("examples/cases/*.yaml")):
        reading = check_case(path.read_bytes(), path.name)
        assert reading.case is not None, reading.problems
        again = check_case(write_case(reading.case.file).encode(), path.name)
        assert again.case is not None
        assert again.case.file == reading.case.file
        assert again.case.claims == reading.case.claims
