"""``forcereview exchange``: write, judge and read, as typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from bags import a_bag
from forcereview.workspace.exchange.bag_folder import BagFolder
from kept_cases import TEXT, written


def with_workspaces(forcereview: Callable, folder: Path) -> None:
    written(folder, TEXT)
    (folder / "note.txt").write_text("a note")
    for name in ("sender", "receiver"):
        assert forcereview("init", name, "--by", "reviewer 1").status == 0
    where = ("--workspace", "sender", "--by", "reviewer 1")
    assert forcereview("case", "import", "small.yaml", *where).status == 0
    assert forcereview("evidence", "add", "note.txt", "--case", "small", *where).status == 0


def test_from_one_workspace_to_another(forcereview: Callable, tmp_path: Path) -> None:
    with_workspaces(forcereview, tmp_path)
    told = forcereview(
        "exchange", "write", "out", "--case", "small", "--to", "prosecutor",
        "--workspace", "sender", "--by", "reviewer 1", "--json",
    )  # fmt: skip
    assert told.status == 0, told.err
    out = json.loads(told.out)
    assert (len(out["evidence"]), out["cases"], out["not_included"]) == (1, ["small"], {})
    judged = forcereview("exchange", "judge", "out")
    assert judged.status == 0
    assert judged.out.startswith("out: valid, BagIt 1.0; ")
    read = forcereview("exchange", "read", "out", "--workspace", "receiver", "--by", "clerk")
    assert read.status == 0, read.err
    assert "taken in: 1 item of evidence" in read.out
    assert "case small: new" in read.out
    assert "the sender's journal: in order" in read.out
    again = forcereview(
        "exchange", "read", "out", "--workspace", "receiver", "--by", "clerk", "--json"
    )
    assert json.loads(again.out)["evidence_taken_in_before"] == out["evidence"]


def test_the_hash_to_tell_in_another_way_is_shown_by_both_sides(
    forcereview: Callable, tmp_path: Path
) -> None:
    with_workspaces(forcereview, tmp_path)
    told = forcereview("exchange", "write", "out", "--workspace", "sender", "--by", "reviewer 1")
    judged = json.loads(forcereview("exchange", "judge", "out", "--json").out)
    assert f"sha256:{judged[0]['manifest_sha256']}" in told.out


def test_an_invalid_bag_is_judged_with_status_3_and_refused(
    forcereview: Callable, tmp_path: Path
) -> None:
    good = a_bag(tmp_path / "good")
    bad = a_bag(tmp_path / "bad")
    (bad / "data" / "a.txt").write_bytes(b"b")
    judged = forcereview("exchange", "judge", good, bad)
    assert judged.status == 3
    assert "bad/manifest-sha256.txt:1: 'data/a.txt' doesn't have the sha256 listed" in judged.out
    forcereview("init", "here", "--by", "clerk")
    read = forcereview("exchange", "read", bad, "--workspace", "here", "--by", "clerk")
    assert read.status == 3
    assert "bad/manifest-sha256.txt:1: 'data/a.txt'" in read.err


def test_judging_needs_no_workspace_and_says_what_isnt_there(forcereview: Callable) -> None:
    told = forcereview("exchange", "judge", "nowhere")
    assert told.status == 2
    assert told.err == "nowhere: there is no such folder or file; check the name\n"


def test_ctrl_c_ends_with_a_word_on_what_to_do(
    forcereview: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_workspaces(forcereview, tmp_path)

    def stopped(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(BagFolder, "add_content", stopped)
    told = forcereview("exchange", "write", "out", "--workspace", "sender", "--by", "reviewer 1")
    assert (told.status, told.err) == (130, "stopped; the same command goes on where it was\n")
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    told = forcereview("exchange", "write", "out", "--workspace", "sender", "--by", "reviewer 1")
    assert told.status == 0
