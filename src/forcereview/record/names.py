"""What each id of a case names."""

from __future__ import annotations

from collections.abc import Container, Iterable

from forcereview.documents import Path
from forcereview.errors import cited, did_you_mean
from forcereview.record.case import Scope
from forcereview.record.complaints import Complaints
from forcereview.record.model import CaseFile
from forcereview.vocabulary import Fact

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

    def scope(self, about: Iterable[str], fact: Fact | None = None) -> Scope:
        """The scope that ids give to an assertion of ``fact``; unknown ones are passed over.

        A fact that can't differ from one application to the next is about the people of the
        applications named.
        """
        groups: dict[str, set[str]] = {group: set() for group in _GROUP.values()}
        for name in about:
            kind = self.kind_of(name)
            if kind:
                groups[_GROUP[kind]].add(name)
        if fact is not None and not fact.at_a_moment:
            chosen = [self.applications[name] for name in sorted(groups["applications"])]
            groups["officers"] = groups["officers"] or {item.officer for item in chosen}
            groups["subjects"] = groups["subjects"] or {item.subject for item in chosen}
            groups["applications"] = set()
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
            return f"{cited(name)} is {a_kind(other)}; name a {kind}"
        if name in self.events:
            return f"{cited(name)} is an event; name a {kind}"
        if listed:
            return "known: " + ", ".join(listed[:12]) + (", …" if len(listed) > 12 else "")
        return f"the file lists no {kind}; add one"


def a_kind(kind: str) -> str:
    """The kind with its article."""
    return f"an {kind}" if kind[0] in "aeo" else f"a {kind}"
