"""Take an entry back, by a new entry with the inverse changes."""

from __future__ import annotations

from collections.abc import Sequence

from forcereview.errors import BadInput, Problem, Refused
from forcereview.journal import ABSENT, Change, Conflict, Entry, inverse
from forcereview.journal.changes import overlap
from forcereview.journal.undoing import (
    UNDO,
    in_force,
    taken_back,
    to_take_back,
    why_it_stands,
)
from forcereview.publish.changes_in_words import named
from forcereview.publish.entries_in_words import when
from forcereview.record import read_case
from forcereview.record.keeping import text_now
from forcereview.workspace.acting import Work, acting
from forcereview.workspace.cases.keeping import CASE, TEXT
from forcereview.workspace.journal.past import entries_of, entry_at
from forcereview.workspace.ports import Ports


def undo(ports: Ports, sequence: int, by: str, reason: str = "") -> Entry:
    """Take an entry back: what it changed becomes what it was before. The entry stays; the new one
    (``undo``) names it. Taking an undo back brings its entry back.

    Raises:
        BadInput: there is no such entry, or nobody is named.
        Refused: the entry says what happened in the world, was taken back already, a later entry
            changed the same values, or a case would be left that can't be read.
    """
    entry = entry_at(ports, sequence)
    why = why_it_stands(entry)
    if why:
        raise Refused(
            Problem(
                f"entry {sequence} ({entry.does}) can't be taken back: {why}",
                "correct it by a further entry",
            )
        )
    changes = inverse(to_take_back(entry))
    _refuse_what_is_overtaken(ports, entry, changes)
    with acting(ports, by, reason) as work:
        work.relies_on(*dict.fromkeys(change.of for change in changes))
        try:
            work.write(UNDO, changes, case=entry.case, details={"undoes": sequence})
        except Conflict as conflict:
            where = named(conflict.change.of, conflict.change.path)
            raise Refused(Problem(f"{where} is no longer what entry {sequence} made it")) from None
        _refuse_unreadable_cases(work, entry, changes)
    return work.entries[0]


def _refuse_what_is_overtaken(ports: Ports, entry: Entry, changes: Sequence[Change]) -> None:
    """That no later entry, still in force, changed the same values."""
    later: dict[int, Entry] = {}
    for of in dict.fromkeys(change.of for change in changes):
        later |= {e.sequence: e for e in entries_of(ports, of, entry.sequence)}
    ordered = [later[number] for number in sorted(later)]
    back = taken_back(ordered).get(entry.sequence)
    if back is not None:
        raise Refused(
            Problem(
                f"entry {entry.sequence} was taken back already, in entry {back}",
                f"to bring it back: forcereview undo {back}",
            )
        )
    problems = [
        Problem(
            f"entry {other.sequence} ({other.does}, by {other.by}, {when(other)}) changed "
            f"{named(change.of, change.path)} since",
            f"take entry {other.sequence} back first, or write what it should be",
        )
        for other in in_force(ordered)
        for change in changes
        if any(c.of == change.of and overlap(c.path, change.path) for c in other.changes)
    ]
    if problems:
        head = Problem(f"entry {entry.sequence} can't be taken back: later entries build on it")
        raise Refused([head, *problems])


def _refuse_unreadable_cases(work: Work, entry: Entry, changes: Sequence[Change]) -> None:
    """That every case that the undo changes can still be read, or is gone as a whole."""
    names = {c.of.partition("/")[2] for c in changes if c.of.startswith((f"{CASE}/", f"{TEXT}/"))}
    for case_id in sorted(names):
        document, words = work.document(f"{CASE}/{case_id}"), work.document(f"{TEXT}/{case_id}")
        if document is ABSENT and words is ABSENT:
            continue
        try:
            label = f"{case_id} (workspace)"
            read_case(text_now(words.encode(), document["file"], label), label)
        except BadInput as error:
            head = Problem(
                f"entry {entry.sequence} can't be taken back: case {case_id} couldn't be read",
                "take back first what builds on it",
            )
            raise Refused([head, *error.problems]) from None
