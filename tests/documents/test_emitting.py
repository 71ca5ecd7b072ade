"""What is written as YAML reads back as it was, whatever the words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from forcereview.documents import emitted, read_document
from record.case_files import own_values, texts

mappings = st.dictionaries(texts, own_values, min_size=1, max_size=4)


def read(text: str) -> object:
    document = read_document(text.encode(), "f")
    assert document.problems == []
    return document.data


@settings(max_examples=300)
@given(mappings)
def test_a_mapping_reads_back_as_it_was(data: dict[str, object]) -> None:
    assert read(emitted(data)) == data


@given(mappings)
def test_between_brackets_it_takes_one_line_and_reads_back_as_it_was(
    data: dict[str, object],
) -> None:
    text = emitted(data, flow=True)
    assert text.count("\n") == 1 or max(map(len, text.splitlines())) > 1_000
    assert read(text) == data


@given(st.lists(own_values, max_size=4), st.integers(0, 6))
def test_a_list_that_is_indented_reads_back_as_it_was(data: list[object], indent: int) -> None:
    text = emitted({"k": data}, indent=indent)
    moved = "".join(" " * indent + line if line.strip() else line for line in text.splitlines(True))
    assert read(moved) == {"k": data}


def test_the_form_is_the_one_that_people_write() -> None:
    data = {
        "id": "a1",
        "value": "yes",
        "at": "2026-01-07 09:37",
        "about": ["shot-1", "agent-a"],
        "where": {"page": "3", "words": "he said: 'stop'"},
        "list": [{"id": "x", "note": None}],
        "none": [],
        "long": " ".join(["words"] * 25),
        "lines": "first\nsecond",
    }
    assert emitted(data) == (
        "id: a1\n"
        "value: yes\n"
        "at: 2026-01-07 09:37\n"
        "about: [shot-1, agent-a]\n"
        "where:\n"
        "  page: 3\n"
        "  words: \"he said: 'stop'\"\n"
        "list:\n"
        "  - id: x\n"
        "    note: null\n"
        "none: []\n"
        "long: >-\n"
        f"  {' '.join(['words'] * 16)}\n"
        f"  {' '.join(['words'] * 9)}\n"
        "lines: |-\n"
        "  first\n"
        "  second\n"
    )
