"""What sources say, one by one: assertions, entries of the record, determinations, what-ifs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from forcereview.publish.naming import time_in_words
from forcereview.publish.readable import real_minus
from forcereview.publish.views.anchors import assertion_anchor, source_anchor
from forcereview.record import Case, Claim, Scope
from forcereview.record.lens import supposed_claims
from forcereview.record.model import Assertion, Locator
from forcereview.review import Review
from forcereview.vocabulary import fact_catalogue, shown

KNOWN_WORDS = {
    "yes": "the officer could know it at the time",
    "no": "the officer could not know it at the time",
    "unknown": "",
}


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim in words. ``left_out`` says why the lens doesn't count it; empty if it counts."""

    id: str
    anchor: str
    kind: str
    fact: str
    question: str
    value: str
    about: str
    at: str
    source: str
    source_title: str
    source_anchor: str
    by: str
    locator: str
    quotation: str
    said_at: str
    known: str
    note: str
    left_out: str

    @property
    def label(self) -> str:
        """What links to it say: its id, or what kind of thing it is where the id is made up."""
        return {"record": "record", "what-if": "what-if"}.get(self.kind, self.id)


def claims_in_words(review: Review) -> dict[str, ClaimView]:
    """Every claim that a finding may name, by id, in the order of the case."""
    case = review.case
    left_out = {item.claim.id: item.why for item in review.folded.left_out}
    assertions = {item.id: item for item in (*case.file.assertions, *_in_public(case))}
    supposed = supposed_claims(case, review.lens, review.folded.calendar)
    return {
        claim.id: _in_words(case, claim, assertions.get(claim.id), left_out.get(claim.id, ""))
        for claim in (*case.claims, *supposed)
    }


def _in_public(case: Case) -> Iterator[Assertion]:
    """What public statements claim of facts, as assertions by their speakers."""
    for stated in case.stated:
        statement = stated.statement
        for claim in statement.claims:
            if claim.id in stated.read:
                yield Assertion(
                    id=claim.id,
                    fact=claim.fact,
                    value=claim.value,
                    about=claim.about,
                    source=statement.source,
                    by=statement.speaker.label,
                    quotation=claim.quotation,
                    note=claim.note,
                )


def chosen(claims: Mapping[str, ClaimView], ids: Iterable[str]) -> tuple[ClaimView, ...]:
    """The claims with these ids."""
    return tuple(claims[name] for name in ids if name in claims)


def _in_words(case: Case, claim: Claim, assertion: Assertion | None, left_out: str) -> ClaimView:
    source = case.file.sources.get(claim.source)
    fact = fact_catalogue()[claim.fact]
    return ClaimView(
        id=claim.id,
        anchor=assertion_anchor(claim.id),
        kind=claim.kind,
        fact=claim.fact,
        question=fact.question,
        value=real_minus(shown(claim.value)),
        about=_about(case, claim.scope),
        at=time_in_words(case, claim.at.text) if claim.at else "",
        source=claim.source,
        source_title=source.title if source else "",
        source_anchor=source_anchor(claim.source) if source else "",
        by=_by(case, assertion.by if assertion else ""),
        locator=locator_in_words(assertion.locator) if assertion and assertion.locator else "",
        quotation=_quotation(assertion) if assertion else "",
        said_at=time_in_words(case, claim.said_at.text) if claim.said_at else "",
        known=KNOWN_WORDS[claim.known_to_officer] if claim.kind == "assertion" else "",
        note=assertion.note if assertion else "",
        left_out=left_out,
    )


def locator_in_words(locator: Locator) -> str:
    """Where in the source: page, time in the recording, region of the image."""
    parts = [
        f"p. {locator.page}" if locator.page else "",
        real_minus(locator.time),
        f"region {locator.region}" if locator.region else "",
        locator.note,
    ]
    return ", ".join(part for part in parts if part)


def _quotation(assertion: Assertion) -> str:
    if assertion.quotation:
        return assertion.quotation
    return assertion.locator.quotation if assertion.locator else ""


def _by(case: Case, name: str) -> str:
    return case.label(name) if name else ""


def _about(case: Case, scope: Scope) -> str:
    """Whom it concerns; applications alone where they are named, as they imply the rest."""
    groups: tuple[Iterable[str], ...]
    if scope.applications:
        ordered = [a.id for a in case.file.applications if a.id in scope.applications]
        others = [name for name in sorted(scope.officers) if not _fires(case, name, scope)]
        groups = (ordered, others)
    else:
        people = [p for p in case.file.people if p in scope.officers | scope.subjects]
        groups = (people, sorted(scope.vehicles), sorted(scope.agencies))
    return ", ".join(case.label(name) for group in groups for name in group)


def _fires(case: Case, officer: str, scope: Scope) -> bool:
    return any(a.officer == officer for a in case.file.applications if a.id in scope.applications)
