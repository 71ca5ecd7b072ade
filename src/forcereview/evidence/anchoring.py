"""Where in an attached text a provision seems to stand: proposals for a person to confirm.

Where the library holds a provision's own words, they are looked for. Else it has only our sentence
in other words: the passage that has most of its words, rare ones counting more, is proposed, and a
number of the citation that stands there counts too. Neither is more than a proposal.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from forcereview.evidence.flow import Passage, passages, passages_by_page
from forcereview.evidence.quotations import Stands, find_quotation
from forcereview.evidence.texts import ItemText, Page
from forcereview.evidence.words import words_in
from forcereview.standards import Standard
from forcereview.standards.library import held_words

#: what a number of the citation found in the passage adds to its likeness
_NUMBER_COUNTS = 0.1
_LONGEST = 600
_FEWEST_WORDS = 3
#: the score, of 100, from which words count as those that the library holds
_SURE = 90.0
_BREAK = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*\n\s*(?=[a-z])")
#: so few words are found by chance
_WORDS_TO_TRY = 6
#: a word counts by how it begins, so that "discharge" and "discharging" are one
_BEGINNING = 6
_NUMBERS = re.compile(r"\d[\d.]*\d|\d{2,}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A provision or legal test to be found: our sentence, and the words themselves if held."""

    key: str
    says: str
    citation: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a provision seems to stand. ``how`` says what was compared: the ``words held``, or
    ``our sentence`` in other words; ``likeness`` is 0 to 1 and means little across the two."""

    provision: str
    says: str
    page: int
    quotation: str
    likeness: float
    how: str
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class There:
    """Words of a page. ``recognised``: some of them come from OCR."""

    words: str
    recognised: bool


def wanted_in(standard: Standard) -> tuple[Wanted, ...]:
    """All that can be anchored in a standard's text."""
    rules = [
        Wanted(r.key, r.provision.says, r.provision.citation, held_words(standard, r))
        for r in standard.rules
    ]
    tests = [Wanted(t.test.key, t.test.says, t.test.citation) for t in standard.tests]
    return (*rules, *tests)


def words_there(pages: Sequence[Page], place: Stands) -> There:
    """The words as they stand at a place, on one line, hyphenation at line ends undone."""
    by_number = {page.number: page for page in pages}
    pieces = [(by_number[piece.page], piece) for piece in place.pieces]
    text = "\n".join(page.text[piece.start : piece.end] for page, piece in pieces)
    words = " ".join(_BREAK.sub("", text).split())
    return There(words, any(page.origin == "ocr" for page, _ in pieces))


def proposals(wanted: Iterable[Wanted], text: ItemText) -> tuple[Proposal | None, ...]:
    """For each, the best place in the text; None where nothing in it is alike."""
    stretches = [*_in_sight(passages_by_page(text))]
    held = [frozenset(_words(stretch.text)) for stretch in stretches]
    rarity = _rarity(held)
    return tuple(
        _by_words(each, text.pages) or _by_sentence(each, stretches, held, rarity, text)
        for each in wanted
    )


def _by_words(wanted: Wanted, pages: Sequence[Page]) -> Proposal | None:
    if not wanted.words:
        return None
    whole = " ".join(wanted.words.split())
    parts = [part.text for part in passages(ItemText("whole", (Page(1, wanted.words),)))]
    tried = (whole, *(part for part in parts if len(part.split()) >= _WORDS_TO_TRY))
    searches = (find_quotation(pages, words, least=_SURE).place for words in tried)
    found = next(filter(None, searches), None)
    if found is None:
        return None
    there = words_there(pages, found)
    return Proposal(
        wanted.key,
        wanted.says,
        found.page,
        _short(there.words),
        round(found.score / 100, 4),
        "words held",
        there.recognised,
    )


def _by_sentence(
    wanted: Wanted,
    stretches: Sequence[Passage],
    held: Sequence[frozenset[str]],
    rarity: dict[str, float],
    text: ItemText,
) -> Proposal | None:
    asked = frozenset(_words(wanted.says))
    numbers = frozenset(_NUMBERS.findall(wanted.citation))
    rated = [
        (_likeness(asked, words, rarity, bool(numbers & {*_NUMBERS.findall(stretch.text)})), n)
        for n, (stretch, words) in enumerate(zip(stretches, held, strict=True))
    ]
    best, n = max(rated, key=lambda each: (each[0], -each[1]), default=(0.0, -1))
    if n < 0 or best <= 0.0:
        return None
    chosen = stretches[n]
    page = text.page(chosen.first)
    return Proposal(
        wanted.key,
        wanted.says,
        chosen.first,
        chosen.text,
        round(min(best, 1.0), 4),
        "our sentence",
        page is not None and page.origin == "ocr",
    )


def _likeness(
    asked: frozenset[str], held: frozenset[str], rarity: dict[str, float], numbered: bool
) -> float:
    """The harmonic mean of how much of our sentence is in the passage and how much of the passage
    is in our sentence, each word weighed by its rarity; the first counts twice (F-measure, van
    Rijsbergen 1979, beta 2)."""
    common = sum(rarity[word] for word in asked & held)
    if not common:
        return 0.0
    recall = common / sum(rarity.get(word, 1.0) for word in asked)
    precision = common / sum(rarity[word] for word in held)
    return 5 * precision * recall / (4 * precision + recall) + _NUMBER_COUNTS * numbered


def _rarity(held: Sequence[frozenset[str]]) -> dict[str, float]:
    counts = Counter(word for words in held for word in words)
    return {word: math.log(1 + len(held) / count) for word, count in counts.items()}


def _words(text: str) -> Iterator[str]:
    return (word.folded[:_BEGINNING] for word in words_in(text) if len(word.folded) > 2)


def _in_sight(found: Iterable[Passage]) -> Iterator[Passage]:
    """Passages short enough to quote, those of a word or two left out."""
    for passage in found:
        if len(passage.text.split()) >= _FEWEST_WORDS:
            yield Passage(_short(passage.text), passage.first, passage.last)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rpartition(" ")[0]
