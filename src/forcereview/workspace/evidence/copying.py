"""Hand out a copy of an item's content: written, read back, compared with its hash, and noted."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path
from typing import BinaryIO

from forcereview.errors import BadInput, Place, Problem, Refused
from forcereview.evidence import Item
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.custody import add_link, moment
from forcereview.workspace.evidence.files_to_take import text_of_name
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.ports import Ports

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was handed out. Its bytes were read back and have the item's hash."""

    item: Item
    path: Path
    to: str


def copy_out(
    ports: Ports,
    name: str,
    path: Path,
    by: str,
    reason: str = "",
    *,
    to: str = "",
    working: bool = False,
    note: str = "",
) -> Copied:
    """Write an item's content to a new file for ``to`` (without it, for who acts), and note it.

    A working copy is one to work on: what becomes of it isn't the evidence any more. If the copy
    can't be noted, it isn't left there.

    Raises:
        BadInput: there is no such item, nobody is named, or the file exists or can't be written.
        Refused: the content isn't held, is sealed, or changed; or nothing can be written here.
    """
    item = item_named(ports, name)
    if not ports.journal.writable:
        raise Refused(
            Problem(
                f"a copy can't be noted, so none is made: {ports.journal.hindrance}",
                "see to that first",
            )
        )
    with acting(ports, by, reason) as work, _new(path) as out:
        _write(ports, item, path, out)
        after = add_link(
            work,
            item.id,
            "evidence.copy",
            what="working copy" if working else "copied",
            at=moment(ports),
            giver=work.by if to.strip() else "",
            holder=to.strip() or work.by,
            how=f"file {text_of_name(path.name)}, hash compared after writing",
            note=note.strip(),
        )
    return Copied(after, path, to.strip() or work.by)


def write_new(source: Path, path: Path) -> None:
    """Write a copy of a file to a place where none is.

    Raises:
        BadInput: a file is there, or it can't be written.
    """
    with source.open("rb") as content, _new(path) as out:
        _stream(content, out, path)


@contextmanager
def _new(path: Path) -> Iterator[BufferedRandom]:
    """A new file, for its owner alone; removed again if what is done with it fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError:
        raise BadInput(
            Problem(
                "a file is there already, and it isn't overwritten",
                "choose another name, or move it away",
                Place(str(path)),
            )
        ) from None
    except OSError as error:
        raise _cannot(path, error) from None
    try:
        with os.fdopen(descriptor, "w+b") as out:
            yield out
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _write(ports: Ports, item: Item, path: Path, out: BufferedRandom) -> None:
    ports.progress.begin(f"copying {item.id}", item.size, "bytes")
    with ports.blobs.open(item.sha256) as content:
        _stream(content, out, path, ports)
    ports.progress.end()
    try:
        os.fsync(out.fileno())
        # What is read back shall come from the disk, as far as the system lets go of it.
        os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        out.seek(0)
        found = hashlib.file_digest(out, "sha256").hexdigest()
    except OSError as error:
        raise _cannot(path, error) from None
    if found != item.sha256:
        raise Refused(
            Problem(
                f"the copy doesn't have the hash of {item.id}, so it was removed",
                "check the disk, and the store: forcereview verify",
                Place(str(path)),
            )
        )


def _stream(content: BinaryIO, out: BinaryIO, path: Path, ports: Ports | None = None) -> None:
    while piece := content.read(_PIECE):
        try:
            out.write(piece)
            out.flush()
        except OSError as error:
            raise _cannot(path, error) from None
        if ports is not None:
            ports.progress.advance(len(piece))


def _cannot(path: Path, error: OSError) -> BadInput:
    return BadInput(
        Problem(
            f"the file can't be written ({error.strerror})",
            "choose another place, or check permissions and space",
            Place(str(path)),
        )
    )
