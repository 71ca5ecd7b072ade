"""Bring a case file into the workspace: a new case, or what has changed in one that is here.

Three versions are compared: the file, the case as it is, and the case as the file's writer had it
(:mod:`forcereview.workspace.cases.copies`). What only the file changed is taken in, what only the
workspace changed stays; where both changed a value, nothing is written and the values are named.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forcereview.errors import BadInput, Place, Problem, Refused
from forcereview.journal import ABSENT, Change, applied, difference
from forcereview.journal.merging import Collision, merged
from forcereview.publish.changes_in_words import named, said
from forcereview.publish.entries_in_words import when
from forcereview.publish.readable import counted
from forcereview.record import Case, read_case
from forcereview.record.keeping import text_now, with_comments_of
from forcereview.record.writing import plain
from forcereview.workspace.acting import Work, acting
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.cases.copies import (
    copies,
    descends_from,
    last_to_change,
    note_of,
    refuse_what_is_stale,
    values_as_of,
)
from forcereview.workspace.cases.keeping import CASE, COPY, TEXT, KeptCase, kept
from forcereview.workspace.journal.past import document_at, entries_of, numbered
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a file: the case it is, the entry (None: it held nothing new), whether the
    case is new, and what changed in it. ``kept`` are values that the workspace has since the file's
    writer had it, so that the file doesn't hold them."""

    case: str
    file: str
    entry: int | None
    new: bool = False
    changes: tuple[Change, ...] = ()
    kept: tuple[Change, ...] = ()


@dataclass(frozen=True)
class _Arrival:
    """A case file that comes in."""

    path: str
    raw: bytes
    read: Case

    @property
    def name(self) -> str:
        return Path(self.path).name

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def values(self) -> dict[str, Any]:
        return plain(self.read.file)


def import_case(
    ports: Ports,
    file: Path | str,
    by: str,
    reason: str = "",
    *,
    based_on: int | None = None,
    file_wins: bool = False,
) -> Imported:
    """Bring a case file in. ``based_on`` is the entry in which the copy came in or went out from
    which the file was made, where that isn't the last one noted. With ``file_wins``, values that
    were changed on both sides become what the file has.

    Raises:
        BadInput: the file is no usable case (every problem is listed), there is no entry
            ``based_on``, or nobody is named.
        Refused: somebody changed the same values otherwise meanwhile, the file is an old copy that
            would take back what others entered, or it is another case under the same id.
    """
    raw = bytes_of(Path(file))
    arrival = _Arrival(str(file), raw, read_case(raw, str(file)))
    if ports.journal.document(f"{CASE}/{arrival.read.id}") is None:
        return _begin(ports, arrival, by, reason)
    here = kept(ports, arrival.read.id)
    base = _base(ports, arrival, by.strip()) if based_on is None else numbered(ports, based_on)
    return _bring_together(ports, arrival, here, base, by, reason, file_wins)


def _begin(ports: Ports, arrival: _Arrival, by: str, reason: str) -> Imported:
    document = {"file": arrival.values, "name": arrival.name}
    with acting(ports, by, reason) as work:
        _write(work, "case.import", arrival, document, arrival.raw)
    return Imported(arrival.read.id, arrival.path, work.entries[0].sequence, new=True)


def _bring_together(
    ports: Ports,
    arrival: _Arrival,
    here: KeptCase,
    base: int,
    by: str,
    reason: str,
    file_wins: bool,
) -> Imported:
    theirs = arrival.values
    outcome = merged(values_as_of(ports, here.id, base), here.values, theirs)
    if outcome.collisions and not file_wins:
        raise Refused(_collided(ports, here, arrival, outcome.collisions))
    settled = [Change("", each.path, each.ours, each.theirs) for each in outcome.collisions]
    after = applied(outcome.document, settled)
    missing = _changes(here, theirs, after)
    known = any(copy.sha256 == arrival.sha256 for copy in copies(ports, here.id))
    text = _text(ports, here, arrival, base)
    if after == here.values and (known or text_now(text, after) == here.text):
        return Imported(here.id, arrival.path, None, kept=missing)
    _usable(text, after, arrival)
    with acting(ports, by, reason) as work:
        _refuse_if_overtaken(work, here)
        _write(work, "case.change", arrival, {"file": after, "name": here.name}, text)
    changes = _changes(here, here.values, after)
    return Imported(here.id, arrival.path, work.entries[0].sequence, changes=changes, kept=missing)


