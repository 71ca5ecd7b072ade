"""Results as schema.org ClaimReview: its terms, an author who answers for it, and no numbers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builders import a_case, a_claim
from forcereview.errors import BadInput
from forcereview.publish.exchange.claim_review import claim_reviews
from forcereview.record import Case
from forcereview.review import Review
from forcereview.standards import Library
from forcereview.statements import Checked, check_statements

SAID = a_claim("subject.armed", "yes", "driver")


@pytest.fixture(scope="module")
def terms(repository: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (repository / "tests" / "vendor" / "schema-org" / "terms.json").read_text("utf-8")
    )
    return found


@pytest.fixture(scope="module")
def published(bundled: Review) -> dict[str, Any]:
    checked = check_statements(bundled.case, bundled.library)
    return claim_reviews(checked, "A review board", "2026-04-01", "https://example.org/review")


def checked(case: Case) -> Checked:
    return check_statements(case, Library({}))


def only_review(case: Any, **more: Any) -> dict[str, Any]:
    (review,) = claim_reviews(checked(case.read()), "A board", "2026-04-01", **more)["@graph"]
    found: dict[str, Any] = review
    return found


def things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from things(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from things(inner)


def properties_of(kind: str, terms: dict[str, Any]) -> set[str]:
    found = set(terms[kind])
    wider = terms["extends"].get(kind)
    return found | properties_of(wider, terms) if wider else found


def test_every_term_is_one_of_schema_org(published: dict[str, Any], terms: dict[str, Any]) -> None:
    every = list(things(published["@graph"]))
    wrong = [
        (thing["@type"], name)
        for thing in every
        for name in thing
        if name != "@type" and name not in properties_of(thing["@type"], terms)
    ]

    assert published["@context"] == "https://schema.org"
    assert {thing["@type"] for thing in every} == {
        "ClaimReview", "Claim", "Rating", "Person", "Organization", "CreativeWork",
    }  # fmt: skip
    assert wrong == []


def test_no_rating_is_a_number(published: dict[str, Any]) -> None:
    text = json.dumps(published)

    assert not {"ratingValue", "bestRating", "worstRating"} & {
        name for thing in things(published) for name in thing
    }
    assert "alternateName" in text


def test_opinions_are_left_out_and_every_other_claim_is_there(
    published: dict[str, Any], bundled: Review
) -> None:
    claims = [claim for item in bundled.case.file.statements for claim in item.claims]
    addresses = {item["url"].partition("#claim-")[2] for item in published["@graph"]}

    assert addresses == {claim.id for claim in claims if claim.kind != "opinion"}


@pytest.mark.parametrize("author", ["", "  "])
def test_nobody_but_a_named_author_publishes(author: str) -> None:
    with pytest.raises(BadInput, match="needs an author"):
        claim_reviews(checked(a_case().stated("post", SAID).read()), author, "2026-04-01")


def test_the_claim_says_who_said_it_when_and_where_it_appeared() -> None:
    case = a_case().with_source("paper", derives_from=["agent"], address="https://example.org/a")
    case = case.stated("post", SAID, by="paper", label="spokesperson", institution="dhs")
    claim = only_review(case)["itemReviewed"]

    assert claim["author"]["name"] == "spokesperson"
    assert claim["author"]["affiliation"]["name"] == "dhs"
    assert claim["datePublished"] == "2026-03-03"
    assert claim["firstAppearance"]["name"] == "the agent's account"
    assert claim["appearance"] == {
        "@type": "CreativeWork",
        "name": "paper",
        "url": "https://example.org/a",
    }


def test_days_between_which_it_was_said_are_no_single_day() -> None:
    case = a_case().stated("post", SAID, said_at="2026-03-03 to 2026-03-05")
    claim = only_review(case)["itemReviewed"]

    assert claim["temporalCoverage"] == "2026-03-03/2026-03-05"
    assert "datePublished" not in claim


def test_both_lenses_are_in_the_body_and_the_reason_in_the_rating() -> None:
    case = a_case().said("subject.armed", "no", "driver").stated("post", SAID)
    review = only_review(case)

    assert review["reviewRating"]["alternateName"] == "contradicted"
    assert "contradicted by a video" in review["reviewRating"]["ratingExplanation"]
    assert "when it was said: not supported by anything held" in review["reviewBody"]
    assert review["citation"] == ["a video"]
