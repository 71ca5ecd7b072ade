"""Read a case file: shape, references, facts, values and times, all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forcereview.documents import Bounds, Document, read_document, shape
from forcereview.documents.reading import Path
from forcereview.errors import BadInput, Problem, did_you_mean
from forcereview.record.case import Case, Claim, Scope
from forcereview.record.model import CaseFile, Person
from forcereview.vocabulary import (
    Calendar,
    Catalogue,
    Fact,
    FactValue,
    Moment,
    MomentError,
    Quantity,
    Span,
    Timeline,
    Unsaid,
    fact_catalogue,
    five_level_continuum,
    gap_between,
    parse_moment,
    parse_quantity,
    read_value,
)


@dataclass(frozen=True)
class Reading:
    """A case (None where it can't be used) and everything there is to say about its file."""

    case: Case | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the case from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def read_case(raw: bytes, name: str, bounds: Bounds | None = None) -> Case:
    """The case in ``raw``; ``name`` is what complaints call the file.

    Raises:
        BadInput: with every error in the file, each with its place and what to do.
    """
    reading = check_case(raw, name, bounds)
    if reading.case is None:
        raise BadInput(reading.errors)
    return reading.case


def check_case(raw: bytes, name: str, bounds: Bounds | None = None) -> Reading:
    """Read a case and collect every problem, warnings included. Never raises for bad input."""
    try:
        document = read_document(raw, name, bounds or Bounds())
    except BadInput as error:
        return Reading(None, error.problems)
    parsed, problems = shape(document, CaseFile, "case")
    if parsed is None:
        return Reading(None, _in_order(problems))
    reader = _CaseReader(document, parsed)
    case = reader.read(hashlib.sha256(raw).hexdigest(), name)
    problems += reader.problems
    failed = any(problem.severity == "error" for problem in problems)
    return Reading(None if failed else case, _in_order(problems))


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.place.line, p.place.column)))


