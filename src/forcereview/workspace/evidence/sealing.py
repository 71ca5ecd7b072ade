"""Seal, unseal and expunge evidence: on an order, for a reason, with all that was made of it.

The entry is written first, then the key is moved or destroyed: what is done is always recorded. If
it stops between the two, the same command finishes it. What the journal says of an item (its name,
its hash, its notes, what its file said of itself) stays; nothing is ever taken out of the journal.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from forcereview.errors import BadInput, Problem, Refused
from forcereview.evidence import Custody, Item
from forcereview.evidence.custody import next_link_id
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.items import DOCUMENT, derived_from, item_named
from forcereview.workspace.evidence.reading_text import forget
from forcereview.workspace.ports import Ports

_Word = Literal["sealed", "unsealed", "expunged"]


@dataclass(frozen=True)
class Done:
    """What was done, to which items (that named first, then what was made of it). ``also_in`` are
    items that were not touched and yet hold the content or part of it: what it was made of, and
    what was made of it but also received from somebody."""

    what: str
    items: tuple[Item, ...]
    also_in: tuple[str, ...] = ()


def seal(ports: Ports, name: str, by: str, reason: str) -> Done:
    """Seal an item and what was made of it: nobody reads them until they are unsealed.

    Raises:
        BadInput: there is no such item, nobody is named, or no reason is given.
        Refused: it was expunged, contents are stored plain, or a key isn't here.
    """
    item, reason = _named(ports, name, reason)
    if not ports.settings.encrypted:
        raise Refused(
            Problem(
                "contents are stored plain in this workspace, so they can't be sealed",
                "'forcereview init' without --plain makes one whose contents can be",
            )
        )
    made, kept = _made_of(ports, item)
    chosen = [each for each in (item, *made) if each.state != "expunged"]
    _write(ports, chosen, "sealed", item, by, reason)
    for each in chosen:
        if ports.blobs.state(each.sha256) == "held":
            ports.blobs.seal(each.sha256)
        _forget(ports, each)
    return Done("sealed", tuple(chosen), (*_parents(item), *kept))


def unseal(ports: Ports, name: str, by: str, reason: str) -> Done:
    """Unseal an item and what was sealed with it.

    Raises:
        BadInput: there is no such item, nobody is named, or no reason is given.
        Refused: it isn't sealed, or the seal's key isn't here.
    """
    item, reason = _named(ports, name, reason)
    blob = ports.blobs.state(item.sha256)
    if item.state != "sealed" and blob != "sealed":
        raise Refused(Problem(f"{item.id} isn't sealed"))
    chosen = [item, *(each for each in derived_from(ports, item.id) if _with(each) == item.id)]
    _write(ports, chosen, "unsealed", item, by, reason)
    for each in chosen:
        if ports.blobs.state(each.sha256) == "sealed":
            ports.blobs.unseal(each.sha256)
    return Done("unsealed", tuple(chosen))


def expunge(ports: Ports, name: str, by: str, reason: str) -> Done:
    """Make an item's content, and what was made of it, unreadable for good.

    The keys are destroyed and what they opened is removed; in a workspace of plain contents, the
    bytes are overwritten and removed. Texts and pictures read from them are removed too.

    Raises:
        BadInput: there is no such item, nobody is named, or no reason is given.
        Refused: nothing can be written here.
    """
    item, reason = _named(ports, name, reason)
    made, kept = _made_of(ports, item)
    chosen = [item, *made]
    _write(ports, chosen, "expunged", item, by, reason)
    for each in reversed(chosen):
        ports.blobs.destroy_key(each.sha256)
        _forget(ports, each)
    return Done("expunged", tuple(chosen), (*_parents(item), *kept))


def _named(ports: Ports, name: str, reason: str) -> tuple[Item, str]:
    if not reason.strip():
        raise BadInput(Problem("no reason is given", "say on whose order, and why: --reason"))
    item = item_named(ports, name)
    if item.state == "expunged" and ports.blobs.state(item.sha256) == "expunged":
        raise Refused(Problem(f"{item.id} was expunged already"))
    return item, reason.strip()


def _write(
    ports: Ports, chosen: list[Item], what: _Word, named: Item, by: str, reason: str
) -> None:
    """Write one entry for each item that isn't so yet, all together."""
    state: dict[_Word, Literal["held", "sealed", "expunged"]] = {
        "sealed": "sealed",
        "unsealed": "held",
        "expunged": "expunged",
    }
    action = {"sealed": "evidence.seal", "unsealed": "evidence.unseal"}.get(
        what, "evidence.expunge"
    )
    with acting(ports, by, reason) as work:
        for item in chosen:
            if item.state == state[what]:
                continue
            link = Custody(
                id=next_link_id(item.custody),
                what=what,
                at=ports.clock.now(),
                holder=by,
                how=reason,
                note="" if item.id == named.id else f"with {named.id}",
            )
            after = item.model_copy(update={"state": state[what], "custody": (*item.custody, link)})
            work.become(action, {f"{DOCUMENT}/{item.id}": after.document()})


def _with(item: Item) -> str:
    """The item together with which this one was sealed; "" if it was sealed by itself, or isn't."""
    last = next((each for each in reversed(item.custody) if each.what == "sealed"), None)
    if item.state != "sealed" or last is None:
        return ""
    return last.note.removeprefix("with ")


def _made_of(ports: Ports, item: Item) -> tuple[list[Item], list[str]]:
    """What was made of an item; apart, the ids of those that were received by themselves too."""
    made: list[Item] = []
    received: list[str] = []
    for each in derived_from(ports, item.id):
        if any(link.what == "received" for link in each.custody):
            received.append(each.id)
        else:
            made.append(each)
    return made, received


def _parents(item: Item) -> tuple[str, ...]:
    return item.derivation.parents if item.derivation else ()


def _forget(ports: Ports, item: Item) -> None:
    """Remove what was read from an item and kept for speed, in the index of texts and in files."""
    forget(ports, item.sha256)
    for folder in (ports.root / "cache", ports.root / "working"):
        for path in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else ():
            if item.id in path.name or item.sha256 in path.name:
                _remove(path)


def _remove(path: Path) -> None:
    action: Callable[[Path], object] = shutil.rmtree if path.is_dir() else Path.unlink
    action(path)
