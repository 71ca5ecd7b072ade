"""``forcereview rebuild``: documents folded anew, and an entry if somebody goes on after a loss."""

import json
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from forcereview.cli.main import app
from forcereview.errors import Refused
from forcereview.journal import read_entry
from forcereview.wiring import begin_workspace, open_workspace
from journals import KEEPERS, a_note


@pytest.fixture
def root(tmp_path: Path) -> Path:
    ports = begin_workspace(tmp_path / "w", "reviewer 1")
    ports.journal.append([a_note(number) for number in range(5)])
    ports.close()
    return tmp_path / "w"


def past(root: Path, *statements: str) -> None:
    database = sqlite3.connect(root / "journal.sqlite", isolation_level=None)
    for statement in (*(f"DROP TRIGGER {keeper}" for keeper in KEEPERS), *statements):
        database.execute(statement)
    database.close()


def rebuild(root: Path, *words: str) -> str:
    command = ["rebuild", "--workspace", str(root), "--by", "reviewer 2", *words]
    done = CliRunner().invoke(app, command, catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_a_damaged_cache_is_folded_anew_and_no_entry_written(root: Path) -> None:
    past(root, "UPDATE documents SET value = '' WHERE name = 'note/0003'")
    assert rebuild(root) == "6 entries folded anew\n"
    ports = open_workspace(root)
    assert ports.journal.head().sequence == 6
    assert len([*ports.journal.documents("note")]) == 5
    ports.close()


def test_who_goes_on_without_lost_entries_says_so_in_the_journal(root: Path) -> None:
    past(root, "DELETE FROM entries WHERE sequence > 4")
    ports = open_workspace(root)
    folded, head = ports.journal.folded(), ports.journal.head()
    assert folded is not None
    with pytest.raises(Refused, match="forcereview rebuild"):
        ports.journal.append([a_note(9)])
    ports.close()
    said = rebuild(root, "--reason", "no copy was kept")
    assert "4 entries folded anew" in said
    assert "the journal no longer holds entry 6 as it was" in said
    ports = open_workspace(root)
    (entry,) = [read_entry(each.raw) for each in ports.journal.entries(4)]
    assert (entry.does, entry.by, entry.reason) == (
        "journal.go_on", "reviewer 2", "no copy was kept",
    )  # fmt: skip
    assert entry.details == {
        "documents were folded to": {"sequence": 6, "hash": folded.hash},
        "the journal ended with": {"sequence": 4, "hash": head.hash},
    }
    assert len(ports.journal.names("note")) == 3
    ports.close()


def test_it_says_the_same_as_json(root: Path) -> None:
    output = CliRunner().invoke(
        app, ["rebuild", "--workspace", str(root), "--by", "reviewer 2", "--json"]
    )
    assert json.loads(output.stdout) == {"entries": 6, "lost": None}
