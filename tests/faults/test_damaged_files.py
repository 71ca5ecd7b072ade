"""A damaged journal: a clear message, or what is left of it; never a traceback, never silence."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from forcereview.adapters.journals.journal_folding import Broken
from forcereview.errors import ForcereviewError, Refused
from forcereview.journal import Stored, hash_of
from forcereview.wiring import begin_workspace, open_workspace
from forcereview.workspace.journal.verifying import verify
from forcereview.workspace.ports import Journal
from journals import a_note, chain_of, in_sqlite

PAGE = 4096
NOTES = 200


@dataclass
class Whole:
    """A whole journal's file, and its entries."""

    file: bytes
    entries: tuple[Stored, ...]


@dataclass
class Read:
    """What could be read of a damaged one, and what was said about it."""

    entries: list[Stored] = field(default_factory=list)
    documents: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    folder = tmp_path_factory.mktemp("whole")
    place = in_sqlite(folder)
    journal = place.begin()
    for start in range(0, NOTES, 4):
        size = 9_000 if start % 40 == 0 else 120
        journal.append(
            [a_note(start + part, f"{start + part} " * (size // 4)) for part in range(4)]
        )
    entries = tuple(journal.entries())
    place.close()
    return Whole((folder / "journal.sqlite").read_bytes(), entries)


def read(folder: Path, content: bytes) -> Read:
    """Open a journal of these bytes and read all of it, as any command would."""
    (folder / "journal.sqlite").write_bytes(content)
    place = in_sqlite(folder)
    found = Read()
    try:
        journal = place.open()
        _read_all(journal, found)
        found.said += [journal.hindrance] if journal.hindrance else []
    except ForcereviewError as error:
        found.said.append(str(error))
    place.close()
    for path in folder.iterdir():
        path.unlink()
    return found


def _read_all(journal: Journal, found: Read) -> None:
    try:
        for entry in journal.entries():
            found.entries.append(entry)
    except Refused as refused:
        found.said.append(str(refused))
    try:
        chain_of(journal)
    except (Broken, Refused) as broken:
        found.said.append(str(broken))
    try:
        found.documents = {held.of: held.value for held in journal.documents("")}
    except Refused as refused:
        found.said.append(str(refused))


def check(whole: Whole, found: Read) -> None:
    """Nothing false is given as true, and nothing is missing without a word."""
    true = set(whole.entries)
    vouched = [entry for entry in found.entries if hash_of(entry.raw) == entry.hash]
    assert all(entry in true for entry in vouched)
    sequences = [entry.sequence for entry in found.entries]
    assert sequences == sorted(set(sequences))
    if len(vouched) < len(whole.entries):
        assert found.said
    assert all(len(said) < 1_000 and "Traceback" not in said for said in found.said)


def flipped(content: bytes, *places: int) -> bytes:
    changed = bytearray(content)
    for place in places:
        changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


@pytest.mark.slow
def test_bits_flipped_anywhere_are_never_silent(
    whole: Whole, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(11)
    bits = len(whole.file) * 8
    header = [(place,) for place in range(0, 100 * 8, 9)]
    anywhere = [(chance.randrange(bits),) for _ in range(100)]
    heads_of_pages = [
        (8 * (PAGE * chance.randrange(len(whole.file) // PAGE) + chance.randrange(40)),)
        for _ in range(70)
    ]
    several = [tuple(chance.randrange(bits) for _ in range(40)) for _ in range(25)]
    kept = []
    for places in [*header, *anywhere, *heads_of_pages, *several]:
        found = read(tmp_path, flipped(whole.file, *places))
        check(whole, found)
        kept.append(len({*found.entries} & {*whole.entries}))
    assert sum(kept) > 0.95 * len(kept) * NOTES
    record_property(
        "figure",
        f"flipped bits: {len(kept)} damaged files, none silent, no traceback; "
        f"{sum(kept) / len(kept) / NOTES:.1%} of their entries still read",
    )


@pytest.mark.slow
def test_a_file_cut_off_anywhere_is_never_silent(
    whole: Whole, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    chance = random.Random(12)
    size = len(whole.file)
    lengths = [0, 1, 15, 16, 99, 100, 101, 511, 512, *range(PAGE, size, 7 * PAGE), size - 1]
    lengths += [chance.randrange(size) for _ in range(30)]
    readable = 0
    for length in lengths:
        found = read(tmp_path, whole.file[:length])
        check(whole, found)
        assert found.said
        readable += bool(found.entries)
    record_property(
        "figure",
        f"cut-off files: {len(lengths)} lengths, each said; of {readable} the rest was read",
    )


@pytest.mark.slow
def test_pages_lost_or_strewn_about_are_never_silent(whole: Whole, tmp_path: Path) -> None:
    chance = random.Random(13)
    pages = [whole.file[at : at + PAGE] for at in range(0, len(whole.file), PAGE)]
    for _ in range(25):
        damaged = list(pages)
        for place in chance.sample(range(len(pages)), 3):
            damaged[place] = chance.choice([bytes(PAGE), chance.randbytes(PAGE), pages[5]])
        check(whole, read(tmp_path, b"".join(damaged)))


def test_without_its_first_page_all_entries_are_still_read(whole: Whole, tmp_path: Path) -> None:
    found = read(tmp_path, bytes(PAGE) + whole.file[PAGE:])
    assert tuple(found.entries) == whole.entries
    assert len(found.documents) == NOTES
    assert "its file is damaged; documents are as of entry 200" in found.said


def test_documents_are_folded_as_far_as_the_entries_are_whole(whole: Whole, tmp_path: Path) -> None:
    entry = whole.entries[149]
    at = whole.file.index(entry.raw) // PAGE
    found = read(tmp_path, whole.file[: at * PAGE] + bytes(PAGE) + whole.file[(at + 1) * PAGE :])
    lost = [each.sequence for each in whole.entries if each not in found.entries]
    assert 150 in lost
    assert 0 < len(lost) < 40
    assert [*found.documents] == [f"note/{number:04}" for number in range(lost[0] - 1)]
    span = f"entries {lost[0]} to {lost[-1]} can't be read"
    assert any(span in said for said in found.said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "the workspace's journal is empty; put back a copy of it"),
        (b"A letter, not a journal.\n" * 400, "this is no journal of forcereview, or so damaged"),
        (bytes(PAGE * 3), "this is no journal of forcereview, or so damaged"),
    ],
)
def test_what_is_no_journal_is_said_to_be_none(tmp_path: Path, content: bytes, said: str) -> None:
    found = read(tmp_path, content)
    assert len(found.said) == 1
    assert said in found.said[0]


def test_a_damaged_journal_is_not_written_to(whole: Whole, tmp_path: Path) -> None:
    at = whole.file.index(whole.entries[149].raw) // PAGE * PAGE
    damaged = whole.file[:at] + bytes(PAGE) + whole.file[at + PAGE :]
    (tmp_path / "journal.sqlite").write_bytes(damaged)
    place = in_sqlite(tmp_path)
    journal = place.open()
    with pytest.raises(
        Refused, match=r"nothing can be written to the journal: its file is damaged"
    ):
        journal.rebuild()
    with pytest.raises(Refused, match="nothing can be written to the journal: its file is damaged"):
        journal.append([a_note(9_999)])
    place.close()
    assert (tmp_path / "journal.sqlite").read_bytes() == damaged


def test_verify_says_what_a_damaged_workspace_has_lost(whole: Whole, tmp_path: Path) -> None:
    root = tmp_path / "w"
    file = _a_workspace(root)
    _zero_page_with(file, b'"now":{"words":"100')
    ports = open_workspace(root)
    verdict = verify(ports)
    assert not verdict.in_order
    assert verdict.first is not None
    assert verdict.first.kind == "missing"
    assert verdict.first.entry > 1
    assert any("the file is damaged" in fault.what for fault in verdict.faults)
    ports.close()


def test_verify_says_so_when_only_the_cached_documents_are_damaged(tmp_path: Path) -> None:
    root = tmp_path / "w"
    file = _a_workspace(root)
    _zero_page_with(file, b'{"words":"001')
    ports = open_workspace(root)
    verdict = verify(ports)
    assert verdict.entries == 201
    assert not verdict.in_order
    assert [fault.what for fault in verdict.faults] == [ports.journal.hindrance]
    ports.close()


def _a_workspace(root: Path) -> Path:
    ports = begin_workspace(root, "reviewer 1")
    for start in range(0, 200, 50):
        notes = [a_note(start + part, f"{start + part:03} " * 30) for part in range(50)]
        ports.journal.append(notes)
    ports.close()
    return root / "journal.sqlite"


def _zero_page_with(file: Path, words: bytes) -> None:
    content = file.read_bytes()
    at = content.index(words) // PAGE * PAGE
    file.write_bytes(content[:at] + bytes(PAGE) + content[at + PAGE :])


def test_bits_flipped_in_the_log_take_at_most_its_end(whole: Whole, tmp_path: Path) -> None:
    """SQLite itself passes over a damaged log silently: what is left is an earlier state."""
    live = tmp_path / "live"
    live.mkdir()
    place = in_sqlite(live)
    journal = place.begin()
    for number in range(60):
        journal.append([a_note(number)])
    file, log = ((live / name).read_bytes() for name in ("journal.sqlite", "journal.sqlite-wal"))
    place.close()
    chance = random.Random(14)
    for turn in range(60):
        folder = tmp_path / f"{turn}"
        folder.mkdir()
        (folder / "journal.sqlite").write_bytes(file)
        (folder / "journal.sqlite-wal").write_bytes(flipped(log, chance.randrange(len(log) * 8)))
        damaged = in_sqlite(folder)
        left = damaged.open()
        assert chain_of(left) == [*range(1, left.head().sequence + 1)]
        assert len(left.names("note")) == left.head().sequence
        damaged.close()
