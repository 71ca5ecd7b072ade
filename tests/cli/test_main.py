"""The front door: help, version, and no traceback for a user, ever."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from forcereview.cli.arguments import DEFAULT, with_default_files

Typed = Callable[..., Any]


def test_help_names_every_command(forcereview: Typed) -> None:
    ran = forcereview("--help")
    for command in ("review", "explain", "questions", "compare", "case", "standards", "facts"):
        assert command in ran.out
    assert ran.status == 0


def test_version(forcereview: Typed) -> None:
    assert forcereview("--version").out.startswith("forcereview 0.")


def test_an_unknown_command_ends_with_2(forcereview: Typed) -> None:
    assert forcereview("reveiw").status == 2


def test_an_error_of_our_own_is_said_without_a_traceback(
    forcereview: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("forcereview.vocabulary.fact_catalogue", broken)
    ran = forcereview("facts")
    assert ran.status == 1
    assert "something went wrong inside" in ran.err
    assert "Traceback" not in ran.err


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "from forcereview.cli.main import run\n"
        "try:\n    run(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pydantic', 'lark', 'ruamel.yaml', 'jinja2', 'rich.console'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["review", "c.yaml", "--json"], ["review", "c.yaml", "--json", DEFAULT]),
        (["review", "--html", "c.yaml"], ["review", "--html", DEFAULT, "c.yaml"]),
        (["review", "c.yaml", "--html", "r.html"], ["review", "c.yaml", "--html", "r.html"]),
        (["review", "c.yaml", "--json", "-"], ["review", "c.yaml", "--json", "-"]),
        (["facts", "--json"], ["facts", "--json"]),
    ],
)
def test_file_options_may_stand_without_a_name(typed: list[str], meant: list[str]) -> None:
    assert with_default_files(typed) == meant
