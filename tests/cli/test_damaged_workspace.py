"""What the commands say of a workspace whose journal is damaged: what is left, and what isn't."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from forcereview.cli.main import app
from forcereview.errors import Refused
from forcereview.wiring import begin_workspace
from journals import KEEPERS, a_note

PAGE = 4096


@pytest.fixture
def root(tmp_path: Path) -> Path:
    ports = begin_workspace(tmp_path / "w", "reviewer 1")
    for start in range(0, 100, 20):
        ports.journal.append(
            [a_note(start + part, f"{start + part:03} " * 30) for part in range(20)]
        )
    ports.close()
    return tmp_path / "w"


def lose_a_page(root: Path, words: bytes) -> None:
    file = root / "journal.sqlite"
    content = file.read_bytes()
    at = content.index(words) // PAGE * PAGE
    file.write_bytes(content[:at] + bytes(PAGE) + content[at + PAGE :])


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--workspace", str(root)])


def test_the_log_shows_what_is_left_and_ends_with_what_is_not(root: Path) -> None:
    lose_a_page(root, b'"now":{"words":"050')
    shown = run(root, "log")
    assert len(shown.stdout.splitlines()) > 80
    assert isinstance(shown.exception, Refused)
    assert "can't be read; put back a whole copy" in str(shown.exception)
    assert "for reading only: its file is damaged" in shown.stderr


def test_the_log_goes_past_entries_that_were_changed(root: Path) -> None:
    database = sqlite3.connect(root / "journal.sqlite", isolation_level=None)
    for keeper in KEEPERS:
        database.execute(f"DROP TRIGGER {keeper}")
    database.execute("UPDATE entries SET raw = hash WHERE sequence IN (40, 50)")
    database.close()
    shown = run(root, "log", "--last", "70")
    assert len(shown.stdout.splitlines()) == 70
    assert isinstance(shown.exception, Refused)
    assert "entries are damaged: 40, 50; see what is lost" in str(shown.exception)


def test_verify_names_what_is_lost(root: Path) -> None:
    lose_a_page(root, b'"now":{"words":"050')
    said = run(root, "verify")
    assert said.exit_code == 3
    assert "NOT IN ORDER" in said.stdout
    assert "missing" in said.stdout
