"""Only what is asked for is built, and nobody notices."""

import pytest
import typer
from typer.testing import CliRunner

from forcereview.cli.gradual import asked_for
from forcereview.cli.main import app

whole = CliRunner()


def shown(command: typer.Typer, *words: str) -> str:
    return whole.invoke(command, list(words), prog_name="forcereview").output


@pytest.mark.parametrize(
    "words",
    [["--help"], [], ["evidence", "--help"], ["log", "--help"], ["statement", "check", "--help"],
     ["verify", "--no-such-option"], ["--version"], ["evidnce"], ["evidence", "adde"]],
)  # fmt: skip
def test_what_is_shown_is_what_the_whole_would_show(words: list[str]) -> None:
    assert shown(asked_for(app, words), *words) == shown(app, *words)


def test_a_command_is_built_by_itself() -> None:
    part = asked_for(app, ["review", "case.yaml"])
    assert [command.name for command in part.registered_commands] == ["review"]
    assert [group.name for group in part.registered_groups if isinstance(group.name, str)] == []
