"""The timeline: force, events and statements, uncertain times as bars.

An encounter lasts seconds, its aftermath months; so up to three panels, each with its own scale:
around the force, the hours about it, the days after.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from forcereview.publish.charts.happenings import (
    LANE_ORDER,
    Happening,
    Zero,
    happenings_of,
    zero_of,
)
from forcereview.publish.charts.scale import UNIT_WORDS, Scale, duration_in_words, padded
from forcereview.publish.charts.svg import INK, broken, element, line, picture, text
from forcereview.publish.readable import counted
from forcereview.record import Case
from forcereview.review import Review
from forcereview.vocabulary import Span

_NEAR, _SAME_DAY = 120.0, 6 * 3600.0
_PANELS = ("Around the force", "The hours about it", "The days before and after")
WIDE, NARROW = 720.0, 328.0


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
    title: str
    happenings: tuple[Happening, ...]


def timeline_chart(review: Review) -> TimelineChart:
    """The timeline of a case."""
    case = review.case
    happenings, zero = happenings_of(case), zero_of(case)
    title = _title(case, happenings)
    description = _description(happenings, zero)
    panels = _panels([h for h in happenings if h.span is not None])
    wide, narrow = ("", "")
    if zero is not None and panels:
        wide = _drawn("timeline-wide", title, description, panels, zero, WIDE)
        narrow = _drawn("timeline-narrow", title, description, panels, zero, NARROW)
    return TimelineChart(title, description, wide, narrow, happenings)


def _title(case: Case, happenings: Sequence[Happening]) -> str:
    force = [h for h in happenings if h.kind == "force"]
    if not force:
        return f"{counted(len(happenings), 'event')}; no application of force is recorded"
    officers = list(dict.fromkeys(case.label(a.officer) for a in case.file.applications))
    words = f"{counted(len(force), 'application')} of force by {' and '.join(officers)}"
    last = max((h.span for h in force if h.span), key=lambda span: span.high, default=None)
    if len(force) > 1 and last is not None and math.isfinite(last.high):
        words += f" within {_range(last)}"
    later = [h for h in happenings if h.kind == "statement"]
    return words + (f"; {counted(len(later), 'statement')} on record" if later else "")


def _range(span: Span) -> str:
    low, high = duration_in_words(max(span.low, 0.0)), duration_in_words(span.high)
    if low == high:
        return low
    first, _, unit = low.rpartition(" ")
    return f"{first} to {high}" if high.endswith(f" {unit}") else f"{low} to {high}"


def _description(happenings: Sequence[Happening], zero: Zero | None) -> str:
    if zero is None:
        return "No event has a time."
    told = "; ".join(f"{h.what}, {h.at or 'time not stated'}" for h in happenings)
    return f"In order of time, counted from {zero.label}: {told}."


def _panels(timed: Sequence[Happening]) -> list[_Panel]:
    sorted_in: list[list[Happening]] = [[], [], []]
    for happening in timed:
        sorted_in[_panel_of(happening)].append(happening)
    for finer in (0, 1):
        if len(sorted_in[finer]) == 1 and sorted_in[finer + 1]:
            sorted_in[finer + 1] = sorted_in[finer] + sorted_in[finer + 1]
            sorted_in[finer] = []
    return [_Panel(title, tuple(items))
            for title, items in zip(_PANELS, sorted_in, strict=True) if items]


def _panel_of(happening: Happening) -> int:
    span = happening.span or Span(0.0, 0.0)
    ends = [abs(end) for end in (span.low, span.high) if math.isfinite(end)]
    furthest = max(ends, default=0.0)
    return 0 if furthest <= _NEAR else 1 if furthest <= _SAME_DAY else 2


def _drawn(name: str, title: str, description: str, panels: Sequence[_Panel], zero: Zero,
           width: float) -> str:
    parts: list[str] = []
    y = 4.0
    for panel in panels:
        drawn, y = _panel(panel, zero, width, y, heading=len(panels) > 1)
        parts += drawn
        y += 22
    return picture(name, title, description, width, y - 10, parts)


def _panel(panel: _Panel, zero: Zero, width: float, y: float, *, heading: bool
           ) -> tuple[list[str], float]:
    parts: list[str] = []
    if heading:
        parts.append(text(panel.title, 0, y + 12, size=13, weight="600"))
        y += 22
    scale = _scale(panel, width)
    top, marks = y, []
    for lane in _lanes(panel):
        marks.append(text(lane, 0, y + 12, "faint", size=11))
        y += 18
        for happening in (h for h in panel.happenings if h.lane == lane):
            drawn, y = _row(happening, scale, width, y)
            marks += drawn
        y += 6
    axis, y = _axis(scale, zero, width, top, y)
    return [*parts, *axis, *marks], y


def _scale(panel: _Panel, width: float) -> Scale:
    spans = [h.span for h in panel.happenings if h.span is not None]
    low = min([span.low for span in spans] + [0.0])
    high = max([span.high for span in spans if math.isfinite(span.high)]
               + [span.low for span in spans] + [0.0])
    left = width * 0.42 if width > 500 else 8.0
    return padded(low, high, left, width - 8)


def _lanes(panel: _Panel) -> list[str]:
    found = dict.fromkeys(h.lane for h in panel.happenings)
    force = [lane for lane in found if lane not in LANE_ORDER]
    return [*force, *(lane for lane in LANE_ORDER if lane in found)]


def _row(happening: Happening, scale: Scale, width: float, y: float) -> tuple[list[str], float]:
    beside = width > 500
    room = scale.left - 20 if beside else width
    lines = broken(happening.what, room, 12)
    parts = [text(words, 0, y + 12 + 15 * n) for n, words in enumerate(lines)]
    height = 15.0 * len(lines)
    middle = y + 8 if beside else y + height + 8
    parts += _bar(happening, scale, middle)
    return parts, y + (height + 5 if beside else height + 20)


def _bar(happening: Happening, scale: Scale, y: float) -> list[str]:
    span = happening.span
    if span is None:
        return []
    ink = "accent" if happening.kind == "force" else "ink"
    left, right = scale.at(span.low), scale.at(span.high)
    if right - left < 3:
        return [_sign(happening.kind, (left + right) / 2, y, ink)]
    open_ended = math.isinf(span.high)
    bar = element("rect", x=left, y=y - 4, width=right - left, height=8, class_=f"f-{ink} uncertain",
                  fill=INK[ink], fill_opacity=0.28)
    ends = [line(left, y - 6, left, y + 6, ink, 1.5)]
    ends.append(text("→", right + 1, y + 4, ink) if open_ended
                else line(right, y - 6, right, y + 6, ink, 1.5))
    return [bar, *ends, _sign(happening.kind, (left + right) / 2, y, ink) if not open_ended else ""]


def _sign(kind: str, x: float, y: float, ink: str) -> str:
    """A shape for each kind, so that none needs its colour."""
    shapes = {
        "force": [(0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)],
        "statement": [(-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)],
        "command": [(0, -5.5), (5.5, 4.5), (-5.5, 4.5)],
        "aid": [(-1.8, -5.5), (1.8, -5.5), (1.8, -1.8), (5.5, -1.8), (5.5, 1.8), (1.8, 1.8),
                (1.8, 5.5), (-1.8, 5.5), (-1.8, 1.8), (-5.5, 1.8), (-5.5, -1.8), (-1.8, -1.8)],
    }
    if kind not in shapes:
        return element("circle", cx=x, cy=y, r=4.5, class_=f"f-{ink}", fill=INK[ink])
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shapes[kind])
    return element("polygon", points=points, class_=f"f-{ink}", fill=INK[ink])


def _axis(scale: Scale, zero: Zero, width: float, top: float, y: float) -> tuple[list[str], float]:
    unit, ticks = scale.ticks(7 if width > 500 else 5)
    parts = [line(scale.left, y, scale.right, y, "faint")]
    for seconds, label in ticks:
        x = scale.at(seconds)
        parts.append(line(x, top, x, y + 4, "faint" if seconds == 0 else "rule"))
        parts.append(text(label, x, y + 17, "faint", size=11, anchor="middle"))
    at = f" ({zero.at})" if zero.at else ""
    caption = broken(f"{UNIT_WORDS[unit]} from {zero.label}{at}", scale.right - scale.left, 11, 2)
    parts += [text(words, scale.right, y + 33 + 14 * n, "faint", size=11, anchor="end")
              for n, words in enumerate(caption)]
    return parts, y + 33 + 14 * (len(caption) - 1)
