"""A tool that changes a case never loses what the person wrote beside the values."""

from __future__ import annotations

import re
from pathlib import Path
from types import NoneType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from forcereview.documents import emitted, read_document, shape
from forcereview.errors import BadInput
from forcereview.record import CaseFile, check_case, rewriting
from forcereview.record.entry import Entry
from forcereview.record.rewriting import rewrite_case
from forcereview.record.writing import plain
from record.case_files import case_files

BY_HAND = """\
# The clerk's copy. Ask before you change it.
forcereview: case/1
id: c
title: "A stop"   # working title
nature: synthetic

encounter:
  # as published
  place: {description: a road, zone: America/Chicago}
  jurisdiction:
    - us       # federal
    - us-mn    # and the state
  start: 2026-01-07 09:35
people:
  agent-a: {role: officer, agency: ice}   # the one who filmed
  driver:
    role: subject
    note: |  # verbatim
      said: "no"

      # not a comment
sources:
  phone:
    title: A recording
    kind: video
    held: yes
assertions:
  # Before
  - id: a1  # first
    fact: vehicle.moving
    value: yes
    source: phone
  # After
  - fact: vehicle.moving
    id: a2
    value: no
    source: phone   # same recording
# end of file
"""


def read(text: str) -> CaseFile:
    file, problems = shape(read_document(text.encode(), "case.yaml"), CaseFile, "case")
    assert file is not None, problems
    return file


def comments_of(text: str) -> list[str]:
    return sorted(re.findall(r"# (?!not)[\w .'-]+", text.replace("\n", "\n\n")))


def changed(text: str, **fields: Any) -> str:
    """The text rewritten with other top-level values, after the checks that always hold."""
    after = read(text).model_copy(update=fields)
    out = rewrite_case(text.encode(), after)
    assert read(out) == after
    assert comments_of(out) == comments_of(text)
    return out


def test_a_case_that_did_not_change_is_written_as_it_was_to_the_letter() -> None:
    assert changed(BY_HAND) == BY_HAND


def test_a_changed_value_leaves_the_comment_beside_it() -> None:
    out = changed(BY_HAND, title="Another title")
    assert out == BY_HAND.replace('"A stop"', "Another title")


def test_an_added_field_stands_where_the_model_has_it() -> None:
    out = changed(BY_HAND, note="by the clerk", events=())
    assert "nature: synthetic\nnote: by the clerk\n\nencounter:" in out


def test_a_removed_entry_leaves_its_comments() -> None:
    file = read(BY_HAND)
    out = changed(BY_HAND, assertions=file.assertions[1:])
    assert "assertions:\n  # Before\n  # first\n  # After\n  - fact: vehicle.moving\n" in out


def test_entries_in_another_order_take_their_text_along() -> None:
    file = read(BY_HAND)
    out = changed(BY_HAND, assertions=tuple(reversed(file.assertions)))
    assert "  - id: a1  # first\n    fact: vehicle.moving\n    value: yes\n" in out


def test_a_list_of_words_is_changed_word_by_word() -> None:
    place = read(BY_HAND).encounter
    out = changed(
        BY_HAND, encounter=place.model_copy(update={"jurisdiction": ("us", "us-ca8", "us-mn")})
    )
    assert "    - us       # federal\n    - us-ca8\n    - us-mn    # and the state\n" in out


def test_text_in_a_block_gives_way_to_a_word_and_its_comment_stays() -> None:
    people = read(BY_HAND).people
    driver = people["driver"].model_copy(update={"note": "said no"})
    out = changed(BY_HAND, people={**people, "driver": driver})
    assert "    role: subject\n    # verbatim\n    note: said no\n" in out


def test_what_stands_between_brackets_stays_there_while_it_fits() -> None:
    people = read(BY_HAND).people
    agent = people["agent-a"].model_copy(update={"agency": "cbp", "label": "agent A"})
    out = changed(BY_HAND, people={**people, "agent-a": agent})
    assert "  agent-a: {role: officer, agency: cbp, label: agent A}   # the one who filmed\n" in out


def test_a_first_field_behind_a_dash_can_go() -> None:
    text = BY_HAND.replace("  - fact: vehicle.moving\n    id: a2\n", "  - note: n  # why\n"
                           "    id: a2\n    fact: vehicle.moving\n")  # fmt: skip
    file = read(text)
    second = file.assertions[1].model_copy(update={"note": ""})
    out = changed(text, assertions=(file.assertions[0], second))
    assert "  # After\n  # why\n  - id: a2\n    fact: vehicle.moving\n" in out


def test_line_ends_and_a_byte_order_mark_stay_as_they_were() -> None:
    raw = b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode()
    out = rewrite_case(raw, read(BY_HAND).model_copy(update={"title": "t"}))
    assert out.startswith("\ufeff# The clerk")
    assert out.count("\r\n") == out.count("\n") == BY_HAND.count("\n")


def test_a_file_in_brackets_can_be_rewritten() -> None:
    text = (
        '{"forcereview": "case/1", "id": "c", "title": "t", "nature": "synthetic", "people": {}, '
        '"encounter": {"place": {"description": "d", "zone": "UTC"}, "jurisdiction": [], '
        '"start": "s"}, "sources": {}} # as JSON'
    )
    assert "title: other\n" in changed(text, title="other")


