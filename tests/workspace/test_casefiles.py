"""Case files on disk: what can't be opened is a complaint like any other."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.test_hostile import within
from forcereview.errors import BadInput
from forcereview.workspace import check_case_file, read_case_file


def test_a_file_that_is_not_there_is_said_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no such file; check the name"):
        read_case_file(tmp_path / "case.yaml")
    assert check_case_file(tmp_path / "case.yaml").case is None


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="this is a folder; name a file in it"):
        read_case_file(tmp_path)


def test_a_file_of_50_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    program = f"""
import tracemalloc
from forcereview.workspace import check_case_file
check_case_file('missing')
tracemalloc.start()
said = str(check_case_file({str(path)!r}).problems[0])
print(tracemalloc.get_traced_memory()[1] < 20_000_000, said)
"""
    said = within(400, 30, program)
    assert said.startswith("True")
    assert "the file holds 50,000,000 bytes; at most 8,388,608 are read" in said
