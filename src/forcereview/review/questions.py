"""Which unanswered questions would settle most, and what each answer would lead to.

An answer is tried as a what-if: the effect shown is exactly the effect of answering so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING

from forcereview.record import Claim, Frame, Scope
from forcereview.review.answers import Answers
from forcereview.standards.expressions import Atom
from forcereview.vocabulary import Fact, Quantity, fact_catalogue, read_value
from forcereview.vocabulary.words import FindingWord

if TYPE_CHECKING:
    from forcereview.review.results import (
        Answered,
        Finding,
        JointQuestion,
        Question,
        Review,
    )

_MOST_JOINT_TRIALS = 1500


@dataclass(frozen=True, slots=True)
class _Open:
    """An open fact in the scope in which one answer holds."""

    fact: str
    about: tuple[str, ...]


def ask(review: Review) -> tuple[tuple[Question, ...], tuple[JointQuestion, ...]]:
    """Questions ranked by how many findings an answer can settle, and joint ones."""
    from forcereview.review.results import Question

    asker = _Asker(review)
    questions = []
    for opened, findings in asker.open_facts().items():
        fact = asker.catalogue[opened.fact]
        answers = asker.effects(opened)
        questions.append(
            Question(
                opened.fact,
                opened.about,
                fact.question,
                asker.state[opened],
                max((item.settles for item in answers), default=0),
                answers,
                len(findings),
                fact.answered_by,
            )
        )
    questions.sort(key=lambda q: (-q.settles, -q.bears_on, q.fact, q.about))
    return tuple(questions), asker.jointly(questions)


class _Asker:
    def __init__(self, review: Review) -> None:
        self.review = review
        self.catalogue = fact_catalogue()
        self.findings = [f for f in review.governing() if f.weight != "comparison"]
        self.state: dict[_Open, str] = {}
        self.bounds: dict[_Open, list[Atom]] = defaultdict(list)
        self.by_fact: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            for name in {n for leaf in finding.leaves for n in self._depends_on(leaf.atom)}:
                self.by_fact[name].append(finding)

    def _depends_on(self, atom: Atom) -> frozenset[str]:
        from forcereview.review.answers import indicator_facts

        names = {atom.fact, atom.other} - {""}
        return frozenset(names | indicator_facts(atom.fact))

    def open_facts(self) -> dict[_Open, list[Finding]]:
        """Open facts that keep findings open, each with those findings."""
        found: dict[_Open, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            if finding.decided:
                continue
            presumed = {position for position, _ in finding.rule.program.presumed}
            for position, leaf in enumerate(finding.leaves):
                if leaf.bits in (1, 2) or (leaf.bits == 0 and position in presumed):
                    continue
                if leaf.atom.fact not in finding.open:
                    continue
                opened = self._scoped(leaf.atom.fact, finding.frame)
                if finding not in found[opened]:
                    found[opened].append(finding)
                if leaf.bits == 3 or opened not in self.state:
                    self.state[opened] = "contested" if leaf.bits == 3 else "unknown"
                self.bounds[opened].append(leaf.atom)
        return found

    def _scoped(self, name: str, frame: Frame) -> _Open:
        about = self.catalogue[name].about
        bound = {
            "officer": frame.officer,
            "subject": frame.subject,
            "vehicle": frame.vehicle,
            "application": frame.application,
            "agency": frame.agency,
        }
        if "application" in about:
            if not frame.application:
                return _Open(name, tuple(filter(None, (frame.officer, frame.subject))))
            needed = ["application"]
            owner = self._application_officer(frame.application)
            if "officer" in about and frame.officer and frame.officer != owner:
                needed.append("officer")
            return _Open(name, tuple(bound[kind] for kind in needed))
        return _Open(name, tuple(bound[kind] for kind in about if bound.get(kind)))

    def _application_officer(self, application: str) -> str:
        return next(
            (a.officer for a in self.review.case.file.applications if a.id == application), ""
        )

    def effects(self, opened: _Open) -> tuple[Answered, ...]:
        """What each possible answer would do."""
        from forcereview.review.results import Answered

        results = []
        for value in self._possible(opened):
            claim = self._claim(opened, value)
            if claim is None:
                continue
            changed = self._changed([claim])
            settles = sum(1 for f, new in changed if f.is_open and _decides(new))
            results.append(
                Answered(value, tuple((f.frame.id, f.key, new) for f, new in changed), settles)
            )
        return tuple(results)

    def _claim(self, opened: _Open, value: str) -> Claim | None:
        from forcereview.record.lens import scope_of

        fact = self.catalogue[opened.fact]
        try:
            read = read_value(fact, value, self.review.folded.calendar)
        except ValueError:
            return None
        scope: Scope = scope_of(self.review.case, opened.about, [])
        return Claim(
            "what-if-answer", opened.fact, read, scope, "", "what-if", known_to_officer="yes"
        )

    def _changed(self, claims: Sequence[Claim]) -> list[tuple[Finding, FindingWord]]:
        answers = self.review.answers.supposing(claims)
        touched: dict[int, Finding] = {}
        for claim in claims:
            for finding in self.by_fact[claim.fact]:
                touched[id(finding)] = finding
        changed = []
        for finding in touched.values():
            new = self._again(finding, answers)
            if new != finding.finding:
                changed.append((finding, new))
        return changed

    def _again(self, finding: Finding, answers: Answers) -> FindingWord:
        known = "officer" in (finding.rule.provision.perspective, self.review.lens.perspective)
        bits = [answers.leaf(leaf.atom, finding.frame, known).bits for leaf in finding.leaves]
        return finding.rule.program.run(bits, finding.governed).finding

    def _possible(self, opened: _Open) -> list[str]:
        fact = self.catalogue[opened.fact]
        if fact.kind == "yes-no":
            return ["yes", "no"]
        if fact.kind == "choice":
            return list(fact.choices)
        if fact.kind == "quantity":
            return _ranges(fact, self.bounds[opened])
        if fact.kind == "time":
            return self._times(opened)
        return []

    def _times(self, opened: _Open) -> list[str]:
        anchors = [
            a.id
            for a in self.review.case.file.applications
            if a.id in self.review.case.timeline.moments
            or not opened.about
            or {a.id, a.officer, a.subject} & set(opened.about)
        ]
        if not anchors:
            return ["none"]
        last = anchors[-1]
        frame = next((f.frame for f in self.by_fact[opened.fact]), None)
        limits = [
            self.review.answers.limit(atom, frame)
            for atom in self.bounds[opened]
            if frame is not None
        ]
        lengths = sorted({limit[0] for limit in limits if limit})
        if not lengths:
            return [f"some time after {last}", "none"]
        times = [f"0 to {lengths[0]:g} s after {last}"]
        times += [
            f"{low + 1:g} to {high:g} s after {last}"
            for low, high in zip(lengths, lengths[1:], strict=False)
        ]
        return [*times, f"{lengths[-1] + 1:g} to {lengths[-1] * 10:g} s after {last}", "none"]

    def jointly(self, questions: Sequence[Question]) -> tuple[JointQuestion, ...]:
        """Two or three facts that settle a finding together where no single answer can."""
        from forcereview.review.results import JointQuestion

        settled = {
            (frame, key)
            for question in questions
            for answer in question.answers
            for frame, key, new in answer.findings
            if _decides(new)
        }
        found: dict[tuple[tuple[_Open, str], ...], list[tuple[str, str, FindingWord]]] = {}
        trials = 0
        for finding in self.findings:
            if finding.decided or (finding.frame.id, finding.key) in settled:
                continue
            opened = list(
                dict.fromkeys(
                    self._scoped(leaf.atom.fact, finding.frame)
                    for leaf in finding.leaves
                    if leaf.bits in (0, 3)
                )
            )
            for combination in self._tries(opened):
                trials += 1
                if trials > _MOST_JOINT_TRIALS:
                    break
                claims = [self._claim(item, value) for item, value in combination]
                answers = self.review.answers.supposing([c for c in claims if c is not None])
                new = self._again(finding, answers)
                if _decides(new):
                    found.setdefault(combination, []).append((finding.frame.id, finding.key, new))
                    break
        joint = [
            JointQuestion(
                tuple((item.fact, item.about) for item, _ in combination),
                tuple(value for _, value in combination),
                tuple(settles),
            )
            for combination, settles in found.items()
        ]
        return tuple(sorted(joint, key=lambda j: (-len(j.settles), len(j.questions))))

    def _tries(self, opened: Sequence[_Open]) -> Iterable[tuple[tuple[_Open, str], ...]]:
        for size in (2, 3):
            for chosen in combinations(opened, size):
                for values in product(*(self._possible(item) for item in chosen)):
                    yield tuple(zip(chosen, values, strict=True))


def _decides(word: FindingWord) -> bool:
    return word in ("consistent", "inconsistent", "not_applicable")


def _ranges(fact: Fact, atoms: Iterable[Atom]) -> list[str]:
    """The ranges between the limits that rules ask about, as quantities one can write."""
    limits: dict[float, str] = {}
    for atom in atoms:
        for operand in atom.operands:
            if isinstance(operand, Quantity):
                limits[operand.low] = operand.text
    ordered = [limits[value] for value in sorted(limits)]
    if not ordered:
        return []
    between = [
        f"{low.split()[0]} to {high}" for low, high in zip(ordered, ordered[1:], strict=False)
    ]
    return [f"below {ordered[0]}", *between, f"at least {ordered[-1]}"]
