"""Every claim of the worked cases' public statements, with both results as expected and why."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from ruamel.yaml import YAML

from forcereview.standards import standards_library
from forcereview.statements import Checked, Result, check_statements
from forcereview.workspace.casefiles import read_case_file
from golden.worked import CASE_FILES, EXAMPLES, EXPECTED

FILES = sorted((EXPECTED / "statements").glob("*.yaml"))
ROWS = [
    (whole["case"], row)
    for whole in (YAML(typ="safe").load(file) for file in FILES)
    for row in whole["claims"]
]


@cache
def checked(name: str) -> Checked:
    case = read_case_file(EXAMPLES / "cases" / f"{name}.yaml")
    return check_statements(case, standards_library())


def named(result: Result) -> set[str]:
    """Every assertion that a result rests on, those behind its indicators included."""
    grounds = {g.id for part in result.parts for g in (*part.support, *part.denial)}
    pointing = (p for part in result.parts for p in (*part.bearing_for, *part.bearing_against))
    return grounds | {name for item in pointing for name in item.ids}


@pytest.mark.parametrize(
    ("case", "row"), ROWS, ids=[f"{case}, {row['claim']}" for case, row in ROWS]
)
def test_a_claim_has_both_results_for_the_reasons_expected(case: str, row: dict[str, Any]) -> None:
    claim = checked(case).claim(row["claim"])

    assert (claim.then.word, claim.now.word) == (row["then"], row["now"]), claim.now.sentence
    assert row["because"]
    assert set(row.get("rests_on", ())) <= named(claim.now)
    assert claim.now.interested == row.get("interested", "")
    assert set(row.get("passages", ())) <= {item.key for item in claim.now.passages}
    for side, count in (("for", claim.now.support), ("against", claim.now.denial)):
        assert row.get(side, count) == count, claim.now.sentence
    if "check_the_text" in row:
        wanted = {"yes": True, "no": False}.get(row["check_the_text"], row["check_the_text"])
        assert claim.now.check_the_text is wanted


@pytest.mark.parametrize("case", sorted({case for case, _ in ROWS}))
def test_every_claim_of_the_case_is_expected(case: str) -> None:
    held = [claim.claim.id for item in checked(case).statements for claim in item.claims]

    assert sorted(held) == sorted(row["claim"] for name, row in ROWS if name == case)


def test_every_case_with_statements_is_expected(record_property: Any) -> None:
    with_statements = {file.stem for file in CASE_FILES if read_case_file(file).file.statements}

    assert with_statements == {case for case, _ in ROWS}
    record_property(
        "figure", f"{len(ROWS)} claims of public statements in {len(with_statements)} worked "
        "cases: both results as expected, each with its reason",
    )  # fmt: skip


def test_speakers_are_named_by_role_and_words_by_how_far_they_were_seen() -> None:
    statements = checked("case-01-vehicle-stop").case.file.statements

    assert {item.words_basis for item in statements} <= {"as quoted by another", "paraphrase"}
    assert {item.speaker.label for item in statements} >= {
        "head of the department",
        "spokeswoman of the department",
        "vice president",
        "deputy attorney general",
        "several former law enforcement officials",
    }


def test_the_vice_president_is_not_supported_by_what_he_says_himself() -> None:
    claim = checked("case-01-vehicle-stop").claim("s4-weapon")

    assert "s4-weapon" not in named(claim.now)
    assert "s4-contact" not in named(claim.now)


def test_the_trap_says_whose_rule_it_is_and_what_governs() -> None:
    result = checked("case-26-explainer-pages").claim("move-aside").now

    assert "Department of Justice" in result.sentence
    assert "does not bind DHS" in result.sentence
    assert "D23-12" in result.sentence
    assert "check the text" in result.sentence
