"""From drafts to entries, and from entries to documents, whatever database keeps them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from forcereview.errors import Problem, Refused
from forcereview.journal import (
    ABSENT,
    Change,
    Conflict,
    Draft,
    Entry,
    Stored,
    applied,
    hash_of,
    read_entry,
    stored,
)
from forcereview.journal.canonical import Json
from forcereview.journal.entry import linked
from forcereview.workspace.ports import Head

_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
#: so much is folded at a time: entries, bytes of entries
_MOST_ENTRIES, _MOST_BYTES = 2_000, 4 << 20


class Broken(Exception):
    """Entries are no chain from here on. ``sequence`` is the first that doesn't fit."""

    def __init__(self, sequence: int, what: str) -> None:
        self.sequence = sequence
        super().__init__(f"entry {sequence} {what}")


def chained(drafts: Sequence[Draft], head: Head, now: str) -> tuple[Stored, ...]:
    """The entries that drafts become after the head."""
    entries = []
    sequence, after, not_before = head.sequence, head.hash, head.at
    for draft in drafts:
        sequence += 1
        entry = stored(draft, sequence, after, now, not_before)
        entries.append(entry)
        after, not_before = entry.hash.hex(), max(now, not_before)
    return tuple(entries)


def unbroken(entries: Iterable[Stored], head: Head) -> Iterator[Stored]:
    """Entries that follow the head, as long as each has its hash and names that of the one before.

    Raises:
        Broken: one doesn't.
    """
    sequence, after = head.sequence, head.hash
    for entry in entries:
        sequence += 1
        if entry.sequence != sequence:
            raise Broken(sequence, "is missing")
        if hash_of(entry.raw) != entry.hash:
            raise Broken(sequence, "was changed")
        if not linked(entry.raw, sequence, after):
            raise Broken(sequence, "doesn't follow the one before it")
        after = entry.hash.hex()
        yield entry


def in_portions(entries: Iterable[Stored]) -> Iterator[list[Stored]]:
    """Entries in lists that fit into memory."""
    portion: list[Stored] = []
    size = 0
    for entry in entries:
        portion.append(entry)
        size += len(entry.raw)
        if len(portion) >= _MOST_ENTRIES or size >= _MOST_BYTES:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def documents_after(entries: Iterable[Entry], held: Callable[[str], Json]) -> dict[str, Json]:
    """The documents that entries change, as they are afterwards.

    ``held`` gives a document as it was before, ABSENT if there was none.

    Raises:
        Conflict: an entry starts from something else than what is held.
    """
    documents: dict[str, Json] = {}
    for entry in entries:
        for change in entry.changes:
            before = documents[change.of] if change.of in documents else held(change.of)
            documents[change.of] = applied(before, [change])
    return documents


def text_of(document: Json) -> str:
    """A document as the cache keeps it."""
    return _encoded(document)


def overtaken(conflict: Conflict, latest_first: Iterable[Stored]) -> Refused:
    """The refusal of a change that starts from something else than what is held; it names who
    changed it and when, from the entries that changed the document, latest first."""
    change = conflict.change
    where = " > ".join((change.of, *change.path))
    held = "nothing" if conflict.held is ABSENT else text_of(conflict.held)[:80]
    entry = next((e for e in map(_read, latest_first) if _touches(e, change)), None)
    by = f"by {entry.by} at {entry.at} (entry {entry.sequence})" if entry else "by somebody else"
    return Refused(
        Problem(
            f"{where} was meanwhile changed {by}; it now holds {held}",
            "look at it again (forcereview log), then repeat the change if it still fits",
        )
    )


def _read(entry: Stored) -> Entry:
    return read_entry(entry.raw)


def _touches(entry: Entry, change: Change) -> bool:
    """Whether an entry changed this value, something in it, or something that holds it."""
    return any(
        other.of == change.of
        and all(one == two for one, two in zip(other.path, change.path, strict=False))
        for other in entry.changes
    )
