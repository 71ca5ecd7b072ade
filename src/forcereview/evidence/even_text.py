"""A text made even, so that the same words set or scanned anew are the same signs again; with the
place of each sign in the text as it stands.

White space is one space. Hyphens inside words go, at the ends of lines and elsewhere (*vehi-cle*
across two lines is *vehicle*; *self-defence* is *selfdefence* on both sides of a comparison), with
soft hyphens and signs that can't be seen. Ligatures are taken apart, quotation marks and dashes
are those of a typewriter.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TOKENS = re.compile(
    r"(?P<hyphen>(?<=[^\W\d_])[-\u2010\u2011\u00ad\u00ac]+(?:[ \t]*\r?\n\s*)?(?=[^\W\d_]))"
    r"|(?P<unseen>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+)"
    r"|(?P<space>\s+)"
    r"|(?P<sign>.)",
    re.DOTALL,
)
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "\u2022": "*",
        "\u00a7": "\u00a7",
    }
)


@dataclass(frozen=True, slots=True)
class EvenText:
    """The even text; ``places`` holds for each of its signs where that stands in the original."""

    text: str
    places: tuple[int, ...]
    length: int

    def in_original(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original from which this stretch of the even text comes."""
        if start >= end:
            at = self.places[start] if start < len(self.places) else self.length
            return at, at
        return self.places[start], self.places[end - 1] + 1


def even(text: str) -> EvenText:
    """The text made even."""
    signs: list[str] = []
    places: list[int] = []
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup
        if kind == "sign":
            plain = _plain(token[0])
            signs.append(plain)
            places += [token.start()] * len(plain)
        elif kind == "space":
            signs.append(" ")
            places.append(token.start())
    return EvenText("".join(signs), tuple(places), len(text))


def folded(even_text: EvenText) -> EvenText:
    """The same in small letters; sign by sign, so that places stay."""
    small = "".join(_small(sign) for sign in even_text.text)
    return EvenText(small, even_text.places, even_text.length)


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign.translate(_PLAIN)).translate(_PLAIN)


@lru_cache(maxsize=4096)
def _small(sign: str) -> str:
    small = sign.lower()
    return small if len(small) == 1 else sign
