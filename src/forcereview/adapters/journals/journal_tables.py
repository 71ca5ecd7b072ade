"""The journal in tables, the same in SQLite and PostgreSQL.

``entries`` is the journal; nothing in it is ever changed or deleted. The other tables are caches
of what it folds to (:mod:`forcereview.adapters.journals.document_caches`), written in the same
transactions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from typing import Protocol

from forcereview.adapters.journals.document_caches import (
    DocumentCaches,
    Row,
    Tables,
    rows_of_next_page,
)
from forcereview.adapters.journals.journal_folding import (
    Broken,
    chained,
    in_portions,
    overtaken,
    unbroken,
)
from forcereview.errors import Problem, Refused
from forcereview.journal import FIRST, Conflict, Draft, Stored
from forcereview.journal.entry import TIME
from forcereview.workspace.ports import Clock, Head, Held, Overtaken, Progress, Silent

#: the form of the tables; one that changes what older software can read gets another number
FORM = 1
START = Head(0, FIRST, "")
_NO_END = 2**62

_HEAD = (
    f"SELECT sequence, hash, substr(raw, {TIME.start + 1}, {TIME.stop - TIME.start})"
    " FROM entries ORDER BY sequence DESC LIMIT 1"
)
_ENTRIES = (
    "SELECT sequence, hash, raw FROM entries"
    " WHERE sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?"
)
_ENTRIES_OF = (
    "SELECT e.sequence, e.hash, e.raw FROM changed AS c"
    " JOIN entries AS e ON e.sequence = c.sequence"
    " WHERE c.document = ? AND c.sequence > ? AND c.sequence <= ? ORDER BY c.sequence LIMIT ?"
)
_LATEST_OF = _ENTRIES_OF.replace("ORDER BY c.sequence", "ORDER BY c.sequence DESC")
_ADD_ENTRY = "INSERT INTO entries (sequence, hash, raw) VALUES (?, ?, ?)"


class Database(Tables, Protocol):
    """A database that has the journal's tables."""

    @property
    def hindrance(self) -> str:
        """Why nothing can be written, in words; "" if it can."""
        ...

    @property
    def salvaged(self) -> bool:
        """Whether this is what could be saved of a damaged one, folded as far as it is whole."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A transaction in which nobody else writes; on disk at its end, undone by an error.

        Raises:
            Refused: nothing can be written.
        """
        ...

    def examine(self) -> None:
        """Look for damage; ``salvaged`` then says whether there is any."""
        ...

    def lost(self, after: int, upto: int) -> Problem | None:
        """Which of these entries are known to be there and can't be read; None if all can."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class JournalTables:
    """The journal of a workspace, in a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._caches = DocumentCaches(database)
        #: why the documents can't be read; None if they can
        self._unfolded: Refused | None = None
        if not database.salvaged and self._merely_behind():
            self._catch_up()

    @property
    def writable(self) -> bool:
        """Whether entries can be appended here."""
        return not self.hindrance

    @property
    def damaged(self) -> bool:
        """Whether what is read is what could be saved of a damaged file."""
        return self._database.salvaged

    @property
    def hindrance(self) -> str:
        """Why nothing can be written here; "" if it can."""
        if self._database.hindrance:
            return self._database.hindrance
        head, folded = self.head(), self.folded()
        if folded == _untimed(head):
            return ""
        upto = f"entry {folded.sequence} with another hash" if folded else "none of them"
        return (
            f"the journal was changed past forcereview: it ends with entry {head.sequence}, "
            f"but its documents were folded up to {upto}"
        )

    def append(self, drafts: Sequence[Draft]) -> tuple[Stored, ...]:
        """Write all drafts in one transaction; on disk when it returns."""
        with self._database.writing():
            head = self.head()
            if self.folded() != _untimed(head):
                raise self._cannot_go_on()
            self._refuse_overtaken(drafts)
            entries = chained(drafts, head, self._clock.now())
            try:
                self._caches.keep(entries)
            except Conflict as conflict:
                raise overtaken(conflict, self._latest_of(conflict.change.of)) from None
            self._database.write(_ADD_ENTRY, [(e.sequence, e.hash, e.raw) for e in entries])
        return entries

    def _refuse_overtaken(self, drafts: Sequence[Draft]) -> None:
        for draft in drafts:
            for of, sequence in draft.seen.items():
                last = self._caches.last_change(of)
                if last != sequence:
                    raise Overtaken(
                        Problem(
                            f"{of} was changed by entry {last} while it was being changed here",
                            "look at it again, then repeat the change if it still fits",
                        )
                    )

    def head(self) -> Head:
        """The last entry."""
        for row in self._database.rows(_HEAD):
            last = _stored(row)
            return Head(last.sequence, last.hash.hex(), last.raw.decode("ascii", "replace"))
        return START

    def entries(self, after: int = 0, upto: int | None = None, of: str = "") -> Iterator[Stored]:
        """Entries in order, streamed; with ``of``, those that changed this document."""
        end = _NO_END if upto is None else upto
        statement, chosen = (_ENTRIES_OF, (of,)) if of else (_ENTRIES, ())
        last, count = after, 50
        while True:
            page = self._sound_page(statement, (*chosen, last, end, count), last, gaps=bool(of))
            yield from _all_stored(page)
            if len(page) < count:
                break
            last = page[-1][0]
            count = rows_of_next_page(page)
        if lost := self._database.lost(after, end):
            raise Refused(lost)

    def _sound_page(
        self, statement: str, values: tuple[object, ...], last: int, *, gaps: bool
    ) -> list[Row]:
        """Rows in order, after ``last``; where they are not, or lack one, damage is looked for."""
        page = self._database.rows(statement, values)
        if _in_order(page, last, gaps=gaps):
            return page
        self._database.examine()
        page = self._database.rows(statement, values)
        if _in_order(page, last, gaps=True):
            return page
        raise Refused(
            Problem(
                f"the journal's entries are out of order after entry {last}",
                "put back a whole copy, if there is one",
            )
        )

    def document(self, of: str) -> Held | None:
        """A document as it is now."""
        self._need_documents()
        return self._caches.document(of)

    def documents(self, kind: str) -> Iterator[Held]:
        """All documents of a kind, by name; of every kind with ""."""
        self._need_documents()
        return self._caches.documents(kind)

    def names(self, kind: str) -> list[str]:
        """The names of the documents of a kind."""
        self._need_documents()
        return self._caches.names(kind)

    def folded(self) -> Head | None:
        """Up to which entry the cached documents are folded."""
        return self._caches.folded() or (None if self.head().sequence else START)

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the cached documents away and fold the entries anew, in one transaction."""
        told = progress or Silent()
        self._database.examine()
        with self._database.writing():
            count = self.head().sequence
            told.begin("folding the journal", count, "entries")
            try:
                self._fold(told)
            except (Broken, Conflict, ValueError) as error:
                raise _unfoldable(error) from None
            finally:
                told.end()
        self._unfolded = None
        return count

    def close(self) -> None:
        """Let go of files and connections."""
        self._database.close()

    def _fold(self, told: Progress) -> None:
        self._caches.empty()
        for portion in in_portions(unbroken(self.entries(), START)):
            self._caches.keep(portion)
            told.advance(len(portion))

    def _latest_of(self, of: str) -> Iterator[Stored]:
        return _all_stored(self._database.rows(_LATEST_OF, (of, 0, _NO_END, 50)))

    def _merely_behind(self) -> bool:
        """Whether the caches are those of an earlier state of this same journal, or of none."""
        folded = self.folded()
        if folded == _untimed(self.head()):
            return False
        if folded is None or folded.sequence == 0:
            return True
        found = self._database.rows(_ENTRIES, (folded.sequence - 1, folded.sequence, 1))
        return bool(found) and _stored(found[0]).hash.hex() == folded.hash

    def _catch_up(self) -> None:
        if self._database.hindrance:
            self._unfolded = _behind(self._database.hindrance)
            return
        try:
            self.rebuild()
        except Refused as refused:
            self._unfolded = None if self._database.salvaged else refused

    def _need_documents(self) -> None:
        if self._unfolded is not None:
            raise self._unfolded

    def _cannot_go_on(self) -> Refused:
        return Refused(
            Problem(
                f"nothing is written: {self.hindrance}",
                "see what is wrong: forcereview verify; put back a whole copy, or go on with what "
                "is there: forcereview rebuild",
            )
        )


def _in_order(page: list[Row], last: int, *, gaps: bool) -> bool:
    sequences = [row[0] for row in page]
    if not gaps:
        return sequences == [*range(last + 1, last + 1 + len(page))]
    return all(one < other for one, other in pairwise([last, *sequences]))


def _all_stored(page: list[Row]) -> Iterator[Stored]:
    sound = all(type(row[1]) is type(row[2]) is bytes for row in page)
    return map(Stored._make if sound else _stored, page)


def _stored(row: Row) -> Stored:
    """A row of ``entries``; where damage has made something else of a value, it is empty."""
    sequence, hashed, raw = row
    return Stored(sequence, _bytes(hashed), _bytes(raw))


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else b""


def _untimed(head: Head) -> Head:
    return Head(head.sequence, head.hash, "")


def _behind(hindrance: str) -> Refused:
    return Refused(
        Problem(
            f"the documents aren't folded up to the last entry, and can't be now: {hindrance}",
            "open the workspace once where it can be written",
        )
    )


def _unfoldable(error: Exception) -> Refused:
    why = (
        f"{error.change.of} holds something else than what an entry starts from"
        if isinstance(error, Conflict)
        else str(error)
    )
    return Refused(
        Problem(
            f"the entries don't fold to documents: {why}; the cached documents are as before",
            "see what is wrong: forcereview verify",
        )
    )
