"""Legal tests, element by element: what is held supports an element or not. Never an outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forcereview.publish.naming import frame_title
from forcereview.publish.readable import counted
from forcereview.publish.views.anchors import slug
from forcereview.publish.views.basis import (
    AnchoredPassage,
    anchored_passage,
    basis_in_words,
    must_be_checked,
)
from forcereview.publish.views.bearing import Bearing, IndicatorView
from forcereview.publish.views.claims import ClaimView, chosen
from forcereview.publish.views.findings import support_in_words
from forcereview.publish.views.marks import Mark, element_mark
from forcereview.review import ElementResult, Review, TestResult
from forcereview.vocabulary import fact_catalogue


@dataclass(frozen=True, slots=True)
class ElementView:
    """One element in one frame."""

    element: str
    says: str
    side: str
    mark: Mark
    sentence: str
    because: tuple[ClaimView, ...]
    open: tuple[str, ...]
    indicators: tuple[IndicatorView, ...]
    presumed: tuple[str, ...]
    support: str

    @property
    def tells(self) -> bool:
        """Whether sources decide it, or differ on it."""
        return self.mark.kind in ("consistent", "inconsistent", "contested")

    @property
    def further(self) -> tuple[str, ...]:
        """What more there is to say: ``1 open fact``, ``2 presumptions``."""
        counts = ((self.open, "open fact"), (self.presumed, "presumption"))
        return tuple(counted(len(items), one) for items, one in counts if items)


@dataclass(frozen=True, slots=True)
class FramedTest:
    """The test against one frame; ``applies`` is false where none of its elements does."""

    frame: str
    anchor: str
    elements: tuple[ElementView, ...]
    applies: bool

    @property
    def telling(self) -> tuple[ElementView, ...]:
        """The elements that sources decide or differ on."""
        return tuple(one for one in self.elements if one.tells)

    @property
    def why_not(self) -> tuple[ClaimView, ...]:
        """The claims on which its conditions aren't met, where it doesn't apply."""
        return tuple(dict.fromkeys(c for one in self.elements for c in one.because))


@dataclass(frozen=True, slots=True)
class LegalTestView:
    """A test, with the frames it was held against; ``why_not`` where it applies to none."""

    key: str
    anchor: str
    title: str
    says: str
    citation: str
    basis: str
    basis_words: str
    check_the_text: bool
    provisions: tuple[str, ...]
    framed: tuple[FramedTest, ...]
    why_not: tuple[tuple[str, str], ...]
    note: str
    anchored: AnchoredPassage | None = None

    @property
    def held_against(self) -> tuple[FramedTest, ...]:
        """The frames in which some element applies."""
        return tuple(one for one in self.framed if one.applies)

    @property
    def quiet(self) -> tuple[tuple[FramedTest, ElementView], ...]:
        """Elements that no source speaks to or that don't apply, where the test does."""
        return tuple(
            (framed, one)
            for framed in self.held_against
            for one in framed.elements
            if not one.tells
        )

    @property
    def table(self) -> tuple[tuple[str, str, tuple[tuple[Mark, str], ...]], ...]:
        """Elements down, frames across: (element, its words, (mark, anchor) a frame)."""
        held = self.held_against
        return tuple(
            (first.element, first.says, tuple((one.elements[n].mark, one.anchor) for one in held))
            for n, first in enumerate(held[0].elements if held else ())
        )


def tests_in_words(
    review: Review, claims: Mapping[str, ClaimView], bearing: Bearing
) -> tuple[LegalTestView, ...]:
    """Every legal test of the library, in its order."""
    by_test: dict[str, list[TestResult]] = {}
    for result in review.tests:
        by_test.setdefault(result.test.test.key, []).append(result)
    return tuple(_test(review, results, claims, bearing) for results in by_test.values())


def _test(
    review: Review, results: list[TestResult], claims: Mapping[str, ClaimView], bearing: Bearing
) -> LegalTestView:
    test = results[0].test.test
    framed, why_not = [], []
    for result in results:
        title = frame_title(review.case, result.frame.about, result.frame.id)
        if result.why_not_applicable:
            why_not.append((title, result.why_not_applicable.in_words))
            continue
        elements = tuple(
            _element(review, one, claims, bearing.on(result.frame, one.indicators))
            for one in result.elements
        )
        applies = any(one.finding != "not_applicable" for one in result.elements)
        anchor = f"{slug(result.frame.id)}-{slug(test.key)}"
        framed.append(FramedTest(title, anchor, elements, applies))
    return LegalTestView(
        test.key,
        f"test-{slug(test.key)}",
        test.title,
        test.says,
        test.citation,
        test.basis,
        basis_in_words(test.basis),
        must_be_checked(test.basis),
        test.provisions,
        tuple(framed),
        tuple(dict.fromkeys(why_not)),
        test.note,
        anchored_passage(review.library, test.key),
    )


def _element(
    review: Review,
    one: ElementResult,
    claims: Mapping[str, ClaimView],
    indicators: tuple[IndicatorView, ...],
) -> ElementView:
    catalogue = fact_catalogue()
    return ElementView(
        one.element,
        one.says,
        one.side,
        element_mark(one.finding),
        one.sentence,
        chosen(claims, one.because),
        tuple(catalogue[name].question for name in one.open if name in catalogue),
        indicators,
        tuple(item.in_words for item in one.presumed),
        support_in_words(review, one.support),
    )
