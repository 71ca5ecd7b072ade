"""The provision language: expressions parsed to small frozen trees, with the place of every error.

An expression is ``and``, ``or``, ``not`` over *atoms*. An atom is one question to the record: a
fact, what is asked of it, and when. Definitions are written by name and put in by
:mod:`forcereview.standards.resolving`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Literal

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedEOF, UnexpectedToken, VisitError

from forcereview.vocabulary import Quantity, QuantityError, parse_quantity

TimingKind = Literal["frame", "some time", "throughout", "before", "after"]


@dataclass(frozen=True, slots=True)
class Timing:
    """When an atom is asked about.

    ``frame``: at the application, or (in frames without one) at some time in the encounter.
    ``before`` and ``after`` are windows from the application or encounter, ``within_s`` seconds
    long, or as long as the deadline configured under the name ``deadline``; otherwise unbounded.
    """

    kind: TimingKind = "frame"
    anchor: Literal["application", "encounter"] = "application"
    within_s: float | None = None
    deadline: str = ""

    def __str__(self) -> str:
        if self.kind == "frame":
            return ""
        if self.kind in ("some time", "throughout"):
            return " at some time" if self.kind == "some time" else " throughout"
        limit = ""
        if self.deadline:
            limit = f" within [{self.deadline}]"
        elif self.within_s is not None:
            limit = f" within {_seconds_in_words(self.within_s)}"
        return f" {self.kind} the {self.anchor}{limit}"


@dataclass(frozen=True, slots=True)
class Atom:
    """A fact and what is asked of it: that it holds, or compares so with one of ``operands``.

    ``column`` is where it stands in its expression, from 0; two atoms that ask the same are equal
    wherever they stand.
    """

    fact: str
    operator: str = "holds"
    operands: tuple[str | Quantity, ...] = ()
    other: str = ""
    timing: Timing = Timing()
    column: int = field(default=0, compare=False)
    _hash: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Atoms are looked up by the thousand; what they hold is hashed once.
        asked = (self.fact, self.operator, self.operands, self.other, self.timing)
        object.__setattr__(self, "_hash", hash(asked))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[type[Atom], tuple[object, ...]]:
        """Pickled by what it asks: a hash means nothing in another process."""
        asked = (self.fact, self.operator, self.operands, self.other, self.timing, self.column)
        return Atom, asked

    def __str__(self) -> str:
        if self.operator == "holds":
            body = self.fact
        elif self.operator == "one of":
            body = f"{self.fact} is one of ({', '.join(map(str, self.operands))})"
        else:
            body = f"{self.fact} {self.operator} {self.other or self.operands[0]}"
        return body + str(self.timing)


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of ``part``."""

    part: Expression

    def __str__(self) -> str:
        return f"not {_bracketed(self.part)}"


@dataclass(frozen=True, slots=True)
class And:
    """All of ``parts``."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " and ".join(_bracketed(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of ``parts``."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " or ".join(_bracketed(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition used by name; ``meaning`` is put in when the standard is resolved."""

    name: str
    meaning: Expression | None = None
    column: int = 0

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Met:
    """``met(KEY)``: what another provision requires, or its exception, is so."""

    key: str
    meaning: Expression | None = None
    column: int = 0

    def __str__(self) -> str:
        return f"met({self.key})"


Expression = Atom | Not | And | Or | Defined | Met

#: deeper than this, an expression is no longer one that a person reads
_DEEPEST = 40


def _bracketed(part: Expression) -> str:
    return f"({part})" if isinstance(part, (And, Or)) else str(part)


def _depth(node: Expression) -> int:
    if isinstance(node, Not):
        return 1 + _depth(node.part)
    if isinstance(node, (And, Or)):
        return 1 + max(_depth(part) for part in node.parts)
    return 1


class ExpressionError(ValueError):
    """An expression that can't be read; ``column`` counts from 0 within the expression."""

    def __init__(self, what: str, todo: str, column: int) -> None:
        super().__init__(what)
        self.what, self.todo, self.column = what, todo, column


