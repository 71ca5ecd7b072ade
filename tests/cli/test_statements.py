"""``statements add``, ``claim``, ``check``, ``changes`` and ``claimreview``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Typed = Callable[..., Any]
ADD = [
    "--speaker", "head of the agency", "--institution", "ice", "--side", "officer",
    "--said-at", "2026-03-03", "--channel", "press conference",
    "--words", "The driver was armed. Our policy allows it.", "--source", "report",
]  # fmt: skip
FACT = ["--kind", "fact", "--quotation", "The driver was armed", "--fact", "subject.armed",
        "--value", "yes", "--about", "driver"]  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "stop.yaml"
    path.write_text(CASE, encoding="utf-8")
    return path


CASE = """\
# kept by hand
forcereview: case/1
id: stop
title: A stop
nature: synthetic
encounter:
  place: {description: a road, zone: America/Chicago}
  jurisdiction: us
  start: 2026-03-02
people:
  agent: {role: officer, agency: ice}
  driver: {role: subject}
sources:
  report: {title: A release of the agency, kind: statement, side: officer}
  video: {title: A recording, kind: video, published: 2026-03-02}
assertions:
  - {id: a1, fact: subject.armed, value: no, about: driver, source: video}
"""


def test_a_statement_is_added_claimed_and_checked_in_a_file(forcereview: Typed, case: Path) -> None:
    assert forcereview("statement", "add", case, *ADD, "--id", "first").status == 0
    assert forcereview("statement", "claim", case, "first", *FACT).status == 0
    ran = forcereview("statements", "check", case, "--json")

    assert ran.status == 0
    data = json.loads(ran.out)
    (claim,) = data["statements"][0]["claims"]
    assert claim["id"] == "first-claim-1"
    assert (claim["then"]["result"], claim["now"]["result"]) == ("contradicted", "contradicted")
    assert case.read_text("utf-8").startswith("# kept by hand\n")


def test_a_statement_is_added_and_claimed_in_a_workspace(
    forcereview: Typed, case: Path, tmp_path: Path
) -> None:
    assert forcereview("init", "w", "--by", "reviewer 1").status == 0
    place = ["--workspace", str(tmp_path / "w")]
    assert forcereview("case", "import", case, *place, "--by", "reviewer 1").status == 0
    case.unlink()
    added = forcereview("statement", "add", "stop", *ADD, *place, "--by", "reviewer 2", "--json")
    assert added.status == 0, added.err
    written = json.loads(added.out)
    assert (written["statement"], written["case"]) == ("statement-1", "stop")
    claimed = forcereview(
        "statement", "claim", "stop", "statement-1", *FACT, *place, "--by", "reviewer 2", "--json"
    )
    assert json.loads(claimed.out)["entry"] == written["entry"] + 1
    checked = forcereview("statements", "check", "stop", *place)
    assert checked.status == 0
    assert "✕ contradicted" in checked.out


def test_checking_prints_words_reasons_and_no_score(forcereview: Typed, demo: Path) -> None:
    ran = forcereview("statements", "check", demo)

    assert ran.status == 0
    assert "vice president (the White House), press conference" in ran.out
    assert "≢ misstates the standard [check the text]" in ran.out
    assert "Nothing here scores or ranks a speaker." in ran.out


def test_checking_as_of_a_day_leaves_later_statements_out(forcereview: Typed, demo: Path) -> None:
    data = json.loads(
        forcereview("statements", "check", demo, "--as-of", "2026-01-07", "--json").out
    )

    assert [item["id"] for item in data["statements"]] == [
        "spokeswoman-7-jan",
        "head-7-jan",
        "former-officials-speak",
    ]
    assert "department-on-training" in data["not_yet"]


def test_leaving_a_source_out_changes_results(forcereview: Typed, demo: Path) -> None:
    ran = forcereview("statements", "check", demo, "--without", "newspaper-1=not seen", "--json")
    claims = {
        claim["id"]: claim["now"]["result"]
        for item in json.loads(ran.out)["statements"]
        for claim in item["claims"]
    }

    assert claims["s2-blocked"] == "unsupported"


def test_changes_are_shown_by_institution(forcereview: Typed, demo: Path) -> None:
    ran = forcereview("statements", "changes", demo)

    assert ran.status == 0
    assert "\nDHS\n" in ran.out
    assert "kept: Was the vehicle driven so as to threaten death or serious injury?" in ran.out
    assert json.loads(forcereview("statements", "changes", demo, "--json").out)["institutions"]


def test_a_claim_review_needs_an_author(forcereview: Typed, demo: Path) -> None:
    ran = forcereview("statements", "claimreview", demo)

    assert ran.status == 2
    assert "--author" in ran.err


def test_claim_reviews_are_written_to_a_file(forcereview: Typed, demo: Path) -> None:
    ran = forcereview(
        "statements", "claimreview", demo, "--author", "A board", "--out", "reviews.json"
    )

    assert ran.status == 0
    data = json.loads(Path("reviews.json").read_text("utf-8"))
    assert {item["author"]["name"] for item in data["@graph"]} == {"A board"}


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--kind", "rumour", "--quotation", "The driver was armed"], "kind"),
        (["--kind", "fact", "--quotation", "never said"], "is not found in the words"),
        (["--kind", "opinion", "--quotation", "The driver was armed"], "gives no reason"),
    ],
)
def test_a_claim_that_does_not_fit_is_refused_and_nothing_written(
    forcereview: Typed, case: Path, words: list[str], what: str
) -> None:
    forcereview("statement", "add", case, *ADD)
    before = case.read_text("utf-8")
    ran = forcereview("statement", "claim", case, "statement-1", *words)

    assert ran.status == 2
    assert what in ran.err
    assert case.read_text("utf-8") == before
