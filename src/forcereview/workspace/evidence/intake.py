"""Take in evidence: files into the store, each an item with its custody and what it says of itself.

Files go in by small groups. Those of a group are stored one after the other, examined, and entered
in the journal together: one entry each, one transaction for all, since a transaction's wait for the
disk costs more than all else about a small file. A stop in the middle of a group, by Ctrl-C, a
crash or a power cut, leaves at most its contents in the store without their entries; the same
command, run again, enters them and goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Literal

from forcereview.errors import BadInput, ForcereviewError, Place, Problem, Refused
from forcereview.evidence import Derivation, Item, item_id
from forcereview.journal import ABSENT
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.changing import change_case
from forcereview.workspace.cases.keeping import kept
from forcereview.workspace.evidence.examining import Examined, examined
from forcereview.workspace.evidence.files_to_take import (
    FileToTake,
    files_to_take,
    text_of_name,
)
from forcereview.workspace.evidence.items import DOCUMENT
from forcereview.workspace.evidence.receiving import (
    Received,
    new_item,
    received_again,
    same_content,
)
from forcereview.workspace.evidence.taken import TakenNotes
from forcereview.workspace.ports import Blob, Ports, WasExpunged

#: a group ends with so many files, bytes, or seconds since its first
_MOST_FILES, _MOST_BYTES, _MOST_SECONDS = 64, 64 << 20, 2.0
#: times that a group is entered anew when somebody else changed its items meanwhile
_ATTEMPTS = 3

What = Literal["added", "received again", "held already", "not taken"]
ADDED: What = "added"
AGAIN: What = "received again"
HELD: What = "held already"
NOT_TAKEN: What = "not taken"
OUTCOMES = (ADDED, AGAIN, HELD, NOT_TAKEN)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file. ``name`` is its path as text; ``problem`` why it wasn't taken."""

    what: What
    name: str
    item: str = ""
    type: str = ""
    size: int = 0
    examined: str = ""
    problem: Problem | None = None


@dataclass
class _Group:
    files: list[tuple[FileToTake, Blob]] = field(default_factory=list)
    since: float = 0.0

    def full(self) -> bool:
        size = sum(blob.size for _, blob in self.files)
        late = monotonic() - self.since > _MOST_SECONDS
        return bool(self.files) and (len(self.files) >= _MOST_FILES or size > _MOST_BYTES or late)


def take_in(
    ports: Ports,
    paths: Iterable[Path],
    received: Received,
    by: str,
    reason: str = "",
    *,
    source: str = "",
) -> Iterator[Outcome]:
    """Take in files and folders, and tell what became of each file once that is on disk.

    Files are taken in as this is iterated over; stopped at any place, what was told stays. With
    ``source`` the one file is the copy held of this source of the case.

    Raises:
        BadInput: nobody is named, there is no such case or source, or the time can't be read.
        Refused: nothing can be written here.
    """
    received.check()
    with acting(ports, by, reason):
        _writable(ports)
    if received.case:
        kept(ports, received.case)
    found = list(files_to_take(paths))
    if source:
        _one_source(ports, received.case, source, found)
    yield from _taken(ports, found, received, by, reason, source)


def _taken(
    ports: Ports,
    found: list[FileToTake | Problem],
    received: Received,
    by: str,
    reason: str,
    source: str,
) -> Iterator[Outcome]:
    notes = TakenNotes(ports.root, (received, source))
    sizes = [file.size for file in found if isinstance(file, FileToTake)]
    ports.progress.begin(f"taking in {len(sizes):,} files", sum(sizes), "bytes")
    group = _Group()
    for file in found:
        if isinstance(file, Problem):
            yield Outcome(NOT_TAKEN, file.place.file, problem=file)
            continue
        known = _known(ports, notes, file)
        if known is not None:
            ports.progress.advance(file.size)
            yield _told(HELD, file, known)
            continue
        try:
            blob = ports.blobs.put(file.path, ports.progress)
        except (BadInput, WasExpunged) as error:
            yield Outcome(NOT_TAKEN, _text(file), problem=_placed(error, file.path))
            continue
        if not group.files:
            group.since = monotonic()
        group.files.append((file, blob))
        if group.full():
            yield from _entered(ports, group, received, by, reason, notes, source)
            group = _Group()
    yield from _entered(ports, group, received, by, reason, notes, source)
    ports.progress.end()


