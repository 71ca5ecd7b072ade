"""A scale from seconds to points, with ticks at round values in a unit people use."""

from __future__ import annotations

import math
from dataclasses import dataclass

#: unit -> (its length in seconds, steps that read well)
_UNITS: tuple[tuple[str, float, tuple[float, ...]], ...] = (
    ("s", 1.0, (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30)),
    ("min", 60.0, (1, 2, 5, 10, 20, 30)),
    ("h", 3600.0, (1, 2, 4, 6, 12)),
    ("d", 86400.0, (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)),
)
UNIT_WORDS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, slots=True)
class Scale:
    """``low`` to ``high`` seconds laid over ``left`` to ``right`` points."""

    low: float
    high: float
    left: float
    right: float

    def at(self, seconds: float) -> float:
        """Where a time falls; what lies outside falls on the edge."""
        share = (min(max(seconds, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)

    def ticks(self, most: int = 7) -> tuple[str, tuple[tuple[float, str], ...]]:
        """The unit, and round values as (seconds, label), at most about ``most``."""
        width = self.high - self.low
        for unit, length, steps in _UNITS:
            for step in steps:
                if width / (step * length) <= most:
                    return unit, self._every(step, length)
        unit, length, steps = _UNITS[-1]
        return unit, self._every(math.ceil(width / length / most), length)

    def _every(self, step: float, length: float) -> tuple[tuple[float, str], ...]:
        first = math.ceil(self.low / (step * length) - 1e-9)
        last = math.floor(self.high / (step * length) + 1e-9)
        return tuple((n * step * length, _number(n * step)) for n in range(first, last + 1))


def padded(low: float, high: float, left: float, right: float) -> Scale:
    """A scale with some air at both ends, and never empty."""
    air = max((high - low) * 0.06, 0.25)
    return Scale(low - air, high + air, left, right)


def _number(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def duration_in_words(seconds: float) -> str:
    """``0.4 s``, ``5 min``, ``2 h``, ``3 days``: rounded to two figures or so."""
    size = abs(seconds)
    sign = "−" if seconds < 0 else ""
    if size < 90:
        return f"{sign}{size:.3g} s"
    if size < 5400:
        return f"{sign}{size / 60:.2g} min"
    if size < 172800:
        return f"{sign}{size / 3600:.2g} h"
    return f"{sign}{size / 86400:.0f} days"
