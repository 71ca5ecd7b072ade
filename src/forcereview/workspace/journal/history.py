"""The history of a value: all that it ever was, who said so, who entered it, what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from forcereview.errors import BadInput, Problem, cited
from forcereview.journal import ABSENT, Entry, applied
from forcereview.journal.canonical import Json
from forcereview.journal.changes import same, value_at
from forcereview.journal.undoing import undoes
from forcereview.record.values_of_facts import GivenValue, given_values
from forcereview.vocabulary import fact_catalogue
from forcereview.workspace.cases.keeping import CASE, no_case
from forcereview.workspace.journal.past import entries_of
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class PastValue:
    """A value in the history of a fact.

    ``entry`` brought it. ``until`` is the entry after which it was no more (None: it stands), and
    ``fate`` what that one did: ``changed``, ``removed``, or ``undone`` if it took ``entry`` back.
    """

    case: str
    given: GivenValue
    entry: Entry
    until: Entry | None = None
    fate: str = "stands"


@dataclass(frozen=True, slots=True)
class PathValue:
    """What a document held at a path from an entry on; ABSENT for nothing."""

    of: str
    value: Json
    entry: Entry


def history_of_fact(ports: Ports, fact: str, case: str = "", about: str = "") -> list[PastValue]:
    """Every value that a fact ever had in a case (without ``case``: in every case), oldest first.

    ``about`` limits to values about one person, vehicle or application, and those about everyone.

    Raises:
        BadInput: the catalogue has no such fact, or the workspace never had such a case.
    """
    catalogue = fact_catalogue()
    if fact not in catalogue:
        raise BadInput(catalogue.unknown(fact))
    names = [f"{CASE}/{case}"] if case else ports.journal.names(CASE)
    if case and next(iter(entries_of(ports, names[0])), None) is None:
        raise no_case(ports, case)
    found = [value for of in names for value in _of_case(ports, of, fact)]
    chosen = [
        each for each in found if not about or not each.given.about or about in each.given.about
    ]
    return sorted(chosen, key=lambda each: each.entry.sequence)


def history_of_path(ports: Ports, of: str, path: Sequence[str]) -> list[PathValue]:
    """What a document held at a path, each time it changed, oldest first.

    Raises:
        BadInput: it never held anything there.
    """
    found: list[PathValue] = []
    before: Json = ABSENT
    for entry, document in _states(ports, of):
        now = value_at(document, path)
        if not same(before, now):
            found.append(PathValue(of, now, entry))
        before = now
    if not found:
        raise BadInput(
            Problem(
                f"{cited(of)} never held anything at {cited('/'.join(path))}",
                "write the way to the value with ids, e.g. assertions/a3/value",
            )
        )
    return found


def _states(ports: Ports, of: str) -> Iterator[tuple[Entry, Json]]:
    """Each entry that changed a document, and the document after it."""
    document: Json = ABSENT
    for entry in entries_of(ports, of):
        document = applied(document, [change for change in entry.changes if change.of == of])
        yield entry, document


def _of_case(ports: Ports, of: str, fact: str) -> Iterator[PastValue]:
    standing: dict[tuple[str, ...], PastValue] = {}
    for entry, document in _states(ports, of):
        values = {} if document is ABSENT else document["file"]
        now = {given.path: given for given in given_values(values, fact)}
        for path, past in list(standing.items()):
            if now.get(path) != past.given:
                yield replace(past, until=entry, fate=_fate(past, entry, path in now))
                del standing[path]
        for path, given in now.items():
            if path not in standing:
                standing[path] = PastValue(of.partition("/")[2], given, entry)
    yield from standing.values()


def _fate(past: PastValue, by: Entry, still_there: bool) -> str:
    if undoes(by) == past.entry.sequence:
        return "undone"
    return "changed" if still_there else "removed"


def document_meant(
    ports: Ports, path: str, case: str = "", of: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The document and the way into it that a person means by ``assertions/a3/value`` (in a case)
    or, with ``of``, by a way into another document.

    Raises:
        BadInput: it isn't clear which case is meant.
    """
    steps = tuple(step for step in path.split("/") if step)
    if of:
        return of, steps
    names = [f"{CASE}/{case}"] if case else ports.journal.names(CASE)
    if len(names) != 1:
        many = "several cases" if names else "no case"
        raise BadInput(Problem(f"the workspace has {many}", "say which is meant: --case ID"))
    return names[0], ("file", *steps)
