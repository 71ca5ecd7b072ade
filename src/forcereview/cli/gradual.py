"""Build of the command line only what is asked for: typer makes every command's options at once,
which takes longer than most commands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from typing import Any

import typer
from typer.main import get_command_name
from typer.models import CommandInfo, TyperInfo


def asked_for(app: typer.Typer, arguments: Sequence[str]) -> typer.Typer:
    """The command or group that the first word names, by itself; else all of them, by name and
    help alone, as the list of commands and the message about an unknown one need them."""
    first = next((word for word in arguments if not word.startswith("-")), "")
    return _part(app, first) if first in _names(app) else _by_name_alone(app)


def _names(app: typer.Typer) -> set[str]:
    named = {name_of(command) for command in app.registered_commands}
    for group in app.registered_groups:
        named |= {str(group.name)} if _named(group) else _names(_inside(group))
    return named


def _part(app: typer.Typer, name: str) -> typer.Typer:
    part = copy(app)
    part.registered_commands = [each for each in app.registered_commands if name_of(each) == name]
    part.registered_groups = []
    for group in app.registered_groups:
        if not _named(group):
            part.registered_groups.append(_with(group, _part(_inside(group), name)))
        elif group.name == name:
            part.registered_groups.append(group)
    return part


def _by_name_alone(app: typer.Typer) -> typer.Typer:
    part = copy(app)
    part.registered_commands = [_without_options(each) for each in app.registered_commands]
    part.registered_groups = [
        _with(group, typer.Typer(help=_inside(group).info.help))
        if _named(group)
        else _with(group, _by_name_alone(_inside(group)))
        for group in app.registered_groups
    ]
    return part


def _without_options(command: CommandInfo) -> CommandInfo:
    bare = copy(command)
    bare.name = name_of(command)
    if command.callback is not None:
        bare.callback = _said_only(command.callback)
    return bare


def _said_only(callback: Callable[..., Any]) -> Callable[[], None]:
    def nothing() -> None:
        raise AssertionError("only the command that is asked for runs")

    nothing.__doc__ = callback.__doc__
    return nothing


def _with(group: TyperInfo, inside: typer.Typer) -> TyperInfo:
    changed = copy(group)
    changed.typer_instance = inside
    return changed


def _named(group: TyperInfo) -> bool:
    return isinstance(group.name, str)


def _inside(group: TyperInfo) -> typer.Typer:
    assert group.typer_instance is not None
    return group.typer_instance


def name_of(command: CommandInfo) -> str:
    """The name by which a command is called."""
    if command.name:
        return command.name
    assert command.callback is not None
    return get_command_name(command.callback.__name__)
