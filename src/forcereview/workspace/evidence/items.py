"""The evidence items of a workspace: one by its id, or all, or those of a case."""

from __future__ import annotations

from collections.abc import Iterator

from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.evidence import Item
from forcereview.workspace.ports import Ports

#: the kind of documents in which items lie
DOCUMENT = "evidence"


def item_named(ports: Ports, name: str) -> Item:
    """The item with this id, or with the one id that begins so (``e-`` may be left out), or with
    this hash.

    Raises:
        BadInput: there is none, or several begin so.
    """
    wanted = name.strip()
    if len(wanted) == 64:
        wanted = f"e-{wanted[:12].lower()}"
    held = ports.journal.document(f"{DOCUMENT}/{wanted}")
    if held is not None:
        return Item.model_validate(held.value)
    ids = [each.partition("/")[2] for each in ports.journal.names(DOCUMENT)]
    begin = [each for each in ids if wanted and each.startswith((wanted, f"e-{wanted}"))]
    if len(begin) == 1:
        return item_named(ports, begin[0])
    if begin:
        several = ", ".join(begin[:5]) + (", …" if len(begin) > 5 else "")
        raise BadInput(Problem(f"{len(begin)} items begin with {cited(name)}: {several}"))
    raise BadInput(
        Problem(
            f"the workspace has no evidence {cited(name)}",
            did_you_mean(name, ids) or "forcereview evidence list shows what it has",
        )
    )


def items(ports: Ports, case: str = "") -> Iterator[Item]:
    """All items by id; with ``case``, those of this case."""
    for held in ports.journal.documents(DOCUMENT):
        if not case or case in held.value.get("cases", ()):
            yield Item.model_validate(held.value)


def derived_from(ports: Ports, item_id: str) -> list[Item]:
    """The items made of an item, and of these, all the way down, parents first."""
    by_parent: dict[str, list[Item]] = {}
    for item in items(ports):
        for parent in item.derivation.parents if item.derivation else ():
            by_parent.setdefault(parent, []).append(item)
    found: dict[str, Item] = {}
    frontier = [item_id]
    while frontier:
        for child in by_parent.get(frontier.pop(0), ()):
            if child.id not in found and child.id != item_id:
                found[child.id] = child
                frontier.append(child.id)
    return list(found.values())
