"""Hold a provision against a frame: two passes, one of five findings.

With applicability ``a``, exception ``e`` and requirement ``r``, ``v = a and not e and not r`` is
evaluated as the sources stand (first pass) and with contested read as unknown (second pass). Only
the second pass decides:

====================  ====================  ==================================================
second pass           first pass            finding
====================  ====================  ==================================================
``a`` refuted         any                   not applicable (why: see below)
``v`` established     any                   inconsistent
``v`` refuted         any                   consistent; "by exception" where ``e`` is
                                            established and ``r`` is not
``v`` unknown         ``v`` unknown         undetermined
``v`` unknown         ``v`` anything else   contested
====================  ====================  ==================================================

Rows are read from the top. Why a provision is not applicable: not governed, not in force,
conditions not met, or exempt. A prohibition without ``requires`` has ``r`` refuted: the conduct
itself is the breach. (Belnap 1977 for the tables; docs/explanation/truth.md for why two passes.)

Presumptions come before both passes, and only where no source speaks: an atom with a presumed value
takes it where the atom is unknown; an exception presumed absent is refuted where no source supports
it in the first pass. A contested atom or exception is never presumed away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from forcereview.standards.expressions import Atom, Defined, Expression, Met, Not
from forcereview.standards.gates import ALWAYS, NEVER, Ends, Gate, Wiring, columns, run_gates
from forcereview.vocabulary.words import FindingWord

#: truth values as the numbers of :class:`~forcereview.vocabulary.truth.Truth`
UNKNOWN, ESTABLISHED, REFUTED, CONTESTED = 0, 1, 2, 3

Bits = Sequence[int]
Compiled = Callable[[Bits], int]
Planes = tuple[int, int]
#: for each finding, the records that give it: record ``n`` is bit ``n``
Findings = Mapping[FindingWord, int]


def settled(bits: int) -> int:
    """Contested read as unknown."""
    return UNKNOWN if bits == CONTESTED else bits


# One record's two passes run at once: the first pass is bit 0 of each plane, the second bit 1.
_PLANES = tuple((v & 1 | (settled(v) & 1) << 1, v >> 1 | settled(v) & 2) for v in range(4))
_VALUES = {(s, d): (s & 1 | (d & 1) << 1, s >> 1 | d & 2) for s in range(4) for d in range(4)}
_ZERO_OR_ONE = bytes.maketrans(b"01", b"\0\1")


def in_both_passes(value: int) -> Planes:
    """The planes of a value: bit 0 as the sources stand, bit 1 with contested read as unknown."""
    return _PLANES[value]


def values_of(planes: Planes) -> tuple[int, int]:
    """The values in the first and in the second pass: the inverse of :func:`in_both_passes`."""
    return _VALUES[planes]


def _everywhere(value: int, every: int) -> Planes:
    """The planes of one value in every record."""
    return every * (value & 1), every * (value >> 1)


@dataclass(frozen=True, slots=True)
class Program:
    """A provision's four expressions over one list of atoms, as gates ready to run.

    ``ends`` says where the planes of ``applies``, ``exempt``, ``unless`` and ``requires`` come out,
    ``parts`` which atoms each has, ``swayed`` which atoms presumptions may turn.
    """

    atoms: tuple[Atom, ...]
    gates: tuple[Gate, ...]
    ends: tuple[Ends, Ends, Ends, Ends]
    presumed: tuple[tuple[int, int], ...]
    exception_presumed_absent: bool
    parts: tuple[frozenset[int], ...]
    swayed: frozenset[int]

    def run(self, bits: Bits, governed: int = ESTABLISHED) -> Outcome:
        """The outcome for the atoms' first-pass bits; ``governed`` joins applicability."""
        judged = self._in_both_passes(bits, governed)
        (a1, a2), (e1, e2), (r1, r2), (v1, v2) = map(values_of, judged)
        return Outcome(a1, e1, r1, v1, a2, e2, r2, v2)

    def finding(self, bits: Bits, governed: int = ESTABLISHED) -> FindingWord:
        """The finding alone, as :meth:`run` gives it."""
        (_, not_applicable), _, _, (violated, kept) = self._in_both_passes(bits, governed)
        if not_applicable & 0b10:
            return "not_applicable"
        if violated & 0b10:
            return "inconsistent"
        if kept & 0b10:
            return "consistent"
        return "contested" if (violated | kept) & 0b01 else "undetermined"

    def _in_both_passes(self, bits: Bits, governed: int) -> tuple[Planes, Planes, Planes, Planes]:
        planes = [0b00, 0b11]
        for value in self.presuming(bits):
            planes += _PLANES[value]
        run_gates(self.gates, planes)
        absent = 0
        if self.exception_presumed_absent and not planes[self.ends[2].supported] & 0b01:
            absent = 0b11
        return self._judged(planes, _PLANES[governed], absent)

    def run_all(self, rows: Sequence[Bits], governed: int = ESTABLISHED) -> Findings:
        """Which of many records give which finding: as :meth:`run` for each row of bits."""
        return self.run_planes(columns(rows, len(self.atoms)), len(rows), governed)

    def run_planes(
        self, atoms: Sequence[Planes], records: int, governed: int = ESTABLISHED
    ) -> Findings:
        """As :meth:`run_all`, from the planes of each atom: where supported and where denied."""
        every = (1 << records) - 1
        atoms = self._presuming_planes(atoms, every)
        planes = [0, every, *chain.from_iterable(atoms)]
        run_gates(self.gates, planes)
        absent = every & ~planes[self.ends[2].supported] if self.exception_presumed_absent else 0
        spoken, spoken_against = self._judged(planes, _everywhere(governed, every), absent)[3]

        planes = [0, every]
        for supported, denied in atoms:
            planes += (supported & ~denied, denied & ~supported)
        run_gates(self.gates, planes)
        binding = _everywhere(settled(governed), every)
        (_, excluded), _, _, (violated, kept) = self._judged(planes, binding, absent)
        unsettled = every & ~(excluded | violated | kept)
        silent = unsettled & ~(spoken | spoken_against)
        return {
            "not_applicable": excluded,
            "inconsistent": violated & ~excluded,
            "consistent": kept & ~excluded,
            "undetermined": silent,
            "contested": unsettled & ~silent,
        }

    def presuming(self, bits: Bits) -> list[int]:
        """The bits, with the presumed value of each atom on which no source speaks."""
        filled = [*bits]
        for index, value in self.presumed:
            if filled[index] == UNKNOWN:
                filled[index] = value
        return filled

    def _presuming_planes(self, atoms: Sequence[Planes], every: int) -> Sequence[Planes]:
        filled = [*atoms]
        for index, value in self.presumed:
            supported, denied = filled[index]
            unknown = every & ~(supported | denied)
            filled[index] = (supported | unknown * (value & 1), denied | unknown * (value >> 1))
        return filled

    def takes_exception_as_absent(self, bits: Bits) -> bool:
        """Whether only the presumption refutes the exception."""
        if not self.exception_presumed_absent:
            return False
        planes = [0b00, 0b11]
        for value in self.presuming(bits):
            planes += _PLANES[value]
        run_gates(self.gates, planes)
        unless = self.ends[2]
        return not planes[unless.supported] & 0b01 and not planes[unless.denied] & 0b10

    def _judged(
        self, planes: Sequence[int], governed: Planes, absent: int
    ) -> tuple[Planes, Planes, Planes, Planes]:
        """Applicability, exception, requirement and ``v``: where supported and where denied.

        The exception is refuted in the records of ``absent``.
        """
        applies, exempt, unless, requires = self.ends
        a = governed[0] & planes[applies.supported] & planes[exempt.denied]
        not_a = governed[1] | planes[applies.denied] | planes[exempt.supported]
        e, not_e = planes[unless.supported], planes[unless.denied] | absent
        r, not_r = planes[requires.supported], planes[requires.denied]
        return (a, not_a), (e, not_e), (r, not_r), (a & not_e & not_r, not_a | e | r)


