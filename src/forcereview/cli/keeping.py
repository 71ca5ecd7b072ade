"""``forcereview case import``, ``export`` and ``list``: cases in the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.workspace.cases.importing import Imported

app = typer.Typer(rich_markup_mode=None)

KeptCase = Annotated[
    str, typer.Argument(metavar="ID", help="The case's id; ID@ENTRY for what it was at an entry.")
]


@app.command("import")
def import_(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Case files.")],
    based_on: Annotated[
        int | None,
        typer.Option(
            "--based-on",
            metavar="ENTRY",
            help="The entry in which the copy came in or went out that the file was made from, "
            "where that isn't the last one noted.",
        ),
    ] = None,
    file_wins: Annotated[
        bool,
        typer.Option(
            "--file-wins", help="Where a value was changed here and in the file, take the file's."
        ),
    ] = False,
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Bring case files in: new cases, or what has changed in cases that are here.

    What others changed since stays; where a value was changed on both sides, nothing is written.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import show_json
    from forcereview.workspace.cases.importing import import_case

    shown = []
    with opened(workspace) as ports:
        ports.progress.begin("importing", len(files), "files")
        for name in files:
            done = import_case(
                ports, name, author(by), reason, based_on=based_on, file_wins=file_wins
            )
            ports.progress.advance()
            shown.append(_as_data(done))
            if not as_json:
                _show(done)
        ports.progress.end()
    if as_json:
        show_json(shown)


def _as_data(done: Imported) -> dict[str, Any]:
    return {
        "case": done.case,
        "file": done.file,
        "entry": done.entry,
        "new": done.new,
        "changes": [change.as_json() for change in done.changes],
        "missing_in_file": [change.as_json() for change in done.kept],
    }


def _show(done: Imported) -> None:
    from forcereview.cli.showing import paragraph
    from forcereview.publish.changes_in_words import in_words

    if done.entry is None:
        typer.echo(f"{done.file}: nothing new for case {done.case}")
    elif done.new:
        typer.echo(f"{done.file}: new case {done.case}, entry {done.entry}")
    else:
        typer.echo(f"{done.file}: case {done.case} changed, entry {done.entry}")
    for change in done.changes:
        paragraph(in_words(change), 2)
    if done.kept:
        typer.echo(f"not in the file (forcereview case export {done.case} writes it anew):")
    for change in done.kept:
        paragraph(in_words(change), 2)


@app.command("export")
def export_(
    name: KeptCase,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="File to write; '-' to print it.")
    ] = "",
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Write over a file that the workspace doesn't know."),
    ] = False,
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write a case to a file, with every comment and in the form it came in.

    Without FILE: under the name that it was brought in by.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import show_json
    from forcereview.workspace.cases.exporting import case_text, export_case

    with opened(workspace) as ports:
        if file == "-":
            typer.echo(case_text(ports, name), nl=False)
            return
        done = export_case(ports, name, file, author(by), reason, overwrite=overwrite)
    if as_json:
        show_json(
            {"case": done.case, "file": done.file, "sha256": done.sha256, "entry": done.entry}
        )
        return
    noted = f" (entry {done.entry})" if done.entry else ""
    typer.echo(f"written: {done.file}{noted}\nSHA-256 {done.sha256}")


@app.command("list")
def list_(workspace: InWorkspace = "", as_json: AsJson = False) -> None:
    """List the workspace's cases: title, last change, and how much is in each."""
    from dataclasses import asdict

    from forcereview.cli.acting import opened
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.readable import counted, on_one_line
    from forcereview.workspace.cases.listing import COUNTED, list_cases

    with opened(workspace) as ports:
        found = list_cases(ports)
    if as_json:
        show_json([asdict(each) for each in found])
        return
    for each in found:
        counts = ", ".join(counted(each.counts[part], part[:-1]) for part in COUNTED)
        typer.secho(f"{each.id}: {on_one_line(each.title)}", bold=True)
        paragraph(f"{each.nature}; {counts}", 2)
        changed = f"{each.at[:10]} {each.at[11:16]} UTC by {on_one_line(each.by)}"
        paragraph(f"changed {changed}, entry {each.entry}", 2)
    if not found:
        typer.echo("no case yet; bring one in: forcereview case import FILE")
