"""Change a case of the workspace: each change is one entry, and no unusable case comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from forcereview.errors import BadInput, Problem, Refused
from forcereview.journal import Entry
from forcereview.journal.merging import merged
from forcereview.publish.changes_in_words import named, said
from forcereview.record import CaseFile, read_case
from forcereview.record.keeping import text_now
from forcereview.record.writing import plain
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.keeping import CASE, TEXT, KeptCase, kept, kept_at
from forcereview.workspace.ports import Overtaken, Ports

#: how often a change is begun anew when others were faster, before giving up
_TRIES = 20


def change_case(
    ports: Ports,
    case_id: str,
    file: CaseFile,
    by: str,
    reason: str = "",
    does: str = "case.change",
    *,
    since: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> Entry | None:
    """Let a case become ``file``; the entry, or None if it is so already.

    ``since`` is the entry as of which the case was read that ``file`` was made from: what others
    changed since then stays. Without it, ``file`` was made from the case as it is.

    Raises:
        BadInput: there is no such case, nobody is named, or ``file`` can't be used (every problem
            is listed, with its place in the case's text).
        Refused: somebody changed the same values otherwise since.
    """
    if file.id != case_id:
        raise BadInput(Problem(f"the case's id is {case_id}, not {file.id}", "an id can't change"))
    start = kept(ports, case_id).entry if since is None else since
    for _ in range(_TRIES):
        with suppress(Overtaken):
            return _change(ports, case_id, file, by, reason, does, start, details)
    return _change(ports, case_id, file, by, reason, does, start, details)


def _change(
    ports: Ports,
    case_id: str,
    file: CaseFile,
    by: str,
    reason: str,
    does: str,
    since: int,
    details: Mapping[str, Any] | None,
) -> Entry | None:
    """Change the case as it is at this moment: what is checked is what is written.

    Raises:
        Overtaken: somebody changed it between the check and the writing.
    """
    with acting(ports, by, reason) as work:
        work.relies_on(f"{CASE}/{case_id}", f"{TEXT}/{case_id}")
        here = kept(ports, case_id)
        values = _brought_together(ports, here, plain(file), since)
        if values != here.values:
            _check(here, values)
            document = {"file": values, "name": here.name}
            work.become(does, {f"{CASE}/{case_id}": document}, case=case_id, details=details)
    return work.entries[0] if work.entries else None


def _brought_together(ports: Ports, here: KeptCase, theirs: Any, since: int) -> Any:
    if since >= here.entry:
        return theirs
    outcome = merged(kept_at(ports, here.id, since).values, here.values, theirs)
    if outcome.collisions:
        of = f"{CASE}/{here.id}"
        raise Refused(
            Problem(
                f"{named(of, ('file', *each.path))} was changed by somebody else since entry "
                f"{since}: it now is {said(each.ours)}, and was to become {said(each.theirs)}",
                "look at it again, then repeat the change if it still fits",
            )
            for each in outcome.collisions
        )
    return outcome.document


def _check(here: KeptCase, values: Any) -> None:
    """That a case of these values can be read.

    Raises:
        BadInput: with every problem.
    """
    read_case(text_now(here.words.encode(), values, here.label), here.label)
