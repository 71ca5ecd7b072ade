"""How a finding is shown: a word, a sign that needs no colour, and a class for colour."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.vocabulary.words import FINDING_WORDS

#: findings in the order in which reports count and list them
ORDER = ("inconsistent", "contested", "undetermined", "consistent", "not_applicable")

#: what each finding means, for the key at the head of a report
MEANINGS: dict[str, str] = {
    "inconsistent": "what credited sources say departs from the text, and no exception covers it",
    "contested": "credited sources differ on what would decide it",
    "undetermined": "no credited source answers what would decide it",
    "consistent": "what credited sources say agrees with the text, or an exception covers it",
    "not_applicable": "the text does not govern, or its conditions are not met; it says why",
}
_ELEMENT_WORDS = {
    "consistent": "supported",
    "inconsistent": "not supported",
    "not_applicable": "does not apply",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """``word`` to read, ``sign`` to see, ``kind`` for the style sheet."""

    word: str
    sign: str
    kind: str


def mark(finding: str, *, by_exception: bool = False) -> Mark:
    """The mark of a finding."""
    word, sign = FINDING_WORDS[finding]
    return Mark(word + (" by exception" if by_exception else ""), sign, finding.replace("_", "-"))


def element_mark(finding: str) -> Mark:
    """The mark of a legal test's element: what is held supports it, or not."""
    plain = mark(finding)
    return Mark(_ELEMENT_WORDS.get(finding, plain.word), plain.sign, plain.kind)


def key_of_marks() -> tuple[tuple[Mark, str], ...]:
    """Every mark with what it means."""
    return tuple((mark(name), MEANINGS[name]) for name in ORDER)
