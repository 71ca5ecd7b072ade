"""What a review gives: plain frozen values, the same for Python, JSON, page and table."""

from __future__ import annotations

from dataclasses import dataclass, field

from forcereview.answers.answers import Answers
from forcereview.answers.leaves import Leaf, Pointing
from forcereview.record import Case, Folded, Frame, Lens
from forcereview.record.model import Determination
from forcereview.review.presumptions import Presumption
from forcereview.standards import Library, ProvisionRule, Rule, TestRule
from forcereview.standards.evaluation import Outcome
from forcereview.vocabulary.words import FindingWord, Weight


@dataclass(frozen=True, slots=True)
class Support:
    """On how many independent sources a finding rests.

    ``interested_only``: all of them stand on one interested side, or something that decides the
    finding in a side's favour rests on that side alone. ``weakest`` names what rests on the fewest.
    """

    independent_sources: int
    interested_only: bool
    sides: tuple[str, ...] = ()
    weakest: str = ""
    weakest_sources: int = 0


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """Why a provision is not applicable: a fixed word, and words to read."""

    reason: str
    in_words: str


@dataclass(frozen=True)
class Finding:
    """A provision held against a frame.

    ``governed`` are the bits of whether the rule governs; ``by_version``: that depends on which
    version was in force, and the day doesn't tell.
    """

    frame: Frame
    rule: ProvisionRule
    weight: Weight
    finding: FindingWord
    by_exception: bool
    sentence: str
    because: tuple[str, ...] = ()
    also_because: tuple[tuple[str, ...], ...] = ()
    support: Support = Support(0, False)
    indicators: tuple[Pointing, ...] = ()
    presumed: tuple[Presumption, ...] = ()
    exceptions: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    why_not_applicable: NotApplicable | None = None
    not_knowable: tuple[str, ...] = ()
    outcome: Outcome | None = None
    leaves: tuple[Leaf, ...] = ()
    deciding: tuple[int, ...] = ()
    governed: int = 1
    persuasive: bool = False
    by_version: bool = False

    @property
    def key(self) -> str:
        """The provision's key, e.g. D23-12."""
        return self.rule.key

    @property
    def decided(self) -> bool:
        """Consistent, inconsistent or not applicable."""
        return self.finding in ("consistent", "inconsistent", "not_applicable")

    @property
    def is_open(self) -> bool:
        """Contested or undetermined."""
        return not self.decided


@dataclass(frozen=True)
class ElementResult:
    """An element of a legal test: "consistent" means that what is held supports it."""

    rule: Rule
    element: str
    says: str
    side: str
    finding: FindingWord
    sentence: str
    because: tuple[str, ...]
    open: tuple[str, ...]
    support: Support
    indicators: tuple[Pointing, ...] = ()
    presumed: tuple[Presumption, ...] = ()


@dataclass(frozen=True)
class TestResult:
    """A legal test against a frame: a result per element, never an outcome of a trial."""

    test: TestRule
    frame: Frame
    elements: tuple[ElementResult, ...]
    why_not_applicable: NotApplicable | None = None

    __test__ = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What one answer would do: each finding that changes, as (frame, key, finding)."""

    value: str
    findings: tuple[tuple[str, str, FindingWord], ...]
    settles: int


@dataclass(frozen=True, slots=True)
class Question:
    """An open fact and what each answer would lead to.

    ``state`` is unknown or contested. ``settles`` is the most findings that one answer settles.
    For joint questions ``together`` names the further facts that must be answered with it.
    """

    fact: str
    about: tuple[str, ...]
    question: str
    state: str
    settles: int
    answers: tuple[Answered, ...]
    bears_on: int = 0
    who_can_answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JointQuestion:
    """Facts that settle findings only when they are answered together."""

    questions: tuple[tuple[str, tuple[str, ...]], ...]
    answers: tuple[str, ...]
    settles: tuple[tuple[str, str, FindingWord], ...]


@dataclass(frozen=True)
class Review:
    """A case reviewed through a lens."""

    case: Case
    lens: Lens
    folded: Folded
    answers: Answers
    findings: tuple[Finding, ...]
    tests: tuple[TestResult, ...]
    questions: tuple[Question, ...] = ()
    joint_questions: tuple[JointQuestion, ...] = ()
    determinations: tuple[Determination, ...] = ()
    library: Library = field(default=Library({}))  # the texts it was held against

    def finding(self, frame: str, key: str, officer: str = "") -> Finding:
        """The finding of a provision for a frame id; a governing one before a comparison.

        Raises:
            KeyError: there is none.
        """
        fitting = [
            item
            for item in self.findings
            if item.key == key
            and item.frame.id == frame
            and (not officer or item.frame.officer == officer)
        ]
        if not fitting:
            raise KeyError(f"no finding for {frame}, {key}")
        return fitting[0]

    def governing(self) -> tuple[Finding, ...]:
        """Findings of texts that govern; comparisons, other agencies and other years left out."""
        return tuple(
            item
            for item in self.findings
            if item.weight != "comparison"
            and (
                item.why_not_applicable is None
                or item.why_not_applicable.reason not in ("not_governed", "not_in_force")
            )
        )

    def table(self) -> list[dict[str, str]]:
        """The findings as rows of plain words."""
        return [
            {
                "frame": item.frame.id,
                "officer": item.frame.officer,
                "subject": item.frame.subject,
                "standard": item.rule.standard,
                "key": item.key,
                "topic": item.rule.provision.topic,
                "weight": item.weight,
                "basis": item.rule.provision.basis,
                "finding": item.finding,
                "sentence": item.sentence,
            }
            for item in self.findings
        ]
