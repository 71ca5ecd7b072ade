"""``evidence text``, ``evidence search``, ``evidence compare``, as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Ran
from papers import POLICY, REVISED, pdf, picture, scanned

Typed = Callable[..., Ran]


@pytest.fixture
def typed(forcereview: Typed, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Commands in a workspace that is found from the current folder."""
    monkeypatch.setenv("FORCEREVIEW_BY", "a policy analyst")
    monkeypatch.setenv("COLUMNS", "100")
    assert forcereview("init", ".").status == 0
    return forcereview


def add(typed: Typed, name: str, content: bytes) -> str:
    Path(name).write_bytes(content)
    ran = typed("evidence", "add", name, "--json")
    assert ran.status == 0, ran.err
    (outcome,) = json.loads(ran.out)["files"]
    return str(outcome["item"])


def test_the_text_of_an_item_is_shown_page_by_page(typed: Typed) -> None:
    item = add(typed, "policy.pdf", pdf())
    ran = typed("evidence", "text", item)
    assert ran.out.startswith("page 1\nI. Purpose.")
    assert "\npage 2\n" in ran.out
    second = typed("evidence", "text", item, "--page", "2").out
    assert second.startswith("page 2\n")
    assert "page 1\n" not in second
    data = json.loads(typed("evidence", "text", item, "--page", "2", "--json").out)
    assert [page["number"] for page in data["pages"]] == [2]
    assert data["pages"][0]["from"] == "text layer"


def test_a_page_that_is_not_there_is_said(typed: Typed) -> None:
    item = add(typed, "policy.pdf", pdf())
    ran = typed("evidence", "text", item, "--page", "99")
    assert (ran.status, ran.out) == (2, "")
    assert f"{item} has no page 99" in ran.err


def test_words_recognised_by_ocr_are_marked_in_text_and_search(typed: Typed) -> None:
    item = add(typed, "scan.pdf", scanned(pdf(POLICY[:2])))
    assert "page 1 – recognised by OCR" in typed("evidence", "text", item).out
    found = typed("evidence", "search", "purpose").out
    assert "  recognised by OCR" in found
    assert f"{item}, scan.pdf, page 1" in found


def test_search_shows_the_words_in_place_and_a_locator(typed: Typed) -> None:
    item = add(typed, "policy.pdf", pdf())
    ran = typed("evidence", "search", "warning shots")
    assert "«Warning shots» are not permitted." in ran.out
    assert f"  {item}#page=" in ran.out
    assert "&quote=Warning%20shots" in ran.out
    data = json.loads(typed("evidence", "search", "warning", "shots", "--json").out)
    (found,) = [each for each in data["found"] if each["kind"] == "evidence"]
    assert found["quotation"] == "Warning shots"
    assert [p["text"] for p in found["snippet"] if p["found"]] == ["Warning", "shots"]


def test_search_finds_standards_and_says_when_nothing_is_found(typed: Typed) -> None:
    assert "standard dhs-044-05-r1" in typed("evidence", "search", "D23-12").out
    assert typed("evidence", "search", "zymurgy").out == "Nothing found.\n"
    ran = typed("evidence", "search", "--", "-zymurgy")
    assert ran.status == 2
    assert "names nothing to search for" in ran.err


def test_search_tells_on_the_error_stream_what_it_could_not_look_into(typed: Typed) -> None:
    add(typed, "photo.png", picture(pdf(POLICY[:1])))
    ran = typed("evidence", "search", "purpose")
    assert "not searched: 1 image was not looked into" in ran.err
    assert "photo.png" in typed("evidence", "search", "purpose", "--images").out


def test_compare_prints_the_differences_and_writes_the_page(typed: Typed) -> None:
    old = add(typed, "v1.pdf", pdf(POLICY))
    new = add(typed, "v2.pdf", pdf(REVISED, "12cm 8cm"))
    ran = typed("evidence", "compare", old, new, "--html", "differences.html")
    assert ran.status == 0
    assert "− Each use of force must be reported to a supervisor within [24] hours" in ran.out
    assert "+ Each use of force must be reported to a supervisor within [48] hours" in ran.out
    assert "12 passages: 4 the same, 4 changed, 1 added, 1 removed, 2 moved" in ran.out
    assert "written: differences.html" in ran.out
    assert "<ins>48</ins>" in Path("differences.html").read_text("utf-8")
    data = json.loads(typed("evidence", "compare", old, new, "--json").out)
    assert data["counts"]["removed"] == 1
    assert "No word differs." in typed("evidence", "compare", old, old).out


def test_what_is_not_there_is_bad_input_never_a_traceback(typed: Typed) -> None:
    for words in (
        ("text", "e-nothing"),
        ("compare", "e-nothing", "e-nothing"),
        ("search", "x", "--case", "nothing"),
        ("text", "e-nothing", "--ocr", "sometimes"),
    ):
        ran = typed("evidence", *words)
        assert (ran.status, ran.out) == (2, ""), words
        assert "Traceback" not in ran.err


def test_stopped_with_ctrl_c_it_says_that_the_same_command_goes_on(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from forcereview.workspace.evidence import searching

    def stopping(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    add(typed, "policy.pdf", pdf())
    monkeypatch.setattr(searching, "text_of", stopping)
    ran = typed("evidence", "search", "purpose")
    assert (ran.status, ran.err) == (130, "stopped; the same command goes on where it was\n")
