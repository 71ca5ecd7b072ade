"""A content encrypted in chunks, so that it streams in, and any part of it can be read by seeking.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway and Vizár 2015, "Online authenticated
encryption and its nonce-reuse misuse-resistance", section 7) over AES-256-GCM: each chunk's nonce
is a random prefix, the chunk's number, and whether it is the last. So chunks can't be changed,
swapped, dropped or added, nor the end cut off, without failing their check. The header is
associated data of every chunk. Each content has a key of its own.

    header   16 bytes magic | 4 bytes plain size of a chunk | 7 bytes prefix | 5 bytes zero
    chunk    cipher text of up to that size | 16 bytes tag
    nonce    prefix | 4 bytes number of the chunk | 1 byte: 1 for the last, else 0
"""

from __future__ import annotations

import io
import os
import struct
from typing import TYPE_CHECKING, BinaryIO

from forcereview.errors import Problem, Refused

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

#: plain bytes of a chunk in what is written; what is read may have any
CHUNK = 1 << 20
_MAGIC = b"FORCEREVIEW-CT1\n"
_HEADER = struct.Struct(">16sI7s5x")
_TAG = 16
_LARGEST_CHUNK = 1 << 24


class EncryptedWriter:
    """Encrypts what is written to it, in pieces of any size, into an open file."""

    def __init__(self, out: BinaryIO, key: bytes) -> None:
        self._out = out
        self._aead = _aead(key)
        self._prefix = os.urandom(7)
        self._header = _HEADER.pack(_MAGIC, CHUNK, self._prefix)
        self._number = 0
        self._waiting = bytearray()
        out.write(self._header)

    def write(self, piece: bytes) -> None:
        """Add a piece of the plain content."""
        if not self._waiting and len(piece) == CHUNK:
            self._waiting = bytearray(piece)
            return
        self._waiting += piece
        # The last chunk is known only at the end, so a full one waits for what follows.
        while len(self._waiting) > CHUNK:
            chunk = bytes(self._waiting[:CHUNK])
            del self._waiting[:CHUNK]
            self._put(chunk, last=False)

    def finish(self) -> None:
        """Write the last chunk; nothing can be added afterwards."""
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last)
        self._out.write(self._aead.encrypt(nonce, chunk, self._header))
        self._number += 1


class DecryptedContent(io.RawIOBase):
    """The plain content of an encrypted file, seekable.

    Raises:
        Refused: the file is no content, was cut off or changed, or the key is another's.
    """

    def __init__(self, source: BinaryIO, key: bytes, name: str = "") -> None:
        super().__init__()
        self._source = source
        self._aead = _aead(key)
        self._name = name
        self._header = source.read(_HEADER.size)
        if len(self._header) != _HEADER.size or not self._header.startswith(_MAGIC):
            raise self._changed("its header is not one of the store")
        chunk: int
        _, chunk, self._prefix = _HEADER.unpack(self._header)
        self._chunk = chunk
        if not 0 < self._chunk <= _LARGEST_CHUNK:
            raise self._changed("its header is not one of the store")
        cipher: int = source.seek(0, io.SEEK_END) - _HEADER.size
        self._chunks = max(1, -(-cipher // (self._chunk + _TAG)))
        self._size = cipher - self._chunks * _TAG
        if self._size < 0:
            raise self._changed("it was cut off")
        self._at: int = 0
        self._open: tuple[int, bytes] | None = None
        # A content that was cut off at a chunk's end shows here: its last chunk isn't marked last.
        self._plain(self._chunks - 1)

    @property
    def size(self) -> int:
        """Plain bytes in all."""
        return self._size

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """It can be read from anywhere."""
        return True

    def tell(self) -> int:
        """Where the next read begins."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError("a place before the beginning")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer with what follows in the same chunk."""
        if self._at >= self._size:
            return 0
        number, within = divmod(self._at, self._chunk)
        plain = self._plain(number)
        count = min(len(buffer), len(plain) - within)
        buffer[:count] = plain[within : within + count]
        self._at += count
        return count

    def close(self) -> None:
        """Let go of the file."""
        self._open = None
        self._source.close()
        super().close()

    def _plain(self, number: int) -> bytes:
        if self._open is not None and self._open[0] == number:
            return self._open[1]
        self._source.seek(_HEADER.size + number * (self._chunk + _TAG))
        cipher = self._source.read(self._chunk + _TAG)
        nonce = _nonce(self._prefix, number, number == self._chunks - 1)
        from cryptography.exceptions import InvalidTag

        try:
            plain = self._aead.decrypt(nonce, cipher, self._header)
        except InvalidTag:
            raise self._changed(f"part {number + 1} of {self._chunks} fails its check") from None
        self._open = number, plain
        return plain

    def _changed(self, how: str) -> Refused:
        which = f"the content {self._name}" if self._name else "the content"
        return Refused(
            Problem(
                f"{which} isn't as it was taken in: {how}, or the key isn't its own",
                "'forcereview verify' says what else was changed; restore it from a copy",
            )
        )


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


def _aead(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)
