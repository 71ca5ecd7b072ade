"""Claims: every value that a case gives to a fact, read, scoped, and on whose word.

Three kinds come from the file: what the entries of the record say themselves (who fired what at
whom), what sources assert, and what people determined.
"""

from __future__ import annotations

from collections.abc import Iterator

from forcereview.documents import Path
from forcereview.record.case import Claim, Scope
from forcereview.record.complaints import Complaints
from forcereview.record.model import Application, CaseFile, Determination
from forcereview.record.names import Names
from forcereview.record.timing import Times
from forcereview.record.values_of_facts import FACTS_OF_APPLICATIONS
from forcereview.vocabulary import (
    Fact,
    FactValue,
    Moment,
    MomentError,
    Quantity,
    Text,
    fact_catalogue,
    five_level_continuum,
    gap_between,
    parse_moment,
    parse_quantity,
    read_value,
)
from forcereview.vocabulary.words import FINDING_WORDS


class Claims:
    """Reads a case file's claims; what is wrong with a value is said where it stands."""

    def __init__(self, file: CaseFile, names: Names, times: Times, complaints: Complaints) -> None:
        self._file = file
        self._names = names
        self._times = times
        self._complaints = complaints
        self._catalogue = fact_catalogue()

    def all(self) -> tuple[Claim, ...]:
        """Every claim, those of the record's own entries first."""
        claims = (
            *self._of_applications(),
            *self._of_intervals(),
            *self._of_people(),
            *self._of_assertions(),
            *self._of_determinations(),
        )
        self._check_limits()
        self._check_lens()
        return claims

    def _of_applications(self) -> Iterator[Claim]:
        levels = five_level_continuum().level_of_type
        for index, item in enumerate(self._file.applications):
            path: Path = ("applications", index)
            level = item.level or levels.get(item.type, "")
            for field, fact in FACTS_OF_APPLICATIONS.items():
                text = level if field == "level" else getattr(item, field)
                value = self.value(self._catalogue[fact], text, (*path, field)) if text else None
                if value is not None:
                    yield from _on_its_sources(item, field, fact, value, _scope_of(item))
            if not level and item.type in self._catalogue["force.type"].choices:
                self._complaints.say(
                    f"no level is known for force of type '{item.type}'",
                    "add 'level:'",
                    (*path, "type"),
                )

    def _of_intervals(self) -> Iterator[Claim]:
        """Time since the same officer's previous application on the same person, where known."""
        timeline = self._times.timeline
        previous: dict[tuple[str, str], str] = {}
        for item in self._file.applications:
            before = previous.get((item.officer, item.subject), "")
            previous[item.officer, item.subject] = item.id
            if before not in timeline.moments or item.id not in timeline.moments:
                continue
            apart = gap_between(timeline, before, item.id)
            if apart is None or apart.low < 0 or apart.high == float("inf"):
                continue
            text = f"{apart.low:.6g}" + (
                f" to {apart.high:.6g} s" if apart.high > apart.low else " s"
            )
            value = Quantity(apart.low, apart.high, "time", text)
            scope = Scope(applications=frozenset([item.id]))
            yield from _on_its_sources(
                item, "interval", "force.interval_since_previous", value, scope
            )

    def _of_people(self) -> Iterator[Claim]:
        operators = {v.operator for v in self._file.vehicles.values() if v.operator}
        for name, person in self._file.people.items():
            one = frozenset([name])
            if person.role == "officer" and person.agency:
                fact = self._catalogue["officer.agency"]
                value: FactValue = Text(person.agency)
                if person.agency in fact.choices:
                    value = read_value(fact, person.agency, self._times.calendar)
                yield _own_claim(f"{name}.agency", fact.name, value, Scope(officers=one))
            if name in operators:
                yield _own_claim(
                    f"{name}.operator", "subject.operating_vehicle", True, Scope(subjects=one)
                )

    def _of_assertions(self) -> Iterator[Claim]:
        for index, assertion in enumerate(self._file.assertions):
            path: Path = ("assertions", index)
            fact = self.fact(assertion.fact, (*path, "fact"))
            at = self._times.read(assertion.at, (*path, "at"))
            said_at = self._times.read(assertion.said_at, (*path, "said_at"))
            if fact is None:
                continue
            value = self.value(fact, assertion.value, (*path, "value"))
            if value is None:
                continue
            yield Claim(
                assertion.id,
                fact.name,
                value,
                self._names.scope(assertion.about, fact),
                assertion.source,
                "assertion",
                at,
                said_at or self._published(assertion.source),
                assertion.known_to_officer,
            )

    def _of_determinations(self) -> Iterator[Claim]:
        for index, determination in enumerate(self._file.determinations):
            path: Path = ("determinations", index)
            said_at = self._times.read(determination.at, (*path, "at"))
            decides = determination.decides
            if bool(decides.fact) == bool(decides.provision):
                self._complaints.say(
                    "a determination decides either a fact or a provision",
                    "give 'fact:' or 'provision:'",
                    (*path, "decides"),
                )
            elif decides.provision:
                self._check_finding(determination, (*path, "value"))
            if not decides.fact:
                continue
            fact = self.fact(decides.fact, (*path, "decides", "fact"))
            if fact is None:
                continue
            value = self.value(fact, determination.value, (*path, "value"))
            if value is None or determination.external:
                continue
            yield Claim(
                determination.id,
                fact.name,
                value,
                self._names.scope(decides.about, fact),
                "",
                "determination",
                said_at=said_at,
                known_to_officer="yes",
            )

    def _check_finding(self, determination: Determination, path: Path) -> None:
        """A body of its own may decide in words of its own; a finding of ours has one of five."""
        known = [*FINDING_WORDS, *(word for word, _ in FINDING_WORDS.values())]
        if not determination.external and determination.value not in known:
            self._complaints.say(
                f"'{determination.value[:60]}' is no finding",
                "write one of: " + ", ".join(word for word, _ in FINDING_WORDS.values()),
                path,
            )

    def _published(self, source: str) -> Moment | None:
        published = self._file.sources[source].published if source in self._file.sources else ""
        try:
            return parse_moment(published, self._times.calendar) if published else None
        except MomentError:
            return None

    def fact(self, name: str, path: Path) -> Fact | None:
        """The fact of this name; if there is none, that is said."""
        if name in self._catalogue:
            return self._catalogue[name]
        if self._complaints.enough:
            self._complaints.say("unknown fact", "", path)
        else:
            unknown = self._catalogue.unknown(name)
            self._complaints.say(unknown.what, unknown.todo, path)
        return None

    def value(self, fact: Fact, written: str | tuple[str, ...], path: Path) -> FactValue | None:
        """The value that is written; None where it can't be read, and that is said."""
        try:
            value = read_value(fact, written, self._times.calendar)
        except ValueError as error:
            self._complaints.repeat(error, path)
            return None
        if isinstance(value, Moment):
            self._times.check_anchor(value, path)
        return value

    def _check_limits(self) -> None:
        for name, deadline in self._file.configuration.deadlines.items():
            try:
                parse_quantity(deadline.within, expected_unit="s")
            except ValueError as error:
                path: Path = ("configuration", "deadlines", name, "within")
                self._complaints.repeat(error, path)

    def _check_lens(self) -> None:
        lens = self._file.lens
        self._times.read(lens.as_of, ("lens", "as_of"))
        for index, supposed in enumerate(lens.what_if):
            path: Path = ("lens", "what_if", index)
            fact = self.fact(supposed.fact, (*path, "fact"))
            if fact is not None:
                self.value(fact, supposed.value, (*path, "value"))


def _scope_of(item: Application) -> Scope:
    return Scope(
        frozenset([item.officer]),
        frozenset([item.subject]),
        frozenset([item.vehicle] if item.vehicle else []),
        frozenset([item.id]),
    )


def _own_claim(name: str, fact: str, value: FactValue, scope: Scope, source: str = "") -> Claim:
    """What an entry of the record says itself."""
    return Claim(name, fact, value, scope, source, "record", known_to_officer="yes")


def _on_its_sources(
    item: Application, field: str, fact: str, value: FactValue, scope: Scope
) -> Iterator[Claim]:
    for source in item.sources:
        yield _own_claim(f"{item.id}.{field}@{source}", fact, value, scope, source)
