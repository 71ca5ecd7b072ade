"""The files of a bag, in a folder or in a zip file, opened without unpacking anything.

A zip is read where it lies: no file is ever written under a name that it holds, and what one of its
members unpacks to is bounded before it is read.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast

from forcereview.errors import BadInput, Place, Problem
from forcereview.publish.exchange.bag_names import is_malformed, leads_outside, shown


@dataclass(frozen=True, slots=True)
class ZipBounds:
    """What a zipped bag may hold: files; bytes of its directory; how many times its size anything
    may unpack to, which counts only beyond ``free`` bytes."""

    files: int = 1_000_000
    directory: int = 256 << 20
    ratio: int = 200
    free: int = 100 << 20


class BagContents(Protocol):
    """The files of a bag by their path in it, and what is wrong with how they lie there."""

    name: str
    problems: list[Problem]

    @property
    def files(self) -> Mapping[str, int]:
        """Every plain file, and its size in bytes."""
        ...

    def open(self, path: str) -> BinaryIO:
        """The content of one file.

        Raises:
            OSError, zipfile.BadZipFile: it can't be read.
        """
        ...


@contextmanager
def opened_bag(path: Path, bounds: ZipBounds | None = None) -> Iterator[BagContents]:
    """The files of the bag in a folder or a zip file.

    Raises:
        BadInput: there is nothing of this name, or it is neither.
    """
    if path.is_dir():
        yield _Folder(path)
    elif not path.exists():
        what = "there is no such folder or file"
        raise BadInput(Problem(what, "check the name", Place(str(path))))
    elif not zipfile.is_zipfile(path):
        what = "this is neither a folder nor a zip file"
        raise BadInput(Problem(what, "name a bag's folder, or a zipped bag", Place(str(path))))
    else:
        with _opened_zip(path, bounds or ZipBounds()) as contents:
            yield contents


class _Folder:
    """A bag in a folder. Links are not followed: what they lead to isn't in the bag."""

    def __init__(self, root: Path) -> None:
        self.name = root.resolve().name
        self._root = root
        self.problems: list[Problem] = []
        self.files: dict[str, int] = {}
        self._walk("")

    def open(self, path: str) -> BinaryIO:
        return cast(
            BinaryIO, os.fdopen(os.open(self._root / path, os.O_RDONLY | os.O_NOFOLLOW), "rb")
        )

    def _walk(self, folder: str) -> None:
        try:
            entries = sorted(os.scandir(self._root / folder), key=lambda entry: entry.name)
        except OSError as error:
            self._complain(folder, f"the folder can't be read ({error.strerror})")
            return
        for entry in entries:
            path = f"{folder}{entry.name}"
            mode = entry.stat(follow_symlinks=False).st_mode
            if stat.S_ISDIR(mode):
                self._walk(f"{path}/")
            elif stat.S_ISREG(mode):
                self.files[path] = entry.stat(follow_symlinks=False).st_size
            else:
                self._complain(path, f"{shown(path)} is {_KIND.get(stat.S_IFMT(mode), 'no file')}")

    def _complain(self, path: str, what: str) -> None:
        self.problems.append(Problem(what, "a bag holds plain files", Place(path)))


_KIND = {
    stat.S_IFLNK: "a link, and what it leads to isn't in the bag",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFBLK: "a device",
    stat.S_IFCHR: "a device",
}


@contextmanager
def _opened_zip(path: Path, bounds: ZipBounds) -> Iterator[BagContents]:
    too_long = _directory_size(path) > bounds.directory
    if too_long:
        what = "its list of files is longer than anything sensible"
        raise BadInput(Problem(what, "unpack it and name the folder", Place(str(path))))
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        what = f"the zip file can't be read ({error})"
        raise BadInput(Problem(what, "ask the sender for a new copy", Place(str(path)))) from None
    with packed:
        yield _Zipped(path, packed, bounds)


def _directory_size(path: Path) -> int:
    """Bytes of the zip's central directory, as the record at its end says."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    claimed: int = struct.unpack_from("<L", tail, at + 12)[0] if 0 <= at <= len(tail) - 22 else 0
    return size if claimed == 0xFFFFFFFF else claimed


class _Zipped:
    """A bag in a zip file, in the one folder that its top level may hold (RFC 8493, section 4)."""

    def __init__(self, path: Path, packed: zipfile.ZipFile, bounds: ZipBounds) -> None:
        self.name = path.name
        self._packed = packed
        self.problems: list[Problem] = []
        self._members: dict[str, zipfile.ZipInfo] = {}
        members = [member for member in packed.infolist() if not member.is_dir()]
        self._check_bounds(path, members, bounds)
        tops = {member.filename.partition("/")[0] for member in members}
        self._base = f"{tops.pop()}/" if len(tops) == 1 else ""
        if not self._base or self._base.rstrip("/") in ("bagit.txt", ""):
            self._base = ""
            what = "a zipped bag holds one folder and the bag in it; this one doesn't"
            self._complain(what, "zip the bag's folder, not what is in it")
        for member in members:
            self._take(member)
        self.files: dict[str, int] = {path: m.file_size for path, m in self._members.items()}

    def open(self, path: str) -> BinaryIO:
        return cast(BinaryIO, self._packed.open(self._members[path]))

    def _take(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        path = name.removeprefix(self._base)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if why := leads_outside(name) or (is_malformed(name) and "it isn't a plain path"):
            self._complain(f"{shown(name)} must not be in a zip: {why}")
        elif path in self._members:
            self._complain(f"{shown(path)} is in the zip twice")
        elif kind not in (0, stat.S_IFREG):
            self._complain(f"{shown(path)} is {_KIND.get(kind, 'no file')}")
        elif member.flag_bits & 1:
            self._complain(f"{shown(path)} is encrypted")
        elif member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            self._complain(f"{shown(path)} is packed in a way that isn't read here")
        else:
            self._members[path] = member

    def _check_bounds(self, path: Path, members: list[zipfile.ZipInfo], bounds: ZipBounds) -> None:
        held = path.stat().st_size
        if len(members) > bounds.files:
            raise self._bomb(path, f"{len(members):,} files")
        if sum(member.compress_size for member in members) > held:
            raise self._bomb(path, "files that lie over one another")
        unpacked = sum(member.file_size for member in members)
        if unpacked > bounds.free and unpacked > held * bounds.ratio:
            raise self._bomb(path, f"{unpacked:,} bytes in {held:,}")

    def _bomb(self, path: Path, what: str) -> BadInput:
        return BadInput(
            Problem(
                f"the zip holds {what}: it isn't opened",
                "if it is to be trusted, unpack it and name the folder",
                Place(str(path)),
            )
        )

    def _complain(self, what: str, todo: str = "ask the sender for a plain zip") -> None:
        self.problems.append(Problem(what, todo))


def readable_error(error: Exception) -> str:
    """Why a file couldn't be read, in a few words."""
    return re.sub(r"\s+", " ", getattr(error, "strerror", None) or str(error))[:120]
