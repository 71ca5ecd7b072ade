"""What an answer rests on: how it would stand if the record held only some of its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from forcereview.answers.leaves import Leaf

#: a set of claims as an integer: a bit for each claim in it (:class:`Roll`)
Claims = int
NONE: Claims = 0

#: the bits that accounts set, and whether one of them overrides the rest, indicators included
Told = tuple[int, bool]


class Roll:
    """The claims of a record by number, so that a set of them is an integer."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(ids))
        self.bits = {name: 1 << number for number, name in enumerate(self.names)}
        self._ids: dict[Claims, tuple[str, ...]] = {}

    def claims(self, ids: Iterable[str]) -> Claims:
        """The set of these claims."""
        found = NONE
        for name in ids:
            found |= self.bits[name]
        return found

    def ids(self, claims: Claims) -> tuple[str, ...]:
        """The ids of the claims in a set, sorted."""
        found = self._ids.get(claims)
        if found is None:
            named = [self.names[each.bit_length() - 1] for each in one_by_one(claims)]
            found = self._ids[claims] = tuple(sorted(named))
        return found


@dataclass(slots=True, eq=False)
class Condition:
    """What an indicator asks, as a function of the claims in the record."""

    claims: Claims
    unruly: Claims
    judge: Callable[[Claims], bool]
    _known: dict[Claims, bool] = field(default_factory=dict, repr=False)

    def holds(self, kept: Claims) -> bool:
        """Whether some source among the claims kept supports it."""
        mine = kept & self.claims
        found = self._known.get(mine)
        if found is None:
            found = self._known[mine] = self.judge(mine)
        return found


class Indication(NamedTuple):
    """An indicator of a judgement: it sets ``bit`` where ``when`` holds and ``unless`` doesn't."""

    bit: int
    when: Condition
    unless: Condition | None


@dataclass(slots=True, eq=False)
class Grounds:
    """An answer as a function of the claims in the record.

    ``whole`` is the answer as the record stands; ``claims`` are all that concern it. Claims only
    ever add to an answer's bits, except for two kinds: ``holding_off`` are those that keep an
    indicator from bearing, ``unruly`` those that override others (determinations and what-ifs).
    """

    whole: Leaf
    claims: Claims
    unruly: Claims
    told: Callable[[Claims], Told]
    indications: tuple[Indication, ...] = ()
    holding_off: Claims = NONE
    _known: dict[tuple[Claims, Claims], tuple[int, int]] = field(default_factory=dict, repr=False)
    _possible: dict[Claims, tuple[int, ...]] = field(default_factory=dict, repr=False)

    def bits(self, kept: Claims) -> int:
        """The answer's bits if, of its claims, the record held only those in ``kept``."""
        if not self.indications:
            return self.told(kept)[0]
        return with_indicators(*self._standing(kept, kept))

    def possible(self, kept: Claims) -> tuple[int, ...]:
        """The bits that the answer may have in records that hold ``kept`` and any other claims."""
        mine = kept & self.claims
        found = self._possible.get(mine)
        if found is None:
            found = self._possible[mine] = self.values(mine, self.claims ^ mine)
        return found

    def values(self, kept: Claims, free: Claims) -> tuple[int, ...]:
        """The bits that the answer may have in records that hold ``kept`` and any of ``free``.

        Where several claims that override are free, all values are said to be possible.
        """
        mine = free & self.claims
        if not mine:
            return (self.bits(kept),)
        overriding = mine & self.unruly
        if overriding:
            if overriding & (overriding - 1):
                return (0, 1, 2, 3)
            others = free & ~overriding
            either = {*self.values(kept | overriding, others), *self.values(kept, others)}
            return tuple(sorted(either))
        every = kept | mine
        if not self.indications:
            return _spread(self.told(kept)[0], self.told(every)[0], 0, 0)
        said, indicated = self._standing(kept, every)
        said_at_most, indicated_at_most = self._standing(every, kept)
        return _spread(said, said_at_most, indicated, indicated_at_most)

    def _standing(self, kept: Claims, holding_off: Claims) -> tuple[int, int]:
        """The bits of accounts, and of indicators, where the record holds ``kept`` and, of what
        keeps indicators from bearing, ``holding_off``."""
        key = (kept & self.claims, holding_off & self.holding_off)
        found = self._known.get(key)
        if found is None:
            said, overridden = self.told(kept)
            indicated = 0
            for each in () if overridden else self.indications:
                if each.when.holds(kept) and not (each.unless and each.unless.holds(holding_off)):
                    indicated |= each.bit
            found = self._known[key] = (said, indicated)
        return found


@cache
def _spread(said: int, said_at_most: int, shown: int, shown_at_most: int) -> tuple[int, ...]:
    """The answer's bits for all bits of accounts, and of indicators, between these."""
    return tuple(
        sorted(
            {
                with_indicators(accounts, indicated)
                for accounts in _between(said, said_at_most)
                for indicated in _between(shown, shown_at_most)
            }
        )
    )


def _between(least: int, most: int) -> list[int]:
    """The values that have all bits of ``least`` and none that ``most`` lacks."""
    return [bits for bits in range(4) if bits | least == bits and bits | most == most]


def with_indicators(said: int, indicated: int) -> int:
    """The bits of an answer, given those of accounts and those of indicators.

    Indicators turn accounts that agree into contested ones; without an account they decide nothing.
    """
    return said | indicated if said else 0


def fixed(leaf: Leaf) -> Grounds:
    """The grounds of an answer that rests on no claim."""
    return Grounds(leaf, NONE, NONE, lambda kept: (leaf.bits, False))


def one_by_one(claims: Claims) -> Iterator[Claims]:
    """Each claim of a set, as a set of its own."""
    while claims:
        one = claims & -claims
        yield one
        claims ^= one


def union(sets: Iterable[Claims]) -> Claims:
    """All claims of several sets."""
    found = NONE
    for claims in sets:
        found |= claims
    return found


def separately(supporting: Claims, denying: Claims) -> Callable[[Claims], Told]:
    """What accounts tell of which each supports or denies by itself."""

    def told(kept: Claims) -> Told:
        return (1 if kept & supporting else 0) | (2 if kept & denying else 0), False

    return told