def test_a_text_that_cannot_be_edited_in_place_is_written_anew_below_its_comments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rewriting, "edited", lambda document, change: "not: [what, it, should: be]")
    after = read(BY_HAND).model_copy(update={"title": "t"})
    out = rewrite_case(BY_HAND.encode(), after)
    assert read(out) == after
    for comment in comments_of(BY_HAND):
        assert comment in out


def test_what_is_no_case_is_not_rewritten() -> None:
    with pytest.raises(BadInput, match="given twice"):
        rewrite_case(BY_HAND.encode() + b"id: d\n", read(BY_HAND))


def test_the_example_cases_keep_every_comment(repository: Path) -> None:
    for path in sorted(repository.glob("examples/cases/*.yaml")):
        reading = check_case(path.read_bytes(), path.name)
        assert reading.case is not None
        file = reading.case.file
        after = file.model_copy(update={"assertions": file.assertions[::-1][1:], "note": "new"})
        out = rewrite_case(path.read_bytes(), after)
        assert read(out) == after
        for comment in re.findall(r"(?m)^\s*(#.*)$", path.read_text("utf-8")):
            assert comment in out


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_a_rewritten_case_reads_as_it_should_and_has_every_comment(data: st.DataObject) -> None:
    before = data.draw(case_files())
    after = data.draw(_another(before))
    text, comments = data.draw(_commented(data.draw(_in_some_form(before))))

    out = rewrite_case(text.encode(), after)

    assert read(out) == after
    for comment in comments:
        assert out.count(comment) == 1
    assert rewrite_case(text.encode(), before) == text


@st.composite
def _another(draw: st.DrawFn, before: CaseFile) -> CaseFile:
    """Some of the case's values, some of another's, and its lists in another order."""
    other = draw(case_files())
    fields = {
        name: draw(_mixed(getattr(before, name), getattr(other, name)))
        for name in CaseFile.model_fields
    }
    kept = {k: v for k, v in {**before.own, **other.own}.items() if draw(st.booleans())}
    names = {f.alias or n: fields[n] for n, f in CaseFile.model_fields.items()}
    return CaseFile.model_validate(names | kept)


@st.composite
def _mixed(draw: st.DrawFn, one: Any, two: Any) -> Any:
    if isinstance(one, tuple):
        items = draw(st.permutations([*one, *two])) if draw(st.booleans()) else [*one, *two]
        return tuple(item for item in items if draw(st.booleans()))
    if isinstance(one, dict):
        keys = [key for key in {**one, **two} if draw(st.booleans())]
        return {
            key: draw(st.sampled_from([d[key] for d in (one, two) if key in d])) for key in keys
        }
    if isinstance(one, Entry) and draw(st.booleans()):
        return one.model_copy(
            update={
                name: draw(_mixed(getattr(one, name), getattr(two, name)))
                for name in type(one).model_fields
            }
        )
    return draw(st.sampled_from([one, two]))


@st.composite
def _in_some_form(draw: st.DrawFn, file: CaseFile) -> str:
    """The case as text, some of its sections or their entries between brackets."""
    parts = []
    for key, value in plain(file).items():
        form = draw(st.sampled_from(["block", "block", "brackets", "entries in brackets"]))
        name = emitted({key: "x"}).removesuffix(" x\n")
        if form == "brackets" and not isinstance(value, (str, NoneType)):
            parts.append(f"{name} {emitted(value, flow=True)}")
        elif form == "entries in brackets" and value and _are_entries(value):
            items = "".join(f"  - {emitted(item, flow=True)}" for item in value)
            parts.append(f"{name}\n{items}")
        else:
            parts.append(emitted({key: value}))
    return "".join(part if part.endswith("\n") else part + "\n" for part in parts)


def _are_entries(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


@st.composite
def _commented(draw: st.DrawFn, text: str) -> tuple[str, list[str]]:
    """The text with comments of a person's own, above lines and behind values."""
    above, behind = set[int](), set[int]()
    for node in _scalars(YAML(typ="safe").compose(text)):
        start, end = node.start_mark.index, node.end_mark.index
        line = text.rfind("\n", 0, start) + 1
        if not text[line:start].strip(" -") and node.style not in ("|", ">"):
            above.add(line)
        if text[end:].split("\n")[0] == "" and start < end and node.style not in ("|", ">"):
            behind.add(end)
    places = sorted(place for place in above | behind if draw(st.booleans()))
    pieces, comments, at = [], [], 0
    for number, place in enumerate(places):
        comment = f"# comment {number:03d}."
        indent = len(text[place:]) - len(text[place:].lstrip(" "))
        pieces += [
            text[at:place],
            f" {comment}" if place in behind else f"{' ' * indent}{comment}\n",
        ]
        comments.append(comment)
        at = place
    return "".join([*pieces, text[at:]]), comments


def _scalars(node: Any) -> list[Any]:
    if node.id == "scalar":
        return [node]
    if node.id == "mapping":
        return [leaf for pair in node.value for part in pair for leaf in _scalars(part)]
    return [leaf for item in node.value for leaf in _scalars(item)]
