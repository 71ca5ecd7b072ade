"""No decided finding is wrong, however the open facts turn out: small rules, exhaustively."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import product
from random import Random

import pytest

from forcereview.standards.evaluation import Program, compile_provision
from forcereview.standards.expressions import And, Atom, Expression, Not, Or

UNKNOWN, ESTABLISHED, REFUTED, CONTESTED = EVERY = (0, 1, 2, 3)
RULES = 400
Parts = tuple[Expression | None, Expression | None, Expression | None, Expression | None]


def random_tree(random: Random, atoms: list[Atom], depth: int) -> Expression:
    if depth == 0 or random.random() < 0.3:
        return random.choice(atoms)
    kind = random.choice((Not, And, Or))
    if kind is Not:
        return Not(random_tree(random, atoms, depth - 1))
    parts = [random_tree(random, atoms, depth - 1) for _ in range(random.choice((2, 2, 3)))]
    return kind(tuple(parts))


def random_rules(count: int) -> Iterator[Parts]:
    """Rules over two to five facts with conditions, exemptions, exceptions and requirements."""
    random = Random(2026)
    for _ in range(count):
        atoms = [Atom(f"a.x{number}") for number in range(random.choice((2, 3, 3, 4, 4, 5)))]
        applies = random_tree(random, atoms, 3)
        others = [
            random_tree(random, atoms, 3) if random.random() < 0.5 else None for _ in range(3)
        ]
        yield (applies, *others)


def holds(node: Expression, facts: dict[Atom, bool]) -> bool:
    """Two-valued truth, where every fact is settled."""
    if isinstance(node, Atom):
        return facts[node]
    if isinstance(node, Not):
        return not holds(node.part, facts)
    assert isinstance(node, (And, Or))
    return (all if isinstance(node, And) else any)(holds(part, facts) for part in node.parts)


def settled_rule(
    parts: Parts, atoms: tuple[Atom, ...]
) -> dict[tuple[bool, ...], tuple[bool, bool]]:
    """For every way in which the facts may turn out: does the rule apply, and is it violated?"""
    applies, exempt, unless, requires = parts
    found = {}
    for values in product((False, True), repeat=len(atoms)):
        facts = dict(zip(atoms, values, strict=True))
        applicable = (applies is None or holds(applies, facts)) and not (
            exempt is not None and holds(exempt, facts)
        )
        kept = any(part is not None and holds(part, facts) for part in (unless, requires))
        found[values] = applicable, applicable and not kept
    return found


WAYS = {UNKNOWN: (False, True), ESTABLISHED: (True,), REFUTED: (False,), CONTESTED: (False, True)}


def contradicted(finding: str, outcomes: list[tuple[bool, bool]]) -> bool:
    if finding == "not_applicable":
        return any(applicable for applicable, _ in outcomes)
    return any(violated != (finding == "inconsistent") for _, violated in outcomes)


@dataclass
class Tally:
    """How often a way of deciding decided, and how often some resolution contradicted it."""

    decide: Callable[[Program, tuple[int, ...]], str]
    decided: int = 0
    wrong: int = 0
    rules_with_wrong: set[int] = field(default_factory=set)


def by_the_second_pass(rule: Program, bits: tuple[int, ...]) -> str:
    return rule.run(bits).finding


def by_the_first_pass_alone(rule: Program, bits: tuple[int, ...]) -> str:
    outcome = rule.run(bits)
    if outcome.applies_1 == REFUTED:
        return "not_applicable"
    words = {ESTABLISHED: "inconsistent", REFUTED: "consistent", UNKNOWN: "undetermined"}
    return words.get(outcome.violated_1, "contested")


def tallied(*tallies: Tally) -> int:
    """Try every answer to every fact of every rule; returns how many cases that were."""
    cases = 0
    for number, parts in enumerate(random_rules(RULES)):
        rule = compile_provision(*parts, {}, False)
        turned_out = settled_rule(parts, rule.atoms)
        for bits in product(EVERY, repeat=len(rule.atoms)):
            cases += 1
            outcomes: list[tuple[bool, bool]] = []
            for tally in tallies:
                finding = tally.decide(rule, bits)
                if finding in ("contested", "undetermined"):
                    continue
                ways = product(*(WAYS[value] for value in bits))
                outcomes = outcomes or [turned_out[way] for way in ways]
                tally.decided += 1
                if contradicted(finding, outcomes):
                    tally.wrong += 1
                    tally.rules_with_wrong.add(number)
    return cases


def test_no_decided_finding_is_contradicted_by_any_resolution_and_one_pass_would_be(
    record_property: Callable[[str, object], None],
) -> None:
    ours, trap = Tally(by_the_second_pass), Tally(by_the_first_pass_alone)
    cases = tallied(ours, trap)
    record_property(
        "figure",
        f"exhaustive soundness: {RULES} rules, {cases:,} cases, {ours.decided:,} decided, "
        f"{ours.wrong} contradicted; one pass alone: {trap.wrong:,} of {trap.decided:,} "
        f"contradicted, in {len(trap.rules_with_wrong)} rules",
    )
    assert ours.decided > 10_000
    assert ours.wrong == 0, f"{ours.wrong} of {ours.decided} decided findings contradicted"
    assert trap.wrong > 0


@pytest.mark.parametrize("absent", [False, True])
def test_with_presumptions_no_settled_contest_contradicts_a_decided_finding(absent: bool) -> None:
    random = Random(7)
    decided = 0
    for parts in random_rules(60):
        atoms = compile_provision(*parts, {}, False).atoms
        presumed = {atom: random.random() < 0.5 for atom in atoms if random.random() < 0.4}
        rule = compile_provision(*parts, presumed, absent)
        for bits in product(EVERY, repeat=min(len(rule.atoms), 4)):
            bits += (UNKNOWN,) * (len(rule.atoms) - len(bits))
            finding = rule.run(bits).finding
            if finding in ("contested", "undetermined"):
                continue
            decided += 1
            ways = [(ESTABLISHED, REFUTED) if each == CONTESTED else (each,) for each in bits]
            for settled in product(*ways):
                after = rule.run(settled).finding
                assert (after == "inconsistent") == (finding == "inconsistent")
                assert after not in ("contested", "undetermined")
    assert decided > 1_000
