"""The form of a case file (``case.yaml``): what a person writes, field by field.

These models only give the file its shape; what the words in it mean (times, values, references)
is read in :mod:`forcereview.record.reading`. The JSON Schema that editors complete from is made
from them.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from forcereview.documents.words import Words
from forcereview.record.entry import Entry, Id, Number, YesNo
from forcereview.record.statement import Statement
from forcereview.vocabulary.words import Phase, Role, Side


class Place(Entry):
    """Where the encounter took place."""

    description: str = Field(description="In words, as exact as may be published")
    zone: str = Field(description="Time zone of the place, e.g. America/Chicago")
    latitude: Number | None = Field(None, ge=-90, le=90, description="Degrees north")
    longitude: Number | None = Field(None, ge=-180, le=180, description="Degrees east")


class Encounter(Entry):
    """What happened, once, between officers and people, in a place and a time span."""

    summary: str = Field("", description="What happened, in plain words, as reported and by whom")
    place: Place = Field(description="Where it took place")
    jurisdiction: Words = Field(
        description="Legal areas that cover the place, e.g. [us, us-mn, us-ca8]"
    )
    start: str = Field(description="When it began, e.g. '2026-01-07 09:35' or 'about 09:35'")
    end: str = Field("", description="When it was over")
    setting: Words = Field((), description="e.g. vehicle stop, protest, detention, port of entry")
    phases: dict[Phase, str] = Field(
        default_factory=dict, description="When each phase began: before, during, after"
    )
    agencies: Words = Field((), description="Agencies with a duty here beside the officers' own")


class Person(Entry):
    """A person, by role. Never a name."""

    role: Role = Field(description="officer, subject, bystander or witness")
    label: str = Field("", description="How reports name the person: 'agent A', 'driver'")
    agency: str = Field("", description="Employing agency at the time: ice, cbp, dhs, doj, ...")
    assignment: str = Field("", description="Post or unit at the time")
    classes: Words = Field((), description="Officer classes a regulation lists")
    training: dict[str, str] = Field(
        default_factory=dict, description="Training on record, each with its date"
    )
    note: str = Field("", description="For readers; no rule looks at it")


class Vehicle(Entry):
    """A vehicle, and who drove it."""

    label: str = Field("", description="How reports name the vehicle")
    operator: str = Field("", description="Id of the person at the wheel")
    occupants: Words = Field((), description="Ids of the others in it")
    length_m: Number | None = Field(None, gt=0, description="Length in metres")
    width_m: Number | None = Field(None, gt=0, description="Width in metres")
    wheelbase_m: Number | None = Field(None, gt=0, description="Wheelbase in metres")
    note: str = Field("", description="For readers; no rule looks at it")


class Clock(Entry):
    """What ties a recording's frames to time."""

    frame_rate: Number | None = Field(None, gt=0, description="Frames per second, if constant")
    starts: str = Field("", description="When frame 0 was recorded")


class Source(Entry):
    """A document, recording, statement, dataset or person's account."""

    title: str = Field(description="What it is, as reports name it")
    kind: str = Field(
        description="video, document, statement, press report, expert analysis, account, record"
    )
    by: str = Field("", description="Who made it (role or institution)")
    side: Side = Field(
        "independent", description="Whose side it stands on: officer, subject, independent"
    )
    derives_from: Words = Field((), description="Ids of sources that this one repeats")
    published: str = Field("", description="When it was made public or handed over")
    seen: str = Field("", description="When and where it was seen, by whom")
    address: str = Field("", description="Where it can be found")
    held: YesNo = Field(False, description="Whether a copy is held")
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$", description="SHA-256 of the copy held")
    clock: Clock | None = Field(None, description="For recordings: frames and time")
    note: str = Field("", description="For readers; no rule looks at it")


class Locator(Entry):
    """Where in a source (after W3C Web Annotation selectors and Media Fragments)."""

    page: str = Field("", description="Page or paragraph")
    quotation: str = Field("", description="The words in the source")
    time: str = Field("", description="Span in a recording, e.g. '12.4 to 13.0 s' or 'frame 310'")
    region: str = Field("", description="Part of the image, e.g. xywh=percent:10,10,20,20")
    note: str = Field("", description="Anything else that helps to find it")


class Event(Entry):
    """Something that happened at a time."""

    id: Id = Field(description="Its own id; times can be measured from it")
    what: str = Field(description="What happened, in words")
    at: str = Field("", description="When")
    who: Words = Field((), description="Ids of persons and vehicles")
    kind: str = Field("event", description="event, statement, command, movement, arrival, aid, ...")
    sources: Words = Field((), description="Ids of the sources that say so")
    note: str = Field("", description="For readers; no rule looks at it")


class Application(Entry):
    """One use of force by one officer against one subject at one time: each shot its own."""

    id: Id = Field(description="Its own id, e.g. shot-1; findings name it")
    officer: str = Field(description="Id of the officer")
    subject: str = Field(description="Id of the person it was used against")
    type: str = Field(description="Kind of force; 'forcereview facts force.type' lists them")
    level: str = Field("", description="Level on the continuum, if not that of the type")
    target: str = Field("", description="What it was aimed at; see force.target")
    vehicle: str = Field("", description="Id of the vehicle concerned, if one was")
    at: str = Field("", description="When")
    resistance: str = Field("", description="subject.resistance at that time, if a source says so")
    sources: Words = Field(description="Who says that this application took place")
    label: str = Field("", description="How reports name it; else the id")
    note: str = Field("", description="For readers; no rule looks at it")


