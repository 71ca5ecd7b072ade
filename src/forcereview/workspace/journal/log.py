"""The journal as a list: who did what, when and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forcereview.errors import ForcereviewError, Problem, Refused
from forcereview.journal import Entry, read_entry
from forcereview.workspace.ports import Ports


def log(ports: Ports, since: int = 0, case: str = "") -> Iterator[Entry]:
    """The entries after ``since``, oldest first; with ``case``, those that concern this case.

    Raises:
        Refused: some can't be read; all that can have been given before.
    """
    damaged: list[int] = []
    for stored in ports.journal.entries(since):
        try:
            entry = read_entry(stored.raw)
        except ValueError:
            damaged.append(stored.sequence)
            continue
        if not case or entry.case == case:
            yield entry
    if damaged:
        named = ", ".join(map(str, damaged[:10])) + (", …" if damaged[10:] else "")
        raise Refused(
            Problem(f"entries are damaged: {named}", "see what is lost: forcereview verify")
        )


def readable(entries: Iterable[Entry], troubles: list[ForcereviewError]) -> Iterator[Entry]:
    """Entries as far as they can be read; what went wrong then is added to ``troubles``."""
    try:
        yield from entries
    except ForcereviewError as error:
        troubles.append(error)
