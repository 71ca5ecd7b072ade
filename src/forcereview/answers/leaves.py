"""An answer to one question in one frame, and on whose word it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from forcereview.standards.expressions import Atom

#: sets of claims, by id
Sets = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Pointing:
    """An indicator that some source supports: which, which way, why, and on whose word."""

    fact: str
    when: str
    bears: str
    because: str
    ids: frozenset[str]
    contested: bool


class Leaf(NamedTuple):
    """An atom answered in a frame.

    ``bits`` as in :class:`~forcereview.vocabulary.truth.Truth`; ``said`` are those of the accounts
    alone, ``indicated`` those that indicators would add. ``supporters`` and ``deniers`` are sets of
    claims, each of which alone sets its bit. ``guards`` are claims that keep an indicator from
    bearing: they belong to an answer that stands because of them.
    """

    atom: Atom
    bits: int
    supporters: Sets = ()
    deniers: Sets = ()
    pointing: tuple[Pointing, ...] = ()
    guards: frozenset[str] = frozenset()
    override: str = ""
    said: int = 0
    indicated: int = 0

    @property
    def ids(self) -> frozenset[str]:
        """Every claim that had a part in it."""
        return frozenset().union(*self.supporters, *self.deniers, self.guards)
