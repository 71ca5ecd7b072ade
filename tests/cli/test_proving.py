"""verify, checkpoint, timestamp, proof, key: as a person types them."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forcereview.wiring import open_workspace
from forcereview.workspace.journal.checkpointing import signing_key
from journals import KEEPERS
from proven_workspace import a_note, a_workspace
from time_stamp_authority import Authority


@pytest.fixture
def workspace(
    forcereview: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A workspace in the current folder."""
    folder = tmp_path / "w"
    a_workspace(folder, rounds=1).close()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("FORCEREVIEW_BY", "reviewer 1")
    return folder


def tamper(workspace: Path, entry: int) -> None:
    with sqlite3.connect(workspace / "journal.sqlite") as db:
        for keeper in KEEPERS:
            db.execute(f"DROP TRIGGER {keeper}")
        (raw,) = db.execute("SELECT raw FROM entries WHERE sequence = ?", (entry,)).fetchone()
        forged = raw.replace(b"reviewer 1", b"reviewer 2")
        db.execute("UPDATE entries SET raw = ? WHERE sequence = ?", (forged, entry))


def enter_a_note(workspace: Path) -> None:
    ports = open_workspace(workspace)
    a_note(ports, "later", "one")
    ports.close()


def test_a_sound_workspace_ends_with_status_0(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    ran = forcereview("verify")
    assert ran.status == 0
    assert "in order: nothing was changed" in ran.out
    assert "held against nothing from outside" in " ".join(ran.out.split())


def test_a_changed_entry_ends_with_status_3_and_is_named(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    tamper(workspace, 4)
    ran = forcereview("verify")
    assert ran.status == 3
    assert "The first: entry 4: the bytes were changed" in " ".join(ran.out.split())
    data = json.loads(forcereview("verify", "--json").out)
    assert data["in_order"] is False
    assert data["first"]["entry"] == 4
    assert data["first"]["lost"]


def test_a_checkpoint_goes_to_a_file_and_is_held_against_the_journal_later(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    ran = forcereview("checkpoint", "--out", "../kept.txt", "--reason", "end of the week")
    assert ran.status == 0
    assert "Checkpoint 14: the journal's entries 1 to 14" in ran.out
    assert forcereview("verify", "--checkpoint", "../kept.txt").status == 0
    again = forcereview("checkpoint", "--json")
    assert json.loads(again.out)["new"] is False


def test_an_older_copy_of_the_workspace_is_found_by_a_later_checkpoint(
    workspace: Path, forcereview: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(workspace, workspace.parent / "older")
    enter_a_note(workspace)
    forcereview("checkpoint", "--out", "../kept.txt")
    monkeypatch.chdir(workspace.parent / "older")
    assert forcereview("verify").status == 0
    ran = forcereview("verify", "--checkpoint", "../kept.txt")
    assert ran.status == 3
    assert "covers 15 entries, but the journal ends with 14" in " ".join(ran.out.split())


def test_an_entry_is_proven_to_somebody_without_the_workspace(
    workspace: Path,
    forcereview: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    key = forcereview("key").out.strip()
    assert forcereview("proof", "4", "--out", "../p.json").status == 0
    monkeypatch.chdir(tmp_path)
    ran = forcereview("proof", "--check", "p.json")
    assert ran.status == 0
    assert "proven: entry 4 of 11 (note.write" in ran.out
    assert "compare this key" in ran.out
    known = forcereview("proof", "--check", "p.json", "--key", key)
    assert "compare this key" not in known.out
    proof = (tmp_path / "p.json").read_text()
    (tmp_path / "p.json").write_text(proof.replace("reviewer 1", "reviewer 2"))
    changed = forcereview("proof", "--check", "p.json", "--key", key)
    assert changed.status == 3
    assert "NOT PROVEN" in changed.out
    assert json.loads(forcereview("proof", "--check", "p.json", "--json").out)["holds"] is False


def test_a_checkpoint_is_proven_to_continue_another(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    forcereview("checkpoint")
    ran = forcereview("proof", "--from", "11", "--to", "14", "--out", "p.json")
    assert ran.status == 0
    assert (
        "the first 11 of 14 entries are still the same"
        in forcereview("proof", "--check", "p.json").out
    )


@pytest.mark.parametrize("words", [[], ["4", "--from", "11"], ["--from", "1", "--check", "x"]])
def test_it_is_asked_what_is_to_be_proven(
    workspace: Path, forcereview: Callable[..., Any], words: list[str]
) -> None:
    ran = forcereview("proof", *words)
    assert ran.status == 2
    assert "what is to be proven?" in ran.err


def test_the_public_key_is_shown_and_renewed(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    before = forcereview("key").out
    assert before.startswith("forcereview/workspace/")
    after = json.loads(
        forcereview("key", "--new", "--reason", "the machine was lost", "--json").out
    )
    assert after["key"] != before.strip()
    assert forcereview("key").out.strip() == after["key"]
    assert forcereview("verify").status == 0


def test_a_time_stamp_is_carried_to_an_authority_and_back(
    workspace: Path, forcereview: Callable[..., Any], tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    assert forcereview("timestamp", "--query", "q.tsq").status == 0
    (workspace / "r.tsr").write_bytes(authority.reply((workspace / "q.tsq").read_bytes()))
    ran = forcereview("timestamp", "11", "--reply", "r.tsr")
    assert ran.status == 0
    assert "checkpoint 11 existed by 20" in ran.out
    assert "who that is wasn't checked" in ran.out
    assert (workspace / "checkpoints" / "11.tsr").exists()
    assert json.loads(forcereview("verify", "--json").out)["time_stamps"] == 1


def test_a_time_stamp_is_asked_of_the_authority_in_the_settings(
    workspace: Path, forcereview: Callable[..., Any], tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    assert "none is set" in forcereview("timestamp").err
    with authority.served() as address:
        settings = workspace / "forcereview.toml"
        text = settings.read_text().replace('authority = ""', f'authority = "{address}"')
        text = text.replace(
            'authority_certificates = ""', f'authority_certificates = "{authority.roots}"'
        )
        settings.write_text(text)
        ran = forcereview("timestamp", "--json")
    assert ran.status == 0, ran.err
    assert json.loads(ran.out)["stamp"]["trusted"] == "yes"
    assert forcereview("verify").status == 0


def test_query_and_reply_are_two_steps(workspace: Path, forcereview: Callable[..., Any]) -> None:
    assert forcereview("timestamp", "--query", "q", "--reply", "r").status == 2


def test_a_quick_check_says_what_it_left_out(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    ran = forcereview("verify", "--quick")
    assert ran.status == 0
    assert "contents and documents weren't read" in ran.out


def test_the_key_shown_is_the_one_that_signs(
    workspace: Path, forcereview: Callable[..., Any]
) -> None:
    ports = open_workspace(workspace)
    key = str(signing_key(ports))
    ports.close()
    assert forcereview("key").out.strip() == key
    assert forcereview("verify", "--key", key).status == 0
