"""``forcereview init --journal``: a workspace whose journal is in PostgreSQL."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from forcereview.cli.main import app
from forcereview.errors import BadInput, Refused
from forcereview.wiring import begin_workspace, open_workspace
from forcereview.workspace.acting import acting


def test_a_workspace_is_begun_and_opened_on_a_server(postgres: str, tmp_path: Path) -> None:
    root = tmp_path / "w"
    done = CliRunner().invoke(app, ["init", str(root), "--journal", postgres, "--by", "reviewer 1"])
    assert done.exit_code == 0, done.output
    assert "password" not in done.output
    ports = open_workspace(root)
    with acting(ports, "reviewer 2", "a look") as work:
        work.become("note.add", {"note/1": {"words": "seen"}})
    assert ports.journal.head().sequence == 2
    ports.close()
    assert not [*root.glob("journal*")]


def test_the_password_is_never_written_down(postgres: str, tmp_path: Path) -> None:
    root = tmp_path / "w"
    address = postgres.replace("reviewer@", "reviewer:hunter2@")
    done = CliRunner().invoke(app, ["init", str(root), "--journal", address, "--by", "reviewer 1"])
    assert done.exit_code == 0, done.output
    assert "the password is not written down" in done.output
    written = b"".join(path.read_bytes() for path in root.rglob("*") if path.is_file())
    assert b"hunter2" not in written
    assert postgres.encode() in written
    assert "hunter2" not in done.output
    open_workspace(root).close()


def test_two_workspaces_share_a_database_and_nothing_else(postgres: str, tmp_path: Path) -> None:
    one = begin_workspace(tmp_path / "one", "reviewer 1", journal=postgres)
    two = begin_workspace(tmp_path / "two", "reviewer 1", journal=postgres)
    with acting(one, "reviewer 1") as work:
        work.become("note.add", {"note/1": {"words": "seen"}})
    assert (one.journal.head().sequence, two.journal.head().sequence) == (2, 1)
    one.close()
    two.close()


def test_a_server_that_cannot_be_reached_is_named_without_password(tmp_path: Path) -> None:
    address = f"postgresql://u:hunter2@/db?host={tmp_path}"
    with pytest.raises(Refused) as refused:
        begin_workspace(tmp_path / "w", "reviewer 1", journal=address)
    assert "can't be reached" in str(refused.value)
    assert "hunter2" not in str(refused.value)
    assert str(tmp_path) in str(refused.value)
    assert not (tmp_path / "w" / "forcereview.toml").exists()


@pytest.mark.parametrize("journal", ["sqlite3", "mysql://h/db", "", "host=h dbname=db"])
def test_what_is_no_journal_is_said_to_be_none(tmp_path: Path, journal: str) -> None:
    with pytest.raises(BadInput, match="is no journal; write sqlite, or postgresql://"):
        begin_workspace(tmp_path / "w", "reviewer 1", journal=journal)
    assert not (tmp_path / "w").exists()


def test_a_workspace_whose_schema_is_missing_says_where_it_was_looked_for(
    postgres: str, tmp_path: Path
) -> None:
    begin_workspace(tmp_path / "w", "reviewer 1", journal=postgres).close()
    settings = tmp_path / "w" / "forcereview.toml"
    lines = settings.read_text().splitlines()
    other = [f'{line[:-2]}x"' if line.startswith("id = ") else line for line in lines]
    settings.write_text("\n".join(other))
    with pytest.raises(BadInput, match=r"the workspace's journal isn't in postgresql://.*schema"):
        open_workspace(tmp_path / "w")
