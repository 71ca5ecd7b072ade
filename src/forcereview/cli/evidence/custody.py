"""``forcereview evidence``: who held an item, and when; copies, transfers, returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.evidence import Item
    from forcereview.publish.custody_chain import Chain
    from forcereview.workspace.ports import Ports

app = typer.Typer(rich_markup_mode=None)

ItemId = Annotated[
    str, typer.Argument(metavar="ID", help="The item's id, its beginning, or its SHA-256.")
]
Giver = Annotated[
    str, typer.Option("--from", metavar="WHO", help="By whom, by role; else by its holder.")
]
At = Annotated[str, typer.Option("--at", metavar="WHEN", help="When, e.g. 2026-01-09T14:30-06:00.")]
How = Annotated[str, typer.Option("--how", metavar="HOW", help="By hand, by post, …")]
Where = Annotated[str, typer.Option("--place", metavar="WHERE", help="Where.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="A note for readers.")]


@app.command("custody")
def show_custody(
    name: ItemId,
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help="Write it as a form to print and sign.")
    ] = "",
    pdf: Annotated[
        str, typer.Option("--pdf", metavar="FILE", help="Write the form as PDF (extra 'pdf').")
    ] = "",
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Show an item's chain of custody, and what it leaves open."""
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.custody_chain import chain_as_json
    from forcereview.publish.custody_form import custody_lines
    from forcereview.workspace.evidence.custody import chain

    with opened(workspace) as ports:
        found = chain(ports, name)
        written = _write_forms(ports, found, html, pdf)
    if as_json:
        show_json(chain_as_json(found))
        return
    for indent, line in custody_lines(found):
        paragraph(line, indent)
    for path in written:
        typer.echo(f"written: {path}")


def _write_forms(ports: Ports, chain: Chain, html: str, pdf: str) -> list[Path]:
    if not html and not pdf:
        return []
    from forcereview import __version__
    from forcereview.publish.custody_form import Printed, custody_html
    from forcereview.workspace.reporting import write_bytes

    head = ports.journal.head()
    printed = Printed(f"forcereview {__version__}", ports.clock.now(), head.sequence, head.hash)
    form = custody_html(chain, printed)
    written = [write_bytes(Path(html), form.encode())] if html else []
    if pdf:
        from forcereview.publish.pdf import report_pdf

        written.append(write_bytes(Path(pdf), report_pdf(form)))
    return written


@app.command("transfer")
def note_transfer(
    name: ItemId,
    to: Annotated[str, typer.Option("--to", metavar="WHO", help="To whom, by role.")],
    giver: Giver = "",
    at: At = "",
    how: How = "",
    place: Where = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Note that an item was handed on to somebody."""
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.evidence.custody import transfer

    with opened(workspace) as ports:
        item = transfer(
            ports, name, to, author(by), reason,
            giver=giver, at=at, how=how, place=place, note=note,
        )  # fmt: skip
    _show_last(item, as_json)


@app.command("return")
def note_return(
    name: ItemId,
    to: Annotated[str, typer.Option("--to", metavar="WHO", help="To whom, by role.")],
    giver: Giver = "",
    at: At = "",
    how: How = "",
    place: Where = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Note that an item went back to whom it came from. The content that is held here stays."""
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.evidence.custody import give_back

    with opened(workspace) as ports:
        item = give_back(
            ports, name, to, author(by), reason,
            giver=giver, at=at, how=how, place=place, note=note,
        )  # fmt: skip
    _show_last(item, as_json)


@app.command("access")
def note_access(
    name: ItemId,
    who: Annotated[str, typer.Option("--who", help="Who saw it, by role; else who acts.")] = "",
    examined: Annotated[
        bool, typer.Option("--examined", help="It was examined, not only looked at.")
    ] = False,
    at: At = "",
    how: How = "",
    place: Where = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Note that somebody saw or examined an item elsewhere; what is shown here is noted anyway."""
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.evidence import custody

    with opened(workspace) as ports:
        item = custody.note_access(
            ports, name, author(by), reason,
            who=who, at=at, how=how, place=place, note=note, examined=examined,
        )  # fmt: skip
    _show_last(item, as_json)


@app.command("copy")
def hand_out_copy(
    name: ItemId,
    file: Annotated[str, typer.Argument(metavar="FILE", help="File to write; none may be there.")],
    to: Annotated[str, typer.Option("--to", metavar="WHO", help="Who gets it, by role.")] = "",
    working: Annotated[
        bool, typer.Option("--working", help="A copy to work on, not to be kept as it is.")
    ] = False,
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write an item's content to a file, compare its hash, and note who got the copy."""
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import show_json
    from forcereview.workspace.evidence.copying import copy_out

    with opened(workspace) as ports:
        done = copy_out(
            ports, name, Path(file), author(by), reason, to=to, working=working, note=note
        )
    if as_json:
        show_json(
            {
                "item": done.item.id,
                "file": str(done.path),
                "sha256": done.item.sha256,
                "to": done.to,
                "link": done.item.custody[-1].model_dump(mode="json"),
            }
        )
        return
    from forcereview.publish.readable import readable

    typer.echo(f"written: {done.path}")
    typer.echo(f"its hash is that of {done.item.id}: {done.item.sha256}")
    typer.echo(f"noted: {done.item.custody[-1].what} for {readable(done.to)}")


def _show_last(item: Item, as_json: bool) -> None:
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.evidence.custody import gaps_of
    from forcereview.publish.exchange.custody_words import told
    from forcereview.publish.readable import readable

    link = item.custody[-1]
    gaps = [gap for gap in gaps_of(item) if gap.link == link.id]
    if as_json:
        show_json(
            {
                "item": item.id,
                "link": link.model_dump(mode="json"),
                "gaps": [{"kind": gap.kind, "words": gap.words} for gap in gaps],
            }
        )
        return
    paragraph(f"{item.id}: {readable(told(link))}, {readable(link.at) or 'no time told'}")
    for gap in gaps:
        paragraph(f"gap: {readable(gap.words)}", 2)