def _changes(here: KeptCase, before: Any, after: Any) -> tuple[Change, ...]:
    return difference(f"{CASE}/{here.id}", {"file": before}, {"file": after})


def _refuse_if_overtaken(work: Work, here: KeptCase) -> None:
    work.relies_on(f"{CASE}/{here.id}", f"{TEXT}/{here.id}")
    document = {"file": here.values, "name": here.name}
    held = [work.document(f"{kind}/{here.id}") for kind in (CASE, TEXT)]
    if held != [document, here.words]:
        raise Refused(
            Problem(f"case {here.id} was changed by somebody else just now", "import it again")
        )


def _write(work: Work, does: str, arrival: _Arrival, document: Any, text: bytes) -> None:
    case_id = arrival.read.id
    work.become(
        does,
        {
            f"{CASE}/{case_id}": document,
            f"{TEXT}/{case_id}": text.decode(),
            f"{COPY}/{case_id}": note_of(work.by, arrival.name, arrival.sha256, "in"),
        },
        case=case_id,
        details={"file": arrival.name, "sha256": arrival.sha256},
    )


def _base(ports: Ports, arrival: _Arrival, by: str) -> int:
    """The entry as of which the file's writer had the case; 0 where that can't be known."""
    case_id = arrival.read.id
    found = descends_from(copies(ports, case_id), by, arrival.name)
    if found is None:
        return 0
    if found.file != arrival.name:
        _refuse_another_case(arrival, values_as_of(ports, case_id, found.entry))
    refuse_what_is_stale(ports, case_id, found, arrival.values, by, arrival.path)
    return found.entry


def _refuse_another_case(arrival: _Arrival, here: Any) -> None:
    """That a file of another name, with another title and another beginning, isn't another case."""
    theirs = arrival.values
    if here is not ABSENT and (
        here["title"] == theirs["title"]
        or here["encounter"]["start"] == theirs["encounter"]["start"]
    ):
        return
    case_id = arrival.read.id
    raise Refused(
        Problem(
            f"the workspace keeps another case under the id {case_id}",
            "give this one another id; if it is the same: --based-on ENTRY, the entry as of "
            f"which it was written (forcereview log --case {case_id})",
            Place(arrival.path),
        )
    )


def _text(ports: Ports, here: KeptCase, arrival: _Arrival, base: int) -> bytes:
    """The file's text; above it, comments that came in otherwise since its writer had the case."""
    then = document_at(ports, f"{TEXT}/{here.id}", base)
    if then == here.words:
        return arrival.raw
    known = b"" if then is ABSENT else then.encode()
    return with_comments_of(arrival.raw, here.words.encode(), known)


def _usable(text: bytes, values: Any, arrival: _Arrival) -> None:
    """That both sides' changes together make a case that can be read.

    Raises:
        Refused: they don't, though each does.
    """
    try:
        read_case(text_now(text, values), arrival.path)
    except BadInput as error:
        apart = Problem(
            "the file and the case as it is don't go together, though each can be read",
            "export the case, and make your changes there",
            Place(arrival.path),
        )
        raise Refused([apart, *error.problems]) from None


def _collided(
    ports: Ports, here: KeptCase, arrival: _Arrival, collisions: Sequence[Collision]
) -> list[Problem]:
    of = f"{CASE}/{here.id}"
    entries = [*entries_of(ports, of)]
    problems = []
    for each in collisions:
        path = ("file", *each.path)
        who = last_to_change(entries, of, path)
        by = f" (by {who.by} in entry {who.sequence}, {when(who)})" if who else ""
        what = (
            f"{named(of, path)}: the file has {said(each.theirs)}, the workspace "
            f"{said(each.ours)}{by}; before both it was {said(each.base)}"
        )
        problems.append(Problem(what, "", Place(arrival.path)))
    number = counted(len(problems), "value was", "values were")
    how = Problem(
        f"nothing was imported: {number} changed here and in the file, each to something else",
        "where the workspace is right, write its value into the file; to take the file's for the "
        "rest: --file-wins",
        Place(arrival.path),
    )
    return [how, *problems]
