"""A page of a PDF as a picture, with stretches of it marked and a part of it framed; by PDFium."""

from __future__ import annotations

import os
from collections.abc import Mapping
from ctypes import byref, c_int
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.drawing import (
    picture_size,
    save_png,
    saved_by,
    with_boxes,
    with_marker,
)
from forcereview.adapters.store.contents import open_content
from forcereview.evidence.regions import read_region

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

LOADS = ("pypdfium2", "PIL.Image", "numpy")
FILE = "page.png"
_INCH = 72.0
_LONGEST_SIDE = 12_000
#: PDFium maps points to a grid of this many units across, so that rounding isn't seen
_GRID = 1_000_000


def read(
    content: Mapping[str, str],
    folder: str,
    page: int = 1,
    dots: int = 150,
    boxes: list[list[float]] | None = None,
    marked: list[list[float]] | None = None,
    box: str = "",
) -> dict[str, Any]:
    """Write the page as ``page.png``, at ``dots`` an inch.

    ``boxes`` are stretches to mark, in points (left, bottom, right, top) as the text layer gives
    them; ``marked`` are such stretches as fractions of the picture (left, top, right, bottom).
    ``box`` is a region to draw a frame about.

    Raises:
        ValueError: there is no such page, or it can't be read.
        BadInput: the region can't be read, or lies outside.
    """
    import pypdfium2
    from pypdfium2 import PdfDocument, PdfiumError

    with open_content(content) as stream:
        try:
            document = PdfDocument(stream)
            count = len(document)
            if not 1 <= page <= count:
                raise ValueError(f"there is no page {page}: it has {count}")
            chosen = document[page - 1]
            scale = min(dots / _INCH, _LONGEST_SIDE / max(*chosen.get_size(), 1.0))
            picture = chosen.render(scale=scale, may_draw_forms=True).to_pil()
            stretches = [_fractions(chosen, box) for box in boxes or ()]
        except PdfiumError as error:
            raise ValueError(f"it can't be read as a PDF ({error})") from None
    if stretches or marked:
        picture = with_marker(picture, [*stretches, *(marked or ())])
    if box:
        part = read_region(box).fractions(picture.width, picture.height)
        picture = with_boxes(picture, [part])
    save_png(picture.convert("RGB"), os.path.join(folder, FILE))
    return {
        "file": FILE,
        **picture_size(picture),
        "pages": count,
        "made_by": f"pypdfium2 {pypdfium2.version.PYPDFIUM_INFO.version}, "
        f"pdfium {pypdfium2.version.PDFIUM_INFO.version}, {saved_by()}",
    }


def _fractions(page: PdfPage, box: list[float]) -> list[float]:
    """A box in the points of a page as fractions of its picture, however the page is turned."""
    left, bottom, right, top = box
    one, other = _on_grid(page, left, bottom), _on_grid(page, right, top)
    across, down = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return [across[0], down[0], across[1], down[1]]


def _on_grid(page: PdfPage, x: float, y: float) -> tuple[float, float]:
    from pypdfium2 import raw

    column, row = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, byref(column), byref(row))
    return column.value / _GRID, row.value / _GRID
