"""Compare two versions of a record: which findings moved, and why."""

from __future__ import annotations

from pathlib import Path

from forcereview.review.comparing import Comparison, compare_reviews
from forcereview.standards import Library
from forcereview.workspace.reviewing import review_file


def compare_files(
    before: Path | str, after: Path | str, library: Library | None = None
) -> Comparison:
    """Review two case files, each through the lens it asks for, and compare what was found.

    Raises:
        BadInput: one of the files can't be used.
    """
    return compare_reviews(
        review_file(before, library=library, questions=False),
        review_file(after, library=library, questions=False),
    )
