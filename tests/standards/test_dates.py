"""The days on which a text is in force, where an edge may be known only roughly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from forcereview.standards.dates import DateError, Day, in_force, parse_day
from forcereview.vocabulary import Truth

U, E, R = Truth.UNKNOWN, Truth.ESTABLISHED, Truth.REFUTED


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023-02-06", date(2023, 2, 6), date(2023, 2, 6)),
        ("2014-05", date(2014, 5, 1), date(2014, 5, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2014-05-01 to 2014-05-31", date(2014, 5, 1), date(2014, 5, 31)),
        ("2014-05 to 2015", date(2014, 5, 1), date(2015, 12, 31)),
    ],
)
def test_a_day_is_as_exact_as_it_is_written(text: str, earliest: date, latest: date) -> None:
    assert parse_day(text) == Day(earliest, latest)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("6 February 2023", "is not a day; write for example"),
        ("2023-02-30", "is an impossible day"),
        ("2023-13", "is an impossible day"),
        ("2023-02-07 to 2023-02-06", "runs backwards"),
        ("2021 to 2022 to 2023", "has more than two ends"),
        ("", "is not a day"),
    ],
)
def test_what_is_no_day_is_told_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_day(text)
    assert told in str(caught.value)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    ("on", "old", "new"),
    [
        ("2023-02-04", E, R),
        ("2023-02-05", E, R),
        ("2023-02-06", R, E),
        ("2023-02-07", R, E),
        ("2023-02", U, U),
        ("2023-02-05 to 2023-02-06", U, U),
    ],
)
def test_the_day_picks_the_text_at_the_change_of_february_2023(
    on: str, old: Truth, new: Truth
) -> None:
    assert in_force(None, parse_day("2023-02-05"), parse_day(on)) is old
    assert in_force(parse_day("2023-02-06"), None, parse_day(on)) is new


@pytest.mark.parametrize(
    ("on", "found"),
    [("2014-04-30", R), ("2014-05-01", U), ("2014-05-30", U), ("2014-05-31", E), ("2014-06-01", E)],
)
def test_within_a_month_known_only_by_name_whether_the_text_was_in_force_is_unknown(
    on: str, found: Truth
) -> None:
    assert in_force(parse_day("2014-05"), None, parse_day(on)) is found


def test_a_text_without_days_is_in_force_even_where_the_day_is_unknown() -> None:
    assert in_force(None, None, None) is E
    assert in_force(parse_day("2023-02-06"), None, None) is U
    assert in_force(None, parse_day("2023-02-06"), None) is U


FIRST = date(2023, 1, 1)
DAYS = st.tuples(st.integers(0, 8), st.integers(0, 4)).map(
    lambda pair: Day(FIRST + timedelta(pair[0]), FIRST + timedelta(sum(pair)))
)


def every(day: Day) -> list[date]:
    return [day.earliest + timedelta(n) for n in range((day.latest - day.earliest).days + 1)]


@given(start=st.none() | DAYS, end=st.none() | DAYS, on=DAYS)
def test_in_force_is_sure_exactly_where_every_reading_of_the_days_agrees(
    start: Day | None, end: Day | None, on: Day
) -> None:
    assume(start is None or end is None or start.latest <= end.earliest)
    readings = {
        (start is None or first <= day) and (end is None or day <= last)
        for day in every(on)
        for first in (every(start) if start else [day])
        for last in (every(end) if end else [day])
    }
    expected = U if len(readings) == 2 else E if True in readings else R
    assert in_force(start, end, on) is expected
