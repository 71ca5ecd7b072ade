"""Show a place in an item: write its still, clip, page or picture, or tell its words.

Each showing is noted in the item's chain of custody. What is written is for looking at; the
evidence is the item. To make an item of it, with how it was made, is :mod:`.deriving`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from forcereview.errors import BadInput, Problem, Refused
from forcereview.evidence import Locus
from forcereview.evidence.fragments import fragment_of
from forcereview.evidence.quotations import Search, find_quotation
from forcereview.evidence.texts import said_of
from forcereview.workspace.evidence.copying import write_new
from forcereview.workspace.evidence.custody import opened_here
from forcereview.workspace.evidence.fitting import Kind, check_fitting, kind_of
from forcereview.workspace.evidence.locating import Place
from forcereview.workspace.evidence.making import made
from forcereview.workspace.evidence.marking import Marks, marks_of
from forcereview.workspace.evidence.reading_text import text_of
from forcereview.workspace.ports import Ports, Unreadable

#: signs of the text shown before and after a quotation
_AROUND = 300


@dataclass(frozen=True)
class Shown:
    """What was shown: files written, ``told`` sentences about them, ``text`` where words are what
    is shown. ``search`` says how a quotation was found; ``noted`` whether custody says so."""

    place: Place
    files: tuple[Path, ...] = ()
    told: tuple[str, ...] = ()
    text: str = ""
    search: Search | None = None
    noted: bool = True


@dataclass
class _Showing:
    """What goes on while a place is shown."""

    ports: Ports
    place: Place
    out: Path | None
    files: list[Path] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    text: str = ""
    search: Search | None = None


def show(ports: Ports, place: Place, by: str, reason: str = "", out: Path | None = None) -> Shown:
    """Show a place. Files go to ``out`` (a new file, or a folder that exists), else here.

    Raises:
        BadInput: nobody is named, the place isn't of a kind that the item has, or a file is there.
        Refused: the content isn't held, is sealed, or can't be read.
    """
    item, locus = place.item, place.locus
    ports.blobs.handle(item.sha256)
    check_fitting(item, locus)
    how = f"to show #{fragment_of(locus)}" if fragment_of(locus) else "to show it"
    noted = opened_here(ports, item, by, reason, how[:500])
    showing = _Showing(ports, place, out)
    try:
        _SHOWS[kind_of(item)](showing)
    except Unreadable as failure:
        raise Refused(Problem(f"{item.id}: {failure}", "the item is kept as it is")) from None
    return Shown(
        place, tuple(showing.files), tuple(showing.told), showing.text, showing.search, noted
    )


def _recording(showing: _Showing) -> None:
    locus = showing.place.locus
    if locus.start_s is None and locus.end_s is None:
        raise BadInput(
            Problem(
                "the locator names no time in the recording",
                "add #t=12.4 for a still, #t=12.4,13 for a clip; "
                f"'forcereview evidence copy {showing.place.item.id} FILE' gives all of it",
            )
        )
    if locus.end_s is None:
        _still(showing, locus)
    else:
        _clip(showing, locus, locus.start_s or 0.0, locus.end_s)


def _still(showing: _Showing, locus: Locus) -> None:
    arguments = {"at_s": locus.start_s, "region": locus.region}
    with made(showing.ports, showing.place.item, "still", arguments) as result:
        _write(showing, result.path)
        told = result.told
    showing.told.append(
        f"frame shown from {told['since_s']:.6f} s to {told['until_s']:.6f} s "
        f"(time stamp {told['time_stamp']} x {told['time_base']} s)"
    )
    if told.get("turned"):
        showing.told.append(f"turned {told['turned']} degrees counterclockwise, as the file says")


def _clip(showing: _Showing, locus: Locus, start: float, end: float) -> None:
    arguments = {"start_s": start, "end_s": end, "use": "look", "region": locus.region}
    with made(showing.ports, showing.place.item, "clip", arguments) as result:
        _write(showing, result.path)
        told = result.told
    frames = f"{told['frames']:,} frames, " if told["frames"] else ""
    showing.told.append(
        f"{frames}from {told['since_s']:.6f} s to {told['until_s']:.6f} s; encoded to be looked "
        "at, pixels and samples aren't exactly those of the evidence"
    )
    showing.told += [str(note) for note in told.get("notes", ())]
    if told["frames"]:
        return
    span = {"start_s": start, "end_s": end}
    with made(showing.ports, showing.place.item, "waveform", span) as result:
        _write(showing, result.path)


def _page(showing: _Showing) -> None:
    item, locus = showing.place.item, showing.place.locus
    marks = _marks(showing)
    number = marks.page if marks and marks.search.place else locus.page
    if number is None:
        if marks is not None:
            raise Refused(
                Problem(f"{item.id}: {_not_found(marks.search)}", "name the page as well")
            )
        raise BadInput(Problem("the locator names no page", "add #page=3, or the words: #quote=…"))
    arguments = {
        "page": number,
        "boxes": [list(box) for box in marks.points] if marks else [],
        "marked": [list(box) for box in marks.fractions] if marks else [],
        "box": locus.region,
    }
    with made(showing.ports, item, "page_image", arguments) as result:
        _write(showing, result.path)
        showing.told.append(f"page {number} of {result.told['pages']}")
    if locus.last_page and not locus.quotation:
        showing.told.append(f"the locator goes on to page {locus.last_page}")


def _picture(showing: _Showing) -> None:
    marks = _marks(showing)
    arguments = {
        "box": showing.place.locus.region,
        "marked": [list(box) for box in marks.fractions] if marks else [],
    }
    with made(showing.ports, showing.place.item, "picture", arguments) as result:
        _write(showing, result.path)
        told = result.told
    showing.told.append(f"{told['width']} x {told['height']} pixels, upright")
    showing.told += [str(note) for note in told.get("notes", ())]


def _words(showing: _Showing) -> None:
    item, locus = showing.place.item, showing.place.locus
    text = text_of(showing.ports, item)
    if not locus.quotation:
        showing.text = "\n".join(page.text for page in text.pages)
        return
    showing.search = search = find_quotation(
        text.pages, locus.quotation, locus.prefix, locus.suffix, page=locus.page
    )
    if search.place is None:
        showing.told.append(_not_found(search))
        return
    piece = search.place.pieces[0]
    page = text.page(piece.page)
    words = page.text if page else ""
    before = words[max(0, piece.start - _AROUND) : piece.start]
    after = words[piece.end : piece.end + _AROUND]
    showing.text = f"{before}[[{words[piece.start : piece.end]}]]{after}"


def _table(showing: _Showing) -> None:
    locus = showing.place.locus
    pages = text_of(showing.ports, showing.place.item).pages
    rows = [page for page in pages if locus.row in (None, page.number)]
    if locus.row is not None and not rows:
        raise Refused(Problem(f"there is no row {locus.row}: the table has {len(pages)}"))
    lines = [
        f"row {page.number}: {line}" for page in rows for line in _cells(page.text, locus.column)
    ]
    if locus.column and not lines:
        raise Refused(Problem(f"no value stands in a column '{locus.column}' there"))
    showing.text = "\n".join(lines)


def _cells(row: str, column: str) -> Iterator[str]:
    """The row, or of its ``column: value`` cells the one of this column."""
    if not column:
        yield row
        return
    for cell in row.split("; "):
        if cell.partition(": ")[0].casefold() == column.casefold():
            yield cell


def _marks(showing: _Showing) -> Marks | None:
    """Where the quotation stands; None if there is none, or the text can't be read."""
    item, locus = showing.place.item, showing.place.locus
    if not locus.quotation:
        return None
    try:
        marks = marks_of(showing.ports, item, locus)
    except Refused as refusal:
        if item.type == "application/pdf" and locus.page is None:
            raise
        showing.told.append(f"the quotation isn't marked: {refusal.problems[0].what}")
        return None
    showing.search = marks.search
    if marks.search.place is None:
        showing.told.append(_not_found(marks.search))
    else:
        text = text_of(showing.ports, item)
        page = text.page(marks.page)
        showing.told += filter(None, [said_of(page) if page else ""])
    return marks


