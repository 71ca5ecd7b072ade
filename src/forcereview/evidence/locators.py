"""The place that a locator of a case file means: what people write of pages, times and regions.

A page is ``4``, ``p. 4``, ``12-13`` or ``pp. 12 to 13`` of the file, counted from 1; a paragraph
can't be found by its number alone, so it is left to readers. A time is ``12.4 s``, ``12.4 to
13.0 s``, ``00:01:02.5 to 00:01:04`` or ``1 min 2 s`` from the start of the recording, or ``frame
310`` and ``frames 310 to 325`` by the recording's frame rate, the first frame being 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from forcereview.errors import BadInput, Problem, cited
from forcereview.evidence.fragments import locus_of, seconds, whole_number
from forcereview.evidence.model import Locus
from forcereview.evidence.regions import region_text
from forcereview.record.model import Locator

_SPAN = r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*"
_PAGES = re.compile(rf"(?:pp?\.?|pages?)?\s*(\d+)(?:{_SPAN}(\d+))?(?:\s+of\s+\d+)?", re.IGNORECASE)
_ROW = re.compile(r"rows?\s*(\d+)(?:\s*,?\s*columns?\s+(.+))?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"(?:para(?:graph)?s?\b\.?|¶+|§+|sec(?:tion)?\b\.?)\s*\S.*", re.IGNORECASE)
_FRAMES = re.compile(rf"frames?\s*(\d+)(?:{_SPAN}(?:frame\s*)?(\d+))?", re.IGNORECASE)
_ABOUT = re.compile(r"^(?:about|around|circa|ca\.?|~|≈|at|from)\s*", re.IGNORECASE)
_UNIT = r"(?:s|sec|secs|seconds?)\.?"
_SECONDS = re.compile(rf"(\d+(?:\.\d+)?)\s*{_UNIT}", re.IGNORECASE)
_MINUTES = re.compile(
    rf"(\d+)\s*(?:min|mins|minutes?)\.?(?:\s*(\d+(?:\.\d+)?)\s*{_UNIT})?", re.IGNORECASE
)
_SPLIT = re.compile(_SPAN)
_HOW = "write '12.4 to 13.0 s', '00:01:02.5' or 'frame 310', from the start of the recording"


@dataclass(frozen=True, slots=True)
class Read:
    """The place, and the words of the locator that only a reader can follow (``para 3``)."""

    locus: Locus
    unread: tuple[str, ...] = ()


def read_locator(locator: Locator, frame_rate: float | None = None) -> Read:
    """The place that a case file's locator means; ``frame_rate`` is that of the source's clock.

    Raises:
        BadInput: with every part that can't be read.
    """
    fields: dict[str, Any] = {"quotation": locator.quotation} if locator.quotation else {}
    unread: list[str] = []
    problems: list[Problem] = []
    readers = (
        (locator.page, lambda text: _page(text, unread)),
        (locator.time, lambda text: read_time(text, frame_rate)),
        (locator.region, lambda text: {"region": region_text(text)}),
    )
    for text, read in readers:
        try:
            fields |= read(text) if text.strip() else {}
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(problems)
    if unread and not fields:
        raise BadInput(
            Problem(
                f"{cited('; '.join(unread))} can't be found by itself",
                "add the page of the file, or the words as a quotation",
            )
        )
    return Read(locus_of(fields, str(locator)), tuple(unread))


def read_time(text: str, frame_rate: float | None = None) -> dict[str, float]:
    """``start_s`` and, of a span, ``end_s``. A frame lasts until the next.

    Raises:
        BadInput: it can't be read, or frames are given without a frame rate.
    """
    written = _ABOUT.sub("", text.strip())
    frames = _FRAMES.fullmatch(written)
    if frames is not None:
        return _of_frames(text, int(frames[1]), int(frames[2] or frames[1]), frame_rate)
    first, *rest = _SPLIT.split(written)
    if len(rest) > 1:
        raise BadInput(Problem(f"{cited(text)} is no time in a recording", _HOW))
    fields = {"start_s": _seconds(first, text)}
    return fields | ({"end_s": _seconds(rest[0], text)} if rest else {})


def _of_frames(text: str, first: int, last: int, frame_rate: float | None) -> dict[str, float]:
    if frame_rate is None:
        raise BadInput(
            Problem(
                f"{cited(text)} can't be turned into a time: the frame rate isn't known",
                "give the source a clock with its frame_rate, or write the time in seconds; "
                "'forcereview evidence derive ID still --frame N' counts frames in the file",
            )
        )
    if last < first:
        raise BadInput(Problem(f"{cited(text)} ends before it begins", "turn the frames round"))
    # To the microsecond within the frames, so that neither neighbour is touched.
    return {
        "start_s": ceil(first / frame_rate * 1_000_000) / 1_000_000,
        "end_s": floor((last + 1) / frame_rate * 1_000_000) / 1_000_000,
    }


def _seconds(text: str, whole: str) -> float:
    """A time; where the second of two has a unit, the first may go without (``12.4 to 13 s``)."""
    part = _ABOUT.sub("", text.strip())
    if found := _SECONDS.fullmatch(part):
        return float(found[1])
    if found := _MINUTES.fullmatch(part):
        return int(found[1]) * 60 + float(found[2] or 0)
    try:
        return seconds(part)
    except BadInput:
        raise BadInput(Problem(f"{cited(whole)} is no time in a recording", _HOW)) from None


def _page(text: str, unread: list[str]) -> dict[str, Any]:
    """The page, or row of a table; paragraphs go to ``unread``."""
    fields: dict[str, Any] = {}
    for part in re.split(r"\s*[,;]\s*(?!\s*columns?\b)", text.strip()):
        if found := _PAGES.fullmatch(part):
            pages = {"page": whole_number(found[1], "page")}
            if found[2]:
                pages["last_page"] = whole_number(found[2], "page")
            fields = {**pages, **fields}
        elif found := _ROW.fullmatch(part):
            fields["row"] = whole_number(found[1], "row")
            fields |= {"column": found[2].strip()} if found[2] else {}
        elif _PARAGRAPH.fullmatch(part):
            unread.append(part)
        else:
            raise BadInput(
                Problem(
                    f"{cited(text)} is no page",
                    "write 'p. 4', '12-13' or 'para 3'; pages of the file are counted from 1",
                )
            )
    return fields
