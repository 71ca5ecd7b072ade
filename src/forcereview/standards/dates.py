"""Days on which a text is in force, where the exact first or last day may not be known."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from forcereview.vocabulary import Truth


class DateError(ValueError):
    """A day that can't be read; the message is ``what; what to do``."""


@dataclass(frozen=True, slots=True)
class Day:
    """Some day from ``earliest`` to ``latest``."""

    earliest: date
    latest: date


def parse_day(text: str) -> Day:
    """``2023-02-06``, ``2014-05`` (some day in May), ``2020`` or ``2014-05-01 to 2014-05-31``.

    Raises:
        DateError: not such a day.
    """
    ends = [part.strip() for part in text.split(" to ")]
    if len(ends) > 2:
        raise DateError(f"'{text}' has more than two ends; write 'A to B'")
    first = _one(ends[0], text)
    last = _one(ends[-1], text)
    if last.latest < first.earliest:
        raise DateError(f"'{text}' runs backwards; write the earlier day first")
    return Day(first.earliest, last.latest)


def _one(part: str, whole: str) -> Day:
    found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", part)
    if not found:
        raise DateError(f"'{whole}' is not a day; write for example 2023-02-06 or 2014-05")
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        if day:
            exact = date(year, month, day)
            return Day(exact, exact)
        if month:
            return Day(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Day(date(year, 1, 1), date(year, 12, 31))
    except ValueError as error:
        raise DateError(f"'{whole}' is an impossible day ({error}); correct it") from None


def in_force(start: Day | None, end: Day | None, on: Day | None) -> Truth:
    """Whether a text with these first and last days was in force on a day; unknown at the edges."""
    if on is None:
        return Truth.UNKNOWN if start or end else Truth.ESTABLISHED
    surely_started = start is None or start.latest <= on.earliest
    surely_not_started = start is not None and on.latest < start.earliest
    surely_over = end is not None and end.latest < on.earliest
    surely_not_over = end is None or on.latest <= end.earliest
    if surely_not_started or surely_over:
        return Truth.REFUTED
    return Truth.ESTABLISHED if surely_started and surely_not_over else Truth.UNKNOWN
