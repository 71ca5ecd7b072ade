"""Find a quotation again in the pages of a text that was set anew, scanned or read by OCR.

First the same words are looked for, the text made even (:mod:`forcereview.evidence.even_text`).
Where they don't stand, places that share runs of signs with the quotation are compared with it:
the score is 100 times the signs that both have in common, in order, over the mean of their lengths
(the normalised indel similarity of rapidfuzz). Of places equally good, what stands before and
after decides; if that doesn't, the answer says so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from forcereview.evidence.even_text import EvenText, even, folded
from forcereview.evidence.texts import Page

#: below these scores a place isn't one, by how many signs the quotation has at most
_LEAST = ((8, 100.0), (16, 92.0), (30, 86.0))
LEAST = 80.0
#: places whose scores differ by less are equally good
_SAME = 1.5
#: how much better a place on another page must be than one on the page that was named
_ELSEWHERE = 5.0
#: how much worse a place may be, for what stands about it to make up for that
_MADE_UP = 12.0
_RUN, _MOST_RUNS, _MOST_OCCURRENCES, _CANDIDATES = 5, 400, 2_000, 12


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one page, as offsets into its text."""

    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stands:
    """A place where the quotation stands, or nearly. ``words`` are those of the text, evened;
    ``differs`` the words quoted and those that stand there instead, where they aren't the same."""

    pieces: tuple[Piece, ...]
    score: float
    words: str
    exact: bool = False
    differs: tuple[tuple[str, str], ...] = ()

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.pieces[0].page


@dataclass(frozen=True, slots=True)
class Search:
    """What a search came to. ``place`` is the one place, ``others`` those as good as it: if there
    are any, what stands before and after doesn't decide between them. ``elsewhere``: it isn't on
    the page that was named. With no place, ``nearest`` is the best that came below the least score.
    """

    least: float
    place: Stands | None = None
    others: tuple[Stands, ...] = ()
    elsewhere: bool = False
    nearest: Stands | None = None

    @property
    def ambiguous(self) -> bool:
        """Whether several places are equally good."""
        return bool(self.others)


@dataclass(frozen=True)
class _Whole:
    """All pages as one text, with where each begins in it."""

    pages: Sequence[Page]
    starts: list[int]
    even: EvenText
    _folded: list[EvenText] = field(default_factory=list)

    @property
    def folded(self) -> EvenText:
        if not self._folded:
            self._folded.append(folded(self.even))
        return self._folded[0]

    def pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        """The stretches of pages that a stretch of the even text comes from."""
        begin, stop = self.even.in_original(start, end)
        first = bisect_right(self.starts, begin) - 1
        found = []
        for page, offset in zip(self.pages[first:], self.starts[first:], strict=True):
            if offset >= stop:
                break
            piece = Piece(page.number, max(begin - offset, 0), min(stop - offset, len(page.text)))
            found += [piece] if piece.start < piece.end else []
        return tuple(found)


def find_quotation(
    pages: Sequence[Page],
    quotation: str,
    prefix: str = "",
    suffix: str = "",
    *,
    page: int | None = None,
    last_page: int | None = None,
    least: float | None = None,
) -> Search:
    """Where a quotation stands in pages; first on ``page`` (to ``last_page``), then on any.

    ``least`` is the score, 0 to 100, below which a place isn't one; without it 80, more for short
    quotations (8 signs at most must stand there as they are).
    """
    wanted = _stripped(even(quotation))
    required = least if least is not None else _least(len(wanted))
    if not wanted:
        return Search(required)
    whole = _whole(pages)
    spans = _occurrences(whole.even.text, wanted)
    places = [(start, start + len(wanted), 100.0) for start in spans]
    named = range(page, (last_page or page) + 1) if page is not None else None
    around = _small(_stripped(even(prefix))), _small(_stripped(even(suffix)))
    alone = len(places) == 1 and not any(around)
    if not alone or (named is not None and not _on(named, whole, places)):
        places = _merged([*places, *_alike(whole.folded.text, _small(wanted))])
    if not places:
        return Search(required)
    good = [place for place in places if place[2] >= required]
    if not good:
        best = max(places, key=lambda place: place[2])
        return Search(required, nearest=_stands(whole, best, wanted))
    here, elsewhere = _where_named(good, named, whole)
    first, *others = _decided(here, whole.folded.text, len(wanted), *around)
    return Search(
        required,
        _stands(whole, first, wanted),
        tuple(_stands(whole, other, wanted) for other in others),
        elsewhere,
    )


_Span = tuple[int, int, float]


def _whole(pages: Sequence[Page]) -> _Whole:
    starts, offset = [], 0
    for page in pages:
        starts.append(offset)
        offset += len(page.text) + 1
    return _Whole(pages, starts, even("\n".join(page.text for page in pages)))


def _stripped(text: EvenText) -> str:
    return text.text.strip()


def _small(text: str) -> str:
    return folded(EvenText(text, (), 0)).text


def _least(length: int) -> float:
    return next((score for most, score in _LEAST if length <= most), LEAST)


def _occurrences(text: str, wanted: str, most: int = _MOST_OCCURRENCES) -> list[int]:
    found: list[int] = []
    start = text.find(wanted)
    while start >= 0 and len(found) < most:
        found.append(start)
        start = text.find(wanted, start + 1)
    return found


