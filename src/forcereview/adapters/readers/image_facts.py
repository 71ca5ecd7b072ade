"""What a picture says of itself: size, form, EXIF with device, clock and place; read by Pillow.

Only headers are read; the picture isn't decoded.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

from forcereview.adapters.readers.said_by_file import SaidByFile
from forcereview.adapters.store.contents import open_content

_MAKER_NOTES, _USER_COMMENT = 0x927C, 0x9286
_NAMES = {
    "DateTime": "time of the last change",
    "DateTimeOriginal": "time of the picture, by the device's clock",
    "DateTimeDigitized": "time of digitising, by the device's clock",
    "OffsetTimeOriginal": "offset of that clock from UTC",
    "Make": "maker of the device",
    "Model": "model of the device",
    "Software": "written by",
    "Orientation": "turned when shown",
    "BodySerialNumber": "serial number of the device",
    "GPSDateStamp": "day by satellites (UTC)",
    "GPSTimeStamp": "time by satellites (UTC)",
}


#: EXIF 2.32, section 4.6.4 A, Orientation
_TURNS = {
    1: "no",
    2: "mirrored left to right",
    3: "180 degrees",
    4: "mirrored top to bottom",
    5: "mirrored, then 90 degrees counterclockwise",
    6: "90 degrees clockwise",
    7: "mirrored, then 90 degrees clockwise",
    8: "90 degrees counterclockwise",
}
_ORIENTATION = 0x0112


def ready() -> None:
    """Load what reading needs."""
    from PIL import ExifTags, Image  # noqa: F401

    Image.init()


def read(content: Mapping[str, str]) -> dict[str, Any]:
    """The facts.

    Raises:
        ValueError: it is no picture that can be read.
    """
    import PIL
    from PIL import Image

    # A picture's size is told, not unpacked, so that a large one is no danger.
    Image.MAX_IMAGE_PIXELS = None
    warnings.simplefilter("ignore")
    said = SaidByFile(f"pillow {PIL.__version__}")
    with open_content(content) as stream:
        try:
            picture = Image.open(stream)
        except Exception as error:
            raise ValueError(f"it can't be read as a picture ({_words(error)})") from None
        _of_picture(picture, said)
        try:
            _of_exif(picture, said)
        except Exception as error:
            said.say("damage", "reading it ended early", _words(error), "EXIF")
    return said.found()


def _of_picture(picture: Any, said: SaidByFile) -> None:
    said.say("image.format", "form of the picture", picture.format, "header")
    width, height = _size(picture)
    said.say("image.size", "size", f"{width} x {height} pixels", "header")
    said.say("image.mode", "form of the pixels", picture.mode, "header")
    frames = _frames(picture)
    if frames > 1:
        said.say("image.frames", "pictures in it", frames, "header")
    for key in ("dpi", "comment", "Software", "Author", "Title", "Description", "Creation Time"):
        if key in picture.info:
            said.say(f"image.{key}", key, picture.info[key], "header")
    if any(key in picture.info for key in ("xmp", "XML:com.adobe.xmp")):
        said.say("image.xmp", "holds an XMP packet", "yes", "header")


def _size(picture: Any) -> tuple[int, int]:
    """Width and height as the pixels are kept. (Pillow gives a TIFF's as they are shown.)"""
    tags = getattr(picture, "tag_v2", {})
    return tags.get(256, picture.width), tags.get(257, picture.height)


def _frames(picture: Any) -> int:
    try:
        return int(getattr(picture, "n_frames", 1))
    except Exception:
        return 1


def _of_exif(picture: Any, said: SaidByFile) -> None:
    from PIL.ExifTags import GPSTAGS, IFD, TAGS

    exif = picture.getexif()
    parts = [
        (dict(exif), TAGS),
        (exif.get_ifd(IFD.Exif), TAGS),
        (exif.get_ifd(IFD.GPSInfo), GPSTAGS),
    ]
    for tags, names in parts:
        for number, value in tags.items():
            if number in (IFD.Exif, IFD.GPSInfo, IFD.Interop, _MAKER_NOTES):
                continue
            key = str(names.get(number, f"tag {number}"))
            said.say(f"exif.{key}", _NAMES.get(key, key), _value(number, value), "EXIF")
    place = _place(exif.get_ifd(IFD.GPSInfo))
    if place:
        said.say("exif.place", "place (degrees north, east)", place, "EXIF")


def _value(number: int, value: Any) -> str:
    if number == _ORIENTATION and value in _TURNS:
        return _TURNS[value]
    if isinstance(value, bytes):
        if number == _USER_COMMENT:
            value = value[8:]
        text = value.decode("utf-8", "replace").strip("\x00 ")
        return text if text.isprintable() else f"{len(value)} bytes"
    if isinstance(value, tuple):
        return ", ".join(map(_number, value))
    return _number(value)


def _number(value: Any) -> str:
    try:
        return f"{float(value):.10g}" if not isinstance(value, (str, int)) else str(value)
    except (TypeError, ValueError, ZeroDivisionError, OverflowError):
        return str(value)


def _place(gps: Mapping[int, Any]) -> str:
    """Latitude and longitude in degrees (EXIF 2.32, section 4.6.6: degrees, minutes, seconds)."""
    try:
        north = _degrees(gps[2]) * (-1 if str(gps[1]).startswith("S") else 1)
        east = _degrees(gps[4]) * (-1 if str(gps[3]).startswith("W") else 1)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, OverflowError):
        return ""
    return f"{north:.6f}, {east:.6f}"


def _degrees(parts: Any) -> float:
    degrees, minutes, rest = (float(part) for part in parts)
    return degrees + minutes / 60 + rest / 3600


def _words(error: Exception) -> str:
    text = str(error).partition(" <")[0]
    return text[:200] or type(error).__name__
