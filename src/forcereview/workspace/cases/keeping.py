"""Read a case of the workspace: as it is now, or as it was at an entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.journal import ABSENT
from forcereview.publish.reproduction import JournalPlace
from forcereview.record import Case, CaseFile, Reading, check_case
from forcereview.record.keeping import file_now, text_now
from forcereview.workspace.journal.past import (
    document_at,
    last_entry_of,
    numbered,
    stored_entry,
)
from forcereview.workspace.ports import Ports

#: the kinds of documents in which a case lies
CASE, TEXT, COPY = "case", "case-text", "case-copy"


@dataclass(frozen=True)
class KeptCase:
    """A case as the workspace keeps it: ``values`` as plain JSON, ``words`` the text last brought
    in, ``name`` that of its file, ``entry`` the last entry that changed it. ``at`` is the entry
    that was asked for, None for the case as it is."""

    id: str
    values: Mapping[str, Any]
    words: str
    name: str
    entry: int
    at: int | None = None

    @property
    def label(self) -> str:
        """How complaints and reports name it."""
        moment = "" if self.at is None else f", entry {self.at}"
        return f"{self.id} (workspace{moment})"

    @property
    def file(self) -> CaseFile:
        """Its values as a case file, in the order of the text."""
        return file_now(self.words.encode(), self.values, self.label)

    @property
    def text(self) -> bytes:
        """The text as it is now: the one brought in, with what has changed since."""
        return text_now(self.words.encode(), self.values, self.label)


def kept(ports: Ports, case_id: str) -> KeptCase:
    """A case as it is now.

    Raises:
        BadInput: the workspace has no case of this id.
    """
    held = ports.journal.document(f"{CASE}/{case_id}")
    words = ports.journal.document(f"{TEXT}/{case_id}")
    if held is None or words is None:
        raise no_case(ports, case_id)
    entry = max(held.sequence, words.sequence)
    return KeptCase(case_id, held.value["file"], words.value, held.value["name"], entry)


def kept_at(ports: Ports, case_id: str, sequence: int) -> KeptCase:
    """A case as it was right after an entry.

    Raises:
        BadInput: there is no such entry, or the workspace had no such case then.
    """
    numbered(ports, sequence)
    document = document_at(ports, f"{CASE}/{case_id}", sequence)
    words = document_at(ports, f"{TEXT}/{case_id}", sequence)
    if document is ABSENT or words is ABSENT:
        if not case_id or ports.journal.document(f"{CASE}/{case_id}") is None:
            raise no_case(ports, case_id)
        raise BadInput(
            Problem(
                f"the workspace had no case {cited(case_id)} at entry {sequence}",
                f"forcereview log --case {case_id} shows its entries",
            )
        )
    entries = [last_entry_of(ports, f"{kind}/{case_id}", sequence) for kind in (CASE, TEXT)]
    entry = max((each.sequence for each in entries if each is not None), default=sequence)
    return KeptCase(case_id, document["file"], words, document["name"], entry, sequence)


def kept_named(ports: Ports, name: str) -> KeptCase:
    """A case by its id, or by ``ID@ENTRY`` as it was right after that entry.

    Raises:
        BadInput: the workspace has no such case, or had none then.
    """
    case_id, at, number = name.partition("@")
    if not at:
        return kept(ports, case_id)
    if not number.isdecimal():
        raise BadInput(
            Problem(
                f"{cited(number)} is no number of an entry",
                f"write {case_id}@12 for the case as it was at entry 12; forcereview log",
            )
        )
    return kept_at(ports, case_id, int(number))


def kept_case(ports: Ports, name: str) -> Case:
    """A case of the workspace, read for a review; ``ID``, or ``ID@ENTRY`` for an earlier state.

    Raises:
        BadInput: the workspace has no such case, or had none then.
    """
    reading = check_kept_case(ports, name)
    if reading.case is None:
        raise BadInput(reading.errors)
    return reading.case


def check_kept_case(ports: Ports, name: str) -> Reading:
    """A case of the workspace with all that there is to say about it, warnings included.

    Raises:
        BadInput: the workspace has no such case, or had none then.
    """
    found = kept_named(ports, name)
    return check_case(found.text, found.label)


def place_of(ports: Ports, name: str) -> JournalPlace:
    """Where in the journal a case (``ID``, or ``ID@ENTRY``) is read, for a report to name.

    Raises:
        BadInput: there is no such entry.
    """
    case_id, _, number = name.partition("@")
    head = ports.journal.head()
    entry = int(number) if number else head.sequence
    hash_ = stored_entry(ports, entry).hash.hex() if number else head.hash
    return JournalPlace(ports.settings.id, entry, hash_, f"{case_id}@{entry}")


def no_case(ports: Ports, case_id: str) -> BadInput:
    """The complaint that the workspace has no case of this id."""
    ids = [name.partition("/")[2] for name in ports.journal.names(CASE)]
    near = did_you_mean(case_id, ids)
    return BadInput(
        Problem(
            f"the workspace has no case {cited(case_id)}",
            near
            or (
                "forcereview case list shows them"
                if ids
                else "bring one in: forcereview case import FILE"
            ),
        )
    )
