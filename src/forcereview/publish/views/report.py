"""The whole report as plain values, in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.publish.charts.continuum import ContinuumChart, continuum_charts
from forcereview.publish.charts.timeline import TimelineChart, timeline_chart
from forcereview.publish.held_evidence import HeldEvidence
from forcereview.publish.reproduction import Reproduction
from forcereview.publish.views.basis import every_basis
from forcereview.publish.views.bearing import bearing_of
from forcereview.publish.views.claims import ClaimView, claims_in_words
from forcereview.publish.views.differing import DifferingTopic, where_standards_differ
from forcereview.publish.views.encounter import EncounterView, encounter_in_words
from forcereview.publish.views.evidence import (
    DeterminationView,
    SourceView,
    determinations_in_words,
    sources_in_words,
)
from forcereview.publish.views.glance import Glance, glance_of
from forcereview.publish.views.held_evidence import HeldEvidenceView, held_in_words
from forcereview.publish.views.immunity import ImmunityView, immunity_in_words
from forcereview.publish.views.legal_tests import LegalTestView, tests_in_words
from forcereview.publish.views.lens import NATURE_WORDS, LensView, lens_in_words
from forcereview.publish.views.marks import Mark, key_of_marks
from forcereview.publish.views.not_applicable import NotApplicable, not_applicable_in
from forcereview.publish.views.questions import Questions, questions_in_words
from forcereview.publish.views.sections import Section, sections_of
from forcereview.publish.views.statements import StatementsView, statements_in_words
from forcereview.publish.views.summary import Matrix, Tally, matrix_of, tallies_of
from forcereview.publish.views.texts import TextView, texts_in_words
from forcereview.review import Review


@dataclass(frozen=True)
class Report:
    """Everything a report says."""

    case_id: str
    title: str
    nature: str
    nature_words: str
    authors: tuple[str, ...]
    case_note: str
    case_file: str
    case_sha256: str
    library_sha256: str
    reproduction: Reproduction
    glance: Glance
    lens: LensView
    key_of_marks: tuple[tuple[Mark, str], ...]
    tallies: tuple[Tally, ...]
    matrix: Matrix
    encounter: EncounterView
    timeline: TimelineChart
    continuum: tuple[ContinuumChart, ...]
    sections: tuple[Section, ...]
    tests: tuple[LegalTestView, ...]
    immunity: ImmunityView
    public_statements: StatementsView
    questions: Questions
    differing: tuple[DifferingTopic, ...]
    determinations: tuple[DeterminationView, ...]
    external_determinations: tuple[DeterminationView, ...]
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]
    evidence: HeldEvidenceView | None
    bases: tuple[tuple[str, str], ...]
    texts: tuple[TextView, ...]

    @property
    def applications(self) -> tuple[Section, ...]:
        """The sections about applications of force."""
        return tuple(s for s in self.sections if s.about == "application")

    @property
    def other_frames(self) -> tuple[Section, ...]:
        """The sections about anything else."""
        return tuple(s for s in self.sections if s.about != "application")

    @property
    def not_applicable_to_force(self) -> tuple[NotApplicable, ...]:
        """What is not applicable to applications of force, each reason once."""
        return not_applicable_in(self.applications)

    @property
    def not_applicable_elsewhere(self) -> tuple[NotApplicable, ...]:
        """What is not applicable in any other frame, each reason once."""
        return not_applicable_in(self.other_frames)

    @property
    def assertions(self) -> tuple[ClaimView, ...]:
        """What sources assert, and what public statements claim beside."""
        return tuple(c for c in self.claims if c.kind in ("assertion", "statement"))

    @property
    def entries(self) -> tuple[ClaimView, ...]:
        """What the entries of the record themselves say, what people decided and supposed."""
        return tuple(c for c in self.claims if c.kind not in ("assertion", "statement"))

    @property
    def left_out(self) -> tuple[ClaimView, ...]:
        """Claims that the lens doesn't count."""
        return tuple(c for c in self.claims if c.left_out)


def report_of(
    review: Review, reproduction: Reproduction, evidence: HeldEvidence | None = None
) -> Report:
    """Say in plain values everything that a report of this review holds; ``evidence`` is what the
    workspace holds for the case, None without a workspace."""
    case = review.case
    claims = claims_in_words(review)
    bearing = bearing_of(review, claims)
    sections = sections_of(review, claims, bearing)
    own, external = determinations_in_words(review)
    tallies, questions = tallies_of(sections), questions_in_words(review)
    return Report(
        case_id=case.id,
        title=case.file.title,
        nature=case.file.nature,
        nature_words=NATURE_WORDS[case.file.nature],
        authors=case.file.authors,
        case_note=case.file.note,
        case_file=case.name,
        case_sha256=case.digest,
        library_sha256=review.library.digest,
        reproduction=reproduction,
        glance=glance_of(sections, tallies, questions),
        lens=lens_in_words(review),
        key_of_marks=key_of_marks(),
        tallies=tallies,
        matrix=matrix_of(sections),
        encounter=encounter_in_words(case),
        timeline=timeline_chart(review),
        continuum=continuum_charts(review),
        sections=sections,
        tests=tests_in_words(review, claims, bearing),
        immunity=immunity_in_words(review),
        public_statements=statements_in_words(review),
        questions=questions,
        differing=where_standards_differ(sections),
        determinations=own,
        external_determinations=external,
        claims=tuple(claims.values()),
        sources=sources_in_words(review),
        evidence=held_in_words(case, evidence),
        bases=every_basis(),
        texts=texts_in_words(review),
    )
