"""``forcereview evidence``: find what a locator means, and show it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.evidence.quotations import Search, Stands
    from forcereview.workspace.evidence.locating import OfCase, Place
    from forcereview.workspace.ports import Ports

app = typer.Typer(rich_markup_mode=None)

Locator = Annotated[
    str,
    typer.Argument(
        metavar="LOCATOR",
        help="ID#page=3&quote=…, ID#t=12.4,13, ID#xywh=percent:10,10,20,20, ID#row=12; or "
        "CASE/ASSERTION.",
    ),
]


@app.command("show")
def show_place(
    locator: Locator,
    out: Annotated[
        str, typer.Option("--out", metavar="FILE|FOLDER", help="Where to write; else here.")
    ] = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write the still, clip, page or picture that a locator means, or print its words.

    That it was looked at is noted in the item's chain of custody.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.readable import readable
    from forcereview.workspace.evidence.locating import place_named
    from forcereview.workspace.evidence.showing import show

    with opened(workspace) as ports:
        place = place_named(ports, locator)
        shown = show(ports, place, author(by), reason, Path(out) if out else None)
    if as_json:
        show_json(
            {
                **_place_as_data(place),
                "files": [str(path) for path in shown.files],
                "told": list(shown.told),
                "text": shown.text or None,
                "found": _search_as_data(shown.search),
                "noted": shown.noted,
            }
        )
        return
    if shown.text:
        typer.echo(readable(shown.text))
    for path in shown.files:
        typer.echo(f"written: {path}")
    for line in (*shown.told, *_search_in_words(shown.search), *_unread(place)):
        paragraph(readable(line), 2)
    if not shown.noted:
        typer.echo("that it was shown could not be noted: the workspace can only be read", err=True)


@app.command("locate")
def locate_place(
    locator: Annotated[
        str, typer.Argument(metavar="[LOCATOR]", help="A locator, or CASE/ASSERTION.")
    ] = "",
    case: Annotated[
        str, typer.Option("--case", metavar="CASE", help="All locators of this case.")
    ] = "",
    annotation: Annotated[
        bool, typer.Option("--annotation", help="Print it as W3C Web Annotation JSON.")
    ] = False,
    read: Annotated[
        str, typer.Option("--read", metavar="FILE", help="Read a W3C Web Annotation instead.")
    ] = "",
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Say what a locator means: the item, the place, and whether its quotation stands there."""
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace.evidence.locating import places_of_case

    if sum(map(bool, (locator, case, read))) != 1:
        raise BadInput(
            Problem("say what to locate", "give a locator, or --case CASE, or --read FILE")
        )
    with opened(workspace) as ports:
        if case:
            found = [*places_of_case(ports, case)]
            if as_json:
                show_json([_of_case_as_data(each) for each in found])
            else:
                _show_of_case(found)
            return
        place = _meant(ports, locator, read)
        if annotation:
            _print_annotation(place)
            return
        search, why = _searched(ports, place)
    if as_json:
        show_json({**_place_as_data(place), "found": _search_as_data(search), "why": why or None})
    else:
        _show_place(place, search, why)


def _meant(ports: Ports, locator: str, file: str) -> Place:
    from forcereview.errors import BadInput, Problem
    from forcereview.errors import Place as FilePlace
    from forcereview.workspace.evidence.locating import place_annotated, place_named

    if not file:
        return place_named(ports, locator)
    try:
        data = json.loads(Path(file).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(
            Problem(f"the annotation can't be read ({error})", "give JSON", FilePlace(file))
        ) from None
    return place_annotated(ports, data)


def _print_annotation(place: Place) -> None:
    from forcereview.cli.showing import show_json
    from forcereview.evidence.annotations import annotation

    show_json(annotation(place.item.sha256, place.locus))


def _searched(ports: Ports, place: Place) -> tuple[Search | None, str]:
    """How its quotation was found, or why it can't be looked for."""
    from forcereview.errors import Refused
    from forcereview.workspace.evidence.locating import quotation_at

    try:
        return quotation_at(ports, place), ""
    except Refused as refusal:
        return None, refusal.problems[0].what


def _show_place(place: Place, search: Search | None, why: str) -> None:
    from forcereview.cli.showing import paragraph
    from forcereview.publish.custody_chain import label_of
    from forcereview.publish.readable import readable

    typer.echo(readable(place.text))
    paragraph(f"in {place.item.id}  {label_of(place.item)} ({place.item.type})", 2)
    lines = [*_search_in_words(search), why, *_unread(place)]
    for line in filter(None, lines):
        paragraph(readable(line), 2)


def _show_of_case(found: list[OfCase]) -> None:
    from forcereview.cli.showing import paragraph
    from forcereview.publish.readable import readable

    if not found:
        typer.echo("no assertion of the case has a locator")
    for each in found:
        where = each.place.text if each.place else "nowhere"
        typer.echo(f"{each.assertion} ({each.source}): {readable(where)}")
        for problem in each.problems:
            paragraph(readable(str(problem)), 2)
        for line in _unread(each.place) if each.place else ():
            paragraph(readable(line), 2)


def _unread(place: Place) -> list[str]:
    return [f"for readers: {words}" for words in place.unread]


def _search_in_words(search: Search | None) -> list[str]:
    if search is None:
        return []
    if search.place is None:
        near = search.nearest
        if near is None:
            return ["the quotation isn't found"]
        return [
            f"the quotation isn't found; nearest on page {near.page}, score {near.score:g} of 100 "
            f"(at least {search.least:g} is needed): “{near.words[:300]}”"
        ]
    lines = [_stands_in_words(search.place, elsewhere=search.elsewhere)]
    lines += [f"quoted “{quoted}”, there “{stands}”" for quoted, stands in search.place.differs]
    if search.ambiguous:
        pages = ", ".join(str(other.page) for other in search.others[:10])
        lines.append(
            f"{len(search.others)} other places are as good (page {pages}); "
            "prefix and suffix would tell which is meant"
        )
    return lines


def _stands_in_words(place: Stands, *, elsewhere: bool) -> str:
    how = "word for word" if place.exact else f"with a score of {place.score:g} of 100"
    moved = ", not on the page that was named" if elsewhere else ""
    return f"the quotation stands on page {place.page}{moved}, {how}"


def _place_as_data(place: Place) -> dict[str, Any]:
    return {
        "locator": place.text,
        "item": place.item.id,
        "sha256": place.item.sha256,
        "place": place.locus.model_dump(mode="json", exclude_defaults=True),
        "for_readers": list(place.unread),
    }


def _of_case_as_data(each: OfCase) -> dict[str, Any]:
    return {
        "assertion": each.assertion,
        "source": each.source,
        "place": _place_as_data(each.place) if each.place else None,
        "problems": [{"what": problem.what, "todo": problem.todo} for problem in each.problems],
    }


def _search_as_data(search: Search | None) -> dict[str, Any] | None:
    if search is None:
        return None
    return {
        "least": search.least,
        "place": _stands_as_data(search.place) if search.place else None,
        "elsewhere": search.elsewhere,
        "others": [_stands_as_data(other) for other in search.others],
        "nearest": _stands_as_data(search.nearest) if search.nearest else None,
    }


def _stands_as_data(place: Stands) -> dict[str, Any]:
    return {
        "page": place.page,
        "score": place.score,
        "exact": place.exact,
        "words": place.words,
        "differs": [{"quoted": quoted, "stands": stands} for quoted, stands in place.differs],
        "pieces": [
            {"page": piece.page, "start": piece.start, "end": piece.end} for piece in place.pieces
        ],
    }
