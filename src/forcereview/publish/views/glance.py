"""The report at a glance: each application of force in a few lines, and what would settle most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcereview.publish.views.findings import FindingView
from forcereview.publish.views.marks import Mark, mark
from forcereview.publish.views.questions import Questions, QuestionView
from forcereview.publish.views.sections import Section
from forcereview.publish.views.summary import Tally

_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Named:
    """A finding by key; ``guidance``: it binds nobody."""

    key: str
    anchor: str
    guidance: bool


@dataclass(frozen=True, slots=True)
class Pressing:
    """The inconsistent or the contested findings, named one by one under their topics."""

    mark: Mark
    number: int
    topics: tuple[tuple[str, tuple[Named, ...]], ...]


@dataclass(frozen=True, slots=True)
class ApplicationGlance:
    """One application of force: its counts by weight, and what is inconsistent or contested."""

    title: str
    subtitle: str
    anchor: str
    tallies: tuple[Tally, ...]
    pressing: tuple[Pressing, ...]


@dataclass(frozen=True, slots=True)
class Glance:
    """Each application by itself, and the questions that would settle most overall."""

    applications: tuple[ApplicationGlance, ...]
    questions: tuple[QuestionView, ...]
    open_findings: int


def glance_of(sections: Sequence[Section], tallies: Sequence[Tally], asked: Questions) -> Glance:
    """What fits on a page. Never an average or a sum over applications."""
    return Glance(
        tuple(
            ApplicationGlance(
                section.title,
                section.subtitle,
                section.anchor,
                tuple(t for t in tallies if t.anchor == section.anchor and t.of),
                tuple(
                    pressing
                    for kind in ("inconsistent", "contested")
                    if (pressing := _pressing(kind, section.findings)).number
                ),
            )
            for section in sections
            if section.about == "application"
        ),
        asked.settling[:_QUESTIONS],
        asked.open_findings,
    )


def _pressing(kind: str, findings: Sequence[FindingView]) -> Pressing:
    mine = [f for f in findings if f.finding == kind and f.weight != "comparison"]
    topics: dict[str, list[Named]] = {}
    for f in mine:
        topics.setdefault(f.topic, []).append(Named(f.key, f.anchor, f.weight == "guidance"))
    return Pressing(
        mark(kind), len(mine), tuple((topic, tuple(items)) for topic, items in topics.items())
    )
