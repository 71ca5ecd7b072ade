from forcereview.evidence.flow import passages, passages_by_page, running_heads
from forcereview.evidence.texts import ItemText, Page
from papers import POLICY


def a_text(*pages: str) -> ItemText:
    return ItemText("page", tuple(Page(n, text, "text layer") for n, text in enumerate(pages, 1)))


def said(text: ItemText) -> list[str]:
    return [passage.text for passage in passages(text)]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = (
        f"Policy 7 – rev. {number}\nOn {words}\nthe rule\nsays: no.\nSo much for {words}.\n"
        f"Page {number} of 3"
        for number, words in enumerate(("one thing", "another", "a third"), 1)
    )
    assert said(a_text(*pages)) == [
        "On one thing the rule says: no.",
        "So much for one thing.",
        "On another the rule says: no.",
        "So much for another.",
        "On a third the rule says: no.",
        "So much for a third.",
    ]


def test_of_two_pages_a_head_is_known_though_the_last_is_short() -> None:
    long = "\n".join(f"line {word}" for word in ("one", "two", "three", "four", "five", "six"))
    assert said(a_text(f"{long}\nPolicy 7\nPage 1 of 2", "end.\nPolicy 7\nPage 2 of 2")) == [
        "line one line two line three line four line five line six end."
    ]


def test_a_line_that_stands_once_is_no_running_head() -> None:
    assert running_heads([Page(1, "Title\nwords"), Page(2, "other\nthings")]) == frozenset()


def test_the_number_of_a_single_page_is_left_out() -> None:
    assert said(a_text("The rule.\n- 4 -")) == ["The rule."]


def test_a_sentence_goes_on_over_lines_and_pages() -> None:
    found = passages(
        a_text("He may not dis-\ncharge a fire\u2010\narm at", "a moving vehicle. Or so.")
    )
    assert [(p.text, p.first, p.last) for p in found] == [
        ("He may not discharge a firearm at a moving vehicle.", 1, 2),
        ("Or so.", 2, 2),
    ]


def test_passages_by_page_end_with_the_page() -> None:
    found = passages_by_page(a_text("He may not fire at", "a moving vehicle. Or so."))
    assert [(p.text, p.first, p.last) for p in found] == [
        ("He may not fire at", 1, 1),
        ("a moving vehicle.", 2, 2),
        ("Or so.", 2, 2),
    ]


def test_a_hyphen_that_the_word_has_elsewhere_is_kept() -> None:
    assert said(a_text("Self-defence is a right. In self-\ndefence he fired.")) == [
        "Self-defence is a right.",
        "In self-defence he fired.",
    ]


def test_abbreviations_and_numbers_do_not_end_a_sentence() -> None:
    for words in (
        "Under 18 U.S.C. Section 242 he is liable.",
        "See Graham v. Connor on this.",
        "By Sec. IV he reports, cf. No. 12 there.",
    ):
        assert said(a_text(words)) == [words]


def test_the_clauses_of_a_list_are_passages() -> None:
    assert said(a_text("Officers shall: (a) warn; (b) wait; and (c) report.")) == [
        "Officers shall:",
        "(a) warn;",
        "(b) wait; and (c) report.",
    ]


def test_rows_of_a_table_are_passages() -> None:
    table = ItemText("row", (Page(1, "a: 1. B: 2"), Page(2, ""), Page(3, "a: 3")))
    assert [(p.text, p.first) for p in passages(table)] == [("a: 1. B: 2", 1), ("a: 3", 3)]


def test_the_length_of_lines_makes_no_difference() -> None:
    import textwrap

    words = " ".join(POLICY)
    wide, narrow = (
        "\n".join(textwrap.wrap(words, width, break_on_hyphens=False)) for width in (90, 23)
    )
    assert said(a_text(wide)) == said(a_text(narrow))
