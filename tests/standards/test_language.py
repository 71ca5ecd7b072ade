"""The provision language: what is read, how it is printed, and what is said of mistakes."""

from __future__ import annotations

import pytest
from builders import a_rule, a_standard, standard_text
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.standards import read_standard
from forcereview.standards.expressions import (
    And,
    Atom,
    Defined,
    Expression,
    ExpressionError,
    Met,
    Not,
    Or,
    Timing,
    parse_expression,
)
from forcereview.vocabulary import fact_catalogue, parse_quantity

ARMED, FLEEING, MOVING = Atom("subject.armed"), Atom("subject.fleeing"), Atom("vehicle.moving")
CATALOGUE = fact_catalogue()


def complaints(raw: bytes) -> list[str]:
    with pytest.raises(BadInput) as caught:
        read_standard(raw, "policy.yaml", CATALOGUE)
    return [str(problem) for problem in caught.value.problems]


def complaint(**rule: object) -> str:
    """The only complaint about a standard with this one rule, without its place."""
    (found,) = complaints(standard_text(a_rule(**rule)))
    return found.partition(": ")[2]


def test_and_binds_closer_than_or_and_not_closest() -> None:
    read = parse_expression("subject.armed or not subject.fleeing and vehicle.moving")
    assert read == Or((ARMED, And((Not(FLEEING), MOVING))))


def test_brackets_are_kept_as_written() -> None:
    assert parse_expression("(subject.armed or subject.fleeing) and vehicle.moving") == And(
        (Or((ARMED, FLEEING)), MOVING)
    )
    assert parse_expression("subject.armed and (subject.fleeing and vehicle.moving)") == And(
        (ARMED, And((FLEEING, MOVING)))
    )


@pytest.mark.parametrize(
    ("text", "atom"),
    [
        ("force.type = dog", Atom("force.type", "=", ("dog",))),
        ("force.type != less-lethal munition", Atom("force.type", "!=", ("less-lethal munition",))),
        ("force.level >= hard", Atom("force.level", ">=", ("hard",))),
        (
            "force.type is one of (dog, control hold)",
            Atom("force.type", "one of", ("dog", "control hold")),
        ),
        (
            "officer.training contains use of force",
            Atom("officer.training", "contains", ("use of force",)),
        ),
        (
            "vehicle.min_distance < 0.5 m",
            Atom("vehicle.min_distance", "<", (parse_quantity("0.5 m"),)),
        ),
        ("a.one = a.two", Atom("a.one", "=", (), "a.two")),
        ("subject.armed at the application", ARMED),
        ("subject.armed at some time", Atom("subject.armed", timing=Timing("some time"))),
        ("subject.armed throughout", Atom("subject.armed", timing=Timing("throughout"))),
        (
            "warning.given before the application within 90 s",
            Atom("warning.given", timing=Timing("before", "application", 90.0)),
        ),
        (
            "report.made_at after the encounter within [first report]",
            Atom("report.made_at", timing=Timing("after", "encounter", None, "first report")),
        ),
        (
            "force.level = hard before the application",
            Atom("force.level", "=", ("hard",), timing=Timing("before")),
        ),
        (
            "force.type = dog at some time",
            Atom("force.type", "=", ("dog",), timing=Timing("some time")),
        ),
        ("met(D23-12)", Met("D23-12")),
        ("deadly force justified", Defined("deadly force justified")),
    ],
)
def test_each_form_is_read(text: str, atom: Expression) -> None:
    read = parse_expression(text)
    if isinstance(read, (Met, Defined)):
        read = type(read)(*(read.key if isinstance(read, Met) else read.name,))
    assert read == atom
    assert parse_expression(str(parse_expression(text))) == parse_expression(text)


@pytest.mark.parametrize("fact", [fact for fact in CATALOGUE if fact.choices], ids=lambda f: f.name)
def test_every_choice_of_the_catalogue_can_be_asked_for_at_any_time(fact: object) -> None:
    for choice in fact.choices:  # type: ignore[attr-defined]
        for timing in ("", " throughout", " at some time", " before the application within 5 s"):
            text = f"{fact.name} = {choice}{timing}"  # type: ignore[attr-defined]
            read = parse_expression(text)
            assert isinstance(read, Atom)
            assert read.operands == (choice,)
            assert str(read) == text


