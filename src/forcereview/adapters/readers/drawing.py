"""Pictures as PNG with nothing of the moment in them, and marks on pictures to be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

_BOX, _BELOW = (214, 40, 40), (255, 255, 255)
_MARKER = (255, 226, 64)

Fractions = Sequence[float]


def save_png(picture: Image, path: str) -> None:
    """Write a picture; the same picture gives the same bytes with the same libraries."""
    picture.save(path, "PNG", compress_level=6, optimize=False)


def saved_by() -> str:
    """The libraries on whose versions a picture's bytes depend."""
    import PIL
    from PIL import features

    return f"pillow {PIL.__version__}, zlib {features.version('zlib')}"


def turned(picture: Image, degrees: int) -> Image:
    """A picture turned counterclockwise by a multiple of 90 degrees; by others it is left."""
    from PIL import Image

    ways = {
        90: Image.Transpose.ROTATE_90,
        180: Image.Transpose.ROTATE_180,
        270: Image.Transpose.ROTATE_270,
    }
    way = ways.get(degrees % 360)
    return picture.transpose(way) if way is not None else picture


def with_boxes(picture: Image, boxes: Iterable[Fractions]) -> Image:
    """A copy with frames drawn about parts of it (left, top, right, bottom as fractions)."""
    from PIL import ImageDraw

    marked = picture.convert("RGB")
    draw = ImageDraw.Draw(marked)
    width = max(2, round(max(marked.size) / 500))
    for box in boxes:
        left, top, right, bottom = in_pixels(box, marked.size)
        for grown, colour, thick in ((width + 1, _BELOW, 1), (width, _BOX, width)):
            edge = (left - grown, top - grown, right - 1 + grown, bottom - 1 + grown)
            draw.rectangle(edge, outline=colour, width=thick)
    return marked


def with_marker(picture: Image, stretches: Iterable[Fractions]) -> Image:
    """A copy with parts of it marked as with a yellow pen; dark signs stay dark."""
    from PIL import Image, ImageChops, ImageDraw

    marker = Image.new("RGB", picture.size, _BELOW)
    draw = ImageDraw.Draw(marker)
    for stretch in stretches:
        left, top, right, bottom = in_pixels(stretch, picture.size)
        draw.rectangle((left - 1, top - 1, right, bottom), fill=_MARKER)
    return ImageChops.multiply(picture.convert("RGB"), marker)


def in_pixels(part: Fractions, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """A part of a picture in whole pixels: every pixel that it touches."""
    left, top, right, bottom = part
    across, down = size
    return (
        max(0, floor(left * across + 1e-6)),
        max(0, floor(top * down + 1e-6)),
        min(across, ceil(right * across - 1e-6)),
        min(down, ceil(bottom * down - 1e-6)),
    )


def picture_size(picture: Image) -> dict[str, Any]:
    """Its size, as readers tell it."""
    return {"width": picture.width, "height": picture.height}
