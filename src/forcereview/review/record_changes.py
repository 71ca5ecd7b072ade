"""What differs between two versions of a record: claims by id, and the entries they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from forcereview.record import Case, CaseFile, Claim
from forcereview.vocabulary import shown

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that one record has and the other hasn't, or has otherwise.

    ``before`` and ``after`` say fact, value and source, and what else of the claim differs.
    """

    id: str
    fact: str
    kind: Kind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry (a person, vehicle, source, event, application, or the encounter itself) that one
    record has and the other hasn't, or has otherwise; ``fields`` are those that differ."""

    id: str
    group: str
    kind: Kind
    fields: tuple[str, ...] = ()


def claim_changes(before: Case, after: Case) -> tuple[ClaimChange, ...]:
    """Claims that differ, in the order of the records: what sources assert, what the entries of the
    record say themselves, and what people determined."""
    ours = {claim.id: claim for claim in before.claims}
    theirs = {claim.id: claim for claim in after.claims}
    changes = []
    for name in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(name), theirs.get(name)
        if one == other:
            continue
        either = other or one
        assert either is not None
        kind: Kind = "added" if one is None else "removed" if other is None else "changed"
        changes.append(ClaimChange(name, either.fact, kind, _said(one, other), _said(other, one)))
    return tuple(changes)


def _said(claim: Claim | None, other: Claim | None) -> str:
    """What a claim says, and what the other version of it doesn't say so."""
    if claim is None:
        return ""
    words = [f"{claim.fact}: {shown(claim.value)} ({claim.source or 'the record itself'})"]
    if other is not None:
        details = {"at": claim.at, "said at": claim.said_at}
        others = {"at": other.at, "said at": other.said_at}
        words += [
            f"{name} {moment.text if moment else 'no time'}"
            for name, moment in details.items()
            if moment != others[name]
        ]
        if claim.scope != other.scope:
            words.append(f"about {_about(claim)}")
        if claim.known_to_officer != other.known_to_officer:
            words.append(f"known to the officer: {claim.known_to_officer}")
    return ", ".join(words)


def _about(claim: Claim) -> str:
    scope = claim.scope
    groups = (scope.officers, scope.subjects, scope.vehicles, scope.applications, scope.agencies)
    return ", ".join(name for group in groups for name in sorted(group)) or "everyone"


def entry_changes(before: CaseFile, after: CaseFile) -> tuple[EntryChange, ...]:
    """Entries that differ, beside assertions and determinations."""
    changes: list[EntryChange] = []
    for group in ("encounter", "configuration"):
        changes += _changed(group, group, getattr(before, group), getattr(after, group))
    for group in ("people", "vehicles", "sources", "events", "applications"):
        ours, theirs = _by_id(getattr(before, group)), _by_id(getattr(after, group))
        for name in dict.fromkeys((*ours, *theirs)):
            changes += _changed(name, group, ours.get(name), theirs.get(name))
    return tuple(changes)


def _by_id(entries: Any) -> Mapping[str, Any]:
    return entries if isinstance(entries, Mapping) else {entry.id: entry for entry in entries}


def _changed(name: str, group: str, one: Any, other: Any) -> Iterable[EntryChange]:
    if one == other:
        return
    if one is None or other is None:
        yield EntryChange(name, group, "added" if one is None else "removed")
        return
    differing = [
        field for field in type(other).model_fields if getattr(one, field) != getattr(other, field)
    ]
    own = [key for key in {**one.own, **other.own} if one.own.get(key) != other.own.get(key)]
    yield EntryChange(name, group, "changed", (*differing, *own))
