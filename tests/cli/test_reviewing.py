"""``review``, ``explain``, ``questions``: the meaning of Python, and honest exit statuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import forcereview as fr

Typed = Callable[..., Any]


def test_json_alone_prints_the_contract_and_nothing_else(
    forcereview: Typed, small_case: Path
) -> None:
    ran = forcereview("review", small_case, "--json")
    data = json.loads(ran.out)
    assert ran.status == 0
    assert data["schema"] == "forcereview.review/1"
    in_python = fr.review_as_json(fr.review(fr.read_case(small_case)))
    assert data["findings"] == json.loads(json.dumps(in_python["findings"]))


def test_json_to_a_file_prints_the_summary_too(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("review", small_case, "--json", "out.json")
    assert ran.status == 0
    assert "written: out.json" in ran.out
    assert json.loads(Path("out.json").read_text())["case"]["id"] == "small"


def test_without_options_a_summary_and_the_path_of_the_report(
    forcereview: Typed, small_case: Path
) -> None:
    ran = forcereview("review", small_case)
    assert ran.status == 0
    assert "written: small.report.html" in ran.out
    assert Path("small.report.html").read_text().lower().startswith("<!doctype html>")


def test_reports_in_every_form_with_names_chosen(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("review", small_case, "--html", "--pdf", "r.pdf", "--md")
    assert ran.status == 0
    assert Path("small.report.html").exists()
    assert Path("r.pdf").read_bytes().startswith(b"%PDF")
    assert Path("small.report.md").exists()


def test_the_exit_status_never_depends_on_a_finding(forcereview: Typed, small_case: Path) -> None:
    for answer in ("yes", "no"):
        what_if = f"subject.threat_imminent@shot-1={answer}"
        assert forcereview("review", small_case, "--json", "--what-if", what_if).status == 0


def finding(ran: Any, frame: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        item
        for item in json.loads(ran.out)["findings"]
        if item["frame"]["id"] == frame and item["key"] == key
    )
    return found


def test_a_what_if_settles_a_contest_and_is_named_in_the_lens(
    forcereview: Typed, small_case: Path
) -> None:
    plain = forcereview("review", small_case, "--json")
    assert finding(plain, "shot-1", "D23-12")["finding"] == "contested"
    supposed = forcereview(
        "review", small_case, "--json", "--what-if", "subject.threat_imminent@shot-1=no"
    )
    assert finding(supposed, "shot-1", "D23-12")["finding"] == "inconsistent"
    assert json.loads(supposed.out)["lens"]["what_if"] == [
        {"fact": "subject.threat_imminent", "value": "no", "about": ["shot-1"]}
    ]


def test_leaving_a_source_out_needs_no_reason_but_keeps_one(
    forcereview: Typed, small_case: Path
) -> None:
    ran = forcereview("review", small_case, "--json", "--without", "video=not authenticated")
    data = json.loads(ran.out)
    assert data["lens"]["without"] == {"video": "not authenticated"}
    assert {item["why"] for item in data["left_out"]} == {"source left out: not authenticated"}


def test_as_of_a_date_counts_only_what_had_been_said(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("review", small_case, "--json", "--as-of", "2026-01-09")
    left_out = {item["assertion"] for item in json.loads(ran.out)["left_out"]}
    assert left_out == {"a1", "a4"}


def test_a_comparison_is_labelled_and_stands_beside_not_governed(
    forcereview: Typed, small_case: Path
) -> None:
    ran = forcereview("review", small_case, "--json", "--compare", "J22-06")
    held = [
        item
        for item in json.loads(ran.out)["findings"]
        if item["key"] == "J22-06" and item["frame"]["id"] == "shot-1"
    ]
    assert [item["weight"] for item in held] == ["binding", "comparison"]
    assert held[0]["why_not_applicable"]["reason"] == "not_governed"


def test_explain_says_what_decided_and_who_said_it(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("explain", small_case, "--frame", "shot-1", "--provision", "D23-12")
    assert ran.status == 0
    for expected in ("contested", "a2", "a4", "turning_away", "VI.B.2.a", "passage read"):
        assert expected in ran.out


def test_explain_as_json_carries_the_tree(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("explain", small_case, "--frame", "shot-1", "--provision", "D23-12", "--json")
    tree = json.loads(ran.out)["tree"]
    assert [branch["part"] for branch in tree["branches"]] == [
        "applies when",
        "exempt when",
        "unless",
    ]


def test_explain_names_near_misses(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("explain", small_case, "--frame", "shot1", "--provision", "D23-12")
    assert ran.status == 2
    assert "did you mean 'shot-1'?" in ran.err


def test_questions_say_what_each_answer_settles(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("questions", small_case)
    assert ran.status == 0
    assert "Was the harm about to happen unless someone acted? (shot-1)" in ran.out
    data = json.loads(forcereview("questions", small_case, "--json").out)
    assert data["questions"][0]["answers"]["no"]["settles"] > 0


def test_bad_input_ends_with_2_and_a_place(forcereview: Typed, tmp_path: Path) -> None:
    file = tmp_path / "bad.yaml"
    file.write_text("forcereview: case/1\nid: x\ntitel: t\n")
    ran = forcereview("review", file)
    assert ran.status == 2
    assert f"{file}:3:1: 'titel' is not a field here; did you mean 'title'?" in ran.err
    assert "Traceback" not in ran.err


def test_a_missing_file_is_said_plainly(forcereview: Typed) -> None:
    ran = forcereview("review", "nowhere.yaml")
    assert (ran.status, ran.out) == (2, "")
    assert "nowhere.yaml: there is no such file" in ran.err


def test_a_case_without_officers_is_refused_with_3(forcereview: Typed, small_case: Path) -> None:
    text = small_case.read_text()
    start, end = text.index("applications:"), text.index("assertions:")
    text = text[:start] + text[end:].replace(", about: shot-1", "")
    small_case.write_text(text.replace("role: officer", "role: witness"))
    ran = forcereview("review", small_case)
    assert ran.status == 3
    assert "names no officer" in ran.err


def test_unreadable_options_say_what_to_write(forcereview: Typed, small_case: Path) -> None:
    ran = forcereview("review", small_case, "--what-if", "subject.threat_imminent")
    assert ran.status == 2
    assert "FACT@ABOUT=VALUE" in ran.err
    ran = forcereview("review", small_case, "--without", "vidoe")
    assert ran.status == 2
    assert "did you mean 'video'?" in ran.err
