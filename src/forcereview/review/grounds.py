"""What an answer rests on: how it would stand if the record held only some of its claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forcereview.review.answers import Leaf

#: a set of claims as an integer: a bit for each claim in it (:class:`Roll`)
Claims = int
NONE: Claims = 0


class Roll:
    """The claims of a record by number, so that a set of them is an integer."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.bits = {name: 1 << number for number, name in enumerate(dict.fromkeys(ids))}

    def claims(self, ids: Iterable[str]) -> Claims:
        """The set of these claims."""
        found = NONE
        for name in ids:
            found |= self.bits[name]
        return found

    def ids(self, claims: Claims) -> tuple[str, ...]:
        """The ids of the claims in a set, sorted."""
        return tuple(sorted(name for name, bit in self.bits.items() if claims & bit))


@dataclass(frozen=True, slots=True)
class Grounds:
    """An answer as a function of the claims in the record.

    ``claims`` are all that concern it. Claims only ever add to an answer's bits, except for two
    kinds: ``holding_off`` are those that keep an indicator from bearing, ``unruly`` those that
    override others (determinations and what-ifs). ``answered(kept, holding_off)`` gives the answer
    where the record holds ``kept`` and, of what keeps indicators from bearing, ``holding_off``.
    """

    claims: Claims
    holding_off: Claims
    unruly: Claims
    answered: Callable[[Claims, Claims], Leaf]
    _known: dict[tuple[Claims, Claims], Leaf] = field(
        default_factory=dict, repr=False, compare=False
    )

    def given(self, kept: Claims) -> Leaf:
        """The answer if, of its claims, the record held only those in ``kept``."""
        return self.with_only(kept, kept)

    def with_only(self, kept: Claims, holding_off: Claims) -> Leaf:
        """The answer where some claims are left out, or left out only for what they hold off."""
        key = (kept & self.claims, holding_off & self.holding_off)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.answered(*key)
        return found

    def values(self, kept: Claims, free: Claims) -> tuple[int, ...]:
        """The bits that the answer may have in records that hold ``kept`` and any of ``free``.

        Where several claims that override are free, all values are said to be possible.
        """
        mine = free & self.claims
        if not mine:
            return (self.given(kept).bits,)
        overriding = mine & self.unruly
        if overriding:
            if overriding & (overriding - 1):
                return (0, 1, 2, 3)
            others = free & ~overriding
            either = {*self.values(kept | overriding, others), *self.values(kept, others)}
            return tuple(sorted(either))
        every = kept | mine
        least, most = self.with_only(kept, every), self.with_only(every, kept)
        return _spread(least.said, most.said, least.indicated, most.indicated)


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
    return Grounds(NONE, NONE, NONE, lambda kept, holding_off: leaf)
