"""Write SVG: elements with every text escaped, and words broken into lines that fit.

Colours are given twice: as an attribute for print, and as a class that the page's style sheet
colours for light and dark.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape

from forcereview.publish.readable import readable

#: class -> colour where no style sheet reaches (print)
INK = {
    "ink": "#1d1d1b",
    "faint": "#5c5a55",
    "rule": "#d8d5cd",
    "accent": "#1f4e79",
    "resist": "#8a4b08",
}
#: mean width of a character, as a share of the font size
_CHARACTER = 0.56


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """One element. Names of attributes with ``_`` get ``-``; a trailing ``_`` is dropped."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return str(escape(readable(value)))
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(
    words: str,
    x: float,
    y: float,
    ink: str = "ink",
    *,
    size: float = 12,
    anchor: str = "start",
    weight: str = "normal",
) -> str:
    """A line of words, its baseline at ``y``."""
    return element(
        "text",
        str(escape(readable(words))),
        x=x,
        y=y,
        class_=f"c-{ink}",
        fill=INK[ink],
        font_size=size,
        text_anchor=anchor,
        font_weight=weight,
    )


def line(x1: float, y1: float, x2: float, y2: float, ink: str = "rule", width: float = 1) -> str:
    """A straight line."""
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"s-{ink}", stroke=INK[ink], stroke_width=width
    )


def picture(
    name: str, title: str, description: str, width: float, height: float, parts: Iterable[str]
) -> str:
    """The whole picture, with a title and description that screen readers speak.

    ``name`` must be unique on the page.
    """
    heading = element("title", str(escape(readable(title))), id=f"{name}-title")
    told = element("desc", str(escape(readable(description))) or "–", id=f"{name}-desc")
    return element(
        "svg",
        heading + told + "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        class_="chart",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
    )


def broken(words: str, width: float, size: float = 12, most: int = 3) -> list[str]:
    """``words`` in lines no wider than ``width``, at most ``most``; what doesn't fit ends in …"""
    room = max(4, int(width / (size * _CHARACTER)))
    lines = [""]
    for word in readable(words).split():
        for piece in (word[i : i + room] for i in range(0, len(word), room)):
            if not lines[-1]:
                lines[-1] = piece
            elif len(lines[-1]) + 1 + len(piece) <= room:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: room - 1].rstrip() + "…"]
    return lines
