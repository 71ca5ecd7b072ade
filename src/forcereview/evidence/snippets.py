"""The words found, with some of the text around them, for a list of results."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forcereview.evidence.search_query import Query, found_in
from forcereview.evidence.words import Word, words_in

_WIDTH = 32
_LONGEST, _LONGEST_QUOTATION = 1_000, 160
_BREAK = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n\s*(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text, cut so that the words found can be set apart: ``(text, found)``.

    ``quotation`` are the words found as they stand, to find the place again with.
    """

    pieces: tuple[tuple[str, bool], ...]
    quotation: str

    @property
    def plain(self) -> str:
        """The stretch on one line, the words found between « and »."""
        return "".join(f"«{text}»" if found else text for text, found in self.pieces)


def snippet(text: str, query: Query) -> Snippet:
    """The stretch of ``text`` that has most of what is asked for, about 30 words long."""
    words = [*words_in(text)]
    places = [
        (start, end, i) for i, t in enumerate(query.wanted) for start, end in found_in(words, t)
    ]
    if not places:
        if len(words) <= _WIDTH:
            return Snippet(((_on_one_line(text[:_LONGEST]).strip(), False),), "")
        return Snippet(((_on_one_line(text[: words[_WIDTH - 1].end]) + " …", False),), "")
    first = _best_start(sorted(places))
    shown = [p for p in sorted(places) if first <= p[0] and p[1] < first + _WIDTH] or [
        min(places, key=lambda p: (p[0] != first, p))
    ]
    return Snippet(_cut(text, words, shown), _quotation(text, words, shown))


def _best_start(places: list[tuple[int, int, int]]) -> int:
    """The place from which a stretch holds the most different terms; the first of equals."""

    def different(start: int) -> int:
        return len({term for a, b, term in places if start <= a and b < start + _WIDTH})

    return max((a for a, _, _ in places), key=lambda start: (different(start), -start))


def _cut(
    text: str, words: list[Word], shown: list[tuple[int, int, int]]
) -> tuple[tuple[str, bool], ...]:
    first, last = shown[0][0], max(end for _, end, _ in shown)
    room = max(0, _WIDTH - (last - first + 1))
    start, end = max(0, first - room // 2), min(len(words) - 1, last + room - room // 2)
    marks: list[tuple[int, int]] = []
    for a, b, _ in shown:
        begin, stop = words[a].start, words[b].end
        if marks and begin <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(stop, marks[-1][1]))
        else:
            marks.append((begin, stop))
    at = 0 if start == 0 else words[start].start
    until = len(text) if end == len(words) - 1 else words[end].end
    pieces: list[tuple[str, bool]] = [("… ", False)] if start else []
    for begin, stop in marks:
        pieces += [(_on_one_line(text[at:begin]), False), (_on_one_line(text[begin:stop]), True)]
        at = stop
    pieces.append((_on_one_line(text[at:until]), False))
    if end < len(words) - 1:
        pieces.append((" …", False))
    return tuple(piece for piece in pieces if piece[0])


def _quotation(text: str, words: list[Word], shown: list[tuple[int, int, int]]) -> str:
    """What spans all that is shown, if that is short; else the first of it."""
    whole = text[words[shown[0][0]].start : words[max(b for _, b, _ in shown)].end]
    if len(whole) <= _LONGEST_QUOTATION:
        return _on_one_line(whole).strip()
    return _on_one_line(text[words[shown[0][0]].start : words[shown[0][1]].end]).strip()


def _on_one_line(text: str) -> str:
    """The text with each run of white space as one space, hyphenation at line ends undone."""
    out = " ".join(_BREAK.sub("", text).split())
    if not out:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + out + (" " if text[-1].isspace() else "")
