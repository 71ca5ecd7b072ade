"""What a source may say of a fact: the value of one assertion, read by the fact's kind."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.errors import cited, did_you_mean
from forcereview.vocabulary.facts import Fact
from forcereview.vocabulary.moments import Calendar, Moment, parse_moment
from forcereview.vocabulary.quantities import Quantity, parse_quantity

YES_WORDS = frozenset({"yes", "true"})
NO_WORDS = frozenset({"no", "false"})


class UnfitValue(ValueError):
    """A value that doesn't suit its fact; the message is ``what; what to do``."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a fact's choices; ``rank`` is its place in the list, from 0."""

    word: str
    rank: int


@dataclass(frozen=True, slots=True)
class Text:
    """Free words, or an id."""

    words: str


@dataclass(frozen=True, slots=True)
class Members:
    """A set of words."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """The source says that it doesn't know."""


FactValue = bool | Choice | Quantity | Moment | Text | Members | Unsaid


def read_value(fact: Fact, written: str | tuple[str, ...], calendar: Calendar) -> FactValue:
    """The value of ``fact`` that ``written`` stands for.

    Raises:
        ValueError: it doesn't suit the fact; the message is ``what; what to do``.
    """
    if fact.kind == "set":
        words = (written,) if isinstance(written, str) else written
        return Members(frozenset(word.strip() for word in words))
    if not isinstance(written, str):
        raise UnfitValue(
            f"{fact.name} takes one value; write one assertion for each, with its own source"
        )
    word = " ".join(written.split())
    if word.lower() == "unknown":
        return Unsaid()
    if fact.kind == "yes-no":
        if word.lower() in YES_WORDS:
            return True
        if word.lower() in NO_WORDS:
            return False
        raise UnfitValue(
            f"{cited(word)} does not answer '{fact.question}'; write yes, no or unknown"
        )
    if fact.kind == "choice":
        if word not in fact.choices:
            hint = did_you_mean(word, fact.choices) or "choose one of: " + ", ".join(fact.choices)
            raise UnfitValue(f"{cited(word)} is not a choice of {fact.name}; {hint}")
        return Choice(word, fact.choices.index(word))
    if fact.kind == "quantity":
        return parse_quantity(word, expected_unit=fact.unit)
    if fact.kind == "time":
        return parse_moment(word, calendar)
    return Text(word)


def shown(value: FactValue) -> str:
    """The value in words for reports."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Choice):
        return value.word
    if isinstance(value, Quantity):
        return value.shown
    if isinstance(value, Moment):
        return "did not happen" if value.never else value.text
    if isinstance(value, Members):
        return ", ".join(sorted(value.words))
    if isinstance(value, Unsaid):
        return "unknown to the source"
    return value.words
