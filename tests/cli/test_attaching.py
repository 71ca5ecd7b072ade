"""``standards attach``, ``anchor``, ``texts``, and ``check`` with a workspace, as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Ran
from papers import pdf

Typed = Callable[..., Ran]
DHS = "dhs-044-05-r1"
PAGES = (
    "A. Respect for human life guides every use of force.",
    "B. No firing at the operator of a moving vehicle, vessel, aircraft or other conveyance, "
    "unless deadly force is justified under this policy.",
)


@pytest.fixture
def item(forcereview: Typed, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("FORCEREVIEW_BY", "a policy analyst")
    monkeypatch.setenv("COLUMNS", "100")
    assert forcereview("init", ".").status == 0
    Path("policy.pdf").write_bytes(pdf(PAGES, "12cm 8cm"))
    added = json.loads(forcereview("evidence", "add", "policy.pdf", "--json").out)
    (outcome,) = added["files"]
    return str(outcome["item"])


def test_from_attaching_to_a_report_that_rests_on_the_text(
    forcereview: Typed, item: str, demo: Path
) -> None:
    attached = forcereview("standards", "attach", DHS, item, "--reason", "the official copy")
    assert f"attached to {DHS}: {item} (policy.pdf)" in attached.out
    proposed = forcereview("standards", "anchor", DHS, "D23-12").out
    assert "D23-12: page 1, likeness 0.9" in proposed
    assert f"forcereview standards anchor {DHS} KEY... --accept" in proposed
    accepted = forcereview("standards", "anchor", DHS, "D23-12", "--accept")
    assert accepted.out.startswith("D23-12 is anchored to page 1: “B. No firing at the operator")
    listed = forcereview("standards", "texts").out
    assert f"{DHS}: {item}, policy.pdf" in listed
    assert "1 of 31 provisions and tests anchored" in listed
    shown = forcereview("standards", "show", "D23-12", "--workspace", ".").out
    assert "basis: text held" in shown
    assert "basis: passage read" in forcereview("standards", "show", "D23-12").out

    def bases(*words: str) -> set[str]:
        data = json.loads(forcereview("review", str(demo), "--json", "-", *words).out)
        return {f["basis"] for f in data["findings"] if f["key"] == "D23-12"}

    assert bases() == {"passage read"}, "a file is reviewed without a workspace unless one is named"
    assert bases("--workspace", ".") == {"text held"}
    explained = forcereview(
        *("explain", str(demo), "--frame", "shot-1", "--provision", "D23-12", "--workspace", ".")
    )
    assert f"The text, page 1 of {item}: “B. No firing" in explained.out


def test_a_case_of_the_workspace_is_reviewed_with_its_texts(
    forcereview: Typed, item: str, demo: Path
) -> None:
    assert forcereview("case", "import", str(demo)).status == 0
    case = json.loads(forcereview("case", "list", "--json").out)[0]["id"]
    before = len(forcereview("log", "--json").out and json.loads(forcereview("log", "--json").out))
    forcereview("standards", "attach", DHS, item)
    forcereview("standards", "anchor", DHS, "D23-12", "--accept")

    def basis(name: str) -> str:
        data = json.loads(forcereview("review", name, "--json", "-").out)
        return str(next(f["basis"] for f in data["findings"] if f["key"] == "D23-12"))

    assert basis(case) == "text held"
    assert basis(f"{case}@{before}") == "passage read", "as it was at that entry"


def test_an_anchor_by_hand_keeps_the_words_of_the_page(forcereview: Typed, item: str) -> None:
    forcereview("standards", "attach", DHS, item, "--from-page", "1", "--to-page", "1")
    words = ("--page", "1", "--quotation", "respect for  human life")
    ran = forcereview("standards", "anchor", DHS, "D23-01", *words, "--json")
    assert json.loads(ran.out) == [
        {"provision": "D23-01", "page": 1, "quotation": "Respect for human life"}
    ]
    (text,) = json.loads(forcereview("standards", "texts", "--json").out)
    assert (text["first_page"], text["last_page"]) == (1, 1)
    assert text["anchors"][0]["confirmed_by"] == "a policy analyst"


def test_what_cannot_be_anchored_is_said(forcereview: Typed, item: str) -> None:
    forcereview("standards", "attach", DHS, item)
    for words, said in (
        (("D23-12", "--page", "1"), "an anchor needs one provision, the page and the words"),
        (("--page", "1", "--quotation", "x"), "an anchor needs one provision"),
        (("--accept",), "--accept names nothing"),
        (("D23-12", "--page", "1", "--quotation", "zebras graze"), "aren't on page 1"),
        (("D99-1",), "has no provision 'D99-1'"),
    ):
        ran = forcereview("standards", "anchor", DHS, *words)
        assert (ran.status, ran.out) == (2, ""), words
        assert said in ran.err


def test_accepting_what_is_not_alike_is_refused(forcereview: Typed, item: str) -> None:
    forcereview("standards", "attach", DHS, item)
    ran = forcereview("standards", "anchor", DHS, "D23-25", "--accept", "--least", "0.99")
    assert ran.status == 3
    assert "give the page and the words" in ran.err


def test_check_with_a_workspace_looks_at_the_texts(forcereview: Typed, item: str) -> None:
    forcereview("standards", "attach", DHS, item)
    forcereview("standards", "anchor", DHS, "D23-12", "--accept")
    ran = forcereview("standards", "check", "--workspace", ".")
    assert ran.status == 0, ran.out
    assert "1 texts attached, 1 anchors looked for" in ran.out
    assert "note: no official text is attached to: " in ran.out
    assert "attached" not in forcereview("standards", "check").out
    data = json.loads(forcereview("standards", "check", "--workspace", ".", "--json").out)
    assert (data["texts"], data["anchors"], data["problems"]) == (1, 1, [])


def test_check_ends_with_2_where_an_anchor_is_not_found(forcereview: Typed, item: str) -> None:
    from forcereview.wiring import open_workspace
    from forcereview.workspace.acting import acting

    forcereview("standards", "attach", DHS, item)
    ports = open_workspace(".")
    wrong = {"item": item, "page": 1, "quotation": "No shots at bicycles", "by": "x"}
    with acting(ports, "x") as work:
        work.become("standard.anchor", {f"anchor/{DHS}/D23-12": wrong})
    ports.close()
    ran = forcereview("standards", "check", "--workspace", ".")
    assert ran.status == 2
    assert "D23-12: its anchor isn't on page 1: 'No shots at bicycles'; nearest" in ran.out
    assert "page 1, likeness 0.9" in ran.out
