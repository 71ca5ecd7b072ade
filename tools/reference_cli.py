"""Every command and option of the command line as Markdown, from the commands themselves."""

from __future__ import annotations

from typing import Any

import typer

from forcereview.cli.main import app


def commands() -> str:
    """The options of the program, then each command with its arguments and options."""
    program = typer.main.get_command(app)
    return "\n\n".join(
        ["## forcereview", _table(program.params), *_described(program, "forcereview")]
    )


def _described(command: Any, name: str) -> list[str]:
    below = getattr(command, "commands", {})
    if below:
        return [part for word in below for part in _described(below[word], f"{name} {word}")]
    words = [_argument(item) for item in command.params if not _is_option(item)]
    parts = [
        f"## {name}",
        f"`{' '.join([name, *words, '[OPTIONS]'])}`",
        " ".join((command.help or "").split()),
    ]
    return [*parts, _table(command.params)] if command.params else parts


def _table(parameters: list[Any]) -> str:
    rows = [
        f"| {_spelling(item) if _is_option(item) else f'`{_argument(item)}`'} | {_meaning(item)} |"
        for item in sorted(parameters, key=_is_option)
    ]
    return "\n".join(["| argument or option | meaning |", "|---|---|", *rows])


def _is_option(item: Any) -> bool:
    return str(item.opts[0]).startswith("-")


def _argument(item: Any) -> str:
    word = item.metavar or item.name.upper()
    return word if item.required else f"[{word}]"


def _spelling(item: Any) -> str:
    words = [f"`{word}`" for word in (*item.opts, *item.secondary_opts)]
    value = "" if item.is_flag else f" `{item.metavar or 'VALUE'}`"
    return (" / ".join(words) + value).replace("|", "\\|")


def _meaning(item: Any) -> str:
    words = " ".join((item.help or "").split()).replace("|", "\\|")
    if item.required:
        return f"{words} Required."
    if item.default in (None, "", False, True, ()):
        return words
    return f"{words} Default: `{item.default}`."
