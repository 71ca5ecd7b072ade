"""What a person does with standards: check them, find one, read the words held."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from forcereview.errors import BadInput, Problem
from forcereview.standards import Standard, standards_library
from forcereview.standards.checking import check_standards
from forcereview.vocabulary import fact_catalogue
from forcereview.workspace.reviewing import read_standard_file


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of standards covered, and the problems found."""

    standards: int
    provisions: int
    tests: int
    examples: int
    problems: tuple[Problem, ...]


def check_library(files: Iterable[Path | str] = ()) -> Checked:
    """Check standard files, or without any the library that ships: examples run, rules examined."""
    named = list(files)
    problems: list[Problem] = []
    standards: list[Standard] = []
    if named:
        for file in named:
            try:
                standards.append(read_standard_file(file))
            except BadInput as error:
                problems += error.problems
    else:
        standards = list(standards_library())
    examples, found = check_standards(standards, fact_catalogue())
    return Checked(
        len(standards),
        sum(len(standard.rules) for standard in standards),
        sum(len(standard.tests) for standard in standards),
        examples,
        (*problems, *found),
    )


def standard_named(name: str) -> Standard:
    """A standard of the library by id or key, or one in a file.

    Raises:
        BadInput: there is none, or its file can't be used.
    """
    if Path(name).suffix in (".yaml", ".yml"):
        return read_standard_file(name)
    return standards_library().standard(name)
