"""Check the official texts attached to standards: are they whole, and are the anchors found?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forcereview.errors import Problem, Refused, cited
from forcereview.evidence import Item
from forcereview.evidence.anchoring import Wanted, proposals, wanted_in
from forcereview.evidence.quotations import find_quotation
from forcereview.evidence.texts import ItemText
from forcereview.standards import Library, Standard, standards_library
from forcereview.workspace.attaching import ANCHOR, TEXT
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class CheckedTexts:
    """What a check of attached texts covered, what is wrong, and what a person may want to know."""

    texts: int
    anchors: int
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def check_texts(ports: Ports, library: Library | None = None) -> CheckedTexts:
    """Look at every attached text: is its content held and unchanged, is each anchor's quotation on
    its page, and where may provisions stand that aren't anchored.

    Nothing of it is a verdict on a provision: a quotation that isn't found says only that somebody
    must look.
    """
    chosen = library or standards_library()
    problems: list[Problem] = []
    notes: list[str] = []
    texts = anchors = 0
    without: list[str] = []
    for standard in chosen:
        held = ports.journal.document(f"{TEXT}/{standard.id}")
        if held is None:
            without.append(standard.id)
            continue
        texts += 1
        item, problem = _item(ports, standard, held.value)
        if problem is not None or item is None:
            problems += [problem] if problem else []
            continue
        count, wrong, open_ = _anchors(ports, standard, held.value, item)
        anchors += count
        problems += wrong
        notes += open_
    problems += _strangers(ports, chosen)
    if without:
        notes.append(f"no official text is attached to: {', '.join(without)}")
    return CheckedTexts(texts, anchors, tuple(problems), tuple(notes))


def _item(
    ports: Ports, standard: Standard, document: dict[str, str]
) -> tuple[Item | None, Problem | None]:
    """The item of an attached text, or what is wrong with it."""
    name, sha256 = document["item"], document["sha256"]
    held = ports.journal.document(f"evidence/{name}")
    said = f"the text attached to {standard.id} ({name})"
    if held is None:
        return None, Problem(f"{said} is no longer among the evidence", "attach it again")
    item = Item.model_validate(held.value)
    if item.state != "held":
        return None, Problem(f"{said} is {item.state}; provisions don't rest on it", "")
    if item.sha256 != sha256:
        return None, Problem(f"{said} isn't the content that was attached", "attach it again")
    try:
        intact = ports.blobs.intact(sha256, ports.progress)
    except Refused as refusal:
        return None, Problem(f"{said}: {refusal.problems[0].what}", "look at 'forcereview verify'")
    if not intact:
        what = f"{said} no longer has the hash it was attached with ({sha256[:12]}…)"
        return None, Problem(what, "its content was changed; look at 'forcereview verify'")
    return item, None


def _anchors(
    ports: Ports, standard: Standard, document: dict[str, int | str], item: Item
) -> tuple[int, list[Problem], list[str]]:
    """How many anchors were looked for, which weren't found, and what isn't anchored yet."""
    try:
        text = text_of(ports, item)
    except Refused as refusal:
        return 0, [*refusal.problems], []
    first, last = int(document.get("first", 0)), int(document.get("last", 0)) or len(text.pages)
    pages = tuple(page for page in text.pages if first <= page.number <= last)
    within = ItemText(text.unit, pages, text.read_by, text.notes)
    problems: list[Problem] = []
    count, open_ = 0, []
    for wanted in wanted_in(standard):
        kept = ports.journal.document(f"{ANCHOR}/{standard.id}/{wanted.key}")
        if kept is None:
            open_.append(wanted)
            continue
        if kept.value["item"] != item.id:
            problems.append(
                Problem(
                    f"{wanted.key} is anchored to another document ({kept.value['item']}) than is "
                    f"attached now ({item.id})",
                    f"anchor it again: forcereview standards anchor {standard.id} {wanted.key}",
                )
            )
            continue
        count += 1
        problems += _not_found(standard, wanted, kept.value, within)
    nearest = proposals(open_, within)
    notes = [
        f"{each.key} isn't anchored in {item.id}; nearest: page {one.page}, likeness "
        f"{one.likeness:.2f} ({one.how}): {cited(one.quotation)}"
        if one
        else f"{each.key} isn't anchored in {item.id}; nothing there is like it"
        for each, one in zip(open_, nearest, strict=True)
    ]
    return count, problems, notes


def _not_found(
    standard: Standard, wanted: Wanted, anchor: dict[str, str], text: ItemText
) -> Iterator[Problem]:
    number, quotation = int(anchor["page"]), anchor["quotation"]
    found = find_quotation(text.pages, quotation, page=number)
    if found.place is not None and not found.elsewhere:
        return
    best = found.place or found.nearest
    what = f"{wanted.key}: its anchor isn't on page {number}: {cited(quotation)}"
    if best is not None:
        words = cited(best.words)
        what += f"; nearest: page {best.page}, score {best.score:.0f} of 100: {words}"
    elif (near := proposals([wanted], text)[0]) is not None:
        words = cited(near.quotation)
        what += (
            f"; nearest to what it says: page {near.page}, likeness {near.likeness:.2f}: {words}"
        )
    yield Problem(
        what, f"forcereview standards anchor {standard.id} {wanted.key} --page N --quotation '…'"
    )


def _strangers(ports: Ports, library: Library) -> Iterator[Problem]:
    """Anchors of provisions that the library doesn't have, or of standards without a text."""
    known = {
        f"{ANCHOR}/{standard.id}/{wanted.key}"
        for standard in library
        for wanted in wanted_in(standard)
    }
    for name in ports.journal.names(ANCHOR):
        _, standard, key = name.split("/", 2)
        if standard not in library.standards:
            continue
        if name not in known:
            yield Problem(f"{standard} has no provision {key}, which is anchored in its text", "")
        elif ports.journal.document(f"{TEXT}/{standard}") is None:
            yield Problem(f"{key} is anchored, but no text is attached to {standard} any more", "")
