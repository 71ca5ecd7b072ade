"""What is to change in a document, value by value; what isn't named stays as it is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Same:
    """Leave the value as it is written."""


@dataclass(frozen=True, slots=True)
class Replace:
    """Write ``whole`` instead, whatever stood there."""

    whole: Any


@dataclass(frozen=True, slots=True)
class Fields:
    """Change a mapping key by key.

    ``changes`` are those of keys that stay, ``removed`` keys go, ``added`` ones come after the key
    that stands before them in ``order``. ``whole`` is the mapping as it shall be, for where it can
    only be written anew.
    """

    changes: Mapping[str, Change]
    removed: frozenset[str]
    added: Mapping[str, Any]
    order: Sequence[str]
    whole: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Items:
    """Change a list item by item.

    ``before`` and ``after`` tell the items apart, then and now; ``changes`` are those of items that
    are in both. ``whole`` is the list as it shall be.
    """

    before: Sequence[str]
    after: Sequence[str]
    changes: Mapping[str, Change]
    whole: Sequence[Any]


Change: TypeAlias = Same | Replace | Fields | Items
