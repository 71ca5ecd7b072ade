"""Why a finding is what it is: the smallest sets of claims that carry it.

A set of claims *carries* a finding if the finding stays the same whatever else of the record is
dropped (so the set alone gives it too). Reported sets are minimal: no claim can be taken out.

A set is looked for answer by answer first: which answers must stand, whatever the others? Then
claims are chosen that give those answers, and each is taken out again that isn't needed (one claim
may give several answers). Whether a set carries is judged by the values that each answer may have
in records that hold the set. Evaluation is monotone in the information order (Belnap 1977; Kleene's
strong tables), so it is enough to look at the extremes: for decided findings the least that can be
settled, for open ones the most (and for a consistent one too, since it may turn out that the rule
doesn't apply). Presumptions break that order; answers they touch are tried with every value. Where
this can't tell, because one claim moves several answers at once, records in between are tried, at
most :data:`_MOST_TRIALS`; where that doesn't tell either, the set is taken not to carry. So a
reported set may in such a case be larger than it need be, never too small.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod

from forcereview.review.answers import Leaf
from forcereview.review.grounds import NONE, Claims, Grounds, Roll
from forcereview.standards.evaluation import CONTESTED, UNKNOWN, Outcome, Program

_MOST_COMBINATIONS = 1024
_MOST_TRIALS = 64
_MOST_OPEN = 6

Values = tuple[int, ...]
Judged = dict[tuple[str, tuple[Values, ...]], bool]
Standing = Callable[[frozenset[str]], int]


@dataclass(frozen=True, slots=True)
class Reasons:
    """``leaves``: positions of the answers that decide. ``sets``: minimal sets of claims, the
    first to be quoted, the others as good."""

    leaves: tuple[int, ...]
    sets: tuple[tuple[str, ...], ...]

    @property
    def because(self) -> tuple[str, ...]:
        """The first minimal set."""
        return self.sets[0] if self.sets else ()


def reasons_for(
    program: Program,
    grounds: Sequence[Grounds],
    governing: Grounds,
    roll: Roll,
    outcome: Outcome,
    standing: Standing,
    judged: Judged,
    most: int = 3,
) -> Reasons:
    """The minimal sets that carry the finding.

    ``grounds`` are those of the program's atoms, ``governing`` those of whether the rule governs.
    ``standing`` ranks sets of claims: the lower, the sooner it is quoted (independent sources
    first). ``judged`` remembers, for this program, what was found before: the shots of one
    encounter often raise the same answers. ``most`` limits how many sets are looked for.
    """
    carrier = _Carrier(program, (*grounds, governing), outcome, judged)
    if not carrier.claims or carrier.carried_by_answers(()):
        return Reasons((), ((),))
    by_part = sorted(range(len(grounds) + 1), key=lambda position: _part_of(program, position))
    found: dict[Claims, tuple[int, ...]] = {}
    tried: set[frozenset[str]] = set()
    for order in (by_part, by_part[::-1]):
        kept = _least(order, carrier)
        for shift in range(most):
            chosen = _witnesses([carrier.leaves[p] for p in kept], standing, shift)
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

    def __init__(
        self, program: Program, grounds: Sequence[Grounds], outcome: Outcome, judged: Judged
    ) -> None:
        self.program = program
        self.judged = judged
        self.grounds = grounds
        self.finding = outcome.finding
        self.claims = _union(each.claims for each in grounds)
        self.leaves = [each.given(self.claims) for each in grounds]
        self.bits = [leaf.bits for leaf in self.leaves]
        #: answers that claims can change; the others are what they are in every record
        self.movable = [(n, each) for n, each in enumerate(grounds) if each.claims]
        special = {position for position, _ in program.presumed}
        if program.exception_presumed_absent:
            special |= program.parts[2]
        self.special = special

    def carried_by_answers(self, inside: Collection[int]) -> bool:
        """Whether the finding holds for every record that gives these answers in full."""
        values: list[Values] = [(bits,) for bits in self.bits]
        for position, ground in self.movable:
            if position not in inside:
                values[position] = ground.values(NONE, ground.claims)
        return self._holds(tuple(values))

    def carried_by(self, kept: Claims) -> bool:
        """Whether the finding holds for every record that keeps these claims."""
        return not self._contradicted(kept, self.claims & ~kept, [_MOST_TRIALS])

    def needs_all_of(self, claims: Claims) -> bool:
        """Whether no set can do without any of these: a minimal one of them is then the only one."""
        return not any(self.carried_by(self.claims & ~one) for one in _each(claims))

    def gives_in_full(self, kept: Claims, position: int) -> bool:
        """Whether these claims alone give an answer as the whole record does."""
        return self.grounds[position].given(kept).bits == self.leaves[position].bits

    def withheld(self, positions: Iterable[int]) -> Claims:
        """The claims that these answers need for what they keep away."""
        grounds = [self.grounds[position] for position in positions]
        return _union(each.unruly | each.holding_off for each in grounds)

    def _contradicted(self, kept: Claims, free: Claims, trials: list[int]) -> bool:
        """Whether some record that holds ``kept`` and any of ``free`` gives another finding."""
        bits = [*self.bits]
        for position, ground in self.movable:
            bits[position] = ground.given(kept).bits
        if not self._holds(tuple((each,) for each in bits)):
            return True
        values: list[Values] = [(each,) for each in bits]
        for position, ground in self.movable:
            if ground.claims & free:
                values[position] = ground.values(kept, free)
        if self._holds(tuple(values)):
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

    def _holds(self, values: tuple[Values, ...]) -> bool:
        """Whether every record whose answers have one of these values each gives the finding."""
        key = (self.finding, values)
        if key not in self.judged:
            self.judged[key] = self._judge(values)
        return self.judged[key]

    def _judge(self, values: tuple[Values, ...]) -> bool:
        if all(len(found) == 1 for found in values):
            *bits, governed = (found[0] for found in values)
            return self.program.run(bits, governed).finding == self.finding
        if self.finding == "contested":
            return self._always(values, _most_settled, "contested", "undetermined") and (
                self._always(values, _fewest, "contested")
            )
        if self.finding == "undetermined":
            return self._always(values, _most_settled, "contested", "undetermined") and (
                self._always(values, _fullest, "undetermined")
            )
        if self.finding == "consistent" and not self._always(values, _most_settled, "consistent"):
            return False
        return self._always(values, _least_settled, self.finding)

    def _always(
        self, values: Sequence[Values], extremes: Callable[[Values], Values], *findings: str
    ) -> bool:
        options = [
            found if len(found) == 1 or position in self.special else extremes(found)
            for position, found in enumerate(values)
        ]
        if prod(map(len, options)) > _MOST_COMBINATIONS:
            return False
        rows = list(product(*options[:-1]))
        every = (1 << len(rows)) - 1
        return all(
            sum(lanes for word, lanes in found.items() if word in findings) == every
            for governed in options[-1]
            for found in (self.program.run_all(rows, governed),)
        )


@cache
def _least_settled(values: Values) -> Values:
    """The values of which every other is an elaboration, once contested is read as unknown."""
    return (UNKNOWN,) if UNKNOWN in values or CONTESTED in values else values


@cache
def _most_settled(values: Values) -> Values:
    return tuple(bits for bits in values if bits in (1, 2)) or (UNKNOWN,)


@cache
def _fewest(values: Values) -> Values:
    return (UNKNOWN,) if UNKNOWN in values else _most_settled(values)


@cache
def _fullest(values: Values) -> Values:
    return (CONTESTED,) if CONTESTED in values else _most_settled(values)


def _part_of(program: Program, position: int) -> int:
    """Where an answer first plays a part, from applicability to requirement."""
    return next((n for n, part in enumerate(program.parts) if position in part), -1)


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
            ranked = sorted(sets, key=lambda ids: (len(ids - chosen), standing(ids)))
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
    for name in sorted(roll.ids(claims), key=lambda name: (-standing(frozenset((name,))), name)):
        fewer = claims & ~roll.bits[name]
        if carrier.carried_by(fewer):
            claims = fewer
    return claims


def _each(claims: Claims) -> Iterator[Claims]:
    while claims:
        one = claims & -claims
        yield one
        claims &= ~one


def _union(sets: Iterable[Claims]) -> Claims:
    found = NONE
    for claims in sets:
        found |= claims
    return found


def able_to_matter(
    program: Program, bits: Sequence[int], governed: int, open_positions: Sequence[int]
) -> frozenset[int]:
    """The open answers that can still change the finding, however the other open ones are settled.

    Beyond :data:`_MOST_OPEN` open answers, all are taken to matter.
    """
    if len(open_positions) > _MOST_OPEN:
        return frozenset(open_positions)
    among = set(open_positions)
    options = [(1, 2) if n in among else (value,) for n, value in enumerate(bits)]
    rows = list(product(*options))
    given = program.run_all(rows, governed)
    able = set()
    apart = 1  # rows that differ in one answer alone stand so far apart; the last varies fastest
    for position in sorted(among, reverse=True):
        one_way = sum(1 << n for n in range(len(rows)) if not n & apart)
        if any((lanes ^ lanes >> apart) & one_way for lanes in given.values()):
            able.add(position)
        apart *= 2
    return frozenset(able)
