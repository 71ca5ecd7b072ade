"""The review: every rule of the library against every frame of a case, through one lens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from forcereview.answers.answers import Answers
from forcereview.answers.frames import OTHERS, Kind, frames_of, kind_of
from forcereview.answers.leaves import Leaf, Pointing
from forcereview.record import (
    Case,
    Folded,
    Frame,
    Lens,
    default_lens,
)
from forcereview.review.governing import Governing, governing_of
from forcereview.review.judging import Judging
from forcereview.review.presumptions import presumptions_of, told
from forcereview.review.questions import ask
from forcereview.review.reasons import Reasons, reasons_for
from forcereview.review.results import (
    ElementResult,
    Finding,
    NotApplicable,
    Review,
    TestResult,
)
from forcereview.review.sentences import (
    answered,
    element_sentence,
    finding_sentence,
    list_in_words,
    place_in_words,
)
from forcereview.review.support import Backing, support_in_words
from forcereview.standards import ElementRule, Library, ProvisionRule, Rule, TestRule
from forcereview.standards.evaluation import Outcome
from forcereview.standards.governing import binds
from forcereview.vocabulary import Truth
from forcereview.vocabulary.words import Weight


def review(
    case: Case, library: Library, lens: Lens | None = None, *, questions: bool = True
) -> Review:
    """Review a case. Pure: the same case, library and lens always give the same review.

    ``questions=False`` leaves out the search for what would settle open findings.

    Raises:
        BadInput: the lens names unknown facts, sources or ids.
    """
    seen = Folded(case, lens or default_lens(case))
    held = _Holding(seen, Answers(seen), library)
    findings = tuple(held.findings())
    tests = tuple(held.tests())
    result = Review(
        case,
        seen.lens,
        seen,
        held.answers,
        findings,
        tests,
        determinations=case.file.determinations,
        library=library,
    )
    if not questions:
        return result
    asked, jointly = ask(result)
    return Review(
        case,
        seen.lens,
        seen,
        held.answers,
        findings,
        tests,
        asked,
        jointly,
        case.file.determinations,
        library,
    )


def hold(
    case: Case,
    library: Library,
    lens: Lens,
    rule: ProvisionRule,
    frame: Frame,
    *,
    comparison: bool = False,
) -> Finding:
    """One provision held against one frame of a case, through a lens."""
    seen = Folded(case, lens)
    return _Holding(seen, Answers(seen), library).held(rule, frame, comparison=comparison)


class _Answered(NamedTuple):
    """A rule's answers in a frame, what comes of them, why, and what decides or keeps it open."""

    leaves: tuple[Leaf, ...]
    outcome: Outcome
    reasons: Reasons
    deciding: tuple[Leaf, ...]
    opened: tuple[Leaf, ...]


