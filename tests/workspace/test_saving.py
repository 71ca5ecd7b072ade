"""A case is saved whole or not at all, and a person's comments stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.workspace import read_case_file, save_case_file


@pytest.fixture
def case_file(tmp_path: Path, repository: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_bytes((repository / "examples/cases/case-01-vehicle-stop.yaml").read_bytes())
    return path


def test_a_new_file_reads_as_the_case_that_was_saved(case_file: Path, tmp_path: Path) -> None:
    file = read_case_file(case_file).file
    assert read_case_file(save_case_file(tmp_path / "new" / "copy.yaml", file)).file == file


def test_saving_what_did_not_change_leaves_the_file_as_it_was(case_file: Path) -> None:
    before = case_file.read_bytes()
    save_case_file(case_file, read_case_file(case_file).file)
    assert case_file.read_bytes() == before


def test_saving_a_change_touches_only_its_line(case_file: Path) -> None:
    before = case_file.read_text("utf-8").splitlines()
    file = read_case_file(case_file).file.model_copy(update={"title": "Another title"})
    save_case_file(case_file, file)
    after = case_file.read_text("utf-8").splitlines()
    assert [line for line in after if line not in before] == ["title: Another title"]
    assert read_case_file(case_file).file == file


def test_a_file_of_another_kind_is_not_written_over(case_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes.yaml"
    other.write_text("a: b\n")
    with pytest.raises(BadInput):
        save_case_file(other, read_case_file(case_file).file)
    assert other.read_text() == "a: b\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["case.yaml", "notes.yaml"]
