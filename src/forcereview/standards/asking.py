"""Answer one atom from values that credited sources give: which bits the values set.

The rules (docs/explanation/truth.md):

- A measured interval supports ``x < c`` only if all of it lies below ``c``, denies it only if all
  of it lies at or above; else it is silent. Two intervals that exclude each other are a contest:
  where one decides and another, which excludes it, is silent, both bits are set.
- Of several choices, each that satisfies the question supports it and each that doesn't denies it.
- A value that covers only part of the time asked about supports "at some time" but can't deny it,
  and can deny "throughout" but not support it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from forcereview.standards.expressions import Atom
from forcereview.vocabulary import (
    Choice,
    Fact,
    FactValue,
    Members,
    Moment,
    Quantity,
    Span,
    Text,
    Unsaid,
)


class Said(NamedTuple):
    """One credited value: who says it (an assertion's id), and whether it covers all that is asked.

    ``since`` is, for times, the gap in seconds from the atom's anchor to the time asserted.
    """

    id: str
    value: FactValue
    covers: bool = True
    since: Span | None = None


class Answer(NamedTuple):
    """Ids that support and that deny; for a contest of measurements, pairs that do so together."""

    supporters: tuple[frozenset[str], ...]
    deniers: tuple[frozenset[str], ...]


def answer(
    atom: Atom,
    fact: Fact,
    said: Sequence[Said],
    other: Sequence[Said] = (),
    limit: tuple[float, bool] | None = None,
) -> Answer:
    """Which of ``said`` support and deny the atom.

    ``other`` holds the values of the fact compared with, if the atom compares two facts. ``limit``
    is the length of a window in seconds and whether its end still counts, for times.
    """
    if atom.other:
        return _compare_two(atom, said, other)
    verdicts = [(item, _satisfies(atom, fact, item, limit)) for item in said]
    supporters, deniers = _sorted(
        atom, [(frozenset((item.id,)), item.covers, holds) for item, holds in verdicts]
    )
    if fact.kind == "quantity" and bool(supporters) != bool(deniers):
        pairs = _exclusions(verdicts)
        if supporters and not deniers:
            deniers = pairs
        elif deniers and not supporters:
            supporters = pairs
    return Answer(tuple(supporters), tuple(deniers))


def _sorted(
    atom: Atom, verdicts: Sequence[tuple[frozenset[str], bool, bool | None]]
) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Who supports and who denies, by what a value that covers only part of the time can say."""
    throughout = atom.timing.kind == "throughout"
    supporters = [ids for ids, covers, holds in verdicts if holds and (covers or not throughout)]
    deniers = [ids for ids, covers, holds in verdicts if holds is False and (covers or throughout)]
    return supporters, deniers


def _satisfies(atom: Atom, fact: Fact, item: Said, limit: tuple[float, bool] | None) -> bool | None:
    """True, False, or None where the value is silent on the question."""
    value = item.value
    if isinstance(value, Unsaid):
        return None
    if isinstance(value, Moment):
        return _in_window(atom, item, limit)
    if atom.operator == "holds":
        if isinstance(value, Members):
            return bool(value.words)
        return value if isinstance(value, bool) else True
    if isinstance(value, bool):
        wanted = atom.operands[0] in ("yes", "true")
        return (value == wanted) == (atom.operator == "=")
    if isinstance(value, Choice):
        return _choice(atom, fact, value)
    if isinstance(value, Quantity):
        bound = atom.operands[0]
        assert isinstance(bound, Quantity)
        return _interval(atom.operator, value.low, value.high, bound.low)
    if isinstance(value, Members):
        holds = atom.operands[0] in value.words
        return holds if atom.operator in ("contains", "=") else not holds
    assert isinstance(value, Text)
    same = value.words in atom.operands
    return not same if atom.operator == "!=" else same


def _choice(atom: Atom, fact: Fact, value: Choice) -> bool:
    if atom.operator in ("=", "one of"):
        return value.word in atom.operands
    if atom.operator == "!=":
        return value.word not in atom.operands
    bound = fact.choices.index(str(atom.operands[0]))
    return bool(_interval(atom.operator, value.rank, value.rank, bound))


def _interval(operator: str, low: float, high: float, bound: float) -> bool | None:
    """Does all of [low, high] satisfy, or all of it fail, the comparison with ``bound``?"""
    if operator == "<":
        return True if high < bound else False if low >= bound else None
    if operator == "<=":
        return True if high <= bound else False if low > bound else None
    if operator == ">":
        return True if low > bound else False if high <= bound else None
    if operator == ">=":
        return True if low >= bound else False if high < bound else None
    point = low == high == bound
    apart = bound < low or bound > high
    if operator == "=":
        return True if point else False if apart else None
    return False if point else True if apart else None


def _in_window(atom: Atom, item: Said, limit: tuple[float, bool] | None) -> bool | None:
    moment = item.value
    assert isinstance(moment, Moment)
    if moment.never:
        return False
    if atom.timing.kind not in ("before", "after"):
        return True
    since = item.since
    if since is None:
        return None
    low, high = (
        (since.low, since.high) if atom.timing.kind == "after" else (-since.high, -since.low)
    )
    if atom.timing.deadline and limit is None:
        return False if high < 0 else None
    if limit is None:
        return True if low >= 0 else False if high < 0 else None
    length, inclusive = limit
    inside = low >= 0 and (high <= length if inclusive else high < length)
    outside = high < 0 or (low > length if inclusive else low >= length)
    return True if inside else False if outside else None


def _exclusions(verdicts: list[tuple[Said, bool | None]]) -> list[frozenset[str]]:
    """Pairs of a deciding measurement and a silent one that excludes it."""
    deciding = [item for item, holds in verdicts if holds is not None]
    silent = [item for item, holds in verdicts if holds is None]
    return [
        frozenset((one.id, two.id))
        for one in deciding
        for two in silent
        if one.covers
        and two.covers
        and isinstance(one.value, Quantity)
        and isinstance(two.value, Quantity)
        and one.value.excludes(two.value)
    ]


def _compare_two(atom: Atom, said: Sequence[Said], other: Sequence[Said]) -> Answer:
    verdicts = [
        (
            frozenset((one.id, two.id)),
            one.covers and two.covers,
            _pair(atom.operator, one.value, two.value),
        )
        for one in said
        for two in other
    ]
    supporters, deniers = _sorted(atom, verdicts)
    return Answer(tuple(supporters), tuple(deniers))


def _pair(operator: str, one: FactValue, two: FactValue) -> bool | None:
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return _interval(operator, one.low - two.high, one.high - two.low, 0.0)
    if isinstance(one, Choice) and isinstance(two, Choice):
        return _interval(operator, one.rank, one.rank, two.rank)
    if isinstance(one, (Unsaid, Moment)) or isinstance(two, (Unsaid, Moment)):
        return None
    return (one == two) == (operator != "!=")