TIMINGS = (
    st.sampled_from((Timing(), Timing("some time"), Timing("throughout")))
    | st.builds(
        Timing,
        st.sampled_from(("before", "after")),
        st.sampled_from(("application", "encounter")),
        st.none() | st.integers(1, 10**6).map(float) | st.sampled_from((0.25, 1.5, 1e6 + 0.125)),
    )
    | st.builds(
        Timing,
        st.sampled_from(("before", "after")),
        st.sampled_from(("application", "encounter")),
        st.none(),
        st.sampled_from(("first report", "aid")),
    )
)
LEAVES = (
    st.builds(Atom, st.sampled_from(("subject.armed", "a.b_c")), timing=TIMINGS)
    | st.builds(
        Atom,
        st.just("vehicle.min_distance"),
        st.sampled_from(("<", "<=", ">", ">=", "=", "!=")),
        st.sampled_from(("0.5 m", "3 ft", "-2 m", "1 km")).map(
            lambda text: (parse_quantity(text),)
        ),
        timing=TIMINGS,
    )
    | st.builds(
        Atom,
        st.just("force.type"),
        st.just("one of"),
        st.lists(st.sampled_from(("dog", "control hold", "strike")), min_size=1).map(tuple),
        timing=TIMINGS,
    )
    | st.builds(
        Atom, st.just("a.one"), st.sampled_from(("=", "<")), other=st.just("a.two"), timing=TIMINGS
    )
    | st.just(parse_expression("x and y").parts[0])  # type: ignore[union-attr]
)


def _joined(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return parts.map(Not) | several.map(And) | several.map(Or)


def _placeless(node: Expression) -> Expression:
    """The tree without the columns at which names stand."""
    if isinstance(node, Defined):
        return Defined(node.name)
    if isinstance(node, Not):
        return Not(_placeless(node.part))
    if isinstance(node, (And, Or)):
        return type(node)(tuple(_placeless(part) for part in node.parts))
    return node


@given(st.recursive(LEAVES, _joined, max_leaves=12))
def test_what_is_printed_is_read_as_the_same_tree(tree: Expression) -> None:
    assert _placeless(parse_expression(str(tree))) == _placeless(tree)


@pytest.mark.parametrize(
    ("text", "what", "column"),
    [
        ("", "'' stops too early", 0),
        ("subject.armed and", "'subject.armed and' stops too early", 17),
        ("(subject.armed", "'(subject.armed' stops too early", 14),
        ("subject.armed )", "')' is not expected here", 14),
        ("subject.armed or and vehicle.moving", "'and' is not expected here", 17),
        ("vehicle.min_distance < 5 furlongs", "'5 furlongs' can't be read here", 23),
        ("Subject.armed", "'Subject.ar' can't be read here", 0),
        ("subject.armed within 5 s", "'within' is not expected here", 14),
        ("subject.armed before the application within 5 m", "'5 m' is a length", 44),
        ("vehicle.moving and met(D23-12) throughout", "'met(D23-12)' takes no time", 23),
        ("vehicle.moving and good reason at some time", "'good reason' takes no time", 19),
    ],
)
def test_a_mistake_is_shown_where_it_stands(text: str, what: str, column: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert (caught.value.what, caught.value.column) == (what, column)
    assert caught.value.todo


@pytest.mark.parametrize("text", ["not " * 5000 + "a.b", "(" * 5000 + "a.b" + ")" * 5000])
def test_an_expression_nested_beyond_reading_is_refused_not_crashed_on(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_expression(text)
    assert "nested more than" in caught.value.what


HEAD = """\
standard: policy
title: A policy
short: policy
issuer: the agency
kind: policy
governs: {}
text: {held: no}
"""
RULE = """\
  - key: P-1
    topic: force
    says: Says so.
    citation: section 1
    modality: must not
    phase: during
    about: application
    basis: passage read
"""


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("    applies: subject.armd\n", "policy.yaml:17:14"),
        ("    applies: vehicle.moving and subject.armd\n", "policy.yaml:17:33"),
        ("    applies: 'vehicle.moving and subject.armd'\n", "policy.yaml:17:34"),
        ("    applies: >-\n      vehicle.moving\n      and subject.armd\n", "policy.yaml:19:11"),
        ("    applies: |\n      vehicle.moving and\n        subject.armd\n", "policy.yaml:19:9"),
        ("    applies: vehicle.moving\n      and subject.armd\n", "policy.yaml:18:11"),
    ],
)
def test_a_misspelt_fact_is_placed_to_the_column_however_it_is_written(
    written: str, place: str
) -> None:
    (found,) = complaints((HEAD + "provisions:\n" + RULE + written).encode())
    assert found == (
        f"{place}: unknown fact 'subject.armd'; did you mean 'subject.armed'? "
        "(forcereview facts subject)"
    )


def test_a_mistake_of_grammar_is_placed_to_the_column() -> None:
    raw = HEAD + "provisions:\n" + RULE + "    applies: >-\n      vehicle.moving\n      and or x\n"
    (found,) = complaints(raw.encode())
    assert found.startswith("policy.yaml:19:11: 'or' is not expected here; ")


def test_every_mistake_is_told_at_once_and_once() -> None:
    rules = (
        a_rule("T-1", applies="subject.armd", requires="force.level >= hrad"),
        a_rule("T-2", applies="met(T-1) and vehicle.speeed > 3 m"),
    )
    found = [text.partition(": ")[2] for text in complaints(standard_text(*rules))]
    assert [text.partition(";")[0] for text in found] == [
        "unknown fact 'subject.armd'",
        "'hrad' is not a choice of force.level",
        "unknown fact 'vehicle.speeed'",
    ]


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("force.level", "force.level is a choice; it does not hold or fail by itself"),
        ("vehicle.min_distance", "vehicle.min_distance is a quantity; it does not hold or fail"),
        (
            "force.level >= deadli",
            "'deadli' is not a choice of force.level; did you mean 'deadly'?",
        ),
        ("force.type < dog", "the choices of force.type have no order, so '<' means nothing"),
        ("vehicle.min_distance < 5 s", "vehicle.min_distance is measured in m; '5 s' is a time"),
        ("vehicle.min_distance < near", "vehicle.min_distance is compared with 'near'"),
        ("subject.armed = maybe", "subject.armed is answered yes or no"),
        ("subject.armed >= yes", "subject.armed is answered yes or no"),
        ("report.written_at = noon", "report.written_at is a time"),
        (
            "report.written_at after the application within [first report]",
            "deadline [first report] is not declared",
        ),
        (
            "force.level = subject.threat_severity",
            "force.level and subject.threat_severity can't be",
        ),
        ("force.level > vehicle.min_distance", "force.level and vehicle.min_distance can't be"),
        (
            "vehicle.min_distance < vehicle.speed",
            "vehicle.min_distance is measured in m and vehicle",
        ),
        ("good reason", "'good reason' is neither a fact nor a definition of this standard"),
        ("met(T-9)", "met(T-9): no such provision in this standard; did you mean 'T-1'?"),
        ("met(T-1)", "met(T-1) runs in a circle"),
    ],
)
def test_what_cannot_be_asked_of_a_fact_is_refused(expression: str, told: str) -> None:
    assert complaint(requires=expression).startswith(told)


