"""Against which frames a claim of a fact is held: each shot, person or agency that it speaks of."""

from __future__ import annotations

from dataclasses import replace

from forcereview.answers.frames import Kind, frames_of
from forcereview.record import Case, Claim, Frame
from forcereview.vocabulary import Fact


def frames_spoken_of(case: Case, claim: Claim, fact: Fact) -> tuple[Frame, ...]:
    """The frames of the kind that the fact is about, as far as the claim speaks of them."""
    if fact.at_a_moment and case.file.applications:
        kind = "application"
    else:
        kind = next((a for a in fact.about if a in ("officer", "subject", "agency")), "encounter")
    found = tuple(frame for frame in frames_of(case, Kind(kind)) if _spoken_of(claim, frame))
    return tuple(_bound(claim, frame) for frame in found) or (_bound(claim, _whole(case)),)


def _spoken_of(claim: Claim, frame: Frame) -> bool:
    """Whether the frame is about nothing that the claim leaves out."""
    return all(not named or not bound or bound in named for named, bound in _pairs(claim, frame))


def _pairs(claim: Claim, frame: Frame) -> tuple[tuple[frozenset[str], str], ...]:
    scope = claim.scope
    return (
        (scope.officers, frame.officer),
        (scope.subjects, frame.subject),
        (scope.vehicles, frame.vehicle),
        (scope.applications, frame.application),
        (scope.agencies, frame.agency),
    )


def _bound(claim: Claim, frame: Frame) -> Frame:
    """The frame with the roles it leaves open filled by those that the claim names."""
    scope = claim.scope
    return replace(
        frame,
        officer=frame.officer or _only(scope.officers),
        subject=frame.subject or _only(scope.subjects),
        vehicle=frame.vehicle or _only(scope.vehicles),
        agency=frame.agency or _only(scope.agencies),
    )


def _only(names: frozenset[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""


def _whole(case: Case) -> Frame:
    return frames_of(case, Kind("encounter"))[0]
