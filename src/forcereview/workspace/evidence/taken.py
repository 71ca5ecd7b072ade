"""Notes of which files were taken in, so that the same command, run again, passes over them.

A cache in ``working/`` that can be thrown away: a file whose size, times or circumstances differ
from what is noted is read and hashed again. Only a short hash of those is kept, no names.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from forcereview.workspace.evidence.files_to_take import FileToTake

_FILE = "taken-in.txt"


class TakenNotes:
    """What is noted, for one way of having received files."""

    def __init__(self, root: Path, circumstances: object) -> None:
        self._path = root / "working" / _FILE
        self._circumstances = repr(circumstances).encode("utf-8", "surrogatepass")
        self._items = self._read()

    def item_of(self, file: FileToTake) -> str:
        """The id of the item that this file, unchanged since, became; "" if that isn't known."""
        return self._items.get(self._key(file), "")

    def note(self, taken: Iterable[tuple[FileToTake, str]]) -> None:
        """Note files and the ids of the items that they became."""
        lines = [(self._key(file), item) for file, item in taken]
        self._items.update(lines)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="ascii") as notes:
                notes.writelines(f"{key} {item}\n" for key, item in lines)
        except OSError:
            # Without its note a file is read once more, no worse.
            return

    def _key(self, file: FileToTake) -> str:
        digest = hashlib.blake2b(self._circumstances, digest_size=16)
        place = os.fsencode(os.path.abspath(file.path))
        digest.update(b"\0%b\0%d %d %d" % (place, file.size, file.changed, file.touched))
        return digest.hexdigest()

    def _read(self) -> dict[str, str]:
        try:
            lines = self._path.read_text("ascii", "replace").split("\n")
        except OSError:
            return {}
        pairs = (line.partition(" ") for line in lines)
        return {key: item for key, _, item in pairs if len(key) == 32 and item}
