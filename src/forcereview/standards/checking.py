"""``standards check``: everything that can be told about standards without a case."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from forcereview.errors import Place, Problem
from forcereview.standards.attached import TEXT_HELD
from forcereview.standards.examples import examples_missing, run_examples
from forcereview.standards.library import held_text
from forcereview.standards.resolving import ProvisionRule, Standard
from forcereview.standards.satisfying import exception_can_apply
from forcereview.vocabulary import Catalogue


def check_standards(
    standards: Iterable[Standard], catalogue: Catalogue
) -> tuple[int, list[Problem]]:
    """Run all examples and look for what can't be right. Returns the examples run and problems.

    (Unknown facts, circles and syntax are errors of reading: a standard that has them can't be
    loaded at all.)
    """
    standards = list(standards)
    problems: list[Problem] = []
    count = 0
    for standard in standards:
        ran, wrong = run_examples(standard, catalogue)
        count += len(ran)
        problems += wrong
        for rule in standard.rules:
            problems += _provision_problems(rule, catalogue)
        problems += _text_problems(standard)
    problems += _overlaps(standards)
    problems += _unknown_tests(standards)
    return count, problems


def _provision_problems(rule: ProvisionRule, catalogue: Catalogue) -> list[Problem]:
    problems = []
    if not rule.provision.citation.strip():
        problems.append(Problem(f"{rule.key} has no citation", "say where it stands", rule.place))
    if examples_missing(rule):
        problems.append(
            Problem(
                f"{rule.key} needs at least two examples, one each way", "add examples", rule.place
            )
        )
    if rule.unless is not None and not exception_can_apply(rule, catalogue):
        problems.append(
            Problem(
                f"{rule.key}: its exception can never apply where the provision does",
                "correct 'unless' or 'applies'",
                rule.place,
            )
        )
    return problems


def _text_problems(standard: Standard) -> list[Problem]:
    """Held texts must exist, and the lines named must be in them."""
    problems: list[Problem] = []
    for rule in standard.rules:
        provision = rule.provision
        if provision.basis == TEXT_HELD:
            problems.append(
                Problem(
                    f"{rule.key} rests on a text held, which only attaching a text makes true",
                    "say how the file knows the passage; then 'forcereview standards attach'",
                    rule.place,
                )
            )
        if provision.basis == "statute held" and not provision.text_lines:
            problems.append(
                Problem(
                    f"{rule.key} rests on a held statute but names no lines",
                    "add 'text_lines:'",
                    rule.place,
                )
            )
        if provision.text_lines and standard.file.text.file:
            problems += _lines_exist(standard.file.text.file, provision.text_lines, rule.place)
    return problems


def _lines_exist(file: str, lines: str, place: Place) -> list[Problem]:
    name, _, numbers = lines.rpartition(":")
    try:
        count = len(held_text(name or file).splitlines())
    except FileNotFoundError:
        return [Problem(f"the library holds no text '{name or file}'", "correct the name", place)]
    last = int(numbers.split("-")[-1])
    if last > count:
        return [
            Problem(f"{name or file} has {count} lines, not {last}", "correct the lines", place)
        ]
    return []


def _overlaps(standards: list[Standard]) -> list[Problem]:
    """Two versions of one text must not be in force on one day."""
    problems = []
    for one, two in combinations(standards, 2):
        if one.id not in two.file.supersedes and two.id not in one.file.supersedes:
            continue
        newer, older = (two, one) if one.id in two.file.supersedes else (one, two)
        if (
            older.scope.end is None
            or newer.scope.start is None
            or (
                older.scope.end.latest >= newer.scope.start.earliest
                and older.scope.end.earliest >= newer.scope.start.latest
            )
        ):
            problems.append(
                Problem(
                    f"'{newer.id}' supersedes '{older.id}', but both are in force on some day",
                    "end the older one before the newer begins",
                    newer.place,
                )
            )
    return problems


def _unknown_tests(standards: list[Standard]) -> list[Problem]:
    keys = {rule.key for standard in standards for rule in standard.rules}
    return [
        Problem(
            f"test {test.test.key} names no provision '{key}'", "correct 'provisions:'", test.place
        )
        for standard in standards
        for test in standard.tests
        for key in test.test.provisions
        if key not in keys
    ]
