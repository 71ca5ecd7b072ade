"""Cases and standards made up in memory, the same ones for the same seed.

Provisions are about as large as those of the library: ``applies`` and ``requires`` on two facts or
so, an exemption in four of ten, an exception in three. Facts are yes-no facts of the catalogue
without indicators, so that an answer depends on nothing but what sources say of it.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from forcereview.record import Case, read_case
from forcereview.standards import Library, Standard, read_standard
from forcereview.vocabulary import fact_catalogue

SOURCES = ("camera", "statement", "report", "account")


def plain_facts(count: int) -> list[str]:
    """Names of ``count`` facts that are answered yes or no and by sources alone."""
    names = [
        fact.name for fact in fact_catalogue() if fact.kind == "yes-no" and not fact.indicators
    ]
    step = len(names) // count
    return names[::step][:count]


def a_library(provisions: int, facts: Sequence[str], seed: int = 1) -> Library:
    """A library of one standard with as many provisions."""
    standard = a_standard(provisions, facts, seed)
    return Library({standard.id: standard})


def a_standard(provisions: int, facts: Sequence[str], seed: int) -> Standard:
    """A standard with random provisions about each application of force."""
    chance = random.Random(seed)
    lines = [
        "standard: made-up",
        "title: Made up for measuring",
        "short: Made up",
        "issuer: nobody",
        "kind: policy",
        "governs: {jurisdictions: [us]}",
        "text: {held: no}",
        "provisions:",
    ]
    for number in range(1, provisions + 1):
        lines += [
            f"  - key: M-{number}",
            "    topic: made up",
            f"    says: Rule {number}",
            "    citation: none",
            "    modality: must",
            "    phase: during",
            "    about: application",
            "    basis: background",
            f"    applies: {_expression(chance, facts, 2)}",
            f"    requires: {_expression(chance, facts, 2)}",
        ]
        if chance.random() < 0.4:
            lines.append(f"    exempt: {_expression(chance, facts, 1)}")
        if chance.random() < 0.3:
            lines.append(f"    unless: {_expression(chance, facts, 2)}")
    return read_standard("\n".join(lines).encode(), "made-up.yaml", fact_catalogue())


def _expression(chance: random.Random, facts: Sequence[str], size: int) -> str:
    atoms = [
        ("not " if chance.random() < 0.2 else "") + name
        for name in chance.sample(facts, chance.randint(1, size) + (chance.random() < 0.3))
    ]
    return chance.choice((" and ", " or ")).join(atoms)


def a_case(assertions: Sequence[tuple[str, str, str]], applications: int = 1) -> Case:
    """A case in which sources assert values of facts: (fact, value, source)."""
    lines = [
        "forcereview: case/1",
        "id: made-up",
        "title: Made up for measuring",
        "nature: synthetic",
        "encounter:",
        "  place: {description: nowhere, zone: UTC}",
        "  jurisdiction: [us]",
        "  start: 2026-01-01 12:00",
        "people:",
        "  agent-a: {role: officer}",
        "  driver: {role: subject}",
        "sources:",
        *(f"  {name}: {{title: {name}, kind: document}}" for name in SOURCES),
        "applications:",
        *(
            f"  - {{id: shot-{number}, officer: agent-a, subject: driver, type: firearm, "
            f"target: person, sources: [camera], at: '2026-01-01 12:01:{number:02}'}}"
            for number in range(1, applications + 1)
        ),
        "assertions:" if assertions else "assertions: []",
        *(
            f"  - {{id: a{number}, fact: {fact}, value: {value}, source: {source}}}"
            for number, (fact, value, source) in enumerate(assertions, start=1)
        ),
    ]
    return read_case("\n".join(lines).encode(), "made-up.yaml")


def assertions(
    count: int, facts: Sequence[str], chance: random.Random
) -> list[tuple[str, str, str]]:
    """Random assertions spread evenly over facts; sources agree three times in four."""
    leaning = {name: chance.choice(("yes", "no")) for name in facts}
    made = []
    for number in range(count):
        name = facts[number % len(facts)]
        value = leaning[name] if chance.random() < 0.75 else chance.choice(("yes", "no"))
        made.append((name, value, chance.choice(SOURCES)))
    return made