class Outcome(NamedTuple):
    """Applicability, exception, requirement and ``v`` in the first and in the second pass."""

    applies_1: int
    exception_1: int
    required_1: int
    violated_1: int
    applies_2: int
    exception_2: int
    required_2: int
    violated_2: int

    @property
    def finding(self) -> FindingWord:
        """The finding, by the table of this module's docstring."""
        if self.applies_2 == REFUTED:
            return "not_applicable"
        if self.violated_2 == ESTABLISHED:
            return "inconsistent"
        if self.violated_2 == REFUTED:
            return "consistent"
        return "undetermined" if self.violated_1 == UNKNOWN else "contested"

    @property
    def by_exception(self) -> bool:
        """Consistent because an exception is established and the requirement is not."""
        return (
            self.finding == "consistent"
            and self.exception_2 == ESTABLISHED
            and self.required_2 != ESTABLISHED
        )


def words_in_order(findings: Findings, records: int) -> list[FindingWord]:
    """The finding of each record, in the order of the records."""
    words = tuple(findings)
    numbers = 0  # one byte a record: the number of its finding
    for number, word in enumerate(words):
        lanes = f"{findings[word]:b}".encode().translate(_ZERO_OR_ONE)
        numbers += number * int.from_bytes(lanes, "big")
    return [words[number] for number in numbers.to_bytes(records, "little")]