def _alike(text: str, wanted: str) -> list[_Span]:
    """Places like the quotation, each with its score."""
    found = (_trimmed(text, wanted, start) for start in _likely(text, wanted))
    return [place for place in found if place[0] < place[1]]


def _likely(text: str, wanted: str) -> list[int]:
    """Where the quotation may begin: places on which many of its runs of signs agree."""
    last = len(wanted) - _RUN
    if last < 0:
        return []
    width = max(8, len(wanted) // 8)
    votes: Counter[int] = Counter()
    for offset in range(0, last + 1, max(1, last // _MOST_RUNS)):
        occurrences = _occurrences(text, wanted[offset : offset + _RUN])
        if len(occurrences) < _MOST_OCCURRENCES:
            votes.update({(at - offset) // width for at in occurrences})
    near = {bucket: votes[bucket] + votes[bucket + 1] for bucket in votes}
    best = sorted(near, key=lambda bucket: (-near[bucket], bucket))[:_CANDIDATES]
    return [bucket * width for bucket in best]


def _trimmed(text: str, wanted: str, start: int) -> _Span:
    """The stretch about ``start`` that is most like the quotation, and its score."""
    from rapidfuzz.distance import Indel

    room = max(20, len(wanted) // 4)
    begin = max(0, start - room)
    window = text[begin : start + len(wanted) + room + max(8, len(wanted) // 8)]
    blocks = [
        (block.src_start, block.dest_start, block.dest_end)
        for block in Indel.opcodes(wanted, window)
        if block.tag == "equal"
    ]
    if not blocks:
        return begin, begin, 0.0
    shared = [stop - at for _, at, stop in blocks]
    best = (0.0, 0, 0)
    for first in range(len(blocks)):
        common = 0
        for last in range(first, len(blocks)):
            common += shared[last]
            length = blocks[last][2] - blocks[first][1]
            best = max(best, (2 * common / (len(wanted) + length), first, last))
    _, first, last = best
    left = _to_word_start(window, blocks[first][1]) if blocks[first][0] else blocks[first][1]
    whole = blocks[last][0] + shared[last] == len(wanted)
    right = blocks[last][2] if whole else _to_word_end(window, blocks[last][2])
    score = 100.0 * Indel.normalized_similarity(wanted, window[left:right])
    return begin + left, begin + right, score


def _to_word_start(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at


def _to_word_end(text: str, at: int) -> int:
    while at < len(text) and not text[at].isspace():
        at += 1
    return at


def _merged(places: Iterable[_Span]) -> list[_Span]:
    """The best of places that overlap, in order of the text."""
    kept: list[_Span] = []
    for place in sorted(places, key=lambda one: (-one[2], one[0])):
        if all(place[1] <= other[0] or place[0] >= other[1] for other in kept):
            kept.append(place)
    return sorted(kept)


def _on(named: range, whole: _Whole, places: Iterable[_Span]) -> list[_Span]:
    return [
        place
        for place in places
        if any(piece.page in named for piece in whole.pieces(place[0], place[1]))
    ]


def _where_named(
    places: list[_Span], named: range | None, whole: _Whole
) -> tuple[list[_Span], bool]:
    """The places on the pages that were named, and False; all places, and True, if it stands
    elsewhere."""
    if named is None:
        return places, False
    here = _on(named, whole, places)
    best = max(place[2] for place in places)
    if here and best <= max(place[2] for place in here) + _ELSEWHERE:
        return here, False
    return places, True


def _decided(places: list[_Span], text: str, length: int, prefix: str, suffix: str) -> list[_Span]:
    """The best place first, then those as good, by the words and what stands before and after."""
    top = max(place[2] for place in places)
    about = len(prefix) + len(suffix)
    if not about:
        return [place for place in places if place[2] > top - _SAME]
    total = [
        ((place[2] * length + _fit(place, text, prefix, suffix) * about) / (length + about), place)
        for place in places
        if place[2] > top - _MADE_UP
    ]
    best = max(total)[0]
    return [place for score, place in sorted(total, reverse=True) if score > best - _SAME]


def _fit(place: _Span, text: str, prefix: str, suffix: str) -> float:
    """How well what stands before and after is what should, 0 to 100."""
    from rapidfuzz.distance import Indel

    before = text[: place[0]].rstrip()[-len(prefix) :] if prefix else ""
    after = text[place[1] :][: len(suffix) + 8].lstrip()[: len(suffix)]
    scores = [
        100.0 * Indel.normalized_similarity(want, have) * len(want)
        for want, have in ((prefix, before), (suffix, after))
    ]
    return sum(scores) / (len(prefix) + len(suffix))


def _stands(whole: _Whole, place: _Span, wanted: str) -> Stands:
    start, end, score = place
    words = whole.even.text[start:end].strip()
    exact = words == wanted
    return Stands(
        whole.pieces(start, end),
        round(score, 1),
        words,
        exact,
        () if exact else _differs(wanted, words),
    )


def _differs(wanted: str, words: str) -> tuple[tuple[str, str], ...]:
    """Runs of words that were quoted, and those that stand in their place."""
    one, other = wanted.split(), words.split()
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return tuple(
        (" ".join(one[a:b]), " ".join(other[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )
