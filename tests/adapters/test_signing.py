"""The signing key in its folder: for its owner alone, never overwritten."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from forcereview.adapters.signing import SigningKey
from forcereview.errors import Refused


def test_what_it_signs_its_public_half_verifies(tmp_path: Path) -> None:
    signer = SigningKey(tmp_path / "keys")
    public = signer.make()
    assert public == signer.public() == SigningKey(tmp_path / "keys").public()
    Ed25519PublicKey.from_public_bytes(public).verify(signer.sign(b"words"), b"words")


def test_only_its_owner_may_read_it(tmp_path: Path) -> None:
    SigningKey(tmp_path / "keys").make()
    assert (tmp_path / "keys" / "signing.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_new_key_keeps_the_old_one_beside_it(tmp_path: Path) -> None:
    signer = SigningKey(tmp_path)
    first = signer.make()
    old = (tmp_path / "signing.key").read_bytes()
    assert signer.make() != first
    assert (tmp_path / f"signing.{first[:4].hex()}.key").read_bytes() == old


@pytest.mark.parametrize("content", [None, b"", b"!!", b"AAAA", b"\xff" * 50])
def test_without_a_readable_key_nothing_is_signed(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "signing.key").write_bytes(content)
    signer = SigningKey(tmp_path)
    assert signer.public() == b""
    with pytest.raises(Refused, match="the signing key isn't here"):
        signer.sign(b"words")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file in its place")
    with pytest.raises(Refused, match="the signing key can't be written"):
        SigningKey(tmp_path / "keys").make()
