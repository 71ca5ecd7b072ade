"""``forcereview evidence``: text, search, compare."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, InWorkspace

if TYPE_CHECKING:
    from forcereview.evidence.snippets import Snippet
    from forcereview.evidence.text_comparison import Side
    from forcereview.publish.text_comparison import Row
    from forcereview.workspace.evidence.comparing_documents import ComparedItems
    from forcereview.workspace.evidence.searching import Found, Results

app = typer.Typer(rich_markup_mode=None)

_STOPPED = 130
Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Language of words in pictures, as tesseract names it: eng, spa, eng+spa.",
    ),
]


@contextmanager
def _going_on() -> Iterator[None]:
    """Stopped with Ctrl-C, what was read so far is kept."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("stopped; the same command goes on where it was", err=True)
        raise typer.Exit(_STOPPED) from None


@app.command()
def text(
    item: Annotated[str, typer.Argument(metavar="ID", help="The item.")],
    page: Annotated[int, typer.Option("--page", help="Only this page (or row of a table).")] = 0,
    ocr: Annotated[
        str,
        typer.Option(
            "--ocr",
            metavar="WHERE",
            help="Recognise words in pictures: 'where needed' (pages without text), 'every page' "
            "(a text layer that can't be trusted), 'never'.",
        ),
    ] = "where needed",
    language: Language = "",
    again: Annotated[bool, typer.Option("--again", help="Read it anew.")] = False,
    as_json: AsJson = False,
    workspace: InWorkspace = "",
) -> None:
    """Show the text of an item, page by page; words recognised by OCR are marked as such."""
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace.evidence.items import item_named
    from forcereview.workspace.evidence.reading_text import text_of

    if ocr not in ("where needed", "every page", "never"):
        raise BadInput(
            Problem(f"--ocr '{ocr}' is not one", "use 'where needed', 'every page' or never")
        )
    with _going_on(), opened(workspace) as ports:
        found = item_named(ports, item)
        read = text_of(ports, found, language=language, ocr=ocr, again=again)  # type: ignore[arg-type]
    chosen = [each for each in read.pages if page in (0, each.number)]
    if not chosen:
        raise BadInput(
            Problem(f"{found.id} has no {read.unit} {page}", f"it has {len(read.pages)} of them")
        )
    if as_json:
        data = {"item": found.id, "sha256": found.sha256, **read.as_json()}
        show_json({**data, "pages": [each.as_json() for each in chosen]})
        return
    from forcereview.evidence.texts import said_of
    from forcereview.publish.readable import readable

    for each in chosen:
        words = " – ".join(filter(None, (_heading(read.unit, each.number), said_of(each))))
        if words:
            typer.secho(words, bold=True)
        typer.echo(readable(each.text))
    for note in read.notes:
        typer.echo(f"note: {note}", err=True)


def _heading(unit: str, number: int) -> str:
    return "" if unit == "whole" else f"{unit} {number}"


@app.command()
def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...",
            help='Words that must all be on a page; "a phrase" in quotes, the beginning of a '
            "word with * behind it, -word for what must not be there.",
        ),
    ],
    case: Annotated[
        str, typer.Option("--case", metavar="ID", help="Only this case and its evidence.")
    ] = "",
    limit: Annotated[
        int, typer.Option("--limit", min=1, help="How many to show at most of each kind.")
    ] = 20,
    images: Annotated[
        bool, typer.Option("--images", help="Recognise the words in images too (once, slow).")
    ] = False,
    language: Language = "",
    as_json: AsJson = False,
    workspace: InWorkspace = "",
) -> None:
    """Search the words of all evidence, of the cases with their statements, and of the standards.

    What hasn't been read yet is read first. Capital letters and accents make no difference.
    """
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.workspace.evidence.searching import search as search_words

    asked = " ".join(f'"{word}"' if _is_phrase(word) else word for word in words)
    with _going_on(), opened(workspace) as ports:
        results = search_words(
            ports, asked, case=case, most=limit, images=images, language=language
        )
    if as_json:
        show_json(_results(results))
        return
    for kind in ("evidence", "case", "standard"):
        found = [each for each in results.found if each.kind == kind]
        if found:
            _show_found(kind, found)
    typer.echo(_counted(results))
    for line in results.unread:
        typer.echo(f"not searched: {line}", err=True)


