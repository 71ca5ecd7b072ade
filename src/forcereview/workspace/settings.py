"""The settings of a workspace, in ``forcereview.toml`` in its folder."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from forcereview.errors import BadInput, Place, Problem, cited

FILE = "forcereview.toml"
_FORM = "workspace/1"


@dataclass(frozen=True, slots=True)
class Settings:
    """What a workspace is set to.

    ``id`` names it in checkpoints. ``journal`` is ``sqlite``, or the address of a PostgreSQL
    database without password. ``encrypted``: whether contents are encrypted at rest. ``keys`` is
    the folder of its keys (relative to the workspace's, or elsewhere). ``authority`` is the address
    of a time-stamp authority (RFC 3161), "" if none is used, ``authority_certificates`` a PEM file
    of its roots.
    """

    id: str
    journal: str = "sqlite"
    encrypted: bool = True
    keys: str = "keys"
    authority: str = ""
    authority_certificates: str = ""


def settings_text(settings: Settings) -> str:
    """The settings as the file holds them."""
    return f"""# A forcereview workspace. Settings may be changed by hand; keep the id.
form = "{_FORM}"
id = {_quoted(settings.id)}

# "sqlite", or a PostgreSQL address (postgresql://user@host/database; the password in ~/.pgpass)
journal = {_quoted(settings.journal)}

# contents are encrypted at rest, each with its own key, so that they can be expunged
encrypted = {"true" if settings.encrypted else "false"}
keys = {_quoted(settings.keys)}

# a time-stamp authority (RFC 3161) and the PEM file of the roots to trust; none unless you name one
authority = {_quoted(settings.authority)}
authority_certificates = {_quoted(settings.authority_certificates)}
"""


def read_settings(root: Path) -> Settings:
    """The settings of the workspace in a folder.

    Raises:
        BadInput: no workspace is there, or its settings can't be read.
    """
    path = root / FILE
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise BadInput(
            Problem(
                "there is no workspace here",
                f"name its folder with --workspace, or make one: forcereview init {root}",
                Place(str(root)),
            )
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _bad(path, f"the settings can't be read ({error})") from None
    if data.pop("form", None) != _FORM:
        raise _bad(path, f"this version of forcereview reads settings of the form {_FORM}")
    kinds = {name: bool if name == "encrypted" else str for name in Settings.__slots__}
    for name, value in data.items():
        if name not in kinds:
            raise _bad(path, f"{cited(name)} is no setting; known: {', '.join(kinds)}")
        if not isinstance(value, kinds[name]):
            raise _bad(path, f"{name} is {cited(value)}, which it can't be")
    if not data.get("id"):
        raise _bad(path, "the workspace's id is missing")
    return Settings(**data)


def find_workspace(start: Path) -> Path | None:
    """The nearest folder, from ``start`` up, that is a workspace."""
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder
    return None


def _bad(path: Path, what: str) -> BadInput:
    return BadInput(
        Problem(what, "compare it with what 'forcereview init' writes", Place(str(path)))
    )


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(c):04X}" if ord(c) < 32 or ord(c) == 127 or c in '"\\' else c for c in text
    )
    return f'"{escaped}"'
