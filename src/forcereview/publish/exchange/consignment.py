"""What is handed over: items of evidence with where their contents lie, cases, the journal.

Every renderer of this room shows the same consignment: as RO-Crate, as CASE graph, as a page.
Paths are those below the folder ``data`` of the bag.
"""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.evidence import Item


@dataclass(frozen=True, slots=True)
class Handed:
    """An item, and where its content lies; ``path`` is "" if it isn't included, and ``why_not``
    says why. ``noted_at`` and ``noted_by`` are the time and author of the journal's entry that took
    it in."""

    item: Item
    path: str = ""
    why_not: str = ""
    noted_at: str = ""
    noted_by: str = ""


@dataclass(frozen=True, slots=True)
class CaseHanded:
    """A case: its id and title, where its file lies, and the file's SHA-256."""

    id: str
    title: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FileHanded:
    """Another file of the consignment, with what it is for."""

    path: str
    about: str
    type: str


@dataclass(frozen=True, slots=True)
class Consignment:
    """What is handed over, by whom, when. ``made`` is UTC; ``entries`` and ``head`` are the number
    of the journal's entries and the hash of the last one; ``licence`` is "" if nobody stated one.
    ``name`` is what the sender calls it."""

    workspace: str
    name: str
    made: str
    by: str
    software: str
    organization: str = ""
    contact: str = ""
    licence: str = ""
    items: tuple[Handed, ...] = ()
    cases: tuple[CaseHanded, ...] = ()
    files: tuple[FileHanded, ...] = ()
    entries: int = 0
    head: str = ""

    @property
    def left_out(self) -> tuple[Handed, ...]:
        """Items that are named, but whose content isn't included."""
        return tuple(handed for handed in self.items if not handed.path)

    @property
    def id(self) -> str:
        """Names this consignment and no other: workspace, name and time of making."""
        return f"{self.workspace}/{self.made}/{self.name}"


def label(item: Item) -> str:
    """What people call an item: its title, else the name its file came with."""
    return item.title or item.name
