"""The answers that a question can have: as few as make a difference to the rules that ask it.

Each is written as a person would write it in a case file or after ``--what-if``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from forcereview.standards.expressions import Atom
from forcereview.vocabulary import Fact, Quantity, unit_of

#: an answer in words that none of the rules asks for
OTHER = "something else"
_COUNTED = ("persons", "shots", "incidents", "years")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks of a fact, and the length of its window in seconds (and whether its end
    still counts), where it has one."""

    atom: Atom
    limit: tuple[float, bool] | None = None


def possible_answers(fact: Fact, asked: Iterable[Asked], anchor: str) -> list[str]:
    """Answers to a question about ``fact``. Times are given from ``anchor``, the id of an event."""
    if fact.kind == "yes-no":
        return ["yes", "no"]
    if fact.kind == "choice":
        return list(fact.choices)
    if fact.kind == "quantity":
        return _ranges(fact, [item.atom for item in asked])
    if fact.kind == "time":
        return _times(list(asked), anchor) if anchor else ["none"]
    words = {str(word): None for item in asked for word in item.atom.operands}
    return [*words, OTHER] if words else []


def _ranges(fact: Fact, atoms: Sequence[Atom]) -> list[str]:
    """The ranges between the limits that rules ask about."""
    operators: dict[float, set[str]] = {}
    for atom in atoms:
        for operand in atom.operands:
            if isinstance(operand, Quantity):
                operators.setdefault(operand.low, set()).add(atom.operator)
    if not operators:
        return []
    edges = [_Edge.of(limit, operators[limit], fact) for limit in sorted(operators)]
    found = [edges[0].beneath]
    for lower, upper in pairwise(edges):
        found += [*lower.itself, _between(lower, upper)]
    return [*found, *edges[-1].itself, edges[-1].over]


@dataclass(frozen=True, slots=True)
class _Edge:
    """A limit in the fact's unit, and on which side of it the limit itself counts."""

    value: float
    unit: str
    with_lower: bool
    with_upper: bool
    step: float

    @classmethod
    def of(cls, limit: float, operators: set[str], fact: Fact) -> _Edge:
        dimension, factor = unit_of(fact.unit)
        value = limit / factor
        step = 1.0 if dimension in _COUNTED else abs(value) * 0.001
        return cls(
            value, fact.unit, operators <= {"<=", ">"}, operators <= {"<", ">="}, step or 0.001
        )

    @property
    def beneath(self) -> str:
        return f"{'at most' if self.with_lower else 'below'} {self.value:.10g} {self.unit}"

    @property
    def over(self) -> str:
        return f"{'at least' if self.with_upper else 'above'} {self.value:.10g} {self.unit}"

    @property
    def itself(self) -> list[str]:
        apart = not self.with_lower and not self.with_upper
        return [f"exactly {self.value:.10g} {self.unit}"] if apart else []


def _between(lower: _Edge, upper: _Edge) -> str:
    """From one limit to the next, ends that count elsewhere left out."""
    low = lower.value if lower.with_upper else lower.value + lower.step
    high = upper.value if upper.with_lower else upper.value - upper.step
    if low > high:
        low = high = (lower.value + upper.value) / 2
    return f"{low:.10g} to {high:.10g} {lower.unit}"


def _times(asked: Sequence[Asked], anchor: str) -> list[str]:
    """Times within and beyond the windows that rules ask about, and that it never happened."""
    ways = {item.atom.timing.kind for item in asked} & {"before", "after"} or {"after"}
    found = []
    for way in ("before", "after"):
        limits = dict(item.limit for item in asked if item.limit and item.atom.timing.kind == way)
        if limits:
            found += _around(limits, way, anchor)
        elif way in ways:
            found.append(f"some time {way} {anchor}")
    return [*found, "none"]


def _around(limits: dict[float, bool], way: str, anchor: str) -> list[str]:
    """Within the shortest window, between each and the next, and beyond the longest."""
    lengths = sorted(limits)
    last = {length: length if limits[length] else length * 0.999 for length in lengths}
    first = {length: length * 1.001 if limits[length] else length for length in lengths}
    found = [f"0 to {last[lengths[0]]:.10g} s {way} {anchor}"]
    for shorter, longer in pairwise(lengths):
        found.append(f"{first[shorter]:.10g} to {last[longer]:.10g} s {way} {anchor}")
    return [*found, f"{first[lengths[-1]]:.10g} to {lengths[-1] * 10:.10g} s {way} {anchor}"]
