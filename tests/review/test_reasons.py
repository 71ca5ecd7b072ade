"""Why a finding is what it is: sets of claims that carry it, and nothing in them to spare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any

from builders import CaseBuilder, a_library, a_rule, a_shooting, a_standard
from hypothesis import given, settings
from random_rules import claims, rules

from forcereview.record import Case
from forcereview.review import Finding, review
from forcereview.review.answers import indicator_facts
from forcereview.standards import Library

Set = frozenset[str]


def subsets(of: Set) -> Iterator[Set]:
    ordered = sorted(of)
    for size in range(len(ordered) + 1):
        yield from map(frozenset, combinations(ordered, size))


class Record:
    """A case and a rule: what the finding would be if the record held only some of its claims."""

    def __init__(self, case: CaseBuilder, rule: dict[str, Any]) -> None:
        self.case: Case = case.read()
        self.library: Library = a_library(a_standard(rule))
        self.whole: Finding = review(self.case, self.library, questions=False).findings[0]
        names = {name for leaf in self.whole.leaves for name in (leaf.atom.fact, leaf.atom.other)}
        names |= {each for name in names if name for each in indicator_facts(name)}
        self.every = frozenset(claim.id for claim in self.case.claims if claim.fact in names)
        self.found = {kept: self._finding(kept) for kept in subsets(self.every)}

    def _finding(self, kept: Set) -> str:
        held = tuple(claim for claim in self.case.claims if claim.id in kept)
        return (
            review(replace(self.case, claims=held), self.library, questions=False)
            .findings[0]
            .finding
        )

    def carries(self, kept: Set) -> bool:
        """Whether the finding is the same for every record that keeps these claims."""
        return all(
            self.found[kept | more] == self.whole.finding for more in subsets(self.every - kept)
        )

    @property
    def sets(self) -> list[Set]:
        """The sets that the review reports."""
        return [frozenset(self.whole.because), *map(frozenset, self.whole.also_because)]


seen: Counter[str] = Counter()


@settings(max_examples=2500)
@given(case=claims(most=7), rule=rules())
def test_every_reported_set_carries_the_finding_and_has_nothing_to_spare(
    case: CaseBuilder, rule: dict[str, Any]
) -> None:
    record = Record(case, rule)
    for kept in record.sets:
        assert kept <= record.every
        assert record.found[kept] == record.whole.finding
        assert record.carries(kept)
        smaller = [fewer for fewer in subsets(kept) if fewer != kept]
        assert not [fewer for fewer in smaller if record.carries(fewer)]
        seen[f"{record.whole.finding}, {len(kept)} claims"] += 1


def test_zz():
    print(seen)
