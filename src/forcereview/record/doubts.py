"""What a careful reader of a case would look at again. Warnings only: the case can be used."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from forcereview.documents import Path
from forcereview.errors import cited, did_you_mean
from forcereview.record.case import Claim
from forcereview.record.complaints import Complaints
from forcereview.record.model import Assertion, CaseFile
from forcereview.record.names import Names, a_kind
from forcereview.record.timing import Times
from forcereview.vocabulary import (
    Choice,
    Fact,
    FactValue,
    Moment,
    Quantity,
    Span,
    Timeline,
    fact_catalogue,
    gap,
)

_MOST_COMPARED = 200
_COUNTED = ("persons", "shots", "incidents", "years")


def look_again(
    file: CaseFile, names: Names, times: Times, claims: tuple[Claim, ...], complaints: Complaints
) -> None:
    """Say what looks like a slip: assertions about the wrong kind of thing, times that can't be
    compared, a source against itself, measurements without uncertainty, an agency almost named."""
    read = {claim.id: claim for claim in claims if claim.kind == "assertion"}
    for index, assertion in enumerate(file.assertions):
        claim = read.get(assertion.id)
        if claim is None or complaints.enough:
            continue
        path: Path = ("assertions", index)
        fact = fact_catalogue()[assertion.fact]
        _about_another_kind(fact, assertion.about, names, (*path, "about"), complaints)
        _not_comparable(assertion, claim, fact, names, times.timeline, path, complaints)
        _without_uncertainty(fact, claim.value, (*path, "value"), complaints)
    for index, determination in enumerate(file.determinations):
        decides = determination.decides
        if decides.fact in fact_catalogue():
            path = ("determinations", index, "decides", "about")
            _about_another_kind(
                fact_catalogue()[decides.fact], decides.about, names, path, complaints
            )
    _against_themselves(file, read, times.timeline, complaints)
    _agencies_almost_named(file, complaints)
    _undated(file, times, complaints)


def _about_another_kind(
    fact: Fact, about: tuple[str, ...], names: Names, path: Path, complaints: Complaints
) -> None:
    """An assertion that names only things of kinds that the fact can't be about."""
    kinds = {name: names.kind_of(name) for name in about}
    if not about or "" in kinds.values() or set(kinds.values()) & _kinds_meant(fact):
        return
    named = ", ".join(f"{cited(name)} ({kind})" for name, kind in list(kinds.items())[:4])
    others = "" if fact.about == ("encounter",) else "name one, or "
    complaints.doubt(
        f"{fact.name} is about {_listed(fact.about)}, but 'about' names only {named}",
        f"{others}leave 'about' out if it concerns everyone",
        path,
    )


def _kinds_meant(fact: Fact) -> set[str]:
    """Kinds of things by which an assertion of the fact can be aimed.

    An application stands for its officer and subject too; of what can change from one application
    to the next, a person may stand for all of their applications.
    """
    kinds: set[str] = set(fact.about)
    if kinds & {"officer", "subject"}:
        kinds.add("application")
    if fact.about == ("application",):
        kinds |= {"officer", "subject"}
    return kinds


def _not_comparable(
    assertion: Assertion,
    claim: Claim,
    fact: Fact,
    names: Names,
    timeline: Timeline,
    path: Path,
    complaints: Complaints,
) -> None:
    """An assertion of a time that can't be set beside that of an application it may speak of."""
    if claim.at is None or not fact.at_a_moment:
        return
    scope = claim.scope
    candidates = [names.applications[name] for name in sorted(scope.applications)]
    apart = [
        item.id
        for item in candidates or islice(names.applications.values(), _MOST_COMPARED)
        if (not scope.officers or item.officer in scope.officers)
        and (not scope.subjects or item.subject in scope.subjects)
        and gap(timeline, Moment(item.id, Span(0.0, 0.0), item.id), claim.at) is None
    ]
    if apart:
        shown = ", ".join(apart[:3]) + (f" and {len(apart) - 3} more" if len(apart) > 3 else "")
        complaints.doubt(
            f"{cited(assertion.at)} can't be compared with the time of {shown}, so "
            f"{cited(assertion.id)} does not count there",
            "measure both from one event, or give both a clock time; "
            "or leave 'at' out and name the application in 'about'",
            (*path, "at"),
        )


