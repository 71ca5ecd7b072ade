"""The form of a case file (``case.yaml``): what a person writes, field by field.

These models only give the file its shape; what the words in it mean (times, values, references)
is read in :mod:`forcereview.record.reading`. The JSON Schema that editors complete from is made
from them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from forcereview.documents.words import Words
from forcereview.vocabulary.words import Role, Side


class Entry(BaseModel):
    """Base of everything in a case file: frozen, no unknown fields but ``x-…`` extensions."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Place(Entry):
    """Where the encounter took place."""

    description: str = Field(description="In words, as exact as may be published")
    zone: str = Field(description="Time zone of the place, e.g. America/Chicago")
    latitude: float | None = None
    longitude: float | None = None


class Encounter(Entry):
    """What happened, once, between officers and people, in a place and a time span."""

    summary: str = Field("", description="What happened, in plain words, as reported and by whom")
    place: Place
    jurisdiction: Words = Field(
        description="Legal areas that cover the place, e.g. [us, us-mn, us-ca8]"
    )
    start: str = Field(description="When it began, e.g. '2026-01-07 09:35' or 'about 09:35'")
    end: str = ""
    setting: Words = Field((), description="e.g. vehicle stop, protest, detention, port of entry")
    phases: dict[str, str] = Field(
        default_factory=dict, description="When each phase began: before, during, after"
    )
    agencies: Words = Field((), description="Agencies with a duty here beside the officers' own")


class Person(Entry):
    """A person, by role. Never a name."""

    role: Role
    label: str = Field("", description="How reports name the person: 'agent A', 'driver'")
    agency: str = Field("", description="Employing agency at the time: ice, cbp, dhs, doj, ...")
    assignment: str = ""
    classes: Words = Field((), description="Officer classes a regulation lists")
    training: dict[str, str] = Field(
        default_factory=dict, description="Training on record, each with its date"
    )
    uses_force: bool | None = None
    note: str = ""


class Vehicle(Entry):
    """A vehicle, and who drove it."""

    label: str = ""
    operator: str = Field("", description="Id of the person at the wheel")
    occupants: Words = ()
    length_m: float | None = None
    width_m: float | None = None
    wheelbase_m: float | None = None
    note: str = ""


class Clock(Entry):
    """What ties a recording's frames to time."""

    frame_rate: float | None = Field(None, gt=0, description="Frames per second, if constant")
    starts: str = Field("", description="When frame 0 was recorded")


class Source(Entry):
    """A document, recording, statement, dataset or person's account."""

    title: str
    kind: str = Field(
        description="video, document, statement, press report, expert analysis, account, record, ..."
    )
    by: str = Field("", description="Who made it (role or institution)")
    side: Side = Field(
        "independent", description="Whose side it stands on: officer, subject, independent"
    )
    derives_from: Words = Field((), description="Ids of sources that this one repeats")
    published: str = ""
    seen: str = Field("", description="When and where it was seen, by whom")
    address: str = ""
    held: bool = Field(False, description="Whether a copy is held")
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    clock: Clock | None = None
    note: str = ""


class Locator(Entry):
    """Where in a source (after W3C Web Annotation selectors and Media Fragments)."""

    page: str = ""
    quotation: str = ""
    time: str = Field("", description="Span in a recording, e.g. '12.4 to 13.0 s' or 'frame 310'")
    region: str = Field("", description="xywh=percent:10,10,20,20")
    note: str = ""


class Event(Entry):
    """Something that happened at a time."""

    id: str
    what: str
    at: str = ""
    who: Words = ()
    kind: str = Field("event", description="event, statement, command, movement, arrival, aid, ...")
    sources: Words = ()
    note: str = ""


class Application(Entry):
    """One use of force by one officer against one subject at one time: each shot its own."""

    id: str
    officer: str
    subject: str
    type: str = Field(description="Kind of force; 'forcereview facts force.type' lists them")
    level: str = Field("", description="Level on the continuum, if not that of the type")
    target: str = Field("", description="What it was aimed at; see force.target")
    vehicle: str = Field("", description="Id of the vehicle concerned, if one was")
    at: str = ""
    resistance: str = Field("", description="subject.resistance at that time, if a source says so")
    sources: Words = Field(description="Who says that this application took place")
    label: str = ""
    note: str = ""


class Assertion(Entry):
    """A source says that a fact, about someone or something, is so.

    ``about`` names the persons, vehicles and applications concerned; several of one kind mean each
    of them. Without it, the assertion concerns everyone the fact can be about, at any time.
    """

    id: str
    fact: str
    value: str | tuple[str, ...] = Field(
        description="yes, no, unknown, none (times), a choice, a quantity with unit, a time, a text"
    )
    about: Words = ()
    at: str = Field("", description="When it was so, if the fact can change")
    source: str
    by: str = Field("", description="Who says so, where that isn't the source's author")
    locator: Locator | None = None
    said_at: str = Field("", description="When it was said")
    known_to_officer: Literal["yes", "no", "unknown"] = Field(
        "unknown", description="Whether the officer could know it at the time"
    )
    quotation: str = ""
    note: str = ""


class Decides(Entry):
    """What a determination is about: a fact, or a provision held against a frame."""

    fact: str = ""
    about: Words = ()
    provision: str = ""
    frame: str = ""


class Determination(Entry):
    """A person's or body's decision, with reasons. External ones stand beside ours."""

    id: str
    by: str = Field(description="Person, by role, or body")
    role: str = ""
    external: bool = Field(False, description="Decided by a court, board or other body")
    decides: Decides
    value: str = Field(description="The fact's value, or the finding decided")
    reasons: str
    standard_of_proof: str = ""
    at: str = ""
    citation: str = ""
    sources: Words = ()
    dissent: str = ""


class Deadline(Entry):
    """A time limit as configured for an agency (limits are data, not constants)."""

    within: str = Field(description="e.g. '48 h'")
    inclusive: bool = Field(True, description="Whether a report at the limit itself is in time")
    agency: str = ""
    source: str = Field(description="Where the limit is written")


class Configuration(Entry):
    """What an agency sets: deadlines by name."""

    deadlines: dict[str, Deadline] = Field(default_factory=dict)


class WhatIf(Entry):
    """A reviewer's supposition, never an assertion."""

    fact: str
    value: str
    about: Words = ()


class LensDefaults(Entry):
    """How the case is looked at unless the reviewer says otherwise."""

    as_of: str = Field("", description="Only what had been said by then counts")
    without: dict[str, str] = Field(
        default_factory=dict, description="Sources left out, each with the reason"
    )
    perspective: Literal["all", "officer"] = "all"
    compare: Words = Field((), description="Other agencies' standards to show as comparison")
    what_if: tuple[WhatIf, ...] = ()


class CaseFile(Entry):
    """A case: one encounter, its sources and what they say."""

    form: Literal["case/1"] = Field(alias="forcereview")
    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    title: str
    nature: Literal["reported", "adjudicated", "synthetic", "internal"] = Field(
        description="Where the facts come from"
    )
    authors: Words = ()
    note: str = ""
    encounter: Encounter
    people: dict[str, Person]
    vehicles: dict[str, Vehicle] = Field(default_factory=dict)
    sources: dict[str, Source]
    events: tuple[Event, ...] = ()
    applications: tuple[Application, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    determinations: tuple[Determination, ...] = ()
    configuration: Configuration = Field(default_factory=Configuration)
    lens: LensDefaults = Field(default_factory=LensDefaults)
