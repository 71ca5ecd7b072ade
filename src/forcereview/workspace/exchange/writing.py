"""Hand evidence and cases over as a bag: contents, case files, the journal, and what describes them
(BagIt 1.0, RO-Crate 1.1, CASE 1.4, a page to read).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from forcereview.errors import BadInput, Problem, Refused
from forcereview.evidence import Custody, Item
from forcereview.journal import read_entry
from forcereview.publish.exchange import case_graph, crate, evidence_list, index_page
from forcereview.publish.exchange.bag import (
    DECLARATION,
    WRITTEN_WITH,
    description_text,
    manifest_text,
    payload_sum,
    safe_name,
)
from forcereview.publish.exchange.consignment import (
    CaseHanded,
    Consignment,
    FileHanded,
    Handed,
    label,
)
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.exporting import case_text
from forcereview.workspace.exchange.bag_folder import BagFolder, bag_in_the_making, pack
from forcereview.workspace.exchange.choosing import Chosen, chosen
from forcereview.workspace.journal.checkpointing import make_checkpoint
from forcereview.workspace.journal.exporting import export_journal
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class Sender:
    """Who hands over, as the bag says: organization, contact by role, licence; and to whom. What is
    blank is said to be not stated."""

    organization: str = ""
    contact: str = ""
    licence: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class WrittenBag:
    """A bag that was written: ``sha256`` is the hash of its manifest, which stands for all of its
    payload; ``entry`` the number of the journal's entry that notes it (None where the workspace
    can't be written)."""

    path: str
    consignment: Consignment
    files: int
    size: int
    sha256: str
    entry: int | None


def write_bag(
    ports: Ports,
    target: Path | str,
    by: str,
    reason: str = "",
    *,
    cases: Sequence[str] = (),
    evidence: Sequence[str] = (),
    sender: Sender | None = None,
    software: str = "forcereview",
    with_journal: bool = True,
    zipped: bool = False,
) -> WrittenBag:
    """Write a bag with the cases and items named (and what these were made of), or with all of the
    workspace. Where something is left out, the journal shows other entries by their hash alone.

    A checkpoint is signed first, so that the journal handed over is held to what it was. Repeating
    the command after an interruption goes on where it stopped.

    Raises:
        BadInput: no such case or item, something is at ``target`` already, it can't be written, or
            nobody is named.
        Refused: a content no longer has its hash, or the journal isn't in order.
    """
    told = sender or Sender()
    path = Path(target)
    if zipped and path.suffix != ".zip":
        path = path.with_name(f"{path.name}.zip")
    if not by.strip():
        raise BadInput(
            Problem("nobody is named as the author", "say who acts: --by, or FORCEREVIEW_BY")
        )
    selection = chosen(ports, cases, evidence)
    if with_journal and ports.journal.writable:
        make_checkpoint(ports, by, reason)
    name = path.stem if zipped else path.resolve().name
    with bag_in_the_making(path, ports.progress) as bag:
        made = _begun(ports, name, by.strip(), told, software)
        full = _filled(ports, bag, made, selection, with_journal)
        sha256 = _finished(bag, full, told)
        if zipped:
            pack(bag, name, full.made)
    entry = _noted(ports, full, path, sha256, told, by, reason)
    payload = [size for name, size in bag.sizes.items() if name.startswith("data/")]
    return WrittenBag(str(path), full, len(payload), sum(payload), sha256, entry)


def _begun(ports: Ports, name: str, by: str, sender: Sender, software: str) -> Consignment:
    head = ports.journal.head()
    return Consignment(
        ports.settings.id,
        name,
        ports.clock.now(),
        by,
        software,
        sender.organization,
        sender.contact,
        sender.licence,
        entries=head.sequence,
        head=head.hash,
    )


def _filled(
    ports: Ports, bag: BagFolder, made: Consignment, selection: Chosen, with_journal: bool
) -> Consignment:
    """The consignment, once everything of it but the tag files is written."""
    total = sum(item.size for item in selection.items)
    ports.progress.begin("writing the bag", total, "bytes")
    items = tuple(_handed(ports, bag, item) for item in selection.items)
    cases = tuple(_case(ports, bag, name) for name in selection.cases)
    journal: list[FileHanded] = []
    if with_journal:
        journal = _journal(ports, bag, selection)
    else:
        made = replace(made, entries=0, head="")
    full = replace(made, items=items, cases=cases, files=(*_DESCRIPTIONS, *journal))
    bag.add_text(f"data/{evidence_list.FILE}", evidence_list.evidence_list(full))
    bag.add_text(f"data/{crate.FILE}", crate.crate_text(full))
    bag.add_text(f"data/{case_graph.FILE}", case_graph.case_graph_text(full))
    bag.add_text(f"data/{index_page.FILE}", index_page.index_page(full))
    ports.progress.end()
    return full


_DESCRIPTIONS = (
    FileHanded(index_page.FILE, "this page", "text/html"),
    FileHanded(evidence_list.FILE, "items and custody, for programs", "application/json"),
    FileHanded(crate.FILE, "the same as RO-Crate metadata", "application/ld+json"),
    FileHanded(case_graph.FILE, "the same as a CASE/UCO graph", "application/ld+json"),
)


