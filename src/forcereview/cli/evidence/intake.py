"""``forcereview evidence``: take in, list, examine, unpack."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.evidence import Item
    from forcereview.workspace.evidence.intake import Outcome

app = typer.Typer(rich_markup_mode=None)

_LINES = 100
_STOPPED = 130
ItemId = Annotated[
    str, typer.Argument(metavar="ID", help="The item's id, its beginning, or its SHA-256.")
]


@app.command("add")
def add(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE|FOLDER...", help="Files, or folders of them.")
    ],
    case: Annotated[str, typer.Option(metavar="CASE", help="The case they belong to.")] = "",
    source: Annotated[
        str,
        typer.Option(metavar="SOURCE", help="The source of the case that the one file is."),
    ] = "",
    giver: Annotated[
        str, typer.Option("--from", metavar="WHO", help="From whom they were received, by role.")
    ] = "",
    received_at: Annotated[
        str, typer.Option(metavar="WHEN", help="When, e.g. 2026-01-09T14:30-06:00.")
    ] = "",
    how: Annotated[
        str, typer.Option(metavar="HOW", help="How: by hand, by post, from a website, …")
    ] = "",
    place: Annotated[str, typer.Option(metavar="WHERE", help="Where.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="A note for readers.")] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="What lists call it.")] = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take in evidence. Originals stay as they are; each file becomes an item with its hash.

    Stopped with Ctrl-C, or by a crash, the same command goes on where it was.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.evidence.intake import take_in
    from forcereview.workspace.evidence.receiving import Received

    received = Received(giver, received_at, how, place, note, title, case)
    done: list[Outcome] = []
    with opened(workspace) as ports:
        paths = [Path(name) for name in files]
        try:
            for outcome in take_in(ports, paths, received, author(by), reason, source=source):
                done.append(outcome)
                if not as_json and len(done) <= _LINES:
                    _show_outcome(outcome)
        except KeyboardInterrupt:
            typer.echo(
                f"stopped; {len(done):,} files are done, and the same command goes on", err=True
            )
            raise typer.Exit(_STOPPED) from None
    _show_outcomes(done, as_json)


@app.command("list")
def list_items(
    case: Annotated[str, typer.Option(metavar="CASE", help="Only those of this case.")] = "",
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """List the evidence that the workspace holds."""
    from forcereview.cli import showing
    from forcereview.cli.acting import opened
    from forcereview.errors import visible
    from forcereview.workspace.evidence.items import items

    with opened(workspace) as ports:
        found = list(items(ports, case))
    if as_json:
        showing.show_json([_as_json(item) for item in found])
        return
    if not found:
        typer.echo("no evidence; take some in: forcereview evidence add FILE")
        return
    showing.table(
        (
            (
                item.id,
                visible(item.title or item.name),
                item.type,
                f"{item.size:,}",
                _state(item),
                ", ".join(item.cases),
            )
            for item in found
        ),
        ("id", "title or name", "type", "bytes", "state", "cases"),
    )


@app.command("show-facts")
def show_facts(name: ItemId, workspace: InWorkspace = "", as_json: AsJson = False) -> None:
    """Show what an item's file says of itself: assertions by the file, not facts of a case."""
    from forcereview.cli import showing
    from forcereview.cli.acting import opened
    from forcereview.errors import visible
    from forcereview.publish.readable import readable
    from forcereview.workspace.evidence.items import item_named

    with opened(workspace) as ports:
        item = item_named(ports, name)
    if as_json:
        showing.show_json(_as_json(item))
        return
    typer.echo(f"{item.id}  {visible(item.title or item.name)}")
    showing.paragraph(f"{item.type}, {item.size:,} bytes, SHA-256 {item.sha256}", 2)
    if item.examined != "yes":
        why = "not yet" if item.examined == "no" else readable(item.examined)
        showing.paragraph(f"reading it: {why}", 2)
    part = ""
    for fact in item.facts:
        if fact.part != part:
            part = fact.part
            showing.heading(f"the file says ({readable(part)}, read by {readable(fact.read_by)})")
        showing.paragraph(f"{readable(fact.name)}: {readable(fact.value)}", 2)


