"""A case as the review uses it: every value read, every reference known, every claim scoped.

Made from a :class:`~forcereview.record.model.CaseFile` by :mod:`forcereview.record.reading`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from forcereview.record.model import CaseFile
from forcereview.vocabulary import Calendar, FactValue, Moment, Span, Timeline

if TYPE_CHECKING:
    from forcereview.record.names import Names
    from forcereview.record.statement import Statement

Origin = Literal["assertion", "record", "statement", "determination", "what-if"]


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a claim concerns. An empty set means: not limited in that respect."""

    officers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    vehicles: frozenset[str] = frozenset()
    applications: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Claim:
    """One value of one fact, by one source: an assertion, an entry of the record itself (who fired
    at whom), what a public statement claims, a person's determination, or a reviewer's what-if. The
    last two override."""

    id: str
    fact: str
    value: FactValue
    scope: Scope
    source: str
    kind: Origin = "assertion"
    at: Moment | None = None
    said_at: Moment | None = None
    known_to_officer: str = "unknown"


@dataclass(frozen=True)
class Stated:
    """A public statement, read: when it was said, and the values that its claims of fact give, by
    the claim's id."""

    statement: Statement
    said_at: Moment
    read: Mapping[str, Claim]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a provision is held against, with roles bound.

    ``about`` is application, encounter, officer, subject, agency or duty; ``id`` the id of that
    thing. Roles that the frame leaves open are "".
    """

    about: str
    id: str
    officer: str = ""
    subject: str = ""
    vehicle: str = ""
    application: str = ""
    agency: str = ""
    role: str = ""
    _hash: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Frames are looked up by the thousand; what they hold is hashed once.
        bound = (self.officer, self.subject, self.vehicle, self.application, self.agency, self.role)
        object.__setattr__(self, "_hash", hash((self.about, self.id, *bound)))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Frame], tuple[str, ...]]:
        """Pickled by the roles it binds: a hash means nothing in another process."""
        bound = (self.officer, self.subject, self.vehicle, self.application, self.agency, self.role)
        return Frame, (self.about, self.id, *bound)


@dataclass(frozen=True)
class Case:
    """A case, read. ``file`` keeps everything as written; the rest is what the words mean."""

    file: CaseFile
    claims: tuple[Claim, ...]
    timeline: Timeline
    calendar: Calendar
    encounter_start: Span | None
    encounter_span: Span | None
    digest: str = ""
    name: str = ""
    stated: tuple[Stated, ...] = ()
    names: Names = field(kw_only=True, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The case's id."""
        return self.file.id

    @property
    def officers(self) -> tuple[str, ...]:
        """Ids of the officers, in the order of the file."""
        return tuple(i for i, person in self.file.people.items() if person.role == "officer")

    @property
    def subjects(self) -> tuple[str, ...]:
        """Ids of the subjects, in the order of the file."""
        return tuple(i for i, person in self.file.people.items() if person.role == "subject")

    def label(self, name: str) -> str:
        """How reports name a person, vehicle or application."""
        if name in self.file.people:
            return self.file.people[name].label or name
        if name in self.file.vehicles:
            return self.file.vehicles[name].label or name
        for application in self.file.applications:
            if application.id == name:
                return application.label or name.replace("-", " ")
        return name

    def claim(self, claim_id: str) -> Claim | None:
        """The claim with this id."""
        return self._by_id.get(claim_id)

    @cached_property
    def _by_id(self) -> dict[str, Claim]:
        return {claim.id: claim for claim in self.claims}
