"""Resolve a standard file: expressions parsed, definitions put in, facts and values checked.

Everything that is wrong is collected, each with the place where it stands.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from forcereview.documents import Document, read_document, shape
from forcereview.documents.reading import Path
from forcereview.errors import BadInput, Place, Problem, did_you_mean
from forcereview.standards.asking import Said, answer
from forcereview.standards.dates import DateError, Day, parse_day
from forcereview.standards.evaluation import Program, atoms_of, compile_provision
from forcereview.standards.expressions import (
    And,
    Atom,
    Defined,
    Expression,
    ExpressionError,
    Met,
    Not,
    Or,
    parse_expression,
)
from forcereview.standards.fitting import misfits
from forcereview.standards.model import Element, Governs, LegalTest, Provision, StandardFile
from forcereview.vocabulary import Catalogue, Choice, Fact
from forcereview.vocabulary.words import Weight

EXCEPTION_ABSENT = "exception absent unless shown"


@dataclass(frozen=True)
class Scope:
    """Whom and when a rule binds, with days read."""

    agencies: frozenset[str]
    jurisdictions: frozenset[str]
    start: Day | None
    end: Day | None
    binding_in: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """A provision, or an element of a legal test, ready to evaluate."""

    standard: str
    key: str
    scope: Scope
    program: Program
    applies: Expression | None
    exempt: Expression | None
    unless: Expression | None
    requires: Expression | None
    place: Place


@dataclass(frozen=True)
class ProvisionRule(Rule):
    """A provision with its words."""

    provision: Provision

    @property
    def weight(self) -> Weight:
        """Binding or guidance, as the file says."""
        return self.provision.default_weight


@dataclass(frozen=True)
class ElementRule(Rule):
    """An element of a legal test: ``program`` has the test's ``applies`` and its own ``exempt``."""

    element: Element


@dataclass(frozen=True)
class TestRule:
    """A legal test, ready to evaluate element by element."""

    standard: str
    test: LegalTest
    scope: Scope
    elements: tuple[ElementRule, ...]
    place: Place

    __test__ = False


@dataclass(frozen=True)
class Standard:
    """A standard, resolved: its file, its rules, and where each stands."""

    file: StandardFile
    rules: tuple[ProvisionRule, ...]
    tests: tuple[TestRule, ...]
    scope: Scope
    place: Place = field(default=Place())
    sha256: str = ""

    @property
    def id(self) -> str:
        """The standard's id."""
        return self.file.standard

    def rule(self, key: str) -> ProvisionRule | None:
        """The provision with this key or id."""
        return next((r for r in self.rules if key in (r.key, r.provision.id)), None)


def read_standard(raw: bytes, file: str, catalogue: Catalogue) -> Standard:
    """Read and resolve a standard file.

    Raises:
        BadInput: with every problem in the file.
    """
    document = read_document(raw, file)
    parsed, problems = shape(document, StandardFile, "standard")
    if parsed is None:
        raise BadInput(problems)
    resolver = _Resolver(document, parsed, catalogue)
    standard = resolver.standard()
    problems += resolver.problems
    if problems:
        each = dict.fromkeys(problems)
        raise BadInput(sorted(each, key=lambda p: (p.place.line, p.place.column)))
    return replace(standard, sha256=hashlib.sha256(raw).hexdigest())


