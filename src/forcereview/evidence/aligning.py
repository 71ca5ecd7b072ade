"""Two sequences of passages brought side by side, in order.

Passages with the same words are matched first (the longest runs, Ratcliff and Obershelp 1988, as
:mod:`difflib` finds them). In the gaps between, a dynamic programme chooses the matches of greatest
likeness, each of one passage or two to one or two (as sentences are aligned in Gale and Church,
1993, with words in common in the place of lengths).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

Keys = tuple[str, ...]

#: the least likeness at which one passage counts as the other reworded
LEAST = 0.5
#: a gap larger than this (old times new passages) is not searched: nothing in it is alike anyway
_LARGEST = 1_000_000
_SHAPES = ((1, 1), (1, 2), (2, 1))


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of passages of the old and of the new version that belong together; one side may be
    empty."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def aligned(old: Sequence[Keys], new: Sequence[Keys]) -> tuple[Group, ...]:
    """Every passage of both sides, once, in order."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    groups: list[Group] = []
    i = j = 0
    for block in matcher.get_matching_blocks():
        groups += _in_gap(old, new, (i, block.a), (j, block.b))
        groups += [Group((block.a + n,), (block.b + n,)) for n in range(block.size)]
        i, j = block.a + block.size, block.b + block.size
    return tuple(groups)


def similarity(one: Keys, other: Keys, least: float = LEAST) -> float:
    """Twice the longest common subsequence of words, over the number of words; 0 below ``least``.

    Capital letters don't count here, so that a sentence whose beginning moved is known again.
    """
    if not one or not other or 2 * min(len(one), len(other)) < least * (len(one) + len(other)):
        return 0.0
    from rapidfuzz.distance import Indel

    a, b = [w.casefold() for w in one], [w.casefold() for w in other]
    return float(Indel.normalized_similarity(a, b, score_cutoff=least))


def _in_gap(
    old: Sequence[Keys], new: Sequence[Keys], rows: tuple[int, int], columns: tuple[int, int]
) -> Iterator[Group]:
    height, width = rows[1] - rows[0], columns[1] - columns[0]
    if not height or not width or height * width > _LARGEST:
        yield from (Group((i,), ()) for i in range(*rows))
        yield from (Group((), (j,)) for j in range(*columns))
        return
    i, j = rows[0], columns[0]
    for a, b, tall, wide in _best(old[slice(*rows)], new[slice(*columns)]):
        yield from (Group((n,), ()) for n in range(i, rows[0] + a))
        yield from (Group((), (n,)) for n in range(j, columns[0] + b))
        i, j = rows[0] + a + tall, columns[0] + b + wide
        yield Group(tuple(range(i - tall, i)), tuple(range(j - wide, j)))
    yield from (Group((n,), ()) for n in range(i, rows[1]))
    yield from (Group((), (n,)) for n in range(j, columns[1]))


def _best(old: Sequence[Keys], new: Sequence[Keys]) -> list[tuple[int, int, int, int]]:
    """The matches whose likenesses, each counted by its words, add up to the most:
    ``(row, column, how many old, how many new)``."""
    found = _likenesses(old, new)
    gain = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    step: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best, way = gain[i + 1][j], (1, 0)
            if gain[i][j + 1] > best:
                best, way = gain[i][j + 1], (0, 1)
            for shape in _SHAPES:
                worth = found.get((i, j, *shape))
                if worth and worth + gain[i + shape[0]][j + shape[1]] > best:
                    best, way = worth + gain[i + shape[0]][j + shape[1]], shape
            gain[i][j], step[i, j] = best, way
    matches, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        tall, wide = step[i, j]
        if tall and wide:
            matches.append((i, j, tall, wide))
        i, j = i + tall, j + wide
    return matches


def _likenesses(old: Sequence[Keys], new: Sequence[Keys]) -> dict[tuple[int, int, int, int], float]:
    """What each possible match is worth; those not alike are left out.

    Two passages are tried in the place of one only where one of them is alike in part already.
    """
    sides = ([frozenset(k) for k in old], [frozenset(k) for k in new])
    worth: dict[tuple[int, int, int, int], float] = {}
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            common = len(sides[0][i] & sides[1][j])
            if common * 3 < min(len(one), len(other)):
                continue
            _note(worth, (i, j, 1, 1), one, other)
            if j + 1 < len(new):
                _note(worth, (i, j, 1, 2), one, other + new[j + 1])
            if i + 1 < len(old):
                _note(worth, (i, j, 2, 1), one + old[i + 1], other)
            if j and (i, j - 1, 1, 2) not in worth:
                _note(worth, (i, j - 1, 1, 2), one, new[j - 1] + other)
            if i and (i - 1, j, 2, 1) not in worth:
                _note(worth, (i - 1, j, 2, 1), old[i - 1] + one, other)
    return worth


def _note(
    worth: dict[tuple[int, int, int, int], float],
    match: tuple[int, int, int, int],
    one: Keys,
    other: Keys,
) -> None:
    alike = similarity(one, other)
    if alike:
        # a match of two is chosen over a match of one only if it is more alike
        worth[match] = alike * alike * min(len(one), len(other)) - 0.01 * (sum(match[2:]) - 2)
