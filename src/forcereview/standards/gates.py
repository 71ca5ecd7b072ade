"""Expressions as gates over planes, so that one walk answers them for many records at once.

A *plane* is an integer with one bit for each record looked at. Every question has two: the records
in which some source supports it, and those in which some source denies it. A conjunction is
supported where all its parts are and denied where any is; a disjunction the other way round; a
negation swaps the two planes and costs no gate (Belnap 1977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from forcereview.standards.expressions import And, Atom, Defined, Expression, Met, Not

NOWHERE, EVERYWHERE = 0, 1  #: where the planes with no bit and with every bit stand
_CONSTANTS = 2

_SUPPORTED = bytes.maketrans(b"\0\1\2\3", b"0101")
_DENIED = bytes.maketrans(b"\0\1\2\3", b"0011")


class Ends(NamedTuple):
    """Where an expression's two planes stand once the gates have run."""

    supported: int
    denied: int


ALWAYS = Ends(EVERYWHERE, NOWHERE)
NEVER = Ends(NOWHERE, EVERYWHERE)


class Gate(NamedTuple):
    """A new plane from two earlier ones: the records that are in ``both``, or in either."""

    both: bool
    one: int
    two: int


class Wiring:
    """Lays the gates of expressions over one list of atoms; equal parts share theirs."""

    def __init__(self, index: Mapping[Atom, int]) -> None:
        self._index = index
        self._laid: dict[Gate, int] = {}

    @property
    def gates(self) -> tuple[Gate, ...]:
        """The gates laid so far, in the order in which they have to run."""
        return tuple(self._laid)

    def lay(self, node: Expression) -> Ends:
        """Lay what is missing for an expression, and say where its planes will be."""
        if isinstance(node, Atom):
            supported = _CONSTANTS + 2 * self._index[node]
            return Ends(supported, supported + 1)
        if isinstance(node, Not):
            part = self.lay(node.part)
            return Ends(part.denied, part.supported)
        if isinstance(node, (Defined, Met)):
            assert node.meaning is not None, f"{node} was not resolved"
            return self.lay(node.meaning)
        conjunction = isinstance(node, And)
        ends = self.lay(node.parts[0])
        for other in map(self.lay, node.parts[1:]):
            ends = Ends(
                self._gate(conjunction, ends.supported, other.supported),
                self._gate(not conjunction, ends.denied, other.denied),
            )
        return ends

    def _gate(self, both: bool, one: int, two: int) -> int:
        first = _CONSTANTS + 2 * len(self._index)
        return self._laid.setdefault(Gate(both, one, two), first + len(self._laid))


def run_gates(gates: Sequence[Gate], planes: list[int]) -> None:
    """Add a plane for each gate. ``planes`` begins with none, all, then two for each atom."""
    for both, one, two in gates:
        planes.append(planes[one] & planes[two] if both else planes[one] | planes[two])


def columns(rows: Sequence[Sequence[int]], width: int) -> list[tuple[int, int]]:
    """For each of ``width`` atoms the records in which it is supported, and denied.

    ``rows`` holds, for each record, the atoms' two bits as a number from 0 to 3. Row ``n`` becomes
    bit ``n`` of the planes.
    """
    if not rows:
        return [(0, 0)] * width
    joined = b"".join(map(bytes, reversed(rows)))
    columns_of_bits = (joined[place::width] for place in range(width))
    return [
        (int(column.translate(_SUPPORTED), 2), int(column.translate(_DENIED), 2))
        for column in columns_of_bits
    ]
