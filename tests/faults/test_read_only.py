"""Where nothing may be written, a journal is read, and says why it can't be written."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from typer.testing import CliRunner

from faults.processes import elsewhere, readable_by_all
from forcereview.cli.main import app
from forcereview.errors import Refused
from forcereview.wiring import begin_workspace
from journals import Place, a_note, chain_of, in_sqlite


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that other users can reach."""
    made = Path(mkdtemp(dir="/tmp"))
    made.chmod(0o755)
    yield made
    for path in (made, *made.rglob("*")):
        path.chmod(0o755)
    shutil.rmtree(made)


def tried(place: Place) -> dict[str, Any]:
    """What another user can do with a journal."""
    journal = place.open()
    found = {
        "chain": chain_of(journal),
        "names": journal.names("note"),
        "writable": journal.writable,
        "why": journal.hindrance,
    }
    with pytest.raises(Refused) as refused:
        journal.append([a_note(99)])
    journal.close()
    return {**found, "refusal": str(refused.value)}


def test_a_read_only_folder_is_read_and_nothing_in_it_touched(folder: Path) -> None:
    place = in_sqlite(folder)
    place.begin().append([a_note(1), a_note(2)])
    place.close()
    readable_by_all(folder)
    before = (folder / "journal.sqlite").read_bytes()
    found = elsewhere(lambda: tried(place), unprivileged=True)
    assert found["chain"] == [1, 2]
    assert found["names"] == ["note/0001", "note/0002"]
    assert not found["writable"]
    assert f"nothing can be written to the journal: {folder}" in found["refusal"]
    assert "is read-only for you; work where it can be written" in found["refusal"]
    assert [path.name for path in folder.iterdir()] == ["journal.sqlite"]
    assert (folder / "journal.sqlite").read_bytes() == before


def test_what_lies_in_the_log_alone_is_read_too(folder: Path) -> None:
    place = in_sqlite(folder / "live")
    (folder / "live").mkdir()
    place.begin().append([a_note(1), a_note(2)])
    left = folder / "left"
    left.mkdir()
    for name in ("journal.sqlite", "journal.sqlite-wal"):
        shutil.copyfile(folder / "live" / name, left / name)
    place.close()
    readable_by_all(left)
    found = elsewhere(lambda: tried(in_sqlite(left)), unprivileged=True)
    assert found["chain"] == [1, 2]
    assert sorted(p.name for p in left.iterdir()) == ["journal.sqlite", "journal.sqlite-wal"]


def test_another_user_reads_while_its_owner_writes(folder: Path) -> None:
    place = in_sqlite(folder)
    owner = place.begin()
    owner.append([a_note(1)])
    readable_by_all(folder)
    assert elsewhere(lambda: tried(place), unprivileged=True)["chain"] == [1]
    folder.chmod(0o755)
    owner.append([a_note(2)])
    folder.chmod(0o555)
    assert elsewhere(lambda: tried(place), unprivileged=True)["chain"] == [1, 2]
    folder.chmod(0o755)
    place.close()


def test_a_journal_that_one_may_not_read_says_so(folder: Path) -> None:
    place = in_sqlite(folder)
    place.begin().append([a_note(1)])
    place.close()
    (folder / "journal.sqlite").chmod(0o000)
    with pytest.raises(RuntimeError, match=r"Refused: .*can't be read \(Permission denied\)"):
        elsewhere(lambda: tried(place), unprivileged=True)


def test_caches_that_cannot_be_folded_say_so_and_entries_are_read(folder: Path) -> None:
    place = in_sqlite(folder)
    place.begin().append([a_note(1), a_note(2)])
    place.past("DELETE FROM documents_head")
    place.close()
    readable_by_all(folder)

    def work() -> tuple[Any, str]:
        journal = place.open()
        with pytest.raises(Refused) as refused:
            journal.names("note")
        return chain_of(journal), str(refused.value)

    chain, refusal = elsewhere(work, unprivileged=True)
    assert chain == [1, 2]
    assert "the documents aren't folded up to the last entry" in refusal
    assert "open the workspace once where it can be written" in refusal


def test_the_command_line_says_that_it_only_reads(folder: Path) -> None:
    begin_workspace(folder / "w", "reviewer 1").close()
    readable_by_all(folder / "w")

    def work() -> tuple[int, str]:
        done = CliRunner().invoke(app, ["rebuild", "--workspace", str(folder / "w"), "--by", "me"])
        return done.exit_code, f"{done.output} {done.exception}"

    status, said = elsewhere(work, unprivileged=True)
    assert status != 0
    assert "for reading only:" in said
    assert "is read-only for you" in said
