from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.workspace.settings import (
    FILE,
    Settings,
    find_workspace,
    read_settings,
    settings_text,
)


@given(st.text(min_size=1), st.text(), st.booleans())
def test_settings_read_back_as_they_were_written(tmp_path_factory, name, address, encrypted):
    try:
        (name + address).encode()
    except UnicodeEncodeError:
        return
    folder = tmp_path_factory.mktemp("w")
    settings = Settings(name, address, encrypted)
    (folder / FILE).write_text(settings_text(settings), "utf-8", newline="\n")
    assert read_settings(folder) == settings


def test_a_folder_that_is_no_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=f"forcereview init {tmp_path}"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("form = 'workspace/9'\nid = 'x'\n", "of the form workspace/1"),
        ("form = 'workspace/1'\n", "the workspace's id is missing"),
        ("form = 'workspace/1'\nid = 'x'\nencryptd = true\n", "'encryptd' is no setting"),
        ("form = 'workspace/1'\nid = 'x'\nencrypted = 'perhaps'\n", "encrypted is 'perhaps'"),
        ("form = ", "can't be read"),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / FILE).write_text(text)
    with pytest.raises(BadInput, match=said):
        read_settings(tmp_path)


def test_the_nearest_workspace_upwards_is_found(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert find_workspace(inner) == tmp_path
    assert find_workspace(tmp_path.parent) is None
