"""What the values that sources give say to one question: support, denial, or silence."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.standards.asking import Said, answer
from forcereview.standards.expressions import Atom, parse_expression
from forcereview.vocabulary import (
    Choice,
    FactValue,
    Members,
    Moment,
    Quantity,
    Span,
    Text,
    Unsaid,
    fact_catalogue,
    parse_quantity,
)

CATALOGUE = fact_catalogue()
OPERATORS = ("<", "<=", ">", ">=", "=", "!=")


def atom(text: str) -> Atom:
    found = parse_expression(text)
    assert isinstance(found, Atom)
    return found


def heard(text: str, *said: Said, limit: tuple[float, bool] | None = None) -> str:
    """``unknown``, ``supported``, ``denied`` or ``contested``."""
    question = atom(text)
    found = answer(question, CATALOGUE[question.fact], said, limit=limit)
    return {
        (False, False): "unknown",
        (True, False): "supported",
        (False, True): "denied",
        (True, True): "contested",
    }[bool(found.supporters), bool(found.deniers)]


def say(*values: FactValue, covers: bool = True) -> list[Said]:
    return [Said(f"s{number}", value, covers) for number, value in enumerate(values)]


def choice(fact: str, word: str) -> Choice:
    return Choice(word, CATALOGUE[fact].choices.index(word))


def level(word: str) -> Choice:
    return choice("force.level", word)


def metres(low: float, high: float) -> Quantity:
    return Quantity(low, high, "length", f"{low} to {high} m")


def test_a_source_that_says_it_does_not_know_is_silent() -> None:
    assert heard("subject.armed", *say(Unsaid())) == "unknown"
    assert heard("subject.armed", *say(Unsaid(), True)) == "supported"
    assert heard("vehicle.min_distance < 1 m", *say(Unsaid())) == "unknown"


def test_yes_and_no_answer_the_question_each_way() -> None:
    for text, yes, no in (
        ("subject.armed", "supported", "denied"),
        ("subject.armed = yes", "supported", "denied"),
        ("subject.armed = no", "denied", "supported"),
        ("subject.armed != yes", "denied", "supported"),
    ):
        assert heard(text, *say(True)) == yes
        assert heard(text, *say(False)) == no
        assert heard(text, *say(True, False)) == "contested"


def test_of_several_choices_each_supports_or_denies() -> None:
    assert heard("force.level >= hard", *say(level("deadly"))) == "supported"
    assert heard("force.level >= hard", *say(level("soft"))) == "denied"
    assert heard("force.level >= hard", *say(level("hard"), level("deadly"))) == "supported"
    assert heard("force.level >= hard", *say(level("soft"), level("deadly"))) == "contested"
    assert heard("force.level = hard", *say(level("hard"), level("deadly"))) == "contested"


@pytest.mark.parametrize("operator", OPERATORS)
def test_ordered_choices_compare_by_their_place(operator: str) -> None:
    words = CATALOGUE["force.level"].choices
    compare = {"<": int.__lt__, "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__}
    for number, asked in product(range(len(words)), range(len(words))):
        wanted = {"=": number == asked, "!=": number != asked}.get(operator)
        if wanted is None:
            wanted = compare[operator](number, asked)
        found = heard(f"force.level {operator} {words[asked]}", *say(level(words[number])))
        assert found == ("supported" if wanted else "denied")


def test_one_of_is_met_by_any_of_the_choices_named() -> None:
    question = "force.type is one of (dog, strike)"
    assert heard(question, *say(choice("force.type", "dog"))) == "supported"
    assert heard(question, *say(choice("force.type", "firearm"))) == "denied"


@pytest.mark.parametrize(
    ("operator", "low", "high", "found"),
    [
        ("<", 0.2, 0.9, "supported"),
        ("<", 0.2, 1.0, "unknown"),
        ("<", 1.0, 1.5, "denied"),
        ("<", 0.9, 1.5, "unknown"),
        ("<=", 0.2, 1.0, "supported"),
        ("<=", 1.0, 1.5, "unknown"),
        ("<=", 1.1, 1.5, "denied"),
        (">", 1.1, 1.5, "supported"),
        (">", 1.0, 1.5, "unknown"),
        (">", 0.5, 1.0, "denied"),
        (">=", 1.0, 1.5, "supported"),
        (">=", 0.5, 1.0, "unknown"),
        (">=", 0.5, 0.9, "denied"),
        ("=", 1.0, 1.0, "supported"),
        ("=", 0.9, 1.1, "unknown"),
        ("=", 1.1, 1.5, "denied"),
        ("!=", 1.0, 1.0, "denied"),
        ("!=", 0.9, 1.1, "unknown"),
        ("!=", 0.2, 0.9, "supported"),
    ],
)
def test_a_measured_interval_answers_only_with_all_of_itself(
    operator: str, low: float, high: float, found: str
) -> None:
    assert heard(f"vehicle.min_distance {operator} 1 m", *say(metres(low, high))) == found


@given(
    low=st.integers(0, 8),
    width=st.integers(0, 4),
    bound=st.integers(0, 10),
    operator=st.sampled_from(OPERATORS),
)
def test_an_interval_says_what_every_value_in_it_would_say(
    low: int, width: int, bound: int, operator: str
) -> None:
    whole = heard(f"vehicle.min_distance {operator} {bound} m", *say(metres(low, low + width)))
    inside = {
        heard(f"vehicle.min_distance {operator} {bound} m", *say(metres(x / 2, x / 2)))
        for x in range(2 * low, 2 * (low + width) + 1)
    }
    assert whole == (inside.pop() if len(inside) == 1 else "unknown")


def test_a_wide_error_bar_is_no_conflict() -> None:
    question = "vehicle.min_distance < 1 m"
    assert heard(question, *say(metres(0.2, 0.4), metres(0.3, 2.0))) == "supported"


def test_two_measurements_that_exclude_each_other_are_a_contest() -> None:
    question = "vehicle.min_distance < 1 m"
    near, silent, far = metres(0.2, 0.4), metres(0.8, 1.2), metres(2, 3)
    assert heard(question, *say(near, far)) == "contested"
    assert heard(question, *say(near, silent)) == "contested"
    assert heard(question, *say(far, silent)) == "contested"
    assert heard(question, *say(silent)) == "unknown"


def test_a_contest_of_measurements_names_both_of_them() -> None:
    question = atom("vehicle.min_distance < 1 m")
    found = answer(question, CATALOGUE[question.fact], say(metres(0.2, 0.4), metres(0.8, 1.2)))
    assert found.supporters == (frozenset({"s0"}),)
    assert found.deniers == (frozenset({"s0", "s1"}),)


def test_measurements_of_different_times_do_not_exclude_each_other() -> None:
    question = "vehicle.min_distance < 1 m at some time"
    apart = say(metres(0.2, 0.4), metres(0.8, 1.2), covers=False)
    assert heard(question, *apart) == "supported"


def test_a_value_for_part_of_the_time_supports_some_time_but_cannot_deny_it() -> None:
    for text in ("subject.armed at some time", "subject.armed"):
        assert heard(text, *say(True, covers=False)) == "supported"
        assert heard(text, *say(False, covers=False)) == "unknown"
        assert heard(text, *say(False)) == "denied"


def test_a_value_for_part_of_the_time_denies_throughout_but_cannot_support_it() -> None:
    assert heard("subject.armed throughout", *say(False, covers=False)) == "denied"
    assert heard("subject.armed throughout", *say(True, covers=False)) == "unknown"
    assert heard("subject.armed throughout", *say(True)) == "supported"


def test_two_facts_compared_follow_the_same_rules_of_time() -> None:
    part, whole = Said("s0", metres(1, 2), covers=False), Said("s1", metres(3, 4))
    for timing, found in (("throughout", (0, 0)), ("at some time", (1, 0))):
        question = atom(f"vehicle.min_distance < vehicle.min_distance {timing}")
        result = answer(question, CATALOGUE[question.fact], [part], [whole])
        assert (len(result.supporters), len(result.deniers)) == found


def test_two_facts_compared_answer_for_every_pair_of_values() -> None:
    question = atom("subject.threat_severity >= subject.threat_severity")
    fact = CATALOGUE[question.fact]
    low, high = choice(fact.name, "injury"), choice(fact.name, "death")
    assert answer(question, fact, say(high), say(low)).supporters == (frozenset({"s0"}),)
    assert answer(question, fact, say(low), say(high)).deniers
    assert answer(question, fact, say(Unsaid()), say(high)) == answer(question, fact, [], [])


HOUR = 3600.0
WITHIN = "report.written_at after the application within [first report]"


def told(low: float, high: float) -> Said:
    """A report made so many seconds after the application."""
    return Said("s0", Moment("shot-1", Span(low, high), ""), True, Span(low, high))


@pytest.mark.parametrize(
    ("low", "high", "inclusive", "found"),
    [
        (0, HOUR, True, "supported"),
        (0, HOUR, False, "unknown"),
        (0, HOUR - 1, False, "supported"),
        (HOUR, HOUR, True, "supported"),
        (HOUR, HOUR, False, "denied"),
        (HOUR, HOUR + 1, True, "unknown"),
        (HOUR + 1, 2 * HOUR, True, "denied"),
        (-10, -1, True, "denied"),
        (-10, 10, True, "unknown"),
    ],
)
def test_a_time_limit_counts_its_own_last_moment_only_where_it_says_so(
    low: float, high: float, inclusive: bool, found: str
) -> None:
    assert heard(WITHIN, told(low, high), limit=(HOUR, inclusive)) == found


def test_a_deadline_of_unknown_length_is_missed_only_by_what_came_before() -> None:
    assert heard(WITHIN, told(1, 2)) == "unknown"
    assert heard(WITHIN, told(-2, -1)) == "denied"


def test_what_never_happened_happened_in_no_window() -> None:
    never = Said("s0", Moment("", Span(0, 0), "none", never=True))
    assert heard(WITHIN, never) == "denied"
    assert heard("report.written_at", never) == "denied"
    assert heard("report.written_at", told(5, 6)) == "supported"


def test_a_window_without_an_end_is_open() -> None:
    assert heard("report.written_at after the application", told(0, 10**9)) == "supported"
    assert heard("report.written_at before the application", told(-9, -1)) == "supported"
    assert heard("report.written_at before the application", told(1, 9)) == "denied"
    assert heard("report.written_at before the application", told(-1, 1)) == "unknown"


def test_a_time_that_cannot_be_set_against_the_application_is_silent() -> None:
    floating = Said("s0", Moment("elsewhere", Span(0, 0), ""), True, None)
    assert heard(WITHIN, floating, limit=(HOUR, True)) == "unknown"


def test_words_and_sets_answer_by_what_they_hold() -> None:
    members = next(fact.name for fact in CATALOGUE if fact.kind == "set")
    text = next(fact.name for fact in CATALOGUE if fact.kind == "reference")
    assert heard(f"{members} contains x y", *say(Members(frozenset({"x y", "z"})))) == "supported"
    assert heard(f"{members} contains x y", *say(Members(frozenset({"z"})))) == "denied"
    assert heard(members, *say(Members(frozenset()))) == "denied"
    assert heard(f"{text} = ice", *say(Text("ice"))) == "supported"
    assert heard(f"{text} != ice", *say(Text("ice"))) == "denied"
    assert heard(f"{text} is one of (ice, cbp)", *say(Text("fbi"))) == "denied"


@given(
    st.lists(
        st.sampled_from(
            [parse_quantity(t) for t in ("0.2 to 0.4 m", "0.8 to 1.2 m", "2 to 3 m", "at most 1 m")]
        ),
        max_size=4,
    ),
    st.sampled_from(OPERATORS),
)
def test_one_more_source_never_takes_an_answer_back(values: list[Quantity], operator: str) -> None:
    question = atom(f"vehicle.min_distance {operator} 1 m")
    fact = CATALOGUE[question.fact]
    for count in range(len(values)):
        before = answer(question, fact, say(*values[:count]))
        after = answer(question, fact, say(*values[: count + 1]))
        assert bool(after.supporters) >= bool(before.supporters)
        assert bool(after.deniers) >= bool(before.deniers)
