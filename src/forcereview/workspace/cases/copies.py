"""Copies of a case that came in or went out as files, and which of them a file descends from.

Each import and each export notes whose copy it was, its file's name and hash. A file that comes
back is compared with the copy that its writer last had: by the same person under the same name,
else by anyone under that name, else by anyone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from forcereview.errors import Place, Problem, Refused
from forcereview.journal import ABSENT, Change, Entry, applied, difference
from forcereview.journal.changes import overlap, same, value_at
from forcereview.publish.changes_in_words import in_words
from forcereview.publish.entries_in_words import when
from forcereview.record.keeping import values_of
from forcereview.workspace.cases.keeping import CASE, COPY, TEXT
from forcereview.workspace.journal.past import document_at, entries_of
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a case that came ``in`` or went ``out`` in an entry: by whom, as which file."""

    entry: int
    by: str
    file: str
    sha256: str
    way: str


def note_of(by: str, file: str, sha256: str, way: str) -> dict[str, str]:
    """The document that notes a copy; ``way`` is ``in`` or ``out``."""
    return {"by": by, "file": file, "sha256": sha256, "way": way}


def copies(ports: Ports, case_id: str) -> list[Copy]:
    """Every copy noted, in order."""
    of = f"{COPY}/{case_id}"
    found: list[Copy] = []
    document: Any = ABSENT
    for entry in entries_of(ports, of):
        document = applied(document, [change for change in entry.changes if change.of == of])
        found.append(Copy(entry.sequence, **document))
    return found


def values_as_of(ports: Ports, case_id: str, sequence: int) -> Any:
    """The case's values as of an entry: as the copy held them, if it came in there; ABSENT where
    there was no such case."""
    came_in = any(c.entry == sequence and c.way == "in" for c in copies(ports, case_id))
    if came_in:
        text = document_at(ports, f"{TEXT}/{case_id}", sequence)
        return ABSENT if text is ABSENT else values_of(text.encode())
    document = document_at(ports, f"{CASE}/{case_id}", sequence)
    return ABSENT if document is ABSENT else document["file"]


def descends_from(known: Sequence[Copy], by: str, file: str) -> Copy | None:
    """The copy that a file is taken to descend from."""
    named = [copy for copy in known if copy.file == file]
    mine = [copy for copy in named if copy.by == by]
    return next((some[-1] for some in (mine, named, list(known)) if some), None)


def refuse_what_is_stale(
    ports: Ports, case_id: str, base: Copy, theirs: Any, by: str, file: str
) -> None:
    """That a file isn't an old copy, which would take back what others entered since.

    A file looks like an old copy if it holds nothing of what changed between an earlier copy and
    the one it is taken to descend from.

    Raises:
        Refused: it looks so, and somebody else than ``by`` entered some of it.
    """
    of, held = f"{CASE}/{case_id}", {"file": theirs}
    now = {"file": values_as_of(ports, case_id, base.entry)}
    for older in reversed([copy for copy in copies(ports, case_id) if copy.entry < base.entry]):
        changes = difference(of, {"file": values_as_of(ports, case_id, older.entry)}, now)
        if not changes or not all(same(value_at(held, c.path), c.was) for c in changes):
            continue
        between = [*entries_of(ports, of, older.entry, base.entry)]
        lost = [(c, who) for c in changes if (who := last_to_change(between, of, c.path))]
        lost = [(change, entry) for change, entry in lost if entry.by != by]
        if lost:
            raise Refused(_stale(case_id, older, base, lost, file))


def last_to_change(entries: Sequence[Entry], of: str, path: Sequence[str]) -> Entry | None:
    """The last of some entries that changed a value of a document."""
    for entry in reversed(entries):
        if any(change.of == of and overlap(change.path, path) for change in entry.changes):
            return entry
    return None


def _stale(
    case_id: str, older: Copy, base: Copy, lost: Sequence[tuple[Change, Entry]], file: str
) -> list[Problem]:
    place = Place(file)
    how = Problem(
        f"the file holds nothing of what changed between entries {older.entry} and {base.entry}: "
        f"it looks like a copy from entry {older.entry}",
        f"if it is one: --based-on {older.entry}; if what is listed below shall go: --based-on "
        f"{base.entry}",
        place,
    )
    listed = [
        Problem(
            f"it would take back what {entry.by} entered in entry {entry.sequence} "
            f"({when(entry)}): {in_words(change)}",
            "",
            place,
        )
        for change, entry in lost
    ]
    return [how, *listed]
