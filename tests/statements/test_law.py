"""A claim of a doctrine: what the texts held say of it, and nothing about a court."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builders import a_case, a_library, a_rule, a_rule_claim, a_standard
from forcereview.standards import Library, standards_library
from forcereview.statements import CheckedClaim, Result

Checking = Callable[..., CheckedClaim]


def result(claim_of: Checking, says: str, doctrine: str, library: Library | None = None) -> Result:
    claim = a_rule_claim(says, doctrine=doctrine) | {"kind": "law"}
    case = a_case().stated("briefing", claim)
    return claim_of(case, library=library or standards_library()).now


@pytest.mark.parametrize(
    ("doctrine", "says", "word"),
    [
        ("absolute immunity", "applies", "misstates"),
        ("absolute", "applies on conditions", "misstates"),
        ("absolute", "does not apply", "supported"),
        ("Supremacy Clause immunity", "applies", "unsupported"),
        ("supremacy clause", "applies on conditions", "supported"),
        ("qualified immunity", "applies on conditions", "supported"),
        ("qualified", "does not apply", "unsupported"),
        ("sovereign immunity", "applies", "misstates"),
        ("diplomatic immunity", "applies", "unsupported"),
    ],
)
def test_a_doctrine_is_held_against_the_texts(
    claim_of: Checking, doctrine: str, says: str, word: str
) -> None:
    assert result(claim_of, says, doctrine).word == word


def test_absolute_immunity_names_what_is_held_instead_and_is_no_advice(
    claim_of: Checking,
) -> None:
    found = result(claim_of, "applies", "absolute immunity")

    assert "Supremacy Clause immunity and qualified immunity, each on conditions" in found.sentence
    assert "not legal advice" in found.sentence
    assert {"CON-09", "CON-11"} <= {item.key for item in found.passages}
    assert all(item.basis for item in found.passages)
    assert found.check_the_text


def test_a_text_that_names_the_doctrine_contests_it(claim_of: Checking) -> None:
    naming = a_standard(a_rule("Z-1", immunity="absolute"), name="z")
    library = a_library(*standards_library(), naming)

    assert result(claim_of, "applies", "absolute", library).word == "contested"


def test_whether_conditions_are_met_is_not_decided(claim_of: Checking) -> None:
    assert "is decided by nothing that is held" in result(claim_of, "applies", "qualified").sentence
