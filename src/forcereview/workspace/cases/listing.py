"""List the cases of a workspace: which, last changed by whom, and how much is in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from forcereview.workspace.cases.keeping import CASE
from forcereview.workspace.journal.past import entry_at
from forcereview.workspace.ports import Ports

#: the parts of a case that are counted
COUNTED = ("applications", "sources", "assertions", "statements", "determinations")


@dataclass(frozen=True, slots=True)
class Listed:
    """A case in the list: ``at`` and ``by`` of the ``entry`` that last changed its values."""

    id: str
    title: str
    nature: str
    entry: int
    at: str
    by: str
    counts: dict[str, int]


def list_cases(ports: Ports) -> list[Listed]:
    """Every case of the workspace, by id."""
    found = []
    for held in ports.journal.documents(CASE):
        file: dict[str, Any] = held.value["file"]
        entry = entry_at(ports, held.sequence)
        counts = {part: len(file.get(part, ())) for part in COUNTED}
        case_id = held.of.partition("/")[2]
        found.append(
            Listed(
                case_id, file["title"], file["nature"], entry.sequence, entry.at, entry.by, counts
            )
        )
    return found
