"""Gates over planes: many records are answered in one walk, each as it would be alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import a_resolved_rule
from forcereview.standards.evaluation import Program, words_in_order
from forcereview.standards.expressions import parse_expression
from forcereview.standards.gates import Wiring, columns, run_gates
from random_rules import rules

BITS = st.integers(0, 3)


def program_of(rule: dict[str, Any]) -> Program:
    fields = {
        name: rule[name]
        for name in ("applies", "exempt", "unless", "requires", "presume")
        if name in rule
    }
    return a_resolved_rule(**fields).program


@given(rule=rules(), governed=BITS, data=st.data())
def test_many_records_at_once_get_the_findings_that_each_gets_alone(
    rule: dict[str, Any], governed: int, data: st.DataObject
) -> None:
    program = program_of(rule)
    row = st.tuples(*[BITS] * len(program.atoms))
    rows = data.draw(st.lists(row, max_size=40))
    alone = [program.run(bits, governed).finding for bits in rows]
    together = program.run_all(rows, governed)
    assert words_in_order(together, len(rows)) == alone
    assert [program.finding(bits, governed) for bits in rows] == alone


@given(rule=rules(), data=st.data())
def test_every_record_gets_exactly_one_finding(rule: dict[str, Any], data: st.DataObject) -> None:
    program = program_of(rule)
    rows = data.draw(st.lists(st.tuples(*[BITS] * len(program.atoms)), min_size=1, max_size=40))
    having = list(program.run_all(rows).values())
    assert sum(having) == (1 << len(rows)) - 1
    assert all(not one & other for one in having for other in having if one is not other)


def test_the_columns_of_no_records_are_empty() -> None:
    assert columns([], 2) == [(0, 0), (0, 0)]


def test_a_record_is_a_bit_of_each_plane_in_the_order_of_the_records() -> None:
    unknown, established, refuted, contested = (0,), (1,), (2,), (3,)
    assert columns([unknown, established, refuted, contested], 1) == [(0b1010, 0b1100)]


@pytest.mark.parametrize(
    ("text", "gates"),
    [
        ("subject.armed", 0),
        ("not subject.armed", 0),
        ("subject.armed and vehicle.moving", 2),
        ("not (subject.armed and vehicle.moving)", 2),
        ("subject.armed and vehicle.moving or not (vehicle.moving and subject.fleeing)", 6),
    ],
)
def test_a_negation_costs_no_gate(text: str, gates: int) -> None:
    names = ("subject.armed", "subject.fleeing", "vehicle.moving")
    wiring = Wiring({parse_expression(name): n for n, name in enumerate(names)})  # type: ignore[misc]
    wiring.lay(parse_expression(text))
    assert len(wiring.gates) == gates


def test_equal_parts_share_their_gates() -> None:
    both = parse_expression("subject.armed and vehicle.moving")
    wiring = Wiring({parse_expression("subject.armed"): 0, parse_expression("vehicle.moving"): 1})  # type: ignore[dict-item]
    assert wiring.lay(both) == wiring.lay(both)
    assert len(wiring.gates) == 2


def test_a_contested_part_leaves_a_conjunction_denied_and_supported() -> None:
    wiring = Wiring({parse_expression("subject.armed"): 0, parse_expression("vehicle.moving"): 1})  # type: ignore[dict-item]
    supported, denied = wiring.lay(parse_expression("subject.armed and vehicle.moving"))
    planes = [0, 1, 1, 1, 1, 0]  # contested, established
    run_gates(wiring.gates, planes)
    assert (planes[supported], planes[denied]) == (1, 1)