def _is_phrase(word: str) -> bool:
    """Whether the shell took quotes away that meant a phrase."""
    return " " in word and '"' not in word


def _show_found(kind: str, found: list[Found]) -> None:
    from forcereview.cli.showing import heading, paragraph

    for each in found:
        named = each.id if kind == "evidence" else f"{kind} {each.id}"
        heading(", ".join(filter(None, (named, each.title, each.place))))
        if each.origin:
            typer.echo(f"  {each.origin}")
        paragraph(_marked(each.snippet), 2)
        if kind == "evidence":
            typer.echo(f"  {each.locator}")


def _marked(snippet: Snippet) -> str:
    from forcereview.publish.readable import readable

    return readable(snippet.plain)


def _counted(results: Results) -> str:
    from forcereview.publish.readable import counted

    if not results.found:
        return "Nothing found."
    shown = len(results.found)
    more = f"; {counted(shown, 'is', 'are')} shown" if shown < results.pages else ""
    return f"\nFound on {counted(results.pages, 'page')}{more}."


def _results(results: Results) -> dict[str, Any]:
    return {
        "pages": results.pages,
        "found": [
            {
                "kind": each.kind,
                "id": each.id,
                "title": each.title,
                "place": each.place,
                "locator": each.locator,
                "page": each.page or None,
                "from": each.origin or None,
                "quotation": each.snippet.quotation,
                "snippet": [{"text": text, "found": found} for text, found in each.snippet.pieces],
            }
            for each in results.found
        ],
        "not_searched": list(results.unread),
    }


@app.command()
def compare(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier version, an item.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later version, an item.")],
    html: Annotated[
        str, typer.Option("--html", metavar="FILE", help="Write both side by side as a page.")
    ] = "",
    language: Language = "",
    as_json: AsJson = False,
    workspace: InWorkspace = "",
) -> None:
    """Compare two versions of a document, passage by passage and word by word.

    Page headers, line breaks and hyphenation make no difference; what moved is recognised.
    """
    from forcereview import __version__
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.publish.text_comparison import comparison_as_json, comparison_page
    from forcereview.workspace.evidence.comparing_documents import compare_documents
    from forcereview.workspace.reporting import write_bytes

    with _going_on(), opened(workspace) as ports:
        found = compare_documents(ports, old, new, language=language)
    if html:
        page = comparison_page(found.old, found.new, found.comparison, f"forcereview {__version__}")
        write_bytes(Path(html), page.encode())
    if as_json:
        show_json(comparison_as_json(found.old, found.new, found.comparison))
        return
    _show_comparison(found)
    if html:
        typer.echo(f"written: {html}")


def _show_comparison(found: ComparedItems) -> None:
    from forcereview.cli.showing import paragraph
    from forcereview.publish.readable import counted
    from forcereview.publish.text_comparison import counts_in_words, runs_of

    for name, document in (("earlier", found.old), ("later", found.new)):
        paragraph(f"{name}: {document.id}, {document.title}")
        for doubt in document.doubts:
            paragraph(f"mind: {doubt}", 2)
    typer.echo("")
    for run in runs_of(found.old, found.new, found.comparison):
        if run.folded:
            typer.echo(f"  … {counted(len(run.rows), 'passage')} the same …")
            continue
        for row in run.rows:
            _show_row(row)
    same = "No word differs." if found.comparison.alike else counts_in_words(found.comparison)
    typer.echo(f"\n{same}")


def _show_row(row: Row) -> None:
    from forcereview.cli.showing import paragraph

    typer.echo("")
    places = " → ".join(filter(None, (row.old_place, row.new_place)))
    typer.secho(f"{row.sign} {row.word}{f' ({places})' if places else ''}", bold=True)
    if row.difference.kind in ("same", "moved away") or not row.difference.reworded:
        side = row.difference.new or row.difference.old
        paragraph(_pieces(side) if side else "", 2)
        return
    for sign, side in (("−", row.difference.old), ("+", row.difference.new)):
        if side is not None:
            paragraph(f"{sign} {_pieces(side)}", 2)


def _pieces(side: Side) -> str:
    """The words, between [ and ] those that only this side has."""
    from forcereview.publish.readable import readable

    if len(side.pieces) == 1:
        return readable(side.text)
    return readable("".join(t if mark == "same" else f"[{t}]" for t, mark in side.pieces))
