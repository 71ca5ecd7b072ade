"""What kind of thing an item is to look at, and whether a place is one that such a thing has."""

from __future__ import annotations

from typing import Literal

from forcereview.errors import BadInput, Problem, Refused
from forcereview.evidence import Item, Locus
from forcereview.workspace.evidence.reading_text import reader_for

Kind = Literal["recording", "PDF", "picture", "table", "text"]
_RECORDINGS = ("video/", "audio/", "application/ogg", "application/mxf")
_HAS: dict[Kind, tuple[str, ...]] = {
    "recording": ("a time", "a region"),
    "PDF": ("a page", "a quotation", "a region"),
    "picture": ("a region", "a quotation"),
    "table": ("a row or column",),
    "text": ("a quotation",),
}


def kind_of(item: Item) -> Kind:
    """What an item is to look at.

    Raises:
        Refused: nothing of it can be shown here.
    """
    if is_recording(item):
        return "recording"
    if item.type == "application/pdf":
        return "PDF"
    if item.type.startswith("image/"):
        return "picture"
    reader = reader_for(item)
    if reader:
        return "table" if reader == "table_text" else "text"
    raise Refused(
        Problem(
            f"{item.id} is {item.type}, of which nothing can be shown here",
            f"forcereview evidence copy {item.id} FILE, and open it with a program for it",
        )
    )


def is_recording(item: Item) -> bool:
    """Whether an item has times."""
    return item.type.startswith(_RECORDINGS)


def check_fitting(item: Item, locus: Locus) -> None:
    """That a place is one that the item has.

    Raises:
        BadInput: it isn't.
        Refused: nothing of the item can be shown here.
    """
    kind = kind_of(item)
    for what in _named(locus):
        if what not in _HAS[kind]:
            raise BadInput(
                Problem(
                    f"the locator names {what}, but {item.id} is a {kind} ({item.type})",
                    f"a {kind} has {', '.join(_HAS[kind])}",
                )
            )


def _named(locus: Locus) -> list[str]:
    named = {
        "a page": locus.page is not None,
        "a quotation": bool(locus.quotation),
        "a time": locus.start_s is not None or locus.end_s is not None,
        "a region": bool(locus.region),
        "a row or column": locus.row is not None or bool(locus.column),
    }
    return [what for what, there in named.items() if there]