def _handed(ports: Ports, bag: BagFolder, item: Item) -> Handed:
    noted = next((read_entry(e.raw) for e in ports.journal.entries(of=f"evidence/{item.id}")), None)
    at, by = (noted.at, noted.by) if noted else ("", "")
    why_not = _why_not(ports, item)
    if why_not:
        return Handed(item, "", why_not, at, by)
    path = f"evidence/{item.id}/{safe_name(item.name)}"
    if not bag.add_content(
        f"data/{path}", item.sha256, item.size, lambda: ports.blobs.open(item.sha256)
    ):
        raise Refused(
            Problem(
                f"the content of {item.id} ({label(item)}) no longer has its hash",
                "'forcereview verify' says what was changed; leave the item out, or mend it first",
            )
        )
    return Handed(item, path, "", at, by)


def _why_not(ports: Ports, item: Item) -> str:
    """Why an item's content can't be handed over; "" if it can."""
    state = item.state if item.state != "held" else ports.blobs.state(item.sha256)
    return {
        "held": "",
        "sealed": "sealed",
        "expunged": "expunged: its content was destroyed",
    }.get(state, "its content is missing in the sender's workspace")


def _case(ports: Ports, bag: BagFolder, name: str) -> CaseHanded:
    document = ports.journal.document(f"case/{name}")
    assert document is not None
    text = case_text(ports, name)
    path = f"cases/{name}/{safe_name(document.value.get('name') or 'case.yaml')}"
    bag.add_text(f"data/{path}", text)
    digest = hashlib.sha256(text).hexdigest()
    return CaseHanded(name, document.value["file"]["title"], path, digest, len(text))


def _journal(ports: Ports, bag: BagFolder, selection: Chosen) -> list[FileHanded]:
    folder = bag.root / "data" / "journal"
    folder.mkdir(parents=True, exist_ok=True)
    written = export_journal(ports, folder, None if selection.everything else selection.shows)
    found = []
    for path in written:
        name = path.relative_to(bag.root).as_posix()
        bag.add_present(name)
        about, kind = _JOURNAL_FILES.get(path.name, _CHECKPOINT)
        found.append(FileHanded(name.removeprefix("data/"), about, kind))
    return found


_CHECKPOINT = ("a checkpoint of the journal", "text/plain")
_JOURNAL_FILES = {
    "journal.jsonl": ("the journal: who did what, when and why", "application/jsonl"),
    "key.pub": ("the public key of its checkpoints", "text/plain"),
    "verify_journal.py": ("checks the journal, without forcereview", "text/x-python"),
    "README.txt": ("how to check the journal", "text/plain"),
}


def _finished(bag: BagFolder, full: Consignment, sender: Sender) -> str:
    """The tag files, written; the SHA-256 of the payload's manifest."""
    payload = [size for path, size in bag.sizes.items() if path.startswith("data/")]
    bag.add_text("bagit.txt", DECLARATION)
    bag.add_text("bag-info.txt", description_text(_description(full, sender, payload)))
    for name in WRITTEN_WITH:
        bag.add_text(f"manifest-{name}.txt", manifest_text(bag.hashes(name, payload=True)))
    sha256 = bag.digests["manifest-sha256.txt"]["sha256"]
    tags = {name: manifest_text(bag.hashes(name, payload=False)) for name in WRITTEN_WITH}
    for name, text in tags.items():
        bag.add_text(f"tagmanifest-{name}.txt", text)
    bag.remove_others()
    return sha256


def _description(
    full: Consignment, sender: Sender, payload: Sequence[int]
) -> Iterator[tuple[str, str]]:
    yield "Source-Organization", sender.organization or "not stated"
    yield "Contact-Name", sender.contact or full.by
    yield (
        "External-Description",
        f"Evidence and cases of a review of police use of force: {full.name}",
    )
    yield "External-Identifier", full.id
    yield "Bagging-Date", full.made[:10]
    yield "Bag-Software-Agent", full.software
    yield "Payload-Oxum", payload_sum(payload)


def _noted(
    ports: Ports,
    full: Consignment,
    path: Path,
    sha256: str,
    sender: Sender,
    by: str,
    reason: str,
) -> int | None:
    """The entry that notes who got copies of what."""
    if not ports.journal.writable:
        return None
    link = {
        "what": "copied",
        "at": full.made,
        "giver": full.by,
        "holder": sender.to,
        "how": f"bag {full.name}, manifest sha256:{sha256}",
    }
    details = {
        "bag": path.name,
        "manifest": sha256,
        "to": sender.to,
        "cases": [case.id for case in full.cases],
        "evidence": [handed.item.id for handed in full.items if handed.path],
        "not_included": {handed.item.id: handed.why_not for handed in full.left_out},
    }
    with acting(ports, by, reason) as work:
        copies = {}
        for handed in full.items:
            of = f"evidence/{handed.item.id}"
            item = Item.model_validate(work.document(of))
            if handed.path and all(each.how != link["how"] for each in item.custody):
                copied = Custody.model_validate({"id": free_id(item.custody), **link})
                after = item.model_copy(update={"custody": (*item.custody, copied)})
                copies[of] = after.document()
        if not work.become("exchange.write", copies, details=details):
            work.write("exchange.write", details=details)
    return work.entries[0].sequence


def free_id(custody: Sequence[Custody]) -> str:
    """An id for another link of a chain."""
    used = {link.id for link in custody}
    number = len(custody) + 1
    while f"c{number}" in used:
        number += 1
    return f"c{number}"
