"""Questions: which facts would settle most, and exactly what each answer would lead to."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import CaseBuilder, a_case, a_library, a_rule, a_shooting, a_standard
from forcereview.record import Lens, Supposition
from forcereview.review import Question, Review, review
from forcereview.standards import Library
from forcereview.standards.evaluation import Program
from random_rules import claims, encounters, rules

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
            assert answer.settles == settled(found, answer.findings)
            tried += 1
        assert question.settles == max((a.settles for a in question.answers), default=0)
    return tried


def settled_by_one_answer(found: Review) -> set[tuple[str, str]]:
    """The findings, where there is one a frame and rule, that some single answer settles."""
    alone = Counter((f.frame.id, f.key) for f in found.governing())
    effects = {effect for q in found.questions for a in q.answers for effect in a.findings}
    return {
        (frame, key) for frame, key, word in effects if word not in OPEN and alone[frame, key] == 1
    }


def settled(found: Review, shown: tuple[tuple[str, str, str], ...]) -> int:
    """How many of the effects settle a finding that was open."""
    opened = Counter((f.frame.id, f.key) for f in found.governing() if f.finding in OPEN)
    decided = Counter((frame, key) for frame, key, word in shown if word not in OPEN)
    return sum((opened & decided).values())


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
    assert_joint_answers_do_what_they_say(found, library)


JUDGED = ("subject.threat_imminent", "vehicle.turning_away", "subject.armed", "subject.fleeing")


@given(
    case=claims(most=5, about=JUDGED),
    drawn=st.lists(rules(asking=JUDGED), min_size=1, max_size=3),
)
def test_so_it_is_where_one_answer_is_an_indicator_of_another(
    case: CaseBuilder, drawn: list[dict[str, Any]]
) -> None:
    library = a_library(a_standard(*(rule | {"key": f"T-{n}"} for n, rule in enumerate(drawn, 1))))
    found = case.reviewed(library, questions=True)
    assert_every_answer_does_what_it_says(found, library)
    assert_joint_answers_do_what_they_say(found, library)


def assert_joint_answers_do_what_they_say(found: Review, library: Library) -> None:
    """Together they settle what is listed, which no single answer does."""
    for joint in found.joint_questions:
        lens = found.lens
        for (fact, about), value in zip(joint.questions, joint.answers, strict=True):
            lens = lens.supposing(Supposition(fact, value, about))
        after = changes(found, review(found.case, library, lens, questions=False))
        assert joint.settles
        assert not Counter(joint.settles) - after
        assert not {place[:2] for place in joint.settles} & settled_by_one_answer(found)


def asked(case: CaseBuilder, *these: dict[str, Any], lens: Lens | None = None) -> list[Question]:
    return list(case.reviewed(*these, lens=lens, questions=True).questions)


def effects(question: Question) -> dict[str, dict[str, str]]:
    return {a.value: {key: new for _, key, new in a.findings} for a in question.answers}


def test_a_question_says_what_each_answer_leads_to() -> None:
    (question,) = asked(a_shooting(), a_rule(unless="subject.armed"))
    assert (question.fact, question.about, question.state) == (
        "subject.armed",
        ("shot-1",),
        "unknown",
    )
    assert question.question == "Did the person have a weapon other than a vehicle?"
    assert effects(question) == {"yes": {"T-1": "consistent"}, "no": {"T-1": "inconsistent"}}
    assert (question.settles, question.bears_on) == (1, 1)


def test_questions_that_settle_most_come_first() -> None:
    found = asked(
        a_shooting(),
        a_rule("T-1", applies="subject.armed"),
        a_rule("T-2", applies="subject.armed and subject.fleeing"),
        a_rule("T-3", unless="vehicle.moving"),
    )
    assert [(q.fact, q.settles) for q in found] == [
        ("subject.armed", 2),
        ("subject.fleeing", 1),
        ("vehicle.moving", 1),
    ]


def test_a_contested_fact_is_asked_about_as_contested() -> None:
    case = a_shooting().said("subject.armed", "yes", by="agent").said("subject.armed", "no")
    (question,) = asked(case, a_rule(unless="subject.armed"))
    assert (question.state, question.settles) == ("contested", 1)


def test_what_is_settled_is_not_asked() -> None:
    case = a_shooting().said("subject.armed", "yes")
    assert asked(case, a_rule(unless="subject.armed or subject.fleeing")) == []


def test_what_cannot_change_a_finding_any_more_is_not_asked() -> None:
    rule = a_rule(unless="subject.armed or (subject.fleeing and vehicle.moving)")
    found = asked(a_shooting().said("subject.fleeing", "no"), rule)
    assert [question.fact for question in found] == ["subject.armed"]


def test_an_answer_may_also_move_a_decided_finding_and_that_is_shown() -> None:
    rule = a_rule(
        "T-2", requires="subject.fleeing", presume=["subject.armed = no"], exempt="subject.armed"
    )
    case = a_shooting().said("subject.fleeing", "no")
    (question,) = asked(case, a_rule("T-1", unless="subject.armed"), rule)
    assert effects(question) == {
        "yes": {"T-1": "consistent", "T-2": "not_applicable"},
        "no": {"T-1": "inconsistent"},
    }
    assert question.settles == 1


def test_each_shot_is_asked_about_by_itself_and_a_person_once() -> None:
    case = a_case().with_shot("shot-1").with_shot("shot-2")
    found = asked(
        case,
        a_rule("T-1", unless="subject.armed"),
        a_rule("T-2", unless="subject.convicted_prisoner"),
    )
    assert {(q.fact, q.about, q.settles) for q in found} == {
        ("subject.armed", ("shot-1",), 1),
        ("subject.armed", ("shot-2",), 1),
        ("subject.convicted_prisoner", ("driver",), 2),
    }


def test_facts_that_settle_only_together_are_asked_together() -> None:
    either = "(subject.armed and subject.fleeing) or (vehicle.moving and not subject.armed)"
    found = a_shooting().reviewed(a_rule(applies=either), questions=True)
    assert max(question.settles for question in found.questions) == 0
    joint = found.joint_questions[0]
    assert len(joint.questions) == 2
    assert [(frame, key) for frame, key, _ in joint.settles] == [("shot-1", "T-1")]


def test_a_judgement_answered_together_with_its_indicator_stands_as_answered() -> None:
    either = (
        "(vehicle.turning_away and subject.threat_imminent)"
        " or (subject.fleeing and not subject.threat_imminent)"
    )
    case = a_shooting().said("subject.threat_imminent", "yes", by="agent")
    case = case.said("subject.threat_imminent", "no", by="family")
    (joint,) = case.reviewed(a_rule(applies=either), questions=True).joint_questions
    assert [fact for fact, _ in joint.questions] == [
        "vehicle.turning_away",
        "subject.threat_imminent",
    ]
    assert (joint.answers, joint.settles) == (("yes", "yes"), (("shot-1", "T-1", "inconsistent"),))


def test_what_a_single_answer_settles_is_not_asked_jointly() -> None:
    found = a_shooting().reviewed(
        a_rule(applies="subject.armed and subject.fleeing"), questions=True
    )
    assert found.questions[0].settles == 1
    assert found.joint_questions == ()


def test_a_judgement_is_asked_with_what_its_indicators_would_change() -> None:
    rule = a_rule(unless="subject.threat_imminent")
    case = (
        a_shooting()
        .said("subject.threat_imminent", "yes", by="agent")
        .said("vehicle.turning_away", "yes")
    )
    (question,) = asked(case, rule)
    assert (question.fact, question.state) == ("subject.threat_imminent", "contested")
    assert effects(question) == {"yes": {"T-1": "consistent"}, "no": {"T-1": "inconsistent"}}


def test_under_the_officers_perspective_an_answer_still_does_what_it_says() -> None:
    case = a_shooting().said("subject.armed", "yes", known_to_officer="no")
    library = a_library(a_standard(a_rule(unless="subject.armed and subject.fleeing")))
    found = case.reviewed(library, lens=Lens(perspective="officer"), questions=True)
    assert {question.fact for question in found.questions} == {"subject.armed", "subject.fleeing"}
    assert assert_every_answer_does_what_it_says(found, library) == 4


MANY = (
    "subject.armed",
    "subject.fleeing",
    "subject.seized",
    "subject.convicted_prisoner",
    "subject.occupying_vehicle",
    "subject.object_resembled_weapon",
    "subject.weapon_directed",
    "subject.threat_by_other_means",
    "subject.threat_to_other",
    "subject.threat_to_self_only",
    "subject.threat_to_property_only",
    "subject.operating_vehicle",
    "subject.contained",
    "vehicle.moving",
    "vehicle.slow",
    "vehicle.turning_away",
    "officer.in_vehicle_path",
    "warning.given",
    "force.intentional",
    "officer.witnessed_force",
)


def evaluations(monkeypatch: pytest.MonkeyPatch, facts: tuple[str, ...]) -> int:
    """For how many records a rule is evaluated where each fact is open for each of two shots."""
    chained = [
        a_rule(f"T-{n}", applies=" and ".join(facts[n : n + 4]), unless=facts[n - 3])
        for n in range(len(facts))
    ]
    library = a_library(a_standard(*chained))
    case = a_case().with_vehicle("car").with_shot("shot-1").with_shot("shot-2")
    count = 0
    run, run_planes = Program.run, Program.run_planes

    def counting_one(self: Program, bits: Any, governed: int = 1) -> Any:
        nonlocal count
        count += 1
        return run(self, bits, governed)

    def counting_many(self: Program, atoms: Any, records: int, governed: int = 1) -> Any:
        nonlocal count
        count += records
        return run_planes(self, atoms, records, governed)

    with monkeypatch.context() as patched:
        patched.setattr(Program, "run", counting_one)
        patched.setattr(Program, "run_planes", counting_many)
        found = case.reviewed(library, questions=True)
    assert len(found.questions) >= len(facts)
    return count


def test_forty_open_facts_are_asked_about_without_an_explosion(
    monkeypatch: pytest.MonkeyPatch, record_property: Any
) -> None:
    half, whole = evaluations(monkeypatch, MANY[:10]), evaluations(monkeypatch, MANY)
    record_property("figure", f"questions: 20 rules, 40 open facts: {whole:,} evaluations")
    assert whole < 20_000
    assert whole < 3 * half
