"""Which unanswered questions would settle most, and what each answer would lead to.

An answer is tried as a what-if: the effect shown is exactly the effect of answering so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from forcereview.record import Claim, Frame
from forcereview.record.lens import scope_of
from forcereview.review.answers import Answers, depending_on, indicator_facts
from forcereview.review.governing import VERSION, governing_of, related
from forcereview.review.possible_answers import Asked, possible_answers
from forcereview.review.results import Answered, Finding, JointQuestion, Question, Review
from forcereview.vocabulary import fact_catalogue, read_value
from forcereview.vocabulary.words import FindingWord

_MOST_JOINT_TRIALS = 1500

Change = tuple[Finding, FindingWord]


@dataclass(frozen=True, slots=True)
class _Open:
    """An open fact in the scope in which one answer holds."""

    fact: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """A possible answer to an open fact, as written and as the claim it would be."""

    opened: _Open
    value: str
    claim: Claim


def ask(review: Review) -> tuple[tuple[Question, ...], tuple[JointQuestion, ...]]:
    """Questions ranked by how many findings an answer can settle, and joint ones."""
    asker = _Asker(review)
    questions = [asker.question(opened) for opened in asker.opened]
    questions.sort(key=lambda q: (-q.settles, -q.bears_on, q.fact, q.about))
    return tuple(questions), asker.jointly()


class _Asker:
    def __init__(self, review: Review) -> None:
        self.review = review
        self.catalogue = fact_catalogue()
        self.findings = [item for item in review.governing() if item.weight != "comparison"]
        #: what keeps findings open, each with those findings
        self.opened: dict[_Open, list[Finding]] = defaultdict(list)
        self._contested: set[_Open] = set()
        self._asked: dict[_Open, dict[Asked, None]] = defaultdict(dict)
        self._versions: dict[_Open, set[str]] = defaultdict(set)
        self._depending: dict[str, list[Finding]] = defaultdict(list)
        self._answers: dict[_Open, list[_Answer]] = {}
        self._settled: set[int] = set()
        for finding in self.findings:
            for name in _facts_of(finding):
                self._depending[name].append(finding)
            if finding.is_open:
                self._note_open_facts(finding)

    def _note_open_facts(self, finding: Finding) -> None:
        for leaf in finding.leaves:
            if leaf.bits not in (0, 3) or leaf.atom.fact not in finding.open:
                continue
            opened = self._scoped(leaf.atom.fact, finding.frame)
            asked = Asked(leaf.atom, self.review.answers.limit(leaf.atom, finding.frame))
            self._asked[opened][asked] = None
            self._note(opened, finding, leaf.bits)
        if finding.by_version and finding.governed in (0, 3):
            opened = self._scoped(VERSION, finding.frame)
            standard = finding.rule.standard
            self._versions[opened] |= {standard, *related(standard, self.review.library)}
            self._note(opened, finding, finding.governed)

    def _note(self, opened: _Open, finding: Finding, bits: int) -> None:
        if finding not in self.opened[opened][-1:]:
            self.opened[opened].append(finding)
        if bits == 3:
            self._contested.add(opened)

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

    def question(self, opened: _Open) -> Question:
        """The question, with what each possible answer would do."""
        fact = self.catalogue[opened.fact]
        answers = tuple(self._effect(answer) for answer in self._possible(opened))
        return Question(
            opened.fact,
            opened.about,
            fact.question,
            "contested" if opened in self._contested else "unknown",
            max((item.settles for item in answers), default=0),
            answers,
            len(self.opened[opened]),
            fact.answered_by,
        )

    def _effect(self, answer: _Answer) -> Answered:
        changed = self._changed([answer.claim])
        settled = [finding for finding, new in changed if finding.is_open and _decides(new)]
        self._settled |= {id(finding) for finding in settled}
        effects = tuple((finding.frame.id, finding.key, new) for finding, new in changed)
        return Answered(answer.value, effects, len(settled))

    def _possible(self, opened: _Open) -> list[_Answer]:
        found = self._answers.get(opened)
        if found is None:
            found = self._answers[opened] = list(self._claimed(opened))
        return found

    def _claimed(self, opened: _Open) -> Iterable[_Answer]:
        fact = self.catalogue[opened.fact]
        scope = scope_of(self.review.case, opened.about, [])
        values = sorted(self._versions[opened]) or possible_answers(
            fact, self._asked[opened], self._anchor(opened)
        )
        for value in values:
            read = read_value(fact, value, self.review.folded.calendar)
            claim = Claim(
                "what-if-answer", fact.name, read, scope, "", "what-if", known_to_officer="yes"
            )
            yield _Answer(opened, value, claim)

    def _anchor(self, opened: _Open) -> str:
        """The last application that an open fact concerns: times are answered from it."""
        applications = self.review.case.file.applications
        about = set(opened.about)
        concerned = [a.id for a in applications if about & {a.id, a.officer, a.subject}]
        return (concerned or [a.id for a in applications] or [""])[-1]

    def _changed(self, claims: Sequence[Claim]) -> list[Change]:
        """The findings that would be others if the claims stood, each with what it would be."""
        answers = self.review.answers.supposing(claims)
        touched = {
            id(finding): finding
            for claim in claims
            for finding in self._depending[claim.fact]
            if not _of_another_application(claim, finding.frame)
        }
        affected = depending_on(claim.fact for claim in claims)
        again = ((f, self._again(f, answers, affected)) for f in touched.values())
        return [(finding, new) for finding, new in again if new != finding.finding]

    def _again(self, finding: Finding, answers: Answers, affected: frozenset[str]) -> FindingWord:
        known = "officer" in (finding.rule.provision.perspective, self.review.lens.perspective)
        bits = [
            answers.leaf(leaf.atom, finding.frame, known).bits
            if leaf.atom.fact in affected or leaf.atom.other in affected
            else leaf.bits
            for leaf in finding.leaves
        ]
        governed = finding.governed
        if finding.by_version and VERSION in affected:
            library = self.review.library
            assert library is not None
            governed = governing_of(finding.rule, finding.frame, answers, library).truth.value
        return finding.rule.program.run(bits, governed).finding

    def jointly(self) -> tuple[JointQuestion, ...]:
        """Two or three facts that settle findings together where no single answer can."""
        found: dict[tuple[_Answer, ...], list[Change]] = {}
        left = _MOST_JOINT_TRIALS
        for finding in self.findings:
            if finding.decided or id(finding) in self._settled:
                continue
            for answers in self._tries(finding):
                if left == 0:
                    break
                left -= 1
                if answers in found and any(other is finding for other, _ in found[answers]):
                    break
                changed = self._changed([answer.claim for answer in answers])
                new = [(f, word) for f, word in changed if self._newly_settled(f, word)]
                if any(other is finding for other, _ in new):
                    found[answers] = new
                    break
        joint = [
            JointQuestion(
                tuple((answer.opened.fact, answer.opened.about) for answer in answers),
                tuple(answer.value for answer in answers),
                tuple((finding.frame.id, finding.key, new) for finding, new in changed),
            )
            for answers, changed in found.items()
        ]
        return tuple(sorted(joint, key=lambda j: (-len(j.settles), len(j.questions))))

    def _newly_settled(self, finding: Finding, new: FindingWord) -> bool:
        return finding.is_open and _decides(new) and id(finding) not in self._settled

    def _tries(self, finding: Finding) -> Iterable[tuple[_Answer, ...]]:
        opened = [item for item, findings in self.opened.items() if _among(finding, findings)]
        for size in (2, 3):
            for chosen in combinations(opened, size):
                yield from product(*(self._possible(item) for item in chosen))


def _of_another_application(claim: Claim, frame: Frame) -> bool:
    """Whether an answer about one application can't matter to a frame about another."""
    named = claim.scope.applications
    return bool(named and frame.application) and frame.application not in named


def _among(finding: Finding, findings: Iterable[Finding]) -> bool:
    return any(other is finding for other in findings)


def _facts_of(finding: Finding) -> set[str]:
    """The facts on which a finding may depend."""
    names = {VERSION} if finding.by_version else set()
    for leaf in finding.leaves:
        names |= {leaf.atom.fact, leaf.atom.other} | indicator_facts(leaf.atom.fact)
    return names - {""}


def _decides(word: FindingWord) -> bool:
    return word in ("consistent", "inconsistent", "not_applicable")
