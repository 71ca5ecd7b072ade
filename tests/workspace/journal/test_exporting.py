"""The exported journal is checked by one short program that knows nothing of forcereview."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from forcereview.journal import Stored, read_entry
from forcereview.journal.checkpoints import read_key
from forcereview.workspace.journal.checkpointing import make_checkpoint, signing_key
from forcereview.workspace.journal.exporting import VERIFIER, export_journal, verifier
from forcereview.workspace.journal.proving import (
    proof_of_consistency,
    proof_of_entry,
    write_proof,
)
from forcereview.workspace.ports import Ports
from proven_workspace import a_content, a_note, a_workspace, state_becomes


@pytest.fixture(scope="module")
def ports(tmp_path_factory: pytest.TempPathFactory) -> Ports:
    ports = a_workspace(tmp_path_factory.mktemp("exporting") / "w", rounds=2)
    a_note(ports, "other", "of another case")
    return ports


@pytest.fixture
def exported(ports: Ports, tmp_path: Path) -> Path:
    export_journal(ports, tmp_path / "export")
    return tmp_path / "export"


def checked(*words: object) -> tuple[int, str]:
    """What the program says, run as an expert would: in a process that can't import us."""
    program = Path(str(words[0])) / VERIFIER
    if not program.exists():
        program = Path(str(words[0])).parent / VERIFIER
        program.write_bytes(verifier())
    done = subprocess.run(
        [sys.executable, "-I", program, *map(str, words)], capture_output=True, text=True
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_program_imports_the_standard_library_and_cryptography_alone() -> None:
    imported = set()
    for node in ast.walk(ast.parse(verifier())):
        if isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Import):
            imported |= {alias.name.partition(".")[0] for alias in node.names}
    assert imported - set(sys.stdlib_module_names) == {"cryptography"}
    assert len(verifier().splitlines()) < 320


def test_the_export_holds_the_very_bytes(ports: Ports, exported: Path) -> None:
    lines = (exported / "journal.jsonl").read_bytes().splitlines()
    assert lines == [entry.raw for entry in ports.journal.entries()]
    assert read_key((exported / "key.pub").read_text()) == signing_key(ports)
    assert len(list((exported / "checkpoints").iterdir())) == 2
    assert "python verify_journal.py ." in (exported / "README.txt").read_text()


def test_an_export_is_in_order(ports: Ports, exported: Path) -> None:
    status, said = checked(exported)
    assert status == 0, said
    assert "IN ORDER, if the key is the true one" in said
    status, said = checked(exported, "--key", signing_key(ports))
    assert (status, said.endswith("IN ORDER\n")) == (0, True)


def test_another_key_is_found_out(exported: Path, tmp_path: Path) -> None:
    other = a_workspace(tmp_path / "other", rounds=1)
    status, said = checked(exported, "--key", signing_key(other))
    assert status == 1
    assert said.count("no true signature") == 2


def test_any_changed_line_is_found(exported: Path) -> None:
    file = exported / "journal.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    for place in (0, 5, 15):  # before the last checkpoint; what came after it may end anywhere
        for changed in (
            [*lines[:place], *lines[place + 1 :]],
            [*lines[:place], lines[place], *lines[place:]],
            [
                *lines[:place],
                lines[place].replace(b"reviewer 1", b"reviewer 2"),
                *lines[place + 1 :],
            ],
            [*lines[:place], lines[place + 1], lines[place], *lines[place + 2 :]],
            [*lines[:place], b"{}\n", *lines[place + 1 :]],
            [*lines[:place], b'{"withheld":"%b"}\n' % (b"0" * 64), *lines[place + 1 :]],
            lines[:place],
        ):
            file.write_bytes(b"".join(changed))
            status, said = checked(exported)
            assert (status, "NOT IN ORDER" in said) == (1, True), (place, said)
    file.write_bytes(b"".join(lines))
    assert checked(exported)[0] == 0


def test_a_key_that_stands_twice_in_an_entry_is_found(exported: Path) -> None:
    file = exported / "journal.jsonl"
    twice = file.read_bytes().replace(b'"by":"reviewer 1"', b'"by":"x","by":"reviewer 1"', 1)
    file.write_bytes(twice)
    assert "a key stands in it twice" in checked(exported)[1]


@pytest.mark.parametrize("what", ["1\n", "é", ""])
def test_a_checkpoint_that_was_changed_is_found(exported: Path, what: str) -> None:
    file = next((exported / "checkpoints").iterdir())
    text = file.read_text("utf-8")
    file.write_text(text.replace("\n", what, 1) if what else text[:-10], "utf-8")
    assert checked(exported)[0] == 1


