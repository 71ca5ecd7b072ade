"""What is not applicable: each reason once, with the provisions and frames it holds for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forcereview.publish.views.findings import FindingView
from forcereview.publish.views.sections import Section

WHY_NOT_TITLES = {
    "conditions_not_met": "Governs, but its conditions are not met",
    "exempt": "Governs, but exempts this by its own terms",
    "not_in_force": "Not in force on the day",
    "not_governed": "Does not govern this officer or place",
}
_HEADING_SAYS_IT = "its conditions are not met: "


@dataclass(frozen=True, slots=True)
class NotApplicableProvision:
    """A provision, with the places of its findings, one for each frame."""

    key: str
    text_anchor: str
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SameFrames:
    """Provisions of one standard that are not applicable in the same frames; ``frames`` is empty
    where those are all that the list speaks of."""

    standard: str
    frames: tuple[str, ...]
    provisions: tuple[NotApplicableProvision, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, with everything it holds for."""

    why: str
    standards: tuple[SameFrames, ...]


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """All that is not applicable for one kind of reason; ``number`` counts provisions once."""

    reason: str
    title: str
    number: int
    reasons: tuple[Reason, ...]


def not_applicable_in(sections: Sequence[Section]) -> tuple[NotApplicable, ...]:
    """Every reason why something is not applicable in these frames, by its kind."""
    return tuple(
        NotApplicable(
            reason,
            title,
            len({f.key for _, f in found}),
            tuple(_reasons(found, tuple(s.title for s in sections))),
        )
        for reason, title in WHY_NOT_TITLES.items()
        if (found := [(s.title, f) for s in sections for f in s.findings if f.why_not == reason])
    )


def _reasons(found: list[tuple[str, FindingView]], titles: tuple[str, ...]) -> Iterator[Reason]:
    by_why: dict[str, list[tuple[str, FindingView]]] = {}
    for title, finding in found:
        why = finding.why_not_words.removeprefix(_HEADING_SAYS_IT)
        by_why.setdefault(why, []).append((title, finding))
    for why, items in by_why.items():
        yield Reason(why, tuple(_standards(items, titles)))


def _standards(
    items: list[tuple[str, FindingView]], titles: tuple[str, ...]
) -> Iterator[SameFrames]:
    provisions: dict[tuple[str, str], list[tuple[str, FindingView]]] = {}
    for title, finding in items:
        compared = ", as a comparison" if finding.weight == "comparison" else ""
        provisions.setdefault((finding.standard + compared, finding.key), []).append(
            (title, finding)
        )
    alike: dict[tuple[str, tuple[str, ...]], list[NotApplicableProvision]] = {}
    for (standard, key), places in provisions.items():
        frames = tuple(dict.fromkeys(title for title, _ in places))
        provision = NotApplicableProvision(
            key, places[0][1].text_anchor, tuple(f.anchor for _, f in places)
        )
        alike.setdefault((standard, frames), []).append(provision)
    for (standard, frames), same in alike.items():
        yield SameFrames(standard, () if frames == titles else frames, tuple(same))
