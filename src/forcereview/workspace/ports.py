"""What the workspace needs of the world outside, as protocols. Adapters implement them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from forcereview.errors import Refused
from forcereview.evidence.search_query import Query
from forcereview.evidence.texts import ItemText, Page, Unit
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


class Overtaken(Refused):
    """A document was changed between its reading and this writing. Nothing was written; the same
    work, begun anew, may still fit."""


class Journal(Protocol):
    """The append-only journal. Documents are a cache of what its entries fold to."""

    def append(self, drafts: Sequence[Draft]) -> tuple[Stored, ...]:
        """Write all drafts as one; when it returns they are on disk.

        Raises:
            Overtaken: a document that a draft has seen was changed since.
            Refused: a change starts from something else than what is held (somebody was faster),
                or nothing can be written here.
        """
        ...

    def head(self) -> Head:
        """The last entry."""
        ...

    def entries(self, after: int = 0, upto: int | None = None, of: str = "") -> Iterator[Stored]:
        """Entries in order, streamed; with ``of``, those that changed this document.

        Raises:
            Refused: entries of this stretch can't be read; all that can have been given before.
        """
        ...

    def document(self, of: str) -> Held | None:
        """A document as it is now."""
        ...

    def documents(self, kind: str) -> Iterator[Held]:
        """All documents whose name begins with ``kind/``, by name; of every kind with ""."""
        ...

    def names(self, kind: str) -> list[str]:
        """The names of those documents, without reading them."""
        ...

    def folded(self) -> Head | None:
        """Up to which entry the cached documents are folded (its time is left out); None if that
        isn't known. Other than the head, where entries were lost, or added past this software."""
        ...

    def rebuild(self, progress: Progress | None = None) -> int:
        """Throw the cached documents away and fold the entries anew; how many entries.

        Raises:
            Refused: nothing can be written here, or the entries are no unbroken chain.
        """
        ...

    @property
    def writable(self) -> bool:
        """Whether entries can be appended here."""
        ...

    @property
    def hindrance(self) -> str:
        """Why not, in words; "" if they can."""
        ...

    @property
    def damaged(self) -> bool:
        """Whether its file is damaged, and what is read is what could be saved of it."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
        ...


class WasExpunged(Refused):
    """A content that was expunged arrives again; it isn't taken in."""


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
            BadInput: the source can't be read, or changed meanwhile.
            WasExpunged: the content was expunged.
            Refused: the store can't be written.
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

    def scratch(self) -> AbstractContextManager[Path]:
        """A folder for what is plain for a while, removed afterwards, or swept after a crash."""
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

    def seal(self, sha256: str) -> None:
        """Put the content's key under the seal, so that it can't be read until unsealed.

        Raises:
            Refused: contents are stored plain, or the content's key or the seal isn't here.
        """
        ...

    def unseal(self, sha256: str) -> None:
        """Take the content's key from under the seal.

        Raises:
            Refused: it isn't sealed, or the seal's key isn't here.
        """
        ...

    def destroy_key(self, sha256: str) -> None:
        """Make the content unreadable for good; done again after a crash, it finishes."""
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


class Signer(Protocol):
    """Holds the private key by which the workspace signs its checkpoints (Ed25519)."""

    def make(self) -> bytes:
        """Make a new key, keeping an older one beside it; its public half, 32 bytes.

        Raises:
            Refused: it can't be written.
        """
        ...

    def public(self) -> bytes:
        """The 32 bytes of the public key; none where there is no key to sign with."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes.

        Raises:
            Refused: the key isn't here.
        """
        ...


class TimeStamps(Protocol):
    """Asks an authority to say that something existed by now (RFC 3161). Replies are read apart, by
    the reader ``time_stamps``."""

    def query(self, message: bytes) -> bytes:
        """A request for a time stamp of a message, to be sent to an authority.

        Raises:
            Refused: the library for it isn't installed.
        """
        ...

    def ask(self, query: bytes) -> bytes:
        """The reply of the authority that the settings name.

        Raises:
            Refused: none is set, or it can't be reached.
        """
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    """A page on which all that was asked for stands; the name of its text, and what its pages
    are."""

    name: str
    unit: Unit
    page: Page


class SearchIndex(Protocol):
    """The texts that were read, and where each word stands in them. A cache: what is lost is read
    anew. A text is named for what it was read from (``evidence/SHA-256``, ``case/ID``,
    ``standard/ID``); its version is whatever tells that it must be read again."""

    def versions(self) -> dict[str, str]:
        """The version of every text that is kept, by name."""
        ...

    def keep(self, name: str, version: str, text: ItemText) -> None:
        """Keep a text in place of what was kept under its name."""
        ...

    def text(self, name: str) -> ItemText | None:
        """A text that is kept."""
        ...

    def find(
        self, query: Query, most: int, within: Collection[str] | None = None
    ) -> tuple[int, list[Hit]]:
        """How many pages fit, and the ``most`` that fit best; only of texts of these names."""
        ...

    def forget(self, names: Collection[str]) -> None:
        """Remove texts so that none of their bytes stays behind in the index."""
        ...

    def close(self) -> None:
        """Let go of files and connections."""
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
    signer: Signer
    stamps: TimeStamps
    index: SearchIndex

    def close(self) -> None:
        """Let go of files and connections."""
        self.index.close()
        self.journal.close()
