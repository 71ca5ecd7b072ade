"""Compare two reviews of a record: which findings moved, and which changes moved them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from forcereview.record import Case, Claim
from forcereview.review.answers import indicator_facts
from forcereview.review.holding import hold
from forcereview.review.results import Finding, Review
from forcereview.vocabulary import shown
from forcereview.vocabulary.words import FindingWord

_MOST_TRIALS = 200


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim that one record has and the other hasn't, or has otherwise."""

    id: str
    fact: str
    kind: Literal["added", "removed", "changed"]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """A finding that differs between two reviews.

    ``before`` or ``after`` is None where that review holds no such finding. ``because`` are the
    changed claims which, alone, move it; empty where the lens or the standards moved it, or where
    only something else in the record did (``also`` says which).
    """

    frame: str
    officer: str
    key: str
    weight: str
    before: FindingWord | None
    after: FindingWord | None
    because: tuple[str, ...]
    also: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two reviews, and all that changed beneath."""

    moves: tuple[Move, ...]
    claims: tuple[ClaimChange, ...]
    lens_changed: bool
    standards_changed: bool
    unmoved: int


def compare_reviews(before: Review, after: Review) -> Comparison:
    """Which findings moved from one review to another, and the fewest changes that move each."""
    changes = _changes(before.case, after.case)
    ours, theirs = _by_place(before.findings), _by_place(after.findings)
    moves = []
    unmoved = 0
    for place in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(place), theirs.get(place)
        if one is not None and other is not None and one.finding == other.finding:
            unmoved += 1
            continue
        moves.append(_move(before, after, one, other, changes))
    return Comparison(
        tuple(moves),
        tuple(changes.values()),
        before.lens != after.lens,
        before.library.digest != after.library.digest,
        unmoved,
    )


def _by_place(findings: Iterable[Finding]) -> dict[tuple[str, str, str, str, bool], Finding]:
    return {
        (f.frame.about, f.frame.id, f.frame.officer, f.key, f.weight == "comparison"): f
        for f in findings
    }


def _changes(before: Case, after: Case) -> dict[str, ClaimChange]:
    ours = {claim.id: claim for claim in before.claims}
    theirs = {claim.id: claim for claim in after.claims}
    changes: dict[str, ClaimChange] = {}
    for name in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(name), theirs.get(name)
        if one is not None and other is not None:
            if one != other:
                changes[name] = ClaimChange(name, other.fact, "changed", _said(one), _said(other))
        elif one is None and other is not None:
            changes[name] = ClaimChange(name, other.fact, "added", "", _said(other))
        elif one is not None:
            changes[name] = ClaimChange(name, one.fact, "removed", _said(one), "")
    return changes


def _said(claim: Claim) -> str:
    return f"{claim.fact}: {shown(claim.value)} ({claim.source or 'the record itself'})"


def _move(
    before: Review,
    after: Review,
    one: Finding | None,
    other: Finding | None,
    changes: dict[str, ClaimChange],
) -> Move:
    held = other or one
    assert held is not None
    because: tuple[str, ...] = ()
    also = ""
    if one is None or other is None:
        also = "held against this frame in one record only"
    else:
        because = _cause(before, after, one, other, changes)
        if not because:
            also = _other_cause(before, after)
    return Move(
        held.frame.id,
        held.frame.officer,
        held.key,
        held.weight,
        one.finding if one else None,
        other.finding if other else None,
        because,
        also,
    )


def _other_cause(before: Review, after: Review) -> str:
    if before.lens != after.lens:
        return "the lens differs"
    if before.library.digest != after.library.digest:
        return "the standards differ"
    return "the record of the encounter, its people or times differs"


def _cause(
    before: Review,
    after: Review,
    one: Finding,
    other: Finding,
    changes: dict[str, ClaimChange],
) -> tuple[str, ...]:
    """The fewest changed claims that alone turn the earlier finding into the later one."""
    relevant = [name for name, change in changes.items() if _concerns(one, change)]
    trials = 0
    for size in range(1, len(relevant) + 1):
        for chosen in combinations(relevant, size):
            trials += 1
            if trials > _MOST_TRIALS:
                return _all_together(before, after, one, other, relevant)
            if _with(before, after.case, one, chosen) == other.finding:
                return chosen
    return ()


def _all_together(
    before: Review, after: Review, one: Finding, other: Finding, relevant: list[str]
) -> tuple[str, ...]:
    """All relevant changes, less those that can be spared."""
    if _with(before, after.case, one, relevant) != other.finding:
        return ()
    kept = list(relevant)
    for name in relevant:
        fewer = [item for item in kept if item != name]
        if _with(before, after.case, one, fewer) == other.finding:
            kept = fewer
    return tuple(kept)


def _concerns(finding: Finding, change: ClaimChange) -> bool:
    asked = {atom.fact for atom in finding.rule.program.atoms}
    asked |= {atom.other for atom in finding.rule.program.atoms}
    return change.fact in asked or any(
        change.fact in indicator_facts(name) for name in asked if name
    )


def _with(before: Review, after: Case, finding: Finding, names: Iterable[str]) -> FindingWord:
    """The finding if the earlier record had these claims as the later one has them."""
    wanted = set(names)
    later = {claim.id: claim for claim in after.claims if claim.id in wanted}
    claims = [
        later.pop(claim.id) if claim.id in later else claim
        for claim in before.case.claims
        if claim.id not in wanted or claim.id in later
    ]
    case = replace(before.case, claims=(*claims, *later.values()))
    return hold(
        case,
        before.library,
        before.lens,
        finding.rule,
        finding.frame,
        comparison=finding.weight == "comparison",
    ).finding
