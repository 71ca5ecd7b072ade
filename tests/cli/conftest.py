"""Run the command line in this process, as a user would type it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from forcereview.cli.main import run

REPOSITORY = Path(__file__).parents[2]
DEMO = REPOSITORY / "examples" / "cases" / "case-01-vehicle-stop.yaml"


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str


@pytest.fixture
def forcereview(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Callable[..., Ran]:
    """``forcereview("review", case, "--json")`` in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def typed(*words: str | Path) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            run([str(word) for word in words])
        printed = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 1 if code else 0, printed.out, printed.err)

    return typed


@pytest.fixture
def demo() -> Path:
    """The bundled vehicle-stop case."""
    return DEMO


@pytest.fixture
def small_case(tmp_path: Path) -> Path:
    """A small valid case: one shot, an official's word and a recording."""
    file = tmp_path / "small.yaml"
    file.write_text(SMALL, encoding="utf-8")
    return file


SMALL = """\
forcereview: case/1
id: small
title: A small case
nature: synthetic
encounter:
  place: {description: a street, zone: America/Chicago}
  jurisdiction: [us]
  start: 2026-01-07 09:35
people:
  agent-a: {role: officer, label: agent A, agency: ice}
  driver: {role: subject, label: driver}
vehicles:
  suv: {operator: driver}
sources:
  official: {title: Statement, kind: statement, side: officer, published: 2026-01-08}
  video: {title: Video, kind: video, published: 2026-01-10}
applications:
  - id: shot-1
    officer: agent-a
    subject: driver
    vehicle: suv
    type: firearm
    target: vehicle operator
    at: about 09:37:13
    sources: video
assertions:
  - {id: a1, fact: vehicle.moving, value: yes, source: video}
  - {id: a2, fact: subject.threat_imminent, about: shot-1, value: yes, source: official}
  - {id: a3, fact: subject.threat_severity, about: shot-1, value: death, source: official}
  - {id: a4, fact: vehicle.turning_away, about: shot-1, value: yes, source: video}
"""
