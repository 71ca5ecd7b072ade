"""The key by which a workspace signs its checkpoints (Ed25519), in its folder of keys."""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from forcereview.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FILE = "signing.key"


class SigningKey:
    """The private key in ``signing.key``, for its owner alone to read."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def make(self) -> bytes:
        """Make a new key; one that is there is kept beside, under the id of its public half."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        private = Ed25519PrivateKey.generate()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if self._path.exists():
                old = self.public()[:4].hex() or "unreadable"
                self._path.rename(self._path.with_name(f"signing.{old}.key"))
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                out.write(b64encode(private.private_bytes_raw()) + b"\n")
                out.flush()
                os.fsync(out.fileno())
        except OSError as error:
            raise Refused(
                Problem(
                    f"the signing key can't be written ({error.strerror})",
                    "check the permissions of the folder of keys",
                    Place(str(self._path)),
                )
            ) from None
        return private.public_key().public_bytes_raw()

    def public(self) -> bytes:
        """The 32 bytes of the public key; none where there is no readable key."""
        try:
            return self._private().public_key().public_bytes_raw()
        except Refused:
            return b""

    def sign(self, message: bytes) -> bytes:
        """The signature of a message, 64 bytes."""
        return self._private().sign(message)

    def _private(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        try:
            return Ed25519PrivateKey.from_private_bytes(b64decode(self._path.read_bytes()))
        except (OSError, ValueError):
            raise Refused(
                Problem(
                    "the signing key isn't here, so nothing can be signed",
                    "put it back, or make a new one: forcereview key --new",
                    Place(str(self._path)),
                )
            ) from None
