"""Fold the journal's entries to documents anew, and go on from there."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.workspace.acting import acting
from forcereview.workspace.ports import Head, Ports


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many entries were folded; ``lost`` is the entry up to which the documents had been folded
    before, where the journal no longer holds it."""

    entries: int
    lost: Head | None


def rebuild(ports: Ports, by: str, reason: str = "") -> Rebuilt:
    """Throw the cached documents away and fold them anew.

    Where they had been folded from entries that the journal no longer holds, an entry says so:
    from then on it is known that somebody chose to go on without them.

    Raises:
        BadInput: nobody is named as the author.
        Refused: nothing can be written, or the entries are no unbroken chain.
    """
    journal = ports.journal
    before = journal.folded()
    with acting(ports, by, reason) as work:
        count = journal.rebuild(ports.progress)
        lost = (
            before if before is not None and before.sequence and not _held(ports, before) else None
        )
        if lost is not None:
            head = journal.head()
            details = {
                "documents were folded to": {"sequence": lost.sequence, "hash": lost.hash},
                "the journal ended with": {"sequence": head.sequence, "hash": head.hash},
            }
            work.write("journal.go_on", details=details)
    return Rebuilt(count, lost)


def _held(ports: Ports, head: Head) -> bool:
    found = ports.journal.entries(head.sequence - 1, head.sequence)
    return any(entry.hash.hex() == head.hash for entry in found)