class _CaseReader:
    def __init__(self, document: Document, parsed: CaseFile) -> None:
        self.document = document
        self.file = parsed
        self.catalogue: Catalogue = fact_catalogue()
        self.problems: list[Problem] = []
        self.timed: dict[str, Moment] = {}
        self.calendar = self._calendar()

    def read(self, digest: str, name: str) -> Case:
        self._unique_ids()
        self._references()
        self._times()
        timeline = Timeline(self.timed)
        span = self._encounter_span(timeline)
        claims = [*self._record_claims(), *self._assertions(), *self._determinations()]
        self._configuration()
        self._impossible_times(timeline)
        start = timeline.clock(self._moment(self.file.encounter.start, ("encounter", "start")))
        return Case(self.file, tuple(claims), timeline, start, span, digest, name)

    def _say(
        self, what: str, todo: str, path: Path, *, key: bool = False, severity: str = "error"
    ) -> None:
        place = self.document.place(path, key=key)
        self.problems.append(Problem(what, todo, place, severity))

    def _calendar(self) -> Calendar:
        zone_name = self.file.encounter.place.zone
        try:
            zone = ZoneInfo(zone_name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._say(
                f"'{zone_name}' is not a time zone",
                "write for example America/Chicago",
                ("encounter", "place", "zone"),
            )
            zone = ZoneInfo("UTC")
        rates = tuple(
            (source_id, source.clock.frame_rate)
            for source_id, source in self.file.sources.items()
            if source.clock and source.clock.frame_rate
        )
        bare = Calendar(zone, "", rates)
        start = self._moment(self.file.encounter.start, ("encounter", "start"), bare)
        if start is None or start.anchor or start.never:
            if start is not None:
                self._say(
                    f"'{self.file.encounter.start}' gives no date",
                    "begin with a date, e.g. 2026-01-07 09:35",
                    ("encounter", "start"),
                )
            return bare
        from datetime import UTC, datetime

        day = datetime.fromtimestamp(start.span.low, UTC).astimezone(zone).date().isoformat()
        if start.text.lower().startswith("about "):
            day = start.text[6:16]
        return Calendar(zone, day, rates)

    def _moment(self, text: str, path: Path, calendar: Calendar | None = None) -> Moment | None:
        if not text:
            return None
        try:
            return parse_moment(text, calendar or self.calendar)
        except MomentError as error:
            what, _, todo = str(error).partition("; ")
            self._say(what, todo, path)
            return None

    def _unique_ids(self) -> None:
        seen: dict[str, str] = {}
        for kind, path, name in self._ids():
            if name in seen:
                self._say(
                    f"id '{name}' is given twice (also as {seen[name]})",
                    "give each its own id",
                    path,
                )
            seen.setdefault(name, kind)

    def _ids(self) -> Iterator[tuple[str, Path, str]]:
        for kind, group in (("person", "people"), ("vehicle", "vehicles"), ("source", "sources")):
            for name in getattr(self.file, group):
                yield kind, (group, name), name
        for kind, group in (
            ("event", "events"),
            ("application", "applications"),
            ("assertion", "assertions"),
            ("determination", "determinations"),
        ):
            for index, item in enumerate(getattr(self.file, group)):
                yield kind, (group, index, "id"), item.id

    def _known(self, name: str, among: Iterable[str], kind: str, path: Path) -> bool:
        names = list(among)
        if name in names:
            return True
        self._say(
            f"no {kind} '{name}'",
            did_you_mean(name, names)
            or (f"known: {', '.join(names[:12])}" if names else f"add it under its {kind} list"),
            path,
        )
        return False

    def _references(self) -> None:
        people, vehicles, sources = self.file.people, self.file.vehicles, self.file.sources
        for name, vehicle in vehicles.items():
            if vehicle.operator:
                self._known(vehicle.operator, people, "person", ("vehicles", name, "operator"))
            for index, one in enumerate(vehicle.occupants):
                self._known(one, people, "person", ("vehicles", name, "occupants", index))
        for name, source in sources.items():
            for index, other in enumerate(source.derives_from):
                self._known(other, sources, "source", ("sources", name, "derives_from", index))
        self._derivation_circles()
        for index, event in enumerate(self.file.events):
            for number, one in enumerate(event.who):
                self._known(
                    one, [*people, *vehicles], "person or vehicle", ("events", index, "who", number)
                )
            self._sources_known(event.sources, ("events", index, "sources"))
        for index, application in enumerate(self.file.applications):
            path: Path = ("applications", index)
            if self._known(application.officer, people, "person", (*path, "officer")):
                self._must_be(application.officer, "officer", (*path, "officer"))
            self._known(application.subject, people, "person", (*path, "subject"))
            if application.vehicle:
                self._known(application.vehicle, vehicles, "vehicle", (*path, "vehicle"))
            if not application.sources:
                self._say(
                    f"application '{application.id}' has no source", "add 'sources: [...]'", path
                )
            self._sources_known(application.sources, (*path, "sources"))
        for index, assertion in enumerate(self.file.assertions):
            self._known(assertion.source, sources, "source", ("assertions", index, "source"))
        for index, determination in enumerate(self.file.determinations):
            self._sources_known(determination.sources, ("determinations", index, "sources"))
        for index, one in enumerate(self.file.lens.without):
            self._known(one, sources, "source", ("lens", "without", one))

    def _sources_known(self, names: Iterable[str], path: Path) -> None:
        for number, name in enumerate(names):
            self._known(name, self.file.sources, "source", (*path, number))

    def _must_be(self, person: str, role: str, path: Path) -> None:
        actual = self.file.people[person].role
        if actual != role:
            self._say(
                f"'{person}' is a {actual}, not an {role}",
                f"name an {role}, or change the role",
                path,
            )

    def _derivation_circles(self) -> None:
        for name in self.file.sources:
            seen: set[str] = set()
            frontier = [name]
            while frontier:
                for other in self.file.sources[frontier.pop()].derives_from:
                    if other == name:
                        self._say(
                            f"source '{name}' derives from itself",
                            "break the circle",
                            ("sources", name, "derives_from"),
                        )
                        frontier = []
                        break
                    if other in self.file.sources and other not in seen:
                        seen.add(other)
                        frontier.append(other)

    def _times(self) -> None:
        entries: list[tuple[str, str, Path]] = [
            (event.id, event.at, ("events", i, "at")) for i, event in enumerate(self.file.events)
        ]
        entries += [
            (a.id, a.at, ("applications", i, "at")) for i, a in enumerate(self.file.applications)
        ]
        entries += [
            (f"phase:{name}", text, ("encounter", "phases", name))
            for name, text in self.file.encounter.phases.items()
        ]
        for name, source in self.file.sources.items():
            if source.clock and source.clock.starts:
                entries.append((name, source.clock.starts, ("sources", name, "clock", "starts")))
        paths: dict[str, Path] = {}
        for name, text, path in entries:
            moment = self._moment(text, path)
            if moment is not None:
                self.timed[name] = moment
                paths[name] = path
        anchors = self._anchors()
        for name, path in paths.items():
            self._anchor_known(self.timed[name], anchors, path)
        self._time_circles(paths)

    def _anchors(self) -> list[str]:
        return [
            *(event.id for event in self.file.events),
            *(application.id for application in self.file.applications),
            *self.file.sources,
        ]

    def _anchor_known(self, moment: Moment, anchors: list[str], path: Path) -> None:
        if moment.anchor and moment.anchor not in anchors:
            self._say(
                f"'{moment.text}' is measured from '{moment.anchor}', which is no event, "
                "application or source",
                did_you_mean(moment.anchor, anchors) or "name one by its id",
                path,
            )

    def _time_circles(self, paths: dict[str, Path]) -> None:
        for name in list(self.timed):
            try:
                Timeline(self.timed).chain(self.timed[name])
            except MomentError as error:
                what, _, todo = str(error).partition("; ")
                self._say(what, todo, paths[name])
                del self.timed[name]

    def _encounter_span(self, timeline: Timeline) -> Span | None:
        start = self._moment(self.file.encounter.start, ("encounter", "start"))
        end = self._moment(self.file.encounter.end, ("encounter", "end"))
        low = timeline.clock(start)
        high = timeline.clock(end) or low
        if low is None or high is None:
            return None
        if high.high < low.low:
            self._say(
                "the encounter ends before it begins",
                "correct 'start' or 'end'",
                ("encounter", "end"),
            )
            return None
        return Span(low.low, max(high.high, low.high))

    def _impossible_times(self, timeline: Timeline) -> None:
        order = ("before", "during", "after")
        known = [name for name in order if f"phase:{name}" in self.timed]
        for name in self.file.encounter.phases:
            if name not in order:
                self._say(
                    f"'{name}' is no phase",
                    "use before, during, after",
                    ("encounter", "phases", name),
                    key=True,
                )
        for earlier, later in zip(known, known[1:], strict=False):
            apart = gap_between(timeline, f"phase:{earlier}", f"phase:{later}")
            if apart is not None and apart.high < 0:
                self._say(
                    f"phase '{later}' begins before phase '{earlier}'",
                    "correct one of them",
                    ("encounter", "phases", later),
                )
        for index, application in enumerate(self.file.applications):
            clock = timeline.clock(self.timed.get(application.id))
            whole = self._encounter_span(timeline)
            if (
                clock
                and whole
                and self.file.encounter.end
                and (clock.low > whole.high or clock.high < whole.low)
            ):
                self._say(
                    f"'{application.id}' lies outside the encounter's time span",
                    "correct 'at' or the encounter's start and end",
                    ("applications", index, "at"),
                )

    # --- claims ---------------------------------------------------------------------------------

    def _record_claims(self) -> Iterator[Claim]:
        """What the entries of the record themselves say, each on the entry's own sources."""
        for index, application in enumerate(self.file.applications):
            path: Path = ("applications", index)
            scope = Scope(
                frozenset([application.officer]),
                frozenset([application.subject]),
                frozenset([application.vehicle]) if application.vehicle else frozenset(),
                frozenset([application.id]),
            )
            level = application.level or five_level_continuum().level_of_type.get(
                application.type, ""
            )
            values = {
                "force.type": (application.type, "type"),
                "force.level": (level, "level"),
                "force.target": (application.target, "target"),
                "subject.resistance": (application.resistance, "resistance"),
            }
            for fact_name, (written, field_name) in values.items():
                if not written:
                    continue
                value = self._value(self.catalogue[fact_name], written, (*path, field_name))
                if value is None:
                    continue
                for source in application.sources:
                    yield Claim(
                        f"{application.id}.{field_name}@{source}",
                        fact_name,
                        value,
                        scope,
                        source,
                        "record",
                        known_to_officer="yes",
                    )
            if not level and application.type:
                self._say(
                    f"no level is known for force of type '{application.type}'",
                    "add 'level:'",
                    (*path, "type"),
                )
        yield from self._intervals()
        operators = {v.operator for v in self.file.vehicles.values() if v.operator}
        for person_id, person in self.file.people.items():
            yield from self._person_claims(person_id, person, operators)

    def _person_claims(
        self, person_id: str, person: Person, operators: set[str]
    ) -> Iterator[Claim]:
        one = frozenset([person_id])
        if person.role == "officer" and person.agency:
            yield Claim(
                f"{person_id}.agency",
                "officer.agency",
                self._enum_or_text("officer.agency", person.agency),
                Scope(officers=one),
                "",
                "record",
                known_to_officer="yes",
            )
        if person_id in operators:
            yield Claim(
                f"{person_id}.operator",
                "subject.operating_vehicle",
                True,
                Scope(subjects=one),
                "",
                "record",
                known_to_officer="yes",
            )

    def _enum_or_text(self, fact_name: str, written: str) -> FactValue:
        from forcereview.vocabulary import Text

        fact = self.catalogue[fact_name]
        if fact.kind == "choice" and written in fact.choices:
            return read_value(fact, written, self.calendar)
        return Text(written)

    def _intervals(self) -> Iterator[Claim]:
        """Time since the previous application by the same officer, from the times given."""
        timeline = Timeline(self.timed)
        previous: dict[str, str] = {}
        for application in self.file.applications:
            before = previous.get(application.officer)
            previous[application.officer] = application.id
            if before is None:
                continue
            apart = (
                gap_between(timeline, before, application.id)
                if (before in self.timed and application.id in self.timed)
                else None
            )
            if apart is None or apart.low < 0 or apart.high == float("inf"):
                continue
            text = (
                f"{apart.low:.3g} to {apart.high:.3g} s"
                if apart.high > apart.low
                else f"{apart.low:.3g} s"
            )
            value = Quantity(apart.low, apart.high, "time", text)
            for source in application.sources:
                yield Claim(
                    f"{application.id}.interval@{source}",
                    "force.interval_since_previous",
                    value,
                    Scope(applications=frozenset([application.id])),
                    source,
                    "record",
                    known_to_officer="yes",
                )

    def _assertions(self) -> Iterator[Claim]:
        for index, assertion in enumerate(self.file.assertions):
            path: Path = ("assertions", index)
            fact = self._fact(assertion.fact, (*path, "fact"))
            at = self._moment(assertion.at, (*path, "at"))
            if at:
                self._anchor_known(at, self._anchors(), (*path, "at"))
            said_at = self._moment(assertion.said_at, (*path, "said_at"))
            if fact is None:
                continue
            scope = self._scope(assertion.about, fact, (*path, "about"))
            value = self._value(fact, assertion.value, (*path, "value"))
            if value is None:
                continue
            if isinstance(value, Moment) and value.anchor:
                self._anchor_known(value, self._anchors(), (*path, "value"))
            if isinstance(value, Quantity):
                self._uncertainty(fact, value, (*path, "value"))
            yield Claim(
                assertion.id,
                assertion.fact,
                value,
                scope,
                assertion.source,
                "assertion",
                at,
                said_at or self._published(assertion.source),
                assertion.known_to_officer,
            )

    def _published(self, source: str) -> Moment | None:
        published = self.file.sources[source].published if source in self.file.sources else ""
        try:
            return parse_moment(published, self.calendar) if published else None
        except MomentError:
            return None

    def _determinations(self) -> Iterator[Claim]:
        for index, determination in enumerate(self.file.determinations):
            decides = determination.decides
            path: Path = ("determinations", index, "decides")
            if bool(decides.fact) == bool(decides.provision):
                self._say(
                    "a determination decides either a fact or a provision",
                    "give 'fact:' or 'provision:'",
                    path,
                )
            if not decides.fact:
                continue
            fact = self._fact(decides.fact, (*path, "fact"))
            if fact is None:
                continue
            scope = self._scope(decides.about, fact, (*path, "about"))
            value = self._value(fact, determination.value, ("determinations", index, "value"))
            if value is not None and not determination.external:
                said_at = self._moment(determination.at, ("determinations", index, "at"))
                yield Claim(
                    determination.id,
                    decides.fact,
                    value,
                    scope,
                    "",
                    "determination",
                    said_at=said_at,
                    known_to_officer="yes",
                )

    def _fact(self, name: str, path: Path) -> Fact | None:
        if name in self.catalogue:
            return self.catalogue[name]
        self.problems.append(self.catalogue.unknown(name, self.document.place(path)))
        return None

    def _value(self, fact: Fact, written: str | tuple[str, ...], path: Path) -> FactValue | None:
        try:
            return read_value(fact, written, self.calendar)
        except ValueError as error:
            what, _, todo = str(error).partition("; ")
            self._say(what, todo, path)
            return None

    def _uncertainty(self, fact: Fact, value: Quantity, path: Path) -> None:
        counted = value.dimension in ("persons", "shots", "incidents", "years")
        if value.low == value.high and not counted and not value.stated_exactly:
            self._say(
                f"'{value.text}' states no uncertainty",
                f"write e.g. '{value.text.split()[0]} ± 0.1 {fact.unit}', 'about ...' or "
                "'exactly ...'",
                path,
                severity="warning",
            )

    def _scope(self, about: tuple[str, ...], fact: Fact, path: Path) -> Scope:
        scope = self._scope_of(about, path)
        if not fact.at_a_moment and scope.applications:
            chosen = [a for a in self.file.applications if a.id in scope.applications]
            return Scope(
                scope.officers or frozenset(a.officer for a in chosen),
                scope.subjects or frozenset(a.subject for a in chosen),
                scope.vehicles,
                frozenset(),
                scope.agencies,
            )
        return scope

    def _scope_of(self, about: tuple[str, ...], path: Path) -> Scope:
        groups: dict[str, set[str]] = {
            "officers": set(),
            "subjects": set(),
            "vehicles": set(),
            "applications": set(),
            "agencies": set(),
        }
        applications = {a.id for a in self.file.applications}
        agencies = {p.agency for p in self.file.people.values() if p.agency}
        agencies |= set(self.file.encounter.agencies)
        for number, name in enumerate(about):
            if name in self.file.people:
                officer = self.file.people[name].role == "officer"
                groups["officers" if officer else "subjects"].add(name)
            elif name in self.file.vehicles:
                groups["vehicles"].add(name)
            elif name in applications:
                groups["applications"].add(name)
            elif name in agencies:
                groups["agencies"].add(name)
            else:
                known = [*self.file.people, *self.file.vehicles, *applications, *agencies]
                self._known(name, known, "person, vehicle, application or agency", (*path, number))
        return Scope(**{kind: frozenset(names) for kind, names in groups.items()})

    def _configuration(self) -> None:
        for name, deadline in self.file.configuration.deadlines.items():
            try:
                parse_quantity(deadline.within, expected_unit="s")
            except ValueError as error:
                what, _, todo = str(error).partition("; ")
                self._say(what, todo, ("configuration", "deadlines", name, "within"))


def is_silent(value: FactValue) -> bool:
    """Whether the source says that it doesn't know."""
    return isinstance(value, Unsaid)
