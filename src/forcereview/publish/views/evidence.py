"""The record behind the findings: sources with provenance, determinations, what was left out."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.publish.views.anchors import slug, source_anchor
from forcereview.record import Case
from forcereview.record.model import Determination, Source
from forcereview.review import Review
from forcereview.vocabulary import fact_catalogue

_SIDE_WORDS = {
    "officer": "the officer’s side",
    "subject": "the subject’s side",
    "independent": "neither side",
}


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source and where it comes from. ``left_out`` is the reason, where the lens drops it."""

    id: str
    anchor: str
    title: str
    kind: str
    by: str
    side: str
    derives_from: tuple[tuple[str, str], ...]
    published: str
    seen: str
    address: str
    held: bool
    sha256: str
    note: str
    left_out: str
    assertions: int


@dataclass(frozen=True, slots=True)
class DeterminationView:
    """A decision by a person or body, with reasons."""

    id: str
    anchor: str
    by: str
    decides: str
    value: str
    reasons: str
    standard_of_proof: str
    at: str
    citation: str
    sources: tuple[tuple[str, str], ...]
    dissent: str


def sources_in_words(review: Review) -> tuple[SourceView, ...]:
    """Every source of the case."""
    case = review.case
    return tuple(
        _source(case, name, source, review.lens.without.get(name))
        for name, source in case.file.sources.items()
    )


def _source(case: Case, name: str, source: Source, without: str | None) -> SourceView:
    by = case.label(source.by) if source.by in case.file.people else source.by
    return SourceView(
        name,
        source_anchor(name),
        source.title,
        source.kind,
        by,
        _SIDE_WORDS[source.side],
        tuple((case.file.sources[n].title, source_anchor(n)) for n in source.derives_from),
        source.published,
        source.seen,
        source.address,
        source.held,
        source.sha256,
        source.note,
        "" if without is None else without or "no reason given",
        sum(1 for c in case.claims if c.source == name and c.kind in ("assertion", "statement")),
    )


def determinations_in_words(
    review: Review,
) -> tuple[tuple[DeterminationView, ...], tuple[DeterminationView, ...]]:
    """Our own, and those of courts and boards, in order."""
    views = [(d.external, _determination(review.case, d)) for d in review.determinations]
    own = tuple(view for external, view in views if not external)
    return own, tuple(view for external, view in views if external)


def _determination(case: Case, item: Determination) -> DeterminationView:
    by = item.by + (f", {item.role}" if item.role else "")
    sources = tuple(
        (case.file.sources[n].title, source_anchor(n))
        for n in item.sources
        if n in case.file.sources
    )
    return DeterminationView(
        item.id,
        f"determination-{slug(item.id)}",
        by,
        _decides(case, item),
        item.value,
        item.reasons,
        item.standard_of_proof,
        item.at,
        item.citation,
        sources,
        item.dissent,
    )


def _decides(case: Case, item: Determination) -> str:
    decides = item.decides
    if decides.fact:
        about = ", ".join(case.label(name) for name in decides.about)
        question = fact_catalogue()[decides.fact].question
        return f"“{question}”" + (f" ({about})" if about else "")
    if decides.frame in ("", "encounter"):
        return f"{decides.provision}, the encounter as a whole"
    return f"{decides.provision}, {case.label(decides.frame)}"
