"""``forcereview case``: write a new case file, check one, print its schema; keep and change it."""

from __future__ import annotations

from typing import Annotated

import typer

from forcereview.cli import entering, keeping
from forcereview.cli.arguments import AsJson, InWorkspace

app = typer.Typer(
    help="Cases: write, check, keep in the workspace, enter what is said and decided.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def check(
    cases: Annotated[
        list[str],
        typer.Argument(metavar="CASE...", help="Case files, or ids of cases in the workspace."),
    ],
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Report every problem of case files at once: file:line:column: what is wrong; what to do."""
    from forcereview.cli.given import checked
    from forcereview.cli.showing import show_json

    readings = [(name, checked(name, workspace)) for name in cases]
    if as_json:
        show_json(
            [
                {
                    "file": name,
                    "usable": reading.case is not None,
                    "problems": [
                        {
                            "line": p.place.line,
                            "column": p.place.column,
                            "what": p.what,
                            "todo": p.todo,
                            "severity": p.severity,
                        }
                        for p in reading.problems
                    ],
                }
                for name, reading in readings
            ]
        )
    else:
        for name, reading in readings:
            for problem in reading.problems:
                typer.echo(str(problem))
            if reading.case is not None:
                file = reading.case.file
                typer.echo(
                    f"{name}: in order: {len(file.applications)} applications of force, "
                    f"{len(file.assertions)} assertions, {len(file.sources)} sources"
                )
    if any(reading.case is None for _, reading in readings):
        raise typer.Exit(2)


@app.command()
def schema(
    kind: Annotated[str, typer.Argument(help="case or standard")] = "case",
) -> None:
    """Print the JSON Schema from which editors complete case (or standard) files."""
    from forcereview.cli.showing import show_json
    from forcereview.workspace import schema_of

    show_json(schema_of(kind))


@app.command()
def new(
    file: Annotated[
        str, typer.Argument(help="File to write; it must not exist yet.")
    ] = "case.yaml",
    title: Annotated[str, typer.Option(help="Title of the case.")] = "",
    place: Annotated[str, typer.Option(help="Where it happened, in words.")] = "",
    zone: Annotated[str, typer.Option(help="Time zone, e.g. America/Chicago.")] = "",
    start: Annotated[str, typer.Option(help="When it began, e.g. '2026-01-07 09:35'.")] = "",
    jurisdiction: Annotated[
        list[str] | None, typer.Option(help="Legal area, e.g. us, us-mn. Repeatable.")
    ] = None,
    agency: Annotated[
        list[str] | None, typer.Option(help="Agency of each officer, in order. Repeatable.")
    ] = None,
    force: Annotated[
        list[str] | None, typer.Option(help="Type of each application of force. Repeatable.")
    ] = None,
    vehicle: Annotated[bool | None, typer.Option(help="Whether a vehicle was involved.")] = None,
    ask: Annotated[bool, typer.Option(help="Ask for what no option gives.")] = True,
) -> None:
    """Write a commented case file to fill in, from a few questions or from options."""
    from forcereview.cli.newcase import answers_for
    from forcereview.workspace import write_new_case

    answers = answers_for(title, place, zone, start, jurisdiction, agency, force, vehicle, ask=ask)
    path = write_new_case(file, answers)
    typer.echo(f"written: {path}\nnext: forcereview case check {path}")


for part in (keeping, entering):
    app.add_typer(part.app)
