"""What someone else needs to make the same report again, beside the case and the library."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """The state of a workspace that a case was read from: the workspace's id, its entry, and that
    entry's hash, which stands for every entry up to it. ``case`` is how to name the case as it was
    then (``ID@ENTRY``)."""

    workspace: str
    entry: int
    hash: str
    case: str

    @property
    def words(self) -> str:
        """The place in words."""
        return (
            f"workspace {self.workspace}, entry {self.entry}, hash {self.hash}; "
            f"{self.case} names the case as it was then"
        )


@dataclass(frozen=True, slots=True)
class Reproduction:
    """``software`` is the version that computed the review, ``command`` the exact command line,
    ``made`` the day or time of making, in words, ``journal`` where in which workspace the case was
    read, if it was. All are passed in: a report knows no clock."""

    software: str
    command: str = ""
    made: str = ""
    journal: JournalPlace | None = None