@cache
def _parser() -> Lark:
    grammar = resources.files("forcereview.standards").joinpath("grammar.lark").read_text("utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False, propagate_positions=True)


@cache
def parse_expression(text: str) -> Expression:
    """Read an expression.

    Raises:
        ExpressionError: with what is wrong, what was expected, and the column.
    """
    try:
        tree = _parser().parse(text)
        result: Expression = _ToExpression().transform(tree)
    except UnexpectedInput as error:
        raise _explained(text, error) from None
    except VisitError as error:
        if isinstance(error.orig_exc, ExpressionError):
            raise error.orig_exc from None
        raise
    except RecursionError:
        raise _too_deep() from None
    if _depth(result) > _DEEPEST:
        raise _too_deep()
    return result


def _too_deep() -> ExpressionError:
    return ExpressionError(
        f"this is nested more than {_DEEPEST} deep", "give its parts names under 'definitions:'", 0
    )


def _explained(text: str, error: UnexpectedInput) -> ExpressionError:
    if isinstance(error, UnexpectedEOF) or (
        isinstance(error, UnexpectedToken) and error.token.type == "$END"
    ):
        return ExpressionError(
            f"'{text}' stops too early", "finish it: a fact, a value or ')' is missing", len(text)
        )
    column = getattr(error, "pos_in_stream", None) or 0
    if isinstance(error, UnexpectedCharacters):
        return ExpressionError(
            f"'{text[column : column + 10]}' can't be read here",
            "facts are written group.name, keys D23-12, quantities with a unit",
            column,
        )
    word = str(getattr(error, "token", ""))
    return ExpressionError(
        f"'{word}' is not expected here",
        "write facts joined by and, or, not; use brackets where both occur",
        column,
    )


def _seconds_in_words(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.15g} {unit}"
    return f"{seconds:.15g} s"


def _column(token: Token) -> int:
    return token.start_pos or 0


@v_args(inline=True)
class _ToExpression(Transformer[Token, Expression]):
    """Lark's tree to our own."""

    def either(self, *parts: Expression) -> Expression:
        return parts[0] if len(parts) == 1 else Or(parts)

    def both(self, *parts: Expression) -> Expression:
        return parts[0] if len(parts) == 1 else And(parts)

    def negation(self, part: Expression) -> Expression:
        return Not(part)

    def timed(self, test: Expression, timing: Timing | None = None) -> Expression:
        if timing is None:
            return test
        if not isinstance(test, Atom):
            column = test.column if isinstance(test, (Defined, Met)) else 0
            raise ExpressionError(f"'{test}' takes no time", "put the time after a fact", column)
        return replace(test, timing=timing)

    def met(self, key: Token) -> Expression:
        return Met(str(key), None, _column(key))

    def comparison(self, fact: Token, operator: Token, value: object) -> Expression:
        if isinstance(value, Token):
            return Atom(str(fact), str(operator), (), str(value), column=_column(fact))
        assert isinstance(value, (str, Quantity))
        return Atom(str(fact), str(operator), (value,), column=_column(fact))

    def one_of(self, fact: Token, *choices: _Words) -> Expression:
        operands = tuple(choice.text for choice in choices)
        return Atom(str(fact), "one of", operands, column=_column(fact))

    def contains(self, fact: Token, words: _Words) -> Expression:
        return Atom(str(fact), "contains", (words.text,), column=_column(fact))

    def holds(self, fact: Token) -> Expression:
        return Atom(str(fact), column=_column(fact))

    def definition(self, words: _Words) -> Expression:
        return Defined(words.text, None, words.column)

    def quantity(self, token: Token) -> Quantity:
        return parse_quantity(str(token))

    def other_fact(self, token: Token) -> Token:
        return token

    def choice(self, words: _Words) -> str:
        return words.text

    def at_application(self, _: Token) -> Timing:
        return Timing("frame")

    def at_some_time(self, _: Token) -> Timing:
        return Timing("some time")

    def throughout(self) -> Timing:
        return Timing("throughout")

    def window(self, way: Token, anchor: Token, limit: Timing | None = None) -> Timing:
        kind: TimingKind = "before" if way == "before" else "after"
        where: Literal["application", "encounter"] = (
            "application" if anchor == "application" else "encounter"
        )
        if limit is None:
            return Timing(kind, where)
        return Timing(kind, where, limit.within_s, limit.deadline)

    def limit_quantity(self, token: Token) -> Timing:
        try:
            return Timing(within_s=parse_quantity(str(token), expected_unit="s").high)
        except QuantityError as error:
            what, _, todo = str(error).partition("; ")
            raise ExpressionError(
                what, todo or "write e.g. '5 s' or '48 h'", _column(token)
            ) from None

    def limit_deadline(self, words: _Words) -> Timing:
        return Timing(deadline=words.text)

    def words(self, *tokens: Token) -> _Words:
        return _Words(" ".join(tokens), _column(tokens[0]))


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    column: int
