"""Findings by frame: each application of force by itself, then officers, the encounter, duties.

Within a frame: binding texts, guidance and comparison apart; in each, decided and open apart; in
each, by topic. Where no source says anything on what keeps findings open, they are rows of a table.
Nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from forcereview.publish.naming import application_in_words, frame_title
from forcereview.publish.views.anchors import frame_anchor
from forcereview.publish.views.bearing import Bearing, IndicatorView
from forcereview.publish.views.claims import ClaimView
from forcereview.publish.views.findings import FindingView, finding_in_words
from forcereview.publish.views.marks import ORDER
from forcereview.record import Case
from forcereview.review import Review

WEIGHT_TITLES = {
    "binding": "Binding texts",
    "guidance": "Guidance",
    "comparison": "Comparison: texts that do not govern here",
}
WEIGHT_NOTES = {
    "binding": "",
    "guidance": "A “should”, or a court's holding outside its circuit. "
    "A departure needs reasons; it is not a breach.",
    "comparison": "Another agency's or another time's text, shown because it was asked for. "
    "It binds nobody here: no finding under this heading is a breach.",
}
_ABOUT_ORDER = ("application", "encounter", "officer", "subject", "agency", "duty")


@dataclass(frozen=True, slots=True)
class Topic:
    """Findings on one topic."""

    topic: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Decided or open findings of one weight, by topic; ``unanswered`` ones as rows of a table."""

    title: str
    anchor: str
    number: int
    topics: tuple[Topic, ...]
    unanswered: tuple[FindingView, ...]

    @property
    def as_before(self) -> tuple[tuple[str, tuple[FindingView, ...]], ...]:
        """The ``unanswered`` that an earlier frame has alike, by its title."""
        found: dict[str, list[FindingView]] = {}
        for finding in self.unanswered:
            if finding.same_as:
                found.setdefault(finding.same_as, []).append(finding)
        return tuple((title, tuple(items)) for title, items in found.items())


@dataclass(frozen=True, slots=True)
class Weighted:
    """Findings of one weight in one frame, the decided and the open apart."""

    weight: str
    title: str
    note: str
    anchor: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A frame, and everything held against it."""

    about: str
    id: str
    anchor: str
    title: str
    subtitle: str
    findings: tuple[FindingView, ...]
    weighted: tuple[Weighted, ...]
    indicators: tuple[IndicatorView, ...]

    @property
    def not_applicable(self) -> int:
        """How many provisions are not applicable here."""
        return sum(1 for f in self.findings if f.finding == "not_applicable")


def sections_of(
    review: Review, claims: Mapping[str, ClaimView], bearing: Bearing
) -> tuple[Section, ...]:
    """Every frame with its findings, applications first, in the order of the case."""
    frames: dict[tuple[str, str], list[FindingView]] = {}
    for finding in review.findings:
        where = (finding.frame.about, finding.frame.id)
        frames.setdefault(where, []).append(finding_in_words(review, finding, claims, bearing))
    order = {a.id: n for n, a in enumerate(review.case.file.applications)}
    ordered = sorted(
        frames.items(), key=lambda item: (_ABOUT_ORDER.index(item[0][0]), order.get(item[0][1], 0))
    )
    seen: dict[object, str] = {}
    return tuple(
        _section(
            review.case, about, name, _compared(review.case, about, name, found, seen), bearing
        )
        for (about, name), found in ordered
    )


def _compared(
    case: Case, about: str, name: str, found: list[FindingView], seen: dict[object, str]
) -> list[FindingView]:
    """The findings, the unanswered ones told of the first frame that has them alike."""
    title = frame_title(case, about, name)
    compared = []
    for finding in found:
        asked = tuple((o.fact, o.wanted) for o in finding.open)
        alike = (about, finding.key, finding.weight, finding.presumed, asked)
        first = seen.setdefault(alike, title) if finding.unanswered else title
        compared.append(replace(finding, same_as="" if first == title else first))
    return compared


def _section(
    case: Case, about: str, name: str, found: list[FindingView], bearing: Bearing
) -> Section:
    anchor = frame_anchor(about, name)
    return Section(
        about,
        name,
        anchor,
        frame_title(case, about, name),
        _subtitle(case, about, name),
        tuple(found),
        tuple(_weighted(found, anchor)),
        bearing.in_frame(anchor),
    )


def _subtitle(case: Case, about: str, name: str) -> str:
    for application in case.file.applications:
        if about == "application" and application.id == name:
            return application_in_words(case, application)
    person = case.file.people.get(name)
    return f"agency: {person.agency.upper()}" if person and person.agency else ""


def _weighted(found: list[FindingView], anchor: str) -> Iterable[Weighted]:
    told: set[str] = set()
    for weight, title in WEIGHT_TITLES.items():
        mine = [f for f in found if f.weight == weight and f.finding != "not_applicable"]
        groups = tuple(
            _group(words, f"{anchor}-{weight}-{words}", fitting, told)
            for words, fitting in (
                ("decided", [f for f in mine if not f.is_open]),
                ("open", [f for f in mine if f.is_open]),
            )
            if fitting
        )
        if groups:
            yield Weighted(weight, title, WEIGHT_NOTES[weight], f"{anchor}-{weight}", groups)


def _group(words: str, anchor: str, findings: list[FindingView], told: set[str]) -> Group:
    topics: dict[str, list[FindingView]] = {}
    for finding in sorted(findings, key=lambda f: ORDER.index(f.finding)):
        if not finding.unanswered:
            topics.setdefault(finding.topic, []).append(finding)
    return Group(
        words,
        anchor,
        len(findings),
        tuple(Topic(topic, tuple(_telling(items, told))) for topic, items in topics.items()),
        tuple(sorted((f for f in findings if f.unanswered), key=lambda f: (f.topic, f.key))),
    )


def _telling(findings: Iterable[FindingView], told: set[str]) -> Iterator[FindingView]:
    """The findings in the order of reading, each knowing what was told in full before it."""
    for finding in findings:
        yield replace(finding, told=frozenset(told))
        told.update(claim.id for claim in finding.because)
