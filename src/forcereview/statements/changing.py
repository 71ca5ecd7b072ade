"""How the claims of one institution changed from statement to statement: a diff, and no judgement.

Two claims are on the same thing if they name the same fact, provision, topic or doctrine. Not said
again is not withdrawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from forcereview.record import Case, Stated
from forcereview.record.statement import PublicClaim
from forcereview.statements.availability import in_order
from forcereview.vocabulary import fact_catalogue, shown

How = Literal["kept", "changed", "added", "not repeated"]


@dataclass(frozen=True, slots=True)
class ClaimSaid:
    """What one statement claims of a thing: values with whom each is about, and the claims' ids."""

    values: tuple[str, ...]
    claims: tuple[str, ...]
    quotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One thing claimed, from what the institution last said of it to what it says now.

    ``since`` is the id of the statement that ``before`` is from.
    """

    subject: str
    in_words: str
    how: How
    before: ClaimSaid | None
    after: ClaimSaid | None
    since: str = ""


@dataclass(frozen=True)
class Step:
    """A statement of an institution, and how its claims differ from those before it."""

    stated: Stated
    changes: tuple[ClaimChange, ...]


@dataclass(frozen=True)
class Changed:
    """The statements of one institution in the order in which they were made."""

    institution: str
    steps: tuple[Step, ...]


def changes_by_institution(case: Case) -> tuple[Changed, ...]:
    """For each institution (a speaker without one stands alone), its statements and the changes."""
    groups: dict[str, list[Stated]] = {}
    for stated in in_order(case, case.stated):
        speaker = stated.statement.speaker
        groups.setdefault(speaker.institution or speaker.label, []).append(stated)
    return tuple(Changed(name, tuple(_steps(case, said))) for name, said in groups.items())


def _steps(case: Case, said: Sequence[Stated]) -> Iterator[Step]:
    standing: dict[str, tuple[ClaimSaid, str]] = {}
    previous: Mapping[str, ClaimSaid] = {}
    words: dict[str, str] = {}
    for stated in said:
        claimed, named = _claimed(case, stated)
        words |= named
        changes = [
            _change(name, words[name], standing.get(name), now) for name, now in claimed.items()
        ]
        changes += [
            ClaimChange(name, words[name], "not repeated", before, None, standing[name][1])
            for name, before in previous.items()
            if name not in claimed
        ]
        yield Step(stated, tuple(changes))
        standing |= {name: (now, stated.statement.id) for name, now in claimed.items()}
        previous = claimed


def _change(
    subject: str, in_words: str, before: tuple[ClaimSaid, str] | None, now: ClaimSaid
) -> ClaimChange:
    if before is None:
        return ClaimChange(subject, in_words, "added", None, now)
    said, since = before
    how: How = "kept" if said.values == now.values else "changed"
    return ClaimChange(subject, in_words, how, said, now, since)


def _claimed(case: Case, stated: Stated) -> tuple[dict[str, ClaimSaid], dict[str, str]]:
    """What a statement claims, by what it is on; and that in words."""
    found: dict[str, list[PublicClaim]] = {}
    words: dict[str, str] = {}
    for claim in stated.statement.claims:
        subject, in_words = _subject(claim)
        if subject:
            found.setdefault(subject, []).append(claim)
            words[subject] = in_words
    return {name: _said(case, stated, claims) for name, claims in found.items()}, words


def _subject(claim: PublicClaim) -> tuple[str, str]:
    """What a claim is on; nothing, for an opinion."""
    if claim.kind in ("fact", "procedure"):
        known = claim.fact in fact_catalogue()
        return claim.fact, fact_catalogue()[claim.fact].question if known else claim.fact
    on = claim.provision or claim.topic or claim.doctrine
    return (f"{claim.kind}: {on}", f"the {claim.kind} on {on}") if on else ("", "")


def _said(case: Case, stated: Stated, claims: Sequence[PublicClaim]) -> ClaimSaid:
    return ClaimSaid(
        tuple(sorted({_value(case, stated, claim) for claim in claims})),
        tuple(claim.id for claim in claims),
        tuple(claim.quotation for claim in claims),
    )


def _value(case: Case, stated: Stated, claim: PublicClaim) -> str:
    if claim.id in stated.read:
        about = f" ({', '.join(map(case.label, sorted(claim.about)))})" if claim.about else ""
        return f"{shown(stated.read[claim.id].value)}{about}"
    whose = f", as the rule of {claim.attributed_to}" if claim.attributed_to else ""
    exceptions = f", exceptions {claim.exceptions}" if claim.exceptions else ""
    return f"{claim.says}{whose}{exceptions}"
