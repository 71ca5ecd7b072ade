"""Note who held evidence, who saw it, who got a copy; and tell its chain with what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from forcereview.errors import BadInput, Problem, Refused, cited
from forcereview.evidence import Custody, Item
from forcereview.evidence.custody import gaps_of, holder, holders, next_link_id
from forcereview.evidence.told_times import read_told_time
from forcereview.journal import Entry, read_entry
from forcereview.publish.custody_chain import Chain, Link
from forcereview.workspace.acting import Work, acting
from forcereview.workspace.evidence.items import DOCUMENT, derived_from, item_named
from forcereview.workspace.ports import Ports

What = Literal["transferred", "accessed", "copied", "working copy", "returned", "examined"]
_DOES: dict[What, str] = {
    "transferred": "evidence.transfer",
    "accessed": "evidence.access",
    "copied": "evidence.copy",
    "working copy": "evidence.copy",
    "returned": "evidence.return",
    "examined": "evidence.access",
}


def chain(ports: Ports, name: str) -> Chain:
    """The chain of custody of an item.

    Raises:
        BadInput: there is no such item.
    """
    item = item_named(ports, name)
    noted, begun = _entries(ports, item)
    gaps = gaps_of(item)
    links = tuple(
        Link(link, noted.get(link.id), tuple(gap for gap in gaps if gap.link == link.id))
        for link in item.custody
    )
    children = tuple(derived_from(ports, item.id))
    return Chain(item, links, holders(item.custody), gaps, children, begun)


def transfer(
    ports: Ports,
    name: str,
    to: str,
    by: str,
    reason: str = "",
    *,
    giver: str = "",
    at: str = "",
    how: str = "",
    place: str = "",
    note: str = "",
) -> Item:
    """Note that an item was handed on; without ``giver``, by its holder.

    Raises:
        BadInput: there is no such item, nobody is named, or the time can't be read.
        Refused: it was expunged.
    """
    return _noted(
        ports, name, by, reason, "transferred",
        giver=giver, holder=to, at=at, how=how, place=place, note=note,
    )  # fmt: skip


def give_back(
    ports: Ports,
    name: str,
    to: str,
    by: str,
    reason: str = "",
    *,
    giver: str = "",
    at: str = "",
    how: str = "",
    place: str = "",
    note: str = "",
) -> Item:
    """Note that an item was returned to whom it came from, or to somebody else outside.

    Raises:
        BadInput: there is no such item, nobody is named, or the time can't be read.
        Refused: it was expunged.
    """
    return _noted(
        ports, name, by, reason, "returned",
        giver=giver, holder=to, at=at, how=how, place=place, note=note,
    )  # fmt: skip


def note_access(
    ports: Ports,
    name: str,
    by: str,
    reason: str = "",
    *,
    who: str = "",
    at: str = "",
    how: str = "",
    place: str = "",
    note: str = "",
    examined: bool = False,
) -> Item:
    """Note that somebody saw an item, or examined it, past this software.

    Raises:
        BadInput: there is no such item, nobody is named, or the time can't be read.
        Refused: it was expunged.
    """
    return _noted(
        ports, name, by, reason, "examined" if examined else "accessed",
        holder=who or by, at=at, how=how, place=place, note=note,
    )  # fmt: skip


def opened_here(ports: Ports, item: Item, by: str, reason: str, how: str) -> bool:
    """Note that an item's content is opened by this software, now; whether it could be noted.

    A workspace that can only be read can still be looked at: then nothing is noted, and front
    doors say so.

    Raises:
        BadInput: nobody is named.
    """
    if not ports.journal.writable:
        return False
    with acting(ports, by, reason) as work:
        add_link(
            work,
            item.id,
            "evidence.access",
            what="accessed",
            at=moment(ports),
            holder=work.by,
            how=how,
        )
    return True


def add_link(work: Work, item_id: str, does: str, **link: Any) -> Item:
    """Add a link to the chain of an item, as part of a unit of work; the item with it."""
    document = f"{DOCUMENT}/{item_id}"
    item = Item.model_validate(work.document(document))
    added = Custody(id=next_link_id(item.custody), **link)
    after = item.model_copy(update={"custody": (*item.custody, added)})
    work.become(does, {document: after.document()}, case=item.cases[0] if item.cases else "")
    return after


def moment(ports: Ports) -> str:
    """The time by the clock, to the second, as links of custody hold it."""
    return f"{ports.clock.now()[:19]}Z"


def checked_time(at: str) -> str:
    """A time as a person tells it, "" if nobody says.

    Raises:
        BadInput: it can't be read.
    """
    if at.strip() and read_told_time(at) is None:
        raise BadInput(
            Problem(f"{cited(at)} is no time", "write it as 2026-01-09, or 2026-01-09T14:30-06:00")
        )
    return at.strip()


def _noted(ports: Ports, name: str, by: str, reason: str, what: What, **told: str) -> Item:
    item = item_named(ports, name)
    if item.state == "expunged":
        raise Refused(Problem(f"{item.id} was expunged; nothing more can happen to it"))
    told["at"] = checked_time(told["at"])
    if not told["holder"].strip():
        raise BadInput(Problem("nobody is named to whom it went", "say to whom, by role: --to"))
    if what in ("transferred", "returned") and not told["giver"]:
        told["giver"] = holder(item.custody)
    stripped = {field: " ".join(text.split()) for field, text in told.items()}
    with acting(ports, by, reason) as work:
        return add_link(work, item.id, _DOES[what], what=what, **stripped)


def _entries(ports: Ports, item: Item) -> tuple[Mapping[str, Entry], Entry | None]:
    """The entry by which each link was written down, and that by which the item came in."""
    of = f"{DOCUMENT}/{item.id}"
    noted: dict[str, Entry] = {}
    begun: Entry | None = None
    for stored in ports.journal.entries(of=of):
        entry = read_entry(stored.raw)
        begun = begun or entry
        for change in entry.changes:
            if change.of == of:
                for link in _links_in(change.path, change.now):
                    noted.setdefault(link, entry)
    return noted, begun


def _links_in(path: tuple[str, ...], now: Any) -> list[str]:
    """The ids of the links that a change of an item brings."""
    if path == ():
        now = now.get("custody", []) if isinstance(now, dict) else []
    elif path[:1] != ("custody",):
        return []
    if len(path) == 2:
        return [path[1]]
    return [str(link.get("id", "")) for link in now] if isinstance(now, list) else []
