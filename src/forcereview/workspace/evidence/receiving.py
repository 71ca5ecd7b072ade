"""How evidence was received, and the item that a content becomes, or how one that is held changes
when it arrives again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from forcereview.errors import BadInput, Problem, cited
from forcereview.evidence import Custody, Derivation, Item, item_id
from forcereview.evidence.custody import next_link_id
from forcereview.workspace.evidence.examining import Examined
from forcereview.workspace.ports import Blob


@dataclass(frozen=True, slots=True)
class Received:
    """From whom, when (ISO 8601), how and where something was received, as told; "" where nobody
    said. ``case`` is the case it belongs to, ``note`` and ``title`` what people want to read."""

    giver: str = ""
    at: str = ""
    how: str = ""
    place: str = ""
    note: str = ""
    title: str = ""
    case: str = ""

    def check(self) -> None:
        """That the time can be read.

        Raises:
            BadInput: it can't.
        """
        if not self.at:
            return
        try:
            datetime.fromisoformat(self.at)
        except ValueError:
            raise BadInput(
                Problem(
                    f"{cited(self.at)} is no time",
                    "write it as 2026-01-09, or 2026-01-09T14:30-06:00",
                )
            ) from None


def new_item(
    name: str,
    name_bytes: str,
    blob: Blob,
    found: Examined,
    received: Received,
    by: str,
    derivation: Derivation | None = None,
) -> Item:
    """The item that a content becomes; ``by`` holds it now."""
    return Item(
        id=item_id(blob.sha256),
        sha256=blob.sha256,
        size=blob.size,
        name=name,
        name_bytes=name_bytes,
        title=received.title,
        type=found.type,
        kind="original" if derivation is None else "derived",
        cases=(received.case,) if received.case else (),
        note=received.note,
        examined=found.how,
        facts=found.facts,
        custody=() if derivation else (_link(received, by, ()),),
        derivation=derivation,
    )


def received_again(item: Item, received: Received, by: str) -> Item:
    """An item as it is after its content arrived once more: the same where nothing new is said.

    Another giver, time or way of arrival is another link of the chain of custody; one and the
    same, said again, is none.
    """
    cases = item.cases
    if received.case and received.case not in cases:
        cases = (*cases, received.case)
    custody = item.custody
    said = (received.giver, received.at, received.how, received.place)
    known = {(c.giver, c.at, c.how, c.place) for c in custody if c.what == "received"}
    if any(said) and said not in known:
        custody = (*custody, _link(received, by, custody))
    return item.model_copy(update={"cases": cases, "custody": custody})


def same_content(item: Item, blob: Blob) -> None:
    """That an item with a content's id has this content.

    Raises:
        BadInput: it has another, whose hash begins in the same way.
    """
    if item.sha256 != blob.sha256:
        raise BadInput(
            Problem(
                f"{item.id} is another file, whose hash begins like this one's "
                f"({blob.sha256}); it can't be taken in under the same id",
                "this is next to impossible by chance: look at both",
            )
        )


def _link(received: Received, by: str, before: tuple[Custody, ...]) -> Custody:
    return Custody(
        id=next_link_id(before),
        what="received",
        at=received.at,
        giver=received.giver,
        holder=by,
        how=received.how,
        place=received.place,
        note=received.note if before else "",
    )
