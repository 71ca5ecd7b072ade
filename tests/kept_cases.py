"""A small case as a person wrote it, and a workspace that keeps it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from forcereview.record.model import Assertion, Determination
from forcereview.wiring import begin_workspace
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.ports import Ports

TEXT = """\
# The clerk's copy.
forcereview: case/1
id: small
title: "A small case"   # working title
nature: synthetic
encounter:
  place: {description: a street, zone: America/Chicago}
  jurisdiction: [us]
  start: 2026-01-07 09:35
people:
  driver: {role: subject, label: driver}
  agent-a: {role: officer, label: agent A, agency: ice}
sources:
  official: {title: Statement, kind: statement, side: officer, published: 2026-01-08}
  video: {title: Video, kind: video, published: 2026-01-10}   # as received
applications:
  - id: shot-1
    officer: agent-a
    subject: driver
    type: firearm
    at: about 09:37:13
    sources: video
assertions:
  # what the officials say
  - {id: a1, fact: subject.threat_imminent, about: shot-1, value: yes, source: official}
  # what can be seen
  - id: a2
    fact: vehicle.moving
    value: yes   # slowly
    source: video
"""


def written(folder: Path, text: str = TEXT, name: str = "small.yaml") -> Path:
    """The text as a file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode())
    return path


def a_workspace(folder: Path) -> Ports:
    """A workspace without encryption, so that it is quick to make; entry 1 begins it."""
    return begin_workspace(folder / "w", "reviewer 1", encrypted=False)


def a_workspace_with_the_case(folder: Path) -> Ports:
    """A workspace that keeps the case since entry 2, which reviewer 1 wrote."""
    ports = a_workspace(folder)
    import_case(ports, written(folder), "reviewer 1", "as received")
    return ports


def an_assertion(name: str = "a3", **fields: Any) -> Assertion:
    """What the video shows of the shot."""
    given = {"fact": "subject.threat_imminent", "about": "shot-1", "value": "no", "source": "video"}
    return Assertion.model_validate({"id": name, **given, **fields})


def a_determination(name: str = "d1", value: str = "no", **fields: Any) -> Determination:
    """What the board decided of the shot."""
    given = {
        "by": "the board",
        "decides": {"fact": "subject.threat_imminent", "about": "shot-1"},
        "reasons": "the recording",
    }
    return Determination.model_validate({"id": name, "value": value, **given, **fields})
