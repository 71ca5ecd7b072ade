"""Contents encrypted in chunks: whole again, readable anywhere, and never readable when changed."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.adapters.store.encrypted_content import CHUNK, DecryptedContent, EncryptedWriter
from forcereview.errors import Refused

KEY = bytes(range(32))
BORDERS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77]


def encrypted(plain: bytes, key: bytes = KEY, pieces: int = CHUNK) -> bytes:
    out = io.BytesIO()
    writer = EncryptedWriter(out, key)
    for start in range(0, len(plain), pieces):
        writer.write(plain[start : start + pieces])
    writer.finish()
    return out.getvalue()


def decrypted(cipher: bytes, key: bytes = KEY) -> bytes:
    with io.BufferedReader(DecryptedContent(io.BytesIO(cipher), key)) as content:
        return content.read()


@pytest.mark.parametrize("size", BORDERS)
@pytest.mark.parametrize("pieces", [CHUNK, CHUNK // 2 + 1, 3 * CHUNK])
def test_a_content_comes_back_whole_whatever_its_size(size: int, pieces: int) -> None:
    plain = os.urandom(size)
    assert decrypted(encrypted(plain, pieces=pieces)) == plain


@given(st.data())
def test_any_part_can_be_read_by_seeking(data: st.DataObject) -> None:
    content = DecryptedContent(io.BytesIO(CIPHER), KEY)
    start = data.draw(st.integers(0, len(PLAIN) + 10))
    size = data.draw(st.integers(0, 2 * CHUNK))
    whence = data.draw(st.sampled_from([io.SEEK_SET, io.SEEK_END]))
    content.seek(start if whence == io.SEEK_SET else start - len(PLAIN), whence)
    assert content.tell() == start
    assert io.BufferedReader(content).read(size) == PLAIN[start : start + size]


PLAIN = bytes(os.urandom(2 * CHUNK + 1000))
CIPHER = encrypted(PLAIN)


@given(st.integers(0, len(CIPHER) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_unnoticed(place: int, by: int) -> None:
    changed = bytearray(CIPHER)
    changed[place] ^= by
    with pytest.raises(Refused, match="isn't as it was taken in"):
        decrypted(bytes(changed))


@given(st.integers(0, len(CIPHER) - 1))
def test_no_end_can_be_cut_off_unnoticed(size: int) -> None:
    with pytest.raises(Refused, match="isn't as it was taken in"):
        decrypted(CIPHER[:size])


def test_an_end_cut_off_between_chunks_shows_when_it_is_opened() -> None:
    header, chunk = 32, CHUNK + 16
    for kept in (1, 2):
        with pytest.raises(Refused, match="fails its check"):
            DecryptedContent(io.BytesIO(CIPHER[: header + kept * chunk]), KEY)


def test_chunks_can_t_be_swapped_repeated_or_left_out() -> None:
    header, chunk = 32, CHUNK + 16
    head, first, second, last = (
        CIPHER[:header],
        CIPHER[header : header + chunk],
        CIPHER[header + chunk : header + 2 * chunk],
        CIPHER[header + 2 * chunk :],
    )
    for parts in (
        (second, first, last),
        (first, first, last),
        (first, last),
        (first, second, second, last),
        (first, second, last, last),
    ):
        with pytest.raises(Refused):
            decrypted(head + b"".join(parts))


def test_a_chunk_of_another_content_under_the_same_key_doesn_t_fit() -> None:
    other = encrypted(PLAIN)
    header, chunk = 32, CHUNK + 16
    mixed = CIPHER[: header + chunk] + other[header + chunk :]
    with pytest.raises(Refused):
        decrypted(mixed)


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Refused, match="or the key isn't its own"):
        decrypted(CIPHER, bytes(32))


def test_equal_contents_look_different(tmp_path: Path) -> None:
    assert encrypted(b"the same words") != encrypted(b"the same words")
