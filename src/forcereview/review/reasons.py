"""Why a finding is what it is: the smallest sets of claims that carry it.

A set of claims *carries* a finding if the finding stays the same whatever else of the record is
dropped (so the set alone gives it too). Reported sets are minimal: no claim can be taken out.

A set is looked for answer by answer first: which answers must stand, whatever the others? Then
claims are chosen that give those answers, and each is taken out again that isn't needed (one claim
may give several answers). Whether a set carries is judged by the values that each answer may have
in records that hold the set (:mod:`forcereview.review.judging`). Where this can't tell, because one
claim moves several answers at once, records in between are tried, at most :data:`_MOST_TRIALS`;
where that doesn't tell either, the set is taken not to carry. So a reported set may in such a case
be larger than it need be, never too small.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from typing import NamedTuple

from forcereview.answers.grounds import NONE, Claims, Grounds, Roll, one_by_one, union
from forcereview.answers.leaves import Leaf
from forcereview.review.judging import Judging, Values
from forcereview.vocabulary.words import FindingWord

_MOST_TRIALS = 64

Standing = Callable[[Collection[str]], int]


class Reasons(NamedTuple):
    """``leaves``: positions of the answers that decide. ``sets``: minimal sets of claims, the
    first to be quoted, the others as good."""

    leaves: tuple[int, ...]
    sets: tuple[tuple[str, ...], ...]

    @property
    def because(self) -> tuple[str, ...]:
        """The first minimal set."""
        return self.sets[0] if self.sets else ()


def reasons_for(
    judging: Judging,
    grounds: Sequence[Grounds],
    governing: Grounds,
    roll: Roll,
    finding: FindingWord,
    standing: Standing,
    most: int = 3,
) -> Reasons:
    """The minimal sets that carry the finding.

    ``judging`` judges the rule; ``grounds`` are those of its answers, ``governing`` those of
    whether it governs. ``standing`` ranks sets of claims: the lower, the sooner it is quoted
    (independent sources first). ``most`` limits how many sets are looked for.
    """
    carrier = _Carrier(judging, (*grounds, governing), finding)
    if not carrier.movable or carrier.carried_by_answers(()):
        return Reasons((), ((),))
    by_part = _by_part(judging.program.parts, len(grounds) + 1)
    found: dict[Claims, tuple[int, ...]] = {}
    tried: set[frozenset[str]] = set()
    for order in (by_part, by_part[::-1]):
        kept = _least(order, carrier)
        for shift in range(most):
            chosen = _witnesses([carrier.grounds[p].whole for p in kept], standing, shift)
            if chosen is None:
                break
            if chosen in tried:
                continue
            tried.add(chosen)
            smallest = _smallest(chosen, kept, carrier, roll, standing)
            answers = (p for p in kept if p < len(grounds) and carrier.gives_in_full(smallest, p))
            found.setdefault(smallest, tuple(answers))
            if len(found) >= most or (len(found) == 1 and carrier.needs_all_of(smallest)):
                sets = tuple(roll.ids(claims) for claims in found)
                return Reasons(next(iter(found.values())), sets)
    return Reasons(next(iter(found.values())), tuple(roll.ids(claims) for claims in found))


class _Carrier:
    """Tells whether answers, or claims, carry a finding. Whether the rule governs comes last among
    the answers."""

    def __init__(self, judging: Judging, grounds: Sequence[Grounds], finding: FindingWord) -> None:
        self.judging = judging
        self.grounds = grounds
        self.finding = finding
        #: answers that claims can change; the others are what they are in every record
        self.movable = [(n, each) for n, each in enumerate(grounds) if each.claims]
        self.claims = union([each.claims for _, each in self.movable])
        self.bits = [each.whole.bits for each in grounds]
        self.as_they_are: list[Values] = [(bits,) for bits in self.bits]
        self._carried: dict[Claims, bool] = {}

    def carried_by_answers(self, inside: Collection[int]) -> bool:
        """Whether the finding holds for every record that gives these answers in full."""
        values = [*self.as_they_are]
        for position, ground in self.movable:
            if position not in inside:
                values[position] = ground.possible(NONE)
        return self.judging.holds(self.finding, tuple(values))

    def carried_by(self, kept: Claims) -> bool:
        """Whether the finding holds for every record that keeps these claims."""
        found = self._carried.get(kept)
        if found is None:
            found = self._carried[kept] = self._carries(kept)
        return found

    def _carries(self, kept: Claims) -> bool:
        values = [*self.as_they_are]
        for position, ground in self.movable:
            if ground.claims & ~kept:
                values[position] = ground.possible(kept)
        if self.judging.holds(self.finding, tuple(values)):
            return True
        return not self._contradicted(kept, self.claims & ~kept, [_MOST_TRIALS])

    def needs_all_of(self, claims: Claims) -> bool:
        """Whether no set can do without any of these; if so, a minimal one is the only one."""
        return not any(self.carried_by(self.claims & ~one) for one in one_by_one(claims))

    def gives_in_full(self, kept: Claims, position: int) -> bool:
        """Whether these claims alone give an answer as the whole record does."""
        return self.grounds[position].bits(kept) == self.bits[position]

    def withheld(self, positions: Iterable[int]) -> Claims:
        """The claims that these answers need for what they keep away."""
        grounds = [self.grounds[position] for position in positions]
        return union(each.unruly | each.holding_off for each in grounds)

    def _contradicted(self, kept: Claims, free: Claims, trials: list[int]) -> bool:
        """Whether some record that holds ``kept`` and any of ``free`` gives another finding."""
        bits = [*self.bits]
        for position, ground in self.movable:
            if ground.claims & ~kept:
                bits[position] = ground.bits(kept)
        if self.judging.finding(tuple(bits)) != self.finding:
            return True
        values: list[Values] = [(each,) for each in bits]
        for position, ground in self.movable:
            if ground.claims & free:
                values[position] = ground.values(kept, free)
        if self.judging.holds(self.finding, tuple(values)):
            return False
        trials[0] -= 1
        if trials[0] < 0:
            return True
        one = self._telling(values, free)
        others = free & ~one
        return self._contradicted(kept | one, others, trials) or self._contradicted(
            kept, others, trials
        )

    def _telling(self, values: Sequence[Values], free: Claims) -> Claims:
        """A claim that leaves fewer values possible by being in the record, or out of it."""
        wide = [each for each, found in zip(self.grounds, values, strict=True) if len(found) > 1]
        unruly = [each.unruly & free for each in wide]
        concerned = [each.claims & free for each in wide]
        some = next(filter(None, (*unruly, *concerned)))
        return some & -some


@cache
def _by_part(parts: tuple[frozenset[int], ...], answers: int) -> list[int]:
    """The answers in the order in which they first play a part, from applicability to
    requirement; whether the rule governs comes first."""
    first = {position: n for n, part in reversed([*enumerate(parts)]) for position in part}
    return sorted(range(answers), key=lambda position: first.get(position, -1))


def _least(order: Iterable[int], carrier: _Carrier) -> list[int]:
    """The answers left once those are dropped, in order, that can be dropped."""
    kept = [position for position in order if carrier.grounds[position].claims]
    for position in list(kept):
        fewer = [other for other in kept if other != position]
        if carrier.carried_by_answers(fewer):
            kept = fewer
    return kept


def _witnesses(leaves: Iterable[Leaf], standing: Standing, shift: int) -> frozenset[str] | None:
    """Claims that give these answers, few and well placed; ``shift`` picks others, None if none."""
    chosen: frozenset[str] = frozenset()
    moved = False
    for leaf in leaves:
        for sets in (leaf.supporters, leaf.deniers):
            if not sets or any(ids <= chosen for ids in sets):
                continue
            ranked = list(sets)
            if len(ranked) > 1:
                ranked.sort(key=lambda ids: (len(ids - chosen), standing(ids)))
            moved = moved or shift < len(ranked)
            chosen |= ranked[min(shift, len(ranked) - 1)]
    return chosen if moved or not shift else None


def _smallest(
    chosen: frozenset[str],
    positions: Sequence[int],
    carrier: _Carrier,
    roll: Roll,
    standing: Standing,
) -> Claims:
    """The chosen claims without those that aren't needed; the least well placed go first."""
    claims = roll.claims(chosen)
    if not carrier.carried_by(claims):
        claims |= carrier.withheld(positions)
        if not carrier.carried_by(claims):
            claims = carrier.claims
    for name in sorted(roll.ids(claims), key=lambda name: (-standing((name,)), name)):
        fewer = claims & ~roll.bits[name]
        if carrier.carried_by(fewer):
            claims = fewer
    return claims
