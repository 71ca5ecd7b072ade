"""Four truth values: what credited sources say about a fact, and how such values combine.

A fact carries two independent bits: *some credited source supports it* and *some credited source
denies it* (Belnap, "A useful four-valued logic", 1977). ``and`` and ``or`` are the meet and join
of Belnap's truth order; ``not`` swaps the bits.

Belnap's tables alone mislead: *contested and unknown* is *refuted*, although one way of settling
the contest leaves it open. So expressions are evaluated in two passes: as they are, and with
contested read as unknown (:meth:`Truth.settled`; on the remaining three values the tables are
Kleene's strong ones). Only the second pass decides.
"""

from __future__ import annotations

from enum import Enum


class Truth(Enum):
    """Established (for only), refuted (against only), contested (both), unknown (neither)."""

    UNKNOWN = 0
    ESTABLISHED = 1
    REFUTED = 2
    CONTESTED = 3

    @classmethod
    def of(cls, supported: bool, denied: bool) -> Truth:
        """The value with these two bits."""
        return _BY_BITS[(1 if supported else 0) | (2 if denied else 0)]

    @property
    def supported(self) -> bool:
        """Some credited source supports it."""
        return bool(self.value & 1)

    @property
    def denied(self) -> bool:
        """Some credited source denies it."""
        return bool(self.value & 2)

    @property
    def decided(self) -> bool:
        """Established or refuted."""
        return self.value in (1, 2)

    def __and__(self, other: Truth) -> Truth:
        return _AND[self.value][other.value]

    def __or__(self, other: Truth) -> Truth:
        return _OR[self.value][other.value]

    def __invert__(self) -> Truth:
        return _NOT[self.value]

    def merged(self, other: Truth) -> Truth:
        """What both say together: the join in Belnap's information order."""
        return _BY_BITS[self.value | other.value]

    def settled(self) -> Truth:
        """The value the second pass sees: contested counts as unknown."""
        return Truth.UNKNOWN if self is Truth.CONTESTED else self

    @property
    def word(self) -> str:
        """The word for reports."""
        return self.name.lower()


_BY_BITS = (Truth.UNKNOWN, Truth.ESTABLISHED, Truth.REFUTED, Truth.CONTESTED)
_AND = tuple(tuple(_BY_BITS[(a & b & 1) | ((a | b) & 2)] for b in range(4)) for a in range(4))
_OR = tuple(tuple(_BY_BITS[((a | b) & 1) | (a & b & 2)] for b in range(4)) for a in range(4))
_NOT = tuple(_BY_BITS[((a & 1) << 1) | (a >> 1)] for a in range(4))
