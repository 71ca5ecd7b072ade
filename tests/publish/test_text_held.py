"""What reports say of a provision that is anchored in an attached official text."""

import pytest

from forcereview.publish.contract import review_as_json
from forcereview.publish.html import report_html
from forcereview.publish.markdown import report_markdown
from forcereview.publish.views import report_of
from forcereview.review import Review
from forcereview.standards import Anchor, AttachedText, Library
from reports import HOW, every_kind, two_shots

ITEM, HASH = "e-3f2a9c81b0d4", "3f2a9c81b0d4" + "ab" * 26
WORDS = "Officers stay <out> of the way of vehicles."


def held(*anchors: Anchor) -> Library:
    library = every_kind()
    kept = {anchor.provision: anchor for anchor in anchors}
    standard = next(s.id for s in library if s.rule(anchors[0].provision))
    text = AttachedText(standard, ITEM, HASH, "policy.pdf", "a clerk", 3, 9, kept)
    return library.with_attached([text])


@pytest.fixture(scope="module")
def review() -> Review:
    library = held(Anchor("T-4", 4, WORDS, "a lawyer"), Anchor("T-1", 5, "No firing.", "a lawyer"))
    return two_shots().reviewed(library, questions=True)


def test_a_finding_rests_on_the_text_held_and_no_longer_says_check_the_text(
    review: Review, small: Review
) -> None:
    def checked(one: Review) -> set[tuple[str, bool]]:
        findings = [f for s in report_of(one, HOW).sections for f in s.findings if f.key == "T-4"]
        return {(finding.basis, finding.check_the_text) for finding in findings}

    assert checked(small) == {("summary", True)}
    assert checked(review) == {("text held", False)}


def test_what_is_found_stays_the_same(review: Review) -> None:
    before = two_shots().reviewed(every_kind(), questions=True)
    told = [(f.frame.id, f.key, f.finding, f.sentence) for f in review.findings]
    assert told == [(f.frame.id, f.key, f.finding, f.sentence) for f in before.findings]


def test_the_page_shows_the_quotation_with_its_page_and_hash(review: Review) -> None:
    page = report_html(review, HOW)
    assert f"text held, page 5 of {ITEM}</a>" in page
    assert "<p>Officers stay &lt;out&gt; of the way of vehicles.</p>" in page
    assert f"Text held: page 4 of {ITEM} (policy.pdf), SHA-256 <code>{HASH}</code>" in page
    assert "confirmed by a lawyer" in page
    assert f"policy.pdf, pages 3 to 9, {ITEM}, SHA-256 {HASH}" in page
    assert "recognised by OCR" not in page


def test_words_recognised_by_ocr_are_said_to_be() -> None:
    library = held(Anchor("T-4", 4, WORDS, "a lawyer", recognised=True))
    page = report_html(two_shots().reviewed(library), HOW)
    assert "words recognised by OCR, compare them with the page" in page


def test_markdown_names_the_page_and_the_words(review: Review) -> None:
    text = report_markdown(review, HOW)
    assert f"text held, page 5 of {ITEM})" in text
    assert f"the text, page 5 of {ITEM}, SHA-256 {HASH}: “No firing.”" in text


def test_the_contract_lists_the_texts_by_key(review: Review, small: Review) -> None:
    assert review_as_json(small)["texts"] == {}
    texts = review_as_json(review)["texts"]
    assert list(texts) == ["T-4", "T-1"]
    assert texts["T-4"] == {
        "standard": review.library.rule("T-4").standard,
        "item": ITEM,
        "sha256": HASH,
        "page": 4,
        "quotation": WORDS,
        "confirmed_by": "a lawyer",
        "recognised_by_ocr": False,
    }


def test_the_report_names_another_library_than_without_the_text(review: Review) -> None:
    before = two_shots().reviewed(every_kind())
    assert report_of(review, HOW).library_sha256 != report_of(before, HOW).library_sha256
