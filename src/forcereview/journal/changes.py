"""Changes of documents: from what, to what, where. The one way in which entries change state.

A document is a JSON value with a name (``case/case-01``, ``evidence/e-3f2a9c81b0d4``). A path
leads into it: a key of a mapping, or, in a list whose items have an ``id``, the id of an item.
Other lists are changed as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from forcereview.journal.canonical import Json


class _Absent:
    def __repr__(self) -> str:
        return "ABSENT"


#: what stands where there is nothing; not null, which is a value
ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Change:
    """One value of a document, before and after. ``place`` is the position of a list's item."""

    of: str
    path: tuple[str, ...]
    was: Json
    now: Json
    place: int | None = None

    def as_json(self) -> dict[str, Json]:
        """As it stands in an entry: a side that is absent is left out."""
        data: dict[str, Json] = {"of": self.of, "path": list(self.path)}
        if self.was is not ABSENT:
            data["was"] = self.was
        if self.now is not ABSENT:
            data["now"] = self.now
        if self.place is not None:
            data["place"] = self.place
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> Change:
        """A change as an entry holds it."""
        return cls(
            data["of"],
            tuple(data["path"]),
            data.get("was", ABSENT),
            data.get("now", ABSENT),
            data.get("place"),
        )


class Conflict(Exception):
    """The document doesn't hold what a change starts from. ``held`` is what it does hold."""

    def __init__(self, change: Change, held: Json) -> None:
        self.change = change
        self.held = held
        super().__init__(f"{change.of} {'/'.join(change.path)} isn't what the change starts from")


def difference(of: str, before: Json, after: Json) -> tuple[Change, ...]:
    """The changes that make ``after`` of ``before``, in the order in which they apply.

    Either may be ABSENT: a document that begins or ends.
    """
    found: list[Change] = []
    _compare(of, (), before, after, found)
    return tuple(found)


def applied(document: Json, changes: Iterable[Change]) -> Json:
    """The document after changes, all of this document; the one given is left as it is.

    Raises:
        Conflict: a change starts from something else than what is there.
    """
    for change in changes:
        document = _applied(document, change, change.path)
    return document


def inverse(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that take these back."""
    return tuple(Change(c.of, c.path, c.now, c.was, c.place) for c in reversed(changes))


def value_at(document: Json, path: Sequence[str]) -> Json:
    """What a document holds at a path; ABSENT if nothing."""
    for step in path:
        if isinstance(document, dict):
            document = document.get(step, ABSENT)
        elif isinstance(document, list):
            found = [i for i in document if isinstance(i, dict) and i.get("id") == step]
            document = found[0] if found else ABSENT
        else:
            return ABSENT
    return document


def overlap(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two paths lead to the same value, or one into what the other leads to."""
    return all(a == b for a, b in zip(one, other, strict=False))


def _compare(of: str, path: tuple[str, ...], was: Json, now: Json, found: list[Change]) -> None:
    if same(was, now):
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted({*was, *now}):
            _compare(of, (*path, key), was.get(key, ABSENT), now.get(key, ABSENT), found)
        return
    if isinstance(was, list) and isinstance(now, list) and told_apart(was, now):
        _compare_items(of, path, was, now, found)
        return
    found.append(Change(of, path, was, now))


def _compare_items(
    of: str, path: tuple[str, ...], was: list[Json], now: list[Json], found: list[Change]
) -> None:
    before = {item["id"]: item for item in was}
    after = {item["id"]: item for item in now}
    for place, item in reversed([*enumerate(was)]):
        if item["id"] not in after:
            found.append(Change(of, (*path, item["id"]), item, ABSENT, place))
    for name, item in before.items():
        if name in after:
            _compare(of, (*path, name), item, after[name], found)
    for place, item in enumerate(now):
        if item["id"] not in before:
            found.append(Change(of, (*path, item["id"]), ABSENT, item, place))


def told_apart(was: list[Json], now: list[Json]) -> bool:
    """Whether both lists can be told apart item by item, and what stays is in the same order."""
    ids = []
    for items in (was, now):
        names = [item.get("id") if isinstance(item, dict) else None for item in items]
        if not all(isinstance(n, str) for n in names) or len(set(names)) != len(names):
            return False
        ids.append(names)
    kept = set(ids[0]) & set(ids[1])
    return [n for n in ids[0] if n in kept] == [n for n in ids[1] if n in kept]


def _applied(node: Json, change: Change, path: tuple[str, ...]) -> Json:
    if not path:
        if not same(node, change.was):
            raise Conflict(change, node)
        return change.now
    step, rest = path[0], path[1:]
    if isinstance(node, dict):
        inner = _applied(node.get(step, ABSENT), change, rest)
        changed = dict(node)
        if inner is ABSENT:
            changed.pop(step, None)
        else:
            changed[step] = inner
        return changed
    if isinstance(node, list):
        return _applied_to_item(node, change, step, rest)
    raise Conflict(change, node)


def _applied_to_item(
    items: list[Json], change: Change, step: str, rest: tuple[str, ...]
) -> list[Json]:
    places = [
        i for i, item in enumerate(items) if isinstance(item, dict) and item.get("id") == step
    ]
    held = items[places[0]] if places else ABSENT
    inner = _applied(held, change, rest)
    changed = list(items)
    if not places:
        changed.insert(len(items) if change.place is None else change.place, inner)
    elif inner is ABSENT:
        del changed[places[0]]
    else:
        changed[places[0]] = inner
    return changed


def same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1, absent is only itself."""
    if one is ABSENT or other is ABSENT:
        return one is other
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)
