"""What a rule finds while answers are open: as if every way of settling them were tried."""

from __future__ import annotations

from itertools import product
from typing import Any, get_args

from hypothesis import assume, given
from hypothesis import strategies as st

from builders import a_resolved_rule
from forcereview.review.judging import Judging
from forcereview.vocabulary.words import FindingWord
from random_rules import rules

WORDS = get_args(FindingWord)
POSSIBLE = st.sets(st.integers(0, 3), min_size=1, max_size=3).map(lambda bits: tuple(sorted(bits)))


def judging(rule: dict[str, Any]) -> Judging:
    parts = ("applies", "exempt", "unless", "requires", "presume")
    return Judging(a_resolved_rule(**{name: rule[name] for name in parts if name in rule}).program)


@given(rule=rules(), data=st.data())
def test_what_holds_between_bounds_holds_for_every_record_between_them(
    rule: dict[str, Any], data: st.DataObject
) -> None:
    judged = judging(rule)
    size = len(judged.program.atoms) + 1
    values = data.draw(st.tuples(*[POSSIBLE] * (size - 1), st.sampled_from([(0,), (1,), (2,)])))
    found = {judged.finding(row) for row in product(*values)}
    for finding in found:
        if judged.holds(finding, values):
            assert found == {finding}


@given(rule=rules(), data=st.data())
def test_a_known_record_holds_its_own_finding_and_no_other(
    rule: dict[str, Any], data: st.DataObject
) -> None:
    judged = judging(rule)
    row = data.draw(st.tuples(*[st.integers(0, 3)] * len(judged.program.atoms), st.just(1)))
    known = tuple((bits,) for bits in row)
    holding = [word for word in WORDS if judged.holds(word, known)]
    assert holding == [judged.finding(row)] == [judged.outcome(row).finding]


@given(rule=rules(most=4), data=st.data())
def test_an_open_answer_matters_where_settling_it_can_change_the_finding(
    rule: dict[str, Any], data: st.DataObject
) -> None:
    judged = judging(rule)
    row = data.draw(st.tuples(*[st.integers(0, 3)] * len(judged.program.atoms), st.just(1)))
    presumed = {position for position, _ in judged.program.presumed}
    opened = [
        position
        for position, bits in enumerate(row[:-1])
        if bits == 3 or (bits == 0 and position not in presumed)
    ]
    assume(len(opened) <= 5)

    def settled(ways: tuple[int, ...]) -> str:
        trial = [*row]
        for position, way in zip(opened, ways, strict=True):
            trial[position] = way
        return judged.finding(tuple(trial))

    able = {
        position
        for place, position in enumerate(opened)
        for ways in product((1, 2), repeat=len(opened))
        if settled(ways) != settled((*ways[:place], 3 - ways[place], *ways[place + 1 :]))
    }
    assert judged.able_to_matter(row) == able
