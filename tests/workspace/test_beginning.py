"""A workspace begins as a whole or not at all, and can be begun again after a mishap."""

from pathlib import Path

import pytest

from forcereview import wiring
from forcereview.errors import BadInput
from forcereview.wiring import begin_workspace, open_workspace


def test_without_an_author_nothing_is_begun_and_it_can_be_begun_again(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nobody is named"):
        begin_workspace(tmp_path / "w", " ")
    begin_workspace(tmp_path / "w", "reviewer 1").close()
    assert open_workspace(tmp_path / "w").journal.head().sequence == 1


def test_after_an_interruption_it_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(wiring, "begun", interrupted)
        with pytest.raises(KeyboardInterrupt):
            begin_workspace(tmp_path / "w", "reviewer 1")
    begin_workspace(tmp_path / "w", "reviewer 1").close()
    assert open_workspace(tmp_path / "w").journal.head().sequence == 1


def test_a_workspace_is_never_begun_over_another(tmp_path: Path) -> None:
    begin_workspace(tmp_path / "w", "reviewer 1").close()
    with pytest.raises(BadInput, match="a workspace is here already"):
        begin_workspace(tmp_path / "w", "reviewer 2")
    (tmp_path / "w" / "forcereview.toml").rename(tmp_path / "aside")
    with pytest.raises(BadInput, match="a journal is here already"):
        begin_workspace(tmp_path / "w", "reviewer 2")
    (tmp_path / "aside").replace(tmp_path / "w" / "forcereview.toml")
    assert open_workspace(tmp_path / "w").journal.head().sequence == 1


def test_a_workspace_without_its_journal_says_so(tmp_path: Path) -> None:
    begin_workspace(tmp_path / "w", "reviewer 1").close()
    (tmp_path / "w" / "journal.sqlite").unlink()
    with pytest.raises(BadInput, match="the workspace's journal is missing; put back a copy"):
        open_workspace(tmp_path / "w")
