"""The case files themselves: read without a complaint, steadily, and say no more than they may."""

import io
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from forcereview.record import check_case, read_case
from forcereview.workspace.casefiles import read_case_file
from golden.worked import CASE_FILES, EXAMPLES

EVERY_CASE = pytest.mark.parametrize("file", CASE_FILES, ids=lambda file: file.stem)


@EVERY_CASE
def test_a_case_file_gives_no_problem_at_all(file: Path) -> None:
    assert check_case(file.read_bytes(), file.name).problems == ()


@EVERY_CASE
def test_a_case_file_is_named_for_its_id_and_names_its_schema(file: Path) -> None:
    first = file.read_text("utf-8").splitlines()[0]

    assert read_case_file(file).id == file.stem
    assert first == "# yaml-language-server: $schema=../../docs/reference/case.schema.json"


@EVERY_CASE
def test_layout_and_comments_change_nothing_of_what_is_read(file: Path) -> None:
    plain = YAML(typ="safe", pure=True).load(file)
    written = io.StringIO()
    YAML(typ="safe", pure=True).dump(plain, written)
    again = read_case(written.getvalue().encode(), file.name)

    read = read_case_file(file)
    assert {claim.id: claim for claim in again.claims} == {claim.id: claim for claim in read.claims}
    assert again.file == read.file


def test_every_case_file_has_a_row_in_the_list_of_cases() -> None:
    listed = (EXAMPLES / "cases" / "README.md").read_text("utf-8")

    assert [file.name for file in CASE_FILES if f"]({file.name})" not in listed] == []


def test_the_vehicle_stop_holds_every_row_of_its_worked_case() -> None:
    case = read_case_file(EXAMPLES / "cases" / "case-01-vehicle-stop.yaml")
    rows = {assertion.id.partition("-")[0] for assertion in case.file.assertions}

    assert rows - {"training"} == {f"a{number}" for number in range(1, 15)}


def test_nothing_is_asserted_for_which_no_source_is_held() -> None:
    case = read_case_file(EXAMPLES / "cases" / "case-01-vehicle-stop.yaml")
    left_out = {
        "command.profane",
        "command.text",
        "force.purpose",
        "subject.fleeing",
        "warning.given",
        "force.hazard_weighed",
        "officer.issued_camera",
    }

    assert not left_out & {claim.fact for claim in case.claims}
    assert "profane" in case.file.note


def test_what_a_press_report_quotes_stands_on_the_side_of_the_officials_it_quotes() -> None:
    sources = read_case_file(EXAMPLES / "cases" / "case-01-vehicle-stop.yaml").file.sources

    assert sources["quoting-officials"].derives_from == ("officials-statement",)
    assert sources["officials-statement"].side == "officer"
