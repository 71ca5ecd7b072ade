"""The journal's past: entries by number, checkpoint or time, and documents as they were then."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from forcereview.errors import BadInput, Problem, cited
from forcereview.journal import ABSENT, Entry, Stored, applied, read_entry
from forcereview.journal.canonical import Json
from forcereview.journal.checkpoints import read_checkpoint
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.ports import Ports

_LONGEST_NAME = 4096
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


def stored_entry(ports: Ports, sequence: int) -> Stored:
    """An entry as it is kept.

    Raises:
        BadInput: there is no such entry.
    """
    found = next(iter(ports.journal.entries(sequence - 1, sequence)), None) if sequence else None
    if found is None:
        raise _no_entry(ports, sequence)
    return found


def entry_at(ports: Ports, sequence: int) -> Entry:
    """An entry by its number.

    Raises:
        BadInput: there is no such entry.
    """
    return read_entry(stored_entry(ports, sequence).raw)


def entries_of(ports: Ports, of: str, after: int = 0, upto: int | None = None) -> Iterator[Entry]:
    """The entries that changed a document, in order."""
    return (read_entry(each.raw) for each in ports.journal.entries(after, upto, of))


def last_entry_of(ports: Ports, of: str, upto: int | None = None) -> Entry | None:
    """The last entry, up to one, that changed a document."""
    last = deque(ports.journal.entries(0, upto, of), maxlen=1)
    return read_entry(last[0].raw) if last else None


def document_at(ports: Ports, of: str, sequence: int) -> Json:
    """A document as it was right after an entry, folded from the entries; ABSENT if none was."""
    document: Json = ABSENT
    for entry in entries_of(ports, of, upto=sequence):
        document = applied(document, [change for change in entry.changes if change.of == of])
    return document


def documents_at(ports: Ports, sequence: int, kind: str = "") -> dict[str, Json]:
    """All documents as they were right after an entry, folded from the entries; with ``kind``,
    those whose name begins with ``kind/``."""
    documents: dict[str, Json] = {}
    for stored in ports.journal.entries(0, sequence):
        for change in read_entry(stored.raw).changes:
            if kind and not change.of.startswith(f"{kind}/"):
                continue
            after = applied(documents.get(change.of, ABSENT), [change])
            documents[change.of] = after
    return {of: value for of, value in documents.items() if value is not ABSENT}


def numbered(ports: Ports, sequence: int) -> int:
    """The number, if there is such an entry (0: before the first).

    Raises:
        BadInput: there is none.
    """
    if not 0 <= sequence <= ports.journal.head().sequence:
        raise _no_entry(ports, sequence)
    return sequence


def entry_named(ports: Ports, name: str) -> int:
    """The entry that a person means: by number, by checkpoint (``checkpoint/7``, ``checkpoint`` for
    the latest, or the file that holds one), or the last one up to a time (``2026-01-07``,
    ``2026-01-07T15:35``; UTC where no zone is given).

    A day stands for its beginning. 0 means: before the first entry.

    Raises:
        BadInput: nothing like that is known.
    """
    words = name.strip()
    if words.isdecimal():
        return numbered(ports, int(words))
    if len(words) < _LONGEST_NAME and Path(words).is_file():
        text = bytes_of(Path(words)).decode("utf-8", "replace")
        return numbered(ports, read_checkpoint(text, words).size)
    if words.startswith("checkpoint"):
        return _of_checkpoint(ports, words.removeprefix("checkpoint").strip("/ "))
    return _upto_time(ports, _time(words))


def _of_checkpoint(ports: Ports, which: str) -> int:
    """The last entry that a checkpoint covers; its number is that."""
    numbers = sorted(int(name.partition("/")[2]) for name in ports.journal.names("checkpoint"))
    if not which and numbers:
        return numbers[-1]
    if which.isdecimal() and int(which) in numbers:
        return int(which)
    listed = ", ".join(f"checkpoint/{number}" for number in numbers[-12:])
    raise BadInput(
        Problem(
            f"the workspace has no checkpoint {cited(which)}" if which else "no checkpoint yet",
            f"known: {listed}" if listed else "name an entry by its number, or a time",
        )
    )


def _time(words: str) -> str:
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise BadInput(
            Problem(
                f"{cited(words)} names no entry, checkpoint or time",
                "write a number (forcereview log), checkpoint/7, 2026-01-07 or 2026-01-07T15:35Z",
            )
        ) from None
    zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return zoned.astimezone(UTC).strftime(_TIME)


def _upto_time(ports: Ports, time: str) -> int:
    """The last entry not later than a time; times never go back along the journal."""
    low, high = 0, ports.journal.head().sequence
    while low < high:
        middle = (low + high + 1) // 2
        if entry_at(ports, middle).at <= time:
            low = middle
        else:
            high = middle - 1
    return low


def _no_entry(ports: Ports, sequence: int) -> BadInput:
    head = ports.journal.head().sequence
    return BadInput(
        Problem(
            f"the journal has no entry {sequence}",
            f"its entries are 1 to {head}; forcereview log shows them",
        )
    )
