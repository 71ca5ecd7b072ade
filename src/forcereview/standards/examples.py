"""Run a standard's examples: with these facts, this finding. Examples are the library's tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from forcereview.errors import Problem, did_you_mean
from forcereview.standards.asking import Answer, Said, answer
from forcereview.standards.evaluation import Outcome
from forcereview.standards.expressions import Atom
from forcereview.standards.governing import Occasion, governed
from forcereview.standards.model import Example
from forcereview.standards.resolving import ElementRule, ProvisionRule, Rule, Standard
from forcereview.vocabulary import (
    Calendar,
    Catalogue,
    Fact,
    Moment,
    Truth,
    did_not_happen,
    parse_quantity,
    read_value,
)

_CALENDAR = Calendar(ZoneInfo("UTC"), "2000-01-01")


@dataclass(frozen=True, slots=True)
class Ran:
    """An example and what came of it."""

    rule: str
    example: Example
    finding: str
    by_exception: bool

    @property
    def agrees(self) -> bool:
        """Whether the finding (and, where stated, the exception) is the expected one."""
        expected = self.example.finding.replace(" ", "_")
        same_way = self.example.by_exception in (None, self.by_exception)
        return self.finding == expected and same_way


def run_examples(standard: Standard, catalogue: Catalogue) -> tuple[list[Ran], list[Problem]]:
    """Run a standard's examples, of provisions and tests; problems name wrong facts and misfits."""
    ran: list[Ran] = []
    problems: list[Problem] = []
    for rule, example in _rules_with_examples(standard, problems):
        try:
            outcome = run_example(rule, example, catalogue)
        except ExampleError as error:
            problems.append(
                Problem(
                    f"{rule.key}, example '{_name(example)}': {error}",
                    "correct the example",
                    rule.place,
                )
            )
            continue
        result = Ran(rule.key, example, outcome.finding, outcome.by_exception)
        ran.append(result)
        if not result.agrees:
            got = result.finding + (" by exception" if result.by_exception else "")
            problems.append(
                Problem(
                    f"{rule.key}, example '{_name(example)}': expected {example.finding}"
                    f"{' by exception' if example.by_exception else ''}, got {got}",
                    "correct the rule or the example",
                    rule.place,
                )
            )
    return ran, problems


def _rules_with_examples(
    standard: Standard, problems: list[Problem]
) -> Iterator[tuple[Rule, Example]]:
    """Each example with the provision, or the element of a legal test, that it is about."""
    for rule in standard.rules:
        for example in rule.provision.examples:
            if example.element:
                problems.append(
                    Problem(
                        f"{rule.key} has no element '{example.element}'",
                        "'element:' belongs to examples of tests",
                        rule.place,
                    )
                )
            else:
                yield rule, example
    for test in standard.tests:
        elements = {rule.element.id: rule for rule in test.elements}
        for example in test.test.examples:
            if example.element in elements:
                yield elements[example.element], example
                continue
            hint = did_you_mean(example.element, elements)
            problems.append(
                Problem(
                    f"{test.test.key}, example '{_name(example)}': no element '{example.element}'",
                    hint or "give 'element:', one of: " + ", ".join(elements),
                    test.place,
                )
            )
        for element in test.elements:
            problems += _too_few(element, test.test.examples)


def _too_few(rule: ElementRule, examples: Iterable[Example]) -> list[Problem]:
    findings = [e.finding for e in examples if e.element == rule.element.id]
    if len(set(findings)) >= 2:
        return []
    return [
        Problem(
            f"{rule.key} needs at least two examples, one each way",
            "add examples with 'element:'",
            rule.place,
        )
    ]


class ExampleError(ValueError):
    """An example that can't be run."""


def run_example(rule: Rule, example: Example, catalogue: Catalogue) -> Outcome:
    """Evaluate a rule on an example's facts.

    Raises:
        ExampleError: an unknown fact, an unfit value, or a fact the rule never asks about.
    """
    said = read_facts(example.facts, catalogue)
    asked = {atom.fact for atom in rule.program.atoms} | {a.other for a in rule.program.atoms}
    for name in example.facts:
        if name not in asked:
            raise ExampleError(f"the rule never asks about '{name}'")
    deadlines = {}
    for name, length in example.deadlines.items():
        deadlines[name] = (parse_quantity(length, expected_unit="s").high, True)
    bits = [bits_of(atom_answer(atom, said, catalogue, deadlines)) for atom in rule.program.atoms]
    governing = Truth.ESTABLISHED
    if example.agency or example.date or example.jurisdiction:
        governing = governed(
            rule.scope, Occasion.of(example.agency, example.jurisdiction, example.date)
        ).truth
    return rule.program.run(bits, governing.value)


def read_facts(
    facts: Mapping[str, str | tuple[str, ...]], catalogue: Catalogue
) -> dict[str, list[Said]]:
    """The values that an example gives, by fact.

    Raises:
        ExampleError: an unknown fact or an unfit value.
    """
    said: dict[str, list[Said]] = {}
    for name, written in facts.items():
        if name not in catalogue:
            raise ExampleError(catalogue.unknown(name).what)
        fact = catalogue[name]
        if written == "contested":
            written = ("yes", "no")
        values = (written,) if isinstance(written, str) or fact.kind == "set" else written
        said[name] = [_said(fact, value, f"{name}#{n}") for n, value in enumerate(values)]
    return said


def _said(fact: Fact, written: str | tuple[str, ...], name: str) -> Said:
    try:
        value = read_value(fact, written, _CALENDAR)
    except ValueError as error:
        raise ExampleError(str(error)) from None
    since = value.span if isinstance(value, Moment) and not did_not_happen(value) else None
    return Said(name, value, True, since)


def atom_answer(
    atom: Atom,
    said: Mapping[str, Sequence[Said]],
    catalogue: Catalogue,
    deadlines: Mapping[str, tuple[float, bool]],
) -> Answer:
    """The answer to an atom from values by fact."""
    limit: tuple[float, bool] | None = None
    if atom.timing.deadline:
        limit = deadlines.get(atom.timing.deadline)
    elif atom.timing.within_s is not None:
        limit = (atom.timing.within_s, True)
    return answer(
        atom, catalogue[atom.fact], said.get(atom.fact, ()), said.get(atom.other, ()), limit
    )


def bits_of(result: Answer) -> int:
    """The two bits of an answer as a number of :class:`~forcereview.vocabulary.truth.Truth`."""
    return (1 if result.supporters else 0) | (2 if result.deniers else 0)


def _name(example: Example) -> str:
    return example.name or ", ".join(f"{k}={v}" for k, v in example.facts.items()) or "(no facts)"


def examples_missing(rule: ProvisionRule) -> bool:
    """Whether a provision lacks the two examples that each must have (one each way)."""
    findings = {example.finding for example in rule.provision.examples}
    return len(rule.provision.examples) < 2 or len(findings) < 2
