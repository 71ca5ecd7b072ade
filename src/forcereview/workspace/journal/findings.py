"""Which findings of a case moved since an entry: the case reviewed as it was, and as it is."""

from __future__ import annotations

from forcereview.review import Review
from forcereview.workspace.cases.keeping import CASE, kept_case
from forcereview.workspace.journal.differences import Differing
from forcereview.workspace.journal.past import document_at
from forcereview.workspace.ports import Ports
from forcereview.workspace.reviewing import review_case


def cases_among(differing: list[Differing]) -> list[str]:
    """The cases whose values differ."""
    names = (each.change.of for each in differing)
    return sorted({of.partition("/")[2] for of in names if of.startswith(f"{CASE}/")})


def reviews_since(ports: Ports, case_id: str, since: int) -> tuple[Review, Review] | None:
    """The reviews of a case as it was right after an entry and as it is; None where it wasn't in
    the workspace then, or isn't now.

    Raises:
        BadInput: it can't be read.
        Refused: it names no officer.
    """
    of = f"{CASE}/{case_id}"
    then, now = document_at(ports, of, since), ports.journal.document(of)
    if not isinstance(then, dict) or now is None:
        return None
    before, after = (kept_case(ports, name) for name in (f"{case_id}@{since}", case_id))
    return review_case(before, questions=False), review_case(after, questions=False)
