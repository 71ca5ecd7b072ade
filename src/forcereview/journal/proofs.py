"""Proofs that can be handed over: an entry in a checkpoint, or one checkpoint before another.

A proof is JSON with all that its check needs: the entry's very bytes, the path in the tree, the
signed checkpoints, and the public key (to be compared with one given by another way).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forcereview.errors import BadInput, Place, Problem
from forcereview.journal.canonical import Json
from forcereview.journal.checkpoints import Checkpoint, Key, read_checkpoint, read_key, signed_by
from forcereview.journal.entry import Stored, hash_of, read_entry
from forcereview.journal.merkle import begins, consistency_proof, includes, inclusion_proof

FORM = "forcereview-proof/1"


@dataclass(frozen=True, slots=True)
class Proven:
    """What a proof shows: whether it holds, in words, and the key that signed."""

    holds: bool
    what: str
    key: Key
    wrong: tuple[str, ...] = ()


def prove_entry(
    entry: Stored, checkpoint: Checkpoint, key: Key, leaves: Iterable[bytes]
) -> dict[str, Json]:
    """The proof that an entry is among those of a checkpoint; ``leaves`` are all entries' hashes.

    Raises:
        ValueError: the checkpoint doesn't cover it, or there are fewer leaves.
    """
    path = inclusion_proof(entry.sequence - 1, checkpoint.size, leaves)
    return {
        "form": FORM,
        "proof": "inclusion",
        "entry": entry.raw.decode(),
        "path": [each.hex() for each in path],
        "checkpoint": str(checkpoint),
        "key": str(key),
    }


def prove_consistency(
    first: Checkpoint, second: Checkpoint, key: Key, leaves: Iterable[bytes]
) -> dict[str, Json]:
    """The proof that all entries of the first checkpoint are those that the second begins with.

    Raises:
        ValueError: the first covers more than the second, or there are fewer leaves.
    """
    path = consistency_proof(first.size, second.size, leaves)
    return {
        "form": FORM,
        "proof": "consistency",
        "from": str(first),
        "to": str(second),
        "path": [each.hex() for each in path],
        "key": str(key),
    }


def check_proof(content: bytes, name: str = "", key: Key | None = None) -> Proven:
    """Check a proof. ``key`` is one known by another way; without it, the one enclosed is used.

    Raises:
        BadInput: the bytes are no proof. ``name`` is what the error calls them.
    """
    try:
        proof = json.loads(content)
        if proof["form"] != FORM:
            raise ValueError
        path = [bytes.fromhex(each) for each in proof["path"]]
        by = key or read_key(proof["key"], name)
        if proof["proof"] == "inclusion":
            return _inclusion(proof, path, by, name)
        return _consistency(proof, path, by, name)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(
            Problem(
                f"this is no proof of the form {FORM}",
                "name a file that 'forcereview proof' made, unchanged",
                Place(name),
            )
        ) from None


def _inclusion(proof: dict[str, Any], path: list[bytes], key: Key, name: str) -> Proven:
    checkpoint = read_checkpoint(proof["checkpoint"], name)
    raw = proof["entry"].encode()
    entry = read_entry(raw)
    number, size = entry.sequence, checkpoint.size
    what = f"entry {number} of {size} ({entry.does}, {entry.at}, by {entry.by}) is as shown"
    wrong = _unsigned(checkpoint, key)
    if not includes(checkpoint.root, size, number - 1, hash_of(raw), path):
        wrong = (*wrong, f"entry {number}, as it stands here, isn't in that journal")
    return Proven(not wrong, what, key, wrong)


def _consistency(proof: dict[str, Any], path: list[bytes], key: Key, name: str) -> Proven:
    first, second = read_checkpoint(proof["from"], name), read_checkpoint(proof["to"], name)
    what = f"the first {first.size} of {second.size} entries are still the same"
    wrong = (*_unsigned(first, key), *_unsigned(second, key))
    if first.origin != second.origin:
        wrong = (*wrong, "the checkpoints are of two workspaces")
    if not begins(first.size, first.root, second.size, second.root, path):
        wrong = (*wrong, "the later checkpoint doesn't hold the entries of the earlier one")
    return Proven(not wrong, what, key, wrong)


def _unsigned(checkpoint: Checkpoint, key: Key) -> tuple[str, ...]:
    if signed_by(checkpoint, key):
        return ()
    return (f"the checkpoint of {checkpoint.size} entries isn't signed by key {key.id.hex()}",)