def _not_found(search: Search) -> str:
    """That a quotation isn't found, and what comes nearest."""
    near = search.nearest
    words = (
        f"; nearest, with a score of {near.score:g}, on page {near.page}: “{near.words[:200]}”"
        if near
        else ""
    )
    return f"the quotation isn't found (least score {search.least:g}){words}"


def _write(showing: _Showing, made_file: Path) -> None:
    target = _target(showing, made_file.suffix)
    write_new(made_file, target)
    showing.files.append(target)


def _target(showing: _Showing, suffix: str) -> Path:
    """Where a file goes: as asked for, else here under a name that is free."""
    out = showing.out
    if out is not None and not out.is_dir():
        return out if not showing.files else out.with_suffix(suffix)
    folder = out or Path()
    locus = showing.place.locus
    told = fragment_of(locus.model_copy(update={"quotation": "", "prefix": "", "suffix": ""}))
    words = "-".join(
        filter(None, "".join(s if s.isalnum() or s in ".=" else "-" for s in told).split("-"))
    )
    stem = "-".join(filter(None, (showing.place.item.id, words)))
    number, target = 2, folder / f"{stem}{suffix}"
    while target.exists():
        target, number = folder / f"{stem}-{number}{suffix}", number + 1
    return target


_SHOWS: dict[Kind, Callable[[_Showing], None]] = {
    "recording": _recording,
    "PDF": _page,
    "picture": _picture,
    "table": _table,
    "text": _words,
}
