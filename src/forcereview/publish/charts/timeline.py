"""The timeline: force, events and statements, uncertain times as bars.

An encounter lasts seconds, its aftermath months; so up to three panels, each with its own scale:
around the force, the hours about it, the days after. Where sources give an order but no durations,
a panel shows the order.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from forcereview.publish.charts.happenings import (
    LANE_ORDER,
    Happening,
    Zero,
    happenings_of,
    zero_of,
)
from forcereview.publish.charts.marks import arrow, sign
from forcereview.publish.charts.scale import UNIT_WORDS, Scale, duration_in_words, padded
from forcereview.publish.charts.svg import INK, broken, element, line, picture, text
from forcereview.publish.readable import counted, sentence_case
from forcereview.record import Case
from forcereview.review import Review
from forcereview.vocabulary import Span

WIDE, NARROW = 760.0, 328.0
_NEAR, _SAME_DAY = 120.0, 6 * 3600.0
_TITLES = ("Around the force", "The hours about it", "The days before and after")


@dataclass(frozen=True)
class TimelineChart:
    """The picture in two widths, the same in words, and the table behind it."""

    title: str
    description: str
    wide: str
    narrow: str
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class _Panel:
    """``ordered``: places on the scale are ranks, not times."""

    title: str
    zero: str
    happenings: tuple[Happening, ...]
    ordered: bool = False


def timeline_chart(review: Review) -> TimelineChart:
    """The timeline of a case."""
    happenings, zero = happenings_of(review.case), zero_of(review.case)
    title = _title(review.case, happenings)
    description = _description(happenings)
    panels = _panels(review.case, happenings, zero)
    wide, narrow = (
        _drawn(f"timeline-{name}", title, description, panels, width) if panels else ""
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    )
    return TimelineChart(title, description, wide, narrow, happenings)


def _title(case: Case, happenings: Sequence[Happening]) -> str:
    """What the timeline shows: which force, how often, within which time."""
    if not case.file.applications:
        return f"{counted(len(happenings), 'event')}; no application of force is recorded"
    groups: dict[tuple[str, str], list[str]] = {}
    for item in case.file.applications:
        groups.setdefault((item.type, item.officer), []).append(item.id)
    words = "; ".join(
        kind
        + (f" {len(ids)} times" if len(ids) > 1 else "")
        + f" by {case.label(officer)}"
        + _within([h for h in happenings if h.id in ids])
        for (kind, officer), ids in groups.items()
    )
    said = sum(1 for h in happenings if h.kind == "statement")
    return sentence_case(words) + (f"; {counted(said, 'statement')} on record" if said else "")


def _within(force: Sequence[Happening]) -> str:
    spans = [h.span for h in force if h.span is not None]
    if len(spans) < 2 or len(spans) != len(force):
        return ""
    low = max(max(s.low for s in spans) - max(spans[0].high, 0.0), 0.0)
    high = max(s.high for s in spans) - min(s.low for s in spans)
    if not math.isfinite(high):
        return ""
    first, last = duration_in_words(low), duration_in_words(high)
    if first == last:
        return f" within {first}"
    same_unit = first.rpartition(" ")[2] == last.rpartition(" ")[2]
    return f" within {first.rpartition(' ')[0] if same_unit else first} to {last}"


def _description(happenings: Sequence[Happening]) -> str:
    told = "; ".join(f"{h.what}, {h.at or 'time not stated'}" for h in happenings)
    return f"In order of time: {told}." if told else "Nothing has a time."


def _panels(case: Case, happenings: Sequence[Happening], zero: Zero | None) -> list[_Panel]:
    sorted_in: list[list[Happening]] = [[], [], []]
    for happening in happenings:
        if happening.span is not None:
            sorted_in[_fineness(happening.span)].append(happening)
    for finer in (0, 1):
        if len(sorted_in[finer]) == 1 and sorted_in[finer + 1]:
            sorted_in[finer + 1] = sorted_in[finer] + sorted_in[finer + 1]
            sorted_in[finer] = []
    label = zero.label + (f" ({zero.at})" if zero.at else "") if zero else ""
    panels = [
        _panel_of(title, label, items)
        for title, items in zip(_TITLES, sorted_in, strict=True)
        if items
    ]
    dated = tuple(replace(h, span=h.from_start) for h in happenings if h.from_start is not None)
    if dated:
        panels.append(_Panel("By the calendar", case.file.encounter.start, dated))
    return panels


def _panel_of(title: str, zero: str, items: Sequence[Happening]) -> _Panel:
    if _without_durations(items):
        return _Panel("In order", zero, tuple(items), ordered=True)
    return _Panel(title, zero, tuple(items))


def _fineness(span: Span) -> int:
    furthest = max((abs(end) for end in _finite([span])), default=0.0)
    return 0 if furthest <= _NEAR else 1 if furthest <= _SAME_DAY else 2


def _without_durations(items: Sequence[Happening]) -> bool:
    """Whether all that sources give is an order."""
    spans = [h.span for h in items if h.span is not None]
    return len(spans) > 1 and not any(_finite(spans))


def _finite(spans: Iterable[Span]) -> list[float]:
    return [end for span in spans for end in (span.low, span.high) if math.isfinite(end)]


def _drawn(name: str, title: str, description: str, panels: Sequence[_Panel], width: float) -> str:
    parts: list[str] = []
    y = 4.0
    for panel in panels:
        drawn, y = _panel(panel, width, y, heading=len(panels) > 1)
        parts += drawn
        y += 24
    return picture(name, title, description, width, y - 12, parts)


def _panel(panel: _Panel, width: float, y: float, *, heading: bool) -> tuple[list[str], float]:
    parts: list[str] = []
    if heading:
        parts.append(text(panel.title, 0, y + 12, size=13, weight="600"))
        y += 24
    scale = _scale(panel, width)
    top, marks = y, []
    for lane in _lanes(panel.happenings):
        marks.append(text(lane, 0, y + 12, "faint", size=11))
        y += 18
        for happening in (h for h in panel.happenings if h.lane == lane):
            drawn, y = _row(happening, panel, scale, width, y)
            marks += drawn
        y += 6
    axis, y = _axis(panel, scale, width, top, y)
    return [*parts, *axis, *marks], y


def _scale(panel: _Panel, width: float) -> Scale:
    left = width * 0.44 if width > 500 else 8.0
    if panel.ordered:
        ranks = [h.rank for h in panel.happenings]
        return padded(min(ranks), max(ranks), left, width - 10)
    ends = [*_finite(h.span for h in panel.happenings if h.span is not None), 0.0]
    return padded(min(ends), max(ends), left, width - 10)


def _lanes(happenings: Sequence[Happening]) -> list[str]:
    found = dict.fromkeys(h.lane for h in happenings)
    force = [lane for lane in found if lane not in LANE_ORDER]
    return [*force, *(lane for lane in LANE_ORDER if lane in found)]


def _row(
    happening: Happening, panel: _Panel, scale: Scale, width: float, y: float
) -> tuple[list[str], float]:
    beside = width > 500
    lines = broken(happening.what, scale.left - 20 if beside else width, 12)
    parts = [text(words, 0, y + 12 + 15 * n) for n, words in enumerate(lines)]
    height = 15.0 * len(lines)
    middle = y + 8 if beside else y + height + 8
    ink = "accent" if happening.kind == "force" else "ink"
    if panel.ordered:
        parts.append(sign(happening.kind, scale.at(happening.rank), middle, ink))
    elif happening.span is not None:
        parts += _bar(happening.kind, happening.span, scale, middle, ink)
    return parts, y + (height + 6 if beside else height + 20)


def _bar(kind: str, span: Span, scale: Scale, y: float, ink: str) -> list[str]:
    left, right = scale.at(span.low), scale.at(span.high)
    if right - left < 3:
        return [sign(kind, (left + right) / 2, y, ink)]
    bar = element(
        "rect",
        x=left,
        y=y - 4,
        width=right - left,
        height=8,
        class_=f"f-{ink}",
        fill=INK[ink],
        fill_opacity=0.28,
    )
    ends = [
        arrow(left, y, -1, ink)
        if math.isinf(span.low)
        else line(left, y - 6, left, y + 6, ink, 1.5),
        arrow(right, y, 1, ink)
        if math.isinf(span.high)
        else line(right, y - 6, right, y + 6, ink, 1.5),
    ]
    if math.isfinite(span.low) and math.isfinite(span.high):
        ends.append(sign(kind, (left + right) / 2, y, ink))
    return [bar, *ends]


def _axis(
    panel: _Panel, scale: Scale, width: float, top: float, y: float
) -> tuple[list[str], float]:
    parts = [line(scale.left, y, scale.right, y, "faint")]
    if panel.ordered:
        for rank in sorted({h.rank for h in panel.happenings}):
            parts.append(line(scale.at(rank), top, scale.at(rank), y))
        caption, y = "in the order that sources give; no durations are stated →", y - 16
    else:
        unit, ticks = scale.ticks(7 if width > 500 else 5)
        for seconds, label in ticks:
            x = scale.at(seconds)
            parts.append(line(x, top, x, y + 4, "faint" if seconds == 0 else "rule"))
            parts.append(text(label, x, y + 17, "faint", size=11, anchor="middle"))
        caption = f"{UNIT_WORDS[unit]} from {panel.zero}"
    lines = broken(caption, scale.right - scale.left, 11, 2)
    parts += [
        text(words, scale.right, y + 33 + 14 * n, "faint", size=11, anchor="end")
        for n, words in enumerate(lines)
    ]
    return parts, y + 33 + 14 * (len(lines) - 1)
