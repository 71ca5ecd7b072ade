"""Three versions of a document made one: what two people changed, each from the same beginning.

Values that only one of them changed are taken from that one; where both changed a value, each to
something else, they collide, and a person has to decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forcereview.journal.canonical import Json
from forcereview.journal.changes import ABSENT, same, told_apart


@dataclass(frozen=True, slots=True)
class Collision:
    """A value that both sides changed, each to something else. ABSENT where a side has nothing."""

    path: tuple[str, ...]
    base: Json
    ours: Json
    theirs: Json


@dataclass(frozen=True, slots=True)
class Merged:
    """The document that both sides' changes make; where they collide, it holds ours."""

    document: Json
    collisions: tuple[Collision, ...]


def merged(base: Json, ours: Json, theirs: Json) -> Merged:
    """Bring together what two sides made of ``base``.

    Items of lists are told apart by id; where both sides added things, all of them are there.
    """
    found: list[Collision] = []
    document = _merged((), base, ours, theirs, found)
    return Merged(document, tuple(found))


def _merged(
    path: tuple[str, ...], base: Json, ours: Json, theirs: Json, found: list[Collision]
) -> Json:
    if same(ours, theirs) or same(base, theirs):
        return ours
    if same(base, ours):
        return theirs
    if _both_began_an_item(base, ours, theirs):
        found.append(Collision(path, base, ours, theirs))
        return ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _of_keys(path, base if isinstance(base, dict) else {}, ours, theirs, found)
    if isinstance(ours, list) and isinstance(theirs, list) and told_apart(ours, ours):
        begun = base if isinstance(base, list) else []
        if told_apart(theirs, theirs) and told_apart(begun, begun):
            return _of_items(path, begun, ours, theirs, found)
    found.append(Collision(path, base, ours, theirs))
    return ours


def _both_began_an_item(base: Json, ours: Json, theirs: Json) -> bool:
    """Two items under one id that nobody knew before are two things, not two changes of one."""
    return base is ABSENT and all(isinstance(one, dict) and "id" in one for one in (ours, theirs))


def _of_keys(
    path: tuple[str, ...],
    base: Mapping[str, Json],
    ours: Mapping[str, Json],
    theirs: Mapping[str, Json],
    found: list[Collision],
) -> dict[str, Json]:
    values = {
        key: _merged(
            (*path, key),
            base.get(key, ABSENT),
            ours.get(key, ABSENT),
            theirs.get(key, ABSENT),
            found,
        )
        for key in {**ours, **theirs}
    }
    return {key: value for key, value in values.items() if value is not ABSENT}


def _of_items(
    path: tuple[str, ...],
    base: list[Json],
    ours: list[Json],
    theirs: list[Json],
    found: list[Collision],
) -> list[Json]:
    values = _of_keys(path, _by_id(base), _by_id(ours), _by_id(theirs), found)
    mine, other = ([i["id"] for i in items] for items in (ours, theirs))
    first = [i["id"] for i in base]
    leading, following = (mine, other) if _in_order(first, other) else (other, mine)
    order = [name for name in leading if name in values]
    for place, name in enumerate(following):
        if name in values and name not in order:
            before = [known for known in following[:place] if known in order]
            order.insert(order.index(before[-1]) + 1 if before else 0, name)
    return [values[name] for name in order]


def _by_id(items: list[Json]) -> dict[str, Json]:
    return {item["id"]: item for item in items}


def _in_order(first: list[str], now: list[str]) -> bool:
    """Whether what stayed stands in the order that it had."""
    return [n for n in first if n in set(now)] == [n for n in now if n in set(first)]
