"""Checkpoints of a workspace: signed over what is there, kept in three places, never twice."""

import sqlite3
from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.journal.checkpoints import read_checkpoint, signed_by
from forcereview.journal.merkle import root_of
from forcereview.wiring import begin_workspace, open_workspace
from forcereview.workspace.journal.checkpointing import (
    checkpoint_named,
    kept_checkpoints,
    keys,
    make_checkpoint,
    renew_signing_key,
    signing_key,
)
from forcereview.workspace.journal.verifying import verify
from forcereview.workspace.ports import Ports
from journals import KEEPERS
from proven_workspace import a_note


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    return begin_workspace(tmp_path / "w", "reviewer 1")


def test_a_workspace_begins_with_a_signing_key_that_only_its_owner_reads(ports: Ports) -> None:
    file = ports.root / "keys" / "signing.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys(ports) == (signing_key(ports),)
    journal = b"".join(entry.raw for entry in ports.journal.entries())
    assert file.read_bytes().strip() not in journal


def test_a_checkpoint_is_signed_over_all_entries_and_kept_in_three_places(
    ports: Ports, tmp_path: Path
) -> None:
    a_note(ports, "1", "one")
    leaves = [entry.hash for entry in ports.journal.entries()]
    kept, new = make_checkpoint(ports, "reviewer 1", "end of the week", tmp_path / "out" / "c.txt")
    assert new
    assert (kept.number, kept.checkpoint.root) == (len(leaves), root_of(leaves))
    assert signed_by(kept.checkpoint, signing_key(ports))
    for file in (ports.root / "checkpoints" / f"{kept.number}.txt", tmp_path / "out" / "c.txt"):
        assert file.read_text("utf-8") == kept.text
    assert kept_checkpoints(ports) == [kept]


def test_what_was_entered_since_makes_the_next_one_and_checkpoints_alone_do_not(
    ports: Ports,
) -> None:
    first, _ = make_checkpoint(ports, "reviewer 1")
    assert make_checkpoint(ports, "reviewer 1") == (first, False)
    a_note(ports, "1", "one")
    second, new = make_checkpoint(ports, "reviewer 1")
    assert new
    assert second.number == first.number + 2
    assert checkpoint_named(ports) == second
    assert checkpoint_named(ports, str(first.number)) == first


def test_a_file_that_was_lost_is_written_again(ports: Ports) -> None:
    kept, _ = make_checkpoint(ports, "reviewer 1")
    file = ports.root / "checkpoints" / f"{kept.number}.txt"
    file.unlink()
    assert any("writes it anew" in note for note in verify(ports).notes)
    make_checkpoint(ports, "reviewer 1")
    assert file.read_text("utf-8") == kept.text


def test_no_checkpoint_is_signed_over_a_broken_chain(ports: Ports) -> None:
    a_note(ports, "1", "one")
    with sqlite3.connect(ports.root / "journal.sqlite") as db:
        for keeper in KEEPERS:
            db.execute(f"DROP TRIGGER {keeper}")
        db.execute("UPDATE entries SET raw = x'7b7d' WHERE sequence = 1")
    with pytest.raises(Refused, match="isn't in order"):
        make_checkpoint(ports, "reviewer 1")


def test_without_the_key_nothing_is_signed_and_it_is_said_what_to_do(ports: Ports) -> None:
    file = ports.root / "keys" / "signing.key"
    aside = file.rename(file.with_name("aside"))
    with pytest.raises(Refused, match="forcereview key --new"):
        make_checkpoint(ports, "reviewer 1")
    assert "no checkpoint can be signed" in verify(ports).notes[0]
    aside.rename(file)
    assert make_checkpoint(ports, "reviewer 1")[1]


def test_a_key_that_the_journal_does_not_name_signs_nothing(ports: Ports) -> None:
    ports.signer.make()
    with pytest.raises(Refused, match="isn't one that the journal names"):
        make_checkpoint(ports, "reviewer 1")


def test_a_new_key_goes_on_and_what_the_old_one_signed_stays_good(ports: Ports) -> None:
    old = signing_key(ports)
    first, _ = make_checkpoint(ports, "reviewer 1")
    new = renew_signing_key(ports, "reviewer 1", "the old one was lost")
    second, _ = make_checkpoint(ports, "reviewer 1")
    assert signed_by(first.checkpoint, old)
    assert signed_by(second.checkpoint, new)
    assert not signed_by(second.checkpoint, old)
    assert verify(ports).in_order
    assert list((ports.root / "keys").glob("signing.*.key"))


def test_there_is_no_latest_checkpoint_before_the_first(ports: Ports) -> None:
    with pytest.raises(Refused, match="there is no checkpoint yet"):
        checkpoint_named(ports)
    make_checkpoint(ports, "reviewer 1")
    with pytest.raises(BadInput, match="there is no checkpoint 99"):
        checkpoint_named(ports, "99")


def test_a_file_that_cannot_be_written_leaves_the_checkpoint_in_the_journal(
    ports: Ports, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput, match="can't be written"):
        make_checkpoint(ports, "reviewer 1", out=tmp_path / "folder")
    kept, new = make_checkpoint(ports, "reviewer 1", out=tmp_path / "c.txt")
    assert not new
    assert read_checkpoint((tmp_path / "c.txt").read_text("utf-8")) == kept.checkpoint


def test_two_workspaces_have_two_keys_and_origins(tmp_path: Path) -> None:
    one = begin_workspace(tmp_path / "one", "reviewer 1")
    other = begin_workspace(tmp_path / "other", "reviewer 1")
    make_checkpoint(one, "reviewer 1", out=tmp_path / "c.txt")
    assert signing_key(one) != signing_key(other)
    verdict = verify(other, [tmp_path / "c.txt"])
    assert "of another workspace" in verdict.faults[0].what
    one.close()
    assert verify(open_workspace(tmp_path / "one"), [tmp_path / "c.txt"]).in_order
