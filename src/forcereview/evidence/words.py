"""The words of a text as search compares them: small letters, without accents, hyphenation undone.

Both indexes (SQLite, PostgreSQL) are given these words and no others, so that they find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f\u00ad]+[^\W_]*)*"
#: a word; one that is broken at the end of a line goes on in the next
_WORD = re.compile(rf"{_LETTERS}(?:[-\u2010\u00ad][ \t]*\n[ \t]*(?=[^\W\d_]){_LETTERS})*")
_BREAK = re.compile(r"[-\u2010\u00ad]\s*\n\s*")

#: stands between words that don't follow one another; nobody can search for it
GAP = "\ue000"
#: words of one piece of the index, and how many of them begin the next piece too
_PIECE, _OVERLAP = 4_000, 40
#: signs of a word that count; what goes on longer is no word (coded data) and is cut
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands. ``parts`` are those of a word broken at a line's end: it may be
    one word (*vehi-cle*) or two (*self-defence*)."""

    folded: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


def words_in(text: str) -> Iterator[Word]:
    """The words of a text, in order."""
    for found in _WORD.finditer(text):
        broken = tuple(filter(None, map(folded, _BREAK.split(found[0]))))
        whole = "".join(broken)
        if whole:
            yield Word(
                whole[:_LONGEST], found.start(), found.end(), broken if len(broken) > 1 else ()
            )


@lru_cache(maxsize=100_000)
def folded(word: str) -> str:
    """A word in small letters, without accents, ligatures taken apart: ``Café`` is ``cafe``."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    small = unicodedata.normalize("NFKD", apart.casefold())
    return "".join(sign for sign in small if sign.isalnum())


def pieces(text: str) -> Iterator[tuple[str, ...]]:
    """The text's words in pieces that an index can hold; the pieces overlap, so that a phrase
    across a border is found. Parts of broken words come last, with a gap before them."""
    words = [*words_in(text)]
    for start in range(0, max(len(words), 1), _PIECE):
        chosen = words[start : start + _PIECE + _OVERLAP]
        if not chosen:
            return
        parts = [part for word in chosen for part in (GAP, *word.parts) if word.parts]
        yield (*(word.folded for word in chosen), *parts)
