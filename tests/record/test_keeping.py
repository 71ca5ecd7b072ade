"""A case kept as values beside its text comes out as it went in, and loses no comment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forcereview.errors import BadInput
from forcereview.journal import canonical
from forcereview.record import CaseFile
from forcereview.record.keeping import entry_from, text_now, values_of, with_comments_of
from forcereview.record.writing import plain
from kept_cases import TEXT
from record.case_files import case_files
from record.test_rewriting import _another, _commented, _in_some_form

hard = settings(
    max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def kept(file: CaseFile) -> dict[str, Any]:
    """The values as a journal gives them back: canonical JSON, keys in its order."""
    values: dict[str, Any] = json.loads(canonical(plain(file)))
    return values


@hard
@given(st.data())
def test_any_case_comes_out_as_it_went_in_to_the_byte(data: st.DataObject) -> None:
    file = data.draw(case_files())
    text, _ = data.draw(_commented(data.draw(_in_some_form(file))))
    mark = data.draw(st.sampled_from([b"", b"\xef\xbb\xbf"]))
    ends = data.draw(st.sampled_from(["\n", "\r\n"]))
    last = data.draw(st.booleans())
    raw = mark + (text if last else text.removesuffix("\n")).replace("\n", ends).encode()
    assert text_now(raw, values_of(raw)) == raw
    assert text_now(raw, json.loads(canonical(values_of(raw)))) == raw


@hard
@given(st.data())
def test_a_changed_case_reads_as_it_should_and_keeps_every_comment(data: st.DataObject) -> None:
    before = data.draw(case_files())
    after = data.draw(_another(before))
    text, comments = data.draw(_commented(data.draw(_in_some_form(before))))
    out = text_now(text.encode(), kept(after))
    assert entry_from(CaseFile, values_of(out)) == after
    for comment in comments:
        assert out.count(comment.encode()) == 1


@hard
@given(case_files())
def test_values_that_a_journal_held_make_the_same_case(file: CaseFile) -> None:
    assert entry_from(CaseFile, kept(file)) == file


def test_people_keep_the_order_of_the_text_though_the_journal_keeps_none() -> None:
    values = json.loads(canonical(values_of(TEXT.encode())))
    assert list(values["people"]) == ["agent-a", "driver"]
    values["people"]["bystander"] = {"role": "bystander"}
    values["title"] = "t"
    assert list(values_of(text_now(TEXT.encode(), values))["people"]) == [
        "driver",
        "agent-a",
        "bystander",
    ]


def test_line_ends_and_byte_order_mark_stay_when_values_change() -> None:
    raw = b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode()
    out = text_now(raw, values_of(raw) | {"title": "t"})
    assert out.startswith(b"\xef\xbb\xbf# The clerk")
    assert out.count(b"\r\n") == out.count(b"\n")


def test_comments_of_two_texts_are_all_kept() -> None:
    first = TEXT.encode()
    ours = TEXT.replace("# as received", "# as received on Monday").encode()
    theirs = TEXT.replace("# slowly", "# very slowly").encode()
    out = with_comments_of(theirs, ours, first)
    assert out == b"# as received on Monday\n" + theirs


def test_a_comment_that_was_there_before_and_was_taken_out_stays_out() -> None:
    first = TEXT.encode()
    theirs = TEXT.replace("   # slowly", "").encode()
    assert with_comments_of(theirs, first, first) == theirs


def test_values_that_make_no_case_are_said_with_their_place() -> None:
    with pytest.raises(BadInput, match="encounter > place"):
        entry_from(CaseFile, values_of(TEXT.encode()) | {"encounter": {"start": "x"}})


def test_the_example_cases_come_out_as_they_went_in(repository: Path) -> None:
    for path in sorted(repository.glob("examples/cases/*.yaml")):
        raw = path.read_bytes()
        assert text_now(raw, json.loads(canonical(values_of(raw)))) == raw
