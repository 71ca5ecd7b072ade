"""Quantities: an interval in a unit, as a source states or measures it.

Written ``0.4 m``, ``0.4 ± 0.1 m``, ``0.2 to 0.6 m``, ``about 30 km/h``, ``at least 2 m``,
``below 2 m``; a coverage may follow: ``(95 %)``. A unit is always written. "About" without a margin
is read as ±20 % and says so when shown; a bare number is the interval of that one value, shown as
"uncertainty not stated".

Units are a short closed list (the catalogue's), so a table serves; see
``docs/explanation/decisions`` for why not a units library.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from forcereview.errors import cited, did_you_mean

#: unit -> (dimension, factor to the dimension's base unit)
UNITS: dict[str, tuple[str, float]] = {
    "m": ("length", 1.0),
    "cm": ("length", 0.01),
    "mm": ("length", 0.001),
    "km": ("length", 1000.0),
    "ft": ("length", 0.3048),
    "in": ("length", 0.0254),
    "yd": ("length", 0.9144),
    "mi": ("length", 1609.344),
    "ms": ("time", 0.001),
    "s": ("time", 1.0),
    "min": ("time", 60.0),
    "h": ("time", 3600.0),
    "d": ("time", 86400.0),
    "m/s": ("speed", 1.0),
    "km/h": ("speed", 1 / 3.6),
    "mph": ("speed", 0.44704),
    "ft/s": ("speed", 0.3048),
    "deg": ("angle", 1.0),
    "rad": ("angle", 180 / math.pi),
    "persons": ("persons", 1.0),
    "shots": ("shots", 1.0),
    "incidents": ("incidents", 1.0),
    "years": ("years", 1.0),
}
_ALIASES = {
    "person": "persons",
    "shot": "shots",
    "incident": "incidents",
    "year": "years",
    "sec": "s",
    "second": "s",
    "seconds": "s",
    "minute": "min",
    "minutes": "min",
    "hour": "h",
    "hours": "h",
    "day": "d",
    "days": "d",
    "metre": "m",
    "metres": "m",
    "meter": "m",
    "meters": "m",
    "feet": "ft",
    "foot": "ft",
    "inch": "in",
    "inches": "in",
    "kph": "km/h",
    "°": "deg",
    "degrees": "deg",
}
#: no quantity that a person writes is longer, so that no text, however long, takes time to refuse
_MOST_SIGNS = 120
_LARGEST = 1e15
_NUMBER = r"[+\-−]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"
_FORM = re.compile(
    rf"""^\s*(?P<how>about|at\ least|at\ most|below|above|exactly)?\s*
    (?P<a>{_NUMBER})\s*
    (?:(?:to|–|\.\.)\s*(?P<b>{_NUMBER})\s*|(?:±|\+/-|\+-)\s*(?P<pm>{_NUMBER})\s*)?
    (?P<unit>[^\d(\s][^(]*?)?\s*
    (?:\(\s*(?P<coverage>\d+(?:\.\d+)?)\s*%\s*\))?\s*$""",
    re.VERBOSE,
)


class QuantityError(ValueError):
    """A quantity that can't be read; the message is ``what; what to do``."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval ``[low, high]`` in the base unit of ``dimension``; ``text`` as it was written.

    ``coverage`` is the stated probability (0 to 1) that the interval holds the true value, or None
    where none was stated. ``low`` may be -inf and ``high`` inf.
    """

    low: float
    high: float
    dimension: str
    text: str
    coverage: float | None = None
    stated_exactly: bool = False

    def __str__(self) -> str:
        return self.text

    def excludes(self, other: Quantity) -> bool:
        """Whether the two intervals have no value in common."""
        return self.high < other.low or other.high < self.low

    @property
    def shown(self) -> str:
        """As written, and a plain word on the uncertainty where the source gave none."""
        point = self.low == self.high and not self.stated_exactly
        counted = self.dimension in ("persons", "shots", "incidents", "years")
        if point and not counted:
            return f"{self.text} (uncertainty not stated)"
        bare_about = re.fullmatch(r"about \S+ ?\D*", self.text)
        return f"{self.text} (read as ±20 %)" if bare_about else self.text


def unit_of(word: str) -> tuple[str, float]:
    """The dimension and factor of a unit.

    Raises:
        QuantityError: the unit isn't in the list.
    """
    unit = word.strip()
    unit = _ALIASES.get(unit, unit)
    if unit not in UNITS:
        hint = did_you_mean(unit, [*UNITS, *_ALIASES]) or "use one of: " + ", ".join(UNITS)
        raise QuantityError(f"unknown unit {cited(unit)}; {hint}")
    return UNITS[unit]


def parse_quantity(text: str, *, expected_unit: str = "") -> Quantity:
    """Read a quantity as people write it. ``expected_unit`` gives the dimension it must have.

    Raises:
        QuantityError: not a quantity, no unit, a unit of another dimension, an empty interval.
    """
    plain = " ".join(text[: 2 * _MOST_SIGNS].split())
    found = _FORM.match(plain) if max(len(plain), len(text.strip())) <= _MOST_SIGNS else None
    if not found:
        raise QuantityError(
            f"{cited(text)} is not a quantity; write for example "
            f"'0.4 ± 0.1 {expected_unit or 'm'}' or '2 to 3 {expected_unit or 's'}'"
        )
    if not found["unit"]:
        raise QuantityError(
            f"{cited(text)} has no unit; write for example '{plain} {expected_unit or 'm'}'"
        )
    dimension, factor = unit_of(found["unit"])
    if expected_unit and dimension != unit_of(expected_unit)[0]:
        raise QuantityError(
            f"{cited(text)} is a {dimension}; a {unit_of(expected_unit)[0]} is asked for, "
            f"for example in {expected_unit}"
        )
    low, high = _ends(found)
    if low > high:
        raise QuantityError(f"{cited(text)} runs backwards; write the smaller number first")
    coverage = float(found["coverage"]) / 100 if found["coverage"] else None
    if coverage is not None and not 0 < coverage <= 1:
        raise QuantityError(f"{cited(text)} has no sensible coverage; write for example '(95 %)'")
    return Quantity(
        low * factor, high * factor, dimension, plain, coverage, found["how"] == "exactly"
    )


def _ends(found: re.Match[str]) -> tuple[float, float]:
    """The interval in the unit as written."""
    first = _number(found["a"])
    if found["b"]:
        return first, _number(found["b"])
    if found["pm"]:
        margin = abs(_number(found["pm"]))
        return first - margin, first + margin
    if found["how"] == "about":
        margin = abs(first) * 0.2
        return first - margin, first + margin
    if found["how"] == "at least":
        return first, math.inf
    if found["how"] == "at most":
        return -math.inf, first
    if found["how"] == "below":
        return -math.inf, math.nextafter(first, -math.inf)
    if found["how"] == "above":
        return math.nextafter(first, math.inf), math.inf
    return first, first


def _number(text: str) -> float:
    number = float(text.replace("−", "-"))
    if abs(number) > _LARGEST:
        raise QuantityError(f"{cited(text)} is too large a number; check its digits")
    return number