def test_a_deadline_declared_is_known() -> None:
    standard = a_standard(
        a_rule(requires="report.written_at after the application within [first report]"),
        deadlines={"first report": "when the first report is due"},
    )
    assert standard.rules[0].program.atoms[0].timing.deadline == "first report"


def test_definitions_that_run_in_a_circle_are_told_with_the_way_round() -> None:
    raw = standard_text(
        a_rule(applies="one"),
        definitions={"one": "two and subject.armed", "two": "not three", "three": "one"},
    )
    (found,) = complaints(raw)
    assert "definitions run in a circle: one -> two -> three -> one; break it" in found


def test_a_circle_through_another_provision_is_found() -> None:
    raw = standard_text(
        a_rule("T-1", requires="met(T-2)"), a_rule("T-2", requires="subject.armed and met(T-1)")
    )
    assert all("runs in a circle; break it" in text for text in complaints(raw))


def test_a_circle_through_a_definition_and_a_provision_is_found() -> None:
    raw = standard_text(
        a_rule("T-1", requires="good reason"),
        definitions={"good reason": "met(T-1) or subject.armed"},
    )
    assert any("circle" in text for text in complaints(raw))


def test_met_is_what_the_other_provision_requires_or_its_exception() -> None:
    standard = a_standard(
        a_rule("T-1", requires="subject.armed", unless="subject.fleeing"),
        a_rule("T-2", requires="met(T-1)"),
    )
    met = standard.rules[1].requires
    assert isinstance(met, Met)
    assert met.meaning == Or((ARMED, FLEEING))


def test_a_bare_prohibition_cannot_be_met() -> None:
    raw = standard_text(a_rule("T-1", applies="subject.armed"), a_rule("T-2", applies="met(T-1)"))
    (found,) = complaints(raw)
    assert "met(T-1): T-1 forbids without exception, so nothing meets it" in found


def test_a_definition_stands_for_what_it_says() -> None:
    standard = a_standard(
        a_rule(applies="armed flight"),
        definitions={"armed flight": "subject.armed and subject.fleeing"},
    )
    assert standard.rules[0].program.atoms == (ARMED, FLEEING)


def test_a_definition_that_nothing_uses_is_told() -> None:
    raw = standard_text(a_rule(), definitions={"armed flight": "subject.armed"})
    (found,) = complaints(raw)
    assert "definition 'armed flight' is never used" in found


@pytest.mark.parametrize(
    ("presumed", "told"),
    [
        ("subject.armed = perhaps", "'subject.armed = perhaps' is no presumption"),
        ("subject.armd = yes", "unknown fact 'subject.armd'"),
        ("subject.fleeing = yes", "'subject.fleeing = yes' is presumed, but the rule never asks"),
    ],
)
def test_a_presumption_must_be_one_that_the_rule_can_use(presumed: str, told: str) -> None:
    assert complaint(applies="subject.armed", presume=[presumed]).startswith(told)


def test_two_atoms_that_ask_the_same_are_one_wherever_they_stand() -> None:
    standard = a_standard(
        a_rule(applies="subject.armed and subject.fleeing", unless="subject.armed")
    )
    assert standard.rules[0].program.atoms == (ARMED, FLEEING)
