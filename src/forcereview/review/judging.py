"""What a rule finds for answers that aren't all known: each question worked out once a review.

Evaluation is monotone in the information order (Belnap 1977; Kleene's strong tables), so whether a
finding holds for all records between bounds is seen at the extremes: for decided findings the least
that can be settled, for open ones the most (and for a consistent one too, since it may turn out
that the rule doesn't apply). Presumptions break that order; answers they may turn are tried with
every value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from math import prod

from forcereview.standards.evaluation import CONTESTED, UNKNOWN, Outcome, Program
from forcereview.vocabulary.words import FindingWord

_MOST_COMBINATIONS = 1024
_MOST_OPEN = 6

#: the values that an answer may have
Values = tuple[int, ...]
#: the bits of a rule's answers, and last of whether it governs
Row = tuple[int, ...]


class Judging:
    """Judges a rule's answers. The shots of one encounter often raise the same ones."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self._outcomes: dict[Row, Outcome] = {}
        self._findings: dict[Row, FindingWord] = {}
        self._held: dict[tuple[FindingWord, tuple[Values, ...]], bool] = {}
        self._able: dict[Row, frozenset[int]] = {}

    def outcome(self, row: Row) -> Outcome:
        """The outcome for these answers."""
        found = self._outcomes.get(row)
        if found is None:
            found = self._outcomes[row] = self.program.run(row[:-1], row[-1])
        return found

    def finding(self, row: Row) -> FindingWord:
        """The finding for these answers."""
        found = self._findings.get(row)
        if found is None:
            found = self._findings[row] = self.program.finding(row[:-1], row[-1])
        return found

    def holds(self, finding: FindingWord, values: tuple[Values, ...]) -> bool:
        """Whether every record whose answers have one of these values each gives the finding."""
        if self.finding(tuple([possible[0] for possible in values])) != finding:
            return False
        key = (finding, values)
        found = self._held.get(key)
        if found is None:
            found = self._held[key] = all(
                self._always(values, *demand) for demand in _DEMANDS[finding]
            )
        return found

    def _always(
        self,
        values: Sequence[Values],
        extremes: Callable[[Values], Values],
        findings: frozenset[FindingWord],
    ) -> bool:
        options = [*map(extremes, values)]
        for position in self.program.swayed:
            options[position] = values[position]
        combinations = prod(map(len, options))
        if combinations == 1:
            return self.finding(tuple([only for (only,) in options])) in findings
        if combinations > _MOST_COMBINATIONS:
            return False
        rows = list(product(*options[:-1]))
        every = (1 << len(rows)) - 1
        return all(
            sum(lanes for word, lanes in found.items() if word in findings) == every
            for governed in options[-1]
            for found in (self.program.run_all(rows, governed),)
        )

    def able_to_matter(self, row: Row) -> frozenset[int]:
        """The open answers that can still change the finding, however the others are settled.

        Beyond :data:`_MOST_OPEN` open answers, all are taken to matter.
        """
        found = self._able.get(row)
        if found is None:
            found = self._able[row] = self._tried_both_ways(row[:-1], row[-1])
        return found

    def _tried_both_ways(self, bits: Row, governed: int) -> frozenset[int]:
        presumed = {position for position, _ in self.program.presumed}
        opened = [
            position
            for position, value in enumerate(bits)
            if value == CONTESTED or (value == UNKNOWN and position not in presumed)
        ]
        if len(opened) > _MOST_OPEN:
            return frozenset(opened)
        count = 2 ** len(opened)
        every = (1 << count) - 1
        planes = [(every * (value & 1), every * (value >> 1)) for value in bits]
        one_way = {}
        for n, position in enumerate(opened):
            # the records in which the answer is settled one way; the other way, 2 ** n further on
            one_way[position] = every // ((1 << 2**n) + 1)
            planes[position] = (one_way[position], every ^ one_way[position])
        given = self.program.run_planes(planes, count, governed).values()
        return frozenset(
            position
            for n, position in enumerate(opened)
            if any((found ^ found >> 2**n) & one_way[position] for found in given)
        )


@cache
def _least_settled(values: Values) -> Values:
    """The values of which every other is an elaboration, once contested is read as unknown."""
    if len(values) == 1:
        return values
    return (UNKNOWN,) if UNKNOWN in values or CONTESTED in values else values


@cache
def _most_settled(values: Values) -> Values:
    if len(values) == 1:
        return values
    return tuple(bits for bits in values if bits in (1, 2)) or (UNKNOWN,)


@cache
def _fewest(values: Values) -> Values:
    if len(values) == 1:
        return values
    return (UNKNOWN,) if UNKNOWN in values else _most_settled(values)


@cache
def _fullest(values: Values) -> Values:
    if len(values) == 1:
        return values
    return (CONTESTED,) if CONTESTED in values else _most_settled(values)


_OPEN: frozenset[FindingWord] = frozenset(("contested", "undetermined"))
#: for a finding, what must come out at which extremes for it to hold everywhere between
_DEMANDS: dict[FindingWord, list[tuple[Callable[[Values], Values], frozenset[FindingWord]]]] = {
    "contested": [(_most_settled, _OPEN), (_fewest, frozenset(("contested",)))],
    "undetermined": [(_most_settled, _OPEN), (_fullest, frozenset(("undetermined",)))],
    "consistent": [
        (_most_settled, frozenset(("consistent",))),
        (_least_settled, frozenset(("consistent",))),
    ],
    "inconsistent": [(_least_settled, frozenset(("inconsistent",)))],
    "not_applicable": [(_least_settled, frozenset(("not_applicable",)))],
}
