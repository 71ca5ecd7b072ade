"""Through which lens a report was made: always in sight, so that nobody takes it for the whole."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.review import Review
from forcereview.vocabulary import fact_catalogue

NATURE_WORDS = {
    "reported": "A reported case: it rests on press accounts and statements, each attributed.",
    "adjudicated": "An adjudicated case: a court or board has decided it; that decision stands "
    "apart from the findings here.",
    "synthetic": "A synthetic case: made up for tests and teaching. No such encounter took place.",
    "internal": "An internal case: its facts rest on an agency's or reviewer's own file.",
}
_PERSPECTIVE_WORDS = {
    "all": "everything that sources say, whenever it came to be known",
    "officer": "only what the officer is shown to have been able to know at the time",
}


@dataclass(frozen=True, slots=True)
class LensView:
    """The lens, each entry a term and its words. ``narrowed``: something isn’t counted."""

    entries: tuple[tuple[str, tuple[str, ...]], ...]
    narrowed: bool
    line: str


def lens_in_words(review: Review) -> LensView:
    """What counted in this review."""
    lens, case = review.lens, review.case
    without = tuple(
        f"{case.file.sources[name].title} ({name}): {reason or 'no reason given'}"
        for name, reason in lens.without.items()
    )
    what_if = tuple(
        f"“{fact_catalogue()[item.fact].question}” {_about(review, item.about)}is taken as: "
        f"{item.value} ({item.fact})"
        for item in lens.what_if
    )
    compared = tuple(
        f"{review.library.standard(name).file.title} ({name})" for name in lens.compare
    )
    entries = (
        (
            "As of",
            (
                f"what had been said by {lens.as_of}"
                if lens.as_of
                else "everything in the case file, whenever it was said",
            ),
        ),
        ("Sources left out", without or ("none",)),
        ("Perspective", (_PERSPECTIVE_WORDS[lens.perspective],)),
        ("What-ifs", what_if or ("none: nothing is supposed",)),
        ("Compared with", compared or ("no other agency's standard",)),
    )
    narrowed = bool(lens.as_of or without or what_if or lens.perspective != "all")
    return LensView(entries, narrowed, _line(review, len(without), len(what_if)))


def _about(review: Review, about: tuple[str, ...]) -> str:
    return f"({', '.join(review.case.label(name) for name in about)}) " if about else ""


def _line(review: Review, without: int, what_if: int) -> str:
    lens = review.lens
    parts = [
        f"as of {lens.as_of}" if lens.as_of else "",
        f"{without} source{'s' if without != 1 else ''} left out" if without else "",
        "officer's perspective only" if lens.perspective == "officer" else "",
        f"{what_if} what-if{'s' if what_if != 1 else ''}" if what_if else "",
    ]
    return "; ".join(part for part in parts if part) or "everything said, nothing supposed"
