"""Write Markdown in which no word of a case or a standard is read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from forcereview.publish.readable import readable
from forcereview.publish.views.marks import Mark

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_AT_START = re.compile(r"^(\s*)([-+]|\d+[.)]|=+)(?=\s|$)")


def plain(text: str) -> str:
    """``text`` on one line, so that none of it is read as Markdown or markup."""
    line = _SPECIAL.sub(r"\\\1", " ".join(readable(text).split()))
    return _AT_START.sub(r"\1\\\2", line)


def marked(mark: Mark) -> str:
    """Sign and word."""
    return f"{mark.sign} {mark.word}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown already."""
    lines = [f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows)]
    return "\n".join(lines)


def listed(items: Iterable[str]) -> str:
    """A bulleted list; items are Markdown already."""
    return "\n".join(f"- {item}" for item in items)
