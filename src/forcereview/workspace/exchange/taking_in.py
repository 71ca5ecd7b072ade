"""Take a bag in: its files as evidence with custody, its cases, and what its journal is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copyfileobj
from typing import Any

from forcereview.errors import BadInput, ForcereviewError, Place, Problem, Refused, cited
from forcereview.evidence import Custody, Item
from forcereview.journal import ABSENT
from forcereview.publish.exchange.bag_names import PAYLOAD
from forcereview.publish.exchange.consignment import CaseHanded
from forcereview.publish.exchange.judgement import Judgement
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.exporting import case_text
from forcereview.workspace.cases.importing import Imported, import_case
from forcereview.workspace.evidence.examining import examined
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.exchange.arriving import Arrival, Arrived, arrival, joined
from forcereview.workspace.exchange.bag_contents import BagContents, ZipBounds, opened_bag
from forcereview.workspace.exchange.judging import judged
from forcereview.workspace.ports import Limits, Ports, Unreadable


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a bag. ``items`` are ids of those taken in now, ``before`` of those that this
    bag had brought before; ``journal`` is what the check of the sender's journal found, None if
    none came; ``problems`` are contents and cases that couldn't be taken in, with the reason."""

    judgement: Judgement
    items: tuple[str, ...]
    before: tuple[str, ...]
    cases: tuple[Imported, ...]
    not_included: dict[str, str]
    journal: dict[str, Any] | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who took a bag in, from whom, how and when it came, as told."""

    by: str
    reason: str = ""
    giver: str = ""
    how: str = ""
    at: str = ""
    into: Sequence[str] = field(default=())


def read_bag(
    ports: Ports, path: Path | str, receipt: Receipt, *, bounds: ZipBounds | None = None
) -> TakenIn:
    """Take in the files of a valid bag as evidence, received from its sender; ``receipt.into``
    names cases they belong to. A bag of another workspace brings its items with the custody that
    its sender tells, and its cases. Each item is an entry: an interrupted run goes on where it
    stopped.

    Raises:
        BadInput: nothing is there, no such case, or nobody is named.
        Refused: the bag is invalid, for the reasons listed, or can't be taken in.
    """
    _check(ports, receipt)
    with opened_bag(Path(path), bounds) as contents:
        judgement = judged(contents, ports.progress)
        if judgement.errors:
            raise Refused(judgement.errors)
        brought = arrival(contents, judgement)
        mark = f"bag {judgement.name}, manifest sha256:{judgement.fingerprint}"
        with ports.blobs.scratch() as scratch:
            checked = _checked_journal(ports, contents, brought, scratch)
            items = _take_items(ports, contents, brought, judgement, receipt, mark)
            cases, problems = _take_cases(ports, contents, brought, receipt, scratch)
    missing = {h.item.id: h.why_not for h in brought.told.left_out} if brought.told else {}
    found = TakenIn(
        judgement,
        tuple(items.taken),
        tuple(items.before),
        cases,
        missing,
        checked,
        (*items.problems, *problems),
    )
    _note(ports, receipt, brought, found)
    return found


def _check(ports: Ports, receipt: Receipt) -> None:
    Received(at=receipt.at).check()
    if not receipt.by.strip():
        raise BadInput(
            Problem("nobody is named as the author", "say who acts: --by, or FORCEREVIEW_BY")
        )
    for case in receipt.into:
        if ports.journal.document(f"case/{case}") is None:
            what = f"there is no case {cited(case)} in this workspace"
            raise BadInput(Problem(what, "'forcereview case list' lists those that are"))


def _laid_out(contents: BagContents, path: str, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with contents.open(path) as file, target.open("wb") as out:
        copyfileobj(file, out, 1 << 20)
    return target


@dataclass
class _Items:
    taken: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _take_items(
    ports: Ports,
    contents: BagContents,
    brought: Arrival,
    judgement: Judgement,
    receipt: Receipt,
    mark: str,
) -> _Items:
    received = Custody(
        id="received",
        what="received",
        at=receipt.at,
        giver=receipt.giver or _sender(judgement),
        holder=receipt.by.strip(),
        how=f"{receipt.how}: {mark}" if receipt.how else mark,
    )
    total = sum(each.item.size for each in brought.items)
    ports.progress.begin("taking the bag in", total, "bytes")
    found = _Items()
    coming = {case.id for case in brought.cases}
    for each in brought.items:
        held = ports.journal.document(f"evidence/{each.item.id}")
        here = None if held is None else Item.model_validate(held.value)
        if here is not None and _brought_before(here, judgement.fingerprint):
            found.before.append(each.item.id)
            ports.progress.advance(each.item.size)
            continue
        try:
            cases = {*receipt.into, *(coming & set(each.item.cases))}
            _take(ports, contents, each, here, received, receipt, tuple(sorted(cases)))
            found.taken.append(each.item.id)
        except Refused as error:
            found.problems += (_at(problem, contents, each) for problem in error.problems)
    ports.progress.end()
    return found


def _take(
    ports: Ports,
    contents: BagContents,
    each: Arrived,
    here: Item | None,
    received: Custody,
    receipt: Receipt,
    cases: tuple[str, ...],
) -> None:
    with contents.open(each.path) as file:
        blob = ports.blobs.put(file, ports.progress)
    if blob.sha256 != each.item.sha256:
        raise Refused(Problem("it changed while it was read", "check the disk, then repeat"))
    came = each.item
    if here is None and came.examined == "no" and not came.custody:
        found = examined(ports, [(blob.sha256, blob.size)])[0]
        how = {"type": found.type, "facts": found.facts, "examined": found.how}
        came = came.model_copy(update=how)
    item = joined(here, came, received, cases)
    does = "evidence.add" if here is None else "evidence.receive"
    with acting(ports, receipt.by, receipt.reason) as work:
        work.become(does, {f"evidence/{item.id}": item.document()}, details={"bag": received.how})


def _at(problem: Problem, contents: BagContents, each: Arrived) -> Problem:
    return replace(problem, place=Place(f"{contents.name}/{each.path}"))


def _sender(judgement: Judgement) -> str:
    told = [judgement.said("Source-Organization"), judgement.said("Contact-Name")]
    return ", ".join(part for part in told if part and part != "not stated")


def _take_cases(
    ports: Ports, contents: BagContents, brought: Arrival, receipt: Receipt, scratch: Path
) -> tuple[tuple[Imported, ...], tuple[Problem, ...]]:
    done: list[Imported] = []
    problems: list[Problem] = []
    for number, case in enumerate(brought.cases):
        try:
            done.append(_take_case(ports, contents, case, receipt, scratch / str(number)))
        except ForcereviewError as error:
            problems += error.problems
    return tuple(done), tuple(problems)


def _take_case(
    ports: Ports, contents: BagContents, case: CaseHanded, receipt: Receipt, folder: Path
) -> Imported:
    """Bring a case in that isn't here yet. One that is here and differs is left alone: whose
    changes are to stay is for people to say."""
    name = case.path.rpartition("/")[2]
    file = _laid_out(contents, f"{PAYLOAD}{case.path}", folder / name)
    if ports.journal.document(f"case/{case.id}") is None:
        return import_case(ports, file, receipt.by, receipt.reason)
    if case_text(ports, case.id) == file.read_bytes():
        return Imported(case.id, name, None)
    place = f"{contents.name}/{PAYLOAD}{case.path}"
    raise Refused(
        Problem(
            f"the case {case.id} is here already and differs, so it was left as it is",
            "to bring the sender's changes in, import that file: forcereview case import FILE",
            Place(place),
        )
    )


def _checked_journal(
    ports: Ports, contents: BagContents, brought: Arrival, scratch: Path
) -> dict[str, Any] | None:
    """What the stand-alone verifier finds in the sender's journal."""
    if not brought.journal:
        return None
    inside = f"{PAYLOAD}journal/"
    for path in contents.files:
        if path.startswith(inside):
            _laid_out(contents, path, scratch / "journal" / path.removeprefix(inside))
    try:
        return ports.readers.run(
            "journal_copy", {"folder": str(scratch / "journal")}, Limits(seconds=3600)
        )
    except Unreadable as error:
        return {"in_order": False, "said": [], "problems": [str(error)], "keys": []}


def _note(ports: Ports, receipt: Receipt, brought: Arrival, found: TakenIn) -> None:
    """The entry that says what became of the bag; none where nothing is new."""
    judgement = found.judgement
    document = {
        "name": judgement.name,
        "manifest": judgement.fingerprint,
        "verdict": judgement.verdict,
        "said": [{"label": label, "value": value} for label, value in judgement.description],
        "told_by": _told_by(brought),
        "not_included": found.not_included,
        "journal": found.journal or {},
    }
    of = f"bag/{judgement.fingerprint[:12]}"
    with acting(ports, receipt.by, receipt.reason) as work:
        if work.document(of) is not ABSENT and not found.items:
            return
        details = {"items": list(found.items), "cases": [case.case for case in found.cases]}
        work.become("exchange.read", {of: document}, details=details)


def _told_by(brought: Arrival) -> dict[str, str]:
    told = brought.told
    if told is None:
        return {}
    return {"workspace": told.workspace, "by": told.by, "made": told.made, "head": told.head}


def _brought_before(item: Item, fingerprint: str) -> bool:
    """Whether a bag with this manifest, under whatever name, brought the item already."""
    return any(
        link.what == "received" and f"sha256:{fingerprint}" in link.how for link in item.custody
    )
