"""From bytes to text: UTF-8 only, within a size, and nothing in it that can't be printed."""

from __future__ import annotations

import re

from forcereview.errors import BadInput, Place, Problem

#: what YAML calls printable, less the C1 controls and the byte order mark inside a text
_UNPRINTABLE = re.compile(
    "[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd\\U00010000-\\U0010ffff]"
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def unprintable_in(text: str) -> int | None:
    """Where the first sign stands that no person can have meant (a control character), if any."""
    found = _UNPRINTABLE.search(text)
    return found.start() if found else None


def decoded(raw: bytes, file: str, most: int) -> str:
    """The text of a file, with its line ends as ``\\n`` and without a byte order mark.

    Raises:
        BadInput: more than ``most`` bytes, not UTF-8, or with control characters.
    """
    if len(raw) > most:
        raise BadInput(
            Problem(
                f"the file holds {len(raw):,} bytes; at most {most:,} are read",
                "keep recordings and documents outside the file and refer to them as sources",
                Place(file),
            )
        )
    for mark, name in _MARKS:
        if raw.startswith(mark):
            raise BadInput(
                Problem(
                    f"the file is written in {name}", "save it again as UTF-8", Place(file, 1, 1)
                )
            )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(
            Problem(
                f"byte 0x{raw[error.start]:02x} is not UTF-8",
                "save the file again as UTF-8",
                _place_of_byte(raw, error.start, file),
            )
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    index = unprintable_in(text)
    if index is not None:
        raise BadInput(_unprintable(text, index, file))
    return text


def _place_of_byte(raw: bytes, index: int, file: str) -> Place:
    """Columns count characters, so that an editor goes to the right place."""
    start = raw.rfind(b"\n", 0, index) + 1
    column = len(raw[start:index].decode("utf-8", "replace")) + 1
    return Place(file, raw.count(b"\n", 0, index) + 1, column)


def _unprintable(text: str, index: int, file: str) -> Problem:
    place = Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    if text[index] == "\0":
        return Problem(
            "the file holds zero bytes, so it is no UTF-8 text",
            "save it again as UTF-8 (not UTF-16 or UTF-32), or name another file",
            place,
        )
    return Problem(
        f"control character U+{ord(text[index]):04X} in the text",
        "remove it; is this a text file?",
        place,
    )
