"""The one gate: who acts, all together or not at all, nobody overwritten."""

from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.journal import ABSENT
from forcereview.wiring import begin_workspace, open_workspace
from forcereview.workspace.acting import acting
from forcereview.workspace.ports import Overtaken, Ports


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    return begin_workspace(tmp_path / "w", "reviewer 1")


def write_two(ports: Ports, first: dict[str, object], second: dict[str, object]) -> None:
    with acting(ports, "reviewer 1") as work:
        work.become("note.add", first)
        work.become("note.add", second)


def test_nobody_writes_without_a_name(ports: Ports) -> None:
    with pytest.raises(BadInput, match="nobody is named"), acting(ports, "  "):
        pass


def test_work_sees_what_it_changed_and_others_only_what_was_written(ports: Ports) -> None:
    with acting(ports, "reviewer 1", "a first look") as work:
        work.become("note.add", {"note/1": {"words": "one"}})
        assert work.document("note/1") == {"words": "one"}
        assert ports.journal.document("note/1") is None
    held = ports.journal.document("note/1")
    assert held is not None
    assert held.value == {"words": "one"}


def test_an_entry_says_who_when_and_why(ports: Ports) -> None:
    with acting(ports, "reviewer 1", "a first look") as work:
        work.become("note.add", {"note/1": {"words": "one"}}, case="case-1", details={"k": 1})
    (entry,) = work.entries
    assert (entry.by, entry.reason, entry.does) == ("reviewer 1", "a first look", "note.add")
    assert (entry.case, entry.details) == ("case-1", {"k": 1})
    assert entry.at.endswith("Z")


def test_work_that_ends_in_an_error_writes_nothing(ports: Ports) -> None:
    before = ports.journal.head()
    with pytest.raises(BadInput, match="canonical JSON"):
        write_two(ports, {"note/1": {"words": "one"}}, {"note/2": {"number": 2**60}})
    assert ports.journal.head() == before


def test_what_is_so_already_makes_no_entry(ports: Ports) -> None:
    for _ in range(2):
        with acting(ports, "reviewer 1") as work:
            changed = work.become("note.add", {"note/1": {"words": "one"}})
    assert not changed
    assert ports.journal.head().sequence == 2


def test_a_document_that_ends_is_gone_but_its_past_stays(ports: Ports) -> None:
    with acting(ports, "reviewer 1") as work:
        work.become("note.add", {"note/1": {"words": "one"}})
        work.become("note.end", {"note/1": ABSENT})
    assert ports.journal.document("note/1") is None
    assert len(list(ports.journal.entries(of="note/1"))) == 2


def test_what_was_checked_as_a_whole_is_not_written_once_another_changed_it(ports: Ports) -> None:
    other = open_workspace(ports.root)
    with acting(ports, "reviewer 1") as work:
        work.become("note.add", {"note/1": {"words": "one", "tone": "calm"}})
    with pytest.raises(Overtaken, match="note/1 was changed by entry 3"):
        change_the_tone_relying_on_the_whole(other, ports)
    held = other.journal.document("note/1")
    assert held is not None
    assert held.value == {"words": "three", "tone": "calm"}


def change_the_tone_relying_on_the_whole(slow: Ports, fast: Ports) -> None:
    with acting(slow, "reviewer 2") as slower:
        slower.relies_on("note/1")
        slower.become("note.change", {"note/1": {"words": "one", "tone": "loud"}})
        with acting(fast, "reviewer 1") as faster:
            faster.become("note.change", {"note/1": {"words": "three", "tone": "calm"}})


def change_while_another_does(slow: Ports, fast: Ports) -> None:
    with acting(slow, "reviewer 2") as slower:
        slower.become("note.change", {"note/1": {"words": "two"}})
        with acting(fast, "reviewer 1") as faster:
            faster.become("note.change", {"note/1": {"words": "three"}})


def test_who_was_slower_is_told_and_overwrites_nothing(ports: Ports) -> None:
    other = open_workspace(ports.root)
    with acting(ports, "reviewer 1") as work:
        work.become("note.add", {"note/1": {"words": "one"}})
    with pytest.raises(Refused, match="changed by"):
        change_while_another_does(other, ports)
    held = other.journal.document("note/1")
    assert held is not None
    assert held.value == {"words": "three"}
