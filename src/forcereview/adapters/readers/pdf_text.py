"""The text layer of a PDF, page by page, by PDFium; with the place of each sign if asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forcereview.adapters.store.contents import open_content

#: signs that PDFium gives for a hyphen at the end of a line, or for nothing
_PLAIN = {0x02: "-", 0xFFFE: "-", 0x00: "", 0x0D: "", 0xFEFF: ""}
_MOST_PAGES = 50_000


def read(
    content: Mapping[str, str], first: int = 1, last: int = 0, boxes: bool = False
) -> dict[str, Any]:
    """``count`` of all pages, and ``pages`` from ``first`` to ``last`` (0: the last one).

    With ``boxes`` a page has ``width`` and ``height`` in points (1/72 inch) and ``boxes``: for each
    sign of its text ``[left, bottom, right, top]`` in points from the page's lower left corner, or
    null where a sign has no place (white space).

    Raises:
        ValueError: it is no PDF that can be read, or it is locked with a password.
    """
    import pypdfium2
    from pypdfium2 import PdfDocument, PdfiumError

    with open_content(content) as stream:
        try:
            document = PdfDocument(stream)
        except PdfiumError as error:
            raise ValueError(_why(str(error))) from None
        count = len(document)
        if count > _MOST_PAGES:
            raise ValueError(f"it says it has {count:,} pages; at most {_MOST_PAGES:,} are read")
        pages = [
            _page(document, number, boxes)
            for number in range(max(1, first), min(last or count, count) + 1)
        ]
        return {
            "unit": "page",
            "count": count,
            "pages": pages,
            "read_by": f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO.version}",
        }


def _page(document: Any, number: int, boxes: bool) -> dict[str, Any]:
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
        layer = page.get_textpage()
        signs = _signs(layer)
    except PdfiumError:
        return {"number": number, "text": "", "from": "none"}
    text = "".join(sign for _, sign in signs)
    found: dict[str, Any] = {
        "number": number,
        "text": text,
        "from": "text layer" if text.strip() else "none",
    }
    if boxes:
        width, height = page.get_size()
        found |= {"width": width, "height": height, "boxes": [_box(layer, *one) for one in signs]}
    page.close()
    return found


def _signs(layer: Any) -> list[tuple[int, str]]:
    """Each sign with its number on the page; two halves of a sign beyond U+FFFF are one."""
    from pypdfium2 import raw

    signs: list[tuple[int, str]] = []
    high = 0
    for number in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, number)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        sign = _PLAIN.get(code, chr(code) if code < 0x110000 else "\ufffd")
        if sign:
            signs.append((number, sign))
    return signs


def _box(layer: Any, number: int, sign: str) -> list[float] | None:
    if sign.isspace():
        return None
    left, bottom, right, top = layer.get_charbox(number, loose=True)
    return [round(left, 2), round(bottom, 2), round(right, 2), round(top, 2)]


def _why(said: str) -> str:
    if "password" in said.lower():
        return "the PDF is locked with a password"
    return "it is no PDF that can be read; it may be damaged or cut off"
