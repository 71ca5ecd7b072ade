"""The text of a text file, whatever its encoding; a form feed begins a new page."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import Any

from forcereview.adapters.store.contents import open_content

_MOST = 64 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """``pages``: one, unless form feeds cut the text.

    Raises:
        ValueError: it is too large, or no text.
    """
    text, encoding = decoded(content)
    parts = text.split("\f")
    return {
        "unit": "whole" if len(parts) == 1 else "page",
        "pages": [
            {"number": number, "text": part, "from": "text" if part.strip() else "none"}
            for number, part in enumerate(parts, start=1)
        ],
        "read_by": f"read as {encoding}",
    }


def decoded(content: Mapping[str, str], named: str = "") -> tuple[str, str]:
    """The file's text with plain line ends, and the encoding it was read as: that of its byte order
    mark, else the one ``named``, else UTF-8, else Windows-1252.

    Raises:
        ValueError: it is too large, or no text.
    """
    with open_content(content) as stream:
        raw = stream.read(_MOST + 1)
    if len(raw) > _MOST:
        raise ValueError(f"the text is longer than {_MOST >> 20} MB")
    marked = [encoding for mark, encoding in _MARKS if raw.startswith(mark)]
    for encoding in (*marked, named, "utf-8"):
        try:
            text = raw.decode(encoding) if encoding else None
        except (UnicodeDecodeError, LookupError):
            continue
        if text is not None and "\0" not in text:
            return plain(text), encoding
    if b"\0" in raw:
        raise ValueError("it is no text")
    return plain(raw.decode("cp1252", "replace")), "Windows-1252, as it is no UTF-8"


def plain(text: str) -> str:
    """The text with plain line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
