"""Findings by frame: each application of force by itself, then officers, the encounter, duties.

Within a frame: binding texts, guidance and comparison apart; in each, decided and open apart; in
each, by topic. What is not applicable is gathered by its exact reason. Nothing is averaged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forcereview.publish.naming import application_in_words, frame_title
from forcereview.publish.views.anchors import slug
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
WHY_NOT_TITLES = {
    "conditions_not_met": "Governs, but its conditions are not met",
    "exempt": "Governs, but exempts this by its own terms",
    "not_in_force": "Not in force on the day",
    "not_governed": "Does not govern this officer or place",
}
_ABOUT_ORDER = ("application", "encounter", "officer", "subject", "agency", "duty")


@dataclass(frozen=True, slots=True)
class Topic:
    """Findings on one topic."""

    topic: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Decided or open findings of one weight, by topic."""

    title: str
    anchor: str
    number: int
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Weighted:
    """Findings of one weight in one frame, the decided and the open apart."""

    weight: str
    title: str
    note: str
    anchor: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class NotApplicableFor:
    """Provisions that are not applicable for one and the same reason, in one standard."""

    standard: str
    why: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class NotApplicableGroup:
    """All that is not applicable for one kind of reason."""

    reason: str
    title: str
    number: int
    reasons: tuple[NotApplicableFor, ...]


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
    not_applicable: tuple[NotApplicableGroup, ...]

    @property
    def not_applicable_number(self) -> int:
        """How many provisions are not applicable here."""
        return sum(group.number for group in self.not_applicable)


def sections_of(review: Review, claims: Mapping[str, ClaimView]) -> tuple[Section, ...]:
    """Every frame with its findings, applications first, in the order of the case."""
    frames: dict[tuple[str, str], list[FindingView]] = {}
    for finding in review.findings:
        where = (finding.frame.about, finding.frame.id)
        frames.setdefault(where, []).append(finding_in_words(review, finding, claims))
    order = {a.id: n for n, a in enumerate(review.case.file.applications)}
    ordered = sorted(
        frames.items(), key=lambda item: (_ABOUT_ORDER.index(item[0][0]), order.get(item[0][1], 0))
    )
    return tuple(_section(review.case, about, name, found) for (about, name), found in ordered)


def _section(case: Case, about: str, name: str, found: list[FindingView]) -> Section:
    anchor = slug(name) if about == "application" else f"{about}-{slug(name)}"
    return Section(
        about,
        name,
        anchor,
        frame_title(case, about, name),
        _subtitle(case, about, name),
        tuple(found),
        tuple(_weighted(found, anchor)),
        tuple(_not_applicable(found)),
    )


def _subtitle(case: Case, about: str, name: str) -> str:
    for application in case.file.applications:
        if about == "application" and application.id == name:
            return application_in_words(case, application)
    person = case.file.people.get(name)
    return f"agency: {person.agency.upper()}" if person and person.agency else ""


def _weighted(found: list[FindingView], anchor: str) -> Iterable[Weighted]:
    for weight, title in WEIGHT_TITLES.items():
        mine = [f for f in found if f.weight == weight and f.finding != "not_applicable"]
        groups = tuple(
            _group(words, f"{anchor}-{weight}-{words}", fitting)
            for words, fitting in (
                ("decided", [f for f in mine if not f.is_open]),
                ("open", [f for f in mine if f.is_open]),
            )
            if fitting
        )
        if groups:
            yield Weighted(weight, title, WEIGHT_NOTES[weight], f"{anchor}-{weight}", groups)


def _group(words: str, anchor: str, findings: list[FindingView]) -> Group:
    topics: dict[str, list[FindingView]] = {}
    for finding in sorted(findings, key=lambda f: ORDER.index(f.finding)):
        topics.setdefault(finding.topic, []).append(finding)
    return Group(
        words,
        anchor,
        len(findings),
        tuple(Topic(topic, tuple(items)) for topic, items in topics.items()),
    )


def _not_applicable(found: list[FindingView]) -> Iterable[NotApplicableGroup]:
    for reason, title in WHY_NOT_TITLES.items():
        mine = [f for f in found if f.why_not == reason]
        reasons: dict[tuple[str, str], list[FindingView]] = {}
        for finding in mine:
            standard = finding.standard
            if finding.weight == "comparison":
                standard += ", as a comparison"
            reasons.setdefault((standard, finding.why_not_words), []).append(finding)
        if mine:
            yield NotApplicableGroup(
                reason,
                title,
                len(mine),
                tuple(
                    NotApplicableFor(standard, why, tuple(items))
                    for (standard, why), items in reasons.items()
                ),
            )
