"""``compare``: which findings moved between two versions of a record, and what moved them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Typed = Callable[..., Any]


def later_version(small_case: Path, old: str, new: str) -> Path:
    text = small_case.read_text(encoding="utf-8")
    assert old in text
    file = small_case.with_name("later.yaml")
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def without_lines(text: str, *ids: str) -> str:
    kept = [line for line in text.splitlines() if not any(f"id: {i}," in line for i in ids)]
    return "\n".join(kept) + "\n"


def test_one_changed_assertion_is_named_as_the_cause(forcereview: Typed, small_case: Path) -> None:
    later = later_version(
        small_case,
        "{id: a4, fact: vehicle.turning_away, about: shot-1, value: yes",
        "{id: a4, fact: vehicle.turning_away, about: shot-1, value: no",
    )
    data = json.loads(forcereview("compare", small_case, later, "--json").out)
    moved = {(move["key"], move["frame"]): move for move in data["moves"]}
    assert moved["D23-12", "shot-1"]["before"] == "contested"
    assert moved["D23-12", "shot-1"]["after"] == "consistent"
    assert moved["D23-12", "shot-1"]["because"] == ["a4"]
    assert [change["id"] for change in data["claims"]] == ["a4"]


def test_two_changes_that_only_work_together_are_named_together(
    forcereview: Typed, small_case: Path
) -> None:
    text = without_lines(small_case.read_text(encoding="utf-8"), "a4")
    later = small_case.with_name("later.yaml")
    later.write_text(text, encoding="utf-8")
    earlier = small_case.with_name("earlier.yaml")
    earlier.write_text(without_lines(text, "a2", "a3"), encoding="utf-8")
    data = json.loads(forcereview("compare", earlier, later, "--json").out)
    moved = {(move["key"], move["frame"]): move for move in data["moves"]}
    assert moved["D23-12", "shot-1"]["after"] == "consistent"
    assert sorted(moved["D23-12", "shot-1"]["because"]) == ["a2", "a3"]


def test_the_same_record_twice_moves_nothing(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("compare", small_case, small_case)
    assert ran.status == 0
    assert ran.out.startswith("0 findings moved")


def test_people_and_dates_that_differ_are_named_where_no_claim_moved_it(
    forcereview: Typed, small_case: Path
) -> None:
    later = later_version(small_case, "start: 2026-01-07 09:35", "start: 2023-01-07 09:35")
    data = json.loads(forcereview("compare", small_case, later, "--json").out)
    moved = {(move["key"], move["frame"]): move for move in data["moves"]}
    assert moved["D23-12", "shot-1"]["after"] == "not_applicable"
    assert moved["D23-12", "shot-1"]["because"] == []
    assert moved["D23-12", "shot-1"]["besides"] == ["entries"]
