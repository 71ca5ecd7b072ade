"""Two signing keys that are always the same, and checkpoints signed by them."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forcereview.journal.checkpoints import Checkpoint, Key, Signature, origin_of

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = Key(origin_of("w-1"), PRIVATE.public_key().public_bytes_raw())
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
OTHER_KEY = Key(origin_of("w-1"), OTHER.public_key().public_bytes_raw())


def a_checkpoint(
    size: int = 7,
    root: bytes = b"r" * 32,
    *signers: tuple[Ed25519PrivateKey, Key],
) -> Checkpoint:
    unsigned = Checkpoint(KEY.name, size, root)
    signatures = tuple(
        Signature(key.name, key.id, private.sign(unsigned.body))
        for private, key in signers or ((PRIVATE, KEY),)
    )
    return Checkpoint(KEY.name, size, root, signatures)
