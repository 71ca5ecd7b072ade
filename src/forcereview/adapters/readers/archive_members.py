"""The members of an archive: which there are, which are safe, and unpacking these within limits.

A member is never written under its own name, which may lead anywhere: unpacked members are numbered
files, and their names are told. Links, devices, names that lead out of the archive, encrypted
members and those past the limits aren't unpacked; each with the reason.
"""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO, Any, BinaryIO

from forcereview.adapters.store.contents import open_content

MOST_MEMBERS = 20_000
#: bytes of a compressed TAR that are unpacked to list it
_MOST_LISTED_BYTES = 4 << 30
#: how many times its packed size a member may unpack to, beyond the first megabytes
_HIGHEST_RATIO, _FREE = 200, 10 << 20
_PIECE = 1 << 20
_TARS = ("application/x-tar", "application/x-gtar", "application/x-ustar")
_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the archive's directory names it; ``oddity`` is why it isn't unpacked."""

    name: str
    size: int
    packed: int
    folder: bool = False
    encrypted: bool = False
    oddity: str = ""


def members(stream: BinaryIO, type: str) -> tuple[list[Member], bool]:
    """The members, at most MOST_MEMBERS, and whether these are all.

    Raises:
        ValueError: it is no archive that can be read.
    """
    listed: list[Member] = []
    try:
        with _opened(stream, type) as archive:
            for member, _ in _listed(archive):
                if len(listed) == MOST_MEMBERS:
                    return listed, False
                listed.append(member)
    except _BROKEN as error:
        if listed:
            return listed, False
        raise ValueError(f"it can't be read as an archive ({str(error)[:200]})") from None
    return listed, True


def read(content: Mapping[str, str], type: str, folder: str, most: int) -> dict[str, Any]:
    """Unpack members into ``folder``, numbered, ``most`` bytes in all: ``unpacked`` (``file``,
    ``name``, ``size``) and ``left`` (``name``, ``why``).

    Raises:
        ValueError: it is no archive that can be read.
    """
    unpacked: list[dict[str, Any]] = []
    left: list[dict[str, str]] = []
    with open_content(content) as stream:
        try:
            with _opened(stream, type) as archive:
                for number, (member, opener) in enumerate(_listed(archive)):
                    if number == MOST_MEMBERS:
                        left.append({"name": "", "why": f"more than {MOST_MEMBERS:,} members"})
                        break
                    why = member.oddity
                    if not why and not member.folder:
                        target = Path(folder) / f"{number:06}"
                        room = most - sum(each["size"] for each in unpacked)
                        size, why = _unpack(opener, target, member, room)
                        if not why:
                            unpacked.append(
                                {"file": target.name, "name": _text(member.name), "size": size}
                            )
                    if why:
                        left.append({"name": _text(member.name), "why": why})
        except _BROKEN as error:
            if not unpacked and not left:
                raise ValueError(f"it can't be read as an archive ({str(error)[:200]})") from None
            left.append({"name": "", "why": f"the rest can't be read ({str(error)[:200]})"})
    return {"unpacked": unpacked, "left": left}


def _unpack(opener: Any, target: Path, member: Member, room: int) -> tuple[int, str]:
    """Write a member to a file; its size, and why it wasn't written, if so."""
    allowed = min(room, _FREE + _HIGHEST_RATIO * max(member.packed, 0))
    size = 0
    try:
        with opener() as source, target.open("wb") as out:
            while piece := source.read(_PIECE):
                size += len(piece)
                if size > allowed:
                    break
                out.write(piece)
    except Exception as error:
        target.unlink(missing_ok=True)
        return 0, f"it can't be unpacked ({str(error)[:200]})"
    if size > allowed:
        target.unlink()
        full = size > room
        return (
            0,
            "no room is left for it"
            if full
            else f"it unpacks to more than {_HIGHEST_RATIO} times its packed size",
        )
    return size, ""


@contextmanager
def _opened(stream: BinaryIO, type: str) -> Iterator[Any]:
    if not stream.read(1):
        raise ValueError("it is empty")
    stream.seek(0)
    if type in _TARS:
        with tarfile.open(fileobj=stream, mode="r:", errors="surrogateescape") as tar:
            yield tar
    elif zipfile.is_zipfile(stream):
        stream.seek(0)
        with zipfile.ZipFile(stream) as archive:
            yield archive
    else:
        stream.seek(0)
        with _compressed(stream) as packed:
            yield packed


@contextmanager
def _compressed(stream: BinaryIO) -> Iterator[Any]:
    """A compressed TAR, else a single compressed file. (Zeros alone are a TAR without members.)"""
    try:
        tar = tarfile.open(  # noqa: SIM115 - it is closed below, where it has members
            fileobj=stream, mode="r:*", errors="surrogateescape"
        )
    except tarfile.ReadError:
        tar = None
    if tar is not None and tar.next() is not None:
        with tar:
            yield tar
        return
    stream.seek(0)
    with gzip.GzipFile(fileobj=stream) as single:
        yield single


def _listed(archive: Any) -> Iterator[tuple[Member, Any]]:
    if isinstance(archive, zipfile.ZipFile):
        for info in archive.infolist():
            yield _of_zip(info), lambda info=info: archive.open(info)
    elif isinstance(archive, tarfile.TarFile):
        for entry in archive:
            if archive.offset > _MOST_LISTED_BYTES:
                raise ValueError("it is too large to be listed")
            yield _of_tar(entry), lambda entry=entry: archive.extractfile(entry)
    else:
        archive.peek(1)
        name = "the compressed file"
        yield Member(name, 0, 1 << 40), lambda: _kept_open(archive)


@contextmanager
def _kept_open(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    yield stream


def _of_zip(info: zipfile.ZipInfo) -> Member:
    encrypted = bool(info.flag_bits & 1)
    kind = (info.external_attr >> 16) & 0o170000
    oddity = _leads_out(info.filename)
    if not oddity and kind and kind not in (0o100000, 0o040000):
        oddity = "a link or a device"
    if not oddity and encrypted:
        oddity = "encrypted"
    return Member(
        info.filename, info.file_size, info.compress_size, info.is_dir(), encrypted, oddity
    )


def _of_tar(entry: tarfile.TarInfo) -> Member:
    oddity = _leads_out(entry.name)
    if not oddity and not entry.isfile() and not entry.isdir():
        oddity = "a link or a device"
    return Member(entry.name, max(0, entry.size), max(0, entry.size), entry.isdir(), False, oddity)


def _leads_out(name: str) -> str:
    path, other = PurePosixPath(name), PureWindowsPath(name)
    if path.is_absolute() or other.is_absolute() or other.drive:
        return "its name is an absolute path"
    if ".." in path.parts or ".." in other.parts:
        return "its name leads out of the archive"
    return ""


def _text(name: str) -> str:
    """A name as text that can be kept; bytes that are no Unicode as escapes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
