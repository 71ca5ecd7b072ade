"""Verifying a workspace: what it covers, what it says, and what it leaves as it was."""

import shutil
from pathlib import Path

import pytest

from forcereview.errors import BadInput, Problem, Refused
from forcereview.journal import Stored
from forcereview.wiring import open_workspace
from forcereview.workspace.journal.checkpointing import make_checkpoint, signing_key
from forcereview.workspace.journal.verifying import Verdict, verify
from forcereview.workspace.ports import Ports
from proven_workspace import a_content, a_note, a_workspace, state_becomes


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verifying") / "w"
    a_workspace(folder, rounds=2).close()
    return folder


@pytest.fixture
def ports(made: Path, tmp_path: Path) -> Ports:
    shutil.copytree(made, tmp_path / "w")
    return open_workspace(tmp_path / "w")


def whats(verdict: Verdict) -> str:
    return "\n".join(str(fault) for fault in verdict.faults)


def test_a_sound_workspace_is_in_order_and_it_is_said_what_was_checked(ports: Ports) -> None:
    verdict = verify(ports)
    assert verdict.in_order, verdict.faults
    assert verdict.first is None
    head = ports.journal.head()
    assert (verdict.entries, verdict.head) == (head.sequence, head.hash)
    assert (verdict.checkpoints, verdict.time_stamps, verdict.contents.held) == (2, 0, 4)
    assert (verdict.elsewhere, verdict.notes) == (0, ())


def test_verifying_changes_nothing(ports: Ports) -> None:
    before = {path: path.read_bytes() for path in ports.root.rglob("*") if path.is_file()}
    verify(ports)
    after = {path: path.read_bytes() for path in ports.root.rglob("*") if path.is_file()}
    assert after == before


def test_a_checkpoint_and_a_key_from_outside_are_counted(ports: Ports, tmp_path: Path) -> None:
    make_checkpoint(ports, "reviewer 1", out=tmp_path / "kept.txt")
    verdict = verify(ports, [tmp_path / "kept.txt"], [str(signing_key(ports))])
    assert verdict.in_order, verdict.faults
    assert verdict.elsewhere == 2


def test_a_key_that_this_journal_does_not_name_is_a_fault(ports: Ports, made: Path) -> None:
    key = str(signing_key(ports))
    other = a_workspace(ports.root.parent / "other", rounds=1)
    verdict = verify(other, keys=[key])
    assert "isn't one that this journal names" in whats(verdict)
    assert "no true signature" in whats(verdict)


def test_what_is_given_must_be_a_checkpoint_and_a_key(ports: Ports, tmp_path: Path) -> None:
    (tmp_path / "no.txt").write_text("no checkpoint")
    with pytest.raises(BadInput, match=r"no\.txt: this is no checkpoint"):
        verify(ports, [tmp_path / "no.txt"])
    with pytest.raises(BadInput, match="there is no such file"):
        verify(ports, [tmp_path / "none.txt"])
    with pytest.raises(BadInput, match="no public key"):
        verify(ports, keys=["abc"])


def test_sealed_and_expunged_contents_are_in_order_where_the_journal_says_so(
    ports: Ports,
) -> None:
    sealed, expunged = a_content(ports, b"to be sealed"), a_content(ports, b"to be expunged")
    state_becomes(ports, sealed, "sealed")
    ports.blobs.seal(sealed.sha256)
    state_becomes(ports, expunged, "expunged")
    ports.blobs.destroy_key(expunged.sha256)
    verdict = verify(ports)
    assert verdict.in_order, verdict.faults
    assert (verdict.contents.sealed, verdict.contents.expunged) == (1, 1)


def test_contents_sealed_expunged_or_gone_past_the_journal_are_named(ports: Ports) -> None:
    sealed, expunged = a_content(ports, b"sealed", "a.mp4"), a_content(ports, b"gone", "b.mp4")
    ports.blobs.seal(sealed.sha256)
    ports.blobs.destroy_key(expunged.sha256)
    verdict = verify(ports)
    assert f"{sealed.id} (a.mp4): the journal says held, but it is sealed" in whats(verdict)
    assert f"{expunged.id} (b.mp4): the journal says held, but it is expunged" in whats(verdict)
    assert all(fault.lost for fault in verdict.faults)


