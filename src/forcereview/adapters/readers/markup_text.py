"""The text of an HTML page as a reader of it sees it: no scripts, no styles, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from forcereview.adapters.readers.plain_text import decoded
from forcereview.adapters.store.contents import open_content

_UNREAD = frozenset({"script", "style", "template", "noscript", "head", "svg", "math", "iframe"})
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br caption dd details div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p "
        "pre section summary table tbody tfoot thead title tr ul",
    )
)
_NAMED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """``pages``: the one page, a line for each block, its title first.

    Raises:
        ValueError: it is too large, or no text.
    """
    with open_content(content) as stream:
        named = _NAMED.search(stream.read(4096))
    source, encoding = decoded(content, named[1].decode("ascii", "replace") if named else "")
    reading = _Reading()
    reading.feed(source)
    reading.close()
    text = reading.text()
    return {
        "unit": "whole",
        "pages": [{"number": 1, "text": text, "from": "text" if text else "none"}],
        "read_by": f"read as {encoding}, its visible text",
    }


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNREAD:
            self._unread.append(tag)
        elif tag == "title" or (tag == "body" and self._unread == ["head"]):
            self._unread.clear()
        if tag in _BLOCKS:
            self._pieces.append("\n")
        elif tag in ("td", "th"):
            self._pieces.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unread:
            del self._unread[self._unread.index(tag) :]
        if tag in _BLOCKS:
            self._pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._pieces.append(data.replace("\n", " "))

    def text(self) -> str:
        lines = (" ".join(line.split()) for line in "".join(self._pieces).split("\n"))
        return "\n".join(line for line in lines if line)
