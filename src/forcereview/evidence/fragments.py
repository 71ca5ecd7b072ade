"""Places in evidence as one short text, both ways: ``e-3f2a9c81b0d4#page=3&quote=the%20words``.

After the sign ``#`` stand names and values: ``page=3`` (RFC 8118) or ``page=12-13``, ``quote``,
``prefix`` and ``suffix`` (the W3C's text quote selector), ``t=12.4,13`` in seconds and
``xywh=percent:10,10,20,20`` (Media Fragments URI 1.0), ``row=12`` and ``column=date`` of a table,
rows counted from 1 below its heading. ``t=12.4`` is the moment; in Media Fragments, where spans
have no end, what begins there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.evidence.model import Locus
from forcereview.evidence.regions import region_text

_NAMES = ("page", "quote", "prefix", "suffix", "t", "xywh", "row", "column")
_ENCODE = re.compile(rb"[^A-Za-z0-9._~-]")
_CODE = re.compile(rb"%([0-9A-Fa-f]{2})")
_CLOCK = re.compile(r"(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)")
_EXAMPLE = "write e-3f2a9c81b0d4#page=3, #t=12.4,13, #xywh=percent:10,10,20,20 or #row=12"


@dataclass(frozen=True, slots=True)
class Located:
    """An item, by its id or hash, and where in it; an empty locus means all of it."""

    item: str
    locus: Locus


def read_locator_text(text: str) -> Located:
    """An item and a place in it, from one text.

    Raises:
        BadInput: it can't be read.
    """
    item, _, fragment = text.strip().partition("#")
    if not item:
        raise BadInput(Problem(f"{cited(text)} names no evidence", _EXAMPLE))
    return Located(item, read_fragment(fragment))


def locator_text(item: str, locus: Locus) -> str:
    """An item and a place in it as one text."""
    fragment = fragment_of(locus)
    return f"{item}#{fragment}" if fragment else item


def read_fragment(fragment: str) -> Locus:
    """The place that stands after ``#``; all of the item if that is empty.

    Raises:
        BadInput: it can't be read.
    """
    fields: dict[str, Any] = {}
    seen: set[str] = set()
    for part in filter(None, fragment.split("&")):
        name, equals, value = part.partition("=")
        if name not in _NAMES or not equals:
            hint = did_you_mean(name, _NAMES) or f"known: {', '.join(_NAMES)}"
            raise BadInput(Problem(f"{cited(part)} is no part of a locator", hint))
        if name in seen:
            raise BadInput(Problem(f"the locator gives '{name}' twice", "leave one out"))
        seen.add(name)
        fields |= _READ[name](decoded(value))
    return locus_of(fields, fragment)


def locus_of(fields: dict[str, Any], written: str) -> Locus:
    """The place with these fields; ``written`` is what complaints quote.

    Raises:
        BadInput: they can't all be so.
    """
    try:
        return Locus(**fields)
    except ValidationError as error:
        why = error.errors()[0]
        told = str(why["msg"]).removeprefix("Value error, ")
        raise BadInput(Problem(f"{cited(written)} is no place: {told}", _EXAMPLE)) from None


def fragment_of(locus: Locus) -> str:
    """The place as it stands after ``#``; "" for all of the item."""
    return "&".join(_parts(locus))


def _parts(locus: Locus) -> Iterator[str]:
    if locus.page is not None:
        yield f"page={locus.page}" + (f"-{locus.last_page}" if locus.last_page else "")
    texts = (("quote", locus.quotation), ("prefix", locus.prefix), ("suffix", locus.suffix))
    yield from (f"{name}={encoded(text)}" for name, text in texts if text)
    if locus.start_s is not None or locus.end_s is not None:
        yield f"t={time_text(locus)}"
    if locus.region:
        yield locus.region
    if locus.row is not None:
        yield f"row={locus.row}"
    if locus.column:
        yield f"column={encoded(locus.column)}"


def time_text(locus: Locus) -> str:
    """Its times as Media Fragments write them: ``12.4``, ``12.4,13`` or ``,13``."""
    start = "" if locus.start_s is None else plain_number(locus.start_s)
    return start if locus.end_s is None else f"{start},{plain_number(locus.end_s)}"


def read_time_text(value: str) -> dict[str, Any]:
    """``start_s`` and ``end_s`` from the value of a Media Fragment's ``t``.

    Raises:
        BadInput: it can't be read.
    """
    if value.startswith(("smpte", "clock")):
        raise BadInput(
            Problem(
                f"{cited(value)} counts time in frames or by the clock of the day",
                "write seconds from the start of the recording: t=12.4,13",
            )
        )
    start, comma, end = value.removeprefix("npt:").partition(",")
    fields = {} if comma and not start else {"start_s": seconds(start)}
    return fields | ({"end_s": seconds(end)} if end else {})


def seconds(text: str) -> float:
    """A time from the start of a recording: ``62.5``, ``1:02.5`` or ``0:01:02.5``.

    Raises:
        BadInput: it can't be read.
    """
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise BadInput(
            Problem(f"{cited(text)} is no time in a recording", "write 62.5 or 00:01:02.5")
        )
    hours, minutes, rest = (Decimal(part or 0) for part in found.groups())
    if found[2] and (rest >= 60 or (found[1] and minutes >= 60)):
        raise BadInput(
            Problem(f"{cited(text)} has 60 minutes or seconds too many", "write hours:minutes:s")
        )
    return float(hours * 3600 + minutes * 60 + rest)


def plain_number(value: float) -> str:
    """A number in the fewest digits that are read back as the same one, never with an exponent."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def encoded(text: str) -> str:
    """Any text as a value: all but letters, digits and ``-._~`` as codes (RFC 3986, 2.1)."""
    raw = text.encode("utf-8", "surrogatepass")
    return _ENCODE.sub(lambda found: b"%%%02X" % found[0][0], raw).decode("ascii")


def decoded(value: str) -> str:
    """A value as the text it stands for.

    Raises:
        BadInput: its codes are no UTF-8.
    """
    raw = value.encode("utf-8", "surrogatepass")
    try:
        return _CODE.sub(lambda found: bytes([int(found[1], 16)]), raw).decode(
            "utf-8", "surrogatepass"
        )
    except UnicodeDecodeError:
        raise BadInput(
            Problem(f"the codes in {cited(value)} are no text", "write them as UTF-8")
        ) from None


def whole_number(text: str, what: str) -> int:
    """A number that counts from 1.

    Raises:
        BadInput: it is none.
    """
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise BadInput(Problem(f"{cited(text)} is no {what}", "count from 1"))
    return int(text)


def _pages(value: str) -> dict[str, Any]:
    first, dash, last = value.partition("-")
    fields = {"page": whole_number(first, "page")}
    return fields | ({"last_page": whole_number(last, "page")} if dash else {})


_READ: dict[str, Callable[[str], dict[str, Any]]] = {
    "page": _pages,
    "quote": lambda value: {"quotation": value},
    "prefix": lambda value: {"prefix": value},
    "suffix": lambda value: {"suffix": value},
    "t": read_time_text,
    "xywh": lambda value: {"region": region_text(value)},
    "row": lambda value: {"row": whole_number(value, "row")},
    "column": lambda value: {"column": value},
}
