"""Times as people know them: intervals, absolute or measured from an event, never false precision.

Forms (``parse_moment``)::

    2026-01-07 09:37:10          a clock time as stated; "about" says that it is rough
    2026-01-07                   some time on that day
    2026-01-07T09:37:10.250Z     with zone; without one, the encounter's zone is meant
    09:37:10                     on the encounter's day
    about 09:37:10               ± 5 of the last unit given, unless "± 2 s" is added
    09:37:10 ± 2 s               explicit margin
    09:37:10 to 09:37:14         an interval
    2 to 5 s after order-exit    from an event or application
    0.4 ± 0.1 s before shot-1
    during order-exit            within the time of an event
    frame 1204 of phone-1        exact frame of a recording whose clock the case gives
    none                         it did not happen (an assertion of absence)

A moment measured from an event keeps that anchor: the gap between two shots is known to a tenth of
a second even where the time of day is known only to a minute (:func:`gap`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from forcereview.errors import cited
from forcereview.vocabulary.quantities import QuantityError, parse_quantity


class MomentError(ValueError):
    """A time that can't be read; the message is ``what; what to do``."""


@dataclass(frozen=True, slots=True)
class Span:
    """A closed interval of seconds."""

    low: float
    high: float

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Span:
        return Span(-self.high, -self.low)


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with its uncertainty.

    ``anchor`` is ``""`` for a time of day (``span`` then counts seconds since 1970-01-01T00:00Z) or
    the id of the event, application or recording it is measured from. ``never`` marks an assertion
    that it did not happen.
    """

    anchor: str
    span: Span
    text: str
    never: bool = False


_CLOCK = re.compile(
    r"""^(?:(?P<date>\d{4}-\d{2}-\d{2})(?:[T ]|$))?
    (?:(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?P<f>\.\d+)?)?)?
    \s*(?P<zone>Z|[+-]\d{2}:?\d{2})?$""",
    re.VERBOSE,
)
_AFTER = re.compile(r"^(?:(?P<how>.+?)\s+)?(?P<way>after|before)\s+(?P<anchor>\S+)$")
_DURING = re.compile(r"^(?:at|during)\s+(?P<anchor>\S+)$")
_FRAME = re.compile(
    r"^frame\s+(?P<frame>\d{1,12})(?:\s+to\s+(?P<last>\d{1,12}))?\s+of\s+(?P<anchor>\S+)$"
)
_DAY = 86400.0
#: no time that a person writes is longer, so that no text, however long, takes time to refuse
_MOST_SIGNS = 160
#: encounters, and what is said of them, fall between these years (inclusive)
_FIRST_YEAR, _LAST_YEAR = 1700, 2199
#: the longest offset and margin, in seconds: a hundred years
_LONGEST = 100 * 366 * _DAY
#: more steps from anchor to anchor than any account needs
MOST_STEPS = 100
_MARGIN = re.compile(r"\s*(?:±|\+/-)\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a bare clock time is read against: the encounter's zone and day (``YYYY-MM-DD``)."""

    zone: ZoneInfo
    day: str = ""
    frame_rates: tuple[tuple[str, float], ...] = ()


def parse_moment(text: str, calendar: Calendar) -> Moment:
    """Read a time; see the module's docstring for the forms.

    Raises:
        MomentError: not a time, an impossible date, or a day is needed and not known.
    """
    plain = " ".join(text[: 2 * _MOST_SIGNS].split())
    if max(len(plain), len(text.strip())) > _MOST_SIGNS:
        raise MomentError(f"{cited(text)} is not a time; write a time alone, and words in a note")
    if plain.lower() in ("none", "never"):
        return Moment("", Span(0, 0), plain, never=True)
    if found := _FRAME.match(plain):
        return _frame(found, calendar, plain)
    if found := _DURING.match(plain):
        return Moment(found["anchor"], Span(0, 0), plain)
    if (found := _AFTER.match(plain)) and not _looks_like_clock(found["anchor"]):
        return _relative(found, plain)
    return Moment("", _clock_span(plain, calendar), plain)


