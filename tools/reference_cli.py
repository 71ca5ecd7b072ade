"""Every command and option of the command line as Markdown, from the commands themselves."""

from __future__ import annotations

from typing import Any

import typer

from forcereview.cli.main import app


def commands() -> str:
    """Each command with its arguments and options."""
    return "\n\n".join(_described(typer.main.get_command(app), "forcereview"))


def _described(command: Any, name: str) -> list[str]:
    below = getattr(command, "commands", {})
    if below:
        return [
            part
            for word, child in below.items()
            for part in _described(child, f"{name} {word}")
        ]
    arguments = [item for item in command.params if not item.opts[0].startswith("-")]
    options = [item for item in command.params if item.opts[0].startswith("-")]
    words = [_argument(item) for item in arguments]
    parts = [
        f"## {name}",
        f"`{' '.join([name, *words, '[OPTIONS]'])}`",
        " ".join((command.help or "").split()),
    ]
    rows = [f"| `{_argument(item)}` | {_meaning(item)} |" for item in arguments]
    rows += [f"| {_spelling(item)} | {_meaning(item)} |" for item in options]
    if rows:
        parts.append("\n".join(["| argument or option | meaning |", "|---|---|", *rows]))
    return parts


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
