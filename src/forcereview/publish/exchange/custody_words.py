"""Links of a chain of custody in plain words, and their times as far as they were told."""

from __future__ import annotations

import re
from datetime import datetime

from forcereview.evidence import Custody

_WITH_ZONE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")


def told(link: Custody) -> str:
    """A link in a sentence: what happened, from whom, to whom, how, where."""
    words: list[str] = [link.what]
    if link.giver:
        words.append(f"from {link.giver}")
    if link.holder:
        words.append(f"{'by' if link.what in _BY else 'to'} {link.holder}")
    if link.how:
        words.append(f"({link.how})")
    if link.place:
        words.append(f"at {link.place}")
    return " ".join(words)


_BY = ("received", "accessed", "examined", "sealed", "unsealed", "expunged", "working copy")


def instant(time: str) -> str:
    """A time as ``xsd:dateTime`` with its zone; "" where what was told is no such instant."""
    if not _WITH_ZONE.fullmatch(time):
        return ""
    try:
        return datetime.fromisoformat(time).isoformat()
    except ValueError:
        return ""
