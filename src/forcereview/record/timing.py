"""The times of a case: its calendar, what each time is measured from, and which can't be.

"Can't be" is said here: impossible dates, times measured from nothing or in a circle, an encounter
that ends before it begins, force outside the encounter, phases out of order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forcereview.documents import Path
from forcereview.errors import cited, did_you_mean
from forcereview.record.complaints import Complaints
from forcereview.record.model import CaseFile
from forcereview.record.names import Names
from forcereview.vocabulary import (
    Calendar,
    Moment,
    MomentError,
    Span,
    Timeline,
    gap_between,
    parse_moment,
)
from forcereview.vocabulary.moments import MOST_STEPS

_PHASES = ("before", "during", "after")


class Times:
    """The times of a case file, read: the calendar, the timeline and the encounter's span."""

    def __init__(self, file: CaseFile, names: Names, complaints: Complaints) -> None:
        self._file = file
        self._names = names
        self._complaints = complaints
        self.calendar = self._calendar()
        self.timeline = Timeline(self._timed())
        start = self._encounter_end("start")
        end = self._encounter_end("end")
        self.encounter_start = start
        self.encounter_span = start and Span(start.low, max(start.high, (end or start).high))
        self._check_possible(start, end)

    def read(self, text: str, path: Path) -> Moment | None:
        """The time written at ``path``; None where there is none, or none that can be read."""
        if not text:
            return None
        try:
            moment = parse_moment(text, self.calendar)
        except MomentError as error:
            self._complaints.repeat(error, path)
            return None
        self.check_anchor(moment, path)
        return moment

    def can_read(self, text: str) -> bool:
        """Whether the text is a time at all."""
        try:
            parse_moment(text, self.calendar)
        except MomentError:
            return False
        return True

    def check_anchor(self, moment: Moment, path: Path) -> None:
        """That what a time is measured from is in the case."""
        anchors = self._names.anchors
        if not moment.anchor or moment.anchor in anchors or moment.anchor in self._names.set_aside:
            return
        kind = self._names.kind_of(moment.anchor)
        what = f"a {kind}, not an" if kind else "no"
        hint = "" if self._complaints.enough else did_you_mean(moment.anchor, anchors)
        self._complaints.say(
            f"{cited(moment.text)} is measured from {cited(moment.anchor)}, which is {what} "
            "event, application or source",
            hint or "name one by its id, or write a clock time",
            path,
        )

    def _calendar(self) -> Calendar:
        """The zone, the day that bare clock times are on, and the frame rates of recordings."""
        encounter = self._file.encounter
        zone = self._zone(encounter.place.zone)
        rates = tuple(
            (name, source.clock.frame_rate)
            for name, source in self._file.sources.items()
            if source.clock and source.clock.frame_rate
        )
        bare = Calendar(zone, "", rates)
        path: Path = ("encounter", "start")
        try:
            start = parse_moment(encounter.start, bare)
        except MomentError as error:
            self._complaints.repeat(error, path)
            return bare
        if start.anchor or start.never:
            self._complaints.say(
                f"{cited(encounter.start)} gives no date",
                "begin with a date, e.g. '2026-01-07 09:35'",
                path,
            )
            return bare
        interval = " to " in start.text or ".." in start.text
        stated = start.span.low if interval else (start.span.low + start.span.high) / 2
        day = datetime.fromtimestamp(stated, UTC).astimezone(zone).date().isoformat()
        return Calendar(zone, day, rates)

    def _zone(self, name: str) -> ZoneInfo:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._complaints.say(
                f"{cited(name)} is not a time zone",
                "write it as area and city, for example America/Chicago",
                ("encounter", "place", "zone"),
            )
            return ZoneInfo("UTC")

    def _timed(self) -> dict[str, Moment]:
        """Moments by the id of what they time, without those that can't be resolved."""
        moments: dict[str, Moment] = {}
        paths: dict[str, Path] = {}
        for name, text, path in self._written():
            moment = self.read(text, path)
            if moment is not None:
                moments[name] = moment
                paths[name] = path
        for names, what, todo in _unresolvable(moments):
            self._complaints.say(what, todo, paths[names[0]])
            for name in names:
                moments.pop(name, None)
        return moments

    def _written(self) -> Iterator[tuple[str, str, Path]]:
        for index, event in enumerate(self._file.events):
            yield event.id, event.at, ("events", index, "at")
        for index, item in enumerate(self._file.applications):
            yield item.id, item.at, ("applications", index, "at")
        for phase, text in self._file.encounter.phases.items():
            yield f"phase:{phase}", text, ("encounter", "phases", phase)
        for name, source in self._file.sources.items():
            if source.clock:
                yield name, source.clock.starts, ("sources", name, "clock", "starts")

    def _encounter_end(self, which: str) -> Span | None:
        text = str(getattr(self._file.encounter, which))
        if which == "start" and not self.calendar.day:
            return None
        return self.timeline.clock(self.read(text, ("encounter", which)))

    def _check_possible(self, start: Span | None, end: Span | None) -> None:
        if start and end and end.high < start.low:
            self._complaints.say(
                "the encounter ends before it begins",
                "correct 'start' or 'end'",
                ("encounter", "end"),
            )
            end = None
        self._check_phases()
        for index, item in enumerate(self._file.applications):
            clock = self.timeline.clock(self.timeline.moments.get(item.id))
            if clock is None or start is None:
                continue
            early, late = clock.high < start.low, end is not None and clock.low > end.high
            if early or late:
                self._complaints.say(
                    f"{cited(item.id)} lies {'before' if early else 'after'} the encounter",
                    "correct its 'at', or the encounter's 'start' and 'end'",
                    ("applications", index, "at"),
                )

    def _check_phases(self) -> None:
        known = [name for name in _PHASES if f"phase:{name}" in self.timeline.moments]
        for earlier, later in pairwise(known):
            apart = gap_between(self.timeline, f"phase:{earlier}", f"phase:{later}")
            if apart is not None and apart.high < 0:
                self._complaints.say(
                    f"phase '{later}' begins before phase '{earlier}'",
                    "correct one of them",
                    ("encounter", "phases", later),
                )


def _unresolvable(moments: dict[str, Moment]) -> list[tuple[list[str], str, str]]:
    """Ids whose times can't be resolved, and what to say of the first of them."""
    depth: dict[str, int] = {}
    found: list[tuple[list[str], str, str]] = []
    for start in moments:
        trail: dict[str, None] = {}
        name = start
        while name in moments and name not in depth and name not in trail:
            trail[name] = None
            name = moments[name].anchor
        if name in trail:
            circle = list(trail)[list(trail).index(name) :]
            shown = " -> ".join([*circle[:6], *(["…"] if len(circle) > 6 else []), name])
            found.append(
                ([name], f"times run in a circle: {shown}", "give one of them a clock time")
            )
        for steps, one in enumerate(reversed(trail), start=depth.get(name, 0) + 1):
            depth[one] = steps
    deep = [name for name, steps in depth.items() if steps > MOST_STEPS]
    if deep:
        what = f"{cited(deep[0])} hangs on more than {MOST_STEPS} other times in a row"
        found.append((deep, what, "measure it from an event nearer to the clock"))
    return found
