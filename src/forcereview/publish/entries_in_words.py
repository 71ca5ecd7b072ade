"""Entries of the journal in plain words: who did what, when, and why."""

from __future__ import annotations

from typing import Any

from forcereview.journal import Change, Entry
from forcereview.journal.undoing import undoes
from forcereview.publish.changes_in_words import in_words, said
from forcereview.publish.readable import counted, on_one_line

#: documents whose changes go without saying where a case's values change
_BESIDE = ("case-text/", "case-copy/")
_MOST = 2


def when(entry: Entry) -> str:
    """``2026-01-07 15:35 UTC``."""
    return f"{entry.at[:10]} {entry.at[11:16]} UTC"


def who_when_why(entry: Entry) -> str:
    """``reviewer 1, 2026-01-07 15:35 UTC, entry 12: reason``."""
    why = f": {on_one_line(entry.reason)}" if entry.reason else ""
    return f"{on_one_line(entry.by)}, {when(entry)}, entry {entry.sequence}{why}"


def entry_line(entry: Entry, taken_back_in: int | None = None) -> str:
    """An entry in one line."""
    why = f" ({on_one_line(entry.reason)})" if entry.reason else ""
    back = f" [taken back in entry {taken_back_in}]" if taken_back_in is not None else ""
    words = entry_in_words(entry)
    return (
        f"{entry.sequence}  {when(entry)}  {on_one_line(entry.by)}  {entry.does}"
        + (f"  {on_one_line(entry.case)}" if entry.case else "")
        + (f": {words}" if words else "")
        + why
        + back
    )


def entry_in_words(entry: Entry) -> str:
    """What an entry did: its first changes, or its details where it changed nothing of note."""
    undone = undoes(entry)
    if undone is not None:
        return f"takes back entry {undone}"
    notable = worth_saying(entry.changes)
    if not notable:
        return ", ".join(f"{on_one_line(k)} {said(v)}" for k, v in entry.details.items() if v != "")
    words = [in_words(change) for change in notable[:_MOST]]
    more = len(notable) - len(words)
    return "; ".join(words) + (f"; and {counted(more, 'more change')}" if more else "")


def worth_saying(changes: tuple[Change, ...]) -> list[Change]:
    """The changes without notes of copies, and without a text's where its values changed too."""
    values = [change for change in changes if not change.of.startswith(_BESIDE)]
    return values or [change for change in changes if change.of.startswith(_BESIDE[0])]


def entry_as_json(entry: Entry, taken_back_in: int | None = None) -> dict[str, Any]:
    """An entry as plain data, with the undo that takes it back, or null."""
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "by": entry.by,
        "does": entry.does,
        "case": entry.case,
        "reason": entry.reason,
        "details": dict(entry.details),
        "changes": [change.as_json() for change in entry.changes],
        "taken_back_in": taken_back_in,
    }
