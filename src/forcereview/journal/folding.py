"""Fold entries to documents, and say what doesn't fit: the parse that the chain's check leaves out.

Documents are kept as values; memory grows with what the documents hold now, not with the journal.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Sequence

from forcereview.errors import BadInput
from forcereview.journal.canonical import Json, canonical
from forcereview.journal.changes import ABSENT, Conflict, applied
from forcereview.journal.entry import Entry, Stored, decoded, read_entry
from forcereview.journal.verifying import Fault


class Fold:
    """Takes entries in order; holds the documents they fold to and which entries changed each."""

    def __init__(self) -> None:
        #: the documents as they are after the entries taken
        self.documents: dict[str, Json] = {}
        #: the numbers of the entries that changed each document, in order
        self.changed_by: defaultdict[str, array[int]] = defaultdict(lambda: array("q"))
        #: documents of which a change didn't fit: what they are now isn't known
        self.broken: set[str] = set()
        self._faults: list[Fault] = []
        self._at = ""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that doesn't fit, in order."""
        return tuple(self._faults)

    def take(self, entries: Sequence[Stored]) -> None:
        """The next entries."""
        for each in entries:
            entry = self._read(each)
            if entry is not None:
                self._apply(entry, each.sequence)

    def _read(self, each: Stored) -> Entry | None:
        try:
            entry = read_entry(each.raw)
            if not _as_written(each.raw):
                self._note("form", "not in canonical form, so not as forcereview wrote it", each)
        except (ValueError, RecursionError):
            self._note("unreadable", "no entry can be read from its bytes", each, "what it said")
            return None
        if entry.at < self._at:
            self._note("time", "its time is before that of the entry before", each)
        self._at = max(self._at, entry.at)
        return entry

    def _apply(self, entry: Entry, number: int) -> None:
        for change in entry.changes:
            of = change.of
            numbers = self.changed_by[of]
            if not numbers or numbers[-1] != number:
                numbers.append(number)
            if of in self.broken:
                continue
            try:
                after = applied(self.documents.get(of, ABSENT), [change])
            except (Conflict, KeyError, TypeError, IndexError):
                self.broken.add(of)
                what = f"it changes {of} from what the entries before it don't hold"
                self._faults.append(Fault("conflict", what, number, number))
                continue
            if after is ABSENT:
                self.documents.pop(of, None)
            else:
                self.documents[of] = after

    def _note(self, kind: str, what: str, each: Stored, lost: str = "") -> None:
        self._faults.append(Fault(kind, what, each.sequence, each.sequence, lost))


def _as_written(raw: bytes) -> bool:
    """Whether JSON is in canonical form. Without fractions in it, the plain form is that, and made
    sooner; keys beyond the basic plane, which the two order differently, aren't used."""
    fractions: list[str] = []
    data = json.loads(raw, parse_float=fractions.append, parse_constant=fractions.append)
    if fractions:
        try:
            return canonical(decoded(raw.decode())) == raw
        except BadInput:
            return False
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return plain.encode("utf-8", "surrogatepass") == raw
