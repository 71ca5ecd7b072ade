"""JSON in its one canonical form (RFC 8785), so that equal values have equal bytes and hashes."""

from __future__ import annotations

import json
from typing import Any

import rfc8785

from forcereview.errors import BadInput, Problem

_EXACT = 2**53 - 1
#: the same as rfc8785 for values that are plain, and many times as quick
_plainly = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode

#: a JSON value: mapping, list, text, number, true, false or null
Json = Any


def canonical(value: Json) -> bytes:
    """The canonical bytes of a JSON value.

    Raises:
        BadInput: it holds something that has no canonical form: a whole number beyond 2^53 - 1,
            infinity, text that is no Unicode (a lone surrogate), or a key that is no text.
    """
    try:
        if _is_plain(value):
            return _plainly(value).encode()
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise BadInput(
            Problem(
                f"this can't be written in canonical JSON: {error}",
                "write large numbers as text, and text as Unicode",
            )
        ) from None


def _is_plain(value: Json) -> bool:
    """Whether Python's own JSON is the canonical one: no fractions, no large numbers, and no keys
    beyond ASCII (whose order by code point could be another than by UTF-16)."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        kind = type(each)
        if kind is dict:
            if not _all_ascii(each):
                return False
            waiting += each.values()
        elif kind is list:
            waiting += each
        elif kind is int:
            if not -_EXACT <= each <= _EXACT:
                return False
        elif kind is not str and each is not None and kind is not bool:
            return False
    return True


def _all_ascii(keys: dict[Json, Json]) -> bool:
    try:
        return "".join(keys).isascii()
    except TypeError:
        return False
