"""Which standard governs: by agency, jurisdiction and the encounter's date.

A policy of another agency is never applied as a breach; it may be shown as a comparison. Where an
edge date or an agency isn't known, whether the text governs is itself unknown, and is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from forcereview.standards.dates import Day, in_force, parse_day
from forcereview.standards.resolving import Scope
from forcereview.vocabulary import Truth

WhyNot = Literal["", "not_governed", "not_in_force", "conditions_not_met", "exempt"]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What decides whether a text governs: agencies concerned, jurisdictions, the day."""

    agencies: frozenset[str]
    jurisdictions: frozenset[str]
    day: Day | None
    agency_known: bool = True

    @classmethod
    def of(cls, agency: str, jurisdictions: Iterable[str], day: str) -> Occasion:
        """From plain words; an empty agency is an unknown one."""
        agencies = frozenset([agency]) if agency else frozenset()
        return cls(
            agencies, frozenset(jurisdictions), parse_day(day) if day else None, bool(agency)
        )


@dataclass(frozen=True, slots=True)
class Governed:
    """Whether a text governs, why not, and what would have to be known."""

    truth: Truth
    why_not: WhyNot = ""
    in_words: str = ""
    open_facts: tuple[str, ...] = ()


def governed(scope: Scope, occasion: Occasion, *, every_agency: bool = False) -> Governed:
    """Whether a rule of this scope governs the occasion.

    ``every_agency`` leaves the agency aside: for a comparison that a person asked for.
    """
    if (
        scope.jurisdictions
        and not every_agency
        and not scope.jurisdictions & occasion.jurisdictions
    ):
        wanted = _listed(scope.jurisdictions)
        return Governed(Truth.REFUTED, "not_governed", f"it governs in {wanted} only")
    agency = Truth.ESTABLISHED
    if scope.agencies and not every_agency:
        if scope.agencies & occasion.agencies:
            agency = Truth.ESTABLISHED
        elif occasion.agency_known:
            theirs = _listed(occasion.agencies) or "no agency"
            return Governed(
                Truth.REFUTED,
                "not_governed",
                f"it governs {_listed(scope.agencies)}; the officer's agency is {theirs}",
            )
        else:
            agency = Truth.UNKNOWN
    force = (
        Truth.ESTABLISHED
        if every_agency and occasion.day is None
        else in_force(scope.start, scope.end, occasion.day)
    )
    if force is Truth.REFUTED:
        return Governed(Truth.REFUTED, "not_in_force", f"it was not in force: {_dates(scope)}")
    open_facts = (("officer.agency",) if agency is Truth.UNKNOWN else ()) + (
        ("policy.version_in_force",) if force is Truth.UNKNOWN else ()
    )
    return Governed(agency & force, "", _dates(scope), open_facts)


def binds(scope: Scope, occasion: Occasion) -> bool:
    """Whether the rule binds here, or is only persuasive, as a holding outside its circuit."""
    return not scope.binding_in or bool(scope.binding_in & occasion.jurisdictions)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(name.upper() if len(name) <= 4 else name for name in names))


def _dates(scope: Scope) -> str:
    return _days_in_words(scope.start, scope.end)


@cache
def _days_in_words(first: Day | None, last: Day | None) -> str:
    start = _day(first) if first else "the beginning"
    end = f" to {_day(last)}" if last else " on"
    return f"in force from {start}{end}"


def _day(day: Day) -> str:
    if day.earliest == day.latest:
        return day.earliest.isoformat()
    return f"a day between {day.earliest.isoformat()} and {day.latest.isoformat()}"