def _clock_span(plain: str, calendar: Calendar) -> Span:
    """The span of a clock time, with its margin or its other end."""
    margin = None
    clock = plain
    if found := _MARGIN.search(plain):
        margin = _seconds(found[1])
        clock = plain[: found.start()]
    about = clock.lower().startswith("about ")
    clock = clock[6:] if about else clock
    ends = re.split(r"\s+to\s+|\s*\.\.\s*", clock)
    if len(ends) > 2:
        raise MomentError(f"{cited(plain)} has more than two ends; write 'FROM to TO'")
    low, width = _clock(ends[0], calendar)
    high = _end(low, width, calendar)
    if len(ends) == 2:
        day = ends[0][:10] if re.match(r"\d{4}-", ends[0]) else calendar.day
        second, second_width = _clock(ends[1], Calendar(calendar.zone, day))
        high = _end(second, second_width, calendar)
        if second < low:
            raise MomentError(f"{cited(plain)} ends before it begins; write the earlier time first")
    if margin is None:
        margin = 5 * width if about else 0.0
    return Span(low - margin, high + margin)


def _end(start: float, width: float, calendar: Calendar) -> float:
    """A clock time is a point; a bare day lasts to its last second (23, 24 or 25 hours on)."""
    if width < _DAY:
        return start
    first = datetime.fromtimestamp(start, UTC).astimezone(calendar.zone).date()
    if first == date.max:
        return start + _DAY - 1.0
    midnight = datetime.combine(first + timedelta(days=1), time.min, calendar.zone)
    return midnight.timestamp() - 1.0


def _looks_like_clock(word: str) -> bool:
    return bool(re.match(r"^\d{1,4}[:-]", word))


def _frame(found: re.Match[str], calendar: Calendar, text: str) -> Moment:
    rates = dict(calendar.frame_rates)
    if found["anchor"] not in rates:
        raise MomentError(
            f"{cited(text)} counts frames of {cited(found['anchor'])}, "
            "whose frame rate is not given; "
            f"add 'clock: {{frame_rate: 30}}' to that source"
        )
    rate = rates[found["anchor"]]
    first = int(found["frame"])
    last = int(found["last"] or first)
    if last < first:
        raise MomentError(f"{cited(text)} runs backwards; write the earlier frame first")
    if (last + 1) / rate > _LONGEST:
        raise MomentError(f"{cited(text)} lies beyond any recording; check the frame's number")
    return Moment(found["anchor"], Span(first / rate, (last + 1) / rate), text)


def _relative(found: re.Match[str], text: str) -> Moment:
    how = (found["how"] or "").strip()
    if how in ("", "some time", "just"):
        high = 60.0 if how == "just" else float("inf")
        span = Span(0.0, high)
    else:
        try:
            quantity = parse_quantity(how, expected_unit="s")
        except QuantityError as error:
            raise MomentError(str(error)) from None
        if quantity.high < 0:
            other = "before" if found["way"] == "after" else "after"
            raise MomentError(f"{cited(text)} counts backwards; write it with '{other}'")
        both_sides = quantity.text[0] in "-−"
        span = Span(quantity.low if both_sides else max(quantity.low, 0.0), quantity.high)
    if any(_LONGEST < abs(end) < float("inf") for end in (span.low, span.high)):
        raise MomentError(f"{cited(text)} is longer than a hundred years; correct it")
    return Moment(found["anchor"], span if found["way"] == "after" else -span, text)


def _seconds(text: str) -> float:
    try:
        margin = abs(parse_quantity(text, expected_unit="s").high)
    except QuantityError as error:
        raise MomentError(str(error)) from None
    if margin > _LONGEST:
        raise MomentError(f"a margin of {cited(text)} says nothing; write one you can stand by")
    return margin


