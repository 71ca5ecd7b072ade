"""``forcereview standards``: attach an official text, anchor provisions in it, list the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason, StandardFiles

if TYPE_CHECKING:
    from forcereview.evidence.anchoring import Proposal
    from forcereview.standards import AttachedText
    from forcereview.workspace.ports import Ports

app = typer.Typer(rich_markup_mode=None)

StandardId = Annotated[
    str, typer.Argument(metavar="STANDARD", help="The standard: its id, or a provision's key.")
]


@app.command()
def attach(
    standard: StandardId,
    item: Annotated[str, typer.Argument(metavar="ID", help="The item that holds its text.")],
    from_page: Annotated[
        int, typer.Option("--from-page", min=0, help="Its first page in the item.")
    ] = 0,
    to_page: Annotated[int, typer.Option("--to-page", min=0, help="Its last page.")] = 0,
    files: StandardFiles = None,
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
    workspace: InWorkspace = "",
) -> None:
    """Attach the official text of a standard, an item of evidence, so that provisions can be
    anchored to its pages.

    The library isn't changed: what is anchored counts as held in reviews with this workspace.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import show_json
    from forcereview.workspace import library_with
    from forcereview.workspace.attaching import attach_text

    with opened(workspace) as ports:
        text = attach_text(
            ports,
            standard,
            item,
            author(by),
            reason,
            first=from_page,
            last=to_page,
            library=library_with(files or []),
        )
    if as_json:
        show_json(_text(text))
        return
    where = ", ".join(filter(None, (text.title, text.pages)))
    typer.echo(f"attached to {text.standard}: {text.item} ({where})")
    typer.echo(f"next: forcereview standards anchor {text.standard}")


@app.command()
def anchor(
    standard: StandardId,
    provisions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY]...", help="Provisions; without any, all not anchored yet."),
    ] = None,
    page: Annotated[int, typer.Option("--page", min=0, help="The page on which it stands.")] = 0,
    quotation: Annotated[
        str, typer.Option("--quotation", metavar="WORDS", help="The words there.")
    ] = "",
    accept: Annotated[
        bool,
        typer.Option(
            "--accept", help="Confirm what is proposed: you have looked, and it stands there."
        ),
    ] = False,
    least: Annotated[
        float,
        typer.Option(
            "--least", min=0.0, max=1.0, help="Only proposals that are at least so much alike."
        ),
    ] = 0.0,
    files: StandardFiles = None,
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
    workspace: InWorkspace = "",
) -> None:
    """Say where in the attached text a provision stands: by page and words, or by confirming what
    is proposed.

    Without --page and --quotation it shows where each provision seems to stand. --accept confirms
    that for the provisions named, or for all with the likeness that --least asks for.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace import library_with
    from forcereview.workspace.attaching import anchor_provision, proposed_anchors

    keys = provisions or []
    if bool(page) != bool(quotation) or (page and len(keys) != 1):
        raise BadInput(
            Problem(
                "an anchor needs one provision, the page and the words there",
                "give KEY --page N --quotation '…', or neither option to see what is proposed",
            )
        )
    if accept and not keys and not least:
        raise BadInput(
            Problem(
                "--accept names nothing",
                "name the provisions you have looked at, or --least with the likeness to trust",
            )
        )
    library = library_with(files or [])
    with opened(workspace) as ports:
        if page:
            held = anchor_provision(
                ports, standard, keys[0], page, quotation, author(by), reason, library=library
            )
            _show_anchored([(held.provision, held.page, held.quotation)], as_json)
            return
        found = [
            (key, one)
            for key, one in proposed_anchors(ports, standard, keys, library=library)
            if not least or (one and one.likeness >= least)
        ]
        if not accept:
            _show_proposals(standard, found, as_json)
            return
        _accept(ports, standard, found, author(by), reason, library, as_json)


def _accept(
    ports: Ports,
    standard: str,
    found: list[tuple[str, Proposal | None]],
    by: str,
    reason: str,
    library: Any,
    as_json: bool,
) -> None:
    from forcereview.errors import Problem, Refused
    from forcereview.workspace.attaching import accept_anchors

    without = [key for key, one in found if one is None]
    if without or not found:
        raise Refused(
            Problem(
                f"nothing in the text is like {', '.join(without)}"
                if without
                else "none is so like",
                "give the page and the words: --page N --quotation '…'",
            )
        )
    held = accept_anchors(
        ports, standard, [one for _, one in found if one], by, reason, library=library
    )
    _show_anchored([(each.provision, each.page, each.quotation) for each in held], as_json)


def _show_anchored(anchored: list[tuple[str, int, str]], as_json: bool) -> None:
    from forcereview.cli.showing import paragraph, show_json

    if as_json:
        show_json(
            [{"provision": key, "page": page, "quotation": words} for key, page, words in anchored]
        )
        return
    for key, page, words in anchored:
        paragraph(f"{key} is anchored to page {page}: “{words}”")


def _show_proposals(standard: str, found: list[tuple[str, Proposal | None]], as_json: bool) -> None:
    from dataclasses import asdict

    from forcereview.cli.showing import heading, paragraph, show_json

    if as_json:
        show_json([{"provision": key, "proposal": one and asdict(one)} for key, one in found])
        return
    for key, one in found:
        if one is None:
            heading(f"{key}: nothing in the text is like it")
            continue
        heading(f"{key}: page {one.page}, likeness {one.likeness:.2f} ({one.how})")
        paragraph(f"{key} says: {one.says}", 2)
        ocr = " (recognised by OCR; compare it with the page)" if one.recognised else ""
        paragraph(f"page {one.page}{ocr}: “{one.quotation}”", 2)
    if not found:
        typer.echo("Nothing is open: every provision is anchored, or none is so much alike.")
        return
    typer.echo(f"\nTo confirm: forcereview standards anchor {standard} KEY... --accept")
    typer.echo("If it stands elsewhere: … KEY --page N --quotation 'the words there'")


@app.command()
def texts(
    files: StandardFiles = None, as_json: AsJson = False, workspace: InWorkspace = ""
) -> None:
    """List the official texts attached in the workspace, and what is anchored in each."""
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import heading, paragraph, show_json
    from forcereview.workspace import library_with
    from forcereview.workspace.attaching import attached_texts

    library = library_with(files or [])
    with opened(workspace) as ports:
        held = attached_texts(ports, library)
    if as_json:
        show_json([_text(text) for text in held])
        return
    for text in held:
        standard = library.standards[text.standard]
        total = len(standard.rules) + len(standard.tests)
        heading(f"{text.standard}: {', '.join(filter(None, (text.item, text.title, text.pages)))}")
        typer.echo(f"  SHA-256 {text.sha256}; attached by {text.by}")
        typer.echo(f"  {len(text.anchors)} of {total} provisions and tests anchored")
        for key, place in text.anchors.items():
            paragraph(f"{key}, page {place.page}: “{place.quotation}” ({place.by})", 2)
    if not held:
        typer.echo("No official text is attached; forcereview standards attach STANDARD ID")


def _text(text: AttachedText) -> dict[str, Any]:
    return {
        "standard": text.standard,
        "item": text.item,
        "sha256": text.sha256,
        "title": text.title,
        "attached_by": text.by,
        "first_page": text.first or None,
        "last_page": text.last or None,
        "anchors": [
            {
                "provision": key,
                "page": place.page,
                "quotation": place.quotation,
                "confirmed_by": place.by,
                "recognised_by_ocr": place.recognised,
            }
            for key, place in text.anchors.items()
        ],
    }
