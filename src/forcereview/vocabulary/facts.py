"""The fact catalogue: every predicate a case may assert and a provision may ask about.

The catalogue is data, one YAML file a group in ``data/facts/``. A *judgement* fact (imminent,
reasonable, feasible, intentional) is never computed from measurements; its *indicators* name what
speaks for or against it, each with the reason in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from forcereview.documents import read_document, shape
from forcereview.errors import BadInput, Place, Problem, cited, did_you_mean

Kind = Literal["yes-no", "choice", "quantity", "time", "text", "set", "reference"]
FactAbout = Literal["encounter", "officer", "subject", "vehicle", "application", "agency"]
AnsweredBy = Literal["observation", "measurement", "expert", "judgement", "record"]


class Indicator(BaseModel):
    """A non-judgement expression that bears for or against a judgement, and why.

    It bears where some credited source supports ``when`` and none supports ``unless``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    when: str
    unless: str = ""
    bears: Literal["for", "against"]
    because: str


class Fact(BaseModel):
    """One predicate of the catalogue. ``about`` decides how far one answer reaches."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = ""
    question: str
    kind: Kind
    about: tuple[FactAbout, ...]
    answered_by: tuple[AnsweredBy, ...]
    definition: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    ordered: bool = False
    indicators: tuple[Indicator, ...] = ()
    note: str = ""

    @property
    def judged(self) -> bool:
        """Whether only a person can answer it."""
        return "judgement" in self.answered_by

    @property
    def at_a_moment(self) -> bool:
        """Whether the answer can differ from one application of force to the next."""
        return "application" in self.about

    @model_validator(mode="after")
    def _hangs_together(self) -> Fact:
        if (self.kind == "quantity") != bool(self.unit):
            raise ValueError("'unit' belongs to kind quantity, and only to it; add or remove it")
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("'choices' belong to kind choice, and only to it; add or remove them")
        if self.indicators and not self.judged:
            raise ValueError("only judgement facts have indicators; remove them")
        return self


class _FactFile(BaseModel):
    model_config = ConfigDict(extra="forbid")
    group: str
    title: str
    facts: dict[str, Fact] = Field(min_length=1)


@dataclass(frozen=True)
class Catalogue:
    """Facts by name, in the order of their files."""

    facts: dict[str, Fact]
    titles: dict[str, str]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def __len__(self) -> int:
        return len(self.facts)

    def __contains__(self, name: object) -> bool:
        return name in self.facts

    def __getitem__(self, name: str) -> Fact:
        return self.facts[name]

    def unknown(self, name: str, place: Place = Place()) -> Problem:  # noqa: B008
        """The problem for a name that isn't in the catalogue, with what was likely meant."""
        group = name[:40].split(".")[0]
        hint = did_you_mean(name, self.facts)
        return Problem(
            f"unknown fact {cited(name)}",
            f"{hint} (forcereview facts {group})"
            if hint
            else f"forcereview facts {group} lists them",
            place,
        )

    def search(self, words: Iterable[str]) -> list[Fact]:
        """Facts whose name, question or definition holds every word (case aside)."""
        wanted = [word.lower() for word in words]
        return [
            fact
            for fact in self
            if all(
                word in f"{fact.name} {fact.question} {fact.definition}".lower() for word in wanted
            )
        ]


@cache
def fact_catalogue() -> Catalogue:
    """The catalogue that ships with the library.

    Raises:
        BadInput: a catalogue file is malformed (a bug in the library, said with its place).
    """
    facts: dict[str, Fact] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    folder = resources.files("forcereview.vocabulary").joinpath("data/facts")
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if not entry.name.endswith(".yaml"):
            continue
        document = read_document(entry.read_bytes(), f"facts/{entry.name}")
        parsed, found = shape(document, _FactFile, "fact catalogue")
        problems += found
        if parsed is None:
            continue
        titles[parsed.group] = parsed.title
        for name, fact in parsed.facts.items():
            if name in facts:
                place = document.place(("facts", name), key=True)
                problems.append(Problem(f"fact '{name}' stands in two files", "keep one", place))
            facts[name] = fact.model_copy(update={"name": name})
    if problems:
        raise BadInput(problems)
    return Catalogue(facts, titles)