@app.command("examine")
def examine_items(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID...", help="Items; all that couldn't be read, without any."),
    ] = None,
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Read anew what files say of themselves, after installing another reader for instance."""
    from forcereview.cli import showing
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.evidence.examining import all_unexamined, examine

    results = []
    with opened(workspace) as ports:
        chosen = names or all_unexamined(ports)
        ports.progress.begin("examining", len(chosen), "items")
        for name in chosen:
            item, entry = examine(ports, name, author(by), reason)
            results.append((item, entry is not None))
            ports.progress.advance()
        ports.progress.end()
    if as_json:
        showing.show_json([{**_as_json(item), "changed": changed} for item, changed in results])
        return
    for item, changed in results:
        how = "" if item.examined == "yes" else f"; {item.examined}"
        news = "read anew" if changed else "nothing new"
        typer.echo(f"{item.id}  {news}: {item.type}, {len(item.facts)} statements{how}")
    if not results:
        typer.echo("every item that is held was examined")


@app.command("unpack")
def unpack_archive(
    name: ItemId,
    most: Annotated[
        int, typer.Option(metavar="MB", min=1, help="Megabytes that it may unpack to in all.")
    ] = 4096,
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Make items of the files in an archive (ZIP, TAR, GZIP); links and the like stay in it."""
    from forcereview.cli import showing
    from forcereview.cli.acting import author, opened
    from forcereview.errors import visible
    from forcereview.workspace.evidence.unpacking import unpack

    with opened(workspace) as ports:
        done = unpack(ports, name, author(by), reason, most=most << 20)
    if as_json:
        showing.show_json(
            {
                "archive": done.archive,
                "items": [_outcome_as_json(each) for each in done.outcomes],
                "left": [{"name": left, "why": why} for left, why in done.left],
            }
        )
        return
    for outcome in done.outcomes:
        _show_outcome(outcome)
    for left, why in done.left:
        typer.echo(f"left in it  {visible(left) or '(the rest)'}: {visible(why)}")


def _show_outcomes(done: list[Outcome], as_json: bool) -> None:
    from forcereview.cli import showing
    from forcereview.errors import BadInput
    from forcereview.workspace.evidence.intake import OUTCOMES

    what = Counter[str](outcome.what for outcome in done)
    counts = {word: what[word] for word in OUTCOMES if what[word]}
    if as_json:
        showing.show_json({"counts": counts, "files": [_outcome_as_json(each) for each in done]})
    else:
        if len(done) > _LINES:
            typer.echo("…")
        words = ", ".join(f"{count:,} {what}" for what, count in counts.items())
        typer.echo(words or "no files there")
    problems = [outcome.problem for outcome in done if outcome.problem is not None]
    if problems:
        raise BadInput(problems)


def _show_outcome(outcome: Outcome) -> None:
    from forcereview.errors import visible

    if outcome.problem is None:
        failed = "" if outcome.examined == "yes" else f"; reading it: {visible(outcome.examined)}"
        typer.echo(
            f"{outcome.what}  {outcome.item}  {visible(outcome.name)} "
            f"({outcome.type}, {outcome.size:,} bytes{failed})"
        )


def _outcome_as_json(outcome: Outcome) -> dict[str, Any]:
    data: dict[str, Any] = {"what": outcome.what, "name": outcome.name}
    if outcome.problem is not None:
        return data | {"problem": str(outcome.problem)}
    return data | {
        "item": outcome.item,
        "type": outcome.type,
        "size": outcome.size,
        "examined": outcome.examined,
    }


def _as_json(item: Item) -> dict[str, Any]:
    data = item.model_dump(mode="json", exclude={"facts"})
    return data | {"file_says": [fact.model_dump(mode="json") for fact in item.facts]}


def _state(item: Item) -> str:
    if item.state != "held":
        return item.state
    return "held" if item.examined in ("yes", "no") else "held; not readable"
