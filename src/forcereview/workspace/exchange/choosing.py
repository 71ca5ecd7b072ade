"""Which items of evidence and which cases are handed over, and which entries of the journal tell
only of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.evidence import Item
from forcereview.journal import Stored, read_entry
from forcereview.workspace.ports import Ports

#: kinds of documents that concern every case
_OF_ALL = frozenset({"workspace", "checkpoint", "key"})
#: kinds of documents that are named for a case
_OF_CASE = frozenset({"case", "case-text", "case-copy"})


@dataclass(frozen=True, slots=True)
class Chosen:
    """Ids of cases, and items in the order of their ids, whose ``ids`` these are; ``everything`` if
    nothing was left out."""

    cases: tuple[str, ...]
    items: tuple[Item, ...]
    everything: bool
    ids: frozenset[str] = frozenset()

    def shows(self, stored: Stored) -> bool:
        """Whether an entry of the journal tells only of what is chosen."""
        entry = read_entry(stored.raw)
        if entry.case and entry.case not in self.cases:
            return False
        touched = [change.of.partition("/") for change in entry.changes]
        if not touched:
            return entry.does.partition(".")[0] in _OF_ALL
        return all(self._allowed(kind, name) for kind, _, name in touched)

    def _allowed(self, kind: str, name: str) -> bool:
        return (
            kind in _OF_ALL
            or (kind in _OF_CASE and name in self.cases)
            or (kind == "evidence" and name in self.ids)
        )


def chosen(ports: Ports, cases: Sequence[str] = (), evidence: Sequence[str] = ()) -> Chosen:
    """The cases and items named, with the items of these cases and what those were made of; all of
    the workspace if none is named.

    Raises:
        BadInput: there is no such case or item.
    """
    found = (Item.model_validate(each.value) for each in ports.journal.documents("evidence"))
    held = {item.id: item for item in found}
    known = [name.partition("/")[2] for name in ports.journal.names("case")]
    _refuse_unknown("case", cases, known, "forcereview case list")
    _refuse_unknown("item", evidence, held, "forcereview evidence list")
    if not cases and not evidence:
        return Chosen(tuple(known), tuple(held.values()), True, frozenset(held))
    wanted = set(evidence)
    hashes = _hashes(ports, cases)
    for name, item in held.items():
        if item.sha256 in hashes or set(item.cases) & set(cases):
            wanted.add(name)
    frontier = list(wanted)
    while frontier:
        made = held[frontier.pop()].derivation
        for parent in made.parents if made else ():
            if parent in held and parent not in wanted:
                wanted.add(parent)
                frontier.append(parent)
    items = tuple(held[name] for name in sorted(wanted))
    everything = len(items) == len(held) and set(cases) == set(known)
    return Chosen(tuple(dict.fromkeys(cases)), items, everything, frozenset(wanted))


def _hashes(ports: Ports, cases: Sequence[str]) -> set[str]:
    """The hashes of the copies that the sources of cases are held as."""
    found = set()
    for name in cases:
        document = ports.journal.document(f"case/{name}")
        if document is not None:
            sources = document.value["file"].get("sources", {}).values()
            found |= {source["sha256"] for source in sources if source.get("sha256")}
    return found


def _refuse_unknown(kind: str, names: Sequence[str], known: Collection[str], listing: str) -> None:
    problems = []
    for name in names:
        if name not in known:
            near = did_you_mean(name, known)
            todo = near or f"'{listing}' lists those that are"
            problems.append(Problem(f"there is no {kind} {cited(name)} in this workspace", todo))
    if problems:
        raise BadInput(problems)
