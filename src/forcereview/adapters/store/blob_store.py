"""The write-once store of contents: a file each, named by the SHA-256 of its plain bytes.

    evidence/3f/3f2a…          the content, encrypted by its own key (plain, where so set)
    evidence/3f/3f2a….expunged what remains of one that was expunged: nothing but its hash
    evidence/arriving/…        what is being taken in; what a crash leaves there is swept

A content is hashed, encrypted and written in one pass, flushed to the disk, and only then given its
name, under a lock that makes one of two who bring the same content at once.
"""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from forcereview.adapters.store.contents import open_content
from forcereview.adapters.store.encrypted_content import CHUNK, EncryptedWriter
from forcereview.adapters.store.keyring import Keyring, overwrite, sync_folder
from forcereview.adapters.store.source_files import Original, original
from forcereview.adapters.store.unfinished import alone, passing_folder, sweep, unfinished_file
from forcereview.errors import BadInput, Place, Problem, Refused
from forcereview.workspace.ports import Blob, Progress, Silent, WasExpunged

_PIECES_AHEAD = 4
_EXPUNGED = ".expunged"


class BlobStore:
    """Contents in a folder; ``keyring`` holds their keys, None where they are stored plain.
    ``working`` is the folder for what is plain for a while."""

    def __init__(self, folder: Path, keyring: Keyring | None, working: Path) -> None:
        self._folder = folder
        self._keyring = keyring
        self._working = working
        self._arriving = folder / "arriving"
        self._prepared = False

    def put(self, source: Path | BinaryIO, progress: Progress | None = None) -> Blob:
        """Take in a content, streamed; one that is held already isn't written again."""
        opened: AbstractContextManager[BinaryIO | Original] = (
            original(source) if isinstance(source, Path) else nullcontext(source)
        )
        try:
            self._prepare()
            with unfinished_file(self._arriving) as (arriving, out):
                key = os.urandom(32)
                with opened as stream:
                    sha256, size = self._stream(stream, out, key, progress or Silent())
                return self._named(arriving, out, sha256, size, key)
        except OSError as error:
            raise self._cannot_write(error) from error

    def open(self, sha256: str) -> BinaryIO:
        """The plain content, seekable."""
        try:
            return open_content(self.handle(sha256))
        except OSError as error:
            raise Refused(
                Problem(f"the content {sha256[:12]} can't be read ({error.strerror})")
            ) from None

    @contextmanager
    def as_file(self, sha256: str, name: str = "") -> Iterator[Path]:
        """The plain content as a file for its owner alone, removed afterwards."""
        with self.open(sha256) as content, passing_folder(self._working / "plain") as folder:
            path = folder / (name.replace("/", "_") if name not in ("", ".", "..") else sha256)
            with path.open("wb") as out:
                while piece := content.read(CHUNK):
                    out.write(piece)
            yield path

    @contextmanager
    def scratch(self) -> Iterator[Path]:
        """A folder for its owner alone, removed afterwards."""
        with passing_folder(self._working / "plain") as folder:
            yield folder

    def handle(self, sha256: str) -> dict[str, str]:
        """What a confined reader needs to open the content: its path and the key of it alone."""
        path = self._path(sha256)
        state = self.state(sha256)
        if state in ("missing", "expunged") and not path.exists():
            why = "was expunged" if state == "expunged" else "is not held here"
            raise Refused(Problem(f"the content {sha256[:12]} {why}"))
        if self._keyring is None:
            return {"path": str(path.absolute())}
        return {"path": str(path.absolute()), "key": self._keyring.key(sha256).hex()}

    def state(self, sha256: str) -> str:
        """``held``, ``sealed``, ``expunged`` or ``missing`` (the content, or its key, is gone)."""
        path = self._path(sha256)
        if path.with_name(path.name + _EXPUNGED).exists():
            return "expunged"
        if not path.exists():
            return "missing"
        return "held" if self._keyring is None else self._keyring.state(sha256)

    def intact(self, sha256: str, progress: Progress | None = None) -> bool:
        """Whether the content that is held still has its hash."""
        told = progress or Silent()
        digest = hashlib.sha256()
        try:
            with self.open(sha256) as content:
                while piece := content.read(CHUNK):
                    digest.update(piece)
                    told.advance(len(piece))
        except (Refused, OSError):
            return False
        return digest.hexdigest() == sha256

    def seal(self, sha256: str) -> None:
        """Put the content's key under the seal, so that it can't be read until unsealed."""
        self._sealing().seal(sha256)

    def unseal(self, sha256: str) -> None:
        """Take the content's key from under the seal."""
        self._sealing().unseal(sha256)

    def destroy_key(self, sha256: str) -> None:
        """Make the content unreadable for good.

        Its key is destroyed first, then what it encrypted is removed. A plain content is
        overwritten and removed; where that leaves traces on the disk, nothing here can help it.
        What a crash left plain, of whatever content, goes too. Done again after a crash, it
        finishes.
        """
        sweep(self._working / "plain")
        path = self._path(sha256)
        with alone(self._folder / "lock"):
            if self._keyring is not None:
                self._keyring.destroy(sha256)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_name(path.name + _EXPUNGED).touch()
            if path.exists():
                overwrite(path) if self._keyring is None else path.unlink()
            sync_folder(path.parent)

    def all(self) -> Iterator[str]:
        """The hash of every content in the store, sealed ones too."""
        return (path.name for path in sorted(self._folder.glob("??/*")) if len(path.name) == 64)

    def _stream(
        self, stream: BinaryIO | Original, out: BinaryIO, key: bytes, told: Progress
    ) -> tuple[str, int]:
        """Hash, encrypt and write a content to the disk: its hash and size."""
        writer = EncryptedWriter(out, key) if self._keyring else None
        write: Callable[[bytes], object] = writer.write if writer else out.write
        sha256, size = _hashed(stream, write, told)
        if writer:
            writer.finish()
        out.flush()
        os.fsync(out.fileno())
        return sha256, size

    def _named(self, arriving: Path, out: BinaryIO, sha256: str, size: int, key: bytes) -> Blob:
        """Give an arrived content its name, unless it is held already."""
        final = self._path(sha256)
        with alone(self._folder / "lock"):
            state = self.state(sha256)
            if state == "expunged":
                raise WasExpunged(
                    Problem(
                        f"this content ({sha256[:12]}) was expunged, so it isn't taken in again",
                        "'forcereview log' says by whom, when and on whose order",
                    )
                )
            if state != "missing":
                return Blob(sha256, size, new=False)
            if not final.parent.exists():
                final.parent.mkdir()
                sync_folder(self._folder)
            if self._keyring:
                self._keyring.keep(sha256, key)
            os.fchmod(out.fileno(), 0o444)
            arriving.rename(final)
            sync_folder(final.parent)
        return Blob(sha256, size)

    def _sealing(self) -> Keyring:
        if self._keyring is None:
            raise Refused(
                Problem(
                    "contents are stored plain in this workspace, so they can't be sealed",
                    "'forcereview init' without --plain makes one whose contents can be",
                )
            )
        return self._keyring

    def _prepare(self) -> None:
        """Once, before something is taken in: folders, the workspace's key, no leftovers."""
        if self._prepared:
            return
        if self._keyring:
            self._keyring.unlock()
        self._arriving.mkdir(parents=True, exist_ok=True)
        sync_folder(self._folder.parent)
        sweep(self._arriving)
        sweep(self._working / "plain")
        self._prepared = True

    def _cannot_write(self, error: OSError) -> Refused:
        return Refused(
            Problem(
                f"the content couldn't be written to the store ({error.strerror}); "
                "nothing of it was kept",
                "check space and permissions, then repeat",
                Place(str(self._folder)),
            )
        )

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _hashed(
    stream: BinaryIO | Original, write: Callable[[bytes], object], told: Progress
) -> tuple[str, int]:
    """Hash a content in a second thread while it is written in this one."""
    first = _read(stream)
    following = _read(stream) if first else b""
    if not following:
        write(first)
        told.advance(len(first))
        return hashlib.sha256(first).hexdigest(), len(first)
    digest, size = hashlib.sha256(), 0
    behind: deque[Future[None]] = deque()
    with ThreadPoolExecutor(1) as hashing:
        for piece in _pieces(first, following, stream):
            behind.append(hashing.submit(digest.update, piece))
            write(piece)
            size += len(piece)
            told.advance(len(piece))
            if len(behind) > _PIECES_AHEAD:
                behind.popleft().result()
        for each in behind:
            each.result()
    return digest.hexdigest(), size


def _pieces(first: bytes, following: bytes, stream: BinaryIO | Original) -> Iterator[bytes]:
    yield first
    while following:
        yield following
        following = _read(stream)


def _read(stream: BinaryIO | Original) -> bytes:
    try:
        return stream.read(CHUNK)
    except OSError as error:
        raise BadInput(
            Problem(
                f"the file can't be read to its end ({error.strerror}), so it wasn't taken in",
                "copy what can be read of it to a sound disk first",
                Place(str(getattr(stream, "name", ""))),
            )
        ) from None
