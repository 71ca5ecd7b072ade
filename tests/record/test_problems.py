"""``case check`` says everything that is wrong at once: where, what, and what to do."""

from __future__ import annotations

import pytest

from forcereview.errors import BadInput
from forcereview.record import CaseFile, case_of, check_case, read_case

CASE = """\
forcereview: case/1
id: stop
title: A stop
nature: synthetic
encounter:
  place: {description: a road, zone: America/Chicago}
  jurisdiction: us
  start: 2026-03-08 01:30
  end: 2026-03-08 04:00
  phases: {before: at arrival, during: at order, after: 5 s after shot-1}
people:
  agent-a: {role: officer, agency: ice}
  agent-b: {role: officer, agency: cbp}
  driver: {role: subject}
  clerk: {role: bystander}
vehicles:
  suv: {operator: driver, occupants: driver}
sources:
  phone: {title: A recording, kind: video, clock: {frame_rate: 30, starts: at arrival}}
  report: {title: A report, kind: report, published: 2026-03-09}
events:
  - {id: arrival, what: They arrive, at: "2026-03-08 03:20:00", who: agent-a, sources: phone}
  - {id: order, what: An order, at: 5 s after arrival}
applications:
  - id: shot-1
    officer: agent-a
    subject: driver
    type: firearm
    target: vehicle operator
    vehicle: suv
    at: 10 to 12 s after order
    sources: [phone]
assertions:
  - id: a1
    fact: vehicle.moving
    value: yes
    about: suv
    at: 9 to 13 s after order
    source: phone
  - id: a2
    fact: vehicle.min_distance
    value: 0.4 ± 0.1 m
    about: [suv, shot-1]
    source: phone
  - id: a3
    fact: officer.agency
    value: ice
    about: agent-a
    source: report
determinations:
  - id: d1
    by: a board
    decides: {fact: vehicle.moving, about: shot-1}
    value: yes
    reasons: seen on the recording
configuration:
  deadlines:
    written report: {within: 48 h, source: an order}
lens:
  as_of: 2026-03-10
"""


def said_of(*edits: tuple[str, str]) -> list[str]:
    """Everything that is said of the case with some of its text exchanged."""
    text = CASE
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    return [str(problem) for problem in check_case(text.encode(), "case.yaml").problems]


def test_nothing_is_said_of_a_case_in_order() -> None:
    assert said_of() == []


