"""Places as short texts and as W3C annotations: both ways without loss."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.evidence import Locus
from forcereview.evidence.annotations import annotation, read_annotation, read_selector, selector
from forcereview.evidence.fragments import (
    fragment_of,
    locator_text,
    read_fragment,
    read_locator_text,
)

HASH = "3f2a9c81b0d4" + "0" * 52
CONTEXT = Path(__file__).parents[1] / "vendor" / "web-annotation-context" / "anno.jsonld"

words = st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=30)
numbers = st.decimals(0, 10**6, places=3).map(str)
times = st.floats(0, 1e7, allow_nan=False, allow_subnormal=False)


@st.composite
def places(draw: st.DrawFn) -> Locus:
    """Any place that can be: each part there or not."""
    fields: dict[str, Any] = {}
    if draw(st.booleans()):
        fields["page"] = draw(st.integers(1, 99_999))
        if draw(st.booleans()):
            fields["last_page"] = fields["page"] + draw(st.integers(1, 99))
    if draw(st.booleans()):
        fields["quotation"] = draw(words)
        fields["prefix"] = draw(st.just("") | words)
        fields["suffix"] = draw(st.just("") | words)
    if draw(st.booleans()):
        fields["start_s"] = draw(st.none() | times)
        ends = draw(st.none() | times)
        fields["end_s"] = ends if ends is not None and ends > (fields["start_s"] or 0) else None
    if draw(st.booleans()):
        unit = draw(st.sampled_from(["percent", "pixel"]))
        sides = [f"{draw(st.integers(1, 99))}" for _ in range(4)]
        fields["region"] = f"xywh={unit}:{','.join(sides)}"
    if draw(st.booleans()):
        fields["row"] = draw(st.integers(1, 10**6))
    if draw(st.booleans()):
        fields["column"] = draw(words)
    return Locus(**fields)


@given(places())
def test_a_place_is_the_same_after_it_was_a_text(place: Locus):
    assert read_fragment(fragment_of(place)) == place
    assert read_locator_text(locator_text("e-3f2a9c81b0d4", place)).locus == place


@given(places())
def test_a_place_is_the_same_after_it_was_an_annotation(place: Locus):
    written = json.dumps(annotation(HASH, place))
    assert read_annotation(json.loads(written)) == (HASH, place)


@given(places())
def test_annotations_use_only_terms_of_the_vocabulary(place: Locus):
    known = json.loads(CONTEXT.read_bytes())["@context"]
    used: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            used.update(key for key in node if not key.startswith("@"))
            used.add(node.get("type", "Annotation"))
            for value in node.values():
                collect(value)

    data = annotation(HASH, place, creator="reviewer 1", created="2026-01-09T10:00:00Z")
    collect(data)
    assert used <= known.keys()
    assert data["motivation"] in known


def test_the_short_texts_are_those_that_the_standards_write():
    place = Locus(start_s=12.4, end_s=13.0, region="xywh=percent:10,10,20,20")
    assert locator_text("e-3f2a9c81b0d4", place) == (
        "e-3f2a9c81b0d4#t=12.4,13&xywh=percent:10,10,20,20"
    )
    assert (
        fragment_of(Locus(page=3, quotation="the words, all"))
        == "page=3&quote=the%20words%2C%20all"
    )
    assert fragment_of(Locus(row=12, column="date")) == "row=12&column=date"
    assert fragment_of(Locus()) == ""


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("t=npt:10,20", Locus(start_s=10, end_s=20)),
        ("t=00:01:02.5", Locus(start_s=62.5)),
        ("t=,13", Locus(end_s=13)),
        ("xywh=160,120,320,240", Locus(region="xywh=pixel:160,120,320,240")),
        ("page=12-13", Locus(page=12, last_page=13)),
        ("quote=caf%C3%A9", Locus(quotation="café")),
    ],
)
def test_other_ways_to_write_the_same_are_read(fragment: str, place: Locus):
    assert read_fragment(fragment) == place


@pytest.mark.parametrize(
    ("fragment", "why"),
    [
        ("pge=3", "did you mean 'page'"),
        ("page", "is no part of a locator"),
        ("page=3&page=4", "gives 'page' twice"),
        ("page=zero", "is no page"),
        ("t=smpte:10:12:33:20", "write seconds from the start"),
        ("t=13,12", "doesn't end after it begins"),
        ("xywh=1,2,3", "is no region"),
        ("quote=%FF", "are no text"),
        ("prefix=a", "no quotation"),
        ("row=0", "is no row"),
    ],
)
def test_what_is_no_locator_is_told_with_what_to_write(fragment: str, why: str):
    with pytest.raises(BadInput, match=why):
        read_fragment(fragment)


@given(st.text(max_size=60))
def test_any_text_is_a_place_or_a_complaint(text: str):
    found = None
    with suppress(BadInput):
        found = read_locator_text(text)
    assert found is None or read_fragment(fragment_of(found.locus)) == found.locus


def test_rows_of_an_annotation_count_the_heading():
    found = selector(Locus(row=12))
    assert found is not None
    assert found["value"] == "row=13"
    assert found["conformsTo"] == "http://tools.ietf.org/rfc/rfc7111"


def test_selectors_beside_each_other_mean_the_same_place():
    both = [
        {"type": "TextPositionSelector", "start": 3, "end": 9},
        {"type": "TextQuoteSelector", "exact": "words"},
        {"type": "FragmentSelector", "value": "page=3"},
    ]
    assert read_selector(both) == Locus(page=3, quotation="words")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ([], "no single target"),
        ({"target": "https://example.org/a.pdf"}, "names no content by its SHA-256"),
        ({"target": {"source": "ni:///sha-256;AAAA"}}, "names no content by its SHA-256"),
        (
            {
                "target": {
                    "source": "ni:///sha-256;" + "A" * 43,
                    "selector": {"type": "SvgSelector"},
                }
            },
            "'SvgSelector' isn't understood",
        ),
    ],
)
def test_an_annotation_that_no_locator_can_say_is_refused_with_the_reason(data: Any, why: str):
    with pytest.raises(BadInput, match=why):
        read_annotation(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({"type": "FragmentSelector", "value": "xpointer=1"}, "isn't understood"),
        (
            {"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc7111",
             "value": "row=1"},
            "heading of the table",
        ),
        (
            [{"type": "FragmentSelector", "value": "page=3"},
             {"type": "FragmentSelector", "value": "page=4"}],
            "differ in 'page'",
        ),
        (
            {"type": "FragmentSelector", "value": "page=3",
             "refinedBy": {"type": "CssSelector", "value": "p"}},
            "'CssSelector' isn't understood",
        ),
    ],
)  # fmt: skip
def test_a_selector_that_would_lose_something_is_refused(data: Any, why: str):
    with pytest.raises(BadInput, match=why):
        read_selector(data)


def test_selectors_nested_without_end_are_refused():
    deep: dict[str, Any] = {"type": "FragmentSelector", "value": "page=3"}
    for _ in range(50):
        deep = {"type": "FragmentSelector", "value": "page=3", "refinedBy": deep}
    with pytest.raises(BadInput, match="nested without end"):
        read_selector(deep)
