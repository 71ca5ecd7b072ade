"""Rows as they lie in the pages of a SQLite file, without SQLite: for a file too damaged for it.

The numbers are those of SQLite's file format (https://www.sqlite.org/fileformat2.html): pages of
tables in section 1.6, records in 2.1, the write-ahead log in 4.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from forcereview.adapters.journals.sqlite_opening import PAGE_SIZE

_LOG_HEADER, _FRAME_HEADER = 32, 24
#: payload of a table's leaf page that is never moved to overflow pages, and what may stay at least
_MOST_LOCAL = PAGE_SIZE - 35
_LEAST_LOCAL = (PAGE_SIZE - 12) * 32 // 255 - 23
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Value = None | int | bytes


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its rowid, and its columns (text as bytes)."""

    rowid: int
    columns: tuple[Value, ...]


class Pages:
    """The pages of a SQLite file and of the log beside it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._log = _opened(path.with_name(path.name + "-wal"))
        self.size = _size(self._file) + (_size(self._log) if self._log else 0)
        self._count = -(-_size(self._file) // PAGE_SIZE)
        self._places = dict(self._frames())

    def images(self) -> Iterator[bytes]:
        """Every page, in the file's version and in the last one of the log."""
        for number in range(1, self._count + 1):
            yield self._from_file(number)
        for place in self._places.values():
            yield _piece(self._log, place)

    def latest(self, number: int) -> bytes:
        """A page, as it was committed last."""
        place = self._places.get(number)
        return self._from_file(number) if place is None else _piece(self._log, place)

    def close(self) -> None:
        """Let go of the files."""
        self._file.close()
        if self._log:
            self._log.close()

    def _from_file(self, number: int) -> bytes:
        return _piece(self._file, (number - 1) * PAGE_SIZE)

    def _frames(self) -> list[tuple[int, int]]:
        """The number of each committed page of the log, and where it lies, oldest first."""
        committed: list[tuple[int, int]] = []
        begun: list[tuple[int, int]] = []
        place, salts = _LOG_HEADER, b""
        while header := _piece(self._log, place, _FRAME_HEADER):
            salts = salts or header[8:16]
            if header[8:16] != salts:
                break
            number = int.from_bytes(header[:4], "big")
            begun.append((number, place + _FRAME_HEADER))
            if any(header[4:8]):
                committed += begun
                begun = []
            place += _FRAME_HEADER + PAGE_SIZE
        return committed


def records(page: bytes, pages: Pages) -> Iterator[Record]:
    """The rows on a page, read as a leaf of a table; where it is none, or damaged, few or none."""
    count = min(int.from_bytes(page[3:5], "big"), PAGE_SIZE // 2)
    for place in range(8, 8 + 2 * count, 2):
        start = int.from_bytes(page[place : place + 2], "big")
        with suppress(ValueError, IndexError):
            yield _record(page, start, pages)


def _record(page: bytes, start: int, pages: Pages) -> Record:
    length, at = _varint(page, start)
    rowid, at = _varint(page, at)
    if not 0 < length <= pages.size:
        raise ValueError("no record is as long as this")
    return Record(rowid, _columns(_payload(page, at, length, pages)))


def _payload(page: bytes, at: int, length: int, pages: Pages) -> bytes:
    if length <= _MOST_LOCAL:
        return page[at : at + length]
    local = _LEAST_LOCAL + (length - _LEAST_LOCAL) % (PAGE_SIZE - 4)
    if local > _MOST_LOCAL:
        local = _LEAST_LOCAL
    parts, held = [page[at : at + local]], local
    following = int.from_bytes(page[at + local : at + local + 4], "big")
    while held < length:
        more = pages.latest(following) if following else b""
        if len(more) < 5:
            raise ValueError("the record's rest is missing")
        parts.append(more[4:])
        held += len(more) - 4
        following = int.from_bytes(more[:4], "big")
    return b"".join(parts)[:length]


def _columns(payload: bytes) -> tuple[Value, ...]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < min(end, len(payload)):
        kind, at = _varint(payload, at)
        kinds.append(kind)
    columns: list[Value] = []
    for kind in kinds:
        value, at = _column(payload, at, kind)
        columns.append(value)
    if at != len(payload):
        raise ValueError("the record's columns don't fill it")
    return tuple(columns)


def _column(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind >= 12:
        end = at + (kind - 12) // 2
        return payload[at:end], end
    constants: dict[int, Value] = {0: None, 8: 0, 9: 1}
    if kind not in constants:
        raise ValueError("the journal's tables have no such column")
    return constants[kind], at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next one begins."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def _opened(path: Path) -> BinaryIO | None:
    try:
        return path.open("rb")
    except OSError:
        return None


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _piece(file: BinaryIO | None, place: int, length: int = PAGE_SIZE) -> bytes:
    """So many bytes from a place; fewer, or none, where the file ends or its medium fails."""
    if file is None or place < 0:
        return b""
    try:
        file.seek(place)
        return file.read(length)
    except OSError:
        return b""
