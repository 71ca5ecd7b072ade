"""The cached documents of a journal, the same in SQLite and PostgreSQL.

``documents`` holds what the entries fold to, ``changed`` which entries changed which document,
``documents_head`` up to which entry both are folded. They are written with the entries and can be
thrown away.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from forcereview.adapters.journals.journal_folding import documents_after, text_of
from forcereview.errors import Problem, Refused
from forcereview.journal import ABSENT, Stored, read_entry
from forcereview.journal.canonical import Json
from forcereview.workspace.ports import Head, Held

_DOCUMENT = "SELECT name, sequence, value FROM documents WHERE name = ?"
_DOCUMENTS = (
    "SELECT name, sequence, value FROM documents WHERE name > ? AND name < ? ORDER BY name LIMIT ?"
)
_LAST_CHANGE = "SELECT sequence FROM documents WHERE name = ?"
_NAMES = "SELECT name FROM documents WHERE name > ? AND name < ? ORDER BY name"
_FOLDED = "SELECT sequence, hash FROM documents_head"
_ADD_CHANGED = "INSERT INTO changed (document, sequence) VALUES (?, ?)"
_PUT_DOCUMENT = (
    "INSERT INTO documents (name, sequence, value) VALUES (?, ?, ?)"
    " ON CONFLICT (name) DO UPDATE SET sequence = excluded.sequence, value = excluded.value"
)
_END_DOCUMENT = "DELETE FROM documents WHERE name = ?"
_PUT_FOLDED = (
    "INSERT INTO documents_head (one, sequence, hash) VALUES (1, ?, ?)"
    " ON CONFLICT (one) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash"
)
_EMPTY = ("DELETE FROM documents", "DELETE FROM changed", "DELETE FROM documents_head")

#: rows are read in pages of at most so many bytes and rows: any number streams, and a page stays in
#: the processor's cache
_PAGE_BYTES, _PAGE_ROWS = 4 << 20, 256

Row = tuple[Any, ...]


class Tables(Protocol):
    """Tables that statements read and write, with ``?`` where values go."""

    def rows(self, statement: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows that a statement finds.

        Raises:
            Refused: they can't be read.
        """
        ...

    def write(self, statement: str, rows: Iterable[Sequence[object]]) -> None:
        """Carry out a statement for each row of values, within a transaction."""
        ...


class DocumentCaches:
    """The caches in some tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def folded(self) -> Head | None:
        """Up to which entry they are folded; None if that isn't known."""
        for sequence, hashed in self._tables.rows(_FOLDED):
            return Head(sequence, hashed.hex(), "") if isinstance(hashed, bytes) else None
        return None

    def document(self, of: str) -> Held | None:
        """A document."""
        for row in self._tables.rows(_DOCUMENT, (of,)):
            return _held(row)
        return None

    def documents(self, kind: str) -> Iterator[Held]:
        """All documents of a kind, by name; of every kind with ""."""
        last, end = _names_of(kind)
        count = 10
        while True:
            page = self._tables.rows(_DOCUMENTS, (last, end, count))
            yield from map(_held, page)
            if len(page) < count:
                return
            last = page[-1][0]
            count = rows_of_next_page(page)

    def last_change(self, of: str) -> int:
        """The entry that last changed a document; 0 if there is none."""
        return max((sequence for (sequence,) in self._tables.rows(_LAST_CHANGE, (of,))), default=0)

    def names(self, kind: str) -> list[str]:
        """The names of the documents of a kind."""
        return [name for (name,) in self._tables.rows(_NAMES, _names_of(kind))]

    def keep(self, entries: Sequence[Stored]) -> None:
        """Bring them up to these entries, which follow those that they are folded to.

        Raises:
            Conflict: an entry starts from something else than what is held.
        """
        read = [read_entry(entry.raw) for entry in entries]
        documents = documents_after(read, self._value)
        touched = {(change.of, entry.sequence) for entry in read for change in entry.changes}
        last = dict(sorted(touched, key=lambda pair: pair[1]))
        write = self._tables.write
        write(_ADD_CHANGED, sorted(touched))
        if ended := [(of,) for of, value in documents.items() if value is ABSENT]:
            write(_END_DOCUMENT, ended)
        kept = ((of, value) for of, value in documents.items() if value is not ABSENT)
        write(_PUT_DOCUMENT, [(of, last[of], text_of(value)) for of, value in kept])
        write(_PUT_FOLDED, [(entry.sequence, entry.hash) for entry in entries[-1:]])

    def empty(self) -> None:
        """Throw them away."""
        for statement in _EMPTY:
            self._tables.write(statement, [()])

    def _value(self, of: str) -> Json:
        held = self.document(of)
        return ABSENT if held is None else held.value


def rows_of_next_page(page: list[Row]) -> int:
    """How many rows like those of this page make the next; the third value is the large one."""
    size = sum(len(row[2] or "") for row in page)
    return max(1, min(_PAGE_ROWS, _PAGE_BYTES * len(page) // (size + 1)))


def _names_of(kind: str) -> tuple[str, str]:
    """What the names of a kind lie between: the sign after ``/`` is ``0``."""
    return (f"{kind}/", f"{kind}0") if kind else ("", "\U0010ffff")


def _held(row: Row) -> Held:
    name, sequence, value = row
    try:
        return Held(name, json.loads(value), sequence)
    except (ValueError, TypeError):
        raise Refused(
            Problem(
                f"the cached document {name} is damaged",
                "fold it anew from the journal's entries: forcereview rebuild",
            )
        ) from None
