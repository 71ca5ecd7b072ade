"""Kinds of immunity that come up in a review, and which provisions name them (a data file).

What the library holds on immunity is computed from its provisions, so that the statement can't
outlive the texts: see :func:`provisions_naming`.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from forcereview.documents import read_document, shape
from forcereview.documents.words import Words
from forcereview.errors import BadInput
from forcereview.standards.library import Library
from forcereview.standards.resolving import ProvisionRule
from forcereview.vocabulary.words import Basis


class Immunity(BaseModel):
    """One kind, in plain words: what it is, against what, and for whom.

    ``officers``: whether, by what is held, it can cover an officer who used force.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    word: str
    what: str
    against: str
    who: str
    officers: Literal["on conditions", "no"]
    provisions: Words = ()
    tests: Words = ()
    basis: Basis
    text_lines: Words = ()
    note: str = ""


class Immunities(BaseModel):
    """The kinds, and what is often taken for one and isn't."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    checked: str
    note: str = ""
    immunities: tuple[Immunity, ...]
    not_immunities: tuple[Immunity, ...] = ()


@cache
def kinds_of_immunity() -> Immunities:
    """The kinds that ship with the library.

    Raises:
        BadInput: the file is malformed (a bug in the library, said with its place).
    """
    path = resources.files("forcereview.standards").joinpath("data/immunities.yaml")
    document = read_document(path.read_bytes(), "standards/data/immunities.yaml")
    parsed, problems = shape(document, Immunities, "list of immunities")
    if parsed is None or problems:
        raise BadInput(problems)
    return parsed


def provisions_naming(library: Library, word: str) -> tuple[ProvisionRule, ...]:
    """The provisions of the library that name this kind of immunity."""
    return tuple(rule for rule in library.rules if rule.provision.immunity == word)


def kind_named(name: str) -> Immunity | None:
    """The kind (or what is taken for one) of this name: ``absolute``, ``Qualified immunity``."""
    wanted = name.casefold().removesuffix(" immunity").strip()
    known = kinds_of_immunity()
    for kind in (*known.immunities, *known.not_immunities):
        if wanted in (kind.word, kind.name.casefold().removesuffix(" immunity")):
            return kind
    return None
