"""Frames, findings, explanations and questions: the department that reviews a case.

Pure. ``review(case, library, lens)`` gives a :class:`~forcereview.review.results.Review`.
"""

from forcereview.review.holding import review
from forcereview.review.results import (
    ElementResult,
    Finding,
    JointQuestion,
    NotApplicable,
    Question,
    Review,
    Support,
    TestResult,
)

__all__ = [
    "ElementResult",
    "Finding",
    "JointQuestion",
    "NotApplicable",
    "Question",
    "Review",
    "Support",
    "TestResult",
    "review",
]
