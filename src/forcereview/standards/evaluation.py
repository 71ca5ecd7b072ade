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
itself is the breach. (Belnap 1977 for the tables; DESIGN section 4 for why two passes.)

Presumptions come before both passes, and only where no source speaks: an atom with a presumed value
takes it where the atom is unknown; an exception presumed absent is refuted where no source supports
it in the first pass. A contested atom or exception is never presumed away.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forcereview.standards.expressions import And, Atom, Defined, Expression, Met, Not, Or
from forcereview.vocabulary.words import FindingWord

#: truth values as the numbers of :class:`~forcereview.vocabulary.truth.Truth`
UNKNOWN, ESTABLISHED, REFUTED, CONTESTED = 0, 1, 2, 3

Bits = Sequence[int]
Compiled = Callable[[Bits], int]


def settled(bits: int) -> int:
    """Contested read as unknown."""
    return 0 if bits == CONTESTED else bits


def negated(bits: int) -> int:
    """The two bits swapped."""
    return ((bits & 1) << 1) | (bits >> 1)


def conjoined(one: int, two: int) -> int:
    """Belnap's ``and``."""
    return (one & two & 1) | ((one | two) & 2)


@dataclass(frozen=True, slots=True)
class Program:
    """A provision's four expressions over one list of atoms, ready to run on the atoms' bits."""

    atoms: tuple[Atom, ...]
    applies: Compiled
    exempt: Compiled
    unless: Compiled
    requires: Compiled
    presumed: tuple[tuple[int, int], ...]
    exception_presumed_absent: bool
    parts: tuple[frozenset[int], ...]

    def run(self, bits: Bits, governed: int = ESTABLISHED) -> Outcome:
        """The outcome for the atoms' first-pass bits; ``governed`` joins applicability."""
        first = self.presuming(bits)
        second = [settled(value) for value in first]
        absent = self.exception_presumed_absent and not self.unless(first) & ESTABLISHED
        one = self._pass(first, governed, absent)
        two = self._pass(second, settled(governed), absent)
        return Outcome(*one, *two)

    def presuming(self, bits: Bits) -> list[int]:
        """The bits, with the presumed value of each atom on which no source speaks."""
        filled = [*bits]
        for index, value in self.presumed:
            if filled[index] == UNKNOWN:
                filled[index] = value
        return filled

    def takes_exception_as_absent(self, bits: Bits) -> bool:
        """Whether only the presumption refutes the exception."""
        first = self.presuming(bits)
        return (
            self.exception_presumed_absent
            and not self.unless(first) & ESTABLISHED
            and self.unless([settled(value) for value in first]) != REFUTED
        )

    def _pass(self, bits: Bits, governed: int, absent: bool) -> tuple[int, int, int, int]:
        applies = conjoined(governed, conjoined(self.applies(bits), negated(self.exempt(bits))))
        exception = REFUTED if absent else self.unless(bits)
        required = self.requires(bits)
        violated = conjoined(applies, conjoined(negated(exception), negated(required)))
        return applies, exception, required, violated


@dataclass(frozen=True, slots=True)
class Outcome:
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


def compile_expression(
    expression: Expression | None, index: dict[Atom, int], absent: int
) -> Compiled:
    """A function from the atoms' bits to the expression's bits; ``absent`` where there is none."""
    if expression is None:
        return lambda bits: absent
    if isinstance(expression, Atom):
        position = index[expression]
        return lambda bits: bits[position]
    if isinstance(expression, Not):
        part = compile_expression(expression.part, index, absent)
        return lambda bits: negated(part(bits))
    if isinstance(expression, (Defined, Met)):
        assert expression.meaning is not None, f"{expression} was not resolved"
        return compile_expression(expression.meaning, index, absent)
    parts = tuple(compile_expression(part, index, absent) for part in expression.parts)
    if isinstance(expression, And):

        def conjunction(bits: Bits) -> int:
            result = ESTABLISHED
            for part in parts:
                value = part(bits)
                result = (result & value & 1) | ((result | value) & 2)
            return result

        return conjunction
    assert isinstance(expression, Or)

    def disjunction(bits: Bits) -> int:
        result = REFUTED
        for part in parts:
            value = part(bits)
            result = ((result | value) & 1) | (result & value & 2)
        return result

    return disjunction


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
    return Program(
        atoms,
        compile_expression(applies, index, ESTABLISHED),
        compile_expression(exempt, index, REFUTED),
        compile_expression(unless, index, REFUTED),
        compile_expression(requires, index, REFUTED),
        tuple(
            (index[atom], ESTABLISHED if value else REFUTED)
            for atom, value in presumed.items()
            if atom in index
        ),
        exception_presumed_absent,
        tuple(frozenset(index[atom] for atom in group) for group in groups),
    )
