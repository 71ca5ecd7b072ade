"""What a journal of entries means, without a place to keep it.

Entries in canonical JSON, each naming the hash of the one before; documents that entries change and
fold to; history, difference and undo; the Merkle tree over entries, its proofs and checkpoints.
"""

from forcereview.journal.canonical import canonical
from forcereview.journal.changes import ABSENT, Change, Conflict, applied, difference, inverse
from forcereview.journal.entry import FIRST, Draft, Entry, Stored, hash_of, read_entry, stored

__all__ = [
    "ABSENT",
    "FIRST",
    "Change",
    "Conflict",
    "Draft",
    "Entry",
    "Stored",
    "applied",
    "canonical",
    "difference",
    "hash_of",
    "inverse",
    "read_entry",
    "stored",
]
