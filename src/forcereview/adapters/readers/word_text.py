"""The text of a word processor's document (DOCX, ECMA-376): paragraphs, tables, notes.

A DOCX is a ZIP of XML. It is read with limits on its unpacked size; a document type declaration,
which DOCX never has, is refused, so that no entity is ever expanded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile, ZipFile

from forcereview.adapters.store.contents import open_content

_MOST = 64 << 20
_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: as they are in strict documents (ISO/IEC 29500)
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """``pages``: the one page, a line for each paragraph. Where pages break only printing tells.

    Deleted text that the document still tracks is left out; inserted text is read.

    Raises:
        ValueError: it is no such document, or too large.
    """
    with open_content(content) as stream:
        try:
            archive = ZipFile(stream)
            names = [name for name in _PARTS if name in archive.NameToInfo]
            if "word/document.xml" not in names:
                raise ValueError("it holds no document (word/document.xml)")
            lines = [line for name in names for line in _lines(_unpacked(archive, name))]
        except (BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
            raise ValueError(f"it is no document that can be read ({error})") from None
    text = "\n".join(lines).strip("\n")
    return {
        "unit": "whole",
        "pages": [{"number": 1, "text": text, "from": "text" if text.strip() else "none"}],
        "read_by": "paragraphs of DOCX",
    }


def _unpacked(archive: ZipFile, name: str) -> Element:
    with archive.open(name) as part:
        raw = part.read(_MOST + 1)
    if len(raw) > _MOST:
        raise ValueError(f"{name} holds more than {_MOST >> 20} MB")
    return _parsed(raw, name)


def _parsed(raw: bytes, name: str) -> Element:
    if any("<!DOCTYPE".encode(encoding) in raw for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
        raise ValueError(f"{name} declares a document type, which it may not")
    try:
        return fromstring(raw)
    except ParseError as error:
        raise ValueError(f"{name} is no XML ({error})") from None


def _lines(root: Element) -> Iterator[str]:
    for paragraph in root.iter():
        if _local(paragraph) == "p":
            line = "".join(_signs(paragraph))
            if line.strip():
                yield line


def _signs(paragraph: Element) -> Iterator[str]:
    for child in paragraph:
        kind = _local(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _SIGNS:
            yield _SIGNS[kind]
        elif kind not in ("del", "moveFrom", "p", "txbxContent", "instrText", "pPr", "rPr", "tbl"):
            yield from _signs(child)


def _local(element: Element) -> str:
    for space in (_W, _STRICT):
        if element.tag.startswith(space):
            return element.tag[len(space) :]
    return ""
