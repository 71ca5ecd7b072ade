"""Presumptions that stood in for an answer nobody gave: shown wherever they had a part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from forcereview.answers.leaves import Leaf
from forcereview.review.sentences import asked
from forcereview.standards import Rule
from forcereview.standards.expressions import Atom


@dataclass(frozen=True, slots=True)
class Presumption:
    """What was presumed unless shown: in the language (``force.intentional: yes``), in words."""

    expression: str
    in_words: str

    def __str__(self) -> str:
        return self.expression


def presumptions_of(rule: Rule, leaves: Sequence[Leaf]) -> tuple[Presumption, ...]:
    """The presumptions of a rule that its answers left standing."""
    if not rule.program.swayed:
        return ()
    found = [
        _presumed(leaves[position].atom, value)
        for position, value in rule.program.presumed
        if leaves[position].bits == 0
    ]
    if rule.program.takes_exception_as_absent([leaf.bits for leaf in leaves]):
        found.append(
            Presumption(
                f"no exception ({rule.unless})", f"that there was no exception ({rule.unless})"
            )
        )
    return tuple(found)


@cache
def _presumed(atom: Atom, value: int) -> Presumption:
    answer = "yes" if value == 1 else "no"
    return Presumption(f"{atom}: {answer}", f"{asked(atom)}: {answer}")


def told(presumed: Iterable[Presumption]) -> str:
    """A closing sentence that names presumptions, or nothing."""
    words = "; ".join(item.in_words for item in presumed)
    return f" Presumed unless shown: {words}." if words else ""
