"""Check statements of small cases in the field's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import CaseBuilder
from forcereview.record import Lens
from forcereview.standards import Library
from forcereview.statements import CheckedClaim, check_statements

Checking = Callable[..., CheckedClaim]


@pytest.fixture
def claim_of() -> Checking:
    """The claim with this id (the first of the first statement), checked."""

    def checked(
        case: CaseBuilder, name: str = "", library: Library | None = None, lens: Lens | None = None
    ) -> CheckedClaim:
        every = check_statements(case.read(), library or Library({}), lens)
        return every.claim(name) if name else every.statements[0].claims[0]

    return checked
