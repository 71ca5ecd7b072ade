"""JSON in its one canonical form (RFC 8785), so that equal values have equal bytes and hashes."""

from __future__ import annotations

from typing import Any

import rfc8785

from forcereview.errors import BadInput, Problem

#: a JSON value: mapping, list, text, number, true, false or null
Json = Any


def canonical(value: Json) -> bytes:
    """The canonical bytes of a JSON value.

    Raises:
        BadInput: it holds something that has no canonical form: a whole number beyond 2^53 - 1,
            infinity, text that is no Unicode (a lone surrogate), or a key that is no text.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise BadInput(
            Problem(
                f"this can't be written in canonical JSON: {error}",
                "write large numbers as text, and text as Unicode",
            )
        ) from None
