"""Take a case out of the workspace as a file, with every comment and in the form it came in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from forcereview.errors import Place, Problem, Refused
from forcereview.workspace.acting import acting
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.cases.copies import copies, note_of
from forcereview.workspace.cases.keeping import COPY, KeptCase, kept_named
from forcereview.workspace.ports import Ports
from forcereview.workspace.reporting import write_bytes


@dataclass(frozen=True, slots=True)
class Exported:
    """A copy that went out: the case, the file, its hash, and the entry that notes it (None where
    the workspace noted the same copy before, or can't be written)."""

    case: str
    file: str
    sha256: str
    entry: int | None


def case_text(ports: Ports, name: str) -> bytes:
    """The text of a case (``ID``, or ``ID@ENTRY``), without noting that it went out.

    Raises:
        BadInput: the workspace has no such case.
    """
    return kept_named(ports, name).text


def export_case(
    ports: Ports,
    name: str,
    file: Path | str = "",
    by: str = "",
    reason: str = "",
    *,
    overwrite: bool = False,
) -> Exported:
    """Write a case to a file; without ``file``, under the name it was brought in by.

    An earlier state (``ID@ENTRY``) is written, but not noted as a copy to be brought back.

    Raises:
        BadInput: the workspace has no such case, the file can't be written, or nobody is named.
        Refused: the file exists and holds what the workspace doesn't know.
    """
    found = kept_named(ports, name)
    target = Path(file) if file else Path(found.name)
    text = found.text
    if not overwrite:
        _refuse_to_lose(ports, found, target, text)
    sha256 = hashlib.sha256(text).hexdigest()
    if found.at is not None or not ports.journal.writable:
        write_bytes(target, text)
        return Exported(found.id, str(target), sha256, None)
    with acting(ports, by, reason) as work:
        write_bytes(target, text)
        noted = work.become(
            "case.export",
            {f"{COPY}/{found.id}": note_of(work.by, target.name, sha256, "out")},
            case=found.id,
            details={"file": target.name, "sha256": sha256, "state": found.entry},
        )
    entry = work.entries[0].sequence if noted else None
    return Exported(found.id, str(target), sha256, entry)


def _refuse_to_lose(ports: Ports, found: KeptCase, target: Path, text: bytes) -> None:
    """That nothing a person wrote into an existing file is written over unseen."""
    if not target.exists():
        return
    there = bytes_of(target)
    sha256 = hashlib.sha256(there).hexdigest()
    if there == text or any(copy.sha256 == sha256 for copy in copies(ports, found.id)):
        return
    raise Refused(
        Problem(
            "this file exists, and the workspace doesn't know what it holds",
            "import it first (forcereview case import), choose another name, or --overwrite it",
            Place(str(target)),
        )
    )
