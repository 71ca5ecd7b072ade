"""Quantities are intervals with a unit, as wide as they were said."""

from __future__ import annotations

from math import inf, nextafter

import pytest

from forcereview.vocabulary import Quantity, QuantityError, parse_quantity


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("0.4 m", 0.4, 0.4),
        ("40 cm", 0.4, 0.4),
        ("0.4 ± 0.1 m", 0.3, 0.5),
        ("0.4 +/- 0.1 metres", 0.3, 0.5),
        ("0.2 to 0.6 m", 0.2, 0.6),
        ("0.2–0.6 m", 0.2, 0.6),
        ("about 10 m", 8, 12),
        ("at least 2 m", 2, inf),
        ("at most 2 m", -inf, 2),
        ("below 2 m", -inf, nextafter(2, 0)),
        ("above 2 m", nextafter(2, 3), inf),
        ("exactly 2 m", 2, 2),
        ("  0.4\u00a0m ", 0.4, 0.4),
        ("3 ft", 0.9144, 0.9144),
    ],
)
def test_a_quantity_is_as_wide_as_it_was_said(text: str, low: float, high: float) -> None:
    quantity = parse_quantity(text, expected_unit="m")
    assert (quantity.low, quantity.high) == pytest.approx((low, high))
    assert quantity.dimension == "length"


def test_a_coverage_may_follow() -> None:
    assert parse_quantity("0.4 ± 0.1 m (95 %)").coverage == 0.95


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("0.4", "has no unit"),
        ("m", "is not a quantity"),
        ("", "is not a quantity"),
        ("0.4 s", "is a time; a length is asked for"),
        ("0.4 metrs", "did you mean 'metres'"),
        ("0.6 to 0.2 m", "runs backwards"),
        ("0.4 m (0 %)", "no sensible coverage"),
        ("0.4 m (101 %)", "no sensible coverage"),
        ("1e16 m", "too large a number"),
        ("nan m", "is not a quantity"),
        ("4 m m", "unknown unit"),
    ],
)
def test_what_is_no_quantity_is_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(QuantityError, match="; ") as caught:
        parse_quantity(text, expected_unit="m")
    assert said in str(caught.value)


def test_intervals_without_a_value_in_common_exclude_each_other() -> None:
    def of(text: str) -> Quantity:
        return parse_quantity(text)

    assert of("1 to 2 m").excludes(of("3 to 4 m"))
    assert not of("1 to 3 m").excludes(of("3 to 4 m"))
    assert of("100 cm").excludes(of("2 m"))


def test_a_number_without_its_uncertainty_is_shown_as_such() -> None:
    assert parse_quantity("0.4 m").shown == "0.4 m (uncertainty not stated)"
    assert parse_quantity("exactly 0.4 m").shown == "exactly 0.4 m"
    assert parse_quantity("3 shots").shown == "3 shots"
