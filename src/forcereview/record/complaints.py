"""What is wrong with a case file, collected while it is read: each complaint with its place."""

from __future__ import annotations

from collections.abc import Iterable

from forcereview.documents import MOST_PROBLEMS, Document, Path, too_many
from forcereview.errors import Problem


class Complaints:
    """Collects problems by path; after :data:`MOST_PROBLEMS` it only counts.

    ``silent`` holds top-level sections that a stand-in replaces: nothing is said of them here,
    because what is wrong with them is said already.
    """

    def __init__(self, document: Document, silent: frozenset[str] = frozenset()) -> None:
        self._document = document
        self._silent = silent
        self._found: dict[Problem, None] = {}
        self._more = 0

    def say(
        self, what: str, todo: str, path: Path, *, key: bool = False, severity: str = "error"
    ) -> None:
        """One thing that is wrong at ``path`` (at the key itself, with ``key``)."""
        if path and path[0] in self._silent:
            return
        if self.enough:
            self._more += 1
            return
        place = self._document.place(path, key=key)
        self._found[Problem(what, todo, place, severity)] = None

    def repeat(self, error: ValueError, path: Path) -> None:
        """What a reader of values complains of, as ``what; what to do``."""
        what, _, todo = str(error).partition("; ")
        self.say(what, todo, path)

    def doubt(self, what: str, todo: str, path: Path) -> None:
        """Something that a careful reader would look at, though the case can be used."""
        self.say(what, todo, path, severity="warning")

    @property
    def enough(self) -> bool:
        """Whether no more will be listed, so that costly checks can stop."""
        return len(self._found) >= MOST_PROBLEMS

    def all(self, before: Iterable[Problem] = ()) -> tuple[Problem, ...]:
        """Every problem, those found before included, in the order of the file, each once."""
        found = dict.fromkeys([*before, *self._found])
        ordered = sorted(found, key=lambda p: (p.place.line, p.place.column))
        if self._more:
            ordered.append(too_many(self._document, self._more))
        return tuple(ordered)