def take_in_derived(
    ports: Ports,
    file: Path,
    name: str,
    derivation: Derivation,
    by: str,
    reason: str = "",
    case: str = "",
) -> Outcome:
    """Take in a file that was made of other items, under the name it is to have.

    Raises:
        BadInput: nobody is named, or the file can't be read.
        Refused: nothing can be written here, or its content was expunged.
    """
    blob = ports.blobs.put(file)
    to_take = FileToTake(Path(name), blob.size, 0, 0)
    group = _Group([(to_take, blob)])
    return next(iter(_enter(ports, group, Received(case=case), by, reason, derivation)))


def _entered(
    ports: Ports,
    group: _Group,
    received: Received,
    by: str,
    reason: str,
    notes: TakenNotes,
    source: str,
) -> Iterator[Outcome]:
    if not group.files:
        return
    outcomes = _enter(ports, group, received, by, reason)
    if source:
        _hold_source(ports, received.case, source, group.files[0][1].sha256, by, reason)
    notes.note(
        (file, outcome.item)
        for (file, _), outcome in zip(group.files, outcomes, strict=True)
        if outcome.item
    )
    yield from outcomes


def _enter(
    ports: Ports,
    group: _Group,
    received: Received,
    by: str,
    reason: str,
    derivation: Derivation | None = None,
) -> list[Outcome]:
    """Enter the files of a group. Somebody may change the same items meanwhile; then again."""
    new = {
        blob.sha256: blob.size
        for _, blob in group.files
        if ports.journal.document(f"{DOCUMENT}/{item_id(blob.sha256)}") is None
    }
    found = dict(zip(new, examined(ports, [*new.items()]), strict=True))
    for attempt in range(_ATTEMPTS):
        try:
            return _written(ports, group, found, received, by, reason, derivation)
        except Refused:
            if attempt == _ATTEMPTS - 1 or not ports.journal.writable:
                raise
    raise AssertionError


def _written(
    ports: Ports,
    group: _Group,
    found: dict[str, Examined],
    received: Received,
    by: str,
    reason: str,
    derivation: Derivation | None,
) -> list[Outcome]:
    outcomes = []
    with acting(ports, by, reason) as work:
        for file, blob in group.files:
            document = f"{DOCUMENT}/{item_id(blob.sha256)}"
            held = work.document(document)
            if held is ABSENT:
                item = new_item(
                    file.name, file.name_bytes, blob, found[blob.sha256], received, by, derivation
                )
                does, what = "evidence.add", ADDED
            else:
                before = Item.model_validate(held)
                same_content(before, blob)
                item = received_again(before, received, by)
                does, what = "evidence.receive", AGAIN
            details = {} if derivation else {"path": _text(file)}
            wrote = work.become(
                does, {document: item.document()}, case=received.case, details=details
            )
            outcomes.append(_told(what if wrote else HELD, file, item))
    return outcomes


def _known(ports: Ports, notes: TakenNotes, file: FileToTake) -> Item | None:
    """The item that a file, unchanged since, became before, if it is held."""
    noted = notes.item_of(file)
    held = ports.journal.document(f"{DOCUMENT}/{noted}") if noted else None
    if held is None:
        return None
    item = Item.model_validate(held.value)
    return item if ports.blobs.state(item.sha256) in ("held", "sealed") else None


def _writable(ports: Ports) -> None:
    if not ports.journal.writable:
        raise Refused(
            Problem(f"nothing can be taken in: {ports.journal.hindrance}", "see to that first")
        )


def _one_source(ports: Ports, case: str, source: str, found: list[FileToTake | Problem]) -> None:
    if not case:
        raise BadInput(Problem("a source is named, but no case", "say whose source: --case"))
    file = kept(ports, case).file
    if source not in file.sources:
        known = ", ".join(file.sources)
        raise BadInput(Problem(f"the case {case} has no source '{source}'", f"it has: {known}"))
    if len(found) != 1:
        raise BadInput(
            Problem(f"{len(found)} files are named as the copy of one source", "name a single file")
        )


def _hold_source(ports: Ports, case: str, source: str, sha256: str, by: str, reason: str) -> None:
    """Let the case say that a copy of its source is held, and which."""
    here = kept(ports, case)
    file = here.file
    held = file.sources[source].model_copy(update={"held": True, "sha256": sha256})
    after = file.model_copy(update={"sources": {**file.sources, source: held}})
    details = {"source": source, "item": item_id(sha256)}
    change_case(ports, case, after, by, reason, "source.hold", since=here.entry, details=details)


def _told(what: What, file: FileToTake, item: Item) -> Outcome:
    return Outcome(what, _text(file), item.id, item.type, item.size, item.examined)


def _text(file: FileToTake) -> str:
    return text_of_name(str(file.path))


def _placed(error: ForcereviewError, path: Path) -> Problem:
    problem = error.problems[0]
    if problem.place != Place():
        return problem
    return Problem(problem.what, problem.todo, Place(str(path)))
