"""Every finding that a worked case expects is compared with what the review gives.

Where the two differ the expected file keeps both and says why; the review is never bent to agree.
"""

import sys

import pytest

from golden.worked import CASE_FILES, Cell, cells

CELLS = cells()


@pytest.mark.parametrize("cell", CELLS, ids=str)
def test_a_finding_is_as_the_worked_case_expects_or_as_its_file_explains(cell: Cell) -> None:
    finding = cell.finding()

    assert finding.finding in cell.allowed, finding.sentence
    if cell.by_exception is not None:
        assert finding.by_exception is cell.by_exception, finding.sentence
    if cell.why_reason:
        assert finding.why_not_applicable is not None
        assert finding.why_not_applicable.reason == cell.why_reason, finding.sentence
    if cell.asks:
        assert cell.asks in finding.open


def test_a_disagreement_keeps_both_findings_and_says_why() -> None:
    for cell in CELLS:
        assert bool(cell.engine) == bool(cell.because), cell
        assert cell.engine not in cell.expected, cell


def test_every_case_file_has_cells_that_are_compared() -> None:
    assert {cell.case for cell in CELLS} == {file.stem for file in CASE_FILES}


def test_the_number_of_cells_compared_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    differing = [cell for cell in CELLS if cell.engine]
    lines = [
        f"{len(CELLS)} expected findings of {len(CASE_FILES)} worked case files compared: "
        f"{len(CELLS) - len(differing)} agree, {len(differing)} differ",
        *(
            f"  {cell}: expected {' or '.join(cell.expected)}, review {cell.engine}"
            for cell in differing
        ),
    ]
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(lines) + "\n")

    assert len(CELLS) >= 100
