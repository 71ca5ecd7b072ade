"""What the workspace needs of the world outside, as protocols. Adapters implement them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from forcereview.journal import Draft, Stored
from forcereview.workspace.settings import Settings


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry: its sequence number (0 in an empty journal), its hash and its time."""

    sequence: int
    hash: str
    at: str


@dataclass(frozen=True, slots=True)
class Held:
    """A document as the journal folds to it, and the entry that last changed it."""

    of: str
    value: Any
    sequence: int


class Journal(Protocol):
    """The append-only journal. Documents are a cache of what its entries fold to."""

    def append(self, drafts: Sequence[Draft]) -> tuple[Stored, ...]:
        """Write all drafts as one; when it returns they are on disk.

        Raises:
            Refused: a change starts from something else than what is held (somebody was faster),
                or nothing can be written here.
        """
        ...

    def head(self) -> Head:
        """The last entry."""
        ...

    def entries(self, after: int = 0, upto: int | None = None, of: str = "") -> Iterator[Stored]:
        """Entries in order; with ``of``, those that changed this document."""
        ...

    def document(self, of: str) -> Held | None:
        """A document as it is now."""
        ...

    def documents(self, kind: str) -> Iterator[Held]:
        """All documents whose name begins with ``kind/``, by name."""
        ...

    def names(self, kind: str) -> list[str]:
        """The names of those documents, without reading them."""
        ...

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the cached documents away and fold the entries anew; how many entries."""
        ...

    @property
    def writable(self) -> bool:
        """Whether entries can be appended here."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


@dataclass(frozen=True, slots=True)
class Blob:
    """A content in the store, by the hash of its plain bytes. ``new`` if it wasn't there before."""

    sha256: str
    size: int
    new: bool = True


class Blobs(Protocol):
    """The write-once store of contents, each named by its SHA-256 and encrypted by its own key."""

    def put(self, source: Path | BinaryIO, progress: Progress | None = None) -> Blob:
        """Take in a content, streamed; one that is held already isn't written again.

        Raises:
            BadInput: the source can't be read.
            Refused: the store can't be written, or the content was expunged.
        """
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The plain content, seekable.

        Raises:
            Refused: not held, or its key was destroyed.
        """
        ...

    def as_file(self, sha256: str, name: str = "") -> AbstractContextManager[Path]:
        """The plain content as a temporary file, removed afterwards."""
        ...

    def handle(self, sha256: str) -> dict[str, str]:
        """What a confined reader needs to open the content: path and, if encrypted, its key.

        Raises:
            Refused: not held, or its key was destroyed.
        """
        ...

    def state(self, sha256: str) -> str:
        """``held``, ``sealed``, ``expunged`` or ``missing``."""
        ...

    def intact(self, sha256: str, progress: Progress | None = None) -> bool:
        """Whether the content that is held still has its hash."""
        ...

    def destroy_key(self, sha256: str) -> None:
        """Make the content unreadable for good."""
        ...

    def all(self) -> Iterator[str]:
        """The hash of every content in the store."""
        ...


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reader of a foreign format may use: seconds, bytes of memory, bytes of each output."""

    seconds: float = 60.0
    memory: int = 2 << 30
    output: int = 1 << 30


class Unreadable(Exception):
    """A file could not be read as what it claims to be; the message says why, in plain words."""


class Readers(Protocol):
    """Readers of foreign formats, each run in a process of its own within limits, network-free."""

    def run(
        self, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
    ) -> dict[str, Any]:
        """What the reader of this name (``pdf_text``, ``media_facts``) says, as JSON. Among the
        arguments, ``content`` is a handle of the store or ``{"path": …}`` of a plain file,
        ``folder`` where files may be written.

        Raises:
            Unreadable: the reader failed, crashed, or passed a limit.
        """
        ...


class Clock(Protocol):
    """Says what time it is."""

    def now(self) -> str:
        """UTC, as entries write it: ``2026-01-07T15:35:00.000000Z``."""
        ...


class Progress(Protocol):
    """Told how long work goes on. Front doors draw it; ``Silent`` draws nothing."""

    def begin(self, what: str, total: int | None = None, unit: str = "") -> None:
        """A piece of work begins; ``total`` if it is known, in ``unit`` (bytes, files, entries)."""
        ...

    def advance(self, steps: int = 1) -> None:
        """So much more is done."""
        ...

    def end(self) -> None:
        """The piece of work is over."""
        ...


class Silent:
    """Progress that nobody watches."""

    def begin(self, what: str, total: int | None = None, unit: str = "") -> None:
        """Nothing to draw."""

    def advance(self, steps: int = 1) -> None:
        """Nothing to draw."""

    def end(self) -> None:
        """Nothing to draw."""


@dataclass(frozen=True)
class Ports:
    """A workspace, opened: its folder, its settings, and what it reads and writes through."""

    root: Path
    settings: Settings
    journal: Journal
    blobs: Blobs
    readers: Readers
    clock: Clock
    progress: Progress

    def close(self) -> None:
        """Let go of files and connections."""
        self.journal.close()
