"""Words of the command line that need reading: file options without a value, lens options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from forcereview.record import Case, Lens

#: what stands for "choose the file's name yourself"
DEFAULT = "(default)"
_SUFFIX = {"--html": ".html", "--pdf": ".pdf", "--json": ".json", "--md": ".md"}
#: commands whose file options may stand without a value
_COMMANDS = ("review",)

AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Count only what had been said by then.")
]
Without = Annotated[
    list[str] | None,
    typer.Option("--without", metavar="SOURCE[=REASON]", help="Leave a source out. Repeatable."),
]
Perspective = Annotated[
    str,
    typer.Option(
        "--perspective",
        metavar="all|officer",
        help="officer: count only what the officer is shown to have been able to know.",
    ),
]
Compare = Annotated[
    list[str] | None,
    typer.Option(
        "--compare",
        metavar="KEY",
        help="Show another agency's standard (id or provision key) as a labelled comparison. "
        "Repeatable.",
    ),
]
WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar="FACT[@ABOUT]=VALUE",
        help="Suppose an answer, e.g. subject.threat_imminent@shot-2=no. Repeatable.",
    ),
]
StandardFiles = Annotated[
    list[str] | None,
    typer.Option("--standard", metavar="FILE", help="Add a standard file of your own. Repeatable."),
]
InWorkspace = Annotated[
    str,
    typer.Option(
        "--workspace",
        metavar="DIR",
        help="The workspace's folder; else FORCEREVIEW_WORKSPACE, else found from here up.",
    ),
]
By = Annotated[
    str,
    typer.Option(
        "--by", metavar="WHO", help="Who acts; else FORCEREVIEW_BY, else the name of the login."
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="WHY", help="Why, for the journal.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def with_default_files(arguments: Sequence[str]) -> list[str]:
    """Let ``--html``, ``--pdf``, ``--json``, ``--md`` of ``review`` stand without a file name."""
    if not arguments or arguments[0] not in _COMMANDS:
        return list(arguments)
    words: list[str] = []
    for position, word in enumerate(arguments):
        words.append(word)
        if word in _SUFFIX:
            following = arguments[position + 1] if position + 1 < len(arguments) else ""
            if following != "-" and not following.lower().endswith(_SUFFIX[word]):
                words.append(DEFAULT)
    return words


def lens_for(
    case: Case,
    as_of: str,
    without: list[str] | None,
    perspective: str,
    compare: list[str] | None,
    what_if: list[str] | None,
) -> Lens:
    """The case's own lens with what the options change.

    Raises:
        BadInput: an option can't be read.
    """
    from dataclasses import replace

    from forcereview.errors import BadInput, Problem
    from forcereview.record import Supposition, default_lens

    lens = default_lens(case)
    left_out = dict(lens.without)
    for word in without or []:
        name, _, reason = word.partition("=")
        left_out[name] = reason or "left out by the reviewer"
    suppositions = list(lens.what_if)
    for word in what_if or []:
        left, separator, value = word.partition("=")
        if not separator or not value:
            raise BadInput(
                Problem(
                    f"--what-if '{word}' gives no value",
                    "write FACT=VALUE or FACT@ABOUT=VALUE, e.g. subject.threat_imminent@shot-2=no",
                )
            )
        fact, _, about = left.partition("@")
        ids = tuple(part for part in about.split(",") if part)
        suppositions.append(Supposition(fact.strip(), value.strip(), ids))
    if perspective and perspective not in ("all", "officer"):
        raise BadInput(Problem(f"--perspective '{perspective}' is not one", "use all or officer"))
    changed = replace(
        lens,
        as_of=as_of or lens.as_of,
        without=left_out,
        compare=tuple(dict.fromkeys((*lens.compare, *(compare or [])))),
        what_if=tuple(suppositions),
    )
    if perspective == "officer":
        changed = replace(changed, perspective="officer")
    elif perspective == "all":
        changed = replace(changed, perspective="all")
    return changed
