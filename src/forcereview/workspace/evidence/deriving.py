"""Make an item of another: by a recipe, so that it can be made again, or by a program outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Literal, get_args

from forcereview.errors import BadInput, Problem, cited
from forcereview.evidence import Derivation, Item, item_id
from forcereview.evidence.derivation import (
    OUTSIDE,
    Asked,
    locus_made_of,
    parameters,
    recipe_for,
    settings_in_words,
)
from forcereview.journal import ABSENT
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.custody import add_link, moment
from forcereview.workspace.evidence.examining import Examined, examined
from forcereview.workspace.evidence.items import DOCUMENT, item_named
from forcereview.workspace.evidence.making import made
from forcereview.workspace.evidence.receiving import Received, new_item, same_content
from forcereview.workspace.ports import Blob, Ports

Kind = Literal[
    "extract", "transcode", "still", "crop", "clip", "enhancement", "transcript", "page", "text"
]


@dataclass(frozen=True)
class Derived:
    """An item that was made; ``new`` is False if the same content is held already, as ``item``.
    ``told`` are notes of its maker: what of the parent isn't in it as it was."""

    item: Item
    new: bool
    told: tuple[str, ...] = ()


def derive(
    ports: Ports,
    name: str,
    recipe: str,
    asked: Asked,
    by: str,
    reason: str = "",
    *,
    title: str = "",
    note: str = "",
) -> Derived:
    """Make an item of another by a recipe (``still``, ``clip``, ``crop``, ``page``, …).

    Raises:
        BadInput: there is no such item or recipe, or the recipe is told too little or too much.
        Refused: the content isn't held, is sealed or can't be read so; or nothing can be written.
    """
    parent = item_named(ports, name)
    chosen = recipe_for(recipe, parent)
    given = parameters(chosen, asked)
    with acting(ports, by, reason):
        pass
    with made(ports, parent, chosen.reader, given) as result:
        blob = ports.blobs.put(result.path, ports.progress)
        version = f"{chosen.version}; {result.made_by}"
        notes = tuple(str(each)[:300] for each in result.told.get("notes", ()))
    derivation = Derivation(
        parents=(parent.id,),
        what=chosen.name,
        tool=recipe,
        version=version,
        parameters=given,
        locus=locus_made_of(chosen, given),
    )
    file = _name(parent, recipe, settings_in_words(given), chosen.file)
    called = "sound" if recipe == "extract" else recipe
    titled = title or f"{called} of {parent.title or parent.name} ({settings_in_words(given)})"
    titled = titled.replace(" ()", "")
    item, new = _kept(ports, blob, file, derivation, [parent], by, reason, titled, note)
    return Derived(item, new, notes)


def derive_outside(
    ports: Ports,
    names: Sequence[str],
    file: Path,
    by: str,
    reason: str = "",
    *,
    what: str,
    tool: str,
    version: str = "",
    settings: str = "",
    command: str = "",
    title: str = "",
    note: str = "",
) -> Derived:
    """Take in a file that a program outside made of items. It can't be made again here; with the
    command by which it was made, somebody can do so elsewhere and have the results compared.

    Raises:
        BadInput: there is no such item, the program isn't named, or the file can't be read.
        Refused: nothing can be written here.
    """
    parents = [item_named(ports, name) for name in names]
    kind = _kind(what)
    if not tool.strip():
        raise BadInput(Problem("the program isn't named", "say which it was: --tool NAME"))
    with acting(ports, by, reason):
        pass
    blob = ports.blobs.put(file, ports.progress)
    told = {"settings": settings.strip(), "command": command.strip()}
    derivation = Derivation(
        parents=tuple(parent.id for parent in parents),
        what=kind,
        tool=f"{OUTSIDE}{tool.strip()}",
        version=version.strip(),
        parameters={name: text for name, text in told.items() if text},
    )
    if blob.sha256 in {parent.sha256 for parent in parents}:
        raise BadInput(Problem(f"the file is {item_id(blob.sha256)} itself, nothing made of it"))
    item, new = _kept(ports, blob, file.name, derivation, parents, by, reason, title, note)
    return Derived(item, new)


def _kept(
    ports: Ports,
    blob: Blob,
    name: str,
    derivation: Derivation,
    parents: Sequence[Item],
    by: str,
    reason: str,
    title: str,
    note: str,
) -> tuple[Item, bool]:
    """Enter an item, and with each parent that it was opened for that; the item that is held
    already if its content is."""
    document = f"{DOCUMENT}/{item_id(blob.sha256)}"
    known = ports.journal.document(document) is not None
    found = Examined("", (), "no") if known else examined(ports, [(blob.sha256, blob.size)])[0]
    with acting(ports, by, reason) as work:
        held = work.document(document)
        if held is not ABSENT:
            item = Item.model_validate(held)
            same_content(item, blob)
            return item, False
        received = Received(title=title.strip(), note=note.strip())
        item = new_item(name, "", blob, found, received, by, derivation)
        cases = tuple(dict.fromkeys(case for parent in parents for case in parent.cases))
        item = item.model_copy(update={"cases": cases})
        case = cases[0] if cases else ""
        work.become("evidence.derive", {document: item.document()}, case=case)
        if not derivation.tool.startswith(OUTSIDE):
            for parent in parents:
                add_link(
                    work,
                    parent.id,
                    "evidence.access",
                    what="accessed",
                    at=moment(ports),
                    holder=work.by,
                    how=f"to make {item.id} of it ({derivation.what})",
                )
    return item, True


def _name(parent: Item, recipe: str, settings: str, file: str) -> str:
    """A name for a file that says what it was made of: ``stop-still-at-12.4-s.png``."""
    told = "".join(sign if sign.isalnum() or sign in ".=%" else "-" for sign in settings)
    stem = PurePath(parent.name).stem[:80] or parent.id
    parts = filter(None, (stem, recipe, "-".join(filter(None, told.split("-")))))
    return f"{'-'.join(parts)}{PurePath(file).suffix}"


def _kind(what: str) -> Kind:
    for kind in get_args(Kind):
        if kind == what:
            known: Kind = kind
            return known
    raise BadInput(
        Problem(f"{cited(what)} is no kind of derived item", f"known: {', '.join(get_args(Kind))}")
    )
