"""Where standards differ: on one topic, what governs here and what was asked for as comparison."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forcereview.publish.views.findings import FindingView
from forcereview.publish.views.marks import Mark
from forcereview.publish.views.sections import Section


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A provision with what it came to: each outcome with (title, anchor) of its frames."""

    key: str
    standard: str
    says: str
    modality: str
    basis: str
    check_the_text: bool
    results: tuple[tuple[Mark, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class DifferingTopic:
    """A topic on which governing and compared texts both speak."""

    topic: str
    governing: tuple[SideBySide, ...]
    compared: tuple[SideBySide, ...]


def where_standards_differ(sections: Sequence[Section]) -> tuple[DifferingTopic, ...]:
    """Topics of the compared standards, each with the governing texts on the same topic."""
    found: dict[str, dict[bool, dict[str, list[tuple[str, FindingView]]]]] = {}
    for section in sections:
        for finding in section.findings:
            if finding.weight != "comparison" and finding.why_not in (
                "not_governed",
                "not_in_force",
            ):
                continue
            by_side = found.setdefault(finding.topic, {True: {}, False: {}})
            side = by_side[finding.weight == "comparison"]
            side.setdefault(finding.key, []).append((section.title, finding))
    return tuple(
        DifferingTopic(topic, tuple(_rows(by_side[False])), tuple(_rows(by_side[True])))
        for topic, by_side in found.items()
        if by_side[True]
    )


def _rows(side: dict[str, list[tuple[str, FindingView]]]) -> Iterable[SideBySide]:
    for key, items in side.items():
        first = items[0][1]
        yield SideBySide(
            key,
            first.standard,
            first.says,
            first.modality,
            first.basis,
            first.check_the_text,
            _results(items),
        )


def _results(
    items: list[tuple[str, FindingView]],
) -> tuple[tuple[Mark, tuple[tuple[str, str], ...]], ...]:
    by_outcome: dict[Mark, list[tuple[str, str]]] = {}
    for title, finding in items:
        by_outcome.setdefault(finding.mark, []).append((title, finding.anchor))
    return tuple((outcome, tuple(places)) for outcome, places in by_outcome.items())
