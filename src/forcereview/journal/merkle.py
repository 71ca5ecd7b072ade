"""The Merkle tree over entries, and its proofs (RFC 9162, section 2.1).

Leaves are hashes of entries (:func:`forcereview.journal.entry.hash_of`). Indexes of leaves count
from 0: entry 1 is leaf 0. All of it streams: a tree keeps one hash for each bit of its size, and a
proof is computed in one pass over the leaves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

#: the root of the tree without leaves: the hash of nothing
EMPTY = hashlib.sha256(b"").digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A tree that grows: it keeps the roots of the perfect subtrees that its leaves fill."""

    def __init__(self) -> None:
        #: how many leaves it has
        self.size = 0
        self._roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """One more leaf."""
        filled = self.size
        while filled & 1:
            leaf = node(self._roots.pop(), leaf)
            filled >>= 1
        self._roots.append(leaf)
        self.size += 1

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Many more leaves, subtree by subtree, as large as they fit."""
        start, end = 0, len(leaves)
        while start < end:
            fits = end - start
            width = min(_lowest_bit(self.size) or fits, 1 << fits.bit_length() - 1)
            self._add_perfect(leaves[start : start + width])
            start += width

    def root(self) -> bytes:
        """The root: the hash that stands for all leaves and their order."""
        if not self._roots:
            return EMPTY
        found = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            found = node(left, found)
        return found

    def _add_perfect(self, leaves: Sequence[bytes]) -> None:
        """Leaves of a perfect subtree; the size must be a multiple of its width."""
        width = len(leaves)
        sha256 = hashlib.sha256
        while len(leaves) > 1:
            pairs = zip(leaves[::2], leaves[1::2], strict=True)
            leaves = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
        (found,) = leaves
        filled = self.size // width
        while filled & 1:
            found = node(self._roots.pop(), found)
            filled >>= 1
        self._roots.append(found)
        self.size += width


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over these leaves."""
    tree = Tree()
    tree.extend(leaves)
    return tree.root()


def inclusion_proof(index: int, size: int, leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """The path from a leaf up to the root of the tree over the first ``size`` leaves (2.1.3.1).

    Raises:
        ValueError: the tree has no such leaf, or there are fewer leaves.
    """
    if not 0 <= index < size:
        raise ValueError(f"a tree of {size} leaves has no leaf {index}")
    spans: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return _roots_of_spans(spans[::-1], leaves)


def includes(root: bytes, size: int, index: int, leaf: bytes, path: Sequence[bytes]) -> bool:
    """Whether a path proves that the tree of this size and root has this leaf there (2.1.3.2)."""
    if not 0 <= index < size or not _all_hashes(root, leaf, *path):
        return False
    number, last = index, size - 1
    found = leaf
    for beside in path:
        if last == 0:
            return False
        if number & 1 or number == last:
            found = node(beside, found)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            found = node(found, beside)
        number, last = number >> 1, last >> 1
    return last == 0 and found == root


def consistency_proof(first: int, second: int, leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """The nodes that show the tree of ``first`` leaves to be the beginning of that of ``second``
    (2.1.4.1). Empty where both are the same.

    Raises:
        ValueError: ``first`` is none or more than ``second``, or there are fewer leaves.
    """
    if not 0 < first <= second:
        raise ValueError(f"no tree of {first} leaves begins one of {second}")
    spans: list[tuple[int, int]] = []
    start, end, whole = 0, second, True
    while end != first:
        middle = start + _split(end - start)
        if first <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start, whole = middle, False
    if not whole:
        spans.append((start, end))
    return _roots_of_spans(spans[::-1], leaves)


def begins(
    first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]
) -> bool:
    """Whether a path proves that the one tree is the beginning of the other (2.1.4.2)."""
    if not 0 < first <= second or not _all_hashes(first_root, second_root, *path):
        return False
    if first == second:
        return not path and first_root == second_root
    nodes = list(path)
    if first & (first - 1) == 0:
        nodes.insert(0, first_root)
    if not nodes:
        return False
    number, last = first - 1, second - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    was = now = nodes[0]
    for beside in nodes[1:]:
        if last == 0:
            return False
        if number & 1 or number == last:
            was, now = node(beside, was), node(beside, now)
            while not number & 1 and number:
                number, last = number >> 1, last >> 1
        else:
            now = node(now, beside)
        number, last = number >> 1, last >> 1
    return last == 0 and was == first_root and now == second_root


def _roots_of_spans(spans: Sequence[tuple[int, int]], leaves: Iterable[bytes]) -> tuple[bytes, ...]:
    """The root over each span of leaves; spans don't overlap. One pass."""
    trees = {span: Tree() for span in spans}
    ordered = sorted(trees)
    place = 0
    for index, leaf in enumerate(leaves):
        while place < len(ordered) and index >= ordered[place][1]:
            place += 1
        if place == len(ordered):
            break
        if index >= ordered[place][0]:
            trees[ordered[place]].add(leaf)
    for (start, end), tree in trees.items():
        if tree.size != end - start:
            raise ValueError(f"there are no leaves {start + tree.size} to {end - 1}")
    return tuple(trees[span].root() for span in spans)


def _split(count: int) -> int:
    """The largest power of two smaller than ``count``: where the tree divides."""
    return 1 << (count - 1).bit_length() - 1


def _lowest_bit(number: int) -> int:
    return number & -number


def _all_hashes(*hashes: bytes) -> bool:
    return all(len(each) == hashlib.sha256().digest_size for each in hashes)