def _without_uncertainty(fact: Fact, value: FactValue, path: Path, complaints: Complaints) -> None:
    if not isinstance(value, Quantity) or value.dimension in _COUNTED or value.stated_exactly:
        return
    if value.low == value.high:
        complaints.doubt(
            f"{cited(value.text)} states no uncertainty",
            f"write e.g. '{value.text.split()[0]} ± 0.1 {fact.unit}', 'about …' or 'exactly …'",
            path,
        )


def _against_themselves(
    file: CaseFile, read: dict[str, Claim], timeline: Timeline, complaints: Complaints
) -> None:
    """Assertions of one source that exclude each other, where no times tell two accounts apart."""
    earlier: dict[tuple[str, ...], list[Assertion]] = {}
    for index, assertion in enumerate(file.assertions):
        if assertion.id not in read or complaints.enough:
            continue
        for about in assertion.about or ("",):
            key = (assertion.source, assertion.by, assertion.fact, about, assertion.at)
            others = earlier.setdefault(key, [])
            for other in others:
                if other.said_at != assertion.said_at and other.said_at and assertion.said_at:
                    continue
                if _exclude(read[other.id].value, read[assertion.id].value, timeline):
                    complaints.doubt(
                        f"{cited(assertion.id)} excludes {cited(other.id)} of the same source "
                        f"({cited(assertion.source)}) on {assertion.fact}",
                        "keep both if the account changed, and give 'said_at' or 'by' for each",
                        ("assertions", index, "value"),
                    )
                    break
            if len(others) < 8:
                others.append(assertion)


def _exclude(one: FactValue, two: FactValue, timeline: Timeline) -> bool:
    """Whether two values can't both be so."""
    if isinstance(one, (bool, Choice)):
        return type(one) is type(two) and one != two
    if isinstance(one, Quantity) and isinstance(two, Quantity):
        return one.excludes(two)
    if isinstance(one, Moment) and isinstance(two, Moment):
        if one.never or two.never:
            return one.never != two.never
        apart = gap(timeline, one, two)
        return apart is not None and (apart.low > 0 or apart.high < 0)
    return False


def _agencies_almost_named(file: CaseFile, complaints: Complaints) -> None:
    """An agency in other letters than any that a standard governs, but near one."""
    known = fact_catalogue()["officer.agency"].choices
    for path, agency in _agencies(file):
        hint = "" if agency in known or complaints.enough else did_you_mean(agency, known)
        if hint:
            complaints.doubt(f"no standard of the library governs {cited(agency)}", hint, path)


def _agencies(file: CaseFile) -> Iterator[tuple[Path, str]]:
    for name, person in file.people.items():
        if person.agency:
            yield ("people", name, "agency"), person.agency
    for number, agency in enumerate(file.encounter.agencies):
        yield ("encounter", "agencies", number), agency


def _undated(file: CaseFile, times: Times, complaints: Complaints) -> None:
    """A publication date that isn't one: under 'as of', the source's word will not count."""
    for name, source in file.sources.items():
        if source.published and not complaints.enough and not times.can_read(source.published):
            complaints.doubt(
                f"{cited(source.published)} is not a time, so under 'as of' the source "
                f"{cited(name)} does not count",
                "write a date, e.g. 2026-01-08 or '2026-01-07 to 2026-01-09'",
                ("sources", name, "published"),
            )


def _listed(kinds: tuple[str, ...]) -> str:
    return " or ".join(map(a_kind, kinds)).replace("an encounter", "the encounter as a whole")
