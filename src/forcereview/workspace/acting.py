"""The one gate through which everything is written: a unit of work by a person, for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from forcereview.errors import BadInput, Problem
from forcereview.journal import ABSENT, Change, Draft, Entry, applied, difference, read_entry
from forcereview.journal.canonical import Json
from forcereview.workspace.ports import Ports


class Work:
    """A unit of work: it sees what it changes at once; all is written together at its end."""

    def __init__(self, ports: Ports, by: str, reason: str) -> None:
        self.ports = ports
        self.by = by
        self.reason = reason
        #: what was written, once the unit of work has ended
        self.entries: tuple[Entry, ...] = ()
        self._drafts: list[Draft] = []
        self._relied_on: dict[str, int] = {}
        self._changed: dict[str, Json] = {}

    def document(self, of: str) -> Json:
        """A document as this work sees it; ABSENT if there is none."""
        if of in self._changed:
            return self._changed[of]
        held = self.ports.journal.document(of)
        return ABSENT if held is None else held.value

    def relies_on(self, *documents: str) -> None:
        """What is written from here on was checked against these documents as a whole: should
        somebody change one before it is written, nothing is, and the work ends in Overtaken."""
        for of in documents:
            held = self.ports.journal.document(of)
            self._relied_on[of] = 0 if held is None else held.sequence

    def become(
        self,
        does: str,
        documents: Mapping[str, Json],
        *,
        case: str = "",
        details: Mapping[str, Json] | None = None,
    ) -> bool:
        """Let documents become what is given (ABSENT: end); False if they are so already."""
        changes = [
            change
            for of, after in documents.items()
            for change in difference(of, self.document(of), after)
        ]
        if not changes:
            return False
        self.write(does, tuple(changes), case=case, details=details)
        return True

    def write(
        self,
        does: str,
        changes: tuple[Change, ...] = (),
        *,
        case: str = "",
        details: Mapping[str, Json] | None = None,
    ) -> None:
        """Add an entry with these changes.

        Raises:
            Conflict: a change starts from something else than what is held.
        """
        for of in dict.fromkeys(change.of for change in changes):
            mine = [change for change in changes if change.of == of]
            self._changed[of] = applied(self.document(of), mine)
        self._drafts.append(
            Draft(does, self.by, changes, details or {}, self.reason, case, self._relied_on)
        )

    def _finish(self) -> None:
        if self._drafts:
            written = self.ports.journal.append(self._drafts)
            self.entries = tuple(read_entry(each.raw) for each in written)


@contextmanager
def acting(ports: Ports, by: str, reason: str = "") -> Iterator[Work]:
    """A unit of work by ``by`` (a person, by role or name), for ``reason``.

    All entries are written together when it ends; none if it ends in an error.

    Raises:
        BadInput: nobody is named.
        Refused: somebody else was faster, or nothing can be written here.
    """
    if not by.strip():
        raise BadInput(
            Problem("nobody is named as the author", "say who acts: --by, or FORCEREVIEW_BY")
        )
    work = Work(ports, by.strip(), reason.strip())
    yield work
    work._finish()
