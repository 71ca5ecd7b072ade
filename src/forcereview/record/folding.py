"""Fold assertions to facts under a lens: which claims answer a question about a frame.

A claim answers a question where it is credited (not left out by the lens, said by then, knowable
where only that counts) and where its scope takes in the frame. A person's determination, and above
it a what-if, stand in place of every other claim about the same thing (:func:`standing`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from forcereview.record.case import Case, Claim, Frame, Scope
from forcereview.record.lens import Lens, as_of_moment, supposed_claims
from forcereview.vocabulary import (
    Fact,
    Moment,
    Span,
    fact_catalogue,
    gap,
)
from forcereview.vocabulary.moments import MomentError


class Answering(NamedTuple):
    """A claim that answers a question about a frame; ``covers`` where it speaks of all the time."""

    claim: Claim
    covers: bool


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that the lens doesn't count, and why."""

    claim: Claim
    why: str


class Folded:
    """A case seen through a lens. Holds no state but indexes made once from the two."""

    def __init__(self, case: Case, lens: Lens) -> None:
        self.case = case
        self.lens = lens
        self.calendar = case.calendar
        self.left_out: list[LeftOut] = []
        self._by_fact: dict[str, list[Claim]] = defaultdict(list)
        self._overriding: dict[str, list[Claim]] = defaultdict(list)
        cutoff = as_of_moment(case, lens.as_of, self.calendar)
        for claim in (*case.claims, *supposed_claims(case, lens, self.calendar)):
            why = self._not_credited(claim, cutoff)
            if why:
                self.left_out.append(LeftOut(claim, why))
            elif claim.kind in ("determination", "what-if"):
                self._overriding[claim.fact].append(claim)
            else:
                self._by_fact[claim.fact].append(claim)
        self._applications = {item.id: item for item in case.file.applications}
        self._events = {item.id for item in case.file.events}

    def _not_credited(self, claim: Claim, cutoff: Moment | None) -> str:
        if claim.kind == "what-if":
            return ""
        if claim.source in self.lens.without:
            return f"source left out: {self.lens.without[claim.source] or 'no reason given'}"
        if cutoff is None or claim.kind == "record":
            return ""
        late = gap(self.case.timeline, cutoff, claim.said_at)
        if late is None:
            return f"not shown to have been said by {self.lens.as_of}: no date is given"
        return f"said after {self.lens.as_of}" if late.low > 0 else ""

    def supposing(self, claims: Iterable[Claim]) -> Folded:
        """This fold with more overriding claims; the indexes of the rest are shared."""
        other = copy(self)
        other._overriding = defaultdict(list, {k: [*v] for k, v in self._overriding.items()})
        for claim in claims:
            other._overriding[claim.fact].append(claim)
        return other

    def speaks_of(self, fact: str) -> bool:
        """Whether any credited claim is about a fact."""
        return fact in self._by_fact or fact in self._overriding

    @property
    def ids(self) -> list[str]:
        """Ids of the credited claims, and of overriding ones."""
        return [
            claim.id
            for group in (*self._by_fact.values(), *self._overriding.values())
            for claim in group
        ]

    def known_to_officer(self, claim: Claim, officer: str) -> bool:
        """Whether it is shown that the officer could know it: so marked, or told by the officer."""
        if claim.known_to_officer == "yes" or claim.kind == "what-if":
            return True
        if claim.known_to_officer == "no":
            return False
        source = self.case.file.sources.get(claim.source)
        return bool(officer) and source is not None and source.by == officer

    def _counts_for_the_officer(self, claim: Claim, fact: Fact, frame: Frame) -> bool:
        """Facts count where the officer is shown to have been able to know them; judgements on them
        (was it reasonable?) are made afterwards, and count unless marked otherwise."""
        if fact.judged:
            return claim.known_to_officer != "no"
        return self.known_to_officer(claim, frame.officer)

    def claims(
        self, fact: Fact, frame: Frame, *, timing: str = "frame", only_known: bool = False
    ) -> list[Answering]:
        """The credited claims that answer a question about ``fact`` in ``frame``.

        ``timing`` is the kind of the atom's timing.
        """
        return standing(*self.heard(fact, frame, timing=timing, only_known=only_known))

    def heard(
        self, fact: Fact, frame: Frame, *, timing: str = "frame", only_known: bool = False
    ) -> tuple[list[Answering], list[Answering]]:
        """Overriding claims, the strongest last, and accounts; see :func:`standing`."""
        overriding = [
            answering
            for claim in self._overriding.get(fact.name, ())
            if (answering := self._answering(claim, fact, frame, timing))
        ]
        accounts = [
            answering
            for claim in self._by_fact.get(fact.name, ())
            if not (only_known and not self._counts_for_the_officer(claim, fact, frame))
            and (answering := self._answering(claim, fact, frame, timing))
        ]
        return overriding, accounts

    def not_known(self, fact: Fact, frame: Frame) -> list[Claim]:
        """Claims that would answer, but aren't shown to have been knowable to the officer."""
        return [
            claim
            for claim in self._by_fact.get(fact.name, ())
            if self._answering(claim, fact, frame, "frame")
            and not self._counts_for_the_officer(claim, fact, frame)
        ]

    def _answering(self, claim: Claim, fact: Fact, frame: Frame, timing: str) -> Answering | None:
        covers = self.scope_covers(claim.scope, fact, frame)
        if covers is None:
            return None
        if claim.at is not None:
            in_time = self._time_covers(claim.at, fact, frame, timing)
            if in_time is None:
                return None
            covers = covers and in_time
        return Answering(claim, covers)

    def scope_covers(self, scope: Scope, fact: Fact, frame: Frame) -> bool | None:
        """None: it speaks of something else. False: of a part of the frame. True: of all of it."""
        whole = True
        pairs = (
            ("officer", scope.officers, self._officer_concerned(fact, frame)),
            ("subject", scope.subjects, frame.subject),
            ("vehicle", scope.vehicles, frame.vehicle),
            ("application", scope.applications, frame.application),
            ("agency", scope.agencies, frame.agency),
        )
        for kind, named, bound in pairs:
            if not named:
                continue
            asked = kind in fact.about or fact.at_a_moment
            if bound:
                if asked and bound not in named:
                    return None
            elif kind == "application":
                if not self._some_application_fits(named, frame):
                    return None
                whole = False
            elif asked:
                whole = whole and len(self._all(kind)) <= len(named)
        return whole

    def _officer_concerned(self, fact: Fact, frame: Frame) -> str:
        """The officer of the frame, or for facts of an application itself the one who applied it
        (a frame may look at another officer who was present)."""
        if "officer" not in fact.about and frame.application in self._applications:
            return self._applications[frame.application].officer
        return frame.officer

    def _some_application_fits(self, named: Iterable[str], frame: Frame) -> bool:
        for name in named:
            application = self._applications.get(name)
            if application is None:
                continue
            officer_fits = not frame.officer or application.officer == frame.officer
            subject_fits = not frame.subject or application.subject == frame.subject
            if officer_fits and subject_fits:
                return True
        return False

    def _all(self, kind: str) -> tuple[str, ...]:
        if kind == "officer":
            return self.case.officers
        if kind == "subject":
            return tuple(i for i, p in self.case.file.people.items() if p.role != "officer")
        if kind == "vehicle":
            return tuple(self.case.file.vehicles)
        return tuple({p.agency for p in self.case.file.people.values() if p.agency})

    def _time_covers(self, at: Moment, fact: Fact, frame: Frame, timing: str) -> bool | None:
        """Whether the claim's time takes in the application's (True), surely not (None), or it
        speaks of some time only (False)."""
        if not fact.at_a_moment or timing in ("some time", "throughout", "before", "after"):
            return False
        if not frame.application:
            return False
        apart = self._gap_to_application(at, frame.application)
        if apart is None:
            return None
        if at.text.startswith(("at ", "during ")) and at.anchor in self._events:
            return True if abs(apart.low) <= 1.0 and abs(apart.high) <= 1.0 else None
        return True if apart.low <= 0 <= apart.high else None

    def _gap_to_application(self, at: Moment, application: str) -> Span | None:
        if application not in self.case.timeline.moments:
            return None
        there = Moment(application, Span(0.0, 0.0), application)
        try:
            return gap(self.case.timeline, there, at)
        except MomentError:
            return None

    def since(self, moment: Moment, frame: Frame, anchor: str, kind: str = "after") -> Span | None:
        """Seconds from the anchor to ``moment``; None where the two can't be compared.

        The anchor "application" is the frame's application or, in a frame without one, the last of
        those that concern its officer and subject; "encounter" is its start (for ``before``), else
        its last application or, where none has a known time, its end.
        """
        if anchor == "encounter" and kind == "before":
            return self._from_clock(moment, self.case.encounter_start)
        names = (
            (frame.application,)
            if frame.application and anchor == "application"
            else (self._concerned(frame))
        )
        gaps = [
            apart
            for name in names
            if (apart := gap(self.case.timeline, Moment(name, Span(0.0, 0.0), name), moment))
        ]
        if gaps:
            return min(gaps, key=lambda span: span.low)
        whole = self.case.encounter_span
        return self._from_clock(moment, Span(whole.high, whole.high) if whole else None)

    def _concerned(self, frame: Frame) -> tuple[str, ...]:
        return tuple(
            item.id
            for item in self.case.file.applications
            if (not frame.officer or item.officer == frame.officer)
            and (not frame.subject or item.subject == frame.subject)
        ) or tuple(self._applications)

    def _from_clock(self, moment: Moment, start: Span | None) -> Span | None:
        clock = self.case.timeline.clock(moment)
        return None if clock is None or start is None else clock + -start

    def in_window(
        self, claim: Claim, frame: Frame, kind: str, anchor: str, within_s: float | None
    ) -> bool:
        """Whether a claim (of something that isn't itself a time) surely falls in a window.

        One without a time of its own falls in every window if it says that something was never so.
        """
        if claim.at is None:
            return claim.value is False or claim.kind in ("determination", "what-if")
        apart = self.since(claim.at, frame, anchor, kind)
        if apart is None:
            return False
        low, high = (apart.low, apart.high) if kind == "after" else (-apart.high, -apart.low)
        return low >= 0 and (within_s is None or high <= within_s)


