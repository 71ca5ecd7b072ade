"""The evidence that a workspace holds for a case, as reports and programs are told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forcereview.evidence import Item
from forcereview.evidence.custody import gaps_of


@dataclass(frozen=True, slots=True)
class HeldItem:
    """An item, the ids of the case's sources whose copy it is, and what was made of it."""

    item: Item
    sources: tuple[str, ...]
    made_of_it: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldEvidence:
    """Items of a case. ``elsewhere`` are sources whose copy the case names by its hash, which this
    workspace doesn't hold: id and hash."""

    items: tuple[HeldItem, ...]
    elsewhere: tuple[tuple[str, str], ...] = ()


def held_as_json(evidence: HeldEvidence) -> dict[str, Any]:
    """The evidence for programs."""
    return {
        "items": [_item_as_json(held) for held in evidence.items],
        "elsewhere": [{"source": source, "sha256": hash} for source, hash in evidence.elsewhere],
    }


def _item_as_json(held: HeldItem) -> dict[str, Any]:
    item = held.item
    return {
        "id": item.id,
        "sha256": item.sha256,
        "size": item.size,
        "type": item.type,
        "name": item.name,
        "title": item.title or None,
        "state": item.state,
        "sources": list(held.sources),
        "custody": [link.model_dump(mode="json") for link in item.custody],
        "gaps": [
            {"kind": gap.kind, "link": gap.link or None, "words": gap.words}
            for gap in gaps_of(item)
        ],
        "derivation": item.derivation.model_dump(mode="json") if item.derivation else None,
        "made_of_it": [
            {
                "id": child.id,
                "sha256": child.sha256,
                "derivation": child.derivation.model_dump(mode="json"),
            }
            for child in held.made_of_it
            if child.derivation
        ],
        "the_file_says": [
            {"name": fact.name, "value": fact.value, "part": fact.part, "read_by": fact.read_by}
            for fact in item.facts
        ],
    }
