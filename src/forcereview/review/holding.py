"""The review: every rule of the library against every frame of a case, through one lens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from forcereview.record import (
    Case,
    Folded,
    Frame,
    Lens,
    default_lens,
    independent_origins,
    sides,
)
from forcereview.review.answers import Answers, Leaf, Pointing
from forcereview.review.frames import OTHERS, frames_of
from forcereview.review.governing import Governing, governing_of
from forcereview.review.presumptions import Presumption, presumptions_of, told
from forcereview.review.questions import ask
from forcereview.review.reasons import Judged, Reasons, able_to_matter, reasons_for
from forcereview.review.results import (
    ElementResult,
    Finding,
    NotApplicable,
    Review,
    Support,
    TestResult,
)
from forcereview.review.sentences import answered, finding_sentence, list_in_words, place_in_words
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


@dataclass
class _Holding:
    folded: Folded
    answers: Answers
    library: Library
    judged: dict[str, Judged] = field(default_factory=dict)
    frames: dict[Frame, Frame] = field(default_factory=dict)

    def _frames_of(self, rule: ProvisionRule | TestRule) -> Iterable[Frame]:
        """The frames of a rule; equal ones of several rules are one, so that look-ups are quick."""
        return [self.frames.setdefault(frame, frame) for frame in frames_of(self.folded.case, rule)]

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
            return Finding(
                frame,
                rule,
                weight,
                "not_applicable",
                False,
                f"For {place}, {rule.key} is not applicable: {why.in_words}.",
                governing.because,
                why_not_applicable=why,
                governed=Truth.REFUTED.value,
                by_version=governing.by_version,
            )
        if rule.provision.judges == OTHERS and not frame.officer:
            why = NotApplicable("conditions_not_met", "no other officer is recorded as present")
            return Finding(
                frame,
                rule,
                weight,
                "not_applicable",
                False,
                f"For {place}, {rule.key} is not applicable: {why.in_words}.",
                why_not_applicable=why,
            )
        return self._evaluated(rule, frame, governing, weight, place, persuasive)

    def _evaluated(
        self,
        rule: ProvisionRule,
        frame: Frame,
        governing: Governing,
        weight: Weight,
        place: str,
        persuasive: bool,
    ) -> Finding:
        leaves, outcome = self._run(rule, frame, governing, rule.provision.perspective)
        reasons = self._reasons(rule, frame, governing, rule.provision.perspective, outcome)
        deciding = tuple(leaves[p] for p in reasons.leaves)
        presumed = presumptions_of(rule, leaves)
        exceptions = _exceptions(rule, leaves) if outcome.by_exception else ()
        opened = _open_leaves(rule, leaves, outcome, governing.truth.value)
        support = self._support(deciding, outcome)
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
                _support_words(support)
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
            _pointing(leaves, self.answers, frame, self._only_known(rule.provision.perspective)),
            presumed,
            exceptions,
            tuple(dict.fromkeys((*open_facts, *governing.open_facts))),
            why,
            tuple(self.answers.unknowable(rule.program.atoms, frame))
            if self._only_known(rule.provision.perspective)
            else (),
            outcome,
            tuple(leaves),
            reasons.leaves,
            governing.truth.value,
            persuasive,
            governing.by_version,
        )

    def _only_known(self, perspective: str) -> bool:
        return "officer" in (perspective, self.folded.lens.perspective)

    def _run(
        self, rule: Rule, frame: Frame, governing: Governing, perspective: str
    ) -> tuple[list[Leaf], Outcome]:
        known = self._only_known(perspective)
        leaves = [self.answers.leaf(atom, frame, known) for atom in rule.program.atoms]
        return leaves, rule.program.run([leaf.bits for leaf in leaves], governing.truth.value)

    def _reasons(
        self, rule: Rule, frame: Frame, governing: Governing, perspective: str, outcome: Outcome
    ) -> Reasons:
        known = self._only_known(perspective)
        grounds = [self.answers.grounds(atom, frame, known) for atom in rule.program.atoms]
        return reasons_for(
            rule.program,
            grounds,
            governing.grounds,
            self.answers.roll,
            outcome,
            self._standing,
            self.judged.setdefault(f"{rule.standard} {rule.key}", {}),
        )

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

    def _standing(self, ids: frozenset[str]) -> int:
        """Independent sources are quoted before interested ones, first-hand before derived."""
        rank = 0
        sources = self.folded.case.file.sources
        for name in ids:
            claim = self.folded.case.claim(name)
            source = sources.get(claim.source) if claim else None
            if source is not None:
                rank += (2 if source.side != "independent" else 0) + bool(source.derives_from)
        return rank

    def _support(self, deciding: Sequence[Leaf], outcome: Outcome) -> Support:
        sources = self.folded.case.file.sources
        every: set[str] = set()
        weakest, fewest, one_sided = "", 0, False
        favoured = {"consistent": "officer", "inconsistent": "subject"}.get(outcome.finding)
        for leaf in deciding:
            names = self._sources_of(leaf)
            if not names:
                continue
            origins = independent_origins(sources, names)
            every |= origins
            if not weakest or len(origins) < fewest:
                weakest, fewest = leaf.atom.fact, len(origins)
            one_sided = one_sided or sides(sources, names) == {favoured}
        found = sides(sources, every)
        alone = len(found) == 1 and "independent" not in found
        return Support(len(every), alone or one_sided, tuple(sorted(found)), weakest, fewest)

    def _sources_of(self, leaf: Leaf) -> set[str]:
        names = set()
        for name in leaf.ids:
            claim = self.folded.case.claim(name)
            if claim is not None and claim.source:
                names.add(claim.source)
        return names

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
        leaves, outcome = self._run(rule, frame, governing, "all")
        reasons = self._reasons(rule, frame, governing, "all", outcome)
        deciding = [leaves[p] for p in reasons.leaves]
        opened = _open_leaves(rule, leaves, outcome, governing.truth.value)
        support = self._support(deciding, outcome)
        presumed = presumptions_of(rule, leaves)
        place = place_in_words(self.folded.case, frame)
        sentence = _element_sentence(
            self.folded.case,
            place,
            rule,
            outcome,
            deciding,
            opened,
            presumed,
            _support_words(support),
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
            _pointing(leaves, self.answers, frame, self._only_known("all")),
            presumed,
        )


def _is_foreign(finding: Finding) -> bool:
    why = finding.why_not_applicable
    return why is not None and why.reason in ("not_governed", "not_in_force")


def _exceptions(rule: Rule, leaves: Sequence[Leaf]) -> tuple[str, ...]:
    return (str(rule.unless),) if rule.unless is not None else ()


def _open_leaves(
    rule: Rule, leaves: Sequence[Leaf], outcome: Outcome, governed_bits: int
) -> list[Leaf]:
    """The answers that keep a finding open: contested, or missing with nothing presumed, and such
    that settling them can make a difference."""
    if outcome.finding in ("consistent", "inconsistent", "not_applicable"):
        return []
    presumed = {position for position, _ in rule.program.presumed}
    positions = [
        position
        for position, leaf in enumerate(leaves)
        if leaf.bits == 3 or (leaf.bits == 0 and position not in presumed)
    ]
    bits = [leaf.bits for leaf in leaves]
    able = able_to_matter(rule.program, bits, governed_bits, positions)
    return [leaves[position] for position in positions if position in able]


def _unset(answers: Answers, opened: Sequence[Leaf], frame: Frame) -> list[str]:
    return [
        f"deadline: {leaf.atom.timing.deadline}"
        for leaf in opened
        if leaf.atom.timing.deadline and answers.limit(leaf.atom, frame) is None
    ]


def _pointing(
    leaves: Sequence[Leaf], answers: Answers, frame: Frame, only_known: bool
) -> tuple[Pointing, ...]:
    found: dict[Pointing, None] = {}
    for leaf in leaves:
        fact = answers.catalogue[leaf.atom.fact]
        if fact.indicators:
            for pointing in leaf.pointing or answers.indicators(fact, frame, only_known)[0]:
                found[pointing] = None
    return tuple(found)


def _support_words(support: Support) -> str:
    if not support.independent_sources:
        return ""
    number = support.independent_sources
    words = f" (on {number} independent source{'s' if number != 1 else ''}"
    if support.interested_only:
        words += ", in part or whole on the account of an interested party alone"
    return words + ")"


def _element_sentence(
    case: Case,
    place: str,
    rule: ElementRule,
    outcome: Outcome,
    deciding: Sequence[Leaf],
    opened: Sequence[Leaf],
    presumed: Sequence[Presumption],
    support_words: str,
) -> str:
    says = f"“{rule.element.says.rstrip('.')}”"
    facts = list_in_words([answered(case, leaf) for leaf in deciding])
    tail = told(presumed)
    if outcome.finding == "not_applicable":
        return f"For {place}, {says} is not asked: {facts}."
    if outcome.finding == "consistent":
        return f"For {place}, what is held supports {says}: {facts}{support_words}.{tail}"
    if outcome.finding == "inconsistent":
        return f"For {place}, what is held does not support {says}: {facts}{support_words}.{tail}"
    listed = list_in_words([answered(case, leaf) for leaf in opened])
    return f"For {place}, {says} is {outcome.finding}: {listed}."
