"""A part of a picture: a rectangle in pixels or in percent (Media Fragments URI 1.0, 4.2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forcereview.errors import BadInput, Problem, cited

_NUMBER = r"(\d+(?:\.\d+)?)"
_REGION = re.compile(
    rf"\s*(?:xywh\s*=\s*)?(?:(percent|pixel)\s*:\s*)?{_NUMBER}"
    rf"\s*,\s*{_NUMBER}\s*,\s*{_NUMBER}\s*,\s*{_NUMBER}\s*"
)
_HOW = "write xywh=percent:10,10,20,20 or xywh=pixel:160,120,320,240 (left, top, width, height)"


@dataclass(frozen=True, slots=True)
class Region:
    """Left edge, top edge, width and height; ``percent`` of the picture, else pixels."""

    percent: bool
    x: float
    y: float
    width: float
    height: float

    def fractions(self, picture_width: float, picture_height: float) -> tuple[float, ...]:
        """Left, top, right, bottom as parts of a picture of this size, 0 to 1, cut at its edges.

        Raises:
            BadInput: it lies outside the picture.
        """
        across, down = (100.0, 100.0) if self.percent else (picture_width, picture_height)
        left, top = self.x / across, self.y / down
        right, bottom = (self.x + self.width) / across, (self.y + self.height) / down
        if left >= 1 or top >= 1:
            raise BadInput(
                Problem(
                    f"the region lies outside the picture of {picture_width:g} x "
                    f"{picture_height:g} pixels",
                    "measure it in the picture as it is shown, turned upright",
                )
            )
        return left, top, min(right, 1.0), min(bottom, 1.0)


def read_region(text: str) -> Region:
    """A region as people and fragments write it; without a unit, in pixels.

    Raises:
        BadInput: it is none.
    """
    found = _REGION.fullmatch(text)
    if found is None:
        raise BadInput(Problem(f"{cited(text)} is no region", _HOW))
    x, y, width, height = (float(number) for number in found.groups()[1:])
    if not width or not height:
        raise BadInput(Problem(f"the region {cited(text)} is empty", "give it a width and height"))
    if found[1] == "percent" and max(x, y, width, height) > 100:
        raise BadInput(Problem(f"the region {cited(text)} goes beyond 100 percent", _HOW))
    return Region(found[1] == "percent", x, y, width, height)


def region_text(text: str) -> str:
    """A region in its one form, the numbers as they were written: ``xywh=percent:10,10,20,20``.

    Raises:
        BadInput: it is none.
    """
    read_region(text)
    found = _REGION.fullmatch(text)
    assert found is not None
    return f"xywh={found[1] or 'pixel'}:{','.join(found.groups()[1:])}"
