"""Prove one entry, or that a checkpoint continues another, to somebody without the journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from forcereview.errors import BadInput, Problem, Refused
from forcereview.journal.canonical import Json
from forcereview.journal.checkpoints import Checkpoint, Key, read_checkpoint, read_key, signed_by
from forcereview.journal.entry import hash_of
from forcereview.journal.proofs import Proven, check_proof, prove_consistency, prove_entry
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.journal.checkpointing import checkpoint_named, keys
from forcereview.workspace.journal.past import stored_entry
from forcereview.workspace.ports import Ports
from forcereview.workspace.reporting import write_bytes


def proof_of_entry(ports: Ports, sequence: int) -> dict[str, Json]:
    """The proof that an entry is in the latest checkpoint.

    Raises:
        BadInput: there is no such entry.
        Refused: no checkpoint covers it yet, or the journal doesn't fit its checkpoint.
    """
    entry = stored_entry(ports, sequence)
    checkpoint = checkpoint_named(ports).checkpoint
    if sequence > checkpoint.size:
        raise Refused(
            Problem(
                f"entry {sequence} came after the latest checkpoint, of {checkpoint.size} entries",
                "make one that covers it: forcereview checkpoint",
            )
        )
    proof = prove_entry(entry, checkpoint, _signer(ports, checkpoint), _leaves(ports, checkpoint))
    return _sound(proof)


def proof_of_consistency(ports: Ports, first: str, second: str = "") -> dict[str, Json]:
    """The proof that the entries of one checkpoint are those that another begins with. Each is a
    number of a checkpoint, or a file that one was kept in; the latest without ``second``.

    Raises:
        BadInput: there is no such checkpoint, or the first covers more than the second.
        Refused: the journal doesn't fit one of them.
    """
    one, other = _named(ports, first), _named(ports, second)
    if one.size > other.size:
        raise BadInput(
            Problem(
                f"the checkpoint of {one.size} entries is later than that of {other.size}",
                "name the earlier one first: --from EARLIER --to LATER",
            )
        )
    proof = prove_consistency(one, other, _signer(ports, other), _leaves(ports, other))
    return _sound(proof)


def write_proof(proof: dict[str, Json], out: Path | str) -> Path:
    """Write a proof to a file.

    Raises:
        BadInput: it can't be written.
    """
    text = json.dumps(proof, ensure_ascii=False, indent=2) + "\n"
    return write_bytes(Path(out), text.encode())


def check_proof_file(file: Path | str, key: str = "") -> Proven:
    """Check a proof in a file; needs no workspace. ``key`` is a public key known by another way.

    Raises:
        BadInput: the file is no proof, or the key none.
    """
    return check_proof(bytes_of(Path(file)), str(file), read_key(key, "--key") if key else None)


def _leaves(ports: Ports, checkpoint: Checkpoint) -> Iterator[bytes]:
    return (hash_of(each.raw) for each in ports.journal.entries(upto=checkpoint.size))


def _named(ports: Ports, name: str) -> Checkpoint:
    if name and not name.isdecimal():
        return read_checkpoint(bytes_of(Path(name)).decode("utf-8", "replace"), name)
    return checkpoint_named(ports, name).checkpoint


def _signer(ports: Ports, checkpoint: Checkpoint) -> Key:
    for key in keys(ports):
        if signed_by(checkpoint, key):
            return key
    raise _unfit()


def _sound(proof: dict[str, Json]) -> dict[str, Json]:
    """A proof is checked before it is handed out."""
    if not check_proof(json.dumps(proof).encode()).holds:
        raise _unfit()
    return proof


def _unfit() -> Refused:
    return Refused(
        Problem(
            "the journal doesn't fit the checkpoint, so nothing can be proven from it",
            "see what is wrong: forcereview verify",
        )
    )
