"""What goes out is what came in, with what changed; and it writes over nothing unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput, Refused
from forcereview.workspace.cases.copies import copies
from forcereview.workspace.cases.entering import add_assertion
from forcereview.workspace.cases.exporting import export_case
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.journal.past import entry_at
from forcereview.workspace.ports import Ports
from kept_cases import TEXT, an_assertion


def test_a_case_goes_out_as_it_came_in_and_that_is_noted(ports: Ports, tmp_path: Path) -> None:
    file = tmp_path / "out.yaml"
    done = export_case(ports, "small", file, "reviewer 2", "for the board")
    assert file.read_bytes() == TEXT.encode()
    entry = entry_at(ports, 3)
    assert (entry.does, entry.by, entry.reason) == ("case.export", "reviewer 2", "for the board")
    assert entry.details == {"file": "out.yaml", "sha256": done.sha256, "state": 2}
    assert [(copy.entry, copy.way) for copy in copies(ports, "small")] == [(2, "in"), (3, "out")]


def test_what_changed_is_in_it_and_every_comment(ports: Ports, tmp_path: Path) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    file = tmp_path / "out.yaml"
    export_case(ports, "small", file, "reviewer 1")
    text = file.read_text("utf-8")
    assert text.startswith(TEXT)
    assert "  - id: a3\n    fact: subject.threat_imminent\n" in text


def test_a_file_with_unknown_content_is_not_written_over(ports: Ports, tmp_path: Path) -> None:
    file = tmp_path / "out.yaml"
    file.write_text("my own notes", "utf-8")
    with pytest.raises(Refused, match="the workspace doesn't know what it holds"):
        export_case(ports, "small", file, "reviewer 1")
    assert file.read_text("utf-8") == "my own notes"
    export_case(ports, "small", file, "reviewer 1", overwrite=True)
    assert file.read_text("utf-8") == TEXT


def test_a_copy_that_is_known_is_brought_up_to_date(ports: Ports, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    export_case(ports, "small", file, "reviewer 1")
    assert "a3" in file.read_text("utf-8")
    assert import_case(ports, file, "reviewer 1").entry is None


def test_an_earlier_state_goes_out_without_being_noted_as_a_copy(
    ports: Ports, tmp_path: Path
) -> None:
    add_assertion(ports, "small", an_assertion(), "reviewer 2")
    file = tmp_path / "then.yaml"
    assert export_case(ports, "small@2", file, "reviewer 1").entry is None
    assert file.read_bytes() == TEXT.encode()


def test_a_file_that_cannot_be_written_leaves_no_note(ports: Ports, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="can't be written"):
        export_case(ports, "small", tmp_path / "small.yaml" / "out.yaml", "reviewer 1")
    assert ports.journal.head().sequence == 2


def test_every_example_comes_out_as_it_went_in(
    empty: Ports, repository: Path, tmp_path: Path
) -> None:
    examples = sorted(repository.glob("examples/cases/*.yaml"))
    seen = set()
    for path in examples:
        done = import_case(empty, path, "reviewer 1", file_wins=True, based_on=0)
        out = tmp_path / path.name
        export_case(empty, done.case, out, "reviewer 1")
        seen.add(done.case)
        assert out.read_bytes() == path.read_bytes()
    assert len(examples) >= 20
    assert len(seen) >= 15
