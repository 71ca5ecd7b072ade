"""Read the text of an item: the text layer of a PDF, OCR where there is none, text, tables, HTML.

What was read is kept in the index of texts (``cache/search.sqlite`` in the workspace's folder, or
the PostgreSQL database), never in the journal, and can be read again at any time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from forcereview.errors import Problem, Refused
from forcereview.evidence import Item
from forcereview.evidence.texts import ItemText, Page
from forcereview.workspace.ports import Limits, Ports, Unreadable

#: changes when what readers give would be another text
_FORM = "1"
_UNFINISHED = "unfinished"
_GAPS = "; with gaps"
#: pages recognised between two times that they are kept
_KEPT_EVERY = 20
_READERS = {
    "application/pdf": "pdf_text",
    "text/html": "markup_text",
    "application/xhtml+xml": "markup_text",
    "text/csv": "table_text",
    "application/csv": "table_text",
    "text/tab-separated-values": "table_text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word_text",
    "application/json": "plain_text",
    "application/xml": "plain_text",
    "application/yaml": "plain_text",
}
_BY_NAME = {".csv": "table_text", ".tsv": "table_text", ".htm": "markup_text"}
_PICTURES = frozenset({"image/svg+xml", "image/vnd.microsoft.icon"})
_READING = Limits(seconds=300.0, memory=3 << 30)
_RECOGNISING = Limits(seconds=240.0, memory=3 << 30)

#: when words are recognised in pictures: on pages without text, on every page, never
Ocr = Literal["where needed", "every page", "never"]


def name_of(sha256: str) -> str:
    """The name of an item's text in the index."""
    return f"evidence/{sha256}"


def reader_for(item: Item) -> str:
    """The reader of an item's text: ``ocr_text`` for images, "" for what holds none."""
    kind = item.type.partition(";")[0].strip().lower()
    if kind in _READERS:
        return _READERS[kind]
    if kind.startswith("image/") and kind not in _PICTURES:
        return "ocr_text"
    if not kind.startswith("text/"):
        return ""
    ending = item.name[item.name.rfind(".") :].lower()
    return _BY_NAME.get(ending, "plain_text")


def is_read(version: str) -> bool:
    """Whether a text of this version is finished: all that can be read was."""
    return version.startswith(f"{_FORM} ")


def has_gaps(version: str) -> bool:
    """Whether a text of this version lacks pages that could not be read, or all of them."""
    return version.endswith(_GAPS)


def text_of(
    ports: Ports, item: Item, *, language: str = "", ocr: Ocr = "where needed", again: bool = False
) -> ItemText:
    """The text of an item: from the index, else read now and kept there.

    ``language`` is that of the words in pictures, as tesseract names it (``eng``, ``eng+spa``; ""
    for what was read before, else ``eng``). Asking for ``every page``, for another language, or
    ``again`` reads anew. Stopped on the way, it goes on with the page after the last one kept.

    Raises:
        Refused: there is no text in an item of this kind, its content isn't held or sealed, or it
            can't be read.
    """
    name = name_of(item.sha256)
    version = f"{_FORM} {language or 'eng'}{'' if ocr == 'where needed' else f', {ocr}'}"
    held = ports.index.versions().get(name, "")
    same = held.removesuffix(_GAPS) == version or (
        not language and ocr == "where needed" and is_read(held)
    )
    text = ports.index.text(name) if held and not again else None
    if text is not None and same and text.pages:
        return text
    begun = text if text is not None and held == f"{_UNFINISHED} {version}" else None
    try:
        text = begun or _read(ports, item)
        if ocr != "never" and text.unit == "page":
            text = _recognised(ports, item, text, language or "eng", ocr, version)
    except Unreadable as failure:
        if "installed" in str(failure):
            raise Refused(Problem(f"the text of {item.id} can't be read: {failure}")) from None
        text = ItemText("whole", (), notes=(str(failure),))
    lacking = not text.pages or (text.unit == "page" and text.wordless)
    ports.index.keep(name, f"{version}{_GAPS if lacking else ''}", text)
    if not text.pages:
        why = text.notes[0] if text.notes else "it is empty"
        raise Refused(
            Problem(f"the text of {item.id} can't be read: {why}", "the item is kept as it is")
        )
    return text


def forget(ports: Ports, sha256: str) -> None:
    """Remove the text of a content from the index, so that none of its bytes stays there."""
    ports.index.forget([name_of(sha256)])


def _read(ports: Ports, item: Item) -> ItemText:
    reader = reader_for(item)
    if not reader:
        raise Unreadable(f"no text can be read from {item.type}")
    if reader == "ocr_text":
        return ItemText("page", (Page(1, "", "none"),))
    handle = ports.blobs.handle(item.sha256)
    return ItemText.from_json(ports.readers.run(reader, {"content": handle}, _READING))


def _recognised(
    ports: Ports, item: Item, text: ItemText, language: str, ocr: Ocr, version: str
) -> ItemText:
    """The text with the words of its pictures."""
    wanted = [
        page
        for page in text.pages
        if page.origin == "none" or (ocr == "every page" and page.origin == "text layer")
    ]
    if not wanted:
        return text
    pages = {page.number: page for page in text.pages}
    notes, read_by = list(text.notes), text.read_by

    def so_far() -> ItemText:
        return replace(text, pages=tuple(pages.values()), read_by=read_by, notes=tuple(notes))

    ports.progress.begin(f"recognising words in {item.id}", len(wanted), "pages")
    finished = False
    try:
        for count, page in enumerate(wanted, start=1):
            try:
                pages[page.number], by = _recognise(ports, item, page.number, language)
                read_by = "; ".join(dict.fromkeys(filter(None, (*read_by.split("; "), by))))
            except Unreadable as failure:
                if not _of_one_page(failure):
                    notes.append(f"no words were recognised in pictures: {failure}")
                    break
                notes.append(f"page {page.number}: {failure}")
            ports.progress.advance()
            if count % _KEPT_EVERY == 0:
                _keep_unfinished(ports, item, version, so_far())
        finished = True
    finally:
        ports.progress.end()
        if not finished:
            _keep_unfinished(ports, item, version, so_far())
    return so_far()


def _recognise(ports: Ports, item: Item, number: int, language: str) -> tuple[Page, str]:
    found = ports.readers.run(
        "ocr_text",
        {
            "content": ports.blobs.handle(item.sha256),
            "page": number if reader_for(item) == "pdf_text" else 0,
            "language": language,
        },
        _RECOGNISING,
    )
    page = Page.from_json(found["pages"][0])
    return page, found["read_by"]


def _of_one_page(failure: Unreadable) -> bool:
    """Whether other pages may still be read: not so, if what reads them isn't there."""
    return not any(word in str(failure) for word in ("installed", "language"))


def _keep_unfinished(ports: Ports, item: Item, version: str, text: ItemText) -> None:
    ports.index.keep(name_of(item.sha256), f"{_UNFINISHED} {version}", text)
