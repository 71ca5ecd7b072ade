"""Collects what a file says of itself, in a form that can be kept: text, on one line, not endless.

What comes out is bounded whatever the file holds: so many facts, each so long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MOST_FACTS = 400
LONGEST = 1_000
_UNKEPT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]+")


class SaidByFile:
    """Facts in the order in which they were found. An id that comes again is counted on."""

    def __init__(self, read_by: str) -> None:
        self._read_by = read_by
        self._facts: list[dict[str, str]] = []
        self._seen: dict[str, int] = {}

    def say(self, id: str, name: str, value: object, part: str) -> None:
        """Keep one fact; nothing where there is no value."""
        text = plain(value)
        if not text or len(self._facts) >= MOST_FACTS:
            return
        known = re.sub(r"[^\w.@:-]+", "-", plain(id, 120))
        self._seen[known] = count = self._seen.get(known, 0) + 1
        self._facts.append(
            {
                "id": known if count == 1 else f"{known}-{count}",
                "name": plain(name, 120),
                "value": text,
                "part": plain(part, 120),
                "read_by": self._read_by,
            }
        )

    def say_all(self, prefix: str, tags: Iterable[tuple[object, object]], part: str) -> None:
        """Keep tags under the names that the file gives them."""
        for key, value in tags:
            self.say(f"{prefix}.{key}", plain(key, 120), value, part)

    def found(self) -> dict[str, Any]:
        """What a reader answers."""
        return {"facts": self._facts}


def plain(value: object, most: int = LONGEST) -> str:
    """A value as text on one line: what can't be kept becomes a space, what is too long is cut."""
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = _UNKEPT.sub(" ", str(value)[: most * 2]).strip()
    return text if len(text) <= most else text[: most - 1] + "…"


def seconds(value: float) -> str:
    """A time in seconds, to the microsecond at most."""
    return f"{value:.6f}".rstrip("0").rstrip(".") + " s"
