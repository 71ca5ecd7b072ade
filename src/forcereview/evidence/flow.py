"""A document's text as it runs on: running heads and page numbers left out, lines and pages joined,
hyphenation undone, cut into passages (a sentence, a clause of a list, a row).

The cuts follow the words alone, never the length of lines, so that the same words set anew give the
same passages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forcereview.evidence.texts import ItemText, Page

#: lines at the top and at the bottom of a page among which running heads are looked for
_EDGE = 3
#: on what part of the pages a line must come back to be a running head (left and right may differ)
_OFTEN = 0.4
#: a line that is only the number of its page
_PAGE = re.compile(
    r"[-–—\[(\s]*(?:page|p\.)?\s*(?:\d+|[ivxlc]+)(?:\s*(?:of|/)\s*\d+)?[-–—\])\s]*", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_BROKEN = re.compile(r"(?P<head>[^\W\d_]+)[-\u2010\u00ad]$")
#: how a clause of a list begins: (a) 1. IV. A.2.b) § 3 •
_NUMBERED = r"(?:[A-Za-z]|\d{1,3}|[ivxlcIVXLC]{1,6})"
_CLAUSE = rf"(?:\(\w{{1,5}}\)|(?:{_NUMBERED}\.)+{_NUMBERED}?\)?|\d{{1,3}}\)|§|[•▪◦‣])"
_END = re.compile(rf"(?<=[.!?;:])[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z]|{_CLAUSE}\s)")
_NO_END = re.compile(
    r"(?:\b(?:[A-Za-z]|U\.S|e\.g|i\.e|cf|No|Nos|Sec|Art|Subd|Pub|L|Stat|Fed|Reg|Dept|Inc|Mr|Ms|Dr|"
    r"St|vs?|para|paras|pp?|ch|ed|al|Rev|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)$"
)
_ONLY_CLAUSE = re.compile(rf"^[\"“(\[]*{_CLAUSE}$")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the text, and the pages (or rows) on which it begins and ends."""

    text: str
    first: int
    last: int


def passages(text: ItemText) -> tuple[Passage, ...]:
    """The passages of a text, in order."""
    if text.unit == "row":
        return tuple(Passage(p.text, p.number, p.number) for p in text.pages if p.text.strip())
    return tuple(_cut(_joined(_lines(text.pages))))


def passages_by_page(text: ItemText) -> tuple[Passage, ...]:
    """The passages of a text, none of which goes on from one page to the next."""
    if text.unit == "row":
        return passages(text)
    lines = [*_lines(text.pages)]
    pages = dict.fromkeys(page for _, page in lines)
    return tuple(
        passage
        for number in pages
        for passage in _cut(_joined([line for line in lines if line[1] == number]))
    )


def running_heads(pages: Sequence[Page]) -> frozenset[str]:
    """The lines, numbers set aside, that come back at the edges of the pages."""
    if len(pages) < 2:
        return frozenset()
    seen = Counter(
        key
        for page in pages
        for key in {_key(line) for line in _edges(page, max(2, min(_EDGE, _count(page) // 4)))}
    )
    most = max(2, round(_OFTEN * len(pages)))
    return frozenset(key for key, count in seen.items() if count >= most)


def _edges(page: Page, most: int = _EDGE) -> list[str]:
    lines = [line.strip() for line in page.text.splitlines() if line.strip()]
    return lines if len(lines) <= 2 * most else [*lines[:most], *lines[-most:]]


def _count(page: Page) -> int:
    return sum(1 for line in page.text.splitlines() if line.strip())


def _key(line: str) -> str:
    return _NUMBER.sub("#", " ".join(line.casefold().split()))


def _lines(pages: Sequence[Page]) -> Iterable[tuple[str, int]]:
    """Each line with its page; an empty one where a paragraph ends for certain."""
    heads = running_heads(pages)
    for page in pages:
        edges = {e for e in _edges(page) if _key(e) in heads or _PAGE.fullmatch(e)}
        kept = [line.strip() for line in page.text.splitlines() if line.strip() not in edges]
        while kept and not kept[0]:
            kept.pop(0)
        while kept and not kept[-1]:
            kept.pop()
        yield from ((line, page.number) for line in kept)


def _joined(lines: Iterable[tuple[str, int]]) -> list[list[tuple[str, int]]]:
    """Paragraphs of words with their pages, hyphenation at line ends undone."""
    paragraphs: list[list[tuple[str, int]]] = [[]]
    lines = tuple(lines)
    known = {word.strip(".,;:()").casefold() for line, _ in lines for word in line.split()}
    for line, page in lines:
        words = line.split()
        if not words:
            paragraphs.append([])
            continue
        here = paragraphs[-1]
        if here and (broken := _BROKEN.search(here[-1][0])) and words[0][0].islower():
            head, began = here.pop()
            here.append((_rejoined(head, broken.end("head"), words.pop(0), known), began))
        here += [(word, page) for word in words]
    return [paragraph for paragraph in paragraphs if paragraph]


def _rejoined(head: str, cut: int, tail: str, known: set[str]) -> str:
    """A word that was broken; with its hyphen if it stands so elsewhere in the text."""
    kept = f"{head[:cut]}-{tail}"
    return kept if kept.strip(".,;:()").casefold() in known else head[:cut] + tail


def _cut(paragraphs: Iterable[list[tuple[str, int]]]) -> Iterable[Passage]:
    for words in paragraphs:
        text, starts, at = " ".join(word for word, _ in words), [], 0
        for word, _ in words:
            starts.append(at)
            at += len(word) + 1
        place = 0
        for begin, end in _stretches(text):
            while place + 1 < len(starts) and starts[place + 1] <= begin:
                place += 1
            last = place
            while last + 1 < len(starts) and starts[last + 1] < end:
                last += 1
            yield Passage(text[begin:end], words[place][1], words[last][1])
            place = last


def _stretches(text: str) -> Iterable[tuple[int, int]]:
    begin = 0
    for border in _END.finditer(text):
        before = text[begin : border.start()].rstrip("\"”’')]")
        if _NO_END.search(before) or _ONLY_CLAUSE.match(before):
            continue
        yield begin, border.end() - len(border[0]) + len(border[0].rstrip())
        begin = border.end()
    if begin < len(text):
        yield begin, len(text)
