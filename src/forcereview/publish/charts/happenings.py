"""What a timeline shows: applications of force, events, and when sources said what.

Times are seconds from the first application of force, by the nearest anchor two times share: the
gap between shots stays sharp where the time of day is rough.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from forcereview.publish.readable import counted, sentence_case
from forcereview.publish.views.sections import application_in_words
from forcereview.record import Case
from forcereview.vocabulary import Moment, Span, gap

_LANES = {
    "statement": "Statements", "command": "Commands and warnings", "warning": "Commands and warnings",
    "aid": "Aid",
}
#: lanes in order; those of force come first, one an officer
LANE_ORDER = ("Commands and warnings", "Events", "Aid", "Statements")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing at a time. ``span`` is None where nothing ties it to the first application."""

    id: str
    lane: str
    kind: str
    what: str
    at: str
    who: str
    sources: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Zero:
    """What times are counted from."""

    name: str
    label: str
    at: str
    moment: Moment


def zero_of(case: Case) -> Zero | None:
    """The first application with a time; else the first event with one."""
    listed = [(a.id, case.label(a.id), a.at) for a in case.file.applications]
    listed += [(e.id, e.what, e.at) for e in case.file.events]
    for name, label, at in listed:
        moment = case.timeline.moments.get(name)
        if moment is not None and not moment.never:
            return Zero(name, label, at, Moment(name, Span(0.0, 0.0), name))
    return None


def happenings_of(case: Case) -> tuple[Happening, ...]:
    """Everything with a time of its own, in order of time; what has none comes last."""
    zero = zero_of(case)
    found = [*_applications(case, zero), *_events(case, zero), *_statements(case, zero)]
    return tuple(sorted(found, key=lambda h: (h.span is None, h.span.low if h.span else 0.0)))


def _since(case: Case, zero: Zero | None, moment: Moment | None) -> Span | None:
    if zero is None or moment is None:
        return None
    span = gap(case.timeline, zero.moment, moment)
    return None if span is None or math.isinf(span.low) else span


def _itself(case: Case, name: str) -> Moment | None:
    if name not in case.timeline.moments:
        return None
    return Moment(name, Span(0.0, 0.0), name)


def _titles(case: Case, names: Iterable[str]) -> str:
    sources = case.file.sources
    return ", ".join(sources[name].title if name in sources else name for name in names)


def _applications(case: Case, zero: Zero | None) -> Iterable[Happening]:
    for item in case.file.applications:
        words = application_in_words(case, item.model_copy(update={"at": ""}))
        yield Happening(
            item.id, f"Force by {case.label(item.officer)}", "force",
            f"{sentence_case(case.label(item.id))}: {words.removesuffix(', time not stated')}",
            item.at, case.label(item.officer), _titles(case, item.sources),
            _since(case, zero, _itself(case, item.id)),
        )


def _events(case: Case, zero: Zero | None) -> Iterable[Happening]:
    for event in case.file.events:
        lane = _LANES.get(event.kind, "Events")
        yield Happening(
            event.id, lane, lane.split()[0].lower().rstrip("s"), event.what, event.at,
            ", ".join(case.label(name) for name in event.who), _titles(case, event.sources),
            _since(case, zero, _itself(case, event.id)),
        )


def _statements(case: Case, zero: Zero | None) -> Iterable[Happening]:
    """When each source said what it is quoted for, once a source and time."""
    said: dict[tuple[str, str], list[Moment]] = {}
    for claim in case.claims:
        if claim.kind == "assertion" and claim.said_at is not None:
            said.setdefault((claim.source, claim.said_at.text), []).append(claim.said_at)
    for (source, when), moments in said.items():
        title = case.file.sources[source].title if source in case.file.sources else source
        yield Happening(
            f"said-{source}-{when}", "Statements", "statement",
            f"{title}: {counted(len(moments), 'assertion')}", when, "", title,
            _since(case, zero, moments[0]),
        )
