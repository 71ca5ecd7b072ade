"""The evidence held for a case is told in reports made with a workspace, and in no others."""

import re

from forcereview.evidence import Custody, FileFact, Item
from forcereview.publish.contract import review_as_json
from forcereview.publish.held_evidence import HeldEvidence, HeldItem
from forcereview.publish.html import report_html
from forcereview.publish.markdown import report_markdown
from forcereview.review import Review
from publish.test_custody_form import STILL
from reports import HOW

ITEM = Item(
    id="e-1",
    sha256="0" * 64,
    size=1234,
    name="stop\u202e.mp4",
    type="video/mp4",
    custody=(Custody(id="c1", what="received", giver="<the department>", holder="clerk"),),
    facts=(FileFact(id="a", name="time of creation", value="2026-01-07", part="container"),),
)


def held(review: Review) -> HeldEvidence:
    sources = tuple(review.case.file.sources)
    return HeldEvidence((HeldItem(ITEM, sources[:1], (STILL,)),), ((sources[-1], "f" * 64),))


def test_a_report_tells_of_each_item_and_its_gaps(small: Review):
    page = report_html(small, HOW, held(small))
    section = re.search(r'<section id="evidence-held".*?</section>', page, re.DOTALL)
    assert section is not None
    words = " ".join(re.sub(r"<[^>]+>", " ", section[0]).split())
    title = next(iter(small.case.file.sources.values())).title
    for told in (
        "SHA-256 " + "0" * 64,
        f"Copy of {title}",
        "received from &lt;the department&gt; by clerk, nobody says when",
        "It was received, but nobody says when.",
        "e-2: still made of e-1 by recipe (at 2 s)",
        "time of creation: 2026-01-07 (container)",
        "assertions by the file",
        "not held here",
    ):
        assert told in words
    assert "\u202e" not in page
    assert '<a href="#evidence-held">' in page


def test_without_a_workspace_a_report_has_no_such_section(small: Review, small_page: str):
    assert "evidence-held" not in small_page
    assert "Evidence held" not in report_markdown(small, HOW)
    assert "evidence" not in review_as_json(small)


def test_markdown_tells_the_same(small: Review):
    text = report_markdown(small, HOW, held(small))
    assert "## Evidence held" in text
    assert "It was received, but nobody says when." in text
    assert "The file says: time of creation: 2026-01-07" in text
    assert f"SHA-256 {'f' * 64}" in text


def test_programs_are_told_the_same(small: Review):
    data = review_as_json(small, evidence=held(small))["evidence"]
    item = data["items"][0]
    assert item["sources"] == [next(iter(small.case.file.sources))]
    assert [gap["kind"] for gap in item["gaps"]] == ["missing time"]
    assert item["made_of_it"][0]["derivation"]["parameters"] == {"at_s": 2.0}
    assert item["the_file_says"][0]["value"] == "2026-01-07"
    assert data["elsewhere"][0]["sha256"] == "f" * 64


def test_a_workspace_that_holds_nothing_says_so(small: Review):
    page = report_html(small, HOW, HeldEvidence(()))
    assert '<section id="evidence-held"' in page
    assert "<li>None.</li>" in page
