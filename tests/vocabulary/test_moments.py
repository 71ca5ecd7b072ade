"""Times as people know them: never more exact than they were said, never impossible."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from forcereview.vocabulary import (
    Calendar,
    Moment,
    MomentError,
    Span,
    Timeline,
    gap_between,
    parse_moment,
)

CHICAGO = Calendar(ZoneInfo("America/Chicago"), "2026-01-07", (("video", 30.0),))
NINE = parse_moment("2026-01-07 09:00", CHICAGO).span.low


def seconds(text: str) -> tuple[float, float]:
    """The ends of a time in seconds after nine o'clock of the day."""
    span = parse_moment(text, CHICAGO).span
    return span.low - NINE, span.high - NINE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("09:00", (0, 0)),
        ("2026-01-07 09:00:10", (10, 10)),
        ("2026-01-07T15:00:10Z", (10, 10)),
        ("2026-01-07 10:00:10 -05:00", (10, 10)),
        ("09:00:10 ± 2 s", (8, 12)),
        ("09:00:10 to 09:00:14", (10, 14)),
        ("09:00:10 to 09:00:14 ± 2 s", (8, 16)),
        ("about 09:00:10", (5, 15)),
        ("about 09:10", (300, 900)),
        ("about 09:10 to 09:20", (300, 1500)),
        ("about 09:00:10 ± 1 s", (9, 11)),
        ("2026-01-07", (-9 * 3600, 15 * 3600 - 1)),
        ("2026-01-07 ± 1 d", (-33 * 3600, 39 * 3600 - 1)),
        ("2026-01-07 to 2026-01-08", (-9 * 3600, 39 * 3600 - 1)),
    ],
)
def test_a_clock_time_is_as_wide_as_it_was_said(text: str, expected: tuple[float, float]) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    ("text", "anchor", "low", "high"),
    [
        ("2 to 5 s after shot-1", "shot-1", 2, 5),
        ("2 to 5 s before shot-1", "shot-1", -5, -2),
        ("0.2 ± 0.5 s after shot-1", "shot-1", 0, 0.7),
        ("-2 to 5 s after shot-1", "shot-1", -2, 5),
        ("at least 2 s after shot-1", "shot-1", 2, float("inf")),
        ("some time after shot-1", "shot-1", 0, float("inf")),
        ("just after shot-1", "shot-1", 0, 60),
        ("after shot-1", "shot-1", 0, float("inf")),
        ("during shot-1", "shot-1", 0, 0),
        ("frame 60 of video", "video", 2, 61 / 30),
        ("frame 60 to 89 of video", "video", 2, 3),
    ],
)
def test_a_time_measured_from_something_keeps_what_it_is_measured_from(
    text: str, anchor: str, low: float, high: float
) -> None:
    moment = parse_moment(text, CHICAGO)
    assert moment.anchor == anchor
    assert (moment.span.low, moment.span.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-02-30", "impossible time"),
        ("2026-01-07 24:00", "impossible time"),
        ("09:60", "impossible time"),
        ("2026-01-07 09:00 +99:00", "impossible time"),
        ("2026-03-08 02:30", "clocks went forward"),
        ("2026-11-01 01:30", "-05:00 or -06:00"),
        ("1699-12-31", "outside the years"),
        ("09:00:14 to 09:00:10", "ends before it begins"),
        ("09:00 to 09:10 to 09:20", "more than two ends"),
        ("-5 s after shot-1", "write it with 'before'"),
        ("5 after shot-1", "has no unit"),
        ("5 m after shot-1", "a time is asked for"),
        ("200 years after shot-1", "a time is asked for"),
        ("99999 d after shot-1", "longer than a hundred years"),
        ("09:00 ± 99999 d", "says nothing"),
        ("frame 5 of audio", "frame rate is not given"),
        ("frame 5 to 4 of video", "runs backwards"),
        ("soon", "is not a time"),
        ("", "is not a time"),
    ],
)
def test_a_time_that_cannot_be_is_refused_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(MomentError, match="; ") as caught:
        parse_moment(text, CHICAGO)
    assert said in str(caught.value)


def test_a_day_has_no_hour_that_clocks_could_skip_or_repeat() -> None:
    beirut = Calendar(ZoneInfo("Asia/Beirut"), "2026-03-29")
    assert (
        parse_moment("2026-03-29", beirut).span.high > parse_moment("2026-03-29", beirut).span.low
    )
    assert parse_moment("2026-11-01", CHICAGO).text == "2026-11-01"


def test_an_hour_that_came_twice_can_be_said_with_its_offset() -> None:
    first = parse_moment("2026-11-01 01:30 -05:00", CHICAGO).span.low
    second = parse_moment("2026-11-01 01:30 -06:00", CHICAGO).span.low
    assert second - first == 3600


def test_two_times_hung_on_one_event_differ_exactly() -> None:
    timeline = Timeline(
        {
            "stop": parse_moment("about 09:10", CHICAGO),
            "one": parse_moment("1 s after stop", CHICAGO),
            "two": parse_moment("0.4 s after one", CHICAGO),
        }
    )
    assert gap_between(timeline, "one", "two") == Span(0.4, 0.4)
    clock = timeline.clock(timeline.moments["two"])
    assert clock is not None
    assert clock.high - clock.low == 600


def test_a_chain_of_times_has_an_end() -> None:
    long = {f"e{n}": Moment(f"e{n + 1}", Span(1, 1), "") for n in range(200)}
    with pytest.raises(MomentError, match="more than 100 others in a row"):
        Timeline(long).clock(long["e0"])
    circle = {"a": Moment("b", Span(1, 1), ""), "b": Moment("a", Span(1, 1), "")}
    with pytest.raises(MomentError, match="in a circle"):
        Timeline(circle).clock(circle["a"])
