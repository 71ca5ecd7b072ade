"""Whatever people write into a case, the page stays a page, and nothing invisible misleads."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import CaseBuilder
from forcereview.publish.html import report_html
from forcereview.publish.markdown import report_markdown
from forcereview.publish.markdown_text import plain
from forcereview.publish.readable import readable
from forcereview.publish.text import summary_text
from pages import read_page
from reports import HOW, every_kind, two_shots

HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=y>&amp;\u202egnorw\u202c {{ 7*7 }} </style>"
)
#: fields of the form that hold free words
FREE = {
    "title", "label", "description", "summary", "note", "by", "seen", "address", "what", "reasons",
    "quotation", "page", "kind", "assignment", "setting", "authors", "citation", "dissent", "role_",
    "standard_of_proof", "region",
}  # fmt: skip


def full() -> dict[str, Any]:
    """A case with every free field filled."""
    case = (
        two_shots()
        .determined("subject.threat_imminent", "no", "shot-2", citation="c", dissent="d",
                    standard_of_proof="s", sources=["video"])
        .determined("vehicle.moving", "no", "suv", external=True)
        .encounter(summary="s", setting=["vehicle stop"])
    )  # fmt: skip
    data = dict(case.data)
    data |= {"authors": ["someone"], "note": "a note"}
    for source in data["sources"].values():
        source |= {"seen": "s", "address": "a", "note": "n", "by": source.get("by", "someone")}
    for person in data["people"].values():
        person |= {"label": "l", "assignment": "a", "note": "n"}
    for assertion in data["assertions"]:
        assertion |= {"note": "n", "by": "b", "quotation": "q",
                      "locator": {"page": "p", "region": "r", "note": "n"}}  # fmt: skip
    for event in data["events"]:
        event |= {"note": "n", "kind": "k"}
    return data


def poisoned(value: Any, name: str = "", text: str = HOSTILE) -> Any:
    if isinstance(value, dict):
        return {key: poisoned(item, key, text) for key, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, name, text) for item in value]
    if name in FREE and isinstance(value, str) and value not in ("agent-a",):
        return text
    return value


@pytest.fixture(scope="module")
def review():
    return CaseBuilder(poisoned(full())).reviewed(every_kind(), questions=True)


def test_markup_in_any_field_is_shown_and_never_obeyed(review):
    html = report_html(review, HOW)
    page, harmless = read_page(html), read_page(report_html(CaseBuilder(full()).reviewed(
        every_kind(), questions=True), HOW))  # fmt: skip
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in harmless.elements}
    assert {n for _, attrs in page.elements for n in attrs} == {
        n for _, attrs in harmless.elements for n in attrs}  # fmt: skip
    assert page.text.count("<script>alert(1)</script>") > 20
    assert "{{ 7*7 }}" in page.text


def test_marks_that_turn_text_round_are_shown_as_their_code(review):
    for made in (report_html(review, HOW), report_markdown(review, HOW), summary_text(review)):
        assert "\u202e" not in made
        assert "⟨U+202E⟩" in made


def test_markdown_takes_no_markup_from_a_case(review):
    made = report_markdown(review, HOW)
    assert "<script" not in made.replace("\\<script", "")
    assert "<img" not in made.replace("\\<img", "")


def test_ids_with_dots_and_underscores_still_lead_somewhere():
    data = json.loads(json.dumps(two_shots().data).replace('"shot-1"', '"shot.1_a"').replace(
        "after shot-1", "after shot.1_a"))  # fmt: skip
    page = read_page(report_html(CaseBuilder(data).reviewed(every_kind(), questions=True), HOW))
    assert [link for link in page.links if page.ids[link[1:]] != 1] == []


@given(st.text(max_size=80))
def test_readable_text_has_no_unseen_character_and_keeps_the_rest(words):
    shown = readable(words)
    assert readable(shown) == shown
    assert not any(ch < " " and ch not in "\t\n" for ch in shown)
    assert [ch for ch in words if ch.isalpha()] == [
        ch for ch in shown.translate({}) if ch.isalpha()
    ] or "⟨U+" in shown


@given(st.text(alphabet="ab<>*_#[]()|`\\-+1. \n&", max_size=40))
@settings(max_examples=60)
def test_plain_markdown_is_one_line_without_live_markup(words):
    line = plain(words)
    assert "\n" not in line
    for sign in "<>*_[]|`#":
        assert sign not in line.replace(f"\\{sign}", "")