class _Resolver:
    def __init__(self, document: Document, parsed: StandardFile, catalogue: Catalogue) -> None:
        self.document = document
        self.file = parsed
        self.catalogue = catalogue
        self.problems: list[Problem] = []
        self.definitions: dict[str, Expression | None] = {}
        self.provisions = {provision.key: provision for provision in parsed.provisions}
        self.used_definitions: set[str] = set()

    def standard(self) -> Standard:
        self._unique_keys()
        scope = self._scope(self.file.governs, ("governs",), None, ())
        for name in self.file.definitions:
            self._definition(name, ())
        rules = tuple(self._provision(i, p) for i, p in enumerate(self.file.provisions))
        tests = tuple(self._test(i, t) for i, t in enumerate(self.file.tests))
        for name in self.file.definitions:
            if name not in self.used_definitions:
                self._say(
                    f"definition '{name}' is never used",
                    "use it or remove it",
                    ("definitions", name),
                    key=True,
                )
        return Standard(self.file, rules, tests, scope, self.document.place(("standard",)))

    def _say(self, what: str, todo: str, path: Path, *, key: bool = False) -> None:
        self.problems.append(Problem(what, todo, self.document.place(path, key=key)))

    def _unique_keys(self) -> None:
        seen: dict[str, int] = {}
        for index, provision in enumerate(self.file.provisions):
            if provision.key in seen:
                self._say(
                    f"key '{provision.key}' is given twice",
                    "give each provision its own key",
                    ("provisions", index, "key"),
                )
            seen[provision.key] = index

    def _scope(
        self, governs: Governs | None, path: Path, base: Scope | None, binding_in: Iterable[str]
    ) -> Scope:
        binding = frozenset(binding_in)
        if governs is None:
            assert base is not None
            return replace(base, binding_in=binding)
        start = self._day(governs.start, (*path, "from"))
        end = self._day(governs.end, (*path, "to"))
        start = start or (base.start if base else None)
        end = end or (base.end if base else None)
        if start and end and end.latest < start.earliest:
            self._say("it ends before it begins", "correct 'from' or 'to'", path)
        return Scope(
            frozenset(governs.agencies) or (base.agencies if base else frozenset()),
            frozenset(governs.jurisdictions) or (base.jurisdictions if base else frozenset()),
            start,
            end,
            binding,
        )

    def _day(self, text: str, path: Path) -> Day | None:
        if not text:
            return None
        try:
            return parse_day(text)
        except DateError as error:
            what, _, todo = str(error).partition("; ")
            self._say(what, todo, path)
            return None

    def _definition(self, name: str, trail: tuple[str, ...]) -> Expression | None:
        if name in self.definitions:
            return self.definitions[name]
        path: Path = ("definitions", name)
        if name in trail:
            circle = " -> ".join((*trail, name))
            self._say(f"definitions run in a circle: {circle}", "break it", path)
            self.definitions[name] = None
            return None
        if not _can_be_named(name):
            self._say(
                f"'{name}' can't name a definition: it holds a word of the language",
                "leave out and, or, not, at, before, after, within, throughout, contains",
                path,
                key=True,
            )
        meaning = self._expression(self.file.definitions[name], path, (*trail, name))
        self.definitions[name] = meaning
        return meaning

    def _expression(self, text: str, path: Path, trail: tuple[str, ...] = ()) -> Expression | None:
        if not text:
            return None
        try:
            return self._bound(parse_expression(text), path, trail)
        except ExpressionError as error:
            place = self.document.place_within(path, error.column)
            self.problems.append(Problem(error.what, error.todo, place))
            return None

    def _bound(self, node: Expression, path: Path, trail: tuple[str, ...]) -> Expression:
        if isinstance(node, Atom):
            self._check_atom(node, path)
            return node
        if isinstance(node, Not):
            return Not(self._bound(node.part, path, trail))
        if isinstance(node, And):
            return And(tuple(self._bound(part, path, trail) for part in node.parts))
        if isinstance(node, Or):
            return Or(tuple(self._bound(part, path, trail) for part in node.parts))
        if isinstance(node, Defined):
            if node.name not in self.file.definitions:
                hint = did_you_mean(node.name, self.file.definitions)
                raise ExpressionError(
                    f"'{node.name}' is neither a fact nor a definition of this standard",
                    hint or "facts are written group.name; definitions stand under 'definitions:'",
                    node.column,
                )
            self.used_definitions.add(node.name)
            meaning = self._definition(node.name, trail)
            return Defined(node.name, meaning or Atom("incident.datetime"))
        return self._met(node, trail)

    def _met(self, node: Met, trail: tuple[str, ...]) -> Expression:
        provision = self.provisions.get(node.key)
        if provision is None:
            raise ExpressionError(
                f"met({node.key}): no such provision in this standard",
                did_you_mean(node.key, self.provisions) or "name one of its keys",
                node.column,
            )
        mark = f"met({node.key})"
        if mark in trail:
            raise ExpressionError(f"met({node.key}) runs in a circle", "break it", node.column)
        index = self.file.provisions.index(provision)
        path: Path = ("provisions", index)
        parts = [
            self._expression(text, (*path, name), (*trail, mark))
            for name, text in (("requires", provision.requires), ("unless", provision.unless))
        ]
        present = tuple(part for part in parts if part is not None)
        if not (provision.requires or provision.unless):
            raise ExpressionError(
                f"met({node.key}): {node.key} forbids without exception, so nothing meets it",
                "name the facts themselves",
                node.column,
            )
        if not present:
            return Met(node.key, Atom("incident.datetime"), node.column)
        meaning = present[0] if len(present) == 1 else Or(present)
        return Met(node.key, meaning, node.column)

    def _check_atom(self, atom: Atom, path: Path) -> None:
        place = self.document.place_within(path, atom.column)
        for what, todo in misfits(atom, self.catalogue, self.file.deadlines):
            self.problems.append(Problem(what, todo, place))

    def _fact(self, name: str, place: Place) -> Fact | None:
        if name in self.catalogue:
            return self.catalogue[name]
        self.problems.append(self.catalogue.unknown(name, place))
        return None

    def _presumed(
        self, written: Iterable[str], path: Path, atoms: Sequence[Atom]
    ) -> tuple[dict[Atom, bool], bool]:
        presumed: dict[Atom, bool] = {}
        absent = False
        for text in written:
            if text == EXCEPTION_ABSENT:
                absent = True
                continue
            name, _, value = (part.strip() for part in text.partition("="))
            place = self.document.place(path)
            fact = self._fact(name, place)
            if fact is None:
                continue
            said = _presumed_value(fact, value)
            if said is None:
                self.problems.append(
                    Problem(
                        f"'{text}' is no presumption",
                        f"write '{EXCEPTION_ABSENT}' or 'fact = yes', 'fact = no', 'fact = choice'",
                        place,
                    )
                )
                continue
            asking = [atom for atom in atoms if atom.fact == name and not atom.other]
            if not asking:
                self.problems.append(
                    Problem(
                        f"'{text}' is presumed, but the rule never asks about {name}",
                        "remove it, or name the fact that the rule asks about",
                        place,
                    )
                )
            for atom in asking:
                presumed[atom] = bool(answer(atom, fact, [said]).supporters)
        return presumed, absent

    def _program(
        self,
        path: Path,
        applies: Expression | None,
        exempt: Expression | None,
        unless: Expression | None,
        requires: Expression | None,
        presume: Iterable[str],
    ) -> Program:
        atoms = [a for part in (applies, exempt, unless, requires) for a in atoms_of(part)]
        presumed, absent = self._presumed(presume, (*path, "presume"), atoms)
        return compile_provision(applies, exempt, unless, requires, presumed, absent)

    def _provision(self, index: int, provision: Provision) -> ProvisionRule:
        path: Path = ("provisions", index)
        texts = {
            name: getattr(provision, name) for name in ("applies", "exempt", "unless", "requires")
        }
        parts = {name: self._expression(text, (*path, name)) for name, text in texts.items()}
        scope = self._scope(
            provision.governs,
            (*path, "governs"),
            self._scope(self.file.governs, ("governs",), None, ()),
            provision.binding_in,
        )
        program = self._program(
            path,
            parts["applies"],
            parts["exempt"],
            parts["unless"],
            parts["requires"],
            provision.presume,
        )
        return ProvisionRule(
            self.file.standard,
            provision.key,
            replace(scope, binding_in=frozenset(provision.binding_in)),
            program,
            parts["applies"],
            parts["exempt"],
            parts["unless"],
            parts["requires"],
            self.document.place((*path, "key")),
            provision,
        )

    def _test(self, index: int, test: LegalTest) -> TestRule:
        path: Path = ("tests", index)
        base = self._scope(self.file.governs, ("governs",), None, ())
        scope = self._scope(test.governs, (*path, "governs"), base, test.binding_in)
        scope = replace(scope, binding_in=frozenset(test.binding_in))
        applies = self._expression(test.applies, (*path, "applies"))
        elements = []
        for number, element in enumerate(test.elements):
            where: Path = (*path, "elements", number)
            requires = self._expression(element.requires, (*where, "requires"))
            unless = self._expression(element.unless, (*where, "unless"))
            exempt = self._expression(element.exempt, (*where, "exempt"))
            program = self._program(where, applies, exempt, unless, requires, element.presume)
            elements.append(
                ElementRule(
                    self.file.standard,
                    f"{test.key}/{element.id}",
                    scope,
                    program,
                    applies,
                    exempt,
                    unless,
                    requires,
                    self.document.place((*where, "id")),
                    element,
                )
            )
        return TestRule(
            self.file.standard, test, scope, tuple(elements), self.document.place((*path, "key"))
        )


def _can_be_named(name: str) -> bool:
    """Whether the language reads ``name`` as one definition's name."""
    try:
        return parse_expression(f"{name} and ({name})") == And(
            (Defined(name, None, 0), Defined(name, None, len(name) + 6))
        )
    except ExpressionError:
        return False


def _presumed_value(fact: Fact, value: str) -> Said | None:
    if fact.kind == "yes-no" and value in ("yes", "no"):
        return Said("presumed", value == "yes")
    if fact.kind == "choice" and value in fact.choices:
        return Said("presumed", Choice(value, fact.choices.index(value)))
    return None
