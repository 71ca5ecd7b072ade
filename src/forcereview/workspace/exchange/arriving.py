"""What a bag brings: items with the history that their sender tells, or plain files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forcereview.errors import Place, Problem, Refused
from forcereview.evidence import Custody, Item, item_id
from forcereview.publish.exchange.bag_names import PAYLOAD, shown
from forcereview.publish.exchange.consignment import CaseHanded, Consignment
from forcereview.publish.exchange.evidence_list import FILE, read_evidence_list
from forcereview.publish.exchange.judgement import Judgement
from forcereview.workspace.exchange.bag_contents import BagContents

#: what the link that follows a sender's own says
AS_TOLD = "the links that this bag brought are as its sender tells them"
#: files of evidence.json that are read at most, in bytes
MOST_LIST_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class Arrived:
    """An item and where in the bag its content lies."""

    item: Item
    path: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """What a bag brings. ``told`` is what another workspace says of it, None for bags by others."""

    items: tuple[Arrived, ...]
    cases: tuple[CaseHanded, ...] = ()
    told: Consignment | None = None
    journal: bool = False


def arrival(contents: BagContents, judgement: Judgement) -> Arrival:
    """What a bag brings that was judged valid.

    Raises:
        BadInput: its list of evidence can't be read.
        Refused: its list names a file that isn't what it says.
    """
    hashes = judgement.sha256
    if f"{PAYLOAD}{FILE}" not in contents.files:
        return Arrival(tuple(_plain(hashes, contents.files)))
    with contents.open(f"{PAYLOAD}{FILE}") as file:
        told = read_evidence_list(file.read(MOST_LIST_BYTES), f"{contents.name}/{PAYLOAD}{FILE}")
    items = tuple(
        Arrived(handed.item, f"{PAYLOAD}{handed.path}") for handed in told.items if handed.path
    )
    named = [(each.path, each.item.sha256) for each in items]
    named += [(f"{PAYLOAD}{case.path}", case.sha256) for case in told.cases]
    wrong = [path for path, sha256 in named if hashes.get(path) != sha256]
    if wrong:
        place = Place(f"{contents.name}/{PAYLOAD}{FILE}")
        raise Refused(
            Problem(
                f"it says of {shown(path)} what the bag's manifests don't",
                "ask the sender for a new copy",
                place,
            )
            for path in wrong
        )
    return Arrival(items, told.cases, told, f"{PAYLOAD}journal/journal.jsonl" in contents.files)


def _plain(hashes: Mapping[str, str], sizes: Mapping[str, int]) -> Iterator[Arrived]:
    """Each content of the payload once, under the first of its names."""
    paths: dict[str, list[str]] = {}
    for path in sorted(hashes):
        if path.startswith(PAYLOAD):
            paths.setdefault(hashes[path], []).append(path)
    for sha256, (first, *others) in paths.items():
        name = first.removeprefix(PAYLOAD)
        note = f"the same content lies in the bag as {', '.join(others)} too" if others else ""
        size = sizes[first]
        item = Item(id=item_id(sha256), sha256=sha256, size=size, name=name, note=note)
        yield Arrived(item, first)


def joined(here: Item | None, came: Item, received: Custody, cases: tuple[str, ...]) -> Item:
    """The item as the workspace keeps it: what is here already stays; links of the chain of custody
    that only the sender tells are added, then that it was received."""
    item = came.model_copy(update={"state": "held", "cases": ()}) if here is None else here
    chain = list(item.custody)
    if here is not None:
        held = {_without_id(link) for link in chain}
        chain += [link for link in came.custody if _without_id(link) not in held]
    if came.custody:
        received = received.model_copy(update={"note": AS_TOLD})
    chain.append(received)
    return item.model_copy(
        update={"custody": _with_own_ids(chain), "cases": tuple(sorted({*item.cases, *cases}))}
    )


def _without_id(link: Custody) -> tuple[str, ...]:
    return (link.what, link.at, link.giver, link.holder, link.how, link.place, link.note)


def _with_own_ids(chain: list[Custody]) -> tuple[Custody, ...]:
    used: set[str] = set()
    found = []
    for link in chain:
        name, number = link.id, len(chain) + 1
        while name in used or not name:
            name, number = f"c{number}", number + 1
        used.add(name)
        found.append(link if name == link.id else link.model_copy(update={"id": name}))
    return tuple(found)
