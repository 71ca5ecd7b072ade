"""The frame of a recording that is shown at a time, upright, as a PNG."""

from __future__ import annotations

import os
from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forcereview.adapters.readers.drawing import (
    picture_size,
    save_png,
    saved_by,
    turned,
    with_boxes,
)
from forcereview.adapters.readers.recordings import frame_at, frame_number, made_by
from forcereview.evidence.regions import read_region

if TYPE_CHECKING:
    from PIL.Image import Image

    from forcereview.adapters.readers.recordings import Shown

LOADS = ("av", "PIL.Image", "numpy")
FILE = "still.png"


def read(
    content: Mapping[str, str],
    folder: str,
    at_s: float | None = None,
    frame: int | None = None,
    region: str = "",
) -> dict[str, Any]:
    """Write the frame at a time, or with a number, as ``still.png``; pixels are left as they are.

    With ``region`` a frame is drawn about that part. ``time_stamp`` is the frame's own, in units of
    ``time_base`` seconds; ``since_s`` and ``until_s`` say from when to when it is shown.

    Raises:
        ValueError: there is no such frame, or the recording can't be read.
        BadInput: the region can't be read, or lies outside.
    """
    if frame is not None:
        shown = frame_number(content, frame)
    else:
        shown = frame_at(content, Fraction(str(at_s or 0)))
    picture = upright(shown)
    whole = picture_size(picture)
    if region:
        part = read_region(region).fractions(picture.width, picture.height)
        picture = with_boxes(picture, [part])
    save_png(picture, os.path.join(folder, FILE))
    return {
        "file": FILE,
        **whole,
        **told(shown),
        "made_by": f"{made_by()}, {saved_by()}",
    }


def upright(shown: Shown) -> Image:
    """The frame as a picture, turned as the recording says that it is to be shown."""
    from av.video.reformatter import Interpolation as How

    exactly = (
        How.BICUBIC | How.FULL_CHR_H_INT | How.FULL_CHR_H_INP | How.ACCURATE_RND | How.BITEXACT
    )
    frame: Any = shown.frame.reformat(format="rgb24", interpolation=exactly)
    return turned(frame.to_image(), shown.frame.rotation)


def told(shown: Shown) -> dict[str, Any]:
    """What is to be said of a frame beside its picture."""
    frame = shown.frame
    said: dict[str, Any] = {
        "time_stamp": frame.pts,
        "time_base": str(frame.time_base),
        "since_s": round(float(shown.since), 6),
        "until_s": round(float(shown.until), 6),
        "turned": frame.rotation % 360,
    }
    if shown.number is not None:
        said["frame"] = shown.number
    return said
