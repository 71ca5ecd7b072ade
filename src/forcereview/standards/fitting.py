"""Whether what a rule asks can be asked of the fact: kinds, units, choices, deadlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forcereview.errors import did_you_mean
from forcereview.standards.expressions import Atom
from forcereview.vocabulary import Catalogue, Fact, Quantity, unit_of

#: what is wrong, and what to do
Misfit = tuple[str, str]

_ORDERING = ("<", "<=", ">", ">=")


def misfits(atom: Atom, catalogue: Catalogue, deadlines: Mapping[str, str]) -> Iterator[Misfit]:
    """Everything that is wrong with an atom. ``deadlines`` are those that its standard declares."""
    for name in filter(None, (atom.fact, atom.other)):
        if name not in catalogue:
            unknown = catalogue.unknown(name)
            yield unknown.what, unknown.todo
    if atom.timing.deadline and atom.timing.deadline not in deadlines:
        yield (
            f"deadline [{atom.timing.deadline}] is not declared",
            did_you_mean(atom.timing.deadline, deadlines)
            or "declare it under 'deadlines:' (its length is an agency's configuration)",
        )
    if atom.fact not in catalogue or (atom.other and atom.other not in catalogue):
        return
    fact = catalogue[atom.fact]
    if atom.other:
        yield from _incomparable(atom, fact, catalogue[atom.other])
    elif atom.operator == "holds":
        yield from _no_yes_or_no(fact)
    for operand in atom.operands:
        yield from _unfit_operand(atom.operator, fact, operand)


def _no_yes_or_no(fact: Fact) -> Iterator[Misfit]:
    if fact.kind == "choice":
        yield _does_not_hold(fact), f"compare it, e.g. '{fact.name} = {fact.choices[0]}'"
    elif fact.kind == "quantity":
        yield _does_not_hold(fact), f"compare it, e.g. '{fact.name} < 1 {fact.unit}'"


def _does_not_hold(fact: Fact) -> str:
    return f"{fact.name} is a {fact.kind}; it does not hold or fail by itself"


def _incomparable(atom: Atom, fact: Fact, other: Fact) -> Iterator[Misfit]:
    same = fact.kind == other.kind and fact.choices == other.choices
    if not same or fact.kind in ("time", "set"):
        yield (
            f"{fact.name} and {other.name} can't be compared",
            "compare facts of one kind, with the same choices",
        )
    elif fact.kind == "quantity" and unit_of(fact.unit)[0] != unit_of(other.unit)[0]:
        yield (
            f"{fact.name} is measured in {fact.unit} and {other.name} in {other.unit}",
            "compare quantities of one kind",
        )
    elif atom.operator in _ORDERING and fact.kind != "quantity" and not fact.ordered:
        yield f"the answers to {fact.name} have no order", "use = or !="


def _unfit_operand(operator: str, fact: Fact, operand: str | Quantity) -> Iterator[Misfit]:
    if fact.kind == "choice":
        yield from _unfit_choice(operator, fact, operand)
    elif fact.kind == "quantity":
        yield from _unfit_quantity(operator, fact, operand)
    elif fact.kind == "yes-no":
        if operand not in ("yes", "no") or operator not in ("=", "!="):
            yield (
                f"{fact.name} is answered yes or no",
                f"write '{fact.name}' or 'not {fact.name}'",
            )
    elif fact.kind == "time":
        yield (
            f"{fact.name} is a time",
            f"write e.g. '{fact.name} after the application within [deadline name]'",
        )
    elif operator in _ORDERING or isinstance(operand, Quantity):
        yield f"{fact.name} is answered in words, which have no order", "use = or !="


def _unfit_choice(operator: str, fact: Fact, operand: str | Quantity) -> Iterator[Misfit]:
    if operand not in fact.choices:
        yield (
            f"'{operand}' is not a choice of {fact.name}",
            did_you_mean(str(operand), fact.choices) or "choose one of: " + ", ".join(fact.choices),
        )
    elif operator in _ORDERING and not fact.ordered:
        yield (
            f"the choices of {fact.name} have no order, so '{operator}' means nothing",
            "use = or 'is one of ( )'",
        )
    elif operator == "contains":
        yield f"{fact.name} is one choice, not a set", "use = or 'is one of ( )'"


def _unfit_quantity(operator: str, fact: Fact, operand: str | Quantity) -> Iterator[Misfit]:
    if not isinstance(operand, Quantity):
        yield (
            f"{fact.name} is compared with '{operand}', which is no quantity",
            f"write a number with its unit, e.g. '1 {fact.unit}'",
        )
    elif operand.dimension != unit_of(fact.unit)[0]:
        yield (
            f"{fact.name} is measured in {fact.unit}; '{operand}' is a {operand.dimension}",
            "use a unit of the same kind",
        )
    elif operator in ("one of", "contains"):
        yield f"{fact.name} is a quantity", "compare it with < <= > >= = or !="
