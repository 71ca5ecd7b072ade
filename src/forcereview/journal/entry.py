"""An entry of the journal: who did what, when, why, and the hash of the entry before.

An entry is canonical JSON (RFC 8785) of one mapping. Its keys sort so that the hash of the entry
before comes first and the sequence number last; the chain can be checked on the bytes alone. The
hash of an entry is that of a Merkle leaf (RFC 9162, section 2.1.1): SHA-256 of a zero byte and the
entry.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from forcereview.errors import Problem, Refused
from forcereview.journal.canonical import Json, canonical
from forcereview.journal.changes import Change

#: what the first entry names as the hash before it
FIRST = "0" * 64
#: where an entry's bytes hold its time, the hash before it being of one length
TIME = slice(82, 109)
_EXACT = 2**53 - 1


class NotAnEntry(Refused, ValueError):
    """Bytes that are kept as an entry, and are none."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is about to be written: the journal adds time, sequence and hash.

    ``does`` is the action (``case.import``, ``evidence.add``), ``by`` the person who acts, ``case``
    the id of the case concerned ("" for the whole workspace), ``details`` what a reader should know
    beside the changes. ``seen`` names documents whose whole content was looked at, each with the
    entry that had changed it last: if one was changed since, nothing is written. It isn't kept.
    """

    does: str
    by: str
    changes: tuple[Change, ...] = ()
    details: Mapping[str, Json] = field(default_factory=dict)
    reason: str = ""
    case: str = ""
    seen: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, read. ``at`` is UTC, ``2026-01-07T15:35:00.000000Z``, never before that of the
    entry before; where the clock said an earlier time, ``clock`` keeps what it said."""

    sequence: int
    at: str
    by: str
    does: str
    changes: tuple[Change, ...]
    details: Mapping[str, Json]
    reason: str
    case: str
    after: str
    clock: str = ""


class Stored(NamedTuple):
    """An entry as it is kept: its bytes and their hash."""

    sequence: int
    hash: bytes
    raw: bytes


def stored(draft: Draft, sequence: int, after: str, now: str, not_before: str = "") -> Stored:
    """The entry that a draft becomes after the entry with hash ``after``.

    ``now`` is the time by the clock, ``not_before`` the time of the entry before.

    Raises:
        BadInput: the draft holds what has no canonical form.
    """
    data: dict[str, Json] = {
        "after": after,
        "at": max(now, not_before),
        "by": draft.by,
        "case": draft.case,
        "changes": [change.as_json() for change in draft.changes],
        "details": dict(draft.details),
        "does": draft.does,
        "reason": draft.reason,
        "sequence": sequence,
    }
    if now < not_before:
        data["clock"] = now
    raw = canonical(data)
    return Stored(sequence, hash_of(raw), raw)


def hash_of(raw: bytes) -> bytes:
    """The hash of an entry's bytes: that of a leaf of the Merkle tree (RFC 9162, 2.1.1)."""
    return hashlib.sha256(b"\x00" + raw).digest()


def read_entry(raw: bytes) -> Entry:
    """An entry from its bytes.

    Raises:
        NotAnEntry: they are none.
    """
    try:
        data: Any = decoded(raw.decode())
        return Entry(
            data["sequence"],
            data["at"],
            data["by"],
            data["does"],
            tuple(Change.from_json(change) for change in data["changes"]),
            data["details"],
            data["reason"],
            data["case"],
            data["after"],
            data.get("clock", ""),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotAnEntry(
            Problem(
                f"the bytes of an entry were changed, so that they are none ({error})",
                "see which, and what is lost: forcereview verify",
            )
        ) from None


def linked(raw: bytes, sequence: int, after: str) -> bool:
    """Whether an entry's bytes name this sequence number and this hash before it."""
    return raw.startswith(b'{"after":"%b","at":"' % after.encode()) and raw.endswith(
        b'","sequence":%d}' % sequence
    )


def _number(digits: str) -> int | float:
    """Canonical JSON writes 1e16 as digits; beyond 2^53 - 1 only a float can be meant."""
    whole = int(digits)
    return whole if abs(whole) <= _EXACT else float(digits)


#: a JSON text as its value, large numbers as the floats that they must be
decoded = json.JSONDecoder(parse_int=_number).decode
