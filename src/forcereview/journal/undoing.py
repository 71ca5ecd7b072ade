"""Which entries were taken back, and which may be.

An undo is an entry of its own (``undo``, with ``undoes`` in its details) whose changes are the
inverse of another's. What an entry says about the world (a piece of evidence came in, somebody
received it, a key was destroyed) happened, and isn't made undone by writing: it is corrected by a
further entry.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from forcereview.journal.changes import Change
from forcereview.journal.entry import Entry

#: the action of an entry that takes another back
UNDO: Final = "undo"
#: acts, by the first word of their name, that say what happened in the world
_HAPPENED = {
    "checkpoint": "a checkpoint was given out",
    "custody": "it says who held a piece of evidence",
    "evidence": "it says what became of a piece of evidence",
    "exchange": "copies were handed over or came in",
    "expunge": "a content was made unreadable",
    "key": "it concerns the workspace's keys",
    "keys": "it concerns the workspace's keys",
    "seal": "a content was sealed",
    "timestamp": "a time-stamp was given",
    "unseal": "a content was unsealed",
    "workspace": "the workspace itself began or changed",
}
_EXPORTED = "a copy of the case went out"
#: documents that note what happened to copies of others; an undo leaves them as they are
_NOTES = ("case-copy/",)


def undoes(entry: Entry) -> int | None:
    """The entry that this one takes back; None if it is no undo."""
    found = entry.details.get("undoes")
    return found if entry.does == UNDO and isinstance(found, int) else None


def taken_back(entries: Iterable[Entry]) -> dict[int, int]:
    """Entries that are taken back, each with the undo in force that does so.

    Taking an undo back brings the entry back that it had undone.
    """
    back: dict[int, int] = {}
    for undo in reversed([entry for entry in entries if undoes(entry) is not None]):
        undone = undoes(undo)
        if undone is not None and undo.sequence not in back:
            back.setdefault(undone, undo.sequence)
    return back


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that still have an effect: neither taken back, nor the undo of one of these."""
    listed = list(entries)
    back = taken_back(listed)
    numbers = {entry.sequence for entry in listed}
    return [e for e in listed if e.sequence not in back and undoes(e) not in numbers]


def why_it_stands(entry: Entry) -> str:
    """Why an entry can't be taken back by its nature; empty if it can."""
    if entry.does == "case.export":
        return _EXPORTED
    for name in (entry.does, *(change.of for change in entry.changes)):
        why = _HAPPENED.get(name.replace("/", ".").partition(".")[0], "")
        if why:
            return why
    return "" if to_take_back(entry) else "it changed nothing"


def to_take_back(entry: Entry) -> tuple[Change, ...]:
    """The changes of an entry that an undo takes back."""
    return tuple(change for change in entry.changes if not change.of.startswith(_NOTES))
