"""A commented case file to fill in: valid as it stands, and saying what goes where."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.documents import emitted
from forcereview.vocabulary import five_level_continuum

SCHEMA_LINE = "# yaml-language-server: $schema="


@dataclass(frozen=True, slots=True)
class NewCase:
    """Answers from which a case file is begun. ``agencies`` gives one officer each; ``force`` one
    application of force each, by the first officer."""

    id: str = "new-case"
    title: str = "A new case"
    place: str = "A street"
    zone: str = "America/New_York"
    start: str = "2026-01-01 12:00"
    jurisdictions: tuple[str, ...] = ("us",)
    agencies: tuple[str, ...] = ("ice",)
    force: tuple[str, ...] = ("firearm",)
    vehicle: bool = False
    schema: str = ""


def new_case(answers: NewCase) -> str:
    """The text of a case file that ``case check`` finds in order."""
    parts = [
        f"{SCHEMA_LINE}{answers.schema}\n" if answers.schema else "",
        _HEAD.format(id=answers.id, title=_text(answers.title)),
        _ENCOUNTER.format(
            place=_text(answers.place),
            zone=_text(answers.zone),
            jurisdictions=", ".join(map(_text, answers.jurisdictions)),
            start=_text(answers.start),
        ),
        _people(answers),
        _vehicles(answers),
        _SOURCES,
        _EVENTS,
        _applications(answers),
        _ASSERTIONS.format(subject=_subject(answers)),
        _REST.format(subject=_subject(answers)),
    ]
    return "".join(parts)


def _text(words: str) -> str:
    """The words as YAML text on one line, in quotes only where they are needed."""
    return emitted([" ".join(words.split())], flow=True).strip()[1:-1]


def officer_id(number: int) -> str:
    """``officer-a``, ``officer-b``, …, ``officer-27``."""
    return f"officer-{chr(96 + number) if number <= 26 else number}"


def _people(answers: NewCase) -> str:
    lines = [_PEOPLE]
    for number, agency in enumerate(answers.agencies, start=1):
        name = officer_id(number)
        lines.append(f"  {name}:\n    role: officer\n    label: {name.replace('-', ' ')}\n")
        lines.append(f"    agency: {_text(agency)}\n")
    subject = _subject(answers)
    lines.append(f"  {subject}:\n    role: subject\n    label: {subject}\n")
    return "".join(lines)


def _subject(answers: NewCase) -> str:
    return "driver" if answers.vehicle else "subject"


def _vehicles(answers: NewCase) -> str:
    return _VEHICLES if answers.vehicle else ""


def _applications(answers: NewCase) -> str:
    if not answers.force or not answers.agencies:
        return _NO_APPLICATION
    levels = five_level_continuum().level_of_type
    lines = [_APPLICATIONS]
    counted: dict[str, int] = {}
    for kind in answers.force:
        stem = "shot" if kind == "firearm" else kind.replace(" ", "-")
        counted[stem] = counted.get(stem, 0) + 1
        lines.append(f"  - id: {stem}-{counted[stem]}\n    officer: officer-a\n")
        lines.append(f"    subject: {_subject(answers)}\n")
        lines.append(f"    type: {_text(kind)}\n")
        if kind not in levels:
            lines.append("    level: soft    # presence, verbal, soft, hard or deadly\n")
        if answers.vehicle:
            lines.append("    vehicle: vehicle\n")
        if kind == "firearm":
            target = "vehicle operator" if answers.vehicle else "person"
            lines.append(
                f"    target: {target}    # 'forcereview facts force.target' lists others\n"
            )
        lines.append("    sources: [report-1]\n")
    return "".join(lines)


_HEAD = """\
# A case records one encounter: people by role, each application of force on its own, and what each
# source says. Nothing in it is true by itself; everything is said by somebody.
# Check it with: forcereview case check FILE      Review it with: forcereview review FILE
forcereview: case/1
id: {id}
title: {title}
nature: internal    # reported, adjudicated, synthetic or internal: where the facts come from

"""
_ENCOUNTER = """\
encounter:
  # In plain words, as reported and by whom.
  summary: ""
  place: {{description: {place}, zone: {zone}}}
  # Legal areas that cover the place, e.g. [us, us-mn, us-ca8].
  jurisdiction: [{jurisdictions}]
  # Or "about 2026-01-07 09:35". The date decides which version of a text governs; add 'end:' when
  # it is known.
  start: {start}

"""
_PEOPLE = """\
# People by role, never by name. Roles: officer, subject, bystander, witness.
people:
"""
_VEHICLES = """\

vehicles:
  vehicle: {label: the vehicle, operator: driver}
"""
_SOURCES = """\

# Who says things: recordings, documents, statements, accounts. 'side' says whose side a source
# stands on (officer, subject, independent); 'derives_from' that it repeats another.
sources:
  report-1:
    title: First report
    kind: report
    side: officer
    # published: 2026-01-08
    # held: yes
"""
_EVENTS = """\

# Events give times to hang others on: "2 to 5 s after arrival", "about 09:37:10",
# "frame 310 of video-1". Take the # away to use the example.
events:
#  - id: arrival
#    what: Officers arrive
#    at: about 09:36
#    who: [officer-a]
#    sources: [report-1]
"""
_APPLICATIONS = """\

# Each use of force on its own: a grip, a strike, each shot. 'at' may be left out while it isn't
# known.
applications:
"""
_NO_APPLICATION = """\

# Each use of force on its own: a grip, a strike, each shot.
applications:
"""
_ASSERTIONS = """\

# What sources say. 'forcereview facts WORD' finds the fact; 'about' names persons, vehicles or
# applications; a source that doesn't know is written 'value: unknown'. Take the # away to use the
# examples.
assertions:
#  - id: a1
#    fact: subject.threat_imminent
#    about: {subject}
#    value: yes
#    source: report-1
#    known_to_officer: yes    # whether the officer could know it at the time
#    locator: {{page: 3, quotation: "the words relied on"}}
#  - id: a2
#    fact: warning.time_available
#    about: officer-a
#    value: 2 to 3 s          # quantities carry a unit and their uncertainty
#    source: report-1
"""
_REST = """\

# What was said in public: speakers by role, words to the letter, claims that can be checked.
statements:
#  - id: s1
#    speaker: {{label: head of the agency, institution: the agency, side: officer}}
#    said_at: 2026-01-08
#    channel: press conference
#    words: The officer fired because the threat was imminent.
#    source: report-1
#    claims:
#      - id: s1-threat
#        quotation: the threat was imminent
#        kind: fact          # fact, procedure, standard, law or opinion
#        fact: subject.threat_imminent
#        about: {subject}
#        value: yes

# Decisions of people, each with reasons. Those of a court or board are 'external: yes' and stand
# beside the findings; a reviewer's own decision on a fact is counted.
determinations:
#  - id: d1
#    by: a reviewer
#    decides: {{fact: subject.threat_imminent, about: {subject}}}
#    value: no
#    reasons: what the recording shows

# Time limits are an agency's configuration, each with the place where it is written.
configuration:
#  deadlines:
#    written report: {{within: 48 h, inclusive: yes, source: "General Order 12, section 4"}}
"""
