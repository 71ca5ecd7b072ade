"""The section on the evidence held: each item with its hash, whence it came, and what is open."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.evidence import Item
from forcereview.evidence.custody import gaps_of, holder
from forcereview.publish.custody_chain import label_of, made_in_words
from forcereview.publish.custody_form import facts_of_interest
from forcereview.publish.exchange.custody_words import told
from forcereview.publish.held_evidence import HeldEvidence, HeldItem
from forcereview.publish.readable import counted
from forcereview.publish.views.anchors import slug, source_anchor
from forcereview.record import Case

_STATES = {
    "sealed": "sealed: nobody can read it until it is unsealed",
    "expunged": "expunged: it can’t be read any more; its hash stays",
}


@dataclass(frozen=True, slots=True)
class HeldItemView:
    """An item in words. ``sources`` are titles with anchors, ``received`` each receipt, ``says``
    what the file says of itself, ``made`` how it was made, ``made_of_it`` what was made of it."""

    id: str
    anchor: str
    title: str
    file: str
    sha256: str
    state: str
    sources: tuple[tuple[str, str], ...]
    received: tuple[str, ...]
    holder: str
    links: str
    gaps: tuple[str, ...]
    made: str
    made_of_it: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldEvidenceView:
    """The section; ``elsewhere`` are sources whose copy isn't in this workspace, with its hash."""

    items: tuple[HeldItemView, ...]
    elsewhere: tuple[tuple[str, str, str], ...]


def held_in_words(case: Case, evidence: HeldEvidence | None) -> HeldEvidenceView | None:
    """The section; None where the review was made without a workspace."""
    if evidence is None:
        return None
    return HeldEvidenceView(
        tuple(_item(case, held) for held in evidence.items),
        tuple(
            (case.file.sources[source].title, source_anchor(source), sha256)
            for source, sha256 in evidence.elsewhere
        ),
    )


def _item(case: Case, held: HeldItem) -> HeldItemView:
    item = held.item
    receipts = [link for link in item.custody if link.what == "received"]
    return HeldItemView(
        item.id,
        f"item-{slug(item.id)}",
        label_of(item),
        f"{item.name}, {item.type}, {counted(item.size, 'byte')}",
        item.sha256,
        _STATES.get(item.state, ""),
        tuple((case.file.sources[name].title, source_anchor(name)) for name in held.sources),
        tuple(f"{told(link)}, {link.at or 'nobody says when'}" for link in receipts),
        holder(item.custody),
        counted(len(item.custody), "link"),
        tuple(gap.words for gap in gaps_of(item)),
        made_in_words(item),
        tuple(f"{child.id}: {made_in_words(child)}" for child in held.made_of_it),
        _says(item),
    )


def _says(item: Item) -> tuple[str, ...]:
    return tuple(
        f"{fact.name}: {fact.value}" + (f" ({fact.part})" if fact.part else "")
        for fact in facts_of_interest(item.facts)
    )
