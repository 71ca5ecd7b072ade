"""A picture upright as a PNG: whole, a part of it, brightened, or with a part marked; by Pillow."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.drawing import (
    in_pixels,
    picture_size,
    save_png,
    saved_by,
    with_boxes,
    with_marker,
)
from forcereview.adapters.store.contents import open_content
from forcereview.evidence.regions import read_region

if TYPE_CHECKING:
    from PIL.Image import Image

LOADS = ("PIL.Image",)
FILE = "picture.png"
_MOST_PIXELS = 400_000_000
#: forms of pixels that a PNG holds as they are
_KEPT = ("1", "L", "LA", "I;16", "P", "RGB", "RGBA")


def read(
    content: Mapping[str, str],
    folder: str,
    crop: str = "",
    brightness: float = 0.0,
    contrast: float = 1.0,
    gamma: float = 1.0,
    box: str = "",
    marked: list[list[float]] | None = None,
) -> dict[str, Any]:
    """Write ``picture.png``.

    ``crop`` is the region to keep. Each value of a pixel, 0 to 1, becomes ((value - 1/2) * contrast
    + 1/2 + brightness) ** (1 / gamma), kept between 0 and 1, in steps of 1/255. ``box`` is a region
    to draw a frame about, ``marked`` stretches to mark, as fractions (left, top, right, bottom).

    Raises:
        ValueError: it is no picture that can be read.
        BadInput: a region can't be read, or lies outside.
    """
    picture, notes = _upright(content)
    if crop:
        part = read_region(crop).fractions(picture.width, picture.height)
        picture = picture.crop(in_pixels(part, picture.size))
    if (brightness, contrast, gamma) != (0.0, 1.0, 1.0):
        picture = _adjusted(picture, brightness, contrast, gamma)
    if marked:
        picture = with_marker(picture, marked)
    if box:
        picture = with_boxes(picture, [read_region(box).fractions(picture.width, picture.height)])
    save_png(picture, os.path.join(folder, FILE))
    return {"file": FILE, **picture_size(picture), "notes": notes, "made_by": _made_by()}


def _upright(content: Mapping[str, str]) -> tuple[Image, list[str]]:
    """The picture as it is to be seen, and what of it was converted."""
    from PIL import Image, ImageFile, ImageOps

    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with open_content(content) as stream:
        try:
            opened = Image.open(stream)
            if opened.width * opened.height > _MOST_PIXELS:
                raise ValueError(f"it has more than {_MOST_PIXELS:,} pixels")
            opened.load()
        except (OSError, SyntaxError) as error:
            why = str(error).partition(" <")[0]
            raise ValueError(f"it can't be read as a picture ({why})") from None
    picture = ImageOps.exif_transpose(opened)
    if picture.mode in _KEPT:
        return picture, []
    return picture.convert("RGB"), [f"pixels in the form {picture.mode} were converted to RGB"]


def _adjusted(picture: Image, brightness: float, contrast: float, gamma: float) -> Image:
    plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    values = []
    for step in range(256):
        value = (step / 255 - 0.5) * contrast + 0.5 + brightness
        values.append(round(min(1.0, max(0.0, value)) ** (1 / gamma) * 255))
    return plain.point(values * len(plain.getbands()))


def _made_by() -> str:
    from PIL import features

    read_with = [f"libjpeg-turbo {features.version('libjpeg_turbo')}"]
    return ", ".join((saved_by(), *read_with))
