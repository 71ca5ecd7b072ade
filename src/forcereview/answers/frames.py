"""Frames: what each provision is held against, with roles bound. Findings are never averaged."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import isfinite
from typing import NamedTuple
from zoneinfo import ZoneInfo

from forcereview.record import Case, Frame
from forcereview.standards import ProvisionRule, TestRule
from forcereview.standards.dates import Day
from forcereview.standards.governing import Occasion
from forcereview.vocabulary import Span, fact_catalogue

OTHERS = "other officers present"
#: less than any time that a record gives, in seconds
_INSTANT = 0.001


class Kind(NamedTuple):
    """What of a rule decides the frames that it is held against.

    ``each``: for duties, to whom one is owed. ``others``: it judges other officers present.
    ``before``: it is about what came before the force. ``of_force``: it asks about force used.
    """

    about: str
    each: str = ""
    others: bool = False
    before: bool = False
    of_force: bool = False


def kind_of(rule: ProvisionRule | TestRule) -> Kind:
    """The kind of a provision or test."""
    if isinstance(rule, TestRule):
        return Kind(rule.test.about)
    provision = rule.provision
    if provision.about == "duty":
        return Kind("duty", each=provision.each or "encounter")
    if provision.about == "application":
        others, before = provision.judges == OTHERS, provision.phase == "before"
        return Kind("application", others=others, before=before)
    return Kind(provision.about, of_force=provision.about == "officer" and _asks_about_force(rule))


def frames_of(case: Case, kind: Kind) -> tuple[Frame, ...]:
    """The frames against which rules of a kind are held, in the order of the case."""
    if kind.about == "duty":
        return _duty_frames(case, kind.each)
    if kind.others:
        return _witness_frames(case)
    if kind.about == "application" and kind.before and not case.file.applications:
        return _officer_frames(case, "officer")
    frames = _frames(case, kind.about)
    return _of_force_users(case, frames) if kind.of_force else frames


def _asks_about_force(rule: ProvisionRule) -> bool:
    """Whether the rule applies only where the officer applied force of some kind."""
    catalogue, program = fact_catalogue(), rule.program
    asked = (program.atoms[position].fact for position in program.parts[0])
    return any(catalogue[fact].about == ("application",) for fact in asked)


def _of_force_users(case: Case, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    used_force = {item.officer for item in case.file.applications}
    return tuple(frame for frame in frames if not used_force or frame.officer in used_force)


def _frames(case: Case, about: str) -> tuple[Frame, ...]:
    if about == "application":
        return _application_frames(case)
    if about == "officer":
        return _officer_frames(case, "officer")
    if about == "subject":
        return _subject_frames(case, "subject")
    if about == "agency":
        return _agency_frames(case, "agency")
    return (_encounter_frame(case, "encounter"),)


def _duty_frames(case: Case, each: str) -> tuple[Frame, ...]:
    if each == "officer":
        return _of_force_users(case, _officer_frames(case, "duty"))
    if each == "subject":
        return _subject_frames(case, "duty")
    if each == "agency":
        return _agency_frames(case, "duty")
    if each == "application":
        return tuple(
            Frame("duty", f.id, f.officer, f.subject, f.vehicle, f.application, f.agency)
            for f in _application_frames(case)
        )
    return (_encounter_frame(case, "duty"),)


def _application_frames(case: Case) -> tuple[Frame, ...]:
    return tuple(
        Frame(
            "application",
            item.id,
            item.officer,
            item.subject,
            item.vehicle or _vehicle_of(case, item.subject),
            item.id,
            case.file.people[item.officer].agency,
        )
        for item in case.file.applications
    )


def _witness_frames(case: Case) -> tuple[Frame, ...]:
    frames = []
    for frame in _application_frames(case):
        others = [officer for officer in case.officers if officer != frame.officer]
        for other in others or [""]:
            agency = case.file.people[other].agency if other else frame.agency
            frames.append(
                Frame(
                    "application",
                    frame.id,
                    other,
                    frame.subject,
                    frame.vehicle,
                    frame.application,
                    agency,
                    "witnessing officer",
                )
            )
    return tuple(frames)


def _officer_frames(case: Case, about: str) -> tuple[Frame, ...]:
    return tuple(
        Frame(
            about,
            officer,
            officer,
            _only(_subjects_of(case, officer)),
            _only(case.file.vehicles),
            "",
            case.file.people[officer].agency,
        )
        for officer in case.officers
    )


def _subject_frames(case: Case, about: str) -> tuple[Frame, ...]:
    frames = []
    for subject in case.subjects:
        officers = dict.fromkeys(a.officer for a in case.file.applications if a.subject == subject)
        officer = _only(officers)
        agency = case.file.people[officer].agency if officer else ""
        frames.append(
            Frame(about, subject, officer, subject, _vehicle_of(case, subject), "", agency)
        )
    return tuple(frames)


def _agency_frames(case: Case, about: str) -> tuple[Frame, ...]:
    agencies = dict.fromkeys(
        [case.file.people[officer].agency for officer in case.officers]
        + list(case.file.encounter.agencies)
    )
    return tuple(Frame(about, agency, agency=agency) for agency in agencies if agency)


def _encounter_frame(case: Case, about: str) -> Frame:
    agencies = {case.file.people[officer].agency for officer in case.officers}
    return Frame(
        about,
        "encounter",
        _only(case.officers),
        _only(case.subjects),
        _only(case.file.vehicles),
        agency=_only(agencies | set(case.file.encounter.agencies)),
    )


def _only(names: object) -> str:
    listed = list(names)  # type: ignore[call-overload]
    return str(listed[0]) if len(listed) == 1 else ""


def _subjects_of(case: Case, officer: str) -> list[str]:
    met = list(dict.fromkeys(a.subject for a in case.file.applications if a.officer == officer))
    return met or list(case.subjects)


def _vehicle_of(case: Case, subject: str) -> str:
    driven = [name for name, v in case.file.vehicles.items() if v.operator == subject]
    return _only(driven) or _only(case.file.vehicles)


def occasion_of(case: Case, frame: Frame) -> Occasion:
    """What decides which standards govern a frame: agency, jurisdictions, the event's date.

    An application counts by its own date; duties and the rest by the date the encounter began, so
    that a report due the next day is owed under the rule of the day of the event.
    """
    place = case.file.encounter
    if frame.agency:
        agencies, known = frozenset([frame.agency]), True
    elif frame.officer and not case.file.people[frame.officer].agency:
        agencies, known = frozenset[str](), False
    else:
        theirs = {case.file.people[officer].agency for officer in case.officers}
        agencies = frozenset(name for name in theirs if name) | frozenset(place.agencies)
        known = "" not in theirs
    span = None
    if frame.application:
        span = case.timeline.clock(case.timeline.moments.get(frame.application))
    span = span or case.encounter_start
    return Occasion(agencies, frozenset(place.jurisdiction), _day(case, span), known)


def _day(case: Case, span: Span | None) -> Day | None:
    """The day. A span that ends at midnight doesn't reach into the next day, and one without an end
    ("some time after ...") ends with the encounter."""
    if span is None:
        return None
    whole = case.encounter_span or span
    low = span.low if isfinite(span.low) else whole.low
    high = span.high if isfinite(span.high) else max(low, whole.high)
    if not isfinite(low) or not isfinite(high):
        return None
    zone = ZoneInfo(case.file.encounter.place.zone)
    return Day(_local(low, zone), _local(max(low, high - _INSTANT), zone))


def _local(seconds: float, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(seconds, UTC).astimezone(zone).date()