def compile_expression(
    expression: Expression | None, index: dict[Atom, int], absent: int
) -> Compiled:
    """A function from the atoms' bits to the expression's bits; ``absent`` where there is none."""
    if expression is None:
        return lambda bits: absent
    wiring = Wiring(index)
    supported, denied = wiring.lay(expression)
    gates = wiring.gates

    def value(bits: Bits) -> int:
        planes = [0, 1]
        for each in bits:
            planes += (each & 1, each >> 1)
        run_gates(gates, planes)
        return planes[supported] | planes[denied] << 1

    return value


def atoms_of(expression: Expression | None) -> tuple[Atom, ...]:
    """The atoms of an expression, each once, in the order of reading."""
    found: dict[Atom, None] = {}

    def visit(node: Expression | None) -> None:
        if node is None:
            return
        if isinstance(node, Atom):
            found[node] = None
        elif isinstance(node, Not):
            visit(node.part)
        elif isinstance(node, (Defined, Met)):
            visit(node.meaning)
        else:
            for part in node.parts:
                visit(part)

    visit(expression)
    return tuple(found)


def compile_provision(
    applies: Expression | None,
    exempt: Expression | None,
    unless: Expression | None,
    requires: Expression | None,
    presumed: dict[Atom, bool],
    exception_presumed_absent: bool,
) -> Program:
    """The program of a provision. Absent ``applies`` is always so; the others, when absent, never.

    ``presumed`` gives the value that an atom has unless shown otherwise.
    """
    groups = [atoms_of(part) for part in (applies, exempt, unless, requires)]
    atoms = tuple(dict.fromkeys(atom for group in groups for atom in group))
    index = {atom: position for position, atom in enumerate(atoms)}
    wiring = Wiring(index)
    ends = (
        wiring.lay(applies) if applies else ALWAYS,
        wiring.lay(exempt) if exempt else NEVER,
        wiring.lay(unless) if unless else NEVER,
        wiring.lay(requires) if requires else NEVER,
    )
    replaced = tuple(
        (index[atom], ESTABLISHED if value else REFUTED)
        for atom, value in presumed.items()
        if atom in index
    )
    parts = tuple(frozenset(index[atom] for atom in group) for group in groups)
    swayed = frozenset(position for position, _ in replaced)
    if exception_presumed_absent:
        swayed |= parts[2]
    return Program(atoms, wiring.gates, ends, replaced, exception_presumed_absent, parts, swayed)
