"""``log``, ``history``, ``diff`` and ``undo`` as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Ran
from kept_cases import written

Typed = Callable[..., Ran]
FACT = "subject.threat_imminent"


@pytest.fixture
def kept(forcereview: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """A workspace with the case (entry 2), an assertion (3) and its undo (4), a decision (5)."""
    monkeypatch.setenv("FORCEREVIEW_BY", "reviewer 1")
    monkeypatch.setenv("COLUMNS", "100")
    written(tmp_path)
    assertion = ("case", "assert", "small", FACT, "no", "--about", "shot-1", "--source", "video")
    decision = ("case", "determine", "small", FACT, "no", "--about", "shot-1", "--reasons", "r")
    for words in (
        ("init", ".", "--plain"),
        ("case", "import", "small.yaml", "--reason", "as received"),
        (*assertion, "--by", "reviewer 2"),
        ("undo", "3", "--reason", "the wrong shot"),
        decision,
    ):
        assert forcereview(*words).status == 0
    return forcereview


def test_log_is_one_line_an_entry_the_newest_last(kept: Typed) -> None:
    lines = kept("log").out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "2", "3", "4", "5"]
    assert "reviewer 2  assertion.add  small: added assertion a3" in lines[2]
    assert lines[2].endswith("[taken back in entry 4]")
    assert "undo  small: takes back entry 3 (the wrong shot)" in lines[3]


def test_log_can_be_limited(kept: Typed) -> None:
    assert len(kept("log", "--case", "small").out.splitlines()) == 4
    assert len(kept("log", "--since", "3").out.splitlines()) == 2
    assert kept("log", "--last", "1").out.startswith("5  ")
    assert kept("log", "--since", "2999-01-01").out == ""
    assert kept("log", "--since", "soon").status == 2


def test_log_as_data_holds_every_change(kept: Typed) -> None:
    data = json.loads(kept("log", "--since", "2", "--json").out)
    assert [entry["taken_back_in"] for entry in data] == [4, None, None]
    assert data[0]["changes"][0]["path"] == ["file", "assertions", "a3"]


def test_history_names_each_value_and_what_became_of_it(kept: Typed) -> None:
    ran = kept("history", FACT, "--case", "small", "--about", "shot-1")
    out = " ".join(ran.out.split())
    assert "small, assertion a1 (about shot-1): yes says: official entered by reviewer 1" in out
    assert "small, assertion a3 (about shot-1): no says: video entered by reviewer 2" in out
    assert "undone by reviewer 1" in out
    assert "small, determination d1 (about shot-1): no decided: reviewer 1" in out
    data = json.loads(kept("history", FACT, "--json").out)
    assert [(one["value"], one["fate"]) for one in data] == [
        ("yes", "stands"), ("no", "undone"), ("no", "stands"),
    ]  # fmt: skip


def test_history_follows_a_way_to_a_value(kept: Typed) -> None:
    ran = kept("history", "--path", "assertions/a3")
    assert ran.out.startswith("assertion a3\n")
    assert "nothing: reviewer 1" in ran.out
    data = json.loads(kept("history", "--path", "assertions/a3/value", "--json").out)
    assert [one.get("value", "absent") for one in data] == ["no", "absent"]


def test_history_of_nothing_in_particular_is_asked_for(kept: Typed) -> None:
    assert kept("history").status == 2
    assert kept("history", FACT, "--path", "title").status == 2
    assert "nothing was ever said of vehicle.speed" in kept("history", "vehicle.speed").out


def test_diff_says_what_differs_and_which_findings_moved(kept: Typed) -> None:
    ran = kept("diff", "--since", "2", "--findings")
    assert "since entry 2, 1 value differs" in ran.out
    assert "case small\n  added determination" in ran.out.replace("determinations", "determination")
    assert "findings of case small" in ran.out
    assert "findings moved" in ran.out
    data = json.loads(kept("diff", "--since", "2", "--findings", "--json").out)
    assert [value["group"] for value in data["values"]] == ["case small"]
    assert data["findings"]["small"]["claims"][0]["id"] == "d1"


def test_diff_since_a_time_and_since_a_checkpoint(kept: Typed) -> None:
    assert "0 values differ" in kept("diff", "--since", "2999-01-01").out
    assert kept("checkpoint").status == 0
    assert "since entry 5," in kept("diff", "--since", "checkpoint").out


def test_undo_says_what_changed_and_refuses_with_reasons(kept: Typed) -> None:
    ran = kept("undo", "4")
    assert ran.out.startswith("entry 6 takes back entry 4\n  added assertion a3")
    ran = kept("undo", "2")
    assert ran.status == 3
    assert "entry 5 (determination.add, by reviewer 1" in ran.err
    assert kept("undo", "1").status == 3
    assert kept("undo", "77").status == 2
