"""Find the files that a person named, folders walked through, and tell what is no file."""

from __future__ import annotations

import os
import stat
from base64 import b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from forcereview.errors import Place, Problem


@dataclass(frozen=True, slots=True)
class FileToTake:
    """A file, and what tells cheaply whether it is still the same: its size in bytes and its times
    of change in nanoseconds (contents, and anything of it)."""

    path: Path
    size: int
    changed: int
    touched: int

    @property
    def name(self) -> str:
        """Its name as text; bytes that are no Unicode as escapes."""
        return text_of_name(self.path.name)

    @property
    def name_bytes(self) -> str:
        """Its name in base64, where the text can't say it; else empty."""
        raw = os.fsencode(self.path.name)
        return "" if self.name.encode() == raw else b64encode(raw).decode()


def text_of_name(name: str) -> str:
    """A name or path of the file system as text that can be kept anywhere."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def files_to_take(paths: Iterable[Path]) -> Iterator[FileToTake | Problem]:
    """The files, in the order given, those of a folder by name; what can't be taken, as problems.

    A link that a person names is followed; one that lies in a folder isn't.
    """
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            yield _problem(path, f"it can't be read ({error.strerror})", "check its name")
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _in_folder(path)
        else:
            yield _file(path, status)


def _in_folder(folder: Path) -> Iterator[FileToTake | Problem]:
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield _problem(folder, f"the folder can't be read ({error.strerror})", "check permissions")
        return
    for entry in entries:
        path = Path(entry.path)
        try:
            if entry.is_symlink():
                yield _problem(
                    path, "a link isn't followed", "name what it leads to, if that is wanted"
                )
            elif entry.is_dir(follow_symlinks=False):
                yield from _in_folder(path)
            else:
                yield _file(path, entry.stat(follow_symlinks=False))
        except OSError as error:
            yield _problem(path, f"it can't be read ({error.strerror})", "check permissions")


def _file(path: Path, status: os.stat_result) -> FileToTake | Problem:
    if not stat.S_ISREG(status.st_mode):
        return _problem(path, "this is a pipe, a device or a socket, not a file", "leave it out")
    return FileToTake(path, status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def _problem(path: Path, what: str, todo: str) -> Problem:
    return Problem(what, todo, Place(str(path)))
