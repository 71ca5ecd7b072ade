"""The keys of a workspace's contents, in a folder of their own that can be kept elsewhere.

    workspace.key       wraps the key of each content (AES-256-GCM, bound to the content's hash)
    seal.pub, seal.key  the seal (HPKE, RFC 9180, X25519): sealing needs the first, unsealing both
    items/3f/3f2a….key     the wrapped key of a content
    items/3f/3f2a….sealed  the key of a sealed content, which workspace.key doesn't open

``seal.key`` may be taken away to a safe: contents can still be sealed, but neither read nor
unsealed until it is back. Destroying a key overwrites its file before removing it; what a disk,
its snapshots or backups of this folder keep of it, no program can reach from here.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from forcereview.errors import Place, Problem, Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hpke import Suite

_NONCE = 12
_HELD, _SEALED = ".key", ".sealed"


class Keyring:
    """Makes, keeps, seals and destroys the key of each content."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workspace_key: bytes | None = None

    def begin(self) -> None:
        """Make the workspace's key and its seal, where they aren't yet."""
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        self._path("items").mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        sync_folder(self._folder.parent)
        if not self._path("workspace.key").exists():
            self._write(self._path("workspace.key"), _text(os.urandom(32)))
        if not self._path("seal.pub").exists():
            private = X25519PrivateKey.generate()
            self._write(self._path("seal.key"), _text(private.private_bytes_raw()))
            self._write(self._path("seal.pub"), _text(private.public_key().public_bytes_raw()))

    def unlock(self) -> None:
        """Have the workspace's key at hand.

        Raises:
            Refused: it isn't here.
        """
        self._wrapping()

    def keep(self, sha256: str, key: bytes) -> None:
        """Keep the key of a content, on disk when this returns.

        Raises:
            Refused: the workspace's key isn't here.
        """
        nonce = os.urandom(_NONCE)
        wrapped = nonce + self._wrapping().encrypt(nonce, key, _bound_to(sha256))
        self._write(self._item(sha256, _HELD), wrapped)

    def key(self, sha256: str) -> bytes:
        """The key of a content that isn't sealed.

        Raises:
            Refused: there is none, it was changed, or the workspace's key isn't here.
        """
        try:
            wrapped = self._item(sha256, _HELD).read_bytes()
        except OSError:
            raise self._without(sha256) from None
        from cryptography.exceptions import InvalidTag

        try:
            return self._wrapping().decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _bound_to(sha256))
        except (InvalidTag, ValueError):
            raise Refused(
                Problem(
                    f"the key of {sha256[:12]} was changed, or isn't this workspace's",
                    "restore the folder of keys from a copy",
                    Place(str(self._folder)),
                )
            ) from None

    def state(self, sha256: str) -> str:
        """``held``, ``sealed``, or ``missing``."""
        if self._item(sha256, _HELD).exists():
            return "held"
        return "sealed" if self._item(sha256, _SEALED).exists() else "missing"

    def seal(self, sha256: str) -> None:
        """Put a content's key under the seal; what opened it before is destroyed.

        Raises:
            Refused: there is no key to seal, or the seal isn't here.
        """
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

        public = X25519PublicKey.from_public_bytes(self._raw("seal.pub"))
        sealed = _suite().encrypt(self.key(sha256), public, info=_bound_to(sha256))
        self._write(self._item(sha256, _SEALED), sealed)
        _destroy(self._item(sha256, _HELD))

    def unseal(self, sha256: str) -> None:
        """Take a content's key from under the seal.

        Raises:
            Refused: it isn't sealed, or the seal's key isn't here.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        path = self._item(sha256, _SEALED)
        if not path.exists():
            raise Refused(Problem(f"the content {sha256[:12]} isn't sealed"))
        private = X25519PrivateKey.from_private_bytes(self._raw("seal.key"))
        try:
            key = _suite().decrypt(path.read_bytes(), private, info=_bound_to(sha256))
        except (InvalidTag, ValueError):
            raise Refused(
                Problem(
                    f"the sealed key of {sha256[:12]} was changed, or is under another seal",
                    "put the seal.key back that it was sealed under",
                    Place(str(self._folder)),
                )
            ) from None
        self.keep(sha256, key)
        _destroy(path)

    def destroy(self, sha256: str) -> None:
        """Destroy the key of a content, sealed or not."""
        for ending in (_HELD, _SEALED):
            _destroy(self._item(sha256, ending))

    def all(self) -> Iterator[str]:
        """The hash of every content that has a key here."""
        return (path.stem for path in sorted(self._path("items").glob("??/*")))

    def _wrapping(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        if self._workspace_key is None:
            self._workspace_key = self._raw("workspace.key")
        return AESGCM(self._workspace_key)

    def _raw(self, name: str) -> bytes:
        try:
            key = b64decode(self._path(name).read_bytes(), validate=False)
        except (OSError, ValueError):
            key = b""
        if len(key) != 32:
            raise Refused(
                Problem(
                    f"the key {name} isn't here, so contents can't be read or taken in"
                    if name == "workspace.key"
                    else f"the key {name} isn't here, so nothing can be sealed or unsealed",
                    "put it back, or name its folder in forcereview.toml (keys)",
                    Place(str(self._folder)),
                )
            )
        return key

    def _without(self, sha256: str) -> Refused:
        if self._item(sha256, _SEALED).exists():
            return Refused(
                Problem(
                    f"the content {sha256[:12]} is sealed",
                    "it can be read again after 'forcereview evidence unseal', with the reason",
                )
            )
        return Refused(
            Problem(
                f"the key of {sha256[:12]} isn't here, so it can't be read",
                "if it wasn't expunged, restore the folder of keys from a copy",
                Place(str(self._folder)),
            )
        )

    def _write(self, path: Path, content: bytes) -> None:
        """Write a key whole or not at all, for its owner alone, on disk when this returns."""
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
            sync_folder(path.parent.parent)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(path)
        sync_folder(path.parent)

    def _path(self, name: str) -> Path:
        return self._folder / name

    def _item(self, sha256: str, ending: str) -> Path:
        return self._folder / "items" / sha256[:2] / f"{sha256}{ending}"


def sync_folder(folder: Path) -> None:
    """Let what was made, renamed and removed in a folder reach the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def overwrite(path: Path) -> None:
    """Write random bytes over a file, to the disk, and remove it."""
    path.chmod(0o600)
    with path.open("r+b", buffering=0) as file:
        left = os.fstat(file.fileno()).st_size
        while left > 0:
            left -= file.write(os.urandom(min(left, 1 << 20)))
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def _destroy(path: Path) -> None:
    with suppress(FileNotFoundError):
        overwrite(path)


def _bound_to(sha256: str) -> bytes:
    return b"forcereview content " + sha256.encode()


def _text(key: bytes) -> bytes:
    return b64encode(key) + b"\n"


def _suite() -> Suite:
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
