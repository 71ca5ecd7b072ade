"""Where the signs of a quotation lie on the picture of their page, to be marked there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from forcereview.evidence import Item, Locus
from forcereview.evidence.quotations import Piece, Search, find_quotation
from forcereview.evidence.texts import ItemText, Page
from forcereview.workspace.evidence.reading_text import reader_for, text_of
from forcereview.workspace.ports import Limits, Ports

_READING = Limits(seconds=300.0, memory=3 << 30)
_LANGUAGE = re.compile(r"language (\S+)")

Box = list[float]


@dataclass(frozen=True)
class Marks:
    """Stretches to mark on one page: ``points`` as the text layer of a PDF gives them (left,
    bottom, right, top), or ``fractions`` of the picture (left, top, right, bottom)."""

    page: int
    search: Search
    points: tuple[tuple[float, ...], ...] = ()
    fractions: tuple[tuple[float, ...], ...] = ()


def marks_of(ports: Ports, item: Item, locus: Locus) -> Marks:
    """Where the quotation of a place stands on its page. Nothing is marked where it isn't found.

    Raises:
        Refused: the item's text can't be read.
        Unreadable: the place of its signs can't be read.
    """
    text = text_of(ports, item)
    search = _search(text.pages, locus)
    if search.place is None:
        return Marks(locus.page or 1, search)
    number = search.place.page
    page = text.page(number)
    if page is None or page.origin != "ocr":
        return _in_text_layer(ports, item, search, number)
    return _in_picture(ports, item, text, locus, number)


def _search(pages: Sequence[Page], locus: Locus) -> Search:
    return find_quotation(
        pages,
        locus.quotation,
        locus.prefix,
        locus.suffix,
        page=locus.page,
        last_page=locus.last_page,
    )


def _in_text_layer(ports: Ports, item: Item, search: Search, number: int) -> Marks:
    arguments = {
        "content": ports.blobs.handle(item.sha256),
        "first": number,
        "last": number,
        "boxes": True,
    }
    told = ports.readers.run("pdf_text", arguments, _READING)["pages"][0]
    boxes: list[Box | None] = told.get("boxes", [])
    signs = [box for piece in _pieces(search, number) for box in boxes[piece.start : piece.end]]
    return Marks(number, search, points=tuple(_lines(filter(None, signs))))


def _in_picture(ports: Ports, item: Item, text: ItemText, locus: Locus, number: int) -> Marks:
    """As recognised anew, since only then the place of each word is told."""
    language = _LANGUAGE.search(text.read_by)
    arguments = {
        "content": ports.blobs.handle(item.sha256),
        "page": number if reader_for(item) == "pdf_text" else 0,
        "language": language[1].rstrip(";") if language else "eng",
    }
    told = ports.readers.run("ocr_text", arguments, _READING)["pages"][0]
    page = Page(number, told["text"], "ocr")
    search = _search([page], locus)
    words: list[dict[str, Any]] = told.get("words", [])
    boxes = [
        tuple(word["box"])
        for piece in _pieces(search, number)
        for word in words
        if word["start"] < piece.end and word["end"] > piece.start
    ]
    return Marks(number, search, fractions=tuple(boxes))


def _pieces(search: Search, number: int) -> list[Piece]:
    """The stretches on a page of all places that are equally good."""
    places = [search.place, *search.others]
    return [piece for place in places if place for piece in place.pieces if piece.page == number]


def _lines(boxes: Iterable[Box]) -> Iterable[tuple[float, ...]]:
    """Boxes of signs that follow each other on a line, as one."""
    line: Box | None = None
    for box in boxes:
        if line is not None and _follows(line, box):
            line = [*map(min, line[:2], box[:2]), *map(max, line[2:], box[2:])]
            continue
        if line is not None:
            yield tuple(line)
        line = list(box)
    if line is not None:
        yield tuple(line)


def _follows(line: Box, box: Box) -> bool:
    height = max(line[3] - line[1], box[3] - box[1])
    common = min(line[3], box[3]) - max(line[1], box[1])
    return common > height / 2 and -height < box[0] - line[2] < 2 * height
