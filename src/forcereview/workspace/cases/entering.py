"""Enter single things into a case: an assertion, a correction, a source, a determination."""

from __future__ import annotations

from typing import Any

from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.journal import Entry
from forcereview.record.keeping import entry_from
from forcereview.record.model import Assertion, CaseFile, Decides, Determination, Source
from forcereview.record.writing import plain
from forcereview.workspace.cases.changing import change_case
from forcereview.workspace.cases.keeping import KeptCase, kept
from forcereview.workspace.ports import Ports


def add_assertion(
    ports: Ports, case_id: str, assertion: Assertion, by: str, reason: str = ""
) -> Entry:
    """Enter that a source says that a fact is so (``assertion.add``).

    Raises:
        BadInput: no such case, its id is in use, or it isn't usable as ``case check`` says it.
    """
    here = kept(ports, case_id)
    file = here.file
    _refuse_used(assertion.id, [one.id for one in file.assertions], "assertion")
    after = file.model_copy(update={"assertions": (*file.assertions, assertion)})
    return _changed(ports, here, after, by, reason, "assertion.add", {"assertion": assertion.id})


def correct_assertion(
    ports: Ports, case_id: str, assertion_id: str, by: str, reason: str, **fields: Any
) -> Entry:
    """Give fields of an assertion other values (``assertion.correct``); ``reason`` says why. What
    it said before stays in the journal.

    Raises:
        BadInput: no such case or assertion, no reason, or the result isn't usable.
    """
    if not reason.strip():
        raise BadInput(Problem("a correction needs a reason", "say why: --reason"))
    here = kept(ports, case_id)
    file = here.file
    known = [one.id for one in file.assertions]
    if assertion_id not in known:
        raise BadInput(
            Problem(
                f"the case has no assertion {cited(assertion_id)}",
                did_you_mean(assertion_id, known),
            )
        )
    listed = tuple(
        entry_from(Assertion, plain(one) | fields) if one.id == assertion_id else one
        for one in file.assertions
    )
    after = file.model_copy(update={"assertions": listed})
    return _changed(
        ports, here, after, by, reason, "assertion.correct", {"assertion": assertion_id}
    )


def add_source(
    ports: Ports, case_id: str, source_id: str, source: Source, by: str, reason: str = ""
) -> Entry:
    """Enter a source, so that assertions can name it (``source.add``).

    Raises:
        BadInput: no such case, its id is in use, or it isn't usable.
    """
    here = kept(ports, case_id)
    file = here.file
    _refuse_used(source_id, list(file.sources), "source")
    after = file.model_copy(update={"sources": {**file.sources, source_id: source}})
    return _changed(ports, here, after, by, reason, "source.add", {"source": source_id})


def determine(
    ports: Ports, case_id: str, determination: Determination, by: str, reason: str = ""
) -> Entry:
    """Enter what a person or body decided, with its reasons (``determination.add``). Determinations
    stand beside each other in order; none overwrites another.

    Raises:
        BadInput: no such case, its id is in use, no reasons, or it isn't usable.
    """
    if not determination.reasons.strip():
        raise BadInput(Problem("a determination needs reasons", "say them: --reasons"))
    here = kept(ports, case_id)
    file = here.file
    _refuse_used(determination.id, [one.id for one in file.determinations], "determination")
    dated = determination
    if not determination.at:
        dated = determination.model_copy(update={"at": f"{ports.clock.now()[:19]}Z"})
    after = file.model_copy(update={"determinations": (*file.determinations, dated)})
    return _changed(
        ports, here, after, by, reason, "determination.add", {"determination": dated.id}
    )


def decides(what: str, about: tuple[str, ...] = (), frame: str = "") -> Decides:
    """What a determination is about: a fact, or with a frame the key of a provision."""
    if frame:
        return Decides(provision=what, frame=frame, about=about)
    return Decides(fact=what, about=about)


def next_id(ports: Ports, case_id: str, part: str) -> str:
    """The first free id of ``assertions`` (a1, a2, …) or ``determinations`` (d1, …).

    Raises:
        BadInput: no such case.
    """
    file = kept(ports, case_id).file
    taken = {*file.people, *file.vehicles, *file.sources}
    for group in (file.events, file.applications, file.assertions, file.determinations):
        taken |= {one.id for one in group}
    for statement in file.statements:
        taken |= {statement.id, *(claim.id for claim in statement.claims)}
    number = len(getattr(file, part)) + 1
    while f"{part[0]}{number}" in taken:
        number += 1
    return f"{part[0]}{number}"


def _refuse_used(name: str, used: list[str], what: str) -> None:
    if name in used:
        raise BadInput(
            Problem(f"the case has {cited(name)} already", f"give the {what} another id")
        )


def _changed(
    ports: Ports,
    here: KeptCase,
    after: CaseFile,
    by: str,
    reason: str,
    does: str,
    details: dict[str, str],
) -> Entry:
    entry = change_case(ports, here.id, after, by, reason, does, since=here.entry, details=details)
    if entry is None:
        raise BadInput(Problem("this changes nothing", "it is entered so already"))
    return entry
