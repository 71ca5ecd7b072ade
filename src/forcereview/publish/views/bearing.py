"""What bears for or against a judgement in a frame: each indicator once, numbered. No decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forcereview.answers.leaves import Pointing
from forcereview.publish.views.anchors import bearing_anchor, frame_anchor
from forcereview.publish.views.claims import ClaimView, chosen
from forcereview.record import Frame
from forcereview.review import Review
from forcereview.vocabulary import fact_catalogue


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """Something some source supports that bears on a judgement; ``number`` is its place in the
    frame's list."""

    number: int
    anchor: str
    bears: str
    question: str
    because: str
    contested: bool
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """The indicators of every frame."""

    by_frame: Mapping[str, Mapping[Pointing, IndicatorView]]

    def on(self, frame: Frame, pointings: Iterable[Pointing]) -> tuple[IndicatorView, ...]:
        """These indicators, as the frame's list has them."""
        listed = self.by_frame[frame_anchor(frame.about, frame.id)]
        return tuple(listed[item] for item in pointings)

    def in_frame(self, anchor: str) -> tuple[IndicatorView, ...]:
        """The frame's whole list."""
        return tuple(self.by_frame.get(anchor, {}).values())


def bearing_of(review: Review, claims: Mapping[str, ClaimView]) -> Bearing:
    """Number the indicators of findings, then those that only legal tests name."""
    found: dict[str, dict[Pointing, IndicatorView]] = {}
    for frame, pointings in _pointings(review):
        anchor = frame_anchor(frame.about, frame.id)
        listed = found.setdefault(anchor, {})
        for item in pointings:
            if item not in listed:
                listed[item] = _in_words(item, anchor, len(listed) + 1, claims)
    return Bearing(found)


def _pointings(review: Review) -> Iterable[tuple[Frame, tuple[Pointing, ...]]]:
    for finding in review.findings:
        yield finding.frame, finding.indicators
    for test in review.tests:
        for element in test.elements:
            yield test.frame, element.indicators


def _in_words(
    item: Pointing, frame: str, number: int, claims: Mapping[str, ClaimView]
) -> IndicatorView:
    return IndicatorView(
        number,
        bearing_anchor(frame, number),
        item.bears,
        fact_catalogue()[item.fact].question,
        item.because,
        item.contested,
        chosen(claims, sorted(item.ids)),
    )
