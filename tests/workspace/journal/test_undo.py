"""What an entry did can be taken back by another, unless the world or later entries rest on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.record.model import Source
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.copies import copies
from forcereview.workspace.cases.entering import add_assertion, add_source, correct_assertion
from forcereview.workspace.cases.exporting import case_text, export_case
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.cases.keeping import kept
from forcereview.workspace.journal.undo import undo
from forcereview.workspace.ports import Ports
from kept_cases import TEXT, a_workspace_with_the_case, an_assertion, written


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    return a_workspace_with_the_case(tmp_path)


def value(ports: Ports) -> object:
    return kept(ports, "small").file.assertions[1].value


def correct(ports: Ports, value: str, by: str = "reviewer 2") -> None:
    correct_assertion(ports, "small", "a2", by, "read again", value=value)


def test_an_undo_is_an_entry_that_names_the_one_it_takes_back(ports: Ports) -> None:
    correct(ports, "no")
    entry = undo(ports, 3, "reviewer 1", "was right before")
    assert (entry.sequence, entry.does, entry.by, entry.case) == (4, "undo", "reviewer 1", "small")
    assert entry.details == {"undoes": 3}
    assert value(ports) == "yes"


def test_an_undo_can_be_taken_back_and_so_on(ports: Ports) -> None:
    correct(ports, "no")
    for number, held in ((3, "yes"), (4, "no"), (5, "yes"), (6, "no")):
        undo(ports, number, "reviewer 1")
        assert value(ports) == held


def test_what_is_taken_back_already_is_not_taken_back_twice(ports: Ports) -> None:
    correct(ports, "no")
    undo(ports, 3, "reviewer 1")
    with pytest.raises(Refused, match=r"taken back already, in entry 4; .*undo 4"):
        undo(ports, 3, "reviewer 1")


def test_an_entry_that_later_ones_build_on_is_refused_and_they_are_named(ports: Ports) -> None:
    correct(ports, "no")
    correct(ports, "unknown", "reviewer 3")
    with pytest.raises(Refused) as said:
        undo(ports, 3, "reviewer 1")
    assert "entry 4 (assertion.correct, by reviewer 3" in str(said.value)
    assert "changed assertion a2, value since" in str(said.value)
    undo(ports, 4, "reviewer 1")
    undo(ports, 3, "reviewer 1")
    assert value(ports) == "yes"


def test_a_value_that_somebody_set_to_the_same_again_is_theirs_now(ports: Ports) -> None:
    correct(ports, "no")
    correct(ports, "yes", "reviewer 3")
    correct(ports, "no", "reviewer 4")
    with pytest.raises(Refused, match="entry 4"):
        undo(ports, 3, "reviewer 1")


def test_later_entries_about_other_things_are_no_hindrance(ports: Ports) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    correct(ports, "no")
    undo(ports, 3, "reviewer 1")
    assert [a.id for a in kept(ports, "small").file.assertions] == ["a1", "a2"]
    assert value(ports) == "no"


def test_what_would_leave_a_case_unreadable_is_refused(ports: Ports) -> None:
    source = Source.model_validate({"title": "t", "kind": "video"})
    add_source(ports, "small", "video-2", source, "reviewer 1")
    add_assertion(ports, "small", an_assertion(source="video-2"), "reviewer 2")
    with pytest.raises(Refused) as said:
        undo(ports, 3, "reviewer 1")
    assert "case small couldn't be read" in str(said.value)
    assert "no source 'video-2'" in str(said.value)
    assert ports.journal.head().sequence == 4


def test_a_case_that_came_in_can_be_taken_back_whole_and_brought_back(
    ports: Ports, tmp_path: Path
) -> None:
    export_case(ports, "small", tmp_path / "small.yaml", "reviewer 1")
    undo(ports, 2, "reviewer 1")
    assert ports.journal.names("case") == []
    assert len(copies(ports, "small")) == 2
    undo(ports, 4, "reviewer 1")
    assert case_text(ports, "small") == TEXT.encode()


def test_an_import_taken_back_gives_the_text_of_before(ports: Ports, tmp_path: Path) -> None:
    changed = TEXT.replace('"A small case"', "Another").replace("# slowly", "# at a walk")
    import_case(ports, written(tmp_path, changed), "reviewer 1")
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    undo(ports, 3, "reviewer 1")
    text = case_text(ports, "small").decode()
    assert text.startswith(TEXT)
    assert "a3" in text


def test_a_file_that_comes_back_after_an_undo_is_compared_with_what_it_was_made_from(
    ports: Ports, tmp_path: Path
) -> None:
    import_case(ports, written(tmp_path, TEXT.replace("synthetic", "internal")), "reviewer 1")
    undo(ports, 3, "reviewer 2")
    text = TEXT.replace("synthetic", "internal").replace("# slowly", "# at a walk")
    done = import_case(ports, written(tmp_path, text), "reviewer 1")
    assert [change.path for change in done.kept] == [("file", "nature")]
    assert kept(ports, "small").file.nature == "synthetic"


@pytest.mark.parametrize("does", ["evidence.add", "checkpoint.sign", "custody.receive"])
def test_what_happened_in_the_world_is_corrected_not_undone(ports: Ports, does: str) -> None:
    with acting(ports, "reviewer 1") as work:
        work.become(does, {"evidence/e-1": {"id": "e-1"}})
    with pytest.raises(Refused, match="correct it by a further entry"):
        undo(ports, 3, "reviewer 1")


def test_the_beginning_and_what_is_not_there_cannot_be_taken_back(ports: Ports) -> None:
    with pytest.raises(Refused, match="the workspace itself began"):
        undo(ports, 1, "reviewer 1")
    with pytest.raises(BadInput, match="the journal has no entry 9"):
        undo(ports, 9, "reviewer 1")
    with pytest.raises(BadInput, match="the journal has no entry 0"):
        undo(ports, 0, "reviewer 1")
