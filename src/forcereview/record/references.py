"""The ids of a case: what each names, that each is given once, and that what is named exists."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from forcereview.documents import Path
from forcereview.errors import cited, did_you_mean
from forcereview.record.case import Scope
from forcereview.record.complaints import Complaints
from forcereview.record.model import CaseFile

WHO = "person, vehicle, application or agency"
_GROUP = {"officer": "officers", "subject": "subjects", "vehicle": "vehicles",
          "application": "applications", "agency": "agencies"}  # fmt: skip


class Names:
    """What each id of a case names.

    ``set_aside`` are ids whose entries are too malformed to be read: naming them is no fault.
    """

    def __init__(self, file: CaseFile, set_aside: Iterable[str] = ()) -> None:
        self.people = file.people
        self.vehicles = file.vehicles
        self.sources = file.sources
        self.applications = {item.id: item for item in file.applications}
        self.events = {item.id: item for item in file.events}
        self.agencies = dict.fromkeys(
            [person.agency for person in file.people.values() if person.agency]
            + list(file.encounter.agencies)
        )
        #: every id that a time may be measured from
        self.anchors = dict.fromkeys([*self.events, *self.applications, *self.sources])
        self.set_aside = frozenset(set_aside)

    def kind_of(self, name: str) -> str:
        """officer, subject (anyone who is no officer), vehicle, application, agency, or ""."""
        if name in self.people:
            return "officer" if self.people[name].role == "officer" else "subject"
        if name in self.vehicles:
            return "vehicle"
        if name in self.applications:
            return "application"
        return "agency" if name in self.agencies else ""

    def concerned(self) -> list[str]:
        """Every id that an assertion may be about."""
        return [*self.people, *self.vehicles, *self.applications, *self.agencies]

    def scope(self, about: Iterable[str]) -> Scope:
        """The scope that ids give; unknown ones are passed over."""
        groups: dict[str, set[str]] = {group: set() for group in _GROUP.values()}
        for name in about:
            kind = self.kind_of(name)
            if kind:
                groups[_GROUP[kind]].add(name)
        return Scope(**{group: frozenset(names) for group, names in groups.items()})

    def known(
        self, name: str, among: Container[str], kind: str, path: Path, complaints: Complaints
    ) -> bool:
        """Whether ``name`` is one of ``among``; if not, that and the likely meaning are said."""
        if name in among:
            return True
        if name not in self.set_aside:
            hint = "" if complaints.enough else self._hint(name, kind, among)
            complaints.say(f"no {kind} {cited(name)}", hint, path, key=path[-1] == name)
        return False

    def _hint(self, name: str, kind: str, among: Container[str]) -> str:
        listed = [str(one) for one in among] if isinstance(among, Iterable) else []
        near = did_you_mean(name, listed)
        if near:
            return near
        other = "source" if name in self.sources else self.kind_of(name)
        if other:
            return f"{cited(name)} is {_a(other)}; name a {kind}"
        if name in self.events:
            return f"{cited(name)} is an event; name a {kind}"
        if listed:
            return "known: " + ", ".join(listed[:12]) + (", …" if len(listed) > 12 else "")
        return f"the file lists no {kind}; add one"


def check_references(file: CaseFile, names: Names, complaints: Complaints) -> None:
    """Ids given twice, ids that name nothing, people in the wrong role, circles of derivation."""
    _ids_once(file, complaints)
    for path, name, among, kind in _references(file, names):
        names.known(name, among, kind, path, complaints)
    _parts_in_force(file, names, complaints)
    _derivations(file, complaints)


def _ids_once(file: CaseFile, complaints: Complaints) -> None:
    seen: dict[str, str] = {}
    for kind, path, name in _ids(file):
        if name in seen:
            complaints.say(
                f"id {cited(name)} is given twice (also to {_a(seen[name])})",
                "give each its own id",
                path,
                key=path[-1] == name,
            )
        elif name == "encounter":
            complaints.say(
                "'encounter' is the name of the whole", "give it another id", path, key=True
            )
        seen.setdefault(name, kind)


def _ids(file: CaseFile) -> Iterator[tuple[str, Path, str]]:
    for kind, group in (("person", "people"), ("vehicle", "vehicles"), ("source", "sources")):
        for name in getattr(file, group):
            yield kind, (group, name), name
    for kind in ("event", "application", "assertion", "determination"):
        for index, item in enumerate(getattr(file, f"{kind}s")):
            yield kind, (f"{kind}s", index, "id"), item.id


def _references(file: CaseFile, names: Names) -> Iterator[tuple[Path, str, Container[str], str]]:
    """Every id that the file names, with the ids it may name and what those are called."""
    people, vehicles, sources = names.people, names.vehicles, names.sources
    travellers = dict.fromkeys([*people, *vehicles])
    for name, vehicle in vehicles.items():
        if vehicle.operator:
            yield ("vehicles", name, "operator"), vehicle.operator, people, "person"
        yield from _each(("vehicles", name, "occupants"), vehicle.occupants, people, "person")
    for name, source in sources.items():
        yield from _each(("sources", name, "derives_from"), source.derives_from, sources, "source")
    for index, event in enumerate(file.events):
        path: Path = ("events", index)
        yield from _each((*path, "who"), event.who, travellers, "person or vehicle")
        yield from _each((*path, "sources"), event.sources, sources, "source")
    for index, item in enumerate(file.applications):
        path = ("applications", index)
        yield (*path, "officer"), item.officer, people, "person"
        yield (*path, "subject"), item.subject, people, "person"
        if item.vehicle:
            yield (*path, "vehicle"), item.vehicle, vehicles, "vehicle"
        yield from _each((*path, "sources"), item.sources, sources, "source")
    concerned = dict.fromkeys(names.concerned())
    frames = dict.fromkeys(["encounter", *concerned])
    for index, assertion in enumerate(file.assertions):
        path = ("assertions", index)
        yield (*path, "source"), assertion.source, sources, "source"
        yield from _each((*path, "about"), assertion.about, concerned, WHO)
    for index, determination in enumerate(file.determinations):
        path = ("determinations", index)
        decides = determination.decides
        yield from _each((*path, "decides", "about"), decides.about, concerned, WHO)
        yield from _each((*path, "sources"), determination.sources, sources, "source")
        if decides.frame:
            yield (*path, "decides", "frame"), decides.frame, frames, WHO
    for name in file.lens.without:
        yield ("lens", "without", name), name, sources, "source"
    for index, supposed in enumerate(file.lens.what_if):
        yield from _each(("lens", "what_if", index, "about"), supposed.about, concerned, WHO)


def _each(
    path: Path, named: Iterable[str], among: Container[str], kind: str
) -> Iterator[tuple[Path, str, Container[str], str]]:
    for number, name in enumerate(named):
        yield (*path, number), name, among, kind


def _parts_in_force(file: CaseFile, names: Names, complaints: Complaints) -> None:
    """Who applied force to whom: by role, and on somebody's word."""
    for index, item in enumerate(file.applications):
        path: Path = ("applications", index)
        if names.kind_of(item.officer) == "subject":
            complaints.say(
                f"{cited(item.officer)} is a {names.people[item.officer].role}, not an officer",
                "name an officer, or change the role",
                (*path, "officer"),
            )
        if names.kind_of(item.subject) == "officer":
            complaints.say(
                f"{cited(item.subject)} is an officer, not a subject",
                "name the person it was used against, or change the role",
                (*path, "subject"),
            )
        if not item.sources:
            complaints.say(
                f"application {cited(item.id)} has no source",
                "name who says that it took place, e.g. 'sources: [video-1]'",
                (*path, "sources"),
            )


def _derivations(file: CaseFile, complaints: Complaints) -> None:
    """Sources that derive from themselves; each circle is said once, at its first source."""
    done: set[str] = set()
    for start in file.sources:
        trail: dict[str, None] = {}
        waiting = [(start, 0)]
        while waiting:
            name, depth = waiting.pop()
            while len(trail) > depth:
                trail.popitem()
            if name in trail:
                _say_circle(name, list(trail), complaints)
            elif name not in done and name in file.sources:
                done.add(name)
                trail[name] = None
                waiting += [(other, depth + 1) for other in file.sources[name].derives_from]


def _say_circle(name: str, trail: list[str], complaints: Complaints) -> None:
    circle = [*trail[trail.index(name) :], name]
    through = f" ({' -> '.join(circle)})" if 2 < len(circle) < 8 else ""
    complaints.say(
        f"source {cited(name)} derives from itself{through}",
        "break the circle: only what repeats another source derives from it",
        ("sources", name, "derives_from"),
    )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeo" else f"a {kind}"
