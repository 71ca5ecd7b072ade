"""Checkpoints: a signed line about the whole journal, short enough to print, mail or publish.

The form is that of transparency logs (C2SP tlog-checkpoint and signed-note): the workspace, the
number of entries, the root of the tree over them, a blank line, and Ed25519 signatures. Whoever
keeps a checkpoint elsewhere can see later whether the entries it covers are still the same; without
one kept elsewhere, a journal replaced as a whole (with its checkpoints) can't be told from the
true one.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

from forcereview.errors import BadInput, Place, Problem, cited

_ED25519 = b"\x01"
_MOST = 64 * 1024
_FORM = re.compile(
    r"(?P<origin>[^\n]+)\n(?P<size>[1-9][0-9]{0,17})\n(?P<root>[A-Za-z0-9+/=]{44})\n\n"
    r"(?P<signatures>(?:— [^\s+]+ [A-Za-z0-9+/=]+\n)+)"
)


@dataclass(frozen=True, slots=True)
class Key:
    """A public key by which checkpoints are signed: its name and its 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that tell keys apart (they prove nothing)."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """As transparency tools write it: ``name+id+key``."""
        key = base64.b64encode(_ED25519 + self.public).decode()
        return f"{self.name}+{self.id.hex()}+{key}"


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature under a checkpoint: by the key of this name and id."""

    name: str
    id: bytes
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first ``size`` entries of the journal of ``origin``, and the root of their tree."""

    origin: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def body(self) -> bytes:
        """What is signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n".encode()

    def __str__(self) -> str:
        """The checkpoint as its file holds it."""
        lines = [
            f"— {each.name} {base64.b64encode(each.id + each.bytes).decode()}\n"
            for each in self.signatures
        ]
        return self.body.decode() + "\n" + "".join(lines)


def origin_of(workspace: str) -> str:
    """What checkpoints call the workspace with this id; its key has the same name."""
    return f"forcereview/workspace/{workspace}"


def read_key(text: str, name: str = "") -> Key:
    """A public key from ``name+id+key``. ``name`` is what errors call the text.

    Raises:
        BadInput: it is none.
    """
    name_id_key = text.strip().split("+", 2)
    try:
        raw = base64.b64decode(name_id_key[2], validate=True)
        key = Key(name_id_key[0], raw[1:])
        if raw[:1] != _ED25519 or len(key.public) != 32 or str(key) != text.strip():
            raise ValueError
    except (IndexError, ValueError):
        raise BadInput(
            Problem(
                f"{cited(text.strip())} is no public key of a workspace",
                "'forcereview key' prints it: name+id+key in one line",
                Place(name),
            )
        ) from None
    return key


def key_document(key: Key) -> dict[str, str]:
    """A public key as the journal's document ``key/ID`` holds it."""
    return {"key": str(key)}


def read_checkpoint(text: str, name: str = "") -> Checkpoint:
    """A checkpoint from its text; its signatures aren't checked yet. ``name`` is for errors.

    Raises:
        BadInput: it is none, or holds anything beside the three lines and signatures.
    """
    found = _FORM.fullmatch(text if len(text) <= _MOST else "")
    try:
        if found is None:
            raise ValueError
        root = base64.b64decode(found["root"], validate=True)
        signatures = tuple(_signature(line) for line in found["signatures"].splitlines())
        checkpoint = Checkpoint(found["origin"], int(found["size"]), root, signatures)
        if len(root) != 32 or str(checkpoint) != text:
            raise ValueError
    except ValueError:
        raise BadInput(
            Problem(
                "this is no checkpoint, or not as it was written",
                "name the file that 'forcereview checkpoint' made, unchanged",
                Place(name),
            )
        ) from None
    return checkpoint


def signed_by(checkpoint: Checkpoint, key: Key) -> bool:
    """Whether the checkpoint bears a true signature by this key, and no false one."""
    mine = [each for each in checkpoint.signatures if (each.name, each.id) == (key.name, key.id)]
    return bool(mine) and all(_true(key.public, each.bytes, checkpoint.body) for each in mine)


def readable(checkpoint: Checkpoint) -> str:
    """The checkpoint for print and for reading out: the root in groups of four signs."""
    root = checkpoint.root.hex()
    groups = [root[start : start + 4] for start in range(0, len(root), 4)]
    signers = ", ".join(f"{each.name}, key {each.id.hex()}" for each in checkpoint.signatures)
    return (
        f"Checkpoint {checkpoint.size}: the journal's entries 1 to {checkpoint.size}\n"
        f"root {' '.join(groups[:8])}\n"
        f"     {' '.join(groups[8:])}\n"
        f"signed by {signers}\n"
    )


def _signature(line: str) -> Signature:
    _, name, encoded = line.split(" ")
    raw = base64.b64decode(encoded, validate=True)
    if len(raw) < 5:
        raise ValueError
    return Signature(name, raw[:4], raw[4:])


def _true(public: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
