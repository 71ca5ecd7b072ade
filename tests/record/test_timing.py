"""The day of an encounter, and the times that hang on it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from builders import CaseBuilder, a_case, a_rule, a_shooting
from forcereview.record import Case, Lens, Supposition
from forcereview.record.folding import Folded


def day_of(start: str) -> str:
    return a_case().on(start).read().calendar.day


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("2026-01-07", "2026-01-07"),
        ("2026-01-07 09:35", "2026-01-07"),
        ("about 2026-01-07 00:02", "2026-01-07"),
        ("2026-01-07 00:02 ± 10 min", "2026-01-07"),
        ("2026-01-07 23:58 to 2026-01-08 00:10", "2026-01-07"),
        ("2026-01-08T05:30:00Z", "2026-01-07"),
        ("about 2026-01-07", "2026-01-07"),
    ],
)
def test_a_bare_clock_time_is_on_the_day_that_was_said(start: str, day: str) -> None:
    assert day_of(start) == day


def test_the_lens_reads_times_against_the_same_day() -> None:
    case = a_case().on("about 2026-01-07 00:02").read()
    assert Folded(case, Lens()).calendar == case.calendar


def test_an_encounter_that_begins_roughly_before_midnight_keeps_its_times() -> None:
    case = a_case().on("about 2026-01-07 00:02").with_shot("shot-1", at="00:05").read()
    clock = case.timeline.clock(case.timeline.moments["shot-1"])
    assert clock is not None
    assert datetime.fromtimestamp(clock.low, UTC).isoformat() == "2026-01-07T06:05:00+00:00"


def test_a_span_without_an_end_reviews_as_well_as_any() -> None:
    case = a_case().with_event("stop", "12:00:05").with_shot("shot-1", at="some time after stop")
    finding = case.finding(a_rule(applies="subject.fleeing"))
    assert finding.finding == "undetermined"


def test_a_supposition_about_a_shot_concerns_its_people() -> None:
    case = a_shooting().with_subject("passenger")
    supposed = Lens(what_if=(Supposition("aid.needed", "yes", ("shot-1",)),))
    finding = case.finding(a_rule(about="encounter", applies="aid.needed"), lens=supposed)
    assert finding.finding == "inconsistent"
    asserted = case.said("aid.needed", "yes", "shot-1").read()
    assert _scope(asserted, "a1") == ({"agent-a"}, {"driver"})


def test_a_time_since_the_previous_application_is_on_the_same_person() -> None:
    case = _two_people()
    values = {claim.id: claim.value for claim in case.claims if ".interval@" in claim.id}
    assert list(values) == ["shot-3.interval@video"]
    assert str(values["shot-3.interval@video"]) == "4 s"


def _two_people() -> Case:
    builder: CaseBuilder = a_case().with_subject("passenger").with_event("stop", "12:00:05")
    for name, subject, at in [("1", "driver", "1"), ("2", "passenger", "2"), ("3", "driver", "5")]:
        builder = builder.with_shot(f"shot-{name}", subject=subject, at=f"{at} s after stop")
    return builder.read()


def _scope(case: Case, name: str) -> tuple[set[str], set[str]]:
    claim = case.claim(name)
    assert claim is not None
    return set(claim.scope.officers), set(claim.scope.subjects)