class Assertion(Entry):
    """A source says that a fact, about someone or something, is so.

    ``about`` names the persons, vehicles and applications concerned; several of one kind mean each
    of them. Without it, the assertion concerns everyone the fact can be about, at any time.
    """

    id: Id = Field(description="Its own id; findings cite it")
    fact: str = Field(description="A name of the fact catalogue")
    value: str | tuple[str, ...] = Field(
        description="yes, no, unknown, none (times), a choice, a quantity with unit, a time, a text"
    )
    about: Words = Field(
        (), description="Ids concerned; without it, everyone the fact can be about"
    )
    at: str = Field("", description="When it was so, if the fact can change")
    source: str = Field(description="Id of the source that says so")
    by: str = Field("", description="Who says so, where that isn't the source's author")
    locator: Locator | None = Field(None, description="Where in the source")
    said_at: str = Field("", description="When it was said")
    known_to_officer: Literal["yes", "no", "unknown"] = Field(
        "unknown", description="Whether the officer could know it at the time"
    )
    quotation: str = Field("", description="The words relied on")
    note: str = Field("", description="For readers; no rule looks at it")


class Decides(Entry):
    """What a determination is about: a fact, or a provision held against a frame."""

    fact: str = Field("", description="The fact decided")
    about: Words = Field((), description="Ids concerned")
    provision: str = Field("", description="Or the key of the provision decided")
    frame: str = Field("", description="Id of the frame, with a provision")


class Determination(Entry):
    """A person's or body's decision, with reasons. External ones stand beside ours."""

    id: Id = Field(description="Its own id")
    by: str = Field(description="Person, by role, or body")
    role: str = Field("", description="In what office")
    external: YesNo = Field(False, description="Decided by a court, board or other body")
    decides: Decides = Field(description="What it is about")
    value: str = Field(description="The fact's value, or the finding decided")
    reasons: str = Field(description="Why, in words")
    standard_of_proof: str = Field("", description="e.g. preponderance of the evidence")
    at: str = Field("", description="When it was decided")
    citation: str = Field("", description="Where it is published")
    sources: Words = Field((), description="Ids of sources that report it")
    dissent: str = Field("", description="What those who disagreed held")


class Deadline(Entry):
    """A time limit as configured for an agency (limits are data, not constants)."""

    within: str = Field(description="e.g. '48 h'")
    inclusive: YesNo = Field(True, description="Whether a report at the limit itself is in time")
    agency: str = Field("", description="Whose limit it is; without it, everyone's")
    source: str = Field(description="Where the limit is written")


class Configuration(Entry):
    """What an agency sets: deadlines by name."""

    deadlines: dict[str, Deadline] = Field(
        default_factory=dict, description="Time limits by the names that standards give them"
    )


class WhatIf(Entry):
    """A reviewer's supposition, never an assertion."""

    fact: str = Field(description="A name of the fact catalogue")
    value: str = Field(description="The value supposed")
    about: Words = Field((), description="Ids concerned")


class LensDefaults(Entry):
    """How the case is looked at unless the reviewer says otherwise."""

    as_of: str = Field("", description="Only what had been said by then counts")
    without: dict[str, str] = Field(
        default_factory=dict, description="Sources left out, each with the reason"
    )
    perspective: Literal["all", "officer"] = Field(
        "all", description="officer: only what the officer is shown to have been able to know"
    )
    compare: Words = Field((), description="Other agencies' standards to show as comparison")
    what_if: tuple[WhatIf, ...] = Field((), description="Suppositions that override")


class CaseFile(Entry):
    """A case: one encounter, its sources and what they say."""

    form: Literal["case/1"] = Field(alias="forcereview", description="The form of this file")
    id: Id = Field(description="The case's own id")
    title: str = Field(description="Title of the report")
    nature: Literal["reported", "adjudicated", "synthetic", "internal"] = Field(
        description="Where the facts come from"
    )
    authors: Words = Field((), description="Who wrote the record, by role")
    note: str = Field("", description="For readers; no rule looks at it")
    encounter: Encounter = Field(description="The encounter")
    people: dict[Id, Person] = Field(description="People by id")
    vehicles: dict[Id, Vehicle] = Field(default_factory=dict, description="Vehicles by id")
    sources: dict[Id, Source] = Field(description="Sources by id")
    events: tuple[Event, ...] = Field((), description="What happened, in any order")
    applications: tuple[Application, ...] = Field((), description="Each use of force")
    assertions: tuple[Assertion, ...] = Field((), description="What sources say")
    statements: tuple[Statement, ...] = Field((), description="What was said in public")
    determinations: tuple[Determination, ...] = Field((), description="What people decided")
    configuration: Configuration = Field(
        default_factory=Configuration, description="What an agency sets"
    )
    lens: LensDefaults = Field(
        default_factory=LensDefaults, description="How the case is looked at by default"
    )