def test_a_journal_cut_short_is_found_by_a_checkpoint_that_was_kept(
    ports: Ports, exported: Path, tmp_path: Path
) -> None:
    kept, _ = make_checkpoint(ports, "reviewer 1", out=tmp_path / "kept.txt")
    status, said = checked(exported, "--checkpoint", tmp_path / "kept.txt")
    if status:
        assert f"to {kept.number} are missing" in said
    lines = (exported / "journal.jsonl").read_bytes().splitlines(keepends=True)
    for file in (exported / "checkpoints").iterdir():
        file.unlink()
    (exported / "journal.jsonl").write_bytes(b"".join(lines[:8]))
    assert checked(exported)[0] == 0
    status, said = checked(exported, "--checkpoint", tmp_path / "kept.txt")
    assert status == 1
    assert f"entries 9 to {kept.number} are missing" in said


def test_entries_that_may_not_be_shown_are_withheld_and_the_rest_stays_provable(
    ports: Ports, tmp_path: Path
) -> None:
    def of_no_note(entry: Stored) -> bool:
        return read_entry(entry.raw).does != "note.write"

    export_journal(ports, tmp_path / "part", of_no_note)
    text = (tmp_path / "part" / "journal.jsonl").read_text("utf-8")
    assert "as seen in round" not in text
    status, said = checked(tmp_path / "part", "--key", signing_key(ports))
    assert status == 0, said
    withheld = sum('{"withheld":"' in line for line in text.splitlines())
    assert f"{withheld} of them by their hash alone" in said


def test_contents_are_held_against_the_journal(ports: Ports, tmp_path: Path) -> None:
    gone = a_content(ports, b"to be expunged")
    state_becomes(ports, gone, "expunged")
    export_journal(ports, tmp_path / "export")
    contents = tmp_path / "contents"
    contents.mkdir()
    held = [d.value for d in ports.journal.documents("evidence") if "state" not in d.value]
    for number, item in enumerate(held):
        with ports.blobs.open(item["sha256"]) as content:
            (contents / f"{number}").write_bytes(content.read())
    status, said = checked(tmp_path / "export", "--contents", contents)
    assert status == 0, said
    assert f"{gone.id}: not here; expunged, as the journal says" in said
    (contents / "0").write_bytes(b"something else")
    status, said = checked(tmp_path / "export", "--contents", contents)
    assert status == 1
    assert f"{held[0]['id']}: no file with its hash" in said


def test_the_program_checks_proofs_as_we_do(ports: Ports, tmp_path: Path) -> None:
    make_checkpoint(ports, "reviewer 1")
    first = ports.journal.names("checkpoint")[0].partition("/")[2]
    key = signing_key(ports)
    for name, proof in {
        "entry.json": proof_of_entry(ports, 4),
        "grown.json": proof_of_consistency(ports, first),
    }.items():
        write_proof(proof, tmp_path / name)
        assert checked(tmp_path / name, "--key", key)[0] == 0
        changed = json.loads((tmp_path / name).read_text())
        changed["path"][0] = "00" * 32
        (tmp_path / "changed.json").write_text(json.dumps(changed))
        status, said = checked(tmp_path / "changed.json", "--key", key)
        assert (status, "isn't proven" in said) == (1, True)


def test_every_proof_of_every_size_is_judged_alike(tmp_path: Path) -> None:
    """The program's own tree against ours, without its process."""
    import hashlib
    from types import ModuleType

    from forcereview.journal import merkle

    program = ModuleType("verify_journal")
    exec(compile(verifier(), VERIFIER, "exec"), program.__dict__)
    leaves = [hashlib.sha256(b"%d" % number).digest() for number in range(24)]
    for size in range(1, 25):
        tree = program.Tree()
        for found in leaves[:size]:
            tree.add(found)
        root = merkle.root_of(leaves[:size])
        assert tree.root() == root
        for index in range(size):
            path = list(merkle.inclusion_proof(index, size, leaves))
            for other in range(size):
                held = program.includes(other, size, leaves[index], path, root)
                assert held is merkle.includes(root, size, other, leaves[index], path)
            was, path = (
                merkle.root_of(leaves[: index + 1]),
                list(merkle.consistency_proof(index + 1, size, leaves)),
            )
            assert program.begins(index + 1, was, size, root, path)
            assert not program.begins(index + 1, leaves[-1], size, root, path) or size == 1
            assert not program.begins(index + 1, was, size, root, [*path, root])


def test_what_cannot_be_checked_is_said_without_a_traceback(exported: Path, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("{}")
    for words in ([tmp_path / "no.json"], [tmp_path / "nothing.json"]):
        status, said = checked(*words)
        assert (status, "can't be checked" in said) == (1, True)
    (exported / "key.pub").unlink()
    assert checked(exported)[0] == 1
