"""Passages of the texts the library holds: ``usc-18-242.txt:14-16``, or ``14`` of a known file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from forcereview.standards.library import held_text

_NAMED = re.compile(r"^(?:(?P<file>[\w.-]+\.txt):)?(?P<lines>\d+(?:-\d+)?(?:,\s*\d+(?:-\d+)?)*)$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Numbered lines of one held text; lines without words are left out."""

    file: str
    lines: tuple[tuple[int, str], ...]


@cache
def passage(where: str, file: str = "") -> Passage | None:
    """The passage that ``where`` names, in ``file`` unless it names its own.

    None where it is no such place, or the library doesn't hold the file.
    """
    found = _NAMED.match(where.strip())
    name = (found["file"] or file) if found else ""
    if not found or not name:
        return None
    try:
        lines = held_text(name).splitlines()
    except FileNotFoundError:
        return None
    numbers: list[int] = []
    for part in found["lines"].split(","):
        first, _, last = part.strip().partition("-")
        numbers += range(int(first), min(int(last or first), len(lines)) + 1)
    kept = tuple((n, lines[n - 1].strip()) for n in numbers if 0 < n <= len(lines))
    return Passage(name, tuple((n, words) for n, words in kept if words))