def test_an_expungement_that_was_not_carried_out_is_named(ports: Ports) -> None:
    item = a_content(ports, b"to be expunged")
    state_becomes(ports, item, "expunged")
    assert "the journal says expunged, but it can still be read" in whats(verify(ports))


def test_contents_that_no_entry_names_are_noted_but_are_no_fault(ports: Ports) -> None:
    import io

    ports.blobs.put(io.BytesIO(b"an intake that was stopped"))
    verdict = verify(ports)
    assert verdict.in_order
    assert verdict.notes[0].startswith("1 contents in the store belong to no piece of evidence")


def test_a_quick_check_looks_for_contents_but_does_not_read_them(ports: Ports) -> None:
    content = next(path for path in ports.root.glob("evidence/??/*"))
    content.chmod(0o600)
    content.write_bytes(content.read_bytes()[:-1] + b"?")
    assert verify(ports, quick=True).in_order
    assert "it hasn't its hash any more" in whats(verify(ports))
    content.unlink()
    assert "but it is missing" in whats(verify(ports, quick=True))


def test_where_reading_stops_is_named_and_what_was_read_is_checked(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(ports.journal.entries())

    def damaged(after: int = 0, upto: int | None = None, of: str = ""):  # type: ignore[no-untyped-def]
        yield from whole[:7]
        raise Refused(Problem("the file is damaged: entries from 8 on can't be read"))

    monkeypatch.setattr(ports.journal, "entries", damaged)
    verdict = verify(ports)
    assert verdict.entries == 7
    first = verdict.first
    assert first is not None
    assert (first.kind, first.entry) == ("unreadable", 8)
    assert "the file is damaged" in first.what
    assert first.lost


def test_the_first_fault_is_that_of_the_earliest_entry(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(ports.journal.entries())
    for place in (12, 5):
        raw = whole[place].raw.replace(b"reviewer", b"someone ")
        whole[place] = Stored(place + 1, whole[place].hash, raw)

    def changed(after: int = 0, upto: int | None = None, of: str = ""):  # type: ignore[no-untyped-def]
        return iter([e for e in whole[:upto] if e.sequence > after])

    monkeypatch.setattr(ports.journal, "entries", changed)
    verdict = verify(ports)
    first = verdict.first
    assert first is not None
    assert (first.kind, first.entry) == ("changed", 6)
    assert {fault.entry for fault in verdict.faults if fault.kind == "changed"} == {6, 13}


def test_stopping_with_control_c_leaves_everything_as_it_was(
    ports: Ports, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(sha256: str, progress: object = None) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(ports.blobs, "intact", stopped)
        with pytest.raises(KeyboardInterrupt):
            verify(ports)
    a_note(ports, "1", "after")
    assert verify(ports).in_order


def test_progress_is_told_of_entries_and_of_bytes_read(ports: Ports) -> None:
    from dataclasses import replace

    class Told:
        def __init__(self) -> None:
            self.works: list[list[object]] = []

        def begin(self, what: str, total: int | None = None, unit: str = "") -> None:
            self.works.append([unit, total, 0])

        def advance(self, steps: int = 1) -> None:
            self.works[-1][2] += steps  # type: ignore[operator]

        def end(self) -> None:
            """Over."""

    told = Told()
    verify(replace(ports, progress=told))
    entries = ports.journal.head().sequence
    size = sum(item.value["size"] for item in ports.journal.documents("evidence"))
    assert told.works == [["entries", entries, entries], ["bytes", size, size]]


def test_a_workspace_that_can_only_be_read_can_be_verified(made: Path, tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    shutil.copytree(made, folder)
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        ports = open_workspace(folder)
        assert verify(ports).in_order
        ports.close()
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)
