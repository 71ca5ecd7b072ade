"""The law of the house: four values, two bits, and how they combine."""

from __future__ import annotations

from itertools import product

import pytest

from forcereview.vocabulary import Truth

U, E, R, C = Truth.UNKNOWN, Truth.ESTABLISHED, Truth.REFUTED, Truth.CONTESTED
EVERY = (U, E, R, C)
PAIRS = tuple(product(EVERY, EVERY))

#: Belnap 1977, written out: rows and columns in the order U, E, R, C
CONJUNCTION = (
    (U, U, R, R),
    (U, E, R, C),
    (R, R, R, R),
    (R, C, R, C),
)
DISJUNCTION = (
    (U, E, U, E),
    (E, E, E, E),
    (U, E, R, C),
    (E, E, C, C),
)


def knows_no_more(one: Truth, other: Truth) -> bool:
    """The information order: every bit of the first is a bit of the second."""
    return one.value & other.value == one.value


def test_a_value_is_what_supports_and_what_denies() -> None:
    assert [(value.supported, value.denied) for value in EVERY] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]
    assert [Truth.of(value.supported, value.denied) for value in EVERY] == list(EVERY)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_conjunction_is_belnaps_in_every_cell(one: Truth, other: Truth) -> None:
    assert one & other is CONJUNCTION[EVERY.index(one)][EVERY.index(other)]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_disjunction_is_belnaps_in_every_cell(one: Truth, other: Truth) -> None:
    assert one | other is DISJUNCTION[EVERY.index(one)][EVERY.index(other)]


def test_negation_swaps_support_and_denial() -> None:
    assert [~value for value in EVERY] == [U, R, E, C]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_de_morgan_holds_in_every_cell(one: Truth, other: Truth) -> None:
    assert ~(one & other) is ~one | ~other
    assert ~(one | other) is ~one & ~other


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_and_and_or_commute_and_absorb(one: Truth, other: Truth) -> None:
    assert one & other is other & one
    assert one | other is other | one
    assert one & (one | other) is one
    assert one | (one & other) is one


def test_and_and_or_are_associative_and_distribute() -> None:
    for a, b, c in product(EVERY, repeat=3):
        assert (a & b) & c is a & (b & c)
        assert (a | b) | c is a | (b | c)
        assert a & (b | c) is (a & b) | (a & c)
        assert a | (b & c) is (a | b) & (a | c)


def test_learning_more_never_takes_an_answer_back() -> None:
    for one, more, other in product(EVERY, repeat=3):
        if knows_no_more(one, more):
            assert knows_no_more(~one, ~more)
            assert knows_no_more(one & other, more & other)
            assert knows_no_more(one | other, more | other)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_merging_two_accounts_keeps_every_bit_of_both(one: Truth, other: Truth) -> None:
    merged = one.merged(other)
    assert (merged.supported, merged.denied) == (
        one.supported or other.supported,
        one.denied or other.denied,
    )


def test_only_the_contested_is_read_as_unknown_when_settled() -> None:
    assert [value.settled() for value in EVERY] == [U, E, R, U]


def test_only_one_sided_values_are_decided() -> None:
    assert [value.decided for value in EVERY] == [False, True, True, False]


#: Kleene's strong tables: an open value counts for the least that is sure, whatever it turns out
@pytest.mark.parametrize(("one", "other"), list(product((U, E, R), repeat=2)))
def test_settled_values_combine_as_kleenes_do(one: Truth, other: Truth) -> None:
    ways = {U: (E, R), E: (E,), R: (R,)}
    for combined, two_valued in (
        (one & other, lambda a, b: E if a is b is E else R),
        (one | other, lambda a, b: R if a is b is R else E),
    ):
        outcomes = {two_valued(a, b) for a, b in product(ways[one], ways[other])}
        assert combined is (outcomes.pop() if len(outcomes) == 1 else U)


def test_the_trap_contested_and_unknown_looks_refuted_and_is_not_when_settled() -> None:
    assert C & U is R
    assert C.settled() & U.settled() is U


def test_each_value_has_its_word() -> None:
    assert [value.word for value in EVERY] == ["unknown", "established", "refuted", "contested"]
