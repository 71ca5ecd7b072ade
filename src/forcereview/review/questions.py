"""Which unanswered questions would settle most, and what each answer would lead to.

The effect shown of an answer is exactly the effect of answering so
(:mod:`forcereview.review.effects`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice, product
from typing import NamedTuple

from forcereview.record import Claim, Frame
from forcereview.record.lens import scope_of
from forcereview.review.effects import Change, Effects, Trial
from forcereview.review.governing import VERSION, related
from forcereview.review.possible_answers import Asked, possible_answers
from forcereview.review.results import Answered, Finding, JointQuestion, Question, Review
from forcereview.vocabulary import fact_catalogue, read_value
from forcereview.vocabulary.words import FindingWord

_MOST_JOINT_TRIALS = 1500
_TRIALS_AT_ONCE = 60


class _Open(NamedTuple):
    """An open fact in the scope in which one answer holds."""

    fact: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """A possible answer to an open fact, as written and as tried."""

    opened: _Open
    value: str
    trial: Trial


def ask(review: Review) -> tuple[tuple[Question, ...], tuple[JointQuestion, ...]]:
    """Questions ranked by how many findings an answer can settle, and joint ones."""
    asker = _Asker(review)
    questions = sorted(asker.questions(), key=lambda q: (-q.settles, -q.bears_on, q.fact, q.about))
    return tuple(questions), asker.jointly()


class _Asker:
    def __init__(self, review: Review) -> None:
        self.review = review
        self.catalogue = fact_catalogue()
        self.findings = [item for item in review.governing() if item.weight != "comparison"]
        self.effects = Effects(review, self.findings)
        #: what keeps findings open, each with the numbers of those findings
        self.opened: dict[_Open, dict[int, None]] = defaultdict(dict)
        self._contested: set[_Open] = set()
        self._asked: dict[_Open, dict[Asked, None]] = defaultdict(dict)
        self._versions: dict[_Open, set[str]] = defaultdict(set)
        self._officers = {a.id: a.officer for a in review.case.file.applications}
        self._concerned = cache(self._concerned_in)
        self._scope = cache(lambda about: scope_of(review.case, about, []))
        self._settled: set[int] = set()
        for number, finding in enumerate(self.findings):
            if finding.is_open:
                self._note_open_facts(number, finding)
        self._answers = {opened: list(self._possible(opened)) for opened in self.opened}

    def _note_open_facts(self, number: int, finding: Finding) -> None:
        for leaf in finding.leaves:
            if leaf.bits not in (0, 3) or leaf.atom.fact not in finding.open:
                continue
            opened = self._scoped(leaf.atom.fact, finding.frame)
            asked = Asked(leaf.atom, self.review.answers.limit(leaf.atom, finding.frame))
            self._asked[opened][asked] = None
            self._note(opened, number, leaf.bits)
        if finding.by_version and finding.governed in (0, 3):
            opened = self._scoped(VERSION, finding.frame)
            standard = finding.rule.standard
            self._versions[opened] |= {standard, *related(standard, self.review.library)}
            self._note(opened, number, finding.governed)

    def _note(self, opened: _Open, number: int, bits: int) -> None:
        self.opened[opened][number] = None
        if bits == 3:
            self._contested.add(opened)

    def _scoped(self, name: str, frame: Frame) -> _Open:
        return _Open(name, self._concerned(self.catalogue[name].about, frame))

    def _concerned_in(self, about: Sequence[str], frame: Frame) -> tuple[str, ...]:
        """Whom or what an answer concerns that is given in a frame to a question about these."""
        bound = {
            "officer": frame.officer,
            "subject": frame.subject,
            "vehicle": frame.vehicle,
            "application": frame.application,
            "agency": frame.agency,
        }
        if "application" in about:
            if not frame.application:
                return tuple(filter(None, (frame.officer, frame.subject)))
            needed = ["application"]
            owner = self._officers.get(frame.application, "")
            if "officer" in about and frame.officer and frame.officer != owner:
                needed.append("officer")
            return tuple(bound[kind] for kind in needed)
        return tuple(bound[kind] for kind in about if bound.get(kind))

    def _possible(self, opened: _Open) -> Iterable[_Answer]:
        fact = self.catalogue[opened.fact]
        scope = self._scope(opened.about)
        values = sorted(self._versions[opened]) or possible_answers(
            fact, self._asked[opened], self._anchor(opened)
        )
        for value in values:
            read = read_value(fact, value, self.review.folded.calendar)
            claim = Claim(
                "what-if-answer", fact.name, read, scope, "", "what-if", known_to_officer="yes"
            )
            yield _Answer(opened, value, self.effects.trial(claim))

    def _anchor(self, opened: _Open) -> str:
        """The last application that an open fact concerns: times are answered from it."""
        applications = self.review.case.file.applications
        about = set(opened.about)
        concerned = [a.id for a in applications if about & {a.id, a.officer, a.subject}]
        return (concerned or [a.id for a in applications] or [""])[-1]

    def questions(self) -> Iterable[Question]:
        """The questions, each with what every possible answer would do."""
        answers = [answer for several in self._answers.values() for answer in several]
        effects = self.effects.of_each([answer.trial for answer in answers])
        answered: dict[_Open, list[Answered]] = defaultdict(list)
        for answer, changed in zip(answers, effects, strict=True):
            answered[answer.opened].append(self._answered(answer, changed))
        for opened, bearing_on in self.opened.items():
            fact = self.catalogue[opened.fact]
            yield Question(
                opened.fact,
                opened.about,
                fact.question,
                "contested" if opened in self._contested else "unknown",
                max((item.settles for item in answered[opened]), default=0),
                tuple(answered[opened]),
                len(bearing_on),
                fact.answered_by,
            )

    def _answered(self, answer: _Answer, changed: Sequence[Change]) -> Answered:
        settled = [finding for finding, new in changed if finding.is_open and _decides(new)]
        self._settled |= {id(finding) for finding in settled}
        effects = tuple((finding.frame.id, finding.key, new) for finding, new in changed)
        return Answered(answer.value, effects, len(settled))

    def jointly(self) -> tuple[JointQuestion, ...]:
        """Two or three facts that settle findings together where no single answer can."""
        found: dict[tuple[_Answer, ...], list[Change]] = {}
        left = _MOST_JOINT_TRIALS
        for number, finding in enumerate(self.findings):
            if finding.decided or id(finding) in self._settled:
                continue
            answers, tried = self._first_to_settle(number, left)
            left -= tried
            if answers and answers not in found:
                changed = self.effects.of_all([answer.trial for answer in answers])
                found[answers] = [(f, new) for f, new in changed if self._newly_settled(f, new)]
        joint = [
            JointQuestion(
                tuple((answer.opened.fact, answer.opened.about) for answer in answers),
                tuple(answer.value for answer in answers),
                tuple((finding.frame.id, finding.key, new) for finding, new in changed),
            )
            for answers, changed in found.items()
        ]
        return tuple(sorted(joint, key=lambda j: (-len(j.settles), len(j.questions))))

    def _first_to_settle(self, number: int, most: int) -> tuple[tuple[_Answer, ...], int]:
        """The first answers that settle a finding together, if any, and how many were tried."""
        tries = islice(self._tries(number), most)
        tried = 0
        while several := list(islice(tries, _TRIALS_AT_ONCE)):
            trials = [[answer.trial for answer in answers] for answers in several]
            for answers, word in zip(several, self.effects.on_one(number, trials), strict=True):
                tried += 1
                if _decides(word):
                    return answers, tried
        return (), tried

    def _newly_settled(self, finding: Finding, new: FindingWord) -> bool:
        return finding.is_open and _decides(new) and id(finding) not in self._settled

    def _tries(self, number: int) -> Iterable[tuple[_Answer, ...]]:
        opened = [item for item, bearing_on in self.opened.items() if number in bearing_on]
        for size in (2, 3):
            for chosen in combinations(opened, size):
                yield from product(*(self._answers[item] for item in chosen))


def _decides(word: FindingWord) -> bool:
    return word in ("consistent", "inconsistent", "not_applicable")