@dataclass
class _Holding:
    folded: Folded
    answers: Answers
    library: Library
    judging: dict[int, Judging] = field(default_factory=dict)
    frames: dict[Kind, list[Frame]] = field(default_factory=dict)
    same: dict[Frame, Frame] = field(default_factory=dict)

    @cached_property
    def backing(self) -> Backing:
        return Backing(self.folded.case)

    def _frames_of(self, rule: ProvisionRule | TestRule) -> Iterable[Frame]:
        """The frames of a rule; equal ones of several rules are one, so that look-ups are quick."""
        kind = kind_of(rule)
        found = self.frames.get(kind)
        if found is None:
            found = self.frames[kind] = [
                self.same.setdefault(frame, frame) for frame in frames_of(self.folded.case, kind)
            ]
        return found

    def findings(self) -> Iterable[Finding]:
        compared = {self.library.standard(name).id for name in self.folded.lens.compare}
        for standard in self.library:
            for rule in standard.rules:
                for frame in self._frames_of(rule):
                    finding = self.held(rule, frame)
                    yield finding
                    if standard.id in compared and _is_foreign(finding):
                        yield self.held(rule, frame, comparison=True)

    def held(self, rule: ProvisionRule, frame: Frame, *, comparison: bool = False) -> Finding:
        governing = governing_of(rule, frame, self.answers, self.library, comparison=comparison)
        persuasive = not binds(rule.scope, self.answers.occasion(frame))
        weight: Weight = "comparison" if comparison else rule.weight
        if persuasive and not comparison:
            weight = "guidance"
        place = place_in_words(self.folded.case, frame)
        if governing.truth is Truth.REFUTED:
            why = NotApplicable(governing.why_not, governing.in_words)
        elif rule.provision.judges == OTHERS and not frame.officer:
            why = NotApplicable("conditions_not_met", "no other officer is recorded as present")
        else:
            return self._evaluated(rule, frame, governing, weight, place, persuasive)
        return Finding(
            frame,
            rule,
            weight,
            "not_applicable",
            False,
            f"For {place}, {rule.key} is not applicable: {why.in_words}.",
            governing.because,
            why_not_applicable=why,
            governed=governing.truth.value,
            by_version=governing.by_version,
        )

    def _evaluated(
        self,
        rule: ProvisionRule,
        frame: Frame,
        governing: Governing,
        weight: Weight,
        place: str,
        persuasive: bool,
    ) -> Finding:
        leaves, outcome, reasons, deciding, opened = self._answered(
            rule, frame, governing, rule.provision.perspective
        )
        presumed = presumptions_of(rule, leaves)
        exceptions = _exceptions(rule, leaves) if outcome.by_exception else ()
        support = self.backing.support(deciding, outcome.finding)
        finding = outcome.finding
        why = None
        if finding == "not_applicable":
            why = self._why_not(rule, leaves, outcome, deciding)
            sentence = f"For {place}, {rule.key} is not applicable: {why.in_words}."
        else:
            sentence = finding_sentence(
                self.folded.case,
                place,
                rule.provision.says,
                finding,
                deciding,
                opened,
                exceptions,
                told(presumed) if outcome.finding in ("consistent", "inconsistent") else "",
                support_in_words(support)
                if outcome.finding in ("consistent", "inconsistent")
                else "",
            )
        open_facts = (
            ()
            if finding in ("consistent", "inconsistent", "not_applicable")
            else (
                *dict.fromkeys(leaf.atom.fact for leaf in opened),
                *_unset(self.answers, opened, frame),
            )
        )
        return Finding(
            frame,
            rule,
            weight,
            finding,
            outcome.by_exception,
            sentence,
            reasons.because,
            reasons.sets[1:],
            support,
            _pointing(leaves),
            presumed,
            exceptions,
            tuple(dict.fromkeys((*open_facts, *governing.open_facts))),
            why,
            tuple(self.answers.unknowable(rule.program.atoms, frame))
            if self._only_known(rule.provision.perspective)
            else (),
            outcome,
            leaves,
            reasons.leaves,
            governing.truth.value,
            persuasive,
            governing.by_version,
        )

    def _only_known(self, perspective: str) -> bool:
        return "officer" in (perspective, self.folded.lens.perspective)

    def _answered(
        self, rule: Rule, frame: Frame, governing: Governing, perspective: str
    ) -> _Answered:
        known = self._only_known(perspective)
        grounds = [self.answers.grounds(atom, frame, known) for atom in rule.program.atoms]
        leaves = tuple([each.whole for each in grounds])
        row = (*[leaf.bits for leaf in leaves], governing.truth.value)
        judging = self._judging(rule)
        outcome = judging.outcome(row)
        reasons = reasons_for(
            judging,
            grounds,
            governing.grounds,
            self.answers.roll,
            outcome.finding,
            self.backing.standing,
        )
        decided = outcome.finding in ("consistent", "inconsistent", "not_applicable")
        open_places = () if decided else judging.able_to_matter(row)
        return _Answered(
            leaves,
            outcome,
            reasons,
            tuple([leaves[position] for position in reasons.leaves]),
            tuple([leaves[position] for position in sorted(open_places)]),
        )

    def _judging(self, rule: Rule) -> Judging:
        found = self.judging.get(id(rule.program))
        if found is None:
            found = self.judging[id(rule.program)] = Judging(rule.program)
        return found

    def _why_not(
        self, rule: Rule, leaves: Sequence[Leaf], outcome: Outcome, deciding: Sequence[Leaf]
    ) -> NotApplicable:
        parts = rule.program.parts
        exempt = {leaf.atom for p, leaf in enumerate(leaves) if p in parts[1] - parts[0]}
        case = self.folded.case
        facts = list_in_words([answered(case, leaf) for leaf in deciding])
        if deciding and all(leaf.atom in exempt for leaf in deciding):
            return NotApplicable("exempt", f"it is exempt by its own terms: {facts}")
        facts = facts or "presumed unless shown, " + "; ".join(
            item.in_words for item in presumptions_of(rule, leaves)
        )
        return NotApplicable("conditions_not_met", f"its conditions are not met: {facts}")

    def tests(self) -> Iterable[TestResult]:
        for test in self.library.tests:
            for frame in self._frames_of(test):
                yield self._tested(test, frame)

    def _tested(self, test: TestRule, frame: Frame) -> TestResult:
        governing = governing_of(test, frame, self.answers, self.library)
        if governing.truth is Truth.REFUTED:
            return TestResult(test, frame, (), NotApplicable(governing.why_not, governing.in_words))
        elements = tuple(self._element(rule, frame, governing) for rule in test.elements)
        return TestResult(test, frame, elements)

    def _element(self, rule: ElementRule, frame: Frame, governing: Governing) -> ElementResult:
        leaves, outcome, reasons, deciding, opened = self._answered(rule, frame, governing, "all")
        support = self.backing.support(deciding, outcome.finding)
        presumed = presumptions_of(rule, leaves)
        place = place_in_words(self.folded.case, frame)
        sentence = element_sentence(
            self.folded.case,
            place,
            rule.element.says,
            outcome.finding,
            deciding,
            opened,
            told(presumed),
            support_in_words(support),
        )
        decided = outcome.finding in ("consistent", "inconsistent", "not_applicable")
        return ElementResult(
            rule,
            rule.element.id,
            rule.element.says,
            rule.element.side,
            outcome.finding,
            sentence,
            reasons.because,
            () if decided else tuple(dict.fromkeys(leaf.atom.fact for leaf in opened)),
            support,
            _pointing(leaves),
            presumed,
        )


def _is_foreign(finding: Finding) -> bool:
    why = finding.why_not_applicable
    return why is not None and why.reason in ("not_governed", "not_in_force")


def _exceptions(rule: Rule, leaves: Sequence[Leaf]) -> tuple[str, ...]:
    return (str(rule.unless),) if rule.unless is not None else ()


def _unset(answers: Answers, opened: Sequence[Leaf], frame: Frame) -> list[str]:
    return [
        f"deadline: {leaf.atom.timing.deadline}"
        for leaf in opened
        if leaf.atom.timing.deadline and answers.limit(leaf.atom, frame) is None
    ]


def _pointing(leaves: Sequence[Leaf]) -> tuple[Pointing, ...]:
    return tuple(dict.fromkeys(pointing for leaf in leaves for pointing in leaf.pointing))
