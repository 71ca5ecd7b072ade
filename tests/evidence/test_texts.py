from hypothesis import given
from hypothesis import strategies as st

from forcereview.evidence.text_of_records import text_of_case, text_of_standard
from forcereview.evidence.texts import ItemText, Page, said_of
from forcereview.standards import standards_library

page = st.builds(
    Page,
    st.integers(1, 99),
    st.text(max_size=20),
    st.sampled_from(["text layer", "ocr", "text", "none"]),
    st.none() | st.floats(0, 1),
    st.text(max_size=5),
)
text = st.builds(
    ItemText,
    st.sampled_from(["page", "row", "whole"]),
    st.lists(page, max_size=3).map(tuple),
    st.text(max_size=5),
    st.lists(st.text(max_size=5), max_size=2).map(tuple),
)


@given(text)
def test_a_text_comes_back_from_json_as_it_was(one: ItemText) -> None:
    assert ItemText.from_json(one.as_json()) == one


def test_words_recognised_by_ocr_are_always_said_to_be() -> None:
    assert said_of(Page(1, "words", "ocr", 0.914)) == (
        "recognised by OCR, 91% sure of its words; compare it with the page"
    )
    assert said_of(Page(1, "words", "ocr")) == "recognised by OCR; compare it with the page"
    assert said_of(Page(1, "", "none")) == "no text could be read here"
    assert said_of(Page(1, "words", "text layer")) == ""


def test_each_entry_of_a_case_is_a_page_with_a_name() -> None:
    values = {
        "forcereview": "case/1",
        "id": "c1",
        "title": "A case",
        "encounter": {"summary": "what happened", "place": {"description": "a street"}},
        "people": {"agent-a": {"role": "officer", "label": "agent A"}},
        "statements": [{"id": "s1", "words": "They feared for their lives."}],
        "assertions": [{"fact": "x", "about": ["shot-1", "driver"]}],
    }
    pages = {page.label: page.text for page in text_of_case(values).pages}
    assert pages == {
        "the case": "A case",
        "encounter": "what happened\na street",
        "person agent-a": "officer\nagent A",
        "statement s1": "They feared for their lives.",
        "assertion 1": "x\nshot-1\ndriver",
    }


def test_each_provision_and_test_of_a_standard_is_a_page_with_its_key() -> None:
    for standard in standards_library():
        labels = [page.label for page in text_of_standard(standard).pages]
        assert labels[1:] == [
            *(rule.key for rule in standard.rules),
            *(test.test.key for test in standard.tests),
        ]
