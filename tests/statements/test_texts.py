"""A claim of what a standard holds: whose rule it is, whether it was in force, what it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builders import a_case, a_library, a_rule, a_rule_claim, a_standard
from forcereview.standards import Library
from forcereview.statements import CheckedClaim, Result

Checking = Callable[..., CheckedClaim]


def library(**fields: Any) -> Library:
    """One rule of ICE, one of CBP on the same topic, one of ICE that is over."""
    ours = a_rule("I-1", topic="vehicles", requires="vehicle.moving", **fields)
    theirs = a_rule("C-1", topic="vehicles", says="Stand aside.", modality="should not")
    return a_library(
        a_standard(ours, name="ice-text", title="The ICE text", governs={"agencies": ["ice"]}),
        a_standard(theirs, name="cbp-text", title="The CBP text", governs={"agencies": ["cbp"]}),
        a_standard(a_rule("O-1"), name="old", governs={"agencies": ["ice"], "to": "2020-01-01"}),
    )


def result(claim_of: Checking, claim: dict[str, Any], held: Library | None = None) -> Result:
    return claim_of(a_case().stated("page", claim), library=held or library()).now


@pytest.mark.parametrize(
    ("modality", "says", "word"),
    [
        ("must", "requires", "supported"),
        ("must", "allows", "supported"),
        ("must", "advises", "misstates"),
        ("must", "forbids", "misstates"),
        ("must not", "forbids", "supported"),
        ("must not", "allows", "misstates"),
        ("should", "advises", "supported"),
        ("should", "requires", "misstates"),
        ("should not", "advises against", "supported"),
        ("should not", "forbids", "misstates"),
        ("may", "allows", "supported"),
        ("may", "requires", "misstates"),
        ("may", "forbids", "misstates"),
    ],
)
def test_what_is_said_is_compared_with_what_the_rule_does(
    claim_of: Checking, modality: str, says: str, word: str
) -> None:
    held = library(modality=modality)

    assert result(claim_of, a_rule_claim(says, provision="I-1"), held).word == word


@pytest.mark.parametrize(
    ("exceptions", "word", "told"),
    [
        ("", "supported", "leave out its exception"),
        ("stated", "supported", ""),
        ("denied", "misstates", "which the words deny"),
    ],
)
def test_an_exception_that_the_words_deny_is_misstated(
    claim_of: Checking, exceptions: str, word: str, told: str
) -> None:
    held = library(modality="must not", unless="subject.armed")
    claim = a_rule_claim("forbids", provision="I-1", exceptions=exceptions)
    found = result(claim_of, claim, held)

    assert found.word == word
    assert told in found.sentence
    assert found.passages[0].exception == "subject.armed"


def test_what_is_forbidden_but_for_an_exception_may_be_called_allowed_with_it(
    claim_of: Checking,
) -> None:
    held = library(modality="must not", unless="subject.armed")

    assert result(claim_of, a_rule_claim("allows", provision="I-1"), held).word == "misstates"
    stated = a_rule_claim("allows", provision="I-1", exceptions="stated")
    assert result(claim_of, stated, held).word == "supported"


def test_another_agencys_rule_is_misstated_with_whose_it_is_and_what_governs(
    claim_of: Checking,
) -> None:
    found = result(claim_of, a_rule_claim("advises against", provision="C-1", attributed_to="ice"))

    assert found.word == "misstates"
    assert "The CBP text" in found.sentence
    assert "does not bind ICE" in found.sentence
    assert "binds CBP" in found.sentence
    assert "check the text" in found.sentence
    assert [item.key for item in found.passages] == ["C-1", "I-1"]
    assert found.check_the_text


def test_where_nothing_governs_on_the_topic_that_is_said(claim_of: Checking) -> None:
    held = a_library(*library(), a_standard(a_rule("C-2", topic="boats"), name="sea",
                                            governs={"agencies": ["cbp"]}))  # fmt: skip
    claim = a_rule_claim("forbids", provision="C-2", attributed_to="ice")

    assert "the library holds no passage for ICE" in result(claim_of, claim, held).sentence


def test_a_topic_under_which_nothing_is_filed_is_said_to_be_none(claim_of: Checking) -> None:
    claim = a_rule_claim("forbids", topic="vehicels", attributed_to="ice")
    found = result(claim_of, claim)

    assert found.word == "unsupported"
    assert "none at all is filed under 'vehicels': did you mean 'vehicles'?" in found.sentence


def test_a_rule_of_the_agency_named_is_compared_by_what_it_does(claim_of: Checking) -> None:
    claim = a_rule_claim("requires", provision="I-1", attributed_to="ice")

    assert result(claim_of, claim).word == "supported"


@pytest.mark.parametrize(
    ("standard", "word"), [("ice-text", "supported"), ("cbp-text", "misstates")]
)
def test_a_rule_may_be_attributed_to_a_standard(
    claim_of: Checking, standard: str, word: str
) -> None:
    claim = a_rule_claim("requires", provision="I-1", attributed_to=standard)

    assert result(claim_of, claim).word == word


def test_a_rule_no_longer_in_force_is_misstated(claim_of: Checking) -> None:
    found = result(claim_of, a_rule_claim("forbids", provision="O-1", attributed_to="ice"))

    assert found.word == "misstates"
    assert "was not in force then" in found.sentence


@pytest.mark.parametrize("basis", ["background", "summary", "reported", "passage read"])
def test_a_weak_basis_says_check_the_text(claim_of: Checking, basis: str) -> None:
    found = result(claim_of, a_rule_claim("requires", provision="I-1"), library(basis=basis))

    assert found.check_the_text is (basis != "passage read")
    assert basis in found.sentence


def test_a_rule_that_no_passage_states_is_not_supported(claim_of: Checking) -> None:
    claim = a_rule_claim("requires", topic="reaching in", attributed_to="ice")
    found = result(claim_of, claim)

    assert found.word == "unsupported"
    assert found.check_the_text


def test_a_provision_that_the_library_lacks_is_not_supported(claim_of: Checking) -> None:
    assert result(claim_of, a_rule_claim("requires", provision="X-9")).word == "unsupported"


def test_texts_are_the_same_then_and_now(claim_of: Checking) -> None:
    checked = claim_of(
        a_case().stated("page", a_rule_claim("requires", provision="I-1")), library=library()
    )

    assert checked.then == checked.now
