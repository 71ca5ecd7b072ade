"""The provision language: what is read, how it is printed, and what is said of mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
