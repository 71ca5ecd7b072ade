"""Proofs from a workspace: made only where the journal fits, checked without it."""

import sqlite3
from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.journal.checkpoints import read_checkpoint
from forcereview.wiring import begin_workspace
from forcereview.workspace.journal.checkpointing import (
    make_checkpoint,
    renew_signing_key,
    signing_key,
)
from forcereview.workspace.journal.proving import (
    check_proof_file,
    proof_of_consistency,
    proof_of_entry,
    write_proof,
)
from forcereview.workspace.ports import Ports
from journals import KEEPERS
from proven_workspace import a_note


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    ports = begin_workspace(tmp_path / "w", "reviewer 1")
    for number in range(5):
        a_note(ports, f"{number}", "one")
    make_checkpoint(ports, "reviewer 1", out=tmp_path / "first.txt")
    a_note(ports, "1", "two")
    make_checkpoint(ports, "reviewer 1")
    a_note(ports, "1", "three")
    return ports


def test_every_entry_that_a_checkpoint_covers_can_be_proven(ports: Ports, tmp_path: Path) -> None:
    for number in range(1, 9):
        file = write_proof(proof_of_entry(ports, number), tmp_path / "p.json")
        proven = check_proof_file(file, str(signing_key(ports)))
        assert proven.holds
        assert f"entry {number} of 8" in proven.what


def test_a_proof_shows_nothing_of_other_entries(ports: Ports) -> None:
    proof = str(proof_of_entry(ports, 3))
    assert proof.count("note.write") == 1
    assert "note/0" not in proof


def test_an_entry_after_the_latest_checkpoint_cannot_be_proven_yet(ports: Ports) -> None:
    with pytest.raises(Refused, match="forcereview checkpoint"):
        proof_of_entry(ports, 10)
    with pytest.raises(BadInput, match="no entry 99"):
        proof_of_entry(ports, 99)


def test_one_checkpoint_is_proven_to_continue_another_by_number_or_file(
    ports: Ports, tmp_path: Path
) -> None:
    for first in ("6", str(tmp_path / "first.txt")):
        proof = proof_of_consistency(ports, first)
        assert read_checkpoint(proof["to"]).size == 8
        assert check_proof_file(write_proof(proof, tmp_path / "p.json")).holds


def test_the_earlier_checkpoint_comes_first(ports: Ports) -> None:
    with pytest.raises(BadInput, match="--from EARLIER --to LATER"):
        proof_of_consistency(ports, "8", "6")


def test_what_a_former_key_signed_can_still_be_proven(ports: Ports, tmp_path: Path) -> None:
    old = signing_key(ports)
    renew_signing_key(ports, "reviewer 1")
    file = write_proof(proof_of_entry(ports, 2), tmp_path / "p.json")
    assert check_proof_file(file, str(old)).holds


def test_nothing_is_proven_from_a_journal_that_was_changed(ports: Ports) -> None:
    with sqlite3.connect(ports.root / "journal.sqlite") as db:
        for keeper in KEEPERS:
            db.execute(f"DROP TRIGGER {keeper}")
        (raw,) = db.execute("SELECT raw FROM entries WHERE sequence = 3").fetchone()
        forged = raw.replace(b"reviewer 1", b"reviewer 2")
        db.execute("UPDATE entries SET raw = ? WHERE sequence = 3", (forged,))
    for made in (lambda: proof_of_entry(ports, 3), lambda: proof_of_entry(ports, 5)):
        with pytest.raises(Refused, match="doesn't fit the checkpoint"):
            made()
