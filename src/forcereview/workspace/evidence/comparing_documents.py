"""Compare two versions of a document that are held as evidence: what the later one changed."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.errors import Problem, Refused
from forcereview.evidence import Item
from forcereview.evidence.text_comparison import TextComparison, compare_texts
from forcereview.evidence.texts import ItemText
from forcereview.publish.text_comparison import ComparedDocument
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class ComparedItems:
    """Two documents, and every passage of both."""

    old: ComparedDocument
    new: ComparedDocument
    comparison: TextComparison


def compare_documents(ports: Ports, old: str, new: str, *, language: str = "") -> ComparedItems:
    """Compare the texts of two items, the earlier version first.

    Raises:
        BadInput: there is no such item.
        Refused: one of them has no text that could be read.
    """
    before, after = item_named(ports, old), item_named(ports, new)
    one = _text(ports, before, language)
    other = one if before.id == after.id else _text(ports, after, language)
    return ComparedItems(_named(before, one), _named(after, other), compare_texts(one, other))


def _text(ports: Ports, item: Item, language: str) -> ItemText:
    text = text_of(ports, item, language=language)
    if all(page.origin == "none" for page in text.pages):
        why = f" ({'; '.join(text.notes)})" if text.notes else ""
        raise Refused(
            Problem(
                f"no words of {item.id} could be read{why}",
                "where it is a scan, install tesseract and repeat: "
                f"forcereview evidence text {item.id} --again",
            )
        )
    return text


def _named(item: Item, text: ItemText) -> ComparedDocument:
    return ComparedDocument(
        item.id,
        item.title or item.name,
        item.sha256,
        text.unit,
        len(text.pages),
        text.recognised,
        text.wordless if text.unit == "page" else (),
    )
