"""That each id of a case is given once, and that what is named exists and fits its part."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from forcereview.documents import Path
from forcereview.errors import cited
from forcereview.record.complaints import Complaints
from forcereview.record.model import CaseFile
from forcereview.record.names import WHO, Names, a_kind


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
                f"id {cited(name)} is given twice (also to {a_kind(seen[name])})",
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
    for kind in ("event", "application", "assertion", "statement", "determination"):
        for index, item in enumerate(getattr(file, f"{kind}s")):
            yield kind, (f"{kind}s", index, "id"), item.id
    for index, statement in enumerate(file.statements):
        for number, claim in enumerate(statement.claims):
            yield "claim", ("statements", index, "claims", number, "id"), claim.id


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
    for index, statement in enumerate(file.statements):
        path = ("statements", index)
        yield (*path, "source"), statement.source, sources, "source"
        for number, claim in enumerate(statement.claims):
            yield from _each((*path, "claims", number, "about"), claim.about, concerned, WHO)
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
