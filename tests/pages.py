"""Read a page as a browser would: its elements, ids, links and words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageRead(HTMLParser):
    """What a page holds."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    _styling: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._styling = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._styling = self._styling and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self._styling:
            self.words.append(data)

    @property
    def text(self) -> str:
        """All words, spaces evened."""
        return " ".join("".join(self.words).split())

    @property
    def ids(self) -> Counter[str]:
        """How often each id occurs."""
        return Counter(attrs["id"] for _, attrs in self.elements if "id" in attrs)

    @property
    def links(self) -> set[str]:
        """Where links lead."""
        return {attrs["href"] for tag, attrs in self.elements if tag == "a" and "href" in attrs}

    def with_id(self, name: str) -> dict[str, str]:
        """The attributes of the element with this id."""
        return next(attrs for _, attrs in self.elements if attrs.get("id") == name)


def read_page(html: str) -> PageRead:
    page = PageRead()
    page.feed(html)
    page.close()
    return page


def part(html: str, first: str, last: str) -> str:
    """The text of the page from the element with id ``first`` up to that with id ``last``."""
    start = html.index(f'id="{first}"')
    return read_page("<p " + html[start : html.index(f'id="{last}"', start)]).text
