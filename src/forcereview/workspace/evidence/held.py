"""The evidence that a case rests on, as a review made in the workspace tells of it."""

from __future__ import annotations

from collections.abc import Iterator

from forcereview.evidence import Item, item_id
from forcereview.publish.held_evidence import HeldEvidence, HeldItem
from forcereview.record import CaseFile
from forcereview.workspace.evidence.items import DOCUMENT, items
from forcereview.workspace.journal.past import documents_at
from forcereview.workspace.ports import Ports


def held_for(ports: Ports, file: CaseFile, entry: int | None = None) -> HeldEvidence:
    """The items that are copies of the case's sources, in their order, then others of the case;
    as they were right after an entry, if one is named."""
    known = {item.id: item for item in _items(ports, entry)}
    by_item: dict[str, list[str]] = {}
    elsewhere = []
    for name, source in file.sources.items():
        if not source.sha256:
            continue
        item = known.get(item_id(source.sha256))
        if item is None or item.sha256 != source.sha256:
            elsewhere.append((name, source.sha256))
        else:
            by_item.setdefault(item.id, []).append(name)
    for item in known.values():
        if file.id in item.cases and item.derivation is None:
            by_item.setdefault(item.id, [])
    found = tuple(
        HeldItem(known[each], tuple(sources), tuple(_made_of(each, known)))
        for each, sources in by_item.items()
    )
    return HeldEvidence(found, tuple(elsewhere))


def _items(ports: Ports, entry: int | None) -> Iterator[Item]:
    if entry is None:
        yield from items(ports)
        return
    then = documents_at(ports, entry, DOCUMENT)
    yield from (Item.model_validate(value) for _, value in sorted(then.items()))


def _made_of(id: str, known: dict[str, Item]) -> Iterator[Item]:
    """What was made of an item, and of that, each once."""
    frontier, seen = [id], {id}
    while frontier:
        parent = frontier.pop(0)
        for item in known.values():
            made = item.derivation
            if made and parent in made.parents and item.id not in seen:
                seen.add(item.id)
                frontier.append(item.id)
                yield item
