"""Whether each content is as the journal says: held with its hash, sealed, or expunged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forcereview.errors import ForcereviewError
from forcereview.journal.canonical import Json
from forcereview.journal.verifying import Fault
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class Contents:
    """How many contents the journal names, in which state they are."""

    held: int = 0
    sealed: int = 0
    expunged: int = 0


def check_contents(
    ports: Ports,
    documents: Mapping[str, Json],
    faults: list[Fault],
    notes: list[str],
    *,
    quick: bool,
) -> Contents:
    """Check the content of every piece of evidence; a quick check doesn't read what is held."""
    items = {
        value["sha256"]: (of.partition("/")[2], value)
        for of, value in documents.items()
        if of.startswith("evidence/") and isinstance(value, dict) and "sha256" in value
    }
    counts = dict.fromkeys(("held", "sealed", "expunged"), 0)
    total = sum(item.get("size", 0) for _, item in items.values() if _said(item) == "held")
    ports.progress.begin("checking contents", None if quick else total, "bytes")
    for sha256, (name, item) in items.items():
        said = _said(item)
        counts[said] = counts.get(said, 0) + 1
        what = _wrong(ports, sha256, said, quick=quick)
        if what:
            lost = "" if said == "expunged" else "this content, unless a copy holds it"
            faults.append(Fault("content", f"{name} ({_called(item)}): {what}", lost=lost))
    ports.progress.end()
    unnamed = sum(1 for sha256 in ports.blobs.all() if sha256 not in items)
    if unnamed:
        notes.append(
            f"{unnamed} contents in the store belong to no piece of evidence "
            "(an intake that was stopped leaves them; taken in again, they are used)"
        )
    return Contents(counts["held"], counts["sealed"], counts["expunged"])


def _wrong(ports: Ports, sha256: str, said: str, *, quick: bool) -> str:
    """What is wrong with a content, in words; "" if nothing."""
    try:
        state = ports.blobs.state(sha256)
        if said == "expunged":
            return "the journal says expunged, but it can still be read" if state == "held" else ""
        if state != said:
            return f"the journal says {said}, but it is {state}"
        if said == "held" and not quick and not ports.blobs.intact(sha256, ports.progress):
            return "the content was changed, or its key; it hasn't its hash any more"
    except (ForcereviewError, OSError) as error:
        return f"it can't be read ({error})"
    return ""


def _said(item: Mapping[str, Any]) -> str:
    return str(item.get("state", "held"))


def _called(item: Mapping[str, Any]) -> str:
    return str(item.get("title") or item.get("name", ""))[:80]