MISTAKES = {
    "a misspelt fact": (
        ("fact: vehicle.moving\n", "fact: vehicle.moveing\n"),
        "35:11: unknown fact 'vehicle.moveing'; did you mean 'vehicle.moving'? "
        "(forcereview facts vehicle)",
    ),
    "a misspelt id": (
        ("about: suv", "about: suw"),
        "37:12: no person, vehicle, application or agency 'suw'; did you mean 'suv'?",
    ),
    "a misspelt field": (
        ("nature: synthetic\n", "nature: synthetic\nnotes: n\n"),
        "5:1: 'notes' is not a field here; did you mean 'note'?",
    ),
    "words with a comma between braces": (
        ("what: An order", "what: An order, loud and clear"),
        "23:33: 'loud and clear' is not a field here; put the words before it in quotes: "
        "between { and }, a comma ends a value",
    ),
    "a key given twice": (
        ("title: A stop\n", "title: A stop\ntitle: Again\n"),
        "4:1: 'title' is given twice (first in line 3); keep one, or rename one; "
        "nothing is chosen for you",
    ),
    "a person given twice": (
        ("  clerk: {role: bystander}", "  driver: {role: bystander}"),
        "15:3: 'driver' is given twice (first in line 14); keep one, or rename one; "
        "nothing is chosen for you",
    ),
    "an id given twice": (
        ("id: a2", "id: a1"),
        "40:9: id 'a1' is given twice (also to an assertion); give each its own id",
    ),
    "an id given to things of two kinds": (
        ("id: a2", "id: suv"),
        "40:9: id 'suv' is given twice (also to a vehicle); give each its own id",
    ),
    "an id with a blank": (
        ("id: a1", "id: a 1"),
        "34:9: 'a 1' can't be an id; use letters a to z, digits, '-', '_' and '.', e.g. 'a-1'",
    ),
    "a person's id with a blank": (
        ("  clerk: {role", "  the clerk: {role"),
        "15:3: 'the clerk' can't be an id; use letters a to z, digits, '-', '_' and '.', "
        "e.g. 'the-clerk'",
    ),
    "an id kept for suppositions": (
        ("id: a1", "id: what-if-1"),
        "34:9: 'what-if-1' can't be an id; 'what-if-' is kept for suppositions",
    ),
    "30 February": (
        ("2026-03-08 01:30", "2026-02-30 10:00"),
        "8:10: '2026-02-30 10:00' is an impossible time (day is out of range for month); "
        "correct it",
    ),
    "hour 25": (
        ("2026-03-08 03:20:00", "2026-03-08 25:20"),
        "22:42: '2026-03-08 25:20' is an impossible time (hour must be in 0..23); correct it",
    ),
    "an hour that the clock skipped": (
        ("2026-03-08 03:20:00", "2026-03-08 02:20"),
        "22:42: '2026-03-08 02:20' does not exist in America/Chicago (clocks went forward); "
        "write it with its zone, for example +00:00",
    ),
    "an hour that came twice": (
        ("start: 2026-03-08 01:30\n  end: 2026-03-08 04:00", "start: 2025-11-02 01:30"),
        "8:10: '2025-11-02 01:30' came twice in America/Chicago (clocks went back); "
        "write which is meant, -05:00 or -06:00, after it",
    ),
    "a year of encounters to come": (
        ("2026-03-08 03:20:00", "9999-12-31 23:59"),
        "22:42: '9999-12-31 23:59' lies outside the years 1700 to 2199; correct it",
    ),
    "times in a circle": (
        ("at: 5 s after arrival", "at: 5 s after shot-1"),
        "23:37: times run in a circle: order -> shot-1 -> order; give one of them a clock time",
    ),
    "a time measured from itself": (
        ("at: 5 s after arrival", "at: 5 s after order"),
        "23:37: times run in a circle: order -> order; give one of them a clock time",
    ),
    "a time measured from nothing": (
        ("at: 5 s after arrival", "at: 5 s after arival"),
        "23:37: '5 s after arival' is measured from 'arival', which is no event, application or "
        "source; did you mean 'arrival'?",
    ),
    "a time measured from a person": (
        ("at: 5 s after arrival", "at: 5 s after driver"),
        "23:37: '5 s after driver' is measured from 'driver', which is a subject, not an event, "
        "application or source; name one by its id, or write a clock time",
    ),
    "a time in metres": (
        ("at: 5 s after arrival", "at: 5 m after arrival"),
        "23:37: '5 m' is a length; a time is asked for, for example in s",
    ),
    "a time that runs backwards": (
        ("at: 5 s after arrival", "at: -5 s after arrival"),
        "23:37: '-5 s after arrival' counts backwards; write it with 'before'",
    ),
    "a time in words": (
        ("at: 5 s after arrival", "at: soon"),
        "23:37: 'soon' is not a time; write for example '2026-01-07 09:37:10', 'about 09:37:10', "
        "'2 to 5 s after EVENT'",
    ),
    "a frame of a source without frames": (
        ("at: 5 s after arrival", "at: frame 12 of report"),
        "23:37: 'frame 12 of report' counts frames of 'report', whose frame rate is not given; "
        "add 'clock: {frame_rate: 30}' to that source",
    ),
    "an end before the beginning": (
        ("end: 2026-03-08 04:00", "end: 2026-03-08 01:00"),
        "9:8: the encounter ends before it begins; correct 'start' or 'end'",
    ),
    "force after the encounter": (
        ("at: 10 to 12 s after order", "at: 10 h after order"),
        "31:9: 'shot-1' lies after the encounter; correct its 'at', or the encounter's 'start' "
        "and 'end'",
    ),
    "force before the encounter": (
        ("start: 2026-03-08 01:30", "start: 2026-03-08 03:20:30"),
        "31:9: 'shot-1' lies before the encounter; correct its 'at', or the encounter's 'start' "
        "and 'end'",
    ),
    "phases out of order": (
        ("during: at order", "during: 1 h before arrival"),
        "10:40: phase 'during' begins before phase 'before'; correct one of them",
    ),
    "a phase of another name": (
        ("before: at arrival", "befor: at arrival"),
        "10:12: 'befor' is not one of: before, during, after; did you mean 'before'?",
    ),
    "a zone that is none": (
        ("zone: America/Chicago", "zone: Chicago"),
        "6:38: 'Chicago' is not a time zone; write it as area and city, for example "
        "America/Chicago",
    ),
    "force by the subject": (
        ("officer: agent-a", "officer: driver"),
        "26:14: 'driver' is a subject, not an officer; name an officer, or change the role",
    ),
    "force by nobody known": (
        ("officer: agent-a", "officer: agent-c"),
        "26:14: no person 'agent-c'; did you mean 'agent-b' or 'agent-a'?",
    ),
    "force against an officer": (
        ("subject: driver\n    type", "subject: agent-b\n    type"),
        "27:14: 'agent-b' is an officer, not a subject; name the person it was used against, "
        "or change the role",
    ),
    "a person for a vehicle": (
        ("vehicle: suv\n", "vehicle: driver\n"),
        "30:14: no vehicle 'driver'; 'driver' is a subject; name a vehicle",
    ),
    "a source that isn't there": (
        ("sources: [phone]", "sources: [fone]"),
        "32:15: no source 'fone'; did you mean 'phone'?",
    ),
    "force that nobody reports": (
        ("sources: [phone]", "sources: []"),
        "32:14: application 'shot-1' has no source; name who says that it took place, "
        "e.g. 'sources: [video-1]'",
    ),
    "an assertion without its source": (
        ("    source: report\n", ""),
        "45:5: 'source' is missing; add 'source:' and its value",
    ),
    "a source that repeats itself": (
        ("kind: report, published", "kind: report, derives_from: report, published"),
        "20:57: source 'report' derives from itself; break the circle: only what repeats "
        "another source derives from it",
    ),
    "a quantity without a unit": (
        ("value: 0.4 ± 0.1 m", "value: 0.4"),
        "42:12: '0.4' has no unit; write for example '0.4 m'",
    ),
    "a quantity of another kind": (
        ("value: 0.4 ± 0.1 m", "value: 0.4 s"),
        "42:12: '0.4 s' is a time; a length is asked for, for example in m",
    ),
    "a misspelt unit": (
        ("value: 0.4 ± 0.1 m", "value: 0.4 metrs"),
        "42:12: unknown unit 'metrs'; did you mean 'metres' or 'meters'?",
    ),
    "a quantity that runs backwards": (
        ("value: 0.4 ± 0.1 m", "value: 5 to 2 m"),
        "42:12: '5 to 2 m' runs backwards; write the smaller number first",
    ),
    "a quantity beyond measure": (
        ("value: 0.4 ± 0.1 m", "value: 1e999 m"),
        "42:12: '1e999' is too large a number; check its digits",
    ),
    "a quantity in words": (
        ("value: 0.4 ± 0.1 m", "value: near"),
        "42:12: 'near' is not a quantity; write for example '0.4 ± 0.1 m' or '2 to 3 m'",
    ),
    "perhaps for yes or no": (
        ("value: yes\n    about: suv", "value: perhaps\n    about: suv"),
        "36:12: 'perhaps' does not answer 'Was the vehicle moving?'; write yes, no or unknown",
    ),
    "a misspelt choice": (
        ("value: ice", "value: icee"),
        "47:12: 'icee' is not a choice of officer.agency; did you mean 'ice'?",
    ),
    "two values in one assertion": (
        ("value: yes\n    about: suv", "value: [yes, no]\n    about: suv"),
        "36:12: vehicle.moving takes one value; write one assertion for each, with its own source",
    ),
    "a misspelt kind of force": (
        ("type: firearm", "type: fire arm"),
        "28:11: 'fire arm' is not a choice of force.type; did you mean 'firearm'?",
    ),
    "force without a level": (
        ("type: firearm", "type: other"),
        "28:11: no level is known for force of type 'other'; add 'level:'",
    ),
    "a misspelt role": (
        ("role: bystander", "role: bystandr"),
        "15:17: 'bystandr' is not one of: officer, subject, bystander, witness; "
        "did you mean 'bystander'?",
    ),
    "a list for a mapping": (
        ("lens:\n  as_of: 2026-03-10", "lens: [2026-03-10]"),
        "59:7: 'lens' must hold 'key: value' lines; indent them below it",
    ),
    "a mapping for a list": (
        ("determinations:\n  - id: d1\n    by", "determinations:\n    id: d1\n    by"),
        "51:5: 'determinations' must be a list; write each item after '- '",
    ),
    "a word for a mapping": (
        ("  - {id: order, what: An order, at: 5 s after arrival}", "  - order"),
        "23:5: item 2 of 'events' must hold 'key: value' lines; indent them below it",
    ),
    "a mapping for words": (
        ("about: suv", "about: {suv: yes}"),
        "37:12: 'about' must be a list; write each item after '- '",
    ),
    "a mapping for a value": (
        ("value: ice", "value: {ice: yes}"),
        "47:12: 'value' must be words; write it as plain text on one level",
    ),
    "a word for a number": (
        ("frame_rate: 30", "frame_rate: fast"),
        "19:64: 'frame_rate' must be a number; write it in digits, without a unit, e.g. 4.7",
    ),
    "a number that can't be": (
        ("frame_rate: 30", "frame_rate: 0"),
        "19:64: 'frame_rate' must be more than 0; correct it",
    ),
    "an item left blank": (
        ("sources: [phone]", "sources:\n      - phone\n      -"),
        "34:8: item 2 of 'sources' is empty; write its value, or remove it",
    ),
    "a limit without a unit": (
        ("within: 48 h", "within: 48"),
        "58:30: '48' has no unit; write for example '48 s'",
    ),
    "a lens at no time": (
        ("as_of: 2026-03-10", "as_of: later"),
        "60:10: 'later' is not a time; write for example '2026-01-07 09:37:10', "
        "'about 09:37:10', '2 to 5 s after EVENT'",
    ),
    "a lens without an unknown source": (
        ("as_of: 2026-03-10", "without: {fone: because}"),
        "60:13: no source 'fone'; did you mean 'phone'?",
    ),
    "a supposition that can't be": (
        ("as_of: 2026-03-10", "what_if: [{fact: vehicle.moving, value: maybe}]"),
        "60:43: 'maybe' does not answer 'Was the vehicle moving?'; write yes, no or unknown",
    ),
    "a determination of nothing": (
        ("decides: {fact: vehicle.moving, about: shot-1}", "decides: {}"),
        "53:14: a determination decides either a fact or a provision; give 'fact:' or 'provision:'",
    ),
    "a determination in words of its own": (
        ("decides: {fact: vehicle.moving, about: shot-1}", "decides: {provision: D23-12}"),
        "54:12: 'yes' is no finding; write one of: inconsistent, contested, undetermined, "
        "consistent, not applicable",
    ),
    "a form of another day": (
        ("forcereview: case/1", "forcereview: case/2"),
        "1:14: 'case/2' is not one of: case/1; did you mean 'case/1'?",
    ),
    "no place": (
        ("  place: {description: a road, zone: America/Chicago}\n", ""),
        "5:1: 'place' is missing; add 'place:' and its value",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_said_with_its_place_and_what_to_do(mistake: str) -> None:
    edit, expected = MISTAKES[mistake]
    assert said_of(edit) == [f"case.yaml:{expected}"]


DOUBTS = {
    "a measurement without uncertainty": (
        ("value: 0.4 ± 0.1 m", "value: 0.4 m"),
        "42:12: warning: '0.4 m' states no uncertainty; write e.g. '0.4 ± 0.1 m', 'about …' or "
        "'exactly …'",
    ),
    "a vehicle for a fact about an officer": (
        ("about: agent-a\n", "about: suv\n"),
        "48:12: warning: officer.agency is about an officer, but 'about' names only 'suv' "
        "(vehicle); name one, or leave 'about' out if it concerns everyone",
    ),
    "a subject for a fact about an officer": (
        ("about: agent-a\n", "about: driver\n"),
        "48:12: warning: officer.agency is about an officer, but 'about' names only 'driver' "
        "(subject); name one, or leave 'about' out if it concerns everyone",
    ),
    "an agency for a fact about a vehicle": (
        ("about: suv", "about: ice"),
        "37:12: warning: vehicle.moving is about a vehicle or an application, but 'about' names "
        "only 'ice' (agency); name one, or leave 'about' out if it concerns everyone",
    ),
    "a time that can't be compared": (
        ("    at: 10 to 12 s after order\n", ""),
        "37:9: warning: '9 to 13 s after order' can't be compared with the time of shot-1, so "
        "'a1' does not count there; measure both from one event, or give both a clock time; "
        "or leave 'at' out and name the application in 'about'",
    ),
    "a publication date in words": (
        ("published: 2026-03-09", "published: last spring"),
        "20:54: warning: 'last spring' is not a time, so under 'as of' the source 'report' does "
        "not count; write a date, e.g. 2026-01-08 or '2026-01-07 to 2026-01-09'",
    ),
    "an agency almost named": (
        ("agency: cbp", "agency: cpb"),
        "13:36: warning: no standard of the library governs 'cpb'; did you mean 'cbp'?",
    ),
    "a source that says yes and no": (
        ("fact: officer.agency\n    value: ice\n    about: agent-a\n    source: report",
         "fact: vehicle.moving\n    value: no\n    about: suv\n    at: 9 to 13 s after order\n"
         "    source: phone"),
        "47:12: warning: 'a3' excludes 'a1' of the same source ('phone') on vehicle.moving; "
        "keep both if the account changed, and give 'said_at' or 'by' for each",
    ),
    "a source with two measurements": (
        ("fact: officer.agency\n    value: ice\n    about: agent-a\n    source: report",
         "fact: vehicle.min_distance\n    value: 2 to 3 m\n    about: suv\n    source: phone"),
        "47:12: warning: 'a3' excludes 'a2' of the same source ('phone') on "
        "vehicle.min_distance; keep both if the account changed, and give 'said_at' or 'by' "
        "for each",
    ),
}  # fmt: skip


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_looks_like_a_slip_is_a_warning_and_the_case_can_be_used(doubt: str) -> None:
    edit, expected = DOUBTS[doubt]
    assert said_of(edit) == [f"case.yaml:{expected}"]
    assert read_case(CASE.replace(*edit, 1).encode(), "case.yaml").id == "stop"


@pytest.mark.parametrize(
    "told_apart", ["at: 20 s after order", "by: a witness", "said_at: 2026-03-09"]
)
def test_an_account_that_changed_openly_is_no_slip(told_apart: str) -> None:
    other = f"fact: vehicle.moving\n    value: no\n    about: suv\n    {told_apart}\n"
    first = "source: phone\n    said_at: 2026-03-08 12:00\n  - id: a2"
    at = "" if told_apart.startswith("at") else "    at: 9 to 13 s after order\n"
    assert said_of(
        ("fact: officer.agency\n    value: ice\n    about: agent-a\n    source: report",
         f"{other}{at}    source: phone"),
        ("source: phone\n  - id: a2", first),
    ) == []  # fmt: skip


def test_force_at_an_unknown_time_is_no_fault() -> None:
    assert (
        said_of(("    at: 10 to 12 s after order\n", ""), ("    at: 9 to 13 s after order\n", ""))
        == []
    )


def test_everything_is_said_at_once_and_in_the_order_of_the_file() -> None:
    said = said_of(
        ("title: A stop\n", "title: A stop\nnotes: n\n"),
        ("jurisdiction: us", "jurisdiction: us\n  weather: rain"),
        ("end: 2026-03-08 04:00", "end: 2026-03-08 25:00"),
        ("  clerk: {role: bystander}", "  clerk: {role: bystander, agency: icee}"),
        ("operator: driver", "operator: drivr"),
        ("kind: video,", ""),
        ("at: 5 s after arrival", "at: 5 after arrival"),
        ("officer: agent-a", "officer: agent-c"),
        ("fact: vehicle.moving\n", "fact: vehicle.moveing\n"),
        ("value: 0.4 ± 0.1 m", "value: 0.4 m"),
        ("source: report", "sauce: report"),
        ("reasons: seen", "reason: seen"),
        ("within: 48 h", "within: 48"),
    )
    assert [line.split("; ")[0] for line in said] == [
        "case.yaml:4:1: 'notes' is not a field here",
        "case.yaml:9:3: 'weather' is not a field here",
        "case.yaml:11:8: '2026-03-08 25:00' is an impossible time (hour must be in 0..23)",
        "case.yaml:17:36: warning: no standard of the library governs 'icee'",
        "case.yaml:19:19: no person 'drivr'",
        "case.yaml:21:3: 'kind' is missing",
        "case.yaml:25:37: '5' has no unit",
        "case.yaml:28:14: no person 'agent-c'",
        "case.yaml:37:11: unknown fact 'vehicle.moveing'",
        "case.yaml:44:12: warning: '0.4 m' states no uncertainty",
        "case.yaml:47:5: 'source' is missing",
        "case.yaml:51:5: 'sauce' is not a field here",
        "case.yaml:53:5: 'reasons' is missing",
        "case.yaml:57:5: 'reason' is not a field here",
        "case.yaml:60:30: '48' has no unit",
    ]


def test_what_a_malformed_entry_names_is_not_missed_elsewhere() -> None:
    said = said_of(
        ("phone: {title: A recording, kind", "phone: {titel: A recording, kind"),
        ("driver: {role: subject}", "driver: {role: suspect}"),
    )
    assert [line.split(": ")[1].split("; ")[0] for line in said] == [
        "'suspect' is not one of",
        "'title' is missing",
        "'titel' is not a field here",
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "case.yaml:1:1: this is not a case: the file is empty"),
        (b"# nothing\n", "case.yaml:1:1: this is not a case: the file is empty"),
        (b"just words", "case.yaml:1:1: this is not a case: the file must start with 'key: value'"),
        (b"- a\n- b\n", "case.yaml:1:1: this is not a case: the file must start with 'key: value'"),
        (b"name: app\nversion: 1\n", "case.yaml:1:1: this is not a case: it has no 'forcereview"),
        (b"standard: dhs\ntitle: t\n", "case.yaml:1:1: this is not a case: it has no 'forcereview"),
    ],
)
def test_a_file_of_another_kind_is_one_complaint(raw: bytes, said: str) -> None:
    reading = check_case(raw, "case.yaml")
    assert reading.case is None
    assert len(reading.problems) == 1
    assert str(reading.problems[0]).startswith(said)
    assert reading.problems[0].todo


def test_a_long_list_of_problems_ends_with_their_number() -> None:
    lines = "".join(
        f"  - {{id: b{n}, fact: vehicle.moveing, value: yes, source: phone}}\n" for n in range(300)
    )
    said = said_of(("determinations:\n", f"{lines}determinations:\n"))
    assert len(said) == 201
    assert said[-1] == "case.yaml:361: and 100 more problems; correct those above first"


def test_values_without_a_text_make_a_case_too() -> None:
    case = read_case(CASE.encode(), "case.yaml")
    assert case_of(case.file).claims == case.claims
    with pytest.raises(BadInput, match="no person 'nobody'"):
        case_of(_with_operator(case.file, "nobody"))


def _with_operator(file: CaseFile, name: str) -> CaseFile:
    suv = file.vehicles["suv"].model_copy(update={"operator": name})
    return file.model_copy(update={"vehicles": {"suv": suv}})
