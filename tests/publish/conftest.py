"""Reviews to render: a small one that shows every kind of finding, and the bundled case."""

from collections.abc import Callable
from pathlib import Path

import pytest

import forcereview as fr
from builders import CaseBuilder
from forcereview.publish.html import report_html
from forcereview.record import Lens
from forcereview.review import Review
from forcereview.standards import Library
from reports import HOW, every_kind, two_shots


@pytest.fixture(scope="session")
def small() -> Review:
    return two_shots().reviewed(every_kind(), lens=Lens(compare=("other",)), questions=True)


@pytest.fixture(scope="session")
def small_page(small: Review) -> str:
    return report_html(small, HOW)


@pytest.fixture(scope="session")
def bundled(repository: Path) -> Review:
    case = fr.read_case(repository / "examples" / "cases" / "case-01-vehicle-stop.yaml")
    return fr.review(case)


@pytest.fixture(scope="session")
def bundled_page(bundled: Review) -> str:
    return report_html(bundled, HOW)


@pytest.fixture
def page_of() -> Callable[..., str]:
    """The page of a case held against :func:`every_kind`."""

    def rendered(
        case: CaseBuilder, lens: Lens | None = None, library: Library | None = None
    ) -> str:
        review = case.reviewed(library or every_kind(), lens=lens, questions=True)
        return report_html(review, HOW)

    return rendered
