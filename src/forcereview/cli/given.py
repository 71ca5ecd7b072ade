"""The case that a person names: a file, or a case of the workspace by its id."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from forcereview.cli.acting import opened

if TYPE_CHECKING:
    from forcereview.publish.held_evidence import HeldEvidence
    from forcereview.publish.reproduction import JournalPlace
    from forcereview.record import Case, Reading
    from forcereview.standards import Library

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(@\w*)?")
_FILE = (".yaml", ".yml", ".json")


@dataclass(frozen=True)
class Given:
    """A case, read; ``journal`` says where, if it is one of a workspace."""

    case: Case
    journal: JournalPlace | None = None


def given(name: str, workspace: str = "") -> Given:
    """The case in the file of this name; if there is none, the case of the workspace with this id
    (``ID``, or ``ID@ENTRY`` for what it was at an entry).

    Raises:
        BadInput: neither is there, or it can't be used.
    """
    if not of_workspace(name, workspace):
        from forcereview.workspace import read_case_file

        return Given(read_case_file(name))
    from forcereview.workspace.cases.keeping import kept_case, place_of

    with opened(workspace) as ports:
        return Given(kept_case(ports, name), place_of(ports, name))


def evidence_for(found: Given, name: str, workspace: str = "") -> HeldEvidence | None:
    """What the workspace holds for a case that was read from it; None for a case in a file."""
    if found.journal is None:
        return None
    from forcereview.workspace.evidence.held import held_for

    with opened(workspace) as ports:
        then = found.journal.entry if "@" in name else None
        return held_for(ports, found.case.file, then)


def library_for(files: list[str], name: str = "", workspace: str = "") -> Library:
    """The library, with standards of a user's own files; where the case is one of a workspace, or a
    workspace is named, with the official texts attached in it, as they were at the case's entry.

    Raises:
        BadInput: with every problem of the files, or there is no such workspace.
    """
    from forcereview.workspace import library_with

    library = library_with(files)
    kept = bool(name) and of_workspace(name, workspace)
    if not kept and not is_named(workspace):
        return library
    from forcereview.workspace.attaching import with_attached_texts
    from forcereview.workspace.journal.past import entry_named

    with opened(workspace) as ports:
        _, _, entry = name.partition("@") if kept else ("", "", "")
        return with_attached_texts(ports, library, entry_named(ports, entry) if entry else None)


def is_named(workspace: str) -> bool:
    """Whether a workspace is named: by ``--workspace``, or in FORCEREVIEW_WORKSPACE."""
    return bool(workspace or os.environ.get("FORCEREVIEW_WORKSPACE"))


def checked(name: str, workspace: str = "") -> Reading:
    """The case of this name and all that there is to say about it.

    Raises:
        BadInput: the workspace has no such case.
    """
    if not of_workspace(name, workspace):
        from forcereview.workspace import check_case_file

        return check_case_file(name)
    from forcereview.workspace.cases.keeping import check_kept_case

    with opened(workspace) as ports:
        return check_kept_case(ports, name)


def of_workspace(name: str, workspace: str = "") -> bool:
    """Whether a name means a case of the workspace: it is an id, no such file is here, and there is
    a workspace. A file comes first."""
    from forcereview.workspace.settings import find_workspace

    if Path(name).is_file() or not _ID.fullmatch(name) or name.lower().endswith(_FILE):
        return False
    return bool(workspace or os.environ.get("FORCEREVIEW_WORKSPACE") or find_workspace(Path.cwd()))
