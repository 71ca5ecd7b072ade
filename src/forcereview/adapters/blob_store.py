"""The write-once store of contents: a file each, named by the SHA-256 of its plain bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from forcereview.errors import BadInput, Place, Problem, Refused
from forcereview.workspace.ports import Blob, Progress, Silent

_PIECE = 1 << 20


class BlobStore:
    """Contents in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, source: Path | BinaryIO, progress: Progress | None = None) -> Blob:
        """Take in a content, streamed; one that is held already isn't written again."""
        told = progress or Silent()
        arriving = self._folder / "arriving"
        arriving.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        target = arriving / f"{os.getpid()}"
        try:
            stream = source.open("rb") if isinstance(source, Path) else source
        except OSError as error:
            raise BadInput(
                Problem(f"the file can't be read ({error.strerror})", "", Place(str(source)))
            ) from None
        with stream, target.open("wb") as out:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                out.write(piece)
                size += len(piece)
                told.advance(len(piece))
            out.flush()
            os.fsync(out.fileno())
        final = self._path(digest.hexdigest())
        new = not final.exists()
        if new:
            final.parent.mkdir(parents=True, exist_ok=True)
            target.chmod(0o444)
            target.rename(final)
        else:
            target.unlink()
        return Blob(digest.hexdigest(), size, new)

    def open(self, sha256: str) -> BinaryIO:
        """The plain content, seekable."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise Refused(Problem(f"the content {sha256[:12]} is not held here")) from None

    @contextmanager
    def as_file(self, sha256: str, name: str = "") -> Iterator[Path]:
        """The plain content as a temporary file, removed afterwards."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / (name or sha256)
            with self.open(sha256) as content, path.open("wb") as out:
                while piece := content.read(_PIECE):
                    out.write(piece)
            yield path

    def handle(self, sha256: str) -> dict[str, str]:
        """What a confined reader needs to open the content."""
        return {"path": str(self._path(sha256))}

    def state(self, sha256: str) -> str:
        """``held``, ``sealed``, ``expunged`` or ``missing``."""
        return "held" if self._path(sha256).exists() else "missing"

    def intact(self, sha256: str, progress: Progress | None = None) -> bool:
        """Whether the content that is held still has its hash."""
        with self.open(sha256) as content:
            digest = hashlib.sha256()
            while piece := content.read(_PIECE):
                digest.update(piece)
        return digest.hexdigest() == sha256

    def destroy_key(self, sha256: str) -> None:
        """Make the content unreadable for good."""
        raise NotImplementedError

    def all(self) -> Iterator[str]:
        """The hash of every content in the store."""
        return (path.name for path in sorted(self._folder.glob("??/*")))

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256
