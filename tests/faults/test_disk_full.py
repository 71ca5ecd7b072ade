"""A full disk: what was written stays, what doesn't fit is refused as a whole, and it goes on
when there is room again."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from faults.processes import elsewhere
from faults.small_disk import limit_files, small_file_system
from forcereview.errors import Refused
from forcereview.wiring import begin_workspace, open_workspace
from forcereview.workspace.ports import Journal, Ports
from journals import a_note, chain_of, in_sqlite

MEBIBYTE = 1 << 20


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    with small_file_system(tmp_path / "small", 2 * MEBIBYTE) as folder:
        yield folder


def fill(journal: Journal) -> tuple[int, str]:
    """Write until it is refused: the last sequence number acknowledged, and the refusal."""
    last = journal.head().sequence
    for _ in range(10_000):
        try:
            last = journal.append([a_note(last + part, "x" * 5_000) for part in range(3)])[
                -1
            ].sequence
        except Refused as refused:
            return last, str(refused)
    raise AssertionError("never full")


def test_a_journal_on_a_full_disk_keeps_what_it_acknowledged(small: Path) -> None:
    place = in_sqlite(small)
    ballast = small / "ballast"
    ballast.write_bytes(b"x" * (MEBIBYTE // 4))
    journal = place.begin()
    last, refusal = fill(journal)
    assert "nothing could be written to the journal (database or disk is full)" in refusal
    assert "it is as it was before; check space" in refusal
    assert chain_of(journal) == [*range(1, last + 1)]
    assert len(journal.names("note")) == last
    ballast.unlink()
    assert journal.append([a_note(9_999)])[0].sequence == last + 1
    place.close()


def test_a_journal_on_a_full_disk_without_room_to_open_it_is_read(small: Path) -> None:
    place = in_sqlite(small)
    last, _ = fill(place.begin())
    left = {name: (small / name).read_bytes() for name in ("journal.sqlite", "journal.sqlite-wal")}
    place.close()
    (small / "journal.sqlite-shm").unlink(missing_ok=True)
    for name, content in left.items():
        (small / name).write_bytes(content)
    _take_the_rest(small / "ballast")
    journal = place.open()
    assert chain_of(journal) == [*range(1, last + 1)]
    assert len(journal.names("note")) == last
    with pytest.raises(Refused, match=r"nothing can be written to the journal: .*can't be written"):
        journal.append([a_note(9_999)])
    place.close()


def _take_the_rest(path: Path) -> None:
    with path.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(b"x" * 512)


def test_a_journal_whose_file_may_not_grow_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    place = in_sqlite(tmp_path)
    place.begin()
    place.close()

    def work() -> tuple[int, str]:
        limit_files(MEBIBYTE)
        return fill(place.open())

    last, refusal = elsewhere(work)
    assert last > 30
    assert "nothing could be written to the journal" in refusal
    journal = place.open()
    assert chain_of(journal) == [*range(1, last + 1)]
    assert journal.append([a_note(9_999)])
    place.close()


def _too_much_for(ports: Ports, folder: Path) -> None:
    """Contents on a full disk: refused, nothing half taken in, what was held stays whole."""
    held = ports.blobs.put(_file(folder / "held", 100_000))
    with pytest.raises(Refused) as refused:
        ports.blobs.put(_file(folder / "large", 3 * MEBIBYTE))
    assert "file" in str(refused.value).lower() or "space" in str(refused.value).lower()
    assert [*ports.blobs.all()] == [held.sha256]
    assert ports.blobs.intact(held.sha256)
    ports.close()


def _file(path: Path, size: int) -> Path:
    path.write_bytes(os.urandom(size))
    return path


def test_contents_on_a_full_disk_are_taken_in_whole_or_not_at_all(
    small: Path, tmp_path: Path
) -> None:
    ports = begin_workspace(small / "w", "reviewer 1")
    _too_much_for(ports, tmp_path)
    (tmp_path / "large").write_bytes(b"x" * 1_000)
    ports = open_workspace(small / "w")
    assert ports.blobs.put(tmp_path / "large").new
    ports.close()


def test_contents_that_may_not_grow_are_taken_in_whole_or_not_at_all(tmp_path: Path) -> None:
    begin_workspace(tmp_path / "w", "reviewer 1").close()
    _file(tmp_path / "large", 3 * MEBIBYTE)
    _file(tmp_path / "held", 100_000)

    def work() -> list[object]:
        limit_files(MEBIBYTE)
        ports = open_workspace(tmp_path / "w")
        held = ports.blobs.put(tmp_path / "held")
        with pytest.raises(Refused) as refused:
            ports.blobs.put(tmp_path / "large")
        return [held.sha256, [*ports.blobs.all()], str(refused.value)]

    held, all_held, refusal = elsewhere(work)
    assert all_held == [held]
    assert "too large" in str(refusal)
    ports = open_workspace(tmp_path / "w")
    assert ports.blobs.intact(str(held))
    assert ports.blobs.put(tmp_path / "large").new
    ports.close()