def standing(overriding: list[Answering], accounts: list[Answering]) -> list[Answering]:
    """The claims that stand: the strongest overriding one alone if it speaks of all that is asked.

    One that speaks of a part (of one shot, where the encounter is asked about) stands in place of
    what others say of that part.
    """
    if not overriding:
        return accounts
    whole = [item for item in overriding if item.covers]
    return whole[-1:] or _part_by_part(overriding, accounts)


def _part_by_part(overriding: list[Answering], accounts: list[Answering]) -> list[Answering]:
    kept: list[Answering] = []
    for item in reversed(overriding):
        if not any(_within(item.claim.scope, stronger.claim.scope) for stronger in kept):
            kept.append(item)
    left = [
        item
        for item in accounts
        if not any(_within(item.claim.scope, stronger.claim.scope) for stronger in kept)
    ]
    return [*reversed(kept), *left]


def _within(part: Scope, whole: Scope) -> bool:
    """Whether a claim of scope ``part`` speaks only of what one of scope ``whole`` speaks of."""
    pairs = (
        (part.officers, whole.officers),
        (part.subjects, whole.subjects),
        (part.vehicles, whole.vehicles),
        (part.applications, whole.applications),
        (part.agencies, whole.agencies),
    )
    return all(not theirs or (ours and ours <= theirs) for ours, theirs in pairs)


def facts_asserted(case: Case) -> tuple[str, ...]:
    """Names of facts that some assertion of the case is about, in catalogue order."""
    present = {claim.fact for claim in case.claims}
    return tuple(fact.name for fact in fact_catalogue() if fact.name in present)
