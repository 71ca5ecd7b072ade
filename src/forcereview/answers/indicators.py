"""Indicators: which facts bear on a judgement, which way, and on whose word (data, not code)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from forcereview.answers.leaves import Leaf
from forcereview.standards.evaluation import atoms_of
from forcereview.standards.expressions import And, Atom, Expression, Not, Or, parse_expression
from forcereview.vocabulary import fact_catalogue

#: claims on whose word something is supported, and whether others differ; None where none does
Supported = tuple[frozenset[str], bool] | None


def takes_indicators(atom: Atom) -> bool:
    """Whether indicators bear on what an atom asks: yes or no, not how much."""
    return atom.operator in ("holds", "=", "!=")


def directions(atom: Atom) -> tuple[str, str]:
    """How an indicator bears that supports the atom, and one that denies it."""
    affirmative = atom.operator == "holds" or (atom.operands[0] == "yes") == (atom.operator == "=")
    return ("for", "against") if affirmative else ("against", "for")


@cache
def indicator_facts(name: str) -> frozenset[str]:
    """The facts that a judgement's indicators ask about."""
    indicators = fact_catalogue()[name].indicators
    texts = [text for each in indicators for text in (each.when, each.unless) if text]
    asked = [atom for text in texts for atom in atoms_of(parse_expression(text))]
    return frozenset(fact for atom in asked for fact in (atom.fact, atom.other) if fact)


def depending_on(names: Iterable[str]) -> frozenset[str]:
    """These facts, and the judgements whose indicators ask about them."""
    names = set(names)
    return frozenset(names.union(*(_judgements_on().get(name, ()) for name in names)))


@cache
def _judgements_on() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for fact in fact_catalogue():
        for name in indicator_facts(fact.name):
            found.setdefault(name, set()).add(fact.name)
    return found


def support_for(
    node: Expression, leaf_of: Callable[[Atom], Leaf], wanted: bool = True
) -> Supported:
    """Claims on whose word an expression is supported (or denied); whether others differ."""
    if isinstance(node, Not):
        return support_for(node.part, leaf_of, not wanted)
    if isinstance(node, Atom):
        leaf = leaf_of(node)
        sets = leaf.supporters if wanted else leaf.deniers
        return (sets[0], leaf.bits == 3) if sets else None
    assert isinstance(node, (And, Or))
    parts = [support_for(part, leaf_of, wanted) for part in node.parts]
    if isinstance(node, And) == wanted:
        held = [part for part in parts if part is not None]
        if len(held) < len(parts):
            return None
        return frozenset().union(*(p[0] for p in held)), any(p[1] for p in held)
    return next((part for part in parts if part is not None), None)


def is_supported(node: Expression, bits: Mapping[Atom, int], wanted: bool = True) -> bool:
    """Whether an expression is supported (or denied), given the bits of its atoms."""
    if isinstance(node, Not):
        return is_supported(node.part, bits, not wanted)
    if isinstance(node, Atom):
        return bool(bits[node] & (1 if wanted else 2))
    assert isinstance(node, (And, Or))
    parts = (is_supported(part, bits, wanted) for part in node.parts)
    return all(parts) if isinstance(node, And) == wanted else any(parts)
