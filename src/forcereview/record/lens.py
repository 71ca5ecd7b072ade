"""A lens: what a review looks at. Values only; a lens never changes the case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from forcereview.errors import BadInput, Problem, cited, did_you_mean
from forcereview.record.case import Case, Claim, Scope
from forcereview.record.names import WHO
from forcereview.vocabulary import (
    Calendar,
    Moment,
    MomentError,
    fact_catalogue,
    parse_moment,
    read_value,
)

Perspective = Literal["all", "officer"]


@dataclass(frozen=True, slots=True)
class Supposition:
    """A reviewer's what-if: a fact's value, as written, about someone or something."""

    fact: str
    value: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lens:
    """What counts in a review.

    ``as_of``: only what had been said by then. ``without``: sources left out, each with the reason.
    ``perspective``: all that is known, or only what the officer is shown to have been able to know.
    ``compare``: standards shown as comparison. ``what_if``: suppositions that override.
    """

    as_of: str = ""
    without: Mapping[str, str] = field(default_factory=dict)
    perspective: Perspective = "all"
    compare: tuple[str, ...] = ()
    what_if: tuple[Supposition, ...] = ()

    def supposing(self, supposition: Supposition) -> Lens:
        """This lens with one more what-if."""
        return replace(self, what_if=(*self.what_if, supposition))


def default_lens(case: Case) -> Lens:
    """The lens that the case file asks for."""
    wanted = case.file.lens
    return Lens(
        wanted.as_of,
        dict(wanted.without),
        wanted.perspective,
        wanted.compare,
        tuple(Supposition(item.fact, item.value, item.about) for item in wanted.what_if),
    )


def as_of_moment(case: Case, text: str, calendar: Calendar) -> Moment | None:
    """The instant after which nothing said counts; a bare day means its end.

    Raises:
        BadInput: not a time.
    """
    if not text:
        return None
    try:
        return parse_moment(text, calendar)
    except MomentError as error:
        what, _, todo = str(error).partition("; ")
        raise BadInput(Problem(f"as of: {what}", todo)) from None


def supposed_claims(case: Case, lens: Lens, calendar: Calendar) -> tuple[Claim, ...]:
    """The what-ifs of a lens as claims that override.

    Raises:
        BadInput: an unknown fact, an unfit value or an unknown id.
    """
    catalogue = fact_catalogue()
    claims: list[Claim] = []
    problems: list[Problem] = []
    for number, item in enumerate(lens.what_if, start=1):
        if item.fact not in catalogue:
            problems.append(catalogue.unknown(item.fact))
            continue
        try:
            value = read_value(catalogue[item.fact], item.value, calendar)
        except ValueError as error:
            what, _, todo = str(error).partition("; ")
            problems.append(Problem(f"what if {item.fact}: {what}", todo))
            continue
        scope_of(case, item.about, problems)
        scope = case.names.scope(item.about, catalogue[item.fact])
        claims.append(
            Claim(
                f"what-if-{number}", item.fact, value, scope, "", "what-if", known_to_officer="yes"
            )
        )
    for name in lens.without:
        if name not in case.file.sources:
            hint = did_you_mean(name, case.file.sources)
            problems.append(
                Problem(
                    f"no source '{name}' to leave out",
                    hint or "known: " + ", ".join(case.file.sources),
                )
            )
    if problems:
        raise BadInput(problems)
    return tuple(claims)


def scope_of(case: Case, about: Iterable[str], problems: list[Problem]) -> Scope:
    """The scope that ids give; unknown ids become problems."""
    known = case.names.concerned()
    for name in about:
        if not case.names.kind_of(name):
            hint = did_you_mean(name, known) or "known: " + ", ".join(known)
            problems.append(Problem(f"no {WHO} {cited(name)}", hint))
    return case.names.scope(about)
