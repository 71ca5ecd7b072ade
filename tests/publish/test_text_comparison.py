import json
import re

from forcereview.evidence.text_comparison import compare_texts
from forcereview.evidence.texts import ItemText, Page
from forcereview.publish.text_comparison import (
    ComparedDocument,
    comparison_as_json,
    comparison_page,
    counts_in_words,
    listed,
    runs_of,
)
from papers import POLICY, REVISED

OLD = ComparedDocument("e-111111111111", "v1 <b>.pdf", "1" * 64, "page", 1)
NEW = ComparedDocument("e-222222222222", "v2.pdf", "2" * 64, "page", 1, (2, 3, 4, 7), (9,))


def a_text(*paragraphs: str) -> ItemText:
    return ItemText("page", (Page(1, "\n\n".join(paragraphs), "text layer"),))


REVISION = compare_texts(a_text(*POLICY), a_text(*REVISED))
SAME = compare_texts(a_text(*POLICY), a_text(*POLICY))


def test_the_page_marks_what_only_one_version_has() -> None:
    page = comparison_page(OLD, NEW, REVISION, "forcereview 9.9")
    assert "<del>24</del>" in page
    assert "<ins>48</ins>" in page
    assert "<del>C. Warning shots are not permitted.</del>" in page
    assert "moved here, from page 1" in page
    assert "12 passages: 4 the same, 4 changed, 1 added, 1 removed, 2 moved" in page
    assert page == comparison_page(OLD, NEW, REVISION, "forcereview 9.9")


def test_the_page_loads_nothing_runs_nothing_and_shows_markup_as_text() -> None:
    page = comparison_page(
        OLD, NEW, compare_texts(a_text("<script>x()</script>"), a_text("y\u202ez"))
    )
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "v1 &lt;b&gt;.pdf" in page
    assert "y⟨U+202E⟩z" in page
    assert not re.search(r"(?:src|href)=", page)


def test_doubts_about_a_version_are_told_at_the_top() -> None:
    page = comparison_page(OLD, NEW, REVISION)
    assert "the words of pages 2–4 and 7 were recognised by OCR" in page
    assert "no words could be read on page 9" in page


def test_versions_that_are_alike_say_so_and_fold_everything() -> None:
    page = comparison_page(OLD, NEW, SAME)
    assert "<h1>No word differs</h1>" in page
    (run,) = runs_of(OLD, NEW, SAME)
    assert run.folded
    assert len(run.rows) == 11


def test_every_passage_stands_once_folded_or_not() -> None:
    rows = [row for run in runs_of(OLD, NEW, REVISION) for row in run.rows]
    assert [row.difference for row in rows] == list(REVISION.differences)


def test_the_data_holds_every_passage_with_its_pieces() -> None:
    data = json.loads(json.dumps(comparison_as_json(OLD, NEW, REVISION)))
    assert data["counts"]["changed"] == 4
    assert data["new"]["recognised_by_ocr"] == [2, 3, 4, 7]
    changed = [p for p in data["passages"] if p["kind"] == "changed"][-1]
    assert {"text": "48", "mark": "added"} in [
        {**piece, "text": piece["text"].strip()} for piece in changed["new"]["pieces"]
    ]
    for passage in data["passages"]:
        for side in filter(None, (passage["old"], passage["new"])):
            assert "".join(piece["text"] for piece in side["pieces"]) == side["text"]


def test_nothing_on_either_side_is_said_so() -> None:
    assert counts_in_words(compare_texts(a_text(), a_text())) == "no passage on either side"


def test_pages_are_listed_as_one_says_them() -> None:
    assert listed("page", [3]) == "page 3"
    assert listed("page", [3, 4]) == "pages 3–4"
    assert listed("row", [1, 2, 3, 7, 9]) == "rows 1–3, 7 and 9"
