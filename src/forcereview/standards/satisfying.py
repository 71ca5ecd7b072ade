"""Whether a rule's exception can be so where the rule applies, for some possible facts.

A fact asked about at one application has one value there: one choice, one measure. Questions about
other times, where several values may have been so, are taken as independent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from math import prod

from forcereview.standards.asking import Said, answer
from forcereview.standards.evaluation import ESTABLISHED, REFUTED, UNKNOWN, compile_expression
from forcereview.standards.expressions import Atom
from forcereview.standards.resolving import ProvisionRule
from forcereview.vocabulary import Catalogue, Choice, Fact, FactValue, Quantity

#: beyond this many combinations of facts, an exception is taken to be possible
_MOST = 50_000

#: bits of some atoms, by position
Bits = Mapping[int, int]


def exception_can_apply(rule: ProvisionRule, catalogue: Catalogue) -> bool:
    """Whether some facts make the provision apply, not exempt, and its exception hold."""
    atoms = rule.program.atoms
    index = {atom: position for position, atom in enumerate(atoms)}
    applies = compile_expression(rule.applies, index, ESTABLISHED)
    exempt = compile_expression(rule.exempt, index, REFUTED)
    unless = compile_expression(rule.unless, index, REFUTED)
    used = rule.program.parts[0] | rule.program.parts[1] | rule.program.parts[2]
    ways = [
        _ways({position: atoms[position] for position in together}, catalogue)
        for together in _together(rule, sorted(used), catalogue)
    ]
    if prod(map(len, ways)) > _MOST:
        return True
    for choice in product(*ways):
        bits = [UNKNOWN] * len(atoms)
        for part in choice:
            for position, value in part.items():
                bits[position] = value
        if applies(bits) == ESTABLISHED and exempt(bits) == REFUTED and unless(bits) == ESTABLISHED:
            return True
    return False


def _together(rule: ProvisionRule, used: Iterable[int], catalogue: Catalogue) -> list[list[int]]:
    """Positions of atoms grouped by the one value that answers them."""
    groups: dict[object, list[int]] = defaultdict(list)
    for position in used:
        atom = rule.program.atoms[position]
        fact = catalogue[atom.fact]
        at_one_time = rule.provision.about == "application" or not fact.at_a_moment
        single = atom.timing.kind == "frame" and at_one_time and not atom.other
        groups[fact.name if single else position].append(position)
    return list(groups.values())


def _ways(atoms: Mapping[int, Atom], catalogue: Catalogue) -> list[Bits]:
    """The bits that these atoms may have together."""
    first = next(iter(atoms.values()))
    fact = catalogue[first.fact]
    values = _values(fact, list(atoms.values()))
    if not values:
        return [
            dict(zip(atoms, bits, strict=True))
            for bits in product((ESTABLISHED, REFUTED), repeat=len(atoms))
        ]
    found: list[Bits] = []
    for value in values:
        said = [Said("", value)]
        bits = {
            position: ESTABLISHED if answer(atom, fact, said).supporters else REFUTED
            for position, atom in atoms.items()
        }
        if bits not in found:
            found.append(bits)
    return found


def _values(fact: Fact, atoms: Sequence[Atom]) -> list[FactValue]:
    """Values of a fact between which these atoms can tell; none for words, sets and times."""
    if len(atoms) == 1 or any(atom.other or atom.timing.kind != "frame" for atom in atoms):
        return []
    if fact.kind == "yes-no":
        return [True, False]
    if fact.kind == "choice":
        return [Choice(word, rank) for rank, word in enumerate(fact.choices)]
    if fact.kind == "quantity":
        return _measures(atoms)
    return []


def _measures(atoms: Sequence[Atom]) -> list[FactValue]:
    """The limits asked about, and a measure below, between and above them."""
    asked = {
        operand for atom in atoms for operand in atom.operands if isinstance(operand, Quantity)
    }
    limits = sorted({operand.low for operand in asked})
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    points = [limits[0] - 1, *limits, *between, limits[-1] + 1]
    dimension = next(iter(asked)).dimension
    return [Quantity(point, point, dimension, "") for point in points]
