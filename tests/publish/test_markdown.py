"""The report as Markdown, line by line as reviewed by eye (golden/two-shots.md)."""

import os
from pathlib import Path

from forcereview.publish.markdown import report_markdown
from reports import HOW

GOLDEN = Path(__file__).parent / "golden" / "two-shots.md"


def test_the_small_case_reads_as_it_was_last_approved(small):
    """``APPROVE=1 pytest …`` writes it anew; read the difference before keeping it."""
    made = report_markdown(small, HOW)
    if os.environ.get("APPROVE") == "1":
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(made, "utf-8")
    assert made == GOLDEN.read_text("utf-8")


def test_every_governing_finding_that_applies_is_in_it(bundled):
    made = report_markdown(bundled, HOW)
    for finding in bundled.governing():
        if finding.finding != "not_applicable":
            assert f"{finding.key} (" in made
