"""Whether a value that a source gives says the same as one that was claimed."""

from __future__ import annotations

from forcereview.vocabulary import FactValue, Members, Moment, Quantity, Timeline, Unsaid, gap


def agrees(claimed: FactValue, said: FactValue, timeline: Timeline) -> bool | None:
    """True, False, or None where the value is silent on it.

    A measured interval supports a claimed one if it lies within it, and denies it if the two have
    nothing in common. A list supports what is claimed of it if it holds all of that.
    """
    if isinstance(said, Unsaid):
        return None
    if isinstance(claimed, Quantity) and isinstance(said, Quantity):
        return _within(said.low, said.high, claimed.low, claimed.high, apart=said.excludes(claimed))
    if isinstance(claimed, Members) and isinstance(said, Members):
        return claimed.words <= said.words
    if isinstance(claimed, Moment) and isinstance(said, Moment):
        return _same_time(claimed, said, timeline)
    return claimed == said


def _same_time(claimed: Moment, said: Moment, timeline: Timeline) -> bool | None:
    if claimed.never or said.never:
        return claimed.never == said.never
    apart = gap(timeline, claimed, said)
    if apart is None:
        return None
    if apart.low > 0 or apart.high < 0:
        return False
    width = claimed.span.high - claimed.span.low
    return True if -width <= apart.low and apart.high <= width else None


def _within(low: float, high: float, bottom: float, top: float, *, apart: bool) -> bool | None:
    if apart:
        return False
    return True if bottom <= low and high <= top else None
