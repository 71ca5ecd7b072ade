"""Find a quotation in the words of a statement: exact but for spaces, by what stands beside it.

After the TextQuoteSelector of the W3C Web Annotation Data Model, 4.2.4: exact, prefix, suffix.
"""

from __future__ import annotations

from collections.abc import Iterator


def places_of(words: str, exact: str, prefix: str = "", suffix: str = "") -> tuple[int, ...]:
    """Where ``exact`` stands in ``words`` between ``prefix`` and ``suffix``: offsets in the words
    with each run of white space as one space."""
    text, wanted = evened(words), evened(exact)
    before, after = evened(prefix), evened(suffix)
    return tuple(
        start
        for start in _each(text, wanted)
        if text[:start].rstrip().endswith(before)
        and text[start + len(wanted) :].lstrip().startswith(after)
    )


def evened(words: str) -> str:
    """The words with each run of white space as one space."""
    return " ".join(words.split())


def _each(text: str, wanted: str) -> Iterator[int]:
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)
