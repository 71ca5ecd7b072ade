"""Whether entries are an unbroken chain, on their bytes alone: quick, and in one stream.

Each entry must have the hash kept beside it, its own number, and name the hash of the entry before.
Where something is wrong the check goes on behind it, so that all that is wrong is listed.
"""

from __future__ import annotations

import hashlib
from binascii import hexlify
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from forcereview.errors import ForcereviewError
from forcereview.journal.entry import FIRST, Stored
from forcereview.journal.merkle import Tree

#: how many entries are checked at a time: so few that they stay in the processor's cache
PIECE = 256
#: what stands in an entry's bytes before and behind the hash of the entry before it
_BEFORE, _BEHIND = b'{"after":"', b'","at":"'


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong. ``entry`` is the entry concerned, ``upto`` the last of several in a
    row; 0 where no entry is concerned. ``lost`` says what can't be had any more, "" if nothing."""

    kind: str
    what: str
    entry: int = 0
    upto: int = 0
    lost: str = ""

    def __str__(self) -> str:
        if not self.entry:
            where = ""
        elif self.upto > self.entry:
            where = f"entries {self.entry} to {self.upto}: "
        else:
            where = f"entry {self.entry}: "
        return f"{where}{self.what}" + (f"; lost: {self.lost}" if self.lost else "")


_TRUE_WORDS = "what was really entered there, unless a copy holds it"
_SAID = {
    "beginning": (
        "it was written after another one, so it isn't the first",
        "what was entered before, unless a copy holds it",
    ),
    "changed": ("the bytes were changed; they don't have the hash kept beside them", _TRUE_WORDS),
    "unlinked": (
        "not what the next entry was written after; one of the two was changed, moved or put there",
        _TRUE_WORDS,
    ),
    "misplaced": (
        "the number in the bytes is another; entries were moved, put in or taken out",
        "the true order, unless a copy holds it",
    ),
    "missing": ("missing", "what was entered there, unless a copy holds it"),
}


class ChainCheck:
    """Takes entries in order and keeps what a check needs: faults, head, and roots of the tree."""

    def __init__(self, sizes: Collection[int] = ()) -> None:
        """``sizes`` are the sizes of the tree whose roots are wanted."""
        #: the roots wanted, by size, of those sizes that were reached
        self.roots: dict[int, bytes] = {}
        #: the last entry taken, by its number and its hash
        self.sequence = 0
        self.head = FIRST
        self._kept_head = FIRST
        self._tree = Tree()
        self._faults: list[Fault] = []
        self._latest: dict[str, int] = {}
        self._wanted = sorted({size for size in sizes if size > 0}, reverse=True)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong, in order."""
        return tuple(self._faults)

    @property
    def size(self) -> int:
        """How many entries were taken."""
        return self._tree.size

    @property
    def root(self) -> bytes:
        """The root of the tree over all that were taken."""
        return self._tree.root()

    def take(self, entries: Sequence[Stored]) -> None:
        """The next entries."""
        if not entries:
            return
        sha256 = hashlib.sha256
        hashes = [sha256(b"\x00" + entry.raw).digest() for entry in entries]
        if not _in_order(entries, hashes, self.sequence, self.head):
            self._name_faults(entries, hashes)
        self._grow(hashes)
        self.sequence = entries[-1].sequence
        self.head = hashes[-1].hex()
        self._kept_head = entries[-1].hash.hex()

    def _grow(self, hashes: Sequence[bytes]) -> None:
        start = 0
        while self._wanted and self._wanted[-1] <= self._tree.size + len(hashes) - start:
            size = self._wanted.pop()
            end = start + size - self._tree.size
            self._tree.extend(hashes[start:end])
            self.roots[size] = self._tree.root()
            start = end
        self._tree.extend(hashes[start:])

    def _name_faults(self, entries: Sequence[Stored], hashes: Sequence[bytes]) -> None:
        before, kept, true = self.sequence, self._kept_head, self.head
        for entry, found in zip(entries, hashes, strict=True):
            gap = entry.sequence > before + 1
            if gap:
                self._note("missing", before + 1, entry.sequence - 1)
            if found != entry.hash:
                self._note("changed", entry.sequence)
            else:
                if not gap and not _follows(entry, true, kept):
                    self._note("unlinked" if before else "beginning", max(before, 1))
                numbered = entry.raw.endswith(b'","sequence":%d}' % entry.sequence)
                if not numbered or entry.sequence <= before:
                    self._note("misplaced", entry.sequence)
            before, kept, true = entry.sequence, entry.hash.hex(), found.hex()

    def _note(self, kind: str, entry: int, upto: int = 0) -> None:
        end = upto or entry
        place = self._latest.get(kind)
        if place is not None and entry <= self._faults[place].upto + 1:
            self._faults[place] = replace(self._faults[place], upto=end)
        else:
            self._latest[kind] = len(self._faults)
            what, lost = _SAID[kind]
            self._faults.append(Fault(kind, what, entry, end, lost))


def _in_order(entries: Sequence[Stored], hashes: Sequence[bytes], before: int, head: str) -> bool:
    """Whether all entries go on from a head, as ``linked`` asks it of each.

    Beginnings and ends are compared for all at once, which is quicker than one by one.
    """
    sequences, kept, raws = zip(*entries, strict=True)
    numbers = tuple(range(before + 1, before + 1 + len(entries)))
    if sequences != numbers or kept != tuple(hashes):
        return False
    afters = b"-".join(filter(None, (head.encode(), hexlify(b"".join(hashes[:-1]), b"-", 32))))
    starts = _BEFORE + afters.replace(b"-", _BEHIND + _BEFORE) + _BEHIND
    ends = [b'","sequence":%d}' % number for number in numbers]
    whole = len(_BEFORE) + len(head) + len(_BEHIND)
    return b"".join([raw[:whole] for raw in raws]) == starts and all(
        map(bytes.endswith, raws, ends)
    )


def _follows(entry: Stored, true: str, kept: str) -> bool:
    """Whether an entry names the one before, be it as it was before that was changed."""
    starts = (_BEFORE + after.encode() + _BEHIND for after in (true, kept))
    return any(map(entry.raw.startswith, starts))


def check_chain(
    entries: Iterable[Stored],
    sizes: Collection[int] = (),
    tell: Callable[[int], None] | None = None,
) -> ChainCheck:
    """Check entries that are the journal from its beginning. ``tell`` is told how many were done.

    Bounded memory: some hundred entries at a time, and one hash for each bit of their number.
    """
    checked = ChainCheck(sizes)
    for piece in in_pieces(entries):
        checked.take(piece)
        if tell:
            tell(len(piece))
    return checked


def in_pieces(entries: Iterable[Stored]) -> Iterator[list[Stored]]:
    """Entries in pieces; what could be read before an error is given before the error is raised."""
    stream = iter(entries)
    while True:
        piece: list[Stored] = []
        try:
            piece.extend(islice(stream, PIECE))
        except ForcereviewError:
            if piece:
                yield piece
            raise
        if not piece:
            return
        yield piece
