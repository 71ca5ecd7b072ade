"""``standards`` and ``facts``: the library as a policy analyst meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Typed = Callable[..., Any]


def test_list_names_each_standard_with_its_dates_and_basis(forcereview: Typed) -> None:
    rows = json.loads(forcereview("standards", "list", "--json").out)
    by_id = {row["standard"]: row for row in rows}
    assert by_id["dhs-044-05"]["in_force"] == "2018-09-07 to 2023-02-05"
    assert by_id["dhs-044-05-r1"]["in_force"] == "2023-02-06 on"
    assert "statute held" in by_id["statutes-us"]["bases"]
    assert "DHS 2023" in forcereview("standards", "list").out


def test_show_gives_the_rule_its_basis_and_the_words_held(forcereview: Typed) -> None:
    ran = forcereview("standards", "show", "STA-01")
    assert "willfully subjects any person" in " ".join(ran.out.split())
    assert "statute held" in ran.out
    ran = forcereview("standards", "show", "D23-12")
    assert "deadly force justified = " in ran.out


def test_show_of_an_unknown_key_names_near_ones(forcereview: Typed) -> None:
    ran = forcereview("standards", "show", "D23-99")
    assert ran.status == 2
    assert "did you mean" in ran.err


def test_check_runs_every_example_of_the_library(forcereview: Typed) -> None:
    ran = forcereview("standards", "check", "--json")
    data = json.loads(ran.out)
    assert ran.status == 0
    assert data["problems"] == []
    assert data["provisions"] >= 130
    assert data["examples"] >= 2 * data["provisions"]


def test_check_finds_what_is_wrong_in_a_file(forcereview: Typed, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN.replace("vehicle.moving", "vehicle.moveing"))
    ran = forcereview("standards", "check", file)
    assert ran.status == 2
    assert (
        "own.yaml:16:14: unknown fact 'vehicle.moveing'; did you mean 'vehicle.moving'?" in ran.out
    )


def test_a_standard_of_ones_own_is_reviewed_beside_the_library(
    forcereview: Typed, small_case: Path, tmp_path: Path
) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(OWN)
    ran = forcereview("review", small_case, "--json", "--standard", file)
    held = [item for item in json.loads(ran.out)["findings"] if item["key"] == "OWN-1"]
    assert [item["finding"] for item in held] == ["inconsistent"]


def test_diff_shows_what_changed_between_two_versions(forcereview: Typed) -> None:
    changes = json.loads(
        forcereview("standards", "diff", "dhs-044-05", "dhs-044-05-r1", "--json").out
    )
    kinds = {change["kind"] for change in changes}
    assert "added" in kinds
    assert any(change["after"] == "D23-16" and change["kind"] == "added" for change in changes)
    assert forcereview("standards", "diff", "D18", "D23").status == 0


def test_matrix_puts_agencies_side_by_side_and_names_the_silent(forcereview: Typed) -> None:
    columns = json.loads(
        forcereview("standards", "matrix", "--topic", "moving vehicles", "--json").out
    )
    keys = {p["key"] for column in columns for p in column["provisions"]}
    assert {"D23-12", "J22-06", "C21-06", "CON-08"} <= keys
    shown = forcereview("standards", "matrix", "--topic", "moving vehicles").out
    assert "check the text" in shown
    assert "No provision on 'moving vehicles'" in shown
    assert "moving vehicles" in forcereview("standards", "matrix").out


def test_facts_are_searched_and_shown(forcereview: Typed) -> None:
    assert "vehicle.turning_away" in forcereview("facts", "turning").out
    shown = forcereview("facts", "subject.threat_imminent").out
    assert "Indicators (they never decide; a person does)" in shown
    ran = forcereview("facts", "vehicle.speeed")
    assert ran.status == 2
    assert "did you mean 'vehicle.speed'?" in ran.err


OWN = """\
standard: own
title: A department's own rule
short: own
issuer: A department
kind: policy
governs: {agencies: [ice]}
text: {held: no}
provisions:
  - key: OWN-1
    topic: moving vehicles
    says: No firing at moving vehicles.
    citation: General Order 1
    modality: must not
    phase: during
    about: application
    applies: vehicle.moving and force.type = firearm
    basis: background
    examples:
      - {facts: {vehicle.moving: yes, force.type: firearm}, finding: inconsistent}
      - {facts: {vehicle.moving: no, force.type: firearm}, finding: not applicable}
"""
