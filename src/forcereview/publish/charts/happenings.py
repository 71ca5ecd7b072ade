"""What a timeline shows: applications of force, events, and when sources said what.

Times are seconds from the first application of physical force, by the nearest anchor two times
share: the gap between shots stays sharp where the time of day is rough. What only a calendar ties
to it counts from the encounter's start; what only has an order has a rank.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forcereview.publish.naming import application_in_words, time_in_words
from forcereview.publish.readable import counted, sentence_case
from forcereview.record import Case
from forcereview.record.model import Application
from forcereview.vocabulary import Moment, Span, five_level_continuum, gap

_LANES = {
    "statement": "Statements",
    "command": "Commands and warnings",
    "warning": "Commands and warnings",
    "aid": "Aid",
}
#: lanes in order; those of force come first, one an officer
LANE_ORDER = ("Commands and warnings", "Events", "Aid", "Statements")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing at a time.

    ``span`` is in seconds from the zero, or None where nothing ties the two; ``from_start`` then
    counts from the encounter's start. ``rank`` is its place in the order that sources give.
    """

    id: str
    lane: str
    kind: str
    what: str
    at: str
    who: str
    sources: str
    span: Span | None
    from_start: Span | None
    rank: int


@dataclass(frozen=True, slots=True)
class Zero:
    """What times are counted from."""

    name: str
    label: str
    at: str
    moment: Moment


def zero_of(case: Case) -> Zero | None:
    """The first application of physical force that has a time; else of any force; else an event."""
    physical = [a for a in case.file.applications if _level(a) not in ("presence", "verbal")]
    listed = [(a.id, case.label(a.id), a.at) for a in [*physical, *case.file.applications]]
    listed += [(e.id, e.what, e.at) for e in case.file.events]
    for name, label, at in listed:
        moment = case.timeline.moments.get(name)
        if moment is not None and not moment.never:
            return Zero(name, label, time_in_words(case, at), Moment(name, Span(0.0, 0.0), name))
    return None


def _level(application: Application) -> str:
    levels = five_level_continuum().level_of_type
    return application.level or levels.get(application.type, "")


def happenings_of(case: Case) -> tuple[Happening, ...]:
    """Everything that happened or was said, in order of time; what has no time comes last."""
    placer = _Placer(case, zero_of(case))
    found = [
        *_applications(case, placer),
        *_events(case, placer),
        *_statements(case, placer),
        *_public_statements(case, placer),
    ]
    return tuple(sorted(found, key=_order))


def _order(happening: Happening) -> tuple[int, float, int]:
    if happening.span is not None:
        return (0, happening.span.low, happening.rank)
    if happening.from_start is not None:
        return (1, happening.from_start.low, happening.rank)
    return (2, 0.0, happening.rank)


@dataclass(frozen=True)
class _Placer:
    """Puts moments on the chart's time."""

    case: Case
    zero: Zero | None

    def place(self, moment: Moment) -> tuple[Span | None, Span | None, int]:
        """``span``, ``from_start`` and ``rank`` of a moment."""
        span = gap(self.case.timeline, self.zero.moment, moment) if self.zero else None
        return span, None if span else self._from_start(moment), self._rank(moment)

    def itself(self, name: str) -> tuple[Span | None, Span | None, int]:
        """The same of the event or application with this id."""
        return self.place(Moment(name, Span(0.0, 0.0), name))

    def _from_start(self, moment: Moment) -> Span | None:
        clock, start = self.case.timeline.clock(moment), self.case.encounter_start
        if clock is None or start is None:
            return None
        return Span(clock.low - start.low, clock.high - start.low)

    def _rank(self, moment: Moment) -> int:
        """How many steps after the first thing it hangs on, as far as an order is stated."""
        moments, rank, seen = self.case.timeline.moments, 0, set[str]()
        while moment.anchor and moment.anchor not in seen:
            if moment.span.high > 0 <= moment.span.low:
                rank += 1
            elif moment.span.low < 0 >= moment.span.high:
                rank -= 1
            seen.add(moment.anchor)
            if moment.anchor not in moments:
                break
            moment = moments[moment.anchor]
        return rank


def _titles(case: Case, names: Iterable[str]) -> str:
    sources = case.file.sources
    return ", ".join(sources[name].title if name in sources else name for name in names)


def _applications(case: Case, placer: _Placer) -> Iterable[Happening]:
    for item in case.file.applications:
        words = application_in_words(case, item.model_copy(update={"at": ""}))
        yield Happening(
            item.id,
            f"Force by {case.label(item.officer)}",
            "force",
            f"{sentence_case(case.label(item.id))}: {words.removesuffix(', time not stated')}",
            time_in_words(case, item.at),
            case.label(item.officer),
            _titles(case, item.sources),
            *placer.itself(item.id),
        )


def _events(case: Case, placer: _Placer) -> Iterable[Happening]:
    for event in case.file.events:
        lane = _LANES.get(event.kind, "Events")
        yield Happening(
            event.id,
            lane,
            lane.split()[0].lower().rstrip("s"),
            event.what,
            time_in_words(case, event.at),
            ", ".join(case.label(name) for name in event.who),
            _titles(case, event.sources),
            *placer.itself(event.id),
        )


def _statements(case: Case, placer: _Placer) -> Iterable[Happening]:
    """When each source said what it is quoted for, once a source and time."""
    said: dict[tuple[str, str], list[Moment]] = {}
    for claim in case.claims:
        if claim.kind == "assertion" and claim.said_at is not None:
            said.setdefault((claim.source, claim.said_at.text), []).append(claim.said_at)
    for (source, when), moments in said.items():
        title = case.file.sources[source].title if source in case.file.sources else source
        yield Happening(
            f"said-{source}-{when}",
            "Statements",
            "statement",
            f"{title}: {counted(len(moments), 'assertion')}",
            when,
            "",
            title,
            *placer.place(moments[0]),
        )


def _public_statements(case: Case, placer: _Placer) -> Iterable[Happening]:
    """What was said in public: by whom, through which channel, with how many claims."""
    for stated in case.stated:
        statement = stated.statement
        yield Happening(
            f"statement-{statement.id}",
            "Statements",
            "statement",
            f"{sentence_case(statement.speaker.label)}, {statement.channel}: "
            f"{counted(len(statement.claims), 'claim')}",
            statement.said_at,
            "",
            _titles(case, [statement.source]),
            *placer.place(stated.said_at),
        )
