"""From answers to a finding: the table of the evaluation's docstring, cell by cell."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.standards.evaluation import Outcome, Program, compile_provision
from forcereview.standards.expressions import And, Atom, Expression, Not, Or

UNKNOWN, ESTABLISHED, REFUTED, CONTESTED = EVERY = (0, 1, 2, 3)
A, X, E, R = (Atom(f"a.{name}") for name in ("applies", "exempt", "unless", "requires"))
WORDS = {"unknown": UNKNOWN, "established": ESTABLISHED, "refuted": REFUTED, "contested": CONTESTED}

Sides = frozenset[str]
SIDES: dict[int, Sides] = {
    UNKNOWN: frozenset(),
    ESTABLISHED: frozenset({"for"}),
    REFUTED: frozenset({"against"}),
    CONTESTED: frozenset({"for", "against"}),
}


def settled(sides: Sides) -> Sides:
    return sides if len(sides) == 1 else frozenset()


def applicability(governed: Sides, applies: Sides, exempt: Sides) -> Sides:
    """For where it governs, applies and is not exempt; against where any of the three fails."""
    found = set()
    if "for" in governed and "for" in applies and "against" in exempt:
        found.add("for")
    if "against" in governed or "against" in applies or "for" in exempt:
        found.add("against")
    return frozenset(found)


def violation(a: Sides, e: Sides, r: Sides) -> Sides:
    """For where it applies with neither exception nor what is required; against where any does."""
    found = set()
    if "for" in a and "against" in e and "against" in r:
        found.add("for")
    if "against" in a or "for" in e or "for" in r:
        found.add("against")
    return frozenset(found)


def expected(governed: int, applies: int, exempt: int, unless: int, requires: int) -> str:
    """The table in the words of the design, told again from the sides that speak."""
    first = [SIDES[bits] for bits in (governed, applies, exempt, unless, requires)]
    second = [settled(sides) for sides in first]
    a_2 = applicability(*second[:3])
    v_1 = violation(applicability(*first[:3]), *first[3:])
    v_2 = violation(a_2, *second[3:])
    if a_2 == {"against"}:
        return "not_applicable"
    if v_2 == {"for"}:
        return "inconsistent"
    if v_2 == {"against"}:
        return "consistent"
    return "contested" if v_1 else "undetermined"


def program(*, presumed: dict[Atom, bool] | None = None, absent: bool = False) -> Program:
    return compile_provision(A, X, E, R, presumed or {}, absent)


def run(rule: Program, *bits: int, governed: int = ESTABLISHED) -> Outcome:
    """The outcome for the bits of applies, exempt, unless and requires."""
    given_bits = dict(zip((A, X, E, R), bits, strict=True))
    return rule.run([given_bits[atom] for atom in rule.atoms], governed)


def test_every_cell_of_the_table() -> None:
    rule = program()
    for governed, *bits in product(EVERY, repeat=5):
        found = run(rule, *bits, governed=governed).finding
        assert found == expected(governed, *bits), (governed, bits)


def test_many_records_at_once_are_judged_as_each_alone() -> None:
    for presumed, absent in product(({}, {A: True}, {X: False, R: False}), (False, True)):
        rule = program(presumed=presumed, absent=absent)
        rows = list(product(EVERY, repeat=len(rule.atoms)))
        for governed in EVERY:
            found = rule.run_all(rows, governed)
            for number, row in enumerate(rows):
                words = [word for word, lanes in found.items() if lanes >> number & 1]
                assert words == [rule.run(row, governed).finding]


@pytest.mark.parametrize(
    ("applies", "unless", "requires", "finding"),
    [
        ("refuted", "unknown", "unknown", "not_applicable"),
        ("established", "refuted", "refuted", "inconsistent"),
        ("established", "refuted", "established", "consistent"),
        ("unknown", "refuted", "established", "consistent"),
        ("established", "established", "refuted", "consistent"),
        ("established", "unknown", "refuted", "undetermined"),
        ("unknown", "refuted", "refuted", "undetermined"),
        ("contested", "refuted", "refuted", "contested"),
        ("established", "contested", "refuted", "contested"),
        ("established", "refuted", "contested", "contested"),
        ("contested", "unknown", "refuted", "contested"),
    ],
)
def test_the_rows_a_reader_would_look_up(
    applies: str, unless: str, requires: str, finding: str
) -> None:
    outcome = run(program(), WORDS[applies], REFUTED, WORDS[unless], WORDS[requires])
    assert outcome.finding == finding


def test_a_prohibition_without_a_requirement_is_breached_by_the_conduct_itself() -> None:
    rule = compile_provision(A, None, E, None, {}, False)
    assert rule.run([ESTABLISHED, REFUTED]).finding == "inconsistent"
    assert rule.run([ESTABLISHED, ESTABLISHED]).finding == "consistent"


def test_a_rule_without_conditions_always_applies() -> None:
    rule = compile_provision(None, None, None, R, {}, False)
    assert [rule.run([bits]).finding for bits in EVERY] == [
        "undetermined",
        "consistent",
        "inconsistent",
        "contested",
    ]


def test_consistent_by_exception_only_where_nothing_else_made_it_so() -> None:
    rule = program()
    for e, r in product(EVERY, EVERY):
        outcome = run(rule, ESTABLISHED, REFUTED, e, r)
        by_exception = outcome.finding == "consistent" and e == ESTABLISHED and r != ESTABLISHED
        assert outcome.by_exception == by_exception
    assert run(rule, ESTABLISHED, REFUTED, ESTABLISHED, REFUTED).by_exception
    assert not run(rule, ESTABLISHED, REFUTED, ESTABLISHED, ESTABLISHED).by_exception


def test_what_is_presumed_stands_only_where_no_source_speaks() -> None:
    rule = program(presumed={A: True}, absent=False)
    plain = program()
    for bits in product(EVERY, repeat=4):
        spoken = (ESTABLISHED, *bits[1:]) if bits[0] == UNKNOWN else bits
        assert run(rule, *bits) == run(plain, *spoken)


def test_an_exception_is_presumed_absent_only_where_no_source_supports_it() -> None:
    rule, plain = program(absent=True), program()
    for a, x, e, r in product(EVERY, repeat=4):
        silent = e in (UNKNOWN, REFUTED)
        assert run(rule, a, x, e, r) == run(plain, a, x, REFUTED if silent else e, r)


def test_a_contested_exception_is_never_presumed_away() -> None:
    assert (
        run(program(absent=True), ESTABLISHED, REFUTED, CONTESTED, REFUTED).finding == "contested"
    )


def test_a_contested_part_of_an_exception_is_no_support_where_the_rest_is_silent() -> None:
    rule = compile_provision(A, None, And((E, X)), None, {}, True)
    contested_and_unknown = {A: ESTABLISHED, E: CONTESTED, X: UNKNOWN}
    bits = [contested_and_unknown[atom] for atom in rule.atoms]
    assert rule.run(bits).finding == "inconsistent"
    assert rule.takes_exception_as_absent(bits)


def test_a_refuted_exception_needs_no_presumption() -> None:
    rule = compile_provision(A, None, E, None, {}, True)
    assert not rule.takes_exception_as_absent([ESTABLISHED, REFUTED])
    assert rule.takes_exception_as_absent([ESTABLISHED, UNKNOWN])
    assert not rule.takes_exception_as_absent([ESTABLISHED, CONTESTED])


ATOMS = tuple(Atom(f"a.x{number}") for number in range(4))


def trees(depth: int) -> st.SearchStrategy[Expression]:
    leaf: st.SearchStrategy[Expression] = st.sampled_from(ATOMS)
    if depth == 0:
        return leaf
    part = trees(depth - 1)
    pair = st.tuples(part, part)
    return leaf | part.map(Not) | pair.map(And) | pair.map(Or)


@given(
    parts=st.tuples(*[st.none() | trees(2)] * 4),
    bits=st.tuples(*[st.sampled_from(EVERY)] * 4),
    more=st.tuples(*[st.sampled_from(EVERY)] * 4),
)
def test_hearing_more_never_takes_support_or_denial_back(
    parts: tuple[Expression | None, ...], bits: tuple[int, ...], more: tuple[int, ...]
) -> None:
    rule = compile_provision(*parts, {}, False)
    index = [ATOMS.index(atom) for atom in rule.atoms]
    before = rule.run([bits[position] for position in index])
    after = rule.run([bits[position] | more[position] for position in index])
    for one, two in zip(before[:4], after[:4], strict=True):
        assert one & two == one
