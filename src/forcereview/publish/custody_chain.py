"""An item's chain of custody with what the journal says of each link, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forcereview.evidence import Custody, Item
from forcereview.evidence.custody import Gap, Held
from forcereview.evidence.derivation import OUTSIDE, made_outside, settings_in_words
from forcereview.journal import Entry
from forcereview.publish.readable import readable


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the chain, and the entry by which it was written down."""

    link: Custody
    entry: Entry | None
    gaps: tuple[Gap, ...]

    @property
    def noted(self) -> str:
        """When and by whom it was written down, and in which entry."""
        if self.entry is None:
            return "not in this journal"
        at = f"{self.entry.at[:19].replace('T', ' ')} UTC"
        return f"entry {self.entry.sequence}, {at}, by {self.entry.by}"


@dataclass(frozen=True)
class Chain:
    """All that is told of an item's custody: links in order, holders one after the other, gaps,
    and the items that were made of it. ``begun`` is the entry by which it came in."""

    item: Item
    links: tuple[Link, ...]
    holders: tuple[Held, ...]
    gaps: tuple[Gap, ...]
    made_of_it: tuple[Item, ...]
    begun: Entry | None


def held_in_words(held: Held) -> str:
    """Who held it, from when to when: ``clerk, from 2026-01-09 to 2026-01-12``."""
    since = held.since or "a time nobody told"
    until = f"to {held.until or 'a time nobody told'}" if held.ended else "on"
    return f"{held.holder or 'nobody named'}, from {since} {until}"


def made_in_words(item: Item, *, version: bool = True) -> str:
    """How an item was made of others, with the version of what made it; "" if it wasn't."""
    how = item.derivation
    if how is None:
        return ""
    settings = "; ".join(
        filter(
            None,
            (str(how.parameters.get("settings", "")), str(how.parameters.get("command", ""))),
        )
        if made_outside(how)
        else (settings_in_words(how.parameters),)
    )
    by = how.tool.replace(OUTSIDE, "a program outside, ") if made_outside(how) else "recipe"
    words = f"{how.what} made of {', '.join(how.parents)} by {by}"
    words += f" ({settings})" if settings else ""
    return f"{words}, version {how.version}" if version and how.version else words


def chain_as_json(chain: Chain) -> dict[str, Any]:
    """The chain for programs."""
    return {
        "item": chain.item.id,
        "sha256": chain.item.sha256,
        "links": [
            {
                **each.link.model_dump(mode="json"),
                "entry": each.entry.sequence if each.entry else None,
                "noted_at": each.entry.at if each.entry else None,
                "noted_by": each.entry.by if each.entry else None,
            }
            for each in chain.links
        ],
        "holders": [
            {
                "holder": held.holder or None,
                "since": held.since or None,
                "until": held.until or None,
                "ended": held.ended,
            }
            for held in chain.holders
        ],
        "gaps": [
            {"kind": gap.kind, "link": gap.link or None, "words": gap.words} for gap in chain.gaps
        ],
        "made_of_it": [item.id for item in chain.made_of_it],
    }


def label_of(item: Item) -> str:
    """What people call an item."""
    return readable(item.title or item.name)
