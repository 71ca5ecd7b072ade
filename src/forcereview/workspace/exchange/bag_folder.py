"""A bag while it is written: a folder beside the place it goes to, each file hashed as it comes.

What an interrupted run left is taken up: a content that is there already, whole and with its hash,
isn't written again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from forcereview.errors import BadInput, Place, Problem
from forcereview.publish.exchange.bag import WRITTEN_WITH
from forcereview.publish.exchange.bag_names import PAYLOAD
from forcereview.workspace.ports import Progress

_PIECE = 1 << 20
#: endings of files that a zip makes smaller; recordings and images are packed already
_TEXTS = (".txt", ".json", ".jsonl", ".jsonld", ".html", ".yaml", ".py", ".pub")


@dataclass
class BagFolder:
    """Files written so far, by path in the bag: their size and hashes."""

    root: Path
    progress: Progress
    sizes: dict[str, int] = field(default_factory=dict)
    digests: dict[str, dict[str, str]] = field(default_factory=dict)
    packed: Path | None = None

    def add_text(self, path: str, text: str | bytes) -> None:
        """Write a small file."""
        raw = text.encode() if isinstance(text, str) else text
        self._target(path).write_bytes(raw)
        self._note(path, [raw])

    def add_content(
        self, path: str, sha256: str, size: int, opened: Callable[[], BinaryIO]
    ) -> bool:
        """Write a content, streamed; False if it doesn't have the hash ``sha256``."""
        target = self._target(path)
        if target.is_file() and target.stat().st_size == size:
            self.add_present(path)
            if self.digests[path]["sha256"] == sha256:
                return True
        with opened() as content, target.open("wb") as out:
            self._note(path, self._copied(content, out))
            os.fsync(out.fileno())
        return self.digests[path]["sha256"] == sha256

    def add_present(self, path: str) -> None:
        """Note a file that lies in the folder already."""
        with (self.root / path).open("rb") as file:
            self._note(path, self._pieces(file))

    def remove_others(self) -> None:
        """Remove what an earlier, interrupted run left and this one doesn't want."""
        for folder, _, names in os.walk(self.root, topdown=False):
            for name in names:
                path = Path(folder) / name
                if path.relative_to(self.root).as_posix() not in self.sizes:
                    path.unlink()
            if folder != str(self.root) and not os.listdir(folder):
                os.rmdir(folder)

    def hashes(self, algorithm: str, *, payload: bool) -> Mapping[str, str]:
        """The hashes of the payload, or of the tag files, by path."""
        return {
            path: found[algorithm]
            for path, found in self.digests.items()
            if path.startswith(PAYLOAD) == payload
        }

    def _target(self, path: str) -> Path:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _copied(self, content: BinaryIO, out: BinaryIO) -> Iterator[bytes]:
        for piece in self._pieces(content):
            out.write(piece)
            yield piece

    def _pieces(self, file: BinaryIO) -> Iterator[bytes]:
        while piece := file.read(_PIECE):
            self.progress.advance(len(piece))
            yield piece

    def _note(self, path: str, pieces: Iterator[bytes] | list[bytes]) -> None:
        running = [hashlib.new(name) for name in WRITTEN_WITH]
        size = 0
        for piece in pieces:
            size += len(piece)
            for digest in running:
                digest.update(piece)
        self.sizes[path] = size
        self.digests[path] = {
            name: digest.hexdigest() for name, digest in zip(WRITTEN_WITH, running, strict=True)
        }


@contextmanager
def bag_in_the_making(target: Path, progress: Progress) -> Iterator[BagFolder]:
    """A folder for a bag that goes to ``target``; there once all is written, not before.

    Raises:
        BadInput: something is there, or nothing can be written there.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        what = "something is there already, and nothing is written over"
        raise BadInput(Problem(what, "choose another name", Place(str(target))))
    beside = target.with_name(f".{target.name}.writing")
    try:
        beside.mkdir(parents=True, exist_ok=True)
        bag = BagFolder(beside, progress)
        yield bag
        if target.exists():
            target.rmdir()
        if bag.packed is None:
            beside.rename(target)
        else:
            bag.packed.rename(target)
            shutil.rmtree(beside)
    except OSError as error:
        what = f"the bag can't be written ({error.strerror})"
        todo = "check permissions and space, then repeat the command: it goes on where it stopped"
        raise BadInput(Problem(what, todo, Place(str(target)))) from None


def pack(bag: BagFolder, name: str, made: str) -> None:
    """Pack a bag into a zip whose one folder is ``name`` (RFC 8493, section 4); ``made`` is the
    time that every file gets."""
    then = datetime.fromisoformat(made).timetuple()[:6]
    target = bag.root.with_name(f"{bag.root.name}.zip")
    bag.progress.begin("packing the bag", sum(bag.sizes.values()), "bytes")
    with zipfile.ZipFile(target, "w") as packed:
        for path in sorted(bag.sizes):
            member = zipfile.ZipInfo(f"{name}/{path}", then)
            member.external_attr = 0o100644 << 16
            small = path.endswith(_TEXTS)
            member.compress_type = zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
            with (
                (bag.root / path).open("rb") as file,
                packed.open(member, "w", force_zip64=True) as out,
            ):
                while piece := file.read(_PIECE):
                    out.write(piece)
                    bag.progress.advance(len(piece))
    bag.progress.end()
    bag.packed = target
