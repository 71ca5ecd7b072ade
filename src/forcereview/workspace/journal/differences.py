"""What differs since an entry: each value that isn't what it was, and who made it so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from forcereview.journal import ABSENT, Change, Entry, difference
from forcereview.journal.changes import overlap
from forcereview.workspace.cases.keeping import CASE, COPY, TEXT
from forcereview.workspace.journal.log import log
from forcereview.workspace.journal.past import document_at
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class Differing:
    """A value that differs, as one change from then to now, and the entries that made it so."""

    change: Change
    entries: tuple[Entry, ...]


def differences_since(ports: Ports, since: int, case: str = "") -> list[Differing]:
    """Every value that differs from what it was right after entry ``since``, by document.

    What was changed and changed back since doesn't differ. With ``case``, only documents are looked
    at that entries of this case changed.
    """
    entries = list(log(ports, since, case))
    touched = dict.fromkeys(
        change.of
        for entry in entries
        for change in entry.changes
        if not change.of.startswith(f"{COPY}/")
    )
    return [
        Differing(change, _who(entries, change))
        for of in sorted(touched)
        for change in difference(of, document_at(ports, of, since), _now(ports, of))
    ]


def without_texts(differing: Sequence[Differing]) -> list[Differing]:
    """The differences without those of a case's text, where its values differ too."""
    names = {each.change.of for each in differing}
    return [
        each
        for each in differing
        if not each.change.of.startswith(f"{TEXT}/")
        or each.change.of.replace(TEXT, CASE, 1) not in names
    ]


def _now(ports: Ports, of: str) -> object:
    held = ports.journal.document(of)
    return ABSENT if held is None else held.value


def _who(entries: list[Entry], change: Change) -> tuple[Entry, ...]:
    return tuple(
        entry
        for entry in entries
        if any(c.of == change.of and overlap(c.path, change.path) for c in entry.changes)
    )
