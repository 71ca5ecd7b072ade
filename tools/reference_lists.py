"""Closed lists of the house as Markdown: units, levels, bases, the grammar, public names."""

from __future__ import annotations

import inspect
import re
from importlib import resources
from itertools import groupby

import forcereview
from forcereview.vocabulary import five_level_continuum
from forcereview.vocabulary.quantities import UNITS
from forcereview.vocabulary.words import BASIS_WORDS, CHECK_THE_TEXT


def units() -> str:
    """The units that quantities may have, by what they measure."""
    rows = [
        f"| {dimension} | {', '.join(f'`{unit}`' for unit, _ in members)} |"
        for dimension, members in groupby(UNITS.items(), key=lambda item: item[1][0])
    ]
    return "\n".join(["| measures | units |", "|---|---|", *rows])


def continuum() -> str:
    """The levels of force and the types of force at each."""
    table = five_level_continuum()
    rows = []
    for level in table.levels:
        types = [kind for kind, word in table.level_of_type.items() if word == level.word]
        rows.append(f"| {level.rank} | `{level.word}` | {level.name} | {', '.join(types)} |")
    return "\n".join(["| | level | name | types of force |", "|---|---|---|---|", *rows])


def basis() -> str:
    """How the library may know a passage, and whether the text is to be checked."""
    rows = [
        f"| `{word}` | {words} | {'yes' if word in CHECK_THE_TEXT else 'no'} |"
        for word, words in BASIS_WORDS.items()
    ]
    return "\n".join(["| basis | means | check the text |", "|---|---|---|", *rows])


def grammar() -> str:
    """The grammar of expressions, as the parser reads it."""
    text = resources.files("forcereview.standards").joinpath("grammar.lark").read_text("utf-8")
    return f"```text\n{text.strip()}\n```"


def public_names() -> str:
    """What ``import forcereview`` offers: functions with their signatures, then types."""
    named = [(name, getattr(forcereview, name)) for name in forcereview.__all__]
    functions = [_function(name, one) for name, one in named if not inspect.isclass(one)]
    rows = [f"| `{name}` | {_first_line(one)} |" for name, one in named if inspect.isclass(one)]
    return "\n\n".join(
        [
            "### Functions",
            *functions,
            "### Types",
            "\n".join(["| type | what it is |", "|---|---|", *rows]),
        ]
    )


def _function(name: str, one: object) -> str:
    signature = str(inspect.signature(one))  # type: ignore[arg-type]
    signature = re.sub(r"(: |-> )'([^']+)'", r"\1\2", signature)
    return f"`{name}{signature}`\n\n{_paragraphs(inspect.getdoc(one) or '')}"


def _paragraphs(docstring: str) -> str:
    return "\n\n".join(
        " ".join(paragraph.split()).replace("``", "`").replace("Raises: ", "Raises ")
        for paragraph in docstring.split("\n\n")
    )


def _first_line(one: object) -> str:
    return (inspect.getdoc(one) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`")
