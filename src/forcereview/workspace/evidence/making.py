"""Have a confined reader write a file from an item's content, for as long as somebody needs it."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forcereview.errors import Problem, Refused
from forcereview.evidence import Item
from forcereview.workspace.ports import Limits, Ports, Unreadable

#: bytes a second that a reader is at least allowed to take its time for
_SLOWEST = 250_000
_LEAST_SECONDS, _MEMORY, _OUTPUT = 120.0, 3 << 30, 256 << 30


@dataclass(frozen=True)
class Made:
    """The file that was made, and what its reader says of it."""

    path: Path
    told: Mapping[str, Any]

    @property
    def made_by(self) -> str:
        """The libraries on whose versions the file's bytes depend."""
        return str(self.told.get("made_by", ""))[:500]


@contextmanager
def made(ports: Ports, item: Item, reader: str, arguments: Mapping[str, Any]) -> Iterator[Made]:
    """The file that a reader makes of an item; it is removed afterwards.

    Raises:
        Refused: the content isn't held, is sealed, or can't be read so.
    """
    limits = Limits(_LEAST_SECONDS + item.size / _SLOWEST, _MEMORY, _OUTPUT)
    with ports.blobs.scratch() as folder:
        given = {"content": ports.blobs.handle(item.sha256), "folder": str(folder), **arguments}
        ports.progress.begin(f"reading {item.id}")
        try:
            try:
                told = ports.readers.run(reader, given, limits)
            finally:
                ports.progress.end()
            yield Made(written(folder, told.get("file")), told)
        except Unreadable as failure:
            raise Refused(Problem(f"{item.id}: {failure}", "the item is kept as it is")) from None


def written(folder: Path, name: object) -> Path:
    """The file that a reader says it wrote in its folder. The reader isn't trusted: it must be a
    file, there, and no link to another.

    Raises:
        Unreadable: it isn't.
    """
    path = folder / str(name)
    if path.parent != folder or "/" in str(name):
        raise Unreadable("its reader wrote outside its folder")
    try:
        ordinary = stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        ordinary = False
    if not ordinary:
        raise Unreadable("its reader wrote no file")
    return path
