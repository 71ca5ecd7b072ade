"""Search the words of all evidence, of the cases with their statements, and of the standards.

Nothing needs to be prepared: what isn't in the index of texts yet is read when a search comes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forcereview.errors import BadInput, Problem, Refused, did_you_mean
from forcereview.evidence import Item, Locus, item_id
from forcereview.evidence.fragments import locator_text
from forcereview.evidence.search_query import Query, read_query
from forcereview.evidence.snippets import Snippet, snippet
from forcereview.evidence.text_of_records import text_of_case, text_of_standard
from forcereview.evidence.texts import ItemText, said_of
from forcereview.standards import Library, standards_library
from forcereview.workspace.evidence.items import items
from forcereview.workspace.evidence.reading_text import (
    has_gaps,
    is_read,
    name_of,
    reader_for,
    text_of,
)
from forcereview.workspace.ports import Hit, Ports

_EVIDENCE, _CASE, _STANDARD = "evidence", "case", "standard"
#: the name under which the index notes up to which entry it has seen the journal
_SEEN = "journal/seen"


@dataclass(frozen=True, slots=True)
class Found:
    """A page on which all that was asked for stands.

    ``kind`` is evidence, case or standard, ``id`` that of the item, case or standard. ``place``
    says where in words (``page 3``), ``locator`` so that a case file or a command can take it.
    ``origin`` says so where words were recognised by OCR and may be wrong.
    """

    kind: str
    id: str
    title: str
    place: str
    locator: str
    snippet: Snippet
    origin: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """What was found, of how many pages; ``unread`` says in what no words could be looked for."""

    found: tuple[Found, ...]
    pages: int
    unread: tuple[str, ...] = ()


def search(
    ports: Ports,
    asked: str,
    *,
    case: str = "",
    most: int = 20,
    images: bool = False,
    language: str = "",
    library: Library | None = None,
) -> Results:
    """Search for words, "phrases", beginnings* and without -words; at most ``most`` of each kind.

    With ``case``, only in that case, its evidence and statements. With ``images``, words are
    recognised in images too, once, which takes about a second each.

    Raises:
        BadInput: nothing is asked for, or there is no such case.
    """
    query = read_query(asked)
    within = _names_of(ports, case) if case else None
    unread = _read_all(ports, library or standards_library(), images, language)
    found: list[Found] = []
    pages = 0
    names = ports.index.versions()
    for kind in (_EVIDENCE, _CASE, _STANDARD):
        chosen = [n for n in names if n.startswith(f"{kind}/") and (within is None or n in within)]
        if chosen:
            count, hits = ports.index.find(query, most, chosen)
            pages += count
            found += _in_words(ports, kind, hits, query, library or standards_library())
    return Results(tuple(found), pages, unread)


def _names_of(ports: Ports, case: str) -> frozenset[str]:
    held = ports.journal.document(f"{_CASE}/{case}")
    if held is None:
        known = [name.partition("/")[2] for name in ports.journal.names(_CASE)]
        hint = did_you_mean(case, known) or "forcereview case list shows them"
        raise BadInput(Problem(f"the workspace holds no case '{case}'", hint))
    sources = held.value["file"].get("sources", {}).values()
    named = {source["sha256"] for source in sources if source.get("sha256")}
    named |= {item.sha256 for item in items(ports, case)}
    return frozenset({f"{_CASE}/{case}", *(name_of(sha256) for sha256 in named)})


def _read_all(ports: Ports, library: Library, images: bool, language: str) -> tuple[str, ...]:
    """Bring the index up to date; what could not be read. Stopped, it goes on the next time."""
    seen = f"{ports.journal.head().sequence} {library.digest[:16]} {images} {language}"
    versions = ports.index.versions()
    if versions.get(_SEEN) == seen:
        kept = ports.index.text(_SEEN)
        return kept.notes if kept else ()
    _read_records(ports, library, versions)
    failed, unread = _read_items(ports, versions, images, language)
    if not failed:
        ports.index.keep(_SEEN, seen, ItemText("whole", (), notes=unread))
    return unread


def _read_records(ports: Ports, library: Library, versions: dict[str, str]) -> None:
    known = set()
    for held in ports.journal.documents(_CASE):
        known.add(held.of)
        if versions.get(held.of) != str(held.sequence):
            ports.index.keep(held.of, str(held.sequence), text_of_case(held.value["file"]))
    for standard in library:
        name = f"{_STANDARD}/{standard.id}"
        known.add(name)
        if versions.get(name) != standard.sha256:
            ports.index.keep(name, standard.sha256, text_of_standard(standard))
    gone = [n for n in versions if n.startswith((f"{_CASE}/", f"{_STANDARD}/")) and n not in known]
    if gone:
        ports.index.forget(gone)


def _read_items(
    ports: Ports, versions: dict[str, str], images: bool, language: str
) -> tuple[bool, tuple[str, ...]]:
    """Read what isn't read yet; whether something must be tried again, and what is missing."""
    all_items = [*items(ports)]
    held = {name_of(item.sha256) for item in all_items if item.state == "held"}
    gone = [n for n in versions if n.startswith(f"{_EVIDENCE}/") and n not in held]
    if gone:
        ports.index.forget(gone)
    waiting = [
        item
        for item in all_items
        if item.state == "held"
        and reader_for(item)
        and (images or reader_for(item) != "ocr_text")
        and not is_read(versions.get(name_of(item.sha256), ""))
    ]
    ports.progress.begin("reading texts", len(waiting), "items")
    failed: dict[str, str] = {}
    for item in waiting:
        try:
            text_of(ports, item, language=language)
        except Refused as refusal:
            failed[item.id] = refusal.problems[0].what
        ports.progress.advance()
    ports.progress.end()
    return bool(failed), tuple(_unread(ports, all_items, failed))


