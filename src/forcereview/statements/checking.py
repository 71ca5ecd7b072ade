"""Check the public statements of a case: each claim on what was available when it was said, and on
what is held now."""

from __future__ import annotations

from forcereview.record import Case, Lens, Stated, default_lens
from forcereview.record.lens import as_of_moment
from forcereview.record.statement import PublicClaim
from forcereview.standards import Library
from forcereview.statements.availability import View, in_order, said_by, view_now, view_then
from forcereview.statements.facts import check_fact
from forcereview.statements.law import check_doctrine
from forcereview.statements.results import Checked, CheckedClaim, CheckedStatement, Result
from forcereview.statements.texts import check_text


def check_statements(case: Case, library: Library, lens: Lens | None = None) -> Checked:
    """Every statement of a case, checked. Pure: the same values always give the same results.

    Of the lens, its date and the sources it leaves out count. What-ifs don't: a supposition is no
    evidence.

    Raises:
        BadInput: the lens's date can't be read.
    """
    seen = lens or default_lens(case)
    cutoff = as_of_moment(case, seen.as_of, case.calendar)
    ordered = in_order(case, case.stated)
    made = tuple(each for each in ordered if said_by(case, each, cutoff))
    return Checked(
        case,
        seen,
        library,
        tuple(_checked(case, library, seen, each) for each in made),
        tuple(each for each in ordered if each not in made),
    )


def _checked(case: Case, library: Library, lens: Lens, stated: Stated) -> CheckedStatement:
    views = (view_then(case, stated, lens), view_now(case, stated, lens)) if stated.read else ()
    return CheckedStatement(
        stated,
        tuple(
            CheckedClaim(claim, *_results(case, library, stated, claim, views))
            for claim in stated.statement.claims
        ),
    )


def _results(
    case: Case,
    library: Library,
    stated: Stated,
    claim: PublicClaim,
    views: tuple[View, ...],
) -> tuple[Result, Result]:
    if claim.id in stated.read:
        then, now = (check_fact(stated.read[claim.id], view) for view in views)
        return then, now
    if claim.kind == "opinion":
        result = Result("opinion", claim.reason)
    elif claim.doctrine:
        result = check_doctrine(claim, library)
    else:
        result = check_text(claim, case, library)
    return result, result
