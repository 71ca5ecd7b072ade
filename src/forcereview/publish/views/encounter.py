"""The encounter in plain words: where, when, who by role, which vehicles, what force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from forcereview.publish.naming import application_in_words, time_in_words
from forcereview.publish.readable import sentence_case
from forcereview.record import Case


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person, by role; never a name."""

    label: str
    role: str
    agency: str
    details: str


@dataclass(frozen=True, slots=True)
class EncounterView:
    """What the record says of the encounter as a whole."""

    summary: str
    entries: tuple[tuple[str, str], ...]
    people: tuple[PersonView, ...]
    vehicles: tuple[tuple[str, str], ...]
    applications: tuple[tuple[str, str], ...]


def encounter_in_words(case: Case) -> EncounterView:
    """Place, time with zone, jurisdiction, people, vehicles and applications of force."""
    place = case.file.encounter
    where = place.place.description
    if place.place.latitude is not None and place.place.longitude is not None:
        where += f" ({place.place.latitude:.4f}°, {place.place.longitude:.4f}°)".replace("-", "−")
    when = place.start + (f" to {place.end}" if place.end else "")
    entries = [
        ("Place", where),
        ("Time", f"{when} ({_zone(case)})"),
        ("Jurisdiction", ", ".join(name.upper() for name in place.jurisdiction)),
        ("Setting", ", ".join(place.setting)),
        (
            "Phases",
            "; ".join(
                f"{name}: {time_in_words(case, begins)}" for name, begins in place.phases.items()
            ),
        ),
        ("Agencies with a duty here", ", ".join(name.upper() for name in place.agencies)),
    ]
    return EncounterView(
        place.summary,
        tuple((term, words) for term, words in entries if words),
        _people(case),
        _vehicles(case),
        tuple(
            (sentence_case(case.label(a.id)), application_in_words(case, a))
            for a in case.file.applications
        ),
    )


def _zone(case: Case) -> str:
    name = case.file.encounter.place.zone
    if case.encounter_start is None:
        return name
    offset = datetime.fromtimestamp(case.encounter_start.low, ZoneInfo(name)).utcoffset()
    if offset is None:
        return name
    minutes = int(offset.total_seconds() // 60)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"{name}, UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def _people(case: Case) -> tuple[PersonView, ...]:
    views = []
    for name, person in case.file.people.items():
        training = "; ".join(f"{what} ({when})" for what, when in person.training.items())
        details = [
            person.assignment,
            ", ".join(person.classes),
            f"training on record: {training}" if training else "",
            person.note,
        ]
        views.append(
            PersonView(
                case.label(name),
                person.role,
                person.agency.upper(),
                "; ".join(part for part in details if part),
            )
        )
    return tuple(views)


def _vehicles(case: Case) -> tuple[tuple[str, str], ...]:
    views = []
    for name, vehicle in case.file.vehicles.items():
        parts = [
            f"driven by {case.label(vehicle.operator)}"
            if vehicle.operator
            else "driver not stated",
            "with " + ", ".join(case.label(p) for p in vehicle.occupants)
            if vehicle.occupants
            else "",
            f"{vehicle.length_m:g} m long" if vehicle.length_m else "",
            f"{vehicle.width_m:g} m wide" if vehicle.width_m else "",
            vehicle.note,
        ]
        views.append((case.label(name), ", ".join(part for part in parts if part)))
    return tuple(views)
