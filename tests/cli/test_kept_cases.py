"""``case import``, ``export``, ``list``, ``assert``, ``determine``; and cases named by their id."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Ran
from kept_cases import TEXT, written

Typed = Callable[..., Ran]


@pytest.fixture
def kept(forcereview: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """The command line in the folder of a workspace that keeps the case since entry 2."""
    monkeypatch.setenv("FORCEREVIEW_BY", "reviewer 1")
    written(tmp_path)
    assert forcereview("init", ".", "--plain").status == 0
    assert forcereview("case", "import", "small.yaml", "--reason", "as received").status == 0
    return forcereview


def test_import_says_what_became_of_each_file(kept: Typed, tmp_path: Path) -> None:
    written(tmp_path, TEXT.replace('"A small case"', "Another"))
    ran = kept("case", "import", "small.yaml")
    assert ran.out == (
        "small.yaml: case small changed, entry 3\n  changed title: A small case → Another\n"
    )
    assert kept("case", "import", "small.yaml").out == "small.yaml: nothing new for case small\n"
    (data,) = json.loads(kept("case", "import", "small.yaml", "--json").out)
    assert (data["case"], data["entry"], data["new"]) == ("small", None, False)


def test_import_of_a_bad_file_lists_every_problem_and_ends_with_2(
    kept: Typed, tmp_path: Path
) -> None:
    bad = TEXT.replace("source: video", "source: vidoe").replace("subject: driver", "subject: x")
    written(tmp_path, bad, "bad.yaml")
    ran = kept("case", "import", "bad.yaml")
    assert ran.status == 2
    assert ran.err.count("bad.yaml:") == 2


def test_import_that_collides_ends_with_3_and_names_both_values(
    kept: Typed, tmp_path: Path
) -> None:
    kept("case", "export", "small", "theirs.yaml", "--by", "reviewer 2")
    written(tmp_path, TEXT.replace('"A small case"', "Theirs"), "theirs.yaml")
    kept("case", "import", "theirs.yaml", "--by", "reviewer 2")
    written(tmp_path, TEXT.replace('"A small case"', "Mine"))
    ran = kept("case", "import", "small.yaml")
    assert ran.status == 3
    assert "title: the file has Mine, the workspace Theirs (by reviewer 2 in entry 4" in ran.err
    assert kept("case", "import", "small.yaml", "--file-wins").status == 0


def test_export_writes_the_file_as_it_came_in_and_prints_it_where_asked(
    kept: Typed, tmp_path: Path
) -> None:
    assert "written: out.yaml (entry 3)" in kept("case", "export", "small", "out.yaml").out
    assert (tmp_path / "out.yaml").read_bytes() == TEXT.encode()
    assert kept("case", "export", "small", "-").out == TEXT


def test_list_is_for_people_and_for_programs(kept: Typed) -> None:
    assert "small: A small case\n  synthetic; 1 application, 2 sources" in (
        kept("case", "list").out
    )
    (data,) = json.loads(kept("case", "list", "--json").out)
    assert (data["id"], data["by"], data["entry"]) == ("small", "reviewer 1", 2)
    assert data["counts"]["assertions"] == 2


def test_assert_enters_what_a_source_says_with_the_place_in_it(kept: Typed) -> None:
    ran = kept(
        "case", "assert", "small", "subject.threat_imminent", "no", "--about", "shot-1",
        "--source", "video", "--time", "41.0 to 42.5 s", "--quotation", "stop", "--page", "2",
    )  # fmt: skip
    assert ran.status == 0, ran.err
    assert "entry 3: added assertion a3: subject.threat_imminent = no, about shot-1" in ran.out
    text = kept("case", "export", "small", "-").out
    assert "page: 2" in text
    assert "quotation: stop" in text
    assert kept("case", "check", "small").status == 0


def test_assert_of_what_cannot_be_read_ends_with_2_and_writes_nothing(kept: Typed) -> None:
    ran = kept("case", "assert", "small", "vehicle.moving", "perhaps", "--source", "vidoe")
    assert ran.status == 2
    assert "did you mean 'video'" in ran.err
    assert "perhaps" in ran.err
    assert len(kept("log").out.splitlines()) == 2


def test_determine_enters_a_decision_on_a_fact_or_a_provision(kept: Typed) -> None:
    ran = kept(
        "case", "determine", "small", "subject.threat_imminent", "no", "--about", "shot-1",
        "--reasons", "the recording", "--by", "reviewer 2", "--json",
    )  # fmt: skip
    data = json.loads(ran.out)
    assert (data["does"], data["by"]) == ("determination.add", "reviewer 2")
    ran = kept(
        "case", "determine", "small", "D23-12", "inconsistent", "--frame", "shot-1",
        "--reasons", "the recording", "--decided-by", "the board", "--external",
    )  # fmt: skip
    assert "added determination d2: D23-12 = inconsistent, about shot-1, decided by the board" in (
        " ".join(ran.out.split())
    )


def test_every_command_for_cases_takes_an_id(kept: Typed, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    by_file = json.loads(kept("review", "small.yaml", "--json", "-").out)
    by_id = json.loads(kept("review", "small", "--json", "-").out)
    assert by_id["findings"] == by_file["findings"]
    assert by_file["case"]["workspace"] is None
    assert by_id["case"]["workspace"]["entry"] == 2
    assert len(by_id["case"]["workspace"]["hash"]) == 64
    for words in (
        ("questions", "small"),
        ("explain", "small", "--frame", "shot-1", "--provision", "D23-12"),
        ("compare", "small", "small.yaml"),
        ("case", "check", "small"),
    ):
        assert kept(*words).status == 0, words
        assert kept(*words, "--workspace", str(tmp_path)).status == 0, words


def test_a_report_names_the_entry_at_which_the_case_was_read(kept: Typed, tmp_path: Path) -> None:
    assert "written: small.report.md" in kept("review", "small", "--md").out
    report = (tmp_path / "small.report.md").read_text("utf-8")
    assert "Read in: workspace" in report
    assert "entry 2, hash " in report
    assert "small@2 names the case as it was then" in report
    kept("review", "small", "--html")
    assert "small@2 names the case" in (tmp_path / "small.report.html").read_text("utf-8")


def test_two_states_of_a_case_can_be_compared(kept: Typed) -> None:
    kept("case", "determine", "small", "subject.threat_imminent", "no", "--about", "shot-1",
         "--reasons", "r")  # fmt: skip
    ran = kept("compare", "small@2", "small")
    assert ran.status == 0
    assert "added: d1: subject.threat_imminent: no" in ran.out


def test_what_is_neither_a_file_nor_a_case_is_said(
    kept: Typed, forcereview: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = kept("review", "smal")
    assert (ran.status, "did you mean 'small'" in ran.err) == (2, True)
    assert "there is no such file" in kept("review", "smal.yaml").err
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir("/")
    assert "there is no such file" in forcereview("review", "small").err
