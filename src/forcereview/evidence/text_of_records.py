"""Cases and standards as pages of text, so that search finds in them as in evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forcereview.evidence.texts import ItemText, Page
from forcereview.standards import Standard
from forcereview.standards.library import held_words

#: what a part of a case is called, where the file's word is of many
_ONE = {
    "people": "person",
    "vehicles": "vehicle",
    "sources": "source",
    "events": "event",
    "applications": "application",
    "assertions": "assertion",
    "statements": "statement",
    "determinations": "determination",
}


def text_of_case(values: Mapping[str, Any]) -> ItemText:
    """A case's words, a page for each entry (``assertion a-12``), from its plain values."""
    parts: list[tuple[str, Any]] = []
    beside: dict[str, Any] = {}
    for name, value in values.items():
        if name in _ONE and isinstance(value, dict):
            parts += [(f"{_ONE[name]} {key}", entry) for key, entry in value.items()]
        elif name in _ONE and isinstance(value, list):
            parts += [(_named(_ONE[name], n, entry), entry) for n, entry in enumerate(value, 1)]
        elif name == "encounter":
            parts.append((name, value))
        elif name not in ("forcereview", "id"):
            beside[name] = value
    pages = [("the case", beside), *parts]
    return ItemText(
        "whole",
        tuple(
            Page(number, "\n".join(_texts(value)), label=label)
            for number, (label, value) in enumerate(pages, start=1)
        ),
    )


def text_of_standard(standard: Standard) -> ItemText:
    """A standard's words, a page for each provision and legal test (``D23-12``)."""
    file = standard.file
    pages = [Page(1, "\n".join((file.title, file.short, file.issuer, file.note)), label=file.short)]
    for rule in standard.rules:
        own = rule.provision
        words = [own.topic, own.says, own.citation, own.note, held_words(standard, rule)]
        pages.append(Page(len(pages) + 1, "\n".join(filter(None, words)), label=own.key))
    for test in standard.tests:
        elements = [element.element.says for element in test.elements]
        words = [test.test.title, test.test.says, test.test.citation, *elements]
        pages.append(Page(len(pages) + 1, "\n".join(filter(None, words)), label=test.test.key))
    return ItemText("whole", tuple(pages))


def _named(kind: str, number: int, entry: Any) -> str:
    own = entry.get("id") if isinstance(entry, dict) else None
    return f"{kind} {own or number}"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "id":
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
