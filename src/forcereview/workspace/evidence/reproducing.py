"""Make a derived item again from its parents and compare the hashes, or say why that can't be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from forcereview.errors import BadInput, Place, Problem, Refused
from forcereview.evidence import Derivation, Item
from forcereview.evidence.derivation import RECIPES, made_outside, recipe_of
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.examining import kept_text
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.making import made, written
from forcereview.workspace.evidence.unpacking import MOST, TOOL, VERSION
from forcereview.workspace.ports import Limits, Ports, Unreadable

Result = Literal["same", "other", "impossible"]


@dataclass(frozen=True)
class Reproduced:
    """What came of it. ``why`` says why it is another content, or can't be made again; ``version``
    is that of the recipe and its libraries today."""

    item: Item
    result: Result
    why: str = ""
    sha256: str = ""
    version: str = ""


def reproduce(
    ports: Ports, name: str, by: str, reason: str = "", *, remade: Path | None = None
) -> Reproduced:
    """Make an item again and compare; the result is entered in the journal, if that can be written.

    ``remade`` is a file that somebody made again with a program outside: it is compared instead.

    Raises:
        BadInput: there is no such item, it wasn't made of others, or the file can't be read.
    """
    item = item_named(ports, name)
    if item.derivation is None:
        raise BadInput(
            Problem(
                f"{item.id} wasn't made of other items here, so there is nothing to make again",
                "'forcereview verify' compares its content with its hash",
            )
        )
    if remade is not None:
        found = _compared(item, _hash_of(remade), item.derivation.version, "the file given")
    else:
        found = _made_again(ports, item, item.derivation)
    if ports.journal.writable:
        with acting(ports, by, reason) as work:
            details = {
                "item": item.id,
                "result": found.result,
                **{
                    key: text
                    for key, text in (("why", found.why), ("sha256", found.sha256))
                    if text
                },
            }
            case = item.cases[0] if item.cases else ""
            work.write("evidence.reproduce", details=details, case=case)
    return found


def _made_again(ports: Ports, item: Item, how: Derivation) -> Reproduced:
    if made_outside(how):
        return Reproduced(item, "impossible", _of_outside(how))
    try:
        parents = [item_named(ports, parent) for parent in how.parents]
    except BadInput as error:
        return Reproduced(item, "impossible", f"a parent isn't here: {error.problems[0].what}")
    for parent in parents:
        state = ports.blobs.state(parent.sha256)
        if state != "held":
            words = "isn't held here" if state == "missing" else f"was {state}"
            return Reproduced(item, "impossible", f"its parent {parent.id} {words}")
    try:
        if how.tool == TOOL:
            return _unpacked_again(ports, item, how, parents[0])
        return _by_recipe(ports, item, how, parents[0])
    except Refused as refusal:
        return Reproduced(item, "impossible", refusal.problems[0].what)


def _by_recipe(ports: Ports, item: Item, how: Derivation, parent: Item) -> Reproduced:
    recipe = recipe_of(how, parent)
    if recipe is None:
        today = ", ".join(each.version for each in RECIPES.get(how.tool, ()))
        known = f"this software has version {today}" if today else "this software has none"
        then = how.version.partition(";")[0] or "not stated"
        why = f"it was made by the recipe “{how.tool}”, version {then}; {known}"
        return Reproduced(item, "impossible", why)
    with made(ports, parent, recipe.reader, how.parameters) as result:
        version = f"{recipe.version}; {result.made_by}"
        return _compared(item, _hash_of(result.path), version, "what is made now")


def _unpacked_again(ports: Ports, item: Item, how: Derivation, parent: Item) -> Reproduced:
    if how.version != VERSION:
        return Reproduced(
            item, "impossible", f"it was unpacked by version {how.version}; today's is {VERSION}"
        )
    with ports.blobs.scratch() as folder:
        arguments = {
            "content": ports.blobs.handle(parent.sha256),
            "type": parent.type,
            "folder": str(folder),
            "most": MOST,
        }
        try:
            told = ports.readers.run("archive_members", arguments, Limits(600.0, 1 << 30, MOST))
            hashes = [
                _hash_of(written(folder, f"{int(member['file']):06}"))
                for member in told["unpacked"]
                if kept_text(member["name"]) == how.parameters.get("member")
            ]
        except Unreadable as failure:
            return Reproduced(item, "impossible", f"{parent.id} can't be unpacked: {failure}")
    if not hashes:
        return Reproduced(item, "other", f"{parent.id} holds no such file today")
    best = item.sha256 if item.sha256 in hashes else hashes[0]
    return _compared(item, best, VERSION, "what is unpacked now")


def _compared(item: Item, sha256: str, version: str, what: str) -> Reproduced:
    assert item.derivation is not None
    if sha256 == item.sha256:
        return Reproduced(item, "same", "", sha256, version)
    then = item.derivation.version
    if version == then:
        why = f"{what} differs, though the recipe and its libraries are the same ({version})"
    else:
        why = f"{what} differs; it was made with {then}, and now with {version}"
    return Reproduced(item, "other", why, sha256, version)


def _of_outside(how: Derivation) -> str:
    tool = " ".join(filter(None, (how.tool.partition(": ")[2], how.version)))
    why = f"it was made by a program outside ({tool}), which isn't run from here"
    command = how.parameters.get("command")
    if command:
        return f"{why}; run “{command}” elsewhere, and compare the file: --with FILE"
    return f"{why}; the command by which it was made isn't noted"


def _hash_of(path: Path) -> str:
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise BadInput(
            Problem(
                f"the file can't be read ({error.strerror})", "check its name", Place(str(path))
            )
        ) from None
