"""What items were made of, and what was made of them, as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forcereview.evidence.model import Item


@dataclass(frozen=True, slots=True)
class Branch:
    """An item and what was made of it. ``item`` is None where a parent isn't held; ``again``: it
    stands in the tree before, with its branches."""

    id: str
    item: Item | None
    branches: tuple[Branch, ...] = ()
    again: bool = False


def trees_about(item: Item, items: Iterable[Item]) -> tuple[Branch, ...]:
    """The trees in which an item stands: from what it was made of in the end, all the way down."""
    known = {each.id: each for each in items} | {item.id: item}
    children: dict[str, list[Item]] = {}
    for each in sorted(known.values(), key=lambda one: one.id):
        for parent in each.derivation.parents if each.derivation else ():
            children.setdefault(parent, []).append(each)
    seen: set[str] = set()
    return tuple(_branch(root, known, children, seen) for root in _roots(item.id, known, set()))


def _roots(id: str, known: Mapping[str, Item], passed: set[str]) -> list[str]:
    """What an item was made of in the end; itself, if of nothing, or of itself in a circle."""
    passed.add(id)
    item = known.get(id)
    parents = item.derivation.parents if item and item.derivation else ()
    roots = [
        root for parent in parents if parent not in passed for root in _roots(parent, known, passed)
    ]
    return list(dict.fromkeys(roots)) or [id]


def _branch(
    id: str, known: Mapping[str, Item], children: Mapping[str, list[Item]], seen: set[str]
) -> Branch:
    again = id in seen and id in children
    seen.add(id)
    below = () if again else tuple(children.get(id, ()))
    return Branch(
        id,
        known.get(id),
        tuple(_branch(child.id, known, children, seen) for child in below),
        again,
    )
