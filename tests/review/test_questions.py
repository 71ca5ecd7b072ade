"""Questions: which facts would settle most, and exactly what each answer would lead to."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from builders import CaseBuilder, a_case, a_library, a_rule, a_shooting, a_standard
from hypothesis import given
from hypothesis import strategies as st
from random_rules import SOURCES, VALUES, rules

from forcereview.record import Lens, Supposition
from forcereview.review import Question, Review, review
from forcereview.standards import Library
from forcereview.standards.evaluation import Program

OPEN = ("contested", "undetermined")
Effects = Counter[tuple[str, str, str]]


def governing(found: Review) -> dict[tuple[str, str, str], str]:
    return {(f.frame.id, f.key, f.frame.officer): f.finding for f in found.governing()}


def changes(before: Review, after: Review) -> Effects:
    """What governing findings became, where they became something else."""
    old, new = (
        governing(before),
        {
            (f.frame.id, f.key, f.frame.officer): f.finding
            for f in after.findings
            if f.weight != "comparison"
        },
    )
    return Counter((*key[:2], new[key]) for key, word in old.items() if new[key] != word)


def assert_every_answer_does_what_it_says(found: Review, library: Library) -> int:
    """Review again under every answer to every question; returns how many that were."""
    tried = 0
    for question in found.questions:
        for answer in question.answers:
            lens = found.lens.supposing(Supposition(question.fact, answer.value, question.about))
            after = review(found.case, library, lens, questions=False)
            assert changes(found, after) == Counter(answer.findings), (question.fact, answer.value)
            was_open = [governing_word for governing_word in _open_before(found, answer.findings)]
            assert answer.settles == len(was_open)
            tried += 1
        assert question.settles == max((a.settles for a in question.answers), default=0)
    return tried


def _open_before(found: Review, effects: tuple[tuple[str, str, str], ...]) -> list[str]:
    """Those of the effects that settle a finding which was open."""
    left = Counter(effects)
    settled = []
    for finding in found.governing():
        for word in ("consistent", "inconsistent", "not_applicable"):
            effect = (finding.frame.id, finding.key, word)
            if finding.finding in OPEN and left[effect]:
                left[effect] -= 1
                settled.append(word)
                break
    return settled


PLACES = st.sampled_from(((), ("shot-1",), ("shot-2",), ("driver",)))


@st.composite
def encounters(draw: st.DrawFn) -> CaseBuilder:
    """Two shots, a vehicle, a second officer, and random claims about any of them."""
    case = (
        a_case()
        .with_vehicle("car", operator="driver")
        .with_officer("agent-b")
        .with_shot("shot-1", vehicle="car")
        .with_shot("shot-2", vehicle="car")
    )
    for _ in range(draw(st.integers(0, 6))):
        fact = draw(st.sampled_from(tuple(VALUES)))
        value = draw(st.sampled_from(VALUES[fact]))
        about = draw(PLACES)
        if draw(st.integers(0, 8)) == 0:
            case = case.determined(fact, value, *about)
        else:
            case = case.said(fact, value, *about, by=draw(st.sampled_from(SOURCES)))
    return case


KINDS = (
    {"about": "application"},
    {"about": "encounter"},
    {"about": "officer"},
    {"about": "duty", "each": "subject"},
    {"about": "application", "judges": "other officers present"},
    {"about": "application", "perspective": "officer"},
)


@given(
    case=encounters(),
    drawn=st.lists(st.tuples(rules(most=3), st.sampled_from(KINDS)), min_size=1, max_size=3),
)
def test_every_answer_has_exactly_the_effect_that_is_shown(
    case: CaseBuilder, drawn: list[tuple[dict[str, Any], dict[str, str]]]
) -> None:
    library = a_library(
        a_standard(*(rule | kind | {"key": f"T-{n}"} for n, (rule, kind) in enumerate(drawn, 1)))
    )
    found = case.reviewed(library, questions=True)
    assert_every_answer_does_what_it_says(found, library)
    for joint in found.joint_questions:
        lens = found.lens
        for (fact, about), value in zip(joint.questions, joint.answers, strict=True):
            lens = lens.supposing(Supposition(fact, value, about))
        after = changes(found, review(found.case, library, lens, questions=False))
        assert not Counter(joint.settles) - after
        singly = {effect for q in found.questions for a in q.answers for effect in a.findings}
        assert not singly & set(joint.settles)
