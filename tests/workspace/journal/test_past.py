"""Documents as they were, and entries by number, checkpoint or time."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.journal import ABSENT
from forcereview.wiring import begin_workspace
from forcereview.workspace.acting import acting
from forcereview.workspace.journal.checkpointing import make_checkpoint
from forcereview.workspace.journal.past import (
    document_at,
    documents_at,
    entry_at,
    entry_named,
    last_entry_of,
)
from forcereview.workspace.ports import Ports


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    """Entries 2 to 5 write, change and end a note, and write another."""
    ports = begin_workspace(tmp_path / "w", "reviewer 1", encrypted=False)
    for name, value in (("1", "a"), ("1", "b"), ("2", "c"), ("1", ABSENT)):
        with acting(ports, "reviewer 1") as work:
            document = value if value is ABSENT else {"words": value}
            work.become("note.write", {f"note/{name}": document})
    return ports


def test_a_document_can_be_had_as_it_was_after_any_entry(ports: Ports) -> None:
    held = [document_at(ports, "note/1", number) for number in range(1, 6)]
    assert held == [ABSENT, {"words": "a"}, {"words": "b"}, {"words": "b"}, ABSENT]


def test_all_documents_can_be_had_as_they_were(ports: Ports) -> None:
    assert documents_at(ports, 4, "note") == {"note/1": {"words": "b"}, "note/2": {"words": "c"}}
    assert list(documents_at(ports, 5, "note")) == ["note/2"]
    assert "workspace/settings" in documents_at(ports, 1)
    assert documents_at(ports, 0) == {}


def test_an_entry_can_be_named_by_number_or_time(ports: Ports) -> None:
    assert entry_named(ports, "3") == 3
    assert entry_named(ports, "0") == 0
    assert entry_named(ports, entry_at(ports, 4).at) in (4, 5)
    assert entry_named(ports, "1999-01-01") == 0
    assert entry_named(ports, "2999-01-01T00:00+02:00") == 5


def test_a_time_names_the_last_entry_up_to_it(ports: Ports) -> None:
    times = [entry_at(ports, number).at for number in range(1, 6)]
    for number, at in enumerate(times, start=1):
        expected = max(n for n, other in enumerate(times, start=1) if other <= at)
        assert entry_named(ports, at) == expected >= number


def test_a_checkpoint_names_the_last_entry_that_it_covers(ports: Ports, tmp_path: Path) -> None:
    made, _ = make_checkpoint(ports, "reviewer 1", out=tmp_path / "kept.txt")
    assert made.number == 5
    for name in ("checkpoint", "checkpoint/5", "checkpoint 5", str(tmp_path / "kept.txt")):
        assert entry_named(ports, name) == 5


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("99", "the journal has no entry 99; its entries are 1 to 5"),
        ("checkpoint/3", "the workspace has no checkpoint '3'"),
        ("checkpoint", "no checkpoint yet"),
        ("yesterday", "'yesterday' names no entry, checkpoint or time"),
        ("2026-13-01", "names no entry, checkpoint or time"),
    ],
)
def test_what_names_nothing_is_said_with_what_to_do(ports: Ports, name: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        entry_named(ports, name)


def test_the_last_entry_of_a_document_can_be_had(ports: Ports) -> None:
    last = last_entry_of(ports, "note/1", 4)
    assert last is not None
    assert last.sequence == 3
    assert last_entry_of(ports, "note/9") is None