def _clock(text: str, calendar: Calendar) -> tuple[float, float]:
    """Start (seconds since 1970 UTC) and width of the last unit given, in seconds."""
    found = _CLOCK.match(text.strip())
    if not found or not (found["date"] or found["h"]):
        raise MomentError(
            f"{cited(text)} is not a time; write for example '2026-01-07 09:37:10', "
            "'about 09:37:10', '2 to 5 s after EVENT'"
        )
    day = found["date"] or calendar.day
    if not day:
        raise MomentError(f"{cited(text)} has no date; write the date before it")
    aware = _instant(text, day, found, calendar)
    start = (aware - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)
    fraction = found["f"] or ""
    start += float(fraction or 0)
    if fraction:
        width = 10.0 ** -(len(fraction) - 1)
    elif found["s"]:
        width = 1.0
    elif found["h"]:
        width = 60.0
    else:
        width = _DAY
    return start, width


def _instant(text: str, day: str, found: re.Match[str], calendar: Calendar) -> datetime:
    """The instant at which the last unit given begins, with its zone."""
    clock = f"{int(found['h'] or 0):02d}:{found['m'] or '00'}:{found['s'] or '00'}"
    written_zone = (found["zone"] or "").replace("Z", "+00:00")
    try:
        instant = datetime.fromisoformat(f"{day}T{clock}{written_zone}")
    except ValueError as error:
        raise MomentError(f"{cited(text)} is an impossible time ({error}); correct it") from None
    if not _FIRST_YEAR <= instant.year <= _LAST_YEAR:
        raise MomentError(
            f"{cited(text)} lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}; correct it"
        )
    if written_zone:
        return instant
    aware = instant.replace(tzinfo=calendar.zone)
    if found["h"] and _back(aware, calendar.zone) != instant:
        raise MomentError(
            f"{cited(text)} does not exist in {calendar.zone.key} (clocks went forward); "
            "write it with its zone, for example +00:00"
        )
    if found["h"] and aware.utcoffset() != aware.replace(fold=1).utcoffset():
        first, second = (each.isoformat()[19:] for each in (aware, aware.replace(fold=1)))
        raise MomentError(
            f"{cited(text)} came twice in {calendar.zone.key} (clocks went back); "
            f"write which is meant, {first} or {second}, after it"
        )
    return aware


def _back(aware: datetime, zone: ZoneInfo) -> datetime:
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Moments by the id of what they time; resolves anchors."""

    moments: dict[str, Moment]

    def chain(self, moment: Moment) -> list[tuple[str, Span]]:
        """``moment`` seen from each of its anchors, nearest first; the last may be the clock ("").

        Raises:
            MomentError: anchors run in a circle, or through more than a hundred others.
        """
        steps: list[tuple[str, Span]] = []
        seen: set[str] = set()
        anchor, span = moment.anchor, moment.span
        while True:
            steps.append((anchor, span))
            if anchor == "" or anchor not in self.moments:
                return steps
            if anchor in seen:
                raise MomentError(
                    f"times run in a circle through '{anchor}'; give one of them a clock time"
                )
            if len(seen) >= MOST_STEPS:
                raise MomentError(
                    f"times hang on more than {MOST_STEPS} others in a row before '{anchor}'; "
                    "measure from an event nearer to the clock"
                )
            seen.add(anchor)
            base = self.moments[anchor]
            anchor, span = base.anchor, base.span + span

    def clock(self, moment: Moment | None) -> Span | None:
        """Seconds since 1970 UTC, or None where no clock time is known."""
        if moment is None or moment.never:
            return None
        anchor, span = self.chain(moment)[-1]
        return span if anchor == "" else None


def gap(timeline: Timeline, first: Moment | None, second: Moment | None) -> Span | None:
    """Seconds from ``first`` to ``second``, by their nearest common anchor; None if there is none.

    Two times hung on the same event differ exactly by their offsets: the event's own uncertainty
    cancels.
    """
    if first is None or second is None or first.never or second.never:
        return None
    reached = dict(timeline.chain(first))
    for anchor, span in timeline.chain(second):
        if anchor in reached:
            return span + -reached[anchor]
    return None


def gap_between(timeline: Timeline, first: str, second: str) -> Span | None:
    """Seconds from the moment with id ``first`` to the one with id ``second``."""
    return gap(timeline, _itself(first), _itself(second))


def _itself(name: str) -> Moment:
    return Moment(name, Span(0.0, 0.0), name)


def did_not_happen(moment: Moment) -> bool:
    """Whether the time says that the thing did not happen."""
    return moment.never
