"""The chain of custody of an item: who held it from when to when, and where that isn't known.

A gap is no accusation: it says what nobody wrote down, so that it can be asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from forcereview.evidence.model import Custody, Item
from forcereview.evidence.told_times import ToldTime, certainly_before, read_told_time

GapKind = Literal[
    "no chain",
    "no receipt",
    "unknown giver",
    "unknown holder",
    "nobody named",
    "not the holder",
    "missing time",
    "unreadable time",
    "out of order",
    "unknown person",
    "after the end",
]
#: links that hand the item itself to somebody
_MOVES = ("received", "transferred", "returned")


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing or doesn't fit. ``link`` is the id of the link concerned, "" for all."""

    kind: GapKind
    words: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """That somebody held the item: from one link to the next that moved it, times as told.

    ``holder`` is "" where nobody is named, ``until`` "" where the holder's time isn't over or its
    end wasn't told (``ended`` says which).
    """

    holder: str
    since: str
    until: str
    ended: bool
    link: str


def next_link_id(custody: Sequence[Custody]) -> str:
    """An id that no link of this chain has."""
    taken = {link.id for link in custody}
    number = len(custody) + 1
    while f"c{number}" in taken:
        number += 1
    return f"c{number}"


def holders(custody: Sequence[Custody]) -> tuple[Held, ...]:
    """Who held the item, one after the other. A second receipt (the same content came again, from
    another hand) doesn't take it from its holder."""
    moves = [link for place, link in enumerate(custody) if _moves(custody, place)]
    return tuple(
        Held(link.holder, link.at, after.at if after else "", after is not None, link.id)
        for link, after in zip_longest(moves, moves[1:])
    )


def holder(custody: Sequence[Custody]) -> str:
    """Who holds the item now; "" if that isn't known."""
    held = holders(custody)
    return held[-1].holder if held else ""


def gaps_of(item: Item) -> tuple[Gap, ...]:
    """The gaps of an item's chain. One that was made here needs no receipt."""
    if item.derivation is not None and not item.custody:
        return ()
    return gaps(item.custody, made_here=item.derivation is not None)


def gaps(custody: Sequence[Custody], *, made_here: bool = False) -> tuple[Gap, ...]:
    """What a chain leaves open or tells in a way that doesn't fit, in the order of its links."""
    if not custody:
        return (Gap("no chain", "Nobody wrote down how it came here, from whom, or when."),)
    found: list[Gap] = []
    if custody[0].what != "received" and not made_here:
        found.append(
            Gap(
                "no receipt",
                f"The chain begins with “{custody[0].what}”: how it came here isn’t told.",
                custody[0].id,
            )
        )
    for place, link in enumerate(custody):
        found += _people(custody, place, link)
        found += _times(custody, place, link)
    return tuple(found)


def _people(custody: Sequence[Custody], place: int, link: Custody) -> Iterator[Gap]:
    before = holder(custody[:place])
    ended = [earlier for earlier in custody[:place] if earlier.what == "expunged"]
    if ended and link.what not in ("received", "expunged"):
        yield _gap("after the end", link, f"It is told as {link.what} after it was expunged.")
    if link.what in ("received", "transferred"):
        if not link.giver:
            yield _gap("unknown giver", link, f"It was {link.what}, but nobody says from whom.")
        elif before and _moves(custody, place) and not _same(link.giver, before):
            yield _gap(
                "not the holder",
                link,
                f"It is told as handed on by {link.giver}, but {before} held it before; "
                "how it came from one to the other isn’t told.",
            )
    if link.what in _MOVES and not link.holder:
        since = f"From {link.at} on" if link.at else "From then on"
        after = next((m for n, m in enumerate(custody) if n > place and _moves(custody, n)), None)
        until = f" until {after.at or 'the next link'}" if after else ""
        yield _gap("nobody named", link, f"{since}{until}, nobody is named as the holder.")
    if link.what == "copied" and not link.holder:
        yield _gap("unknown holder", link, "A copy was made, but nobody is named who got it.")
    if link.what in ("accessed", "examined") and not (link.holder or link.giver):
        yield _gap("unknown person", link, f"It was {link.what}, but nobody says by whom.")


def _times(custody: Sequence[Custody], place: int, link: Custody) -> Iterator[Gap]:
    if not link.at.strip():
        yield _gap("missing time", link, f"It was {_done(link)}, but nobody says when.")
        return
    told = read_told_time(link.at)
    if told is None:
        words = f"The time “{link.at}” of “{link.what}” can’t be read, so its order isn’t checked."
        yield _gap("unreadable time", link, words)
        return
    earlier = _last_move(custody, place)
    if earlier is not None and certainly_before(told, earlier[1]):
        words = (
            f"It is told as {_done(link)} on {link.at}, before it was {earlier[0].what} "
            f"({earlier[0].at})."
        )
        yield _gap("out of order", link, words)


def _last_move(custody: Sequence[Custody], place: int) -> tuple[Custody, ToldTime] | None:
    """The last link before this place that handed the item on, and when, if that can be read."""
    for number in range(place - 1, -1, -1):
        told = read_told_time(custody[number].at) if _moves(custody, number) else None
        if told is not None:
            return custody[number], told
    return None


def _moves(custody: Sequence[Custody], place: int) -> bool:
    """Whether a link hands the item itself on; a receipt does so first, or after a return."""
    link = custody[place]
    if link.what != "received":
        return link.what in _MOVES
    moved = [earlier for earlier in custody[:place] if earlier.what in _MOVES]
    return not moved or moved[-1].what == "returned"


def _done(link: Custody) -> str:
    return "copied to work on" if link.what == "working copy" else link.what


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _gap(kind: GapKind, link: Custody, words: str) -> Gap:
    return Gap(kind, words, link.id)
