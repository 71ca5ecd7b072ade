"""``case new``, ``check``, ``schema``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import forcereview as fr

Typed = Callable[..., Any]


def test_a_new_case_is_in_order_as_it_stands(forcereview: Typed) -> None:
    assert forcereview("case", "new", "mine.yaml", "--no-ask").status == 0
    ran = forcereview("case", "check", "mine.yaml")
    assert ran.status == 0
    assert ran.out == "mine.yaml: in order: 1 applications of force, 0 assertions, 1 sources\n"


@pytest.mark.parametrize("force", ["firearm", "strike", "firearm pointed", "other", "dog"])
@pytest.mark.parametrize("vehicle", ["--vehicle", "--no-vehicle"])
def test_options_answer_the_questions(forcereview: Typed, force: str, vehicle: str) -> None:
    words = ["case", "new", "mine.yaml", "--title", 'Stop: a "hard" one # 2']
    words += ["--zone", "America/Chicago", "--start", "2025-03-04 10:00"]
    words += ["--agency", "cbp", "--agency", "fbi", "--jurisdiction", "us-mn"]
    words += ["--force", force, "--force", force, vehicle]
    assert forcereview(*words).status == 0
    case = fr.read_case("mine.yaml")
    assert case.file.title == 'Stop: a "hard" one # 2'
    assert [case.file.people[officer].agency for officer in case.officers] == ["cbp", "fbi"]
    assert [item.type for item in case.file.applications] == [force, force]
    assert bool(case.file.vehicles) == (vehicle == "--vehicle")


def test_an_existing_file_is_never_written_over(forcereview: Typed, small_case: Path) -> None:
    before = small_case.read_bytes()
    ran = forcereview("case", "new", small_case)
    assert ran.status == 2
    assert "exists already" in ran.err
    assert small_case.read_bytes() == before


def test_an_answer_that_is_no_zone_is_said_and_nothing_written(forcereview: Typed) -> None:
    ran = forcereview("case", "new", "mine.yaml", "--zone", "Nowhere/Land")
    assert ran.status == 2
    assert "'Nowhere/Land' is not a time zone" in ran.err
    assert not Path("mine.yaml").exists()


def test_check_says_everything_at_once_and_ends_with_2(
    forcereview: Typed, small_case: Path
) -> None:
    text = small_case.read_text().replace("vehicle.moving", "vehicle.moveing")
    small_case.write_text(text.replace("source: official}", "source: offical}"))
    ran = forcereview("case", "check", small_case)
    assert ran.status == 2
    assert "did you mean 'vehicle.moving'?" in ran.out
    assert ran.out.count("did you mean 'official'?") == 2
    data = json.loads(forcereview("case", "check", small_case, "--json").out)
    assert data[0]["usable"] is False
    assert {p["line"] > 0 for p in data[0]["problems"]} == {True}


def test_check_of_several_files_names_each(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("case", "check", small_case, "nowhere.yaml")
    assert ran.status == 2
    assert f"{small_case}: in order" in ran.out
    assert "nowhere.yaml: there is no such file" in ran.out


def test_the_schemas_are_printed(forcereview: Typed) -> None:
    for kind in ("case", "standard"):
        assert "properties" in json.loads(forcereview("case", "schema", kind).out)
    assert forcereview("case", "schema", "cake").status == 2