def _unread(ports: Ports, all_items: list[Item], failed: dict[str, str]) -> Iterator[str]:
    """In what no words could be looked for, a line each; recordings hold none and go unsaid."""
    versions = ports.index.versions()
    pictures = 0
    for item in all_items:
        version = versions.get(name_of(item.sha256), "")
        if item.state != "held":
            yield f"{item.id} is {item.state}; its text isn't searched"
        elif has_gaps(version):
            text = ports.index.text(name_of(item.sha256))
            yield from _gaps(item, text) if text else ()
        elif item.id in failed:
            yield f"{item.id}: {failed[item.id]}"
        elif not is_read(version) and reader_for(item) == "ocr_text":
            pictures += 1
    if pictures:
        are = "1 image was" if pictures == 1 else f"{pictures} images were"
        yield f"{are} not looked into; --images recognises the words in them, once"


def _gaps(item: Item, text: ItemText) -> Iterator[str]:
    if not text.pages:
        why = text.notes[0] if text.notes else "it is empty"
        yield f"{item.id} has no text that could be read: {why}"
    elif text.unit == "page" and text.wordless:
        count = len(text.wordless)
        pages = f"page {text.wordless[0]} has" if count == 1 else f"{count} pages have"
        why = f" ({'; '.join(text.notes)})" if text.notes else ""
        yield f"{item.id}: {pages} no words that could be read{why}"


def _in_words(
    ports: Ports, kind: str, hits: list[Hit], query: Query, library: Library
) -> Iterator[Found]:
    for hit in hits:
        name = hit.name.partition("/")[2]
        if kind == _EVIDENCE:
            yield from _of_item(ports, name, hit, query)
        else:
            title = _title_of_case(ports, name) if kind == _CASE else _title_of(library, name)
            where = "" if kind == _CASE else hit.page.label
            yield Found(kind, name, title, hit.page.label, where, snippet(hit.page.text, query))


def _of_item(ports: Ports, sha256: str, hit: Hit, query: Query) -> Iterator[Found]:
    held = ports.journal.document(f"{_EVIDENCE}/{item_id(sha256)}")
    if held is None:
        return
    item = Item.model_validate(held.value)
    cut = snippet(hit.page.text, query)
    yield Found(
        _EVIDENCE,
        item.id,
        item.title or item.name,
        _place(hit),
        locator_text(item.id, _locus(hit, cut.quotation)),
        cut,
        said_of(hit.page),
        hit.page.number,
    )


def _place(hit: Hit) -> str:
    return "" if hit.unit == "whole" else f"{hit.unit} {hit.page.number}"


def _locus(hit: Hit, quotation: str) -> Locus:
    if hit.unit == "row":
        return Locus(row=hit.page.number)
    if hit.unit == "page":
        return Locus(page=hit.page.number, quotation=quotation)
    return Locus(quotation=quotation)


def _title_of_case(ports: Ports, name: str) -> str:
    held = ports.journal.document(f"{_CASE}/{name}")
    value: Any = held.value if held else {}
    return str(value.get("file", {}).get("title", ""))


def _title_of(library: Library, name: str) -> str:
    return library.standards[name].file.title if name in library.standards else ""
