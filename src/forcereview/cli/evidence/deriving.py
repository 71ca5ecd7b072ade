"""``forcereview evidence``: make an item of another, make it again, show what was made of what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.evidence.trees import Branch
    from forcereview.workspace.evidence.deriving import Derived

app = typer.Typer(rich_markup_mode=None)

ItemId = Annotated[
    str, typer.Argument(metavar="ID", help="The item's id, its beginning, or its SHA-256.")
]
Title = Annotated[str, typer.Option("--title", metavar="TEXT", help="What lists call it.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="A note for readers.")]
_TIME = "e.g. 62.5 or 00:01:02.5, from the start of the recording."


@app.command("derive")
def make_item(
    name: ItemId,
    recipe: Annotated[
        str,
        typer.Argument(
            metavar="RECIPE",
            help="still, clip, extract (the sound), page, crop, enhancement, transcode.",
        ),
    ],
    at: Annotated[str, typer.Option("--at", metavar="TIME", help=f"still: when, {_TIME}")] = "",
    frame: Annotated[
        int | None, typer.Option("--frame", help="still: its number, the first being 0.")
    ] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="TIME", help=f"clip: from when, {_TIME}")
    ] = "",
    end: Annotated[str, typer.Option("--to", metavar="TIME", help="clip: to when.")] = "",
    region: Annotated[
        str,
        typer.Option("--region", metavar="XYWH", help="crop: e.g. xywh=percent:10,10,20,20."),
    ] = "",
    page: Annotated[int | None, typer.Option("--page", help="page: which, from 1.")] = None,
    dots: Annotated[int | None, typer.Option("--dpi", help="page: dots an inch; 150.")] = None,
    brightness: Annotated[
        float | None, typer.Option("--brightness", help="enhancement: -1 to 1; 0 leaves it.")
    ] = None,
    contrast: Annotated[
        float | None, typer.Option("--contrast", help="enhancement: 0 to 10; 1 leaves it.")
    ] = None,
    gamma: Annotated[
        float | None, typer.Option("--gamma", help="enhancement: 0.1 to 10; 1 leaves it.")
    ] = None,
    title: Title = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Make an item of another by a recipe, so that anyone can make it again and compare."""
    from forcereview.cli.acting import author, opened
    from forcereview.evidence.derivation import Asked
    from forcereview.evidence.fragments import seconds
    from forcereview.workspace.evidence.deriving import derive

    times = [None if not text else seconds(text) for text in (at, start, end)]
    asked = Asked(
        times[0], frame, times[1], times[2], region, page, dots, brightness, contrast, gamma
    )
    with opened(workspace) as ports:
        done = derive(ports, name, recipe, asked, author(by), reason, title=title, note=note)
    _show_derived(done, as_json)


@app.command("derive-outside")
def take_in_made_outside(
    names: Annotated[
        list[str], typer.Argument(metavar="ID... FILE", help="What it was made of, then the file.")
    ],
    what: Annotated[
        str,
        typer.Option(
            "--what", help="extract, transcode, still, crop, clip, enhancement, transcript, …"
        ),
    ],
    tool: Annotated[str, typer.Option("--tool", metavar="NAME", help="The program.")],
    version: Annotated[str, typer.Option("--tool-version", help="Its version.")] = "",
    settings: Annotated[
        str, typer.Option("--parameters", metavar="TEXT", help="How it was set.")
    ] = "",
    command: Annotated[
        str, typer.Option("--command", metavar="TEXT", help="The command line. It is never run.")
    ] = "",
    title: Title = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take in a file that a program outside made of items; it can't be made again here."""
    from forcereview.cli.acting import author, opened
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace.evidence.deriving import derive_outside

    if len(names) < 2:
        raise BadInput(Problem("an item or the file is missing", "name both: ID FILE"))
    *parents, file = names
    with opened(workspace) as ports:
        done = derive_outside(
            ports, parents, Path(file), author(by), reason,
            what=what, tool=tool, version=version, settings=settings, command=command,
            title=title, note=note,
        )  # fmt: skip
    _show_derived(done, as_json)


@app.command("reproduce")
def make_again(
    name: ItemId,
    remade: Annotated[
        str,
        typer.Option(
            "--with", metavar="FILE", help="Compare this file, made again with a program outside."
        ),
    ] = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Make a derived item again from its parents and compare the hashes, or say why that can't be.

    Exit status 0 if it is the same, 3 if it is another or can't be made.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.readable import readable
    from forcereview.workspace.evidence.reproducing import reproduce

    with opened(workspace) as ports:
        found = reproduce(ports, name, author(by), reason, remade=Path(remade) if remade else None)
    if as_json:
        show_json(
            {
                "item": found.item.id,
                "result": found.result,
                "why": found.why or None,
                "sha256": found.item.sha256,
                "made_again": found.sha256 or None,
                "version": found.version or None,
            }
        )
    elif found.result == "same":
        typer.echo(f"{found.item.id}: made again, and the same: SHA-256 {found.sha256}")
    else:
        words = "another content" if found.result == "other" else "can't be made again"
        paragraph(f"{found.item.id}: {words}: {readable(found.why)}")
    if found.result != "same":
        raise typer.Exit(3)


@app.command("tree")
def show_tree(name: ItemId, workspace: InWorkspace = "", as_json: AsJson = False) -> None:
    """Show what an item was made of, and what was made of it."""
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.evidence.trees import trees_about
    from forcereview.workspace.evidence.items import item_named, items

    with opened(workspace) as ports:
        item = item_named(ports, name)
        trees = trees_about(item, items(ports))
    if as_json:
        show_json([_branch_as_data(tree) for tree in trees])
        return
    for tree in trees:
        _show_branch(tree, item.id, 0)


def _show_branch(branch: Branch, asked: str, depth: int) -> None:
    from forcereview.cli.showing import paragraph
    from forcereview.publish.custody_chain import label_of, made_in_words
    from forcereview.publish.readable import readable

    words = "not held here"
    if branch.item is not None:
        made = made_in_words(branch.item, version=False)
        state = "" if branch.item.state == "held" else f" ({branch.item.state})"
        words = f"{label_of(branch.item)}{state}" + (f" – {readable(made)}" if made else "")
    mark = "* " if branch.id == asked else "  "
    tail = " (as above)" if branch.again else ""
    paragraph(f"{mark}{branch.id}  {words}{tail}", depth * 4)
    for below in branch.branches:
        _show_branch(below, asked, depth + 1)


def _branch_as_data(branch: Branch) -> dict[str, Any]:
    item = branch.item
    made = item.derivation.model_dump(mode="json") if item and item.derivation else None
    return {
        "id": branch.id,
        "held": item is not None and item.state == "held",
        "derivation": made,
        "made_of_it": [_branch_as_data(below) for below in branch.branches],
    }


def _show_derived(done: Derived, as_json: bool) -> None:
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.custody_chain import label_of, made_in_words
    from forcereview.publish.readable import readable

    item = done.item
    if as_json:
        show_json({"item": item.document(), "new": done.new, "notes": list(done.told)})
        return
    if not done.new:
        typer.echo(f"held already: {item.id}  {label_of(item)}")
        typer.echo("the same content is kept once; how it came here first stays as it was noted")
        return
    typer.echo(f"made: {item.id}  {label_of(item)}")
    paragraph(readable(made_in_words(item)), 2)
    for note in done.told:
        paragraph(readable(note), 2)
