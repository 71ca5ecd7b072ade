"""What someone else needs to make the same report again, beside the case and the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reproduction:
    """``software`` is the version that computed the review, ``command`` the exact command line,
    ``made`` the day or time of making, in words. All are passed in: a report knows no clock."""

    software: str
    command: str = ""
    made: str = ""
