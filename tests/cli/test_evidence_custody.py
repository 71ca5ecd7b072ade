"""Custody, derivation and locators from the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import papers
from cli.conftest import Ran
from counted_frames import recording
from kept_cases import written

Typed = Callable[..., Ran]


@pytest.fixture
def work(forcereview: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A workspace, found from the current folder, with a recording and a policy: their ids."""
    monkeypatch.setenv("FORCEREVIEW_BY", "clerk")
    (tmp_path / "stop.mp4").write_bytes(recording(sound=True))
    (tmp_path / "policy.pdf").write_bytes(papers.pdf())
    assert forcereview("init", "w").status == 0
    monkeypatch.setenv("FORCEREVIEW_WORKSPACE", str(tmp_path / "w"))
    added = forcereview(
        "evidence", "add", "stop.mp4", "policy.pdf",
        "--from", "the department", "--received-at", "2026-01-09",
    )  # fmt: skip
    assert added.status == 0
    listed = json.loads(forcereview("evidence", "list", "--json").out)
    return {item["name"]: item["id"] for item in listed}


def data(ran: Ran) -> Any:
    assert ran.status == 0, ran.err
    return json.loads(ran.out)


def test_a_chain_is_shown_noted_and_printed(forcereview: Typed, work: dict[str, str]):
    item = work["stop.mp4"]
    ran = forcereview("evidence", "transfer", item, "--to", "reviewer 1", "--at", "2026-01-08")
    assert ran.status == 0
    assert "gap: It is told as transferred on 2026-01-08, before" in ran.out
    assert forcereview("evidence", "access", item, "--who", "counsel").status == 0
    assert forcereview("evidence", "return", item, "--to", "the department").status == 0
    shown = forcereview("evidence", "custody", item, "--html", "form.html", "--pdf", "form.pdf")
    assert "1. received from the department by clerk, 2026-01-09" in shown.out
    assert Path("form.html").read_text().count("<tr") > 4
    assert Path("form.pdf").read_bytes().startswith(b"%PDF")
    told = data(forcereview("evidence", "custody", item, "--json"))
    assert [link["what"] for link in told["links"]] == [
        "received", "transferred", "accessed", "returned",
    ]  # fmt: skip
    assert told["gaps"][0]["kind"] == "out of order"


def test_a_copy_is_handed_out_with_its_hash(forcereview: Typed, work: dict[str, str]):
    item = work["stop.mp4"]
    told = data(forcereview("evidence", "copy", item, "out.mp4", "--to", "the court", "--json"))
    assert Path("out.mp4").read_bytes() == recording(sound=True)
    assert told["link"]["holder"] == "the court"
    again = forcereview("evidence", "copy", item, "out.mp4")
    assert again.status == 2
    assert "isn't overwritten" in again.err


def test_an_item_is_derived_reproduced_and_stands_in_the_tree(
    forcereview: Typed, work: dict[str, str]
):
    item = work["stop.mp4"]
    made = data(forcereview("evidence", "derive", item, "still", "--at", "00:00:01.2", "--json"))
    still = made["item"]["id"]
    assert made["item"]["derivation"]["parameters"] == {"at_s": 1.2}
    crop = data(
        forcereview("evidence", "derive", still, "crop", "--region", "percent:0,0,50,50", "--json")
    )["item"]["id"]
    assert "made again, and the same" in forcereview("evidence", "reproduce", crop).out
    tree = data(forcereview("evidence", "tree", crop, "--json"))
    assert tree[0]["id"] == item
    assert tree[0]["made_of_it"][0]["made_of_it"][0]["id"] == crop
    assert f"* {crop}" in forcereview("evidence", "tree", crop).out


def test_what_was_made_outside_cannot_be_made_again_and_status_says_so(
    forcereview: Typed, work: dict[str, str]
):
    Path("words.txt").write_text("what is heard")
    made = data(
        forcereview(
            "evidence",
            "derive-outside",
            work["stop.mp4"],
            "words.txt",
            "--what",
            "transcript",
            "--tool",
            "by ear",
            "--json",
        )
    )["item"]["id"]
    ran = forcereview("evidence", "reproduce", made)
    assert ran.status == 3
    assert "by a program outside (by ear)" in " ".join(ran.out.split())
    same = forcereview("evidence", "reproduce", made, "--with", "words.txt")
    assert same.status == 0


def test_a_locator_is_located_shown_and_written_as_annotation(
    forcereview: Typed, work: dict[str, str]
):
    locator = f"{work['policy.pdf']}#quote=Warning%20shots%20are%20not%20permitted"
    told = data(forcereview("evidence", "locate", locator, "--json"))
    assert told["found"]["place"]["exact"]
    annotation = forcereview("evidence", "locate", locator, "--annotation").out
    Path("a.json").write_text(annotation)
    assert (
        data(forcereview("evidence", "locate", "--read", "a.json", "--json"))["locator"] == locator
    )
    shown = data(forcereview("evidence", "show", locator, "--out", "page.png", "--json"))
    assert shown["files"] == ["page.png"]
    assert Path("page.png").read_bytes().startswith(b"\x89PNG")
    still = forcereview("evidence", "show", f"{work['stop.mp4']}#t=1.2")
    assert "frame shown from 1.167833 s" in still.out


def test_a_word_that_differs_is_told_in_words(forcereview: Typed, work: dict[str, str]):
    locator = f"{work['policy.pdf']}#quote=Warning%20shots%20are%20permitted"
    words = " ".join(forcereview("evidence", "locate", locator).out.split())
    assert "with a score of" in words
    assert "quoted “”, there “not”" in words


@pytest.mark.parametrize(
    ("words", "status", "why"),
    [
        (["locate"], 2, "say what to locate"),
        (["locate", "e-9#page=1"], 2, "has no evidence"),
        (["locate", "--read", "absent.json"], 2, "the annotation can't be read"),
        (["show", "e-9#pag=1"], 2, "did you mean 'page'"),
        (["derive-outside", "e-9", "--what", "text", "--tool", "x"], 2, "name both"),
        (["custody", "e-9"], 2, "has no evidence"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(
    words: list[str], status: int, why: str, forcereview: Typed, work: dict[str, str]
):
    ran = forcereview("evidence", *words)
    assert (ran.status, why in ran.err) == (status, True), ran.err


def test_a_review_in_a_workspace_tells_what_is_held(
    forcereview: Typed, work: dict[str, str], tmp_path: Path
):
    case = written(tmp_path / "cases")
    assert forcereview("case", "import", case).status == 0
    before = forcereview("log", "--json").out.count('"sequence"')
    assert (
        forcereview("evidence", "add", "stop.mp4", "--case", "small", "--source", "video").status
        == 0
    )
    told = data(forcereview("review", "small", "--json"))
    assert [item["id"] for item in told["evidence"]["items"]] == [work["stop.mp4"]]
    assert told["evidence"]["items"][0]["sources"] == ["video"]
    then = data(forcereview("review", f"small@{before}", "--json"))
    assert then["evidence"]["items"] == []
    assert "evidence" not in data(forcereview("review", case, "--json"))
