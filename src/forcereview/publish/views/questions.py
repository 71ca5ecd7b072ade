"""Which answers would settle most, and what each answer would lead to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forcereview.publish.views.anchors import finding_anchor, question_anchor
from forcereview.publish.views.marks import ORDER, Mark, mark
from forcereview.review import Question, Review
from forcereview.vocabulary import fact_catalogue
from forcereview.vocabulary.words import FindingWord

WHO_WORDS = {
    "observation": "someone who saw or heard it, or a recording",
    "measurement": "a measurement",
    "expert": "an expert",
    "judgement": "a person's judgement; never the software",
    "record": "a record or file",
}
FOREMOST = 10
STATE_WORDS = {"unknown": "no source answers", "contested": "sources differ"}


@dataclass(frozen=True, slots=True)
class Effect:
    """In one frame, the findings that an answer would change alike, each a key and its anchor."""

    place: str
    findings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """One answer: how many open findings it settles, and every finding it changes, by outcome."""

    value: str
    settles: int
    effects: tuple[tuple[Mark, tuple[Effect, ...]], ...]


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One open fact."""

    rank: int
    anchor: str
    fact: str
    question: str
    about: str
    state: str
    who: str
    settles: int
    bears_on: int
    answers: tuple[AnswerView, ...]


@dataclass(frozen=True, slots=True)
class AskedOfSeveral:
    """One fact that is open about several people or applications: asked once, answered for each."""

    fact: str
    question: str
    who: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, slots=True)
class JointView:
    """Answers that settle findings only together."""

    answers: tuple[tuple[str, str, str], ...]
    effects: tuple[tuple[Mark, tuple[Effect, ...]], ...]


@dataclass(frozen=True, slots=True)
class Questions:
    """Those that can settle something, those that bear on something without, and joint ones.

    ``foremost`` and ``lesser`` are the settling ones again, the lesser by fact.
    """

    settling: tuple[QuestionView, ...]
    bearing: tuple[QuestionView, ...]
    joint: tuple[JointView, ...]
    open_findings: int

    @property
    def foremost(self) -> tuple[QuestionView, ...]:
        """The questions to ask first, each with what every answer would lead to."""
        return self.settling[:FOREMOST]

    @property
    def lesser(self) -> tuple[AskedOfSeveral, ...]:
        """The other questions that settle something."""
        return _by_fact(self.settling[FOREMOST:])

    @property
    def bearing_by_fact(self) -> tuple[AskedOfSeveral, ...]:
        """The questions that settle nothing alone."""
        return _by_fact(self.bearing)


def _by_fact(views: Iterable[QuestionView]) -> tuple[AskedOfSeveral, ...]:
    groups: dict[str, list[QuestionView]] = {}
    for view in views:
        groups.setdefault(view.fact, []).append(view)
    return tuple(
        AskedOfSeveral(fact, same[0].question, same[0].who, tuple(same))
        for fact, same in groups.items()
    )


def questions_in_words(review: Review) -> Questions:
    """The questions, ranked as the review ranks them."""
    anchors = _anchors(review)
    views = [_question(review, n, q, anchors) for n, q in enumerate(review.questions, start=1)]
    joint = tuple(
        JointView(
            tuple(
                (fact_catalogue()[fact].question, _about(review, about), value)
                for (fact, about), value in zip(item.questions, item.answers, strict=True)
            ),
            _effects(review, item.settles, anchors),
        )
        for item in review.joint_questions
    )
    return Questions(
        tuple(q for q in views if q.settles),
        tuple(q for q in views if not q.settles),
        joint,
        sum(1 for f in review.governing() if f.is_open),
    )


def _anchors(review: Review) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for finding in review.governing():
        found.setdefault((finding.frame.id, finding.key), finding_anchor(finding))
    return found


def _question(
    review: Review, rank: int, item: Question, anchors: Mapping[tuple[str, str], str]
) -> QuestionView:
    return QuestionView(
        rank,
        question_anchor(item.fact, item.about),
        item.fact,
        item.question,
        _about(review, item.about),
        STATE_WORDS.get(item.state, item.state),
        ", or ".join(WHO_WORDS[word] for word in item.who_can_answer),
        item.settles,
        item.bears_on,
        tuple(
            AnswerView(a.value, a.settles, _effects(review, a.findings, anchors))
            for a in item.answers
        ),
    )


def _about(review: Review, about: Iterable[str]) -> str:
    return ", ".join(review.case.label(name) for name in about)


def _effects(
    review: Review,
    changes: Iterable[tuple[str, str, FindingWord]],
    anchors: Mapping[tuple[str, str], str],
) -> tuple[tuple[Mark, tuple[Effect, ...]], ...]:
    by_outcome: dict[str, dict[str, dict[str, str]]] = {}
    for frame, key, new in changes:
        place = "the encounter" if frame == "encounter" else review.case.label(frame)
        there = by_outcome.setdefault(new, {}).setdefault(place, {})
        there[key] = anchors.get((frame, key), "")
    return tuple(
        (mark(name), tuple(Effect(p, tuple(k.items())) for p, k in by_outcome[name].items()))
        for name in ORDER
        if name in by_outcome
    )
