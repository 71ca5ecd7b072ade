"""Whether a rule governs a frame: by its scope, and by the version that the record names.

Where the day alone doesn't tell which version was in force, sources may say. Where they differ,
whether the rule governs is contested; where none speaks, it is unknown and asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from forcereview.answers.answers import Answers
from forcereview.answers.grounds import Claims, Grounds, Told, fixed
from forcereview.answers.leaves import Leaf
from forcereview.record import Frame
from forcereview.standards import Library, Rule, TestRule
from forcereview.standards.expressions import Atom
from forcereview.standards.governing import WhyNot
from forcereview.vocabulary import Truth

VERSION = "policy.version_in_force"


class Governing(NamedTuple):
    """Whether a rule governs, why not, what would have to be known, and on which claims it rests.

    ``by_version``: it depends on which version was in force, and the day doesn't tell.
    """

    truth: Truth
    why_not: WhyNot
    in_words: str
    open_facts: tuple[str, ...]
    grounds: Grounds
    by_version: bool = False
    because: tuple[str, ...] = ()


def governing_of(
    rule: Rule | TestRule,
    frame: Frame,
    answers: Answers,
    library: Library,
    *,
    comparison: bool = False,
) -> Governing:
    """Whether a rule governs a frame. For a comparison that a person asked for, it always does."""
    found = answers.governed(rule.scope, frame, every_agency=comparison)
    truth = found.truth
    if comparison and truth is Truth.REFUTED:
        truth = Truth.ESTABLISHED
    if VERSION not in found.open_facts:
        grounds = _by_scope(truth)
        return Governing(truth, found.why_not, found.in_words, found.open_facts, grounds)
    agency_known = len(found.open_facts) == 1
    grounds = _version(rule.standard, related(rule.standard, library), frame, answers, agency_known)
    leaf = grounds.whole
    truth = Truth(leaf.bits)
    open_facts = found.open_facts if leaf.bits in (0, 3) else ()
    if truth is not Truth.REFUTED:
        return Governing(truth, "", found.in_words, open_facts, grounds, by_version=True)
    because = tuple(sorted(leaf.deniers[0]))
    return Governing(
        truth,
        "not_in_force",
        "the record names another version as in force",
        (),
        grounds,
        True,
        because,
    )


@cache
def _by_scope(truth: Truth) -> Grounds:
    return fixed(Leaf(Atom(VERSION), truth.value))


def related(standard: str, library: Library) -> tuple[str, ...]:
    """The versions that a standard supersedes, and those that supersede it."""
    newer = {each.id for each in library if standard in each.file.supersedes}
    return tuple(sorted(newer.union(library.standards[standard].file.supersedes)))


def _version(
    standard: str, others: Iterable[str], frame: Frame, answers: Answers, agency_known: bool
) -> Grounds:
    """What the record says of the version in force: this one, or another of the same text."""
    this = answers.grounds(Atom(VERSION, "one of", (standard,)), frame)
    other = answers.grounds(Atom(VERSION, "one of", tuple(others)), frame)

    def told(kept: Claims) -> Told:
        bits = this.bits(kept) & 1 | (other.bits(kept) & 1) << 1
        return (bits if agency_known or bits == Truth.REFUTED.value else 0), False

    claims = this.claims | other.claims
    bits, _ = told(claims)
    supporters, deniers = this.whole.supporters, other.whole.supporters
    whole = Leaf(Atom(VERSION), bits, supporters, deniers, said=bits)
    return Grounds(whole, claims, this.unruly | other.unruly, told)
