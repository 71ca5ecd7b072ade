"""Each officer's force on the continuum, application by application, with resistance beside it.

Two panels with the same columns, never one axis for both: what the officer did, and how sources
say the person resisted. Where sources differ, every value they give is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcereview.publish.charts.svg import INK, broken, element, line, picture, text
from forcereview.publish.naming import time_in_words
from forcereview.publish.readable import counted, sentence_case
from forcereview.record import Frame
from forcereview.review import Review
from forcereview.vocabulary import Choice, fact_catalogue, five_level_continuum

WIDE, NARROW = 760.0, 328.0
_STEP = 24.0


@dataclass(frozen=True, slots=True)
class Column:
    """One application: the levels and the resistance that credited sources give for it."""

    id: str
    label: str
    at: str
    subject: str
    levels: tuple[str, ...]
    resistance: tuple[str, ...]


@dataclass(frozen=True)
class ContinuumChart:
    """One officer's applications, drawn in two widths, and the table behind it."""

    officer: str
    title: str
    description: str
    wide: str
    narrow: str
    columns: tuple[Column, ...]


def continuum_charts(review: Review) -> tuple[ContinuumChart, ...]:
    """A chart for each officer who used force, in the order of the case."""
    by_officer: dict[str, list[Column]] = {}
    for item in review.case.file.applications:
        frame = Frame(
            "application",
            item.id,
            item.officer,
            item.subject,
            item.vehicle,
            item.id,
            review.case.file.people[item.officer].agency,
        )
        by_officer.setdefault(item.officer, []).append(
            Column(
                item.id,
                sentence_case(review.case.label(item.id)),
                time_in_words(review.case, item.at),
                review.case.label(item.subject),
                _said(review, "force.level", frame),
                _said(review, "subject.resistance", frame),
            )
        )
    return tuple(
        _chart(number, review.case.label(officer), columns)
        for number, (officer, columns) in enumerate(by_officer.items(), start=1)
    )


def _said(review: Review, name: str, frame: Frame) -> tuple[str, ...]:
    """The values that credited sources give, least first."""
    answering = review.folded.claims(fact_catalogue()[name], frame)
    values = {a.claim.value for a in answering if isinstance(a.claim.value, Choice)}
    ranked = sorted(values, key=lambda choice: choice.rank)
    return tuple(choice.word for choice in ranked)


def _chart(number: int, officer: str, columns: Sequence[Column]) -> ContinuumChart:
    title, description = _title(officer, columns), _description(columns)
    drawn = [
        _drawn(f"continuum-{number}-{words}", title, description, columns, width)
        for words, width in (("wide", WIDE), ("narrow", NARROW))
    ]
    return ContinuumChart(officer, title, description, drawn[0], drawn[1], tuple(columns))


def _title(officer: str, columns: Sequence[Column]) -> str:
    names = {level.word: level.name.lower() for level in five_level_continuum().levels}
    levels = {word for column in columns for word in column.levels}
    number = counted(len(columns), "application")
    if not levels:
        force = f"no level stated for {number}"
    elif len(levels) == 1:
        force = f"{names[levels.pop()]} in {'each of ' if len(columns) > 1 else ''}{number}"
    else:
        ordered = [name for word, name in names.items() if word in levels]
        force = f"from {ordered[0]} to {ordered[-1]} over {number}"
    resisting = [word for column in columns for word in column.resistance]
    silent = sum(1 for column in columns if not column.resistance)
    if not resisting:
        return f"{sentence_case(officer)}: {force}; no source says how the person resisted"
    said = ", ".join(w for w in fact_catalogue()["subject.resistance"].choices if w in resisting)
    tail = f", not stated for {silent}" if silent else ""
    return f"{sentence_case(officer)}: {force}; resistance as sources give it: {said}{tail}"


def _description(columns: Sequence[Column]) -> str:
    return " ".join(
        f"{column.label}: force {_or(column.levels)}; resistance of {column.subject}: "
        f"{_or(column.resistance)}."
        for column in columns
    )


def _or(words: Sequence[str]) -> str:
    if not words:
        return "not stated"
    return words[0] if len(words) == 1 else " or ".join(words) + " (sources differ)"


def _drawn(name: str, title: str, description: str, columns: Sequence[Column], width: float) -> str:
    left = 128.0 if width > 500 else 104.0
    step = (width - left - 8) / len(columns)
    middles = [left + step * (n + 0.5) for n in range(len(columns))]
    levels = five_level_continuum().levels
    choices = fact_catalogue()["subject.resistance"].choices
    parts: list[str] = []
    y = _panel(
        parts,
        "Officer’s force",
        [(level.word, level.name) for level in levels],
        [column.levels for column in columns],
        middles,
        (left, width, 4.0),
        "accent",
    )
    y = _panel(
        parts,
        "Person’s resistance",
        [(word, word.capitalize()) for word in choices],
        [column.resistance for column in columns],
        middles,
        (left, width, y + 14),
        "resist",
    )
    most = 1
    for column, x in zip(columns, middles, strict=True):
        lines = broken(column.label, step - 4, 12, 2)
        most = max(most, len(lines))
        parts += [text(words, x, y + 14 + 14 * n, anchor="middle") for n, words in enumerate(lines)]
    return picture(name, title, description, width, y + 8 + 14 * most, parts)


def _panel(
    parts: list[str],
    title: str,
    levels: Sequence[tuple[str, str]],
    values: Sequence[Sequence[str]],
    middles: Sequence[float],
    box: tuple[float, float, float],
    ink: str,
) -> float:
    left, width, top = box
    parts.append(text(title, 0, top + 12, size=12, weight="600"))
    top += 22
    heights = {word: top + _STEP * (len(levels) - n - 0.5) for n, (word, _) in enumerate(levels)}
    for word, name in levels:
        parts.append(text(name, 0, heights[word] + 4, "faint", size=11.5))
        parts.append(line(left, heights[word], width - 8, heights[word]))
    bottom = top + _STEP * len(levels)
    for said, x in zip(values, middles, strict=True):
        ys = [heights[word] for word in said if word in heights]
        if not ys:
            parts.append(text("not stated", x, bottom - 1, "faint", size=11, anchor="middle"))
        if len(ys) > 1:
            parts.append(line(x, min(ys), x, max(ys), ink, 2))
        parts += [_sign(x, y, ink, differing=len(ys) > 1) for y in ys]
    return bottom + 4


def _sign(x: float, y: float, ink: str, *, differing: bool) -> str:
    """Force as a square, resistance as a disc; hollow where sources differ."""
    look = {
        "class_": f"s-{ink} f-{'paper' if differing else ink}",
        "stroke": INK[ink],
        "fill": "#ffffff" if differing else INK[ink],
    }
    if ink == "accent":
        return element("rect", x=x - 6, y=y - 6, width=12, height=12, stroke_width=2, **look)
    return element("circle", cx=x, cy=y, r=6, stroke_width=2, **look)
