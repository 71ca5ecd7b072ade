"""The text of an item as it could be read: page by page, each saying where its words come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

#: ``text layer``: the file holds the text beside the picture of a page; ``ocr``: words recognised
#: in the picture, which may be wrong; ``text``: the file is text; ``none``: no words could be read
Origin = Literal["text layer", "ocr", "text", "none"]
#: what a page is: a page, a row of a table (counted below its heading), or the whole of a text
Unit = Literal["page", "row", "whole"]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``confidence`` is the mean that OCR gives its words, 0 to 1; None where no OCR was
    made. ``label`` names a part that has a name instead of a number (a provision, a statement)."""

    number: int
    text: str
    origin: Origin = "text"
    confidence: float | None = None
    label: str = ""

    def as_json(self) -> dict[str, Any]:
        """As readers, caches and ``--json`` write it."""
        data: dict[str, Any] = {"number": self.number, "text": self.text, "from": self.origin}
        if self.confidence is not None:
            data["confidence"] = self.confidence
        if self.label:
            data["label"] = self.label
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Page:
        """A page as a reader gives it."""
        return cls(
            data["number"],
            data["text"],
            data.get("from", "text"),
            data.get("confidence"),
            data.get("label", ""),
        )


@dataclass(frozen=True, slots=True)
class ItemText:
    """All that could be read of an item. ``read_by`` names the readers and their versions;
    ``notes`` say what could not be read, and why."""

    unit: Unit
    pages: tuple[Page, ...]
    read_by: str = ""
    notes: tuple[str, ...] = ()

    def page(self, number: int) -> Page | None:
        """The page of this number."""
        return next((page for page in self.pages if page.number == number), None)

    @property
    def wordless(self) -> tuple[int, ...]:
        """The pages on which no word could be read."""
        return tuple(page.number for page in self.pages if page.origin == "none")

    @property
    def recognised(self) -> tuple[int, ...]:
        """The pages whose words come from OCR."""
        return tuple(page.number for page in self.pages if page.origin == "ocr")

    def as_json(self) -> dict[str, Any]:
        """As readers, caches and ``--json`` write it."""
        return {
            "unit": self.unit,
            "read_by": self.read_by,
            "notes": list(self.notes),
            "pages": [page.as_json() for page in self.pages],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ItemText:
        """A text as a reader gives it."""
        return cls(
            data["unit"],
            tuple(Page.from_json(page) for page in data["pages"]),
            data.get("read_by", ""),
            tuple(data.get("notes", ())),
        )


def said_of(page: Page) -> str:
    """Where a page's words come from, to stand beside them; "" where the file itself holds them."""
    if page.origin == "none":
        return "no text could be read here"
    if page.origin != "ocr":
        return ""
    sure = "" if page.confidence is None else f", {page.confidence:.0%} sure of its words"
    return f"recognised by OCR{sure}; compare it with the page"
