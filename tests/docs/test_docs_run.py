"""Every example in README and docs/ runs, and shows what it says it shows."""

import contextlib
import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from docs.blocks import Block, Command, blocks, commands, shows
from forcereview.cli.main import run
from forcereview.documents import read_document
from forcereview.standards.expressions import parse_expression

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
LANGUAGES = {"console", "python", "yaml", "text", "sh", "expression", "json"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder with the example cases at hand."""
    shutil.copytree(REPOSITORY / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_example_of_a_page_runs_as_shown(
    page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names: dict[str, object] = {}
    status = 0
    printed = ""
    for block in blocks(page):
        assert block.language in LANGUAGES, f"line {block.line}: say what this block is"
        if block.language == "yaml":
            _write(block, folder)
        elif block.language == "console":
            for command in commands(block):
                status = _run(command, status, monkeypatch)
        elif block.language == "python":
            printed = _printed(lambda text=block.text: exec(text, names))[0]
        elif block.language == "text" and "output" in block.words:
            assert shows(block.text, printed), _differs(block.line, block.text, printed)
        elif block.language == "expression":
            for line in block.text.splitlines():
                parse_expression(line)
        elif block.language == "sh":
            _only_known_targets(block)
    assert status == 0, "the page ends on a failed command whose status it doesn't show"


def _write(block: Block, folder: Path) -> None:
    read_document(block.text.encode(), f"line {block.line}")
    if name := block.value("file"):
        (folder / name).write_text(block.text)
    elif name := block.value("add"):
        with (folder / name).open("a") as file:
            file.write(block.text)


def _run(command: Command, before: int, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command; its exit status. ``echo $?`` shows the one before."""
    if command.words == "echo $?":
        assert shows(command.shown, str(before)), _differs(command.line, command.shown, str(before))
        return 0
    assert before == 0, f"line {command.line}: the command before failed with {before}"
    program, *arguments = shlex.split(command.words)
    assert program == "forcereview", f"line {command.line}: only forcereview is run"
    monkeypatch.setattr(sys, "argv", ["forcereview", *arguments])
    printed, status = _printed(lambda: run(arguments))
    assert status in (0, 2, 3), f"line {command.line}: exit status {status}: {printed}"
    if command.shown.strip():
        assert shows(command.shown, printed), _differs(command.line, command.shown, printed)
    return status


def _printed(action: object) -> tuple[str, int]:
    out = io.StringIO()
    status = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        try:
            action()  # type: ignore[operator]
        except SystemExit as leaving:
            status = int(leaving.code or 0)
    return out.getvalue(), status


def _differs(line: int, shown: str, printed: str) -> str:
    return f"line {line}: the page shows\n{shown}\nbut this is printed:\n{printed}"


def _only_known_targets(block: Block) -> None:
    """Blocks that aren't run (they set up a machine) name at least commands that exist."""
    makefile = (REPOSITORY / "Makefile").read_text()
    for target in re.findall(r"^make ([a-z-]+)", block.text, flags=re.MULTILINE):
        assert re.search(rf"^(?:[a-z-]+ )*{target}\b[^:=]*:", makefile, flags=re.MULTILINE), target


def test_the_case_of_the_tutorial_is_the_one_that_other_pages_use() -> None:
    written = "".join(
        block.text
        for block in blocks(REPOSITORY / "docs" / "tutorial" / "first-review.md")
        if "stop.yaml" in (block.value("file"), block.value("add"))
    )
    assert written == (REPOSITORY / "examples" / "tutorial" / "stop.yaml").read_text()
