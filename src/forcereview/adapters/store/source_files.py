"""Open a file that is to be taken in: an ordinary one, left as it is, at rest while it is read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forcereview.errors import BadInput, Place, Problem


class Original:
    """A file that is read once, from its beginning to the end it had when it was opened."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self._descriptor = descriptor
        self._path = path
        self._before = os.fstat(descriptor)
        self._seen = 0

    def read(self, size: int) -> bytes:
        """The next bytes.

        Raises:
            BadInput: there are more than there were. (A file that grows as fast as it is read
                would never end.)
        """
        piece = os.read(self._descriptor, size)
        self._seen += len(piece)
        if self._seen > self._before.st_size:
            raise self._changed()
        return piece

    def check(self) -> None:
        """That the file is as it was when it was opened, and was read to its end.

        Raises:
            BadInput: it isn't.
        """
        after = os.fstat(self._descriptor)
        same = (self._before.st_size, self._before.st_mtime_ns) == (
            after.st_size,
            after.st_mtime_ns,
        )
        if not same or self._seen != after.st_size:
            raise self._changed()

    @property
    def name(self) -> str:
        """How complaints name it."""
        return str(self._path)

    def _changed(self) -> BadInput:
        return _bad(
            self._path,
            "the file was changed while it was read, so it wasn't taken in",
            "wait until nothing writes to it, then repeat",
        )


@contextmanager
def original(path: Path) -> Iterator[Original]:
    """The file, open to be read; where the system permits, without a trace of the reading (atime).

    Raises:
        BadInput: it can't be opened, is no ordinary file, or was changed while it was read.
    """
    descriptor = _opened(path)
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise _bad(path, f"this is {_kind(mode)}, not a file", "name ordinary files")
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_SEQUENTIAL)
        file = Original(descriptor, path)
        yield file
        file.check()
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    # Without O_NONBLOCK, opening a pipe would wait for somebody to write to it.
    flags = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY
    try:
        try:
            return os.open(path, flags | getattr(os, "O_NOATIME", 0))
        except PermissionError:
            return os.open(path, flags)
    except OSError as error:
        raise _bad(
            path, f"the file can't be read ({error.strerror})", "check its name and permissions"
        ) from None


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")


def _bad(path: Path, what: str, todo: str) -> BadInput:
    return BadInput(Problem(what, todo, Place(str(path))))
