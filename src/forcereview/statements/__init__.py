"""Public statements held against the evidence, the standards and the law, then and now.

Pure. ``check_statements(case, library, lens)`` gives each claim two results, on what was available
when it was said and on what is held now; ``changes_by_institution(case)`` how an institution's
claims changed. No score of a speaker is made of either.
"""

from forcereview.statements.changing import Changed, changes_by_institution
from forcereview.statements.checking import check_statements
from forcereview.statements.results import (
    Checked,
    CheckedClaim,
    CheckedStatement,
    Ground,
    NotCounted,
    Part,
    PassageHeld,
    Result,
)

__all__ = [
    "Changed",
    "Checked",
    "CheckedClaim",
    "CheckedStatement",
    "Ground",
    "NotCounted",
    "Part",
    "PassageHeld",
    "Result",
    "changes_by_institution",
    "check_statements",
]
