"""Write a changed case into the file a person wrote: only what changed is touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from forcereview.documents import (
    Bounds,
    Document,
    comments_on_top,
    edited,
    read_document,
    shape,
)
from forcereview.documents.changes import Change, Fields, Items, Replace, Same
from forcereview.errors import BadInput
from forcereview.record.entry import Entry
from forcereview.record.model import CaseFile
from forcereview.record.writing import (
    plain,
    plain_value,
    refuse_unprintable,
    write_case,
)


def rewrite_case(
    original: bytes, file: CaseFile, name: str = "case.yaml", bounds: Bounds | None = None
) -> str:
    """The text of ``original`` with the values of ``file``.

    Values that are unchanged keep their comments, order and form to the letter; a comment inside
    something that changed stands on the line above it. Reading the text gives ``file``: should a
    text be written in a way that can't be edited so, it is written anew below its comments.

    Raises:
        BadInput: the original isn't a case file, or ``file`` holds control characters.
    """
    document = read_document(original, name, bounds or Bounds())
    before, problems = shape(document, CaseFile, "case")
    if before is None or problems:
        raise BadInput(problems)
    if before == file:
        return original.decode()
    refuse_unprintable(plain(file))
    text = edited(document, _change_of_entry(before, file, _mapping(document)))
    if _read(text) != file:
        text = comments_on_top(document) + write_case(file)
    if b"\r\n" in original:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if original.startswith(b"\xef\xbb\xbf") else text


def _read(text: str) -> CaseFile | None:
    try:
        return shape(read_document(text.encode(), "case.yaml"), CaseFile, "case")[0]
    except BadInput:
        return None


def _mapping(document: Document) -> dict[str, Any]:
    assert isinstance(document.data, dict)
    return document.data


def _change_of_entry(before: Entry, after: Entry, data: Mapping[str, Any]) -> Change:
    """From one entry to another; ``data`` is the first as it is written."""
    if before == after:
        return Same()
    changes: dict[str, Change] = {}
    removed: set[str] = set()
    added: dict[str, Any] = {}
    now = plain(after)
    order = []
    for name, field in type(after).model_fields.items():
        key = field.alias if field.alias and field.alias in data else name
        order.append(key)
        then, value = getattr(before, name), getattr(after, name)
        if then == value:
            continue
        written = now.get(field.alias or name)
        if written is None:
            removed.add(key)
        elif key not in data:
            added[key] = written
        else:
            changes[key] = _change_of_value(then, value, data[key], written)
    for key in dict.fromkeys([*before.own, *after.own]):
        order.append(key)
        if key not in after.own:
            removed.add(key)
        elif key not in before.own:
            added[key] = after.own[key]
        elif before.own[key] != after.own[key]:
            changes[key] = Replace(after.own[key])
    return Fields(changes, frozenset(removed), added, order, _in_order_of(data, now))


def _change_of_value(before: Any, after: Any, data: Any, written: Any) -> Change:
    """From one value of a field to another; ``written`` is the second as plain data."""
    if isinstance(before, Entry) and isinstance(after, Entry) and isinstance(data, Mapping):
        return _change_of_entry(before, after, data)
    if isinstance(before, Mapping) and isinstance(after, Mapping) and isinstance(data, Mapping):
        return _change_of_mapping(before, after, data)
    if isinstance(before, tuple) and isinstance(after, tuple) and isinstance(data, list):
        return _change_of_list(before, after, data)
    return Replace(written)


def _change_of_mapping(
    before: Mapping[str, Any], after: Mapping[str, Any], data: Mapping[str, Any]
) -> Change:
    whole = plain_value(after)
    changes = {
        key: _change_of_value(before[key], value, data[key], whole[key])
        for key, value in after.items()
        if key in before and before[key] != value
    }
    added = {key: whole[key] for key in after if key not in before}
    removed = frozenset(key for key in before if key not in after)
    return Fields(changes, removed, added, list(after), _in_order_of(data, whole))


def _change_of_list(before: Sequence[Any], after: Sequence[Any], data: list[Any]) -> Change:
    then = {_told_apart(item): (item, data[i]) for i, item in reversed([*enumerate(before)])}
    whole = [plain_value(item) for item in after]
    changes: dict[str, Change] = {}
    for item, written in zip(after, whole, strict=True):
        key = _told_apart(item)
        if key in then and then[key][0] != item:
            changes[key] = _change_of_value(then[key][0], item, then[key][1], written)
    return Items([_told_apart(i) for i in before], [_told_apart(i) for i in after], changes, whole)


def _told_apart(item: Any) -> str:
    """What makes an item of a list itself: its id, or all of it."""
    found = getattr(item, "id", None)
    return found if isinstance(found, str) else repr(plain_value(item))


def _in_order_of(data: Mapping[str, Any], whole: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping with the keys that were written first in the order in which they were."""
    return {key: whole[key] for key in [*data, *whole] if key in whole}
