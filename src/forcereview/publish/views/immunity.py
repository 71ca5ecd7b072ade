"""Immunity: which kinds exist, which provisions name them, and what the library doesn't hold.

A statement about the library's texts, computed from them; never advice, never a finding.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forcereview.publish.readable import counted
from forcereview.publish.views.anchors import slug, text_anchor
from forcereview.publish.views.basis import basis_in_words, must_be_checked
from forcereview.review import Review
from forcereview.standards import Library
from forcereview.standards.immunities import Immunity, kinds_of_immunity, provisions_naming
from forcereview.standards.passages import passage


@dataclass(frozen=True, slots=True)
class ImmunityKind:
    """One kind, with the provisions and tests that name it, and held lines where there are any."""

    name: str
    what: str
    against: str
    who: str
    provisions: tuple[tuple[str, str, str], ...]
    tests: tuple[tuple[str, str], ...]
    basis_words: str
    check_the_text: bool
    held: tuple[tuple[str, str], ...]
    note: str


@dataclass(frozen=True, slots=True)
class ImmunityView:
    """The kinds, what is not one though often called so, and the statement about the texts."""

    kinds: tuple[ImmunityKind, ...]
    not_kinds: tuple[ImmunityKind, ...]
    absolute: tuple[tuple[str, str, str], ...]
    statement: str
    checked: str


def immunity_in_words(review: Review) -> ImmunityView:
    """What the library's texts say about immunity."""
    known, library = kinds_of_immunity(), review.library
    absolute = _named(library, (rule.key for rule in provisions_naming(library, "absolute")))
    return ImmunityView(
        tuple(_kind(library, item) for item in known.immunities),
        tuple(_kind(library, item) for item in known.not_immunities),
        absolute,
        _statement(library, len(absolute)),
        known.checked,
    )


def _statement(library: Library, absolute: int) -> str:
    held = (
        f"{counted(len(library.rules), 'provision')} of "
        f"{counted(len(library), 'standard')} in this library"
    )
    if absolute:
        return (
            f"Of the {held}, {counted(absolute, 'one names', f'{absolute} name')} an absolute "
            "immunity, listed below. This is a statement about the texts in the library. "
            "It is not legal advice."
        )
    return (
        f"None of the {held} gives a line officer absolute immunity from prosecution. "
        "This is a statement about the texts in the library, counted when this report was made. "
        "It is not legal advice, and a text that is not held may say otherwise."
    )


def _kind(library: Library, item: Immunity) -> ImmunityKind:
    naming = [rule.key for rule in provisions_naming(library, item.word)]
    keys = dict.fromkeys([*item.provisions, *naming])
    passages = [found for where in item.text_lines if (found := passage(where))]
    tests = {test.test.key: test.test.title for test in library.tests}
    return ImmunityKind(
        item.name,
        item.what,
        item.against,
        item.who,
        _named(library, keys),
        tuple((tests[key], f"test-{slug(key)}") for key in item.tests if key in tests),
        basis_in_words(item.basis),
        must_be_checked(item.basis),
        tuple(
            (f"{found.file}, line {number}", words)
            for found in passages
            for number, words in found.lines
        ),
        item.note,
    )


def _named(library: Library, keys: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    rules = {rule.key: rule.provision for rule in library.rules}
    return tuple((key, rules[key].citation, text_anchor(key)) for key in keys if key in rules)
