"""``case new`` writes a file that can be checked at once, and never over another."""

from __future__ import annotations

from pathlib import Path

import pytest

from forcereview.errors import BadInput
from forcereview.record.template import NewCase
from forcereview.workspace import check_case_file, write_new_case


def test_a_new_file_is_written_and_is_in_order(tmp_path: Path) -> None:
    path = write_new_case(tmp_path / "case.yaml", NewCase(title="A stop"))
    assert check_case_file(path).problems == ()


def test_a_file_that_exists_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text("mine")
    with pytest.raises(BadInput, match="exists already; choose another name"):
        write_new_case(path, NewCase())
    assert path.read_text() == "mine"


def test_nothing_is_written_for_an_answer_that_cannot_be_used(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    with pytest.raises(BadInput, match="is not a time zone"):
        write_new_case(path, NewCase(zone="Nowhere"))
    assert not path.exists()
