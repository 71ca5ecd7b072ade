"""``review``, ``explain``, ``questions``, ``compare``: what is done with a case."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from forcereview.cli.arguments import (
    DEFAULT,
    AsJson,
    AsOf,
    Compare,
    InWorkspace,
    Perspective,
    StandardFiles,
    WhatIf,
    Without,
    lens_for,
)

if TYPE_CHECKING:
    from forcereview.cli.given import Given
    from forcereview.review import Finding, Review

CaseFile = Annotated[
    str,
    typer.Argument(
        metavar="CASE",
        help="A case file (case.yaml), or the id of a case in the workspace; ID@ENTRY for what it "
        "was at an entry.",
    ),
]


def _review(
    case: str,
    as_of: str,
    without: list[str] | None,
    perspective: str,
    compare: list[str] | None,
    what_if: list[str] | None,
    standard: list[str] | None,
    workspace: str,
    *,
    questions: bool = True,
) -> tuple[Review, Given]:
    from forcereview.cli.given import given, library_for
    from forcereview.workspace import review_case

    found = given(case, workspace)
    lens = lens_for(found.case, as_of, without, perspective, compare, what_if)
    library = library_for(standard or [], case, workspace)
    return review_case(found.case, lens, library, questions=questions), found


def review(
    case: CaseFile,
    html: Annotated[
        str, typer.Option("--html", metavar="[FILE]", help="Write the report as one HTML file.")
    ] = "",
    pdf: Annotated[
        str, typer.Option("--pdf", metavar="[FILE]", help="Write the report as PDF (extra 'pdf').")
    ] = "",
    as_json: Annotated[
        str,
        typer.Option("--json", metavar="[FILE]", help="Write the result as JSON; alone: print it."),
    ] = "",
    markdown: Annotated[
        str, typer.Option("--md", metavar="[FILE]", help="Write the report as Markdown.")
    ] = "",
    as_of: AsOf = "",
    without: Without = None,
    perspective: Perspective = "",
    compare: Compare = None,
    what_if: WhatIf = None,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
) -> None:
    """Hold every governing provision against every application of force.

    Without options: a summary, and the report beside it as CASE.report.html.
    """
    from forcereview import __version__
    from forcereview.cli.given import evidence_for
    from forcereview.workspace import write_reports

    result, found = _review(
        case, as_of, without, perspective, compare, what_if, standard, workspace
    )
    evidence = evidence_for(found, case, workspace)
    printed_json = as_json in (DEFAULT, "-")
    chosen = {"html": html, "pdf": pdf, "json": "" if printed_json else as_json, "md": markdown}
    if not any(chosen.values()) and not printed_json:
        chosen["html"] = DEFAULT
    command = "forcereview " + shlex.join(word for word in sys.argv[1:] if word != DEFAULT)
    software = f"forcereview {__version__}"
    wanted = {kind: name for kind, name in chosen.items() if name}
    written = write_reports(
        result,
        wanted,
        default=DEFAULT,
        command=command,
        software=software,
        made=_today(),
        journal=found.journal,
        evidence=evidence,
    )
    if printed_json:
        from forcereview.cli.showing import show_json
        from forcereview.publish.contract import review_as_json

        show_json(
            review_as_json(result, software=software, journal=found.journal, evidence=evidence)
        )
        return
    from forcereview.cli.showing import width
    from forcereview.publish.text import summary_text

    typer.echo(summary_text(result, width()))
    for path in written:
        typer.echo(f"written: {path}")


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def explain(
    case: CaseFile,
    frame: Annotated[
        str, typer.Option("--frame", help="Application, officer or 'encounter', e.g. shot-1.")
    ],
    provision: Annotated[str, typer.Option("--provision", help="Key, e.g. D23-12.")],
    officer: Annotated[str, typer.Option("--officer", help="For duties of other officers.")] = "",
    as_json: AsJson = False,
    as_of: AsOf = "",
    without: Without = None,
    perspective: Perspective = "",
    compare: Compare = None,
    what_if: WhatIf = None,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
) -> None:
    """Explain one finding: the sentence, the tree of the rule, and who said what."""
    from forcereview.cli import trees
    from forcereview.cli.showing import show_json

    result, _ = _review(
        case, as_of, without, perspective, compare, what_if, standard, workspace, questions=False
    )
    finding = _finding(result, frame, provision, officer)
    if as_json:
        show_json(trees.as_json(result, finding))
    else:
        trees.show(result, finding)


def _finding(result: Review, frame: str, provision: str, officer: str) -> Finding:
    from forcereview.errors import BadInput, Problem, did_you_mean

    fitting = [
        item
        for item in result.findings
        if item.frame.id == frame
        and provision in (item.key, item.rule.provision.id)
        and (not officer or item.frame.officer == officer)
    ]
    if fitting:
        return next((item for item in fitting if item.weight == "comparison"), fitting[0])
    frames = list(dict.fromkeys(item.frame.id for item in result.findings))
    keys = list(dict.fromkeys(item.key for item in result.findings))
    if frame not in frames:
        known = did_you_mean(frame, frames) or "frames: " + ", ".join(frames)
        raise BadInput(Problem(f"the case has no frame '{frame}'", known))
    if provision not in keys:
        known = did_you_mean(provision, keys) or "forcereview standards list shows the keys"
        raise BadInput(Problem(f"no provision '{provision}'", known))
    held = dict.fromkeys(item.frame.id for item in result.findings if item.key == provision)
    raise BadInput(
        Problem(
            f"{provision} is not held against '{frame}'", "it is held against: " + ", ".join(held)
        )
    )


def questions(
    case: CaseFile,
    as_json: AsJson = False,
    most: Annotated[int, typer.Option("--most", help="How many to show; 0 for all.")] = 10,
    as_of: AsOf = "",
    without: Without = None,
    perspective: Perspective = "",
    compare: Compare = None,
    what_if: WhatIf = None,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
) -> None:
    """Which unanswered questions would settle most, and what each answer would lead to."""
    from forcereview.cli import asking

    result, _ = _review(case, as_of, without, perspective, compare, what_if, standard, workspace)
    asking.show(result, most, as_json=as_json)


def compare(
    before: Annotated[
        str, typer.Argument(metavar="CASE_A", help="The earlier record: a file or an id.")
    ],
    after: Annotated[str, typer.Argument(metavar="CASE_B", help="The later record.")],
    as_json: AsJson = False,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
) -> None:
    """Compare two versions of a record: which findings moved, and why."""
    from forcereview.cli import moves

    one, other = (
        _review(name, "", None, "", None, None, standard, workspace, questions=False)[0]
        for name in (before, after)
    )
    moves.show(one, other, as_json=as_json)
