"""Public statements in a case file: read, quoted to the letter, counted once."""

from __future__ import annotations

import json
from difflib import ndiff
from typing import Any

import pytest

from builders import CaseBuilder, a_case, a_claim, a_rule, a_rule_claim
from forcereview.record import check_case
from forcereview.record.quoting import places_of
from forcereview.record.rewriting import rewrite_case
from forcereview.workspace.casefiles import read_case_file

FACT = "subject.armed"
SAID = a_claim(FACT, "yes", "driver")


def problems(case: CaseBuilder) -> list[str]:
    found = check_case(json.dumps(case.data, indent=1).encode(), "case.yaml").problems
    return [str(problem) for problem in found]


def claims(case: CaseBuilder) -> dict[str, Any]:
    return {claim.id: claim for claim in case.read().claims if claim.fact == FACT}


def test_a_claim_of_a_fact_counts_as_an_assertion_by_its_speaker() -> None:
    (claim,) = claims(a_case().stated("post", SAID)).values()

    assert (claim.id, claim.kind, claim.source, claim.value) == (
        "post-1",
        "statement",
        "agent",
        True,
    )
    assert claim.said_at.text == "2026-03-03"


def test_a_claim_can_make_a_fact_contested() -> None:
    case = a_case().with_shot("shot-1").said(FACT, "no", "driver")
    rule = a_rule(requires=FACT)

    assert case.finding(rule).finding == "inconsistent"
    assert case.stated("post", SAID).finding(rule).finding == "contested"


@pytest.mark.parametrize(
    ("by", "value", "about", "ids"),
    [
        ("agent", "yes", ["driver"], {"a1"}),
        ("agent", "yes", [], {"a1"}),
        ("report", "yes", ["driver"], {"a1"}),
        ("agent", "no", ["driver"], {"a1", "post-1"}),
        ("video", "yes", ["driver"], {"a1", "post-1"}),
        ("agent", "yes", ["passenger"], {"a1", "post-1"}),
    ],
)
def test_what_an_assertion_records_already_is_not_counted_twice(
    by: str, value: str, about: list[str], ids: set[str]
) -> None:
    case = a_case().with_subject("passenger").with_source("report", derives_from=["agent"])
    case = case.said(FACT, value, *about, by=by).stated("post", SAID)

    assert set(claims(case)) == ids


@pytest.mark.parametrize("kind", ["standard", "law", "opinion"])
def test_other_claims_assert_nothing(kind: str) -> None:
    claim = {
        "standard": a_rule_claim("forbids", provision="D23-12"),
        "law": a_rule_claim("applies", doctrine="absolute") | {"kind": "law"},
        "opinion": {"quotation": "a hero", "kind": "opinion", "reason": "A value judgement."},
    }[kind]
    case = a_case()

    assert len(case.stated("post", claim).read().claims) == len(case.read().claims)


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ({"quotation": "she was armed"}, "is not found in the words of 'post'"),
        ({"quotation": "  "}, "quotes nothing"),
        ({"suffix": "nowhere"}, "doesn't stand in 'post' beside that prefix or suffix"),
        ({"fact": ""}, "names no fact"),
        ({"value": ""}, "gives no value"),
        ({"value": "unknown"}, "says that something isn't known"),
        ({"value": "perhaps"}, "does not answer"),
        ({"about": "nobody"}, "no person, vehicle, application or agency 'nobody'"),
        ({"kind": "opinion"}, "gives no reason"),
        ({"kind": "standard"}, "doesn't tell what the words say of the rule"),
        ({"reason": "none"}, "'reason' belongs to no claim of kind fact"),
        ({"id": "agent"}, "is given twice"),
    ],
)
def test_what_is_wrong_with_a_claim_is_said_with_its_place(more: dict[str, Any], what: str) -> None:
    words = {"words": "Armed: subject.armed is yes for driver."}
    (found, *_) = problems(a_case().stated("post", SAID | more, **words))

    assert what in found
    assert found.startswith("case.yaml:")


@pytest.mark.parametrize(
    ("claim", "what"),
    [
        (a_rule_claim("applies", provision="D23-12"), "'applies' is said of no rule"),
        (a_rule_claim("requires"), "names no rule"),
        (a_rule_claim("requires", topic="aid"), "whose rule it is said to be"),
        (a_rule_claim("requires", doctrine="absolute") | {"kind": "law"}, "said of no doctrine"),
        (a_rule_claim("requires") | {"kind": "law"}, "needs a doctrine or a provision"),
    ],
)
def test_a_claim_of_a_rule_says_which_and_what(claim: dict[str, Any], what: str) -> None:
    assert what in " ".join(problems(a_case().stated("post", claim)))


def test_a_statement_needs_a_time_and_a_source_of_the_case() -> None:
    found = problems(a_case().stated("post", SAID, said_at="", by="elsewhere"))

    assert "gives no time at which it was said" in " ".join(found)
    assert "no source 'elsewhere'" in " ".join(found)


def test_a_speaker_on_a_side_that_the_source_is_not_on_is_doubted() -> None:
    found = problems(a_case().stated("post", SAID, by="video", side="officer"))

    assert "the speaker of 'post' stands on the officer's side" in found[0]
    assert "warning" in found[0]


WORDS = "He fired,  then\nfired again."


@pytest.mark.parametrize(
    ("exact", "prefix", "suffix", "before"),
    [
        ("fired", "", "", ["He ", "He fired, then "]),
        ("fired", "then", "", ["He fired, then "]),
        ("fired", "", ", then", ["He "]),
        ("fired", "He", "again", []),
        ("then fired", "", "", ["He fired, "]),
        ("shot", "", "", []),
        ("", "", "", []),
    ],
)
def test_a_quotation_is_told_apart_by_what_stands_beside_it(
    exact: str, prefix: str, suffix: str, before: list[str]
) -> None:
    found = places_of(WORDS, exact, prefix, suffix)

    assert [" ".join(WORDS.split())[:place] for place in found] == before


def test_words_that_stand_twice_need_a_prefix_or_suffix() -> None:
    twice = {"words": f"{SAID['quotation']}, yes, {SAID['quotation']}"}
    case = a_case().stated("post", SAID, **twice)

    assert "stands 2 times" in problems(case)[0]
    assert problems(a_case().stated("post", SAID | {"prefix": "yes,"}, **twice)) == []


def test_adding_a_statement_keeps_comments_and_everything_else(repository: Any) -> None:
    path = repository / "examples" / "cases" / "case-01-vehicle-stop.yaml"
    before = read_case_file(path).file
    added = before.statements[-1].model_copy(update={"id": "again", "claims": ()})
    after = before.model_copy(update={"statements": (*before.statements, added)})
    text = rewrite_case(path.read_bytes(), after)

    changes = list(ndiff(path.read_text("utf-8").splitlines(), text.splitlines()))
    assert [line for line in changes if line.startswith("- ")] == []
    assert "+   - id: again" in changes
