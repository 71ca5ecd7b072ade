"""Why a finding is what it is: the smallest sets of answers, and of claims, that carry it.

A set of claims carries a finding if the finding stays the same whatever else of the case is dropped
(so the set alone gives it too). Reported sets are minimal: no claim can be taken out.

The rules of evaluation are monotone in the information order (Belnap 1977; Kleene's strong tables),
so it is enough to look at the extremes: for decided findings, every answer outside the set unknown;
for contested ones, every contest outside the set settled either way. Presumptions break that order,
so answers that a presumption would replace are tried both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from forcereview.review.answers import Leaf, Sets
from forcereview.standards.evaluation import Outcome, Program

_MOST_COMBINATIONS = 512
_MOST_OPEN = 6


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


class _Carrier:
    """Tells whether a set of answers carries a finding."""

    def __init__(
        self, program: Program, leaves: Sequence[Leaf], governed: int, outcome: Outcome
    ) -> None:
        self.program = program
        self.bits = [leaf.bits for leaf in leaves]
        self.open_both_ways = {n for n, leaf in enumerate(leaves) if leaf.override}
        self.governed = governed
        self.finding = outcome.finding
        self.decided = self.finding in ("consistent", "inconsistent", "not_applicable")
        special = {position for position, _ in program.presumed}
        if program.exception_presumed_absent:
            special |= program.parts[2]
        self.special = special

    def carries(self, kept: Iterable[int]) -> bool:
        """Whether the finding holds for every sub-record that keeps these answers."""
        inside = set(kept)
        if self.decided:
            return self._all(inside, self._nothing, self._same)
        fullest = self._all(inside, self._everything, self._open)
        if self.finding == "undetermined" or not fullest:
            return fullest
        return self._all(inside, self._nothing, lambda outcome: outcome.violated_1 != 0)

    def _nothing(self, position: int) -> tuple[int, ...]:
        return (0,)

    def _everything(self, position: int) -> tuple[int, ...]:
        bits = self.bits[position]
        return (1, 2) if bits == 3 or position in self.open_both_ways else (bits,)

    def _same(self, outcome: Outcome) -> bool:
        return outcome.finding == self.finding

    def _open(self, outcome: Outcome) -> bool:
        if self.finding == "undetermined":
            return outcome.finding == "undetermined"
        return outcome.applies_2 != 2 and outcome.violated_2 == 0

    def _all(
        self,
        inside: set[int],
        options_of: Callable[[int], tuple[int, ...]],
        test: Callable[[Outcome], bool],
    ) -> bool:
        options: list[tuple[int, ...]] = []
        count = 1
        for position, bits in enumerate(self.bits):
            if position in inside or bits == 0:
                choices: tuple[int, ...] = (bits,)
            elif position in self.special:
                choices = (0, 1, 2, 3) if bits == 3 else (0, bits)
            else:
                choices = options_of(position)
            options.append(choices)
            count *= len(choices)
        if count > _MOST_COMBINATIONS:
            return False
        return all(test(self.program.run(bits, self.governed)) for bits in product(*options))


def reasons_for(
    program: Program,
    leaves: Sequence[Leaf],
    governed: int,
    outcome: Outcome,
    standing: Callable[[frozenset[str]], int],
    most: int = 3,
) -> Reasons:
    """The minimal sets that carry the finding.

    ``standing`` ranks sets of claims: the lower, the sooner it is quoted (independent sources
    first). ``most`` limits how many sets are looked for.
    """
    carrier = _Carrier(program, leaves, governed, outcome)
    if carrier.carries(()):
        return Reasons((), ((),))
    relevant = [position for position, leaf in enumerate(leaves) if leaf.bits]
    if carrier.decided:
        relevant = [p for p in relevant if leaves[p].bits != 3 or p in carrier.special]
    by_part = sorted(relevant, key=lambda p: _part_of(program, p))
    found: dict[tuple[str, ...], tuple[int, ...]] = {}
    for order in (by_part, by_part[::-1]):
        kept = _least(order, carrier.carries)
        for shift in range(most):
            ids = _claims(carrier, leaves, kept, standing, shift)
            if ids is not None and ids not in found:
                found[ids] = tuple(kept)
        if len(found) >= most:
            break
    first = next(iter(found.values()), ())
    return Reasons(first, tuple(found)[:most] or ((),))


def _part_of(program: Program, position: int) -> int:
    return next((n for n, part in enumerate(program.parts) if position in part), 0)


def _least(order: Iterable[int], carries: Callable[[list[int]], bool]) -> list[int]:
    """Drop what can be dropped, in order; what is left is minimal."""
    kept = list(order)
    for position in list(kept):
        fewer = [other for other in kept if other != position]
        if carries(fewer):
            kept = fewer
    return kept


def _claims(
    carrier: _Carrier,
    leaves: Sequence[Leaf],
    kept: Sequence[int],
    standing: Callable[[frozenset[str]], int],
    shift: int,
) -> tuple[str, ...] | None:
    """Claims that give the kept answers, fewest possible; ``shift`` picks other witnesses."""
    chosen: set[str] = set()
    moved = False
    for position in kept:
        leaf = leaves[position]
        for wanted, sets in ((1, leaf.supporters), (2, leaf.deniers)):
            if not leaf.bits & wanted or any(ids <= chosen for ids in sets):
                continue
            ranked = sorted(sets, key=lambda ids: (len(ids - chosen), standing(ids)))
            moved = moved or shift < len(ranked)
            chosen |= ranked[min(shift, len(ranked) - 1)]
        chosen |= leaf.guards
    if shift and not moved:
        return None
    for claim in sorted(chosen):
        fewer = chosen - {claim}
        if carrier.carries(_given(leaves, fewer)):
            chosen = fewer
    return tuple(sorted(chosen))


def _given(leaves: Sequence[Leaf], chosen: set[str]) -> list[int]:
    """The answers that a set of claims gives in full."""
    return [
        position
        for position, leaf in enumerate(leaves)
        if leaf.bits
        and leaf.guards <= chosen
        and (not leaf.bits & 1 or _any_within(leaf.supporters, chosen))
        and (not leaf.bits & 2 or _any_within(leaf.deniers, chosen))
    ]


def _any_within(sets: Sets, chosen: set[str]) -> bool:
    return any(ids <= chosen for ids in sets)


def able_to_matter(
    program: Program, bits: Sequence[int], governed: int, open_positions: Sequence[int]
) -> frozenset[int]:
    """The open answers that can still change the finding, however the other open ones are settled.

    Beyond :data:`_MOST_OPEN` open answers, all are taken to matter.
    """
    if len(open_positions) > _MOST_OPEN:
        return frozenset(open_positions)
    found: dict[tuple[int, ...], str] = {}
    trial = [*bits]
    for values in product((1, 2), repeat=len(open_positions)):
        for position, value in zip(open_positions, values, strict=True):
            trial[position] = value
        found[values] = program.run(trial, governed).finding
    return frozenset(
        position
        for place, position in enumerate(open_positions)
        if any(
            found[values] != found[(*values[:place], 3 - values[place], *values[place + 1 :])]
            for values in found
            if values[place] == 1
        )
    )
