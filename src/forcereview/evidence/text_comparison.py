"""Two versions of a text compared, passage by passage and word by word.

Passages are aligned in order: first those that are alike, then, between them, those that are most
similar (one may have become two, or two one). What is left over and comes back elsewhere has moved.
How the text is set (lines, pages, hyphens, curved or straight quotation marks) makes no difference;
capital letters and punctuation do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, cast

from forcereview.evidence.aligning import Group, aligned, similarity
from forcereview.evidence.flow import Passage, passages
from forcereview.evidence.texts import ItemText

Kind = Literal["same", "changed", "added", "removed", "moved", "moved away"]
Mark = Literal["same", "removed", "added"]

#: how alike passages must be to have moved, and of how many words, so that chance has no say
_MOVED, _WORDS_TO_MOVE = 0.8, 6
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " "})
_TOKEN = re.compile(r"\w+(?:[-\u2010\u2011\u00ad'’]\w+)*|[^\w\s]")
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011\u00ad](?=\w)")


@dataclass(frozen=True, slots=True)
class Side:
    """What one version says: cut so that what only it has can be marked, and on which pages."""

    pieces: tuple[tuple[str, Mark], ...]
    first: int
    last: int

    @property
    def text(self) -> str:
        """The words, unmarked."""
        return "".join(text for text, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Difference:
    """A passage in both versions, or in one. ``moved`` has both sides and stands where the new
    version has it; ``moved away`` has the old side alone and stands where the old one had it;
    ``elsewhere`` is then the page of the other."""

    kind: Kind
    old: Side | None
    new: Side | None
    elsewhere: int = 0

    @property
    def reworded(self) -> bool:
        """Whether words differ between its sides."""
        return (
            self.old is not None
            and self.new is not None
            and any(mark != "same" for side in (self.old, self.new) for _, mark in side.pieces)
        )


@dataclass(frozen=True, slots=True)
class TextComparison:
    """Every passage of both versions, in the order of the new one."""

    differences: tuple[Difference, ...]

    def count(self, kind: Kind) -> int:
        """How many passages are of a kind."""
        return sum(1 for each in self.differences if each.kind == kind)

    @property
    def alike(self) -> bool:
        """Whether no word differs and nothing has moved."""
        return all(each.kind == "same" for each in self.differences)


def compare_texts(old: ItemText, new: ItemText) -> TextComparison:
    """What a later version of a text changed."""
    before, after = passages(old), passages(new)
    groups = aligned([keys_of(p.text) for p in before], [keys_of(p.text) for p in after])
    moved = _moved(groups, before, after)
    return TextComparison(tuple(_differences(groups, moved, before, after)))


def keys_of(text: str) -> tuple[str, ...]:
    """A text's words as they are compared."""
    return tuple(filter(None, map(_key, text.split())))


@lru_cache(maxsize=200_000)
def _key(word: str) -> str:
    plain = unicodedata.normalize("NFKC", word).translate(_SIGNS)
    return _HYPHEN.sub("", plain)


def _moved(
    groups: Sequence[Group], before: Sequence[Passage], after: Sequence[Passage]
) -> dict[int, int]:
    """Passages of the old version that stand elsewhere in the new one, best likeness first."""
    gone = [i for group in groups if not group.new for i in group.old]
    come = [j for group in groups if not group.old for j in group.new]
    keys_gone = {i: keys_of(before[i].text) for i in gone}
    keys_come = {j: keys_of(after[j].text) for j in come}
    likeness = [
        (alike, i, j)
        for i, one in keys_gone.items()
        if len(one) >= _WORDS_TO_MOVE
        for j, other in keys_come.items()
        if (alike := similarity(one, other, _MOVED))
    ]
    found: dict[int, int] = {}
    for _, i, j in sorted(likeness, key=lambda each: (-each[0], each[1:])):
        if i not in found and j not in found.values():
            found[i] = j
    for step in (1, -1):
        for i, j in sorted(found.items(), key=lambda pair: pair[0] * step):
            _with_neighbours(found, (i, j), step, keys_gone, keys_come)
    return found


def _with_neighbours(
    found: dict[int, int],
    start: tuple[int, int],
    step: int,
    gone: Mapping[int, tuple[str, ...]],
    come: Mapping[int, tuple[str, ...]],
) -> None:
    """What stands beside a passage that has moved, however short, has moved with it."""
    i, j = start[0] + step, start[1] + step
    while i in gone and i not in found and j not in found.values() and gone[i] == come.get(j):
        found[i] = j
        i, j = i + step, j + step


def _differences(
    groups: Sequence[Group],
    moved: dict[int, int],
    before: Sequence[Passage],
    after: Sequence[Passage],
) -> Iterator[Difference]:
    origin = {new: old for old, new in moved.items()}
    for group in groups:
        if group.old and group.new:
            one = _together([before[i] for i in group.old])
            other = _together([after[j] for j in group.new])
            old, new = _marked(one, other)
            difference = Difference("same", old, new)
            yield Difference("changed", old, new) if difference.reworded else difference
            continue
        for i in group.old:
            if i in moved:
                away = after[moved[i]].first
                yield Difference("moved away", _side(before[i], "same"), None, away)
            else:
                yield Difference("removed", _side(before[i], "removed"), None)
        for j in group.new:
            if j in origin:
                old, new = _marked(before[origin[j]], after[j])
                yield Difference("moved", old, new, before[origin[j]].first)
            else:
                yield Difference("added", None, _side(after[j], "added"))


def _together(several: Sequence[Passage]) -> Passage:
    return Passage(" ".join(p.text for p in several), several[0].first, several[-1].last)


def _side(passage: Passage, mark: Mark) -> Side:
    return Side(((passage.text, mark),), passage.first, passage.last)


def _marked(one: Passage, other: Passage) -> tuple[Side, Side]:
    """Both sides with the words marked that only one of them has."""
    old, new = _tokens(one.text), _tokens(other.text)
    keys_old = [_key(one.text[a:b]) for a, b in old]
    keys_new = [_key(other.text[a:b]) for a, b in new]
    steps = SequenceMatcher(None, keys_old, keys_new, autojunk=False).get_opcodes()
    first = [(a, b, "same" if what == "equal" else "removed") for what, a, b, _, _ in steps]
    second = [(c, d, "same" if what == "equal" else "added") for what, _, _, c, d in steps]
    return (
        Side(_cut(one.text, old, first), one.first, one.last),
        Side(_cut(other.text, new, second), other.first, other.last),
    )


def _tokens(text: str) -> list[tuple[int, int]]:
    """Where each word and each sign of punctuation stands."""
    return [found.span() for found in _TOKEN.finditer(text)]


def _cut(
    text: str, tokens: list[tuple[int, int]], steps: Sequence[tuple[int, int, str]]
) -> tuple[tuple[str, Mark], ...]:
    """The text in pieces; white space at a border goes to the side that isn't marked."""
    pieces: list[tuple[str, Mark]] = []
    filled = [(a, b, mark) for a, b, mark in steps if a < b]
    at = 0
    for place, (_, b, mark) in enumerate(filled):
        end = tokens[b - 1][1]
        if place + 1 == len(filled):
            end = len(text)
        elif mark == "same":
            end = tokens[b][0]
        pieces.append((text[at:end], cast(Mark, mark)))
        at = end
    return tuple(pieces)
