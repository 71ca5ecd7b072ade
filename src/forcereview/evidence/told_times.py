"""Times as people told them (ISO 8601), compared only as far as they can be.

A day is any time of that day; a time without zone is one of anywhere, from UTC+14 to UTC−12. Two
times are out of order only if they are so however they are read; two without zone are compared as
they are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_PARTS = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)"
    r"\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?"
)
_EASTERNMOST, _WESTERNMOST = timedelta(hours=14), timedelta(hours=12)
_STEP = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class ToldTime:
    """The first and last instant that a time may mean, in UTC; if ``local``, by a clock whose zone
    nobody told, written as if it were UTC."""

    first: datetime
    last: datetime
    local: bool


def read_told_time(text: str) -> ToldTime | None:
    """A time as told; None if it can't be read as one."""
    found = _PARTS.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, time, zone = found.groups()
    try:
        if time:
            start = datetime.fromisoformat(f"{year}-{month}-{day}T{time}+00:00")
            length = timedelta(minutes=1) if len(time) == 5 else timedelta(seconds=1)
            length = _STEP if "." in time else length
        else:
            start = datetime(int(year), int(month or 1), int(day or 1), tzinfo=UTC)
            length = _length(start, bool(month), bool(day))
        if zone:
            offset = datetime.fromisoformat(f"2000-01-01T00:00{zone}").utcoffset() or timedelta()
            start -= offset
        return ToldTime(start, start + length - _STEP, not zone)
    except (ValueError, OverflowError):
        return None


def certainly_before(one: ToldTime, other: ToldTime) -> bool:
    """Whether the first time lies before the other however both are read."""
    if one.local == other.local:
        return one.last < other.first
    try:
        latest = one.last + _WESTERNMOST if one.local else one.last
        earliest = other.first - _EASTERNMOST if other.local else other.first
    except OverflowError:
        return False
    return latest < earliest


def _length(start: datetime, month: bool, day: bool) -> timedelta:
    if day:
        return timedelta(days=1)
    if not month:
        return datetime(start.year + 1, 1, 1, tzinfo=UTC) - start
    following = (start.year, start.month + 1) if start.month < 12 else (start.year + 1, 1)
    return datetime(*following, 1, tzinfo=UTC) - start
