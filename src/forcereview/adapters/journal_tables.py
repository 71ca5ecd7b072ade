"""What the journals on SQLite and PostgreSQL have in common: entries drafted, documents folded."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence

from forcereview.errors import Problem, Refused
from forcereview.journal import ABSENT, Conflict, Draft, Entry, Stored, applied, read_entry, stored
from forcereview.journal.canonical import Json
from forcereview.workspace.ports import Head


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


def documents_after(
    entries: Iterable[Stored | Draft], held: Callable[[str], Json]
) -> dict[str, Json]:
    """The documents that entries (or drafts) change, as they are afterwards.

    ``held`` gives a document as it was before, ABSENT if there was none.

    Raises:
        Refused: an entry starts from something else than what is held.
    """
    documents: dict[str, Json] = {}
    for each in entries:
        read: Entry | Draft = read_entry(each.raw) if isinstance(each, Stored) else each
        for change in read.changes:
            before = documents[change.of] if change.of in documents else held(change.of)
            try:
                documents[change.of] = applied(before, [change])
            except Conflict as conflict:
                raise _overtaken(conflict) from None
    return documents


def text_of(document: Json) -> str:
    """A document as the cache keeps it."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _overtaken(conflict: Conflict) -> Refused:
    change = conflict.change
    where = " > ".join((change.of, *change.path))
    held = "nothing" if conflict.held is ABSENT else text_of(conflict.held)[:80]
    return Refused(
        Problem(
            f"{where} was changed by somebody else meanwhile; it now holds {held}",
            "look at it again (forcereview log), then repeat the change if it still fits",
        )
    )
