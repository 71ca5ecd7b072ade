"""Counts with their denominators, and the matrix of applications and provisions. No averages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcereview.publish.readable import shortened
from forcereview.publish.views.findings import FindingView
from forcereview.publish.views.marks import ORDER, Mark, mark
from forcereview.publish.views.sections import Section

COUNTED = ORDER[:-1]
_SHORT = 90


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for one frame and one weight: each out of ``of`` provisions that apply."""

    title: str
    anchor: str
    weight: str
    counts: tuple[tuple[Mark, int], ...]
    of: int
    not_applicable: int
    check_the_text: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A finding in the matrix; ``who`` where it is about another officer."""

    mark: Mark
    anchor: str
    weight: str


@dataclass(frozen=True, slots=True)
class Row:
    """A provision across applications. A column without findings is empty."""

    topic: str
    key: str
    standard: str
    short: str
    weight: str
    basis: str
    check_the_text: bool
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Applications across, provisions down, by topic; ``left_out`` apply to no application."""

    columns: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, tuple[Row, ...]], ...]
    left_out: int


def tallies_of(sections: Sequence[Section]) -> tuple[Tally, ...]:
    """One row a frame and weight (comparisons aside), applications first."""
    rows = []
    for section in sections:
        governing = [f for f in section.findings if f.weight != "comparison"]
        for weight in ("binding", "guidance"):
            mine = [f for f in governing if f.weight == weight]
            applying = [f for f in mine if f.finding != "not_applicable"]
            if applying or (weight == "binding" and section.about == "application"):
                rows.append(_tally(section, weight, mine, applying))
    return tuple(rows)


def _tally(
    section: Section, weight: str, mine: Sequence[FindingView], applying: Sequence[FindingView]
) -> Tally:
    counts = tuple((mark(name), sum(1 for f in applying if f.finding == name)) for name in COUNTED)
    return Tally(
        section.title,
        section.anchor,
        weight,
        counts,
        len(applying),
        len(mine) - len(applying),
        sum(1 for f in applying if f.check_the_text),
    )


def matrix_of(sections: Sequence[Section]) -> Matrix:
    """Provisions that apply to at least one application, against all of them."""
    applications = [s for s in sections if s.about == "application"]
    found: dict[str, dict[str, list[FindingView]]] = {}
    for section in applications:
        for finding in section.findings:
            if finding.weight != "comparison":
                found.setdefault(finding.key, {}).setdefault(section.id, []).append(finding)
    rows = [
        _row(by_frame, applications)
        for by_frame in found.values()
        if any(f.finding != "not_applicable" for items in by_frame.values() for f in items)
    ]
    topics: dict[str, list[Row]] = {}
    for row in rows:
        topics.setdefault(row.topic, []).append(row)
    return Matrix(
        tuple((s.title, s.anchor) for s in applications),
        tuple((topic, tuple(items)) for topic, items in topics.items()),
        len(found) - len(rows),
    )


def _row(by_frame: dict[str, list[FindingView]], applications: Sequence[Section]) -> Row:
    first = next(f for items in by_frame.values() for f in items if f.finding != "not_applicable")
    return Row(
        first.topic,
        first.key,
        first.standard,
        shortened(first.says, _SHORT),
        first.weight,
        first.basis,
        first.check_the_text,
        tuple(
            tuple(Cell(f.mark, f.anchor, f.weight) for f in by_frame.get(section.id, ()))
            for section in applications
        ),
    )
