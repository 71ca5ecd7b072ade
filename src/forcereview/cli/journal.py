"""``forcereview log``, ``history``, ``diff`` and ``undo``: who said and did what, when and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forcereview.errors import ForcereviewError
    from forcereview.review import Review
    from forcereview.workspace.journal.differences import Differing
    from forcereview.workspace.journal.history import PastValue, PathValue

app = typer.Typer(rich_markup_mode=None)

_SINCE = "An entry's number, a checkpoint (checkpoint/7, or its file), or a time (UTC unless said)."
OfCase = Annotated[str, typer.Option("--case", metavar="ID", help="Only what concerns this case.")]


@app.command()
def log(
    case: OfCase = "",
    since: Annotated[str, typer.Option("--since", metavar="WHEN", help=_SINCE)] = "0",
    last: Annotated[int, typer.Option("--last", help="Only the last so many; 0 for all.")] = 0,
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Who did what, when and why: one line an entry, the newest last."""
    from collections import deque

    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.journal.undoing import taken_back
    from forcereview.publish.entries_in_words import entry_as_json, entry_line
    from forcereview.workspace.journal.log import log as entries_since
    from forcereview.workspace.journal.log import readable
    from forcereview.workspace.journal.past import entry_named

    with opened(workspace) as ports:
        start = entry_named(ports, since)
        troubles: list[ForcereviewError] = []
        back = taken_back(readable(entries_since(ports, start, case), []))
        entries = readable(entries_since(ports, start, case), troubles)
        shown = deque(entries, maxlen=last) if last > 0 else entries
        if as_json:
            show_json([entry_as_json(each, back.get(each.sequence)) for each in shown])
        else:
            for entry in shown:
                typer.echo(entry_line(entry, back.get(entry.sequence)))
        for trouble in troubles:
            raise trouble


@app.command()
def history(
    fact: Annotated[str, typer.Argument(metavar="FACT", help="A name of the fact catalogue.")] = "",
    case: Annotated[str, typer.Option("--case", metavar="ID", help="Only in this case.")] = "",
    about: Annotated[
        str, typer.Option("--about", metavar="ID", help="Only about this person, vehicle or use.")
    ] = "",
    path: Annotated[
        str,
        typer.Option(
            "--path", help="Instead of a fact: a way to a value, e.g. assertions/a3/value."
        ),
    ] = "",
    of: Annotated[
        str, typer.Option("--of", metavar="KIND/ID", help="With --path: of another document.")
    ] = "",
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Every value that a fact ever had: who says so, who entered it, when, why, and what became of
    it."""
    from forcereview.cli.acting import opened
    from forcereview.cli.showing import show_json
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace.journal.history import (
        document_meant,
        history_of_fact,
        history_of_path,
    )

    if bool(fact) == bool(path):
        raise BadInput(Problem("say of what", "name a fact, or a way to a value with --path"))
    with opened(workspace) as ports:
        if fact:
            values = history_of_fact(ports, fact, case, about)
            if as_json:
                show_json([_past_as_data(each) for each in values])
            else:
                _show_past(fact, values)
            return
        document, steps = document_meant(ports, path, case, of)
        held = history_of_path(ports, document, steps)
    if as_json:
        show_json([_held_as_data(each) for each in held])
    else:
        _show_held(held, steps)


def _past_as_data(past: PastValue) -> dict[str, Any]:
    given = past.given
    return {
        "case": past.case,
        "kind": given.kind,
        "path": list(given.path),
        "value": given.value,
        "about": list(given.about),
        "said_by": list(given.said_by),
        **_entry_data("entry", past.entry),
        "fate": past.fate,
        "until": past.until.sequence if past.until else None,
    }


def _entry_data(name: str, entry: Any) -> dict[str, Any]:
    return {
        name: entry.sequence,
        "at": entry.at,
        "by": entry.by,
        "does": entry.does,
        "reason": entry.reason,
    }


def _show_past(fact: str, values: Sequence[PastValue]) -> None:
    from forcereview.cli.showing import heading, paragraph
    from forcereview.publish.changes_in_words import said
    from forcereview.publish.entries_in_words import who_when_why
    from forcereview.publish.readable import on_one_line

    if not values:
        typer.echo(f"nothing was ever said of {fact} here")
    for past in values:
        given = past.given
        about = f" (about {', '.join(given.about)})" if given.about else ""
        verb = "decided" if given.kind == "determination" else "says"
        heading(on_one_line(f"{past.case}, {given.kind} {given.id}{about}: {said(given.value)}"))
        paragraph(f"{verb}: {on_one_line(', '.join(given.said_by))}", 2)
        paragraph(f"entered by {who_when_why(past.entry)}", 2)
        if past.until is None:
            paragraph("stands", 2)
        else:
            paragraph(f"{past.fate} by {who_when_why(past.until)}", 2)


def _held_as_data(held: PathValue) -> dict[str, Any]:
    from forcereview.journal import ABSENT

    value = {} if held.value is ABSENT else {"value": held.value}
    return {"of": held.of, **value, **_entry_data("entry", held.entry)}


def _show_held(values: Sequence[PathValue], steps: Sequence[str]) -> None:
    from forcereview.cli.showing import paragraph
    from forcereview.publish.changes_in_words import named, said
    from forcereview.publish.entries_in_words import who_when_why

    typer.echo(named(values[0].of, steps))
    for held in values:
        paragraph(f"{said(held.value)}: {who_when_why(held.entry)}", 2)


@app.command()
def diff(
    since: Annotated[str, typer.Option("--since", metavar="WHEN", help=_SINCE)],
    case: OfCase = "",
    findings: Annotated[
        bool, typer.Option("--findings", help="Also which findings moved, and why.")
    ] = False,
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """What differs since an entry, a checkpoint or a time: each value, and who made it so."""
    from forcereview.cli.acting import opened
    from forcereview.workspace.journal.differences import differences_since
    from forcereview.workspace.journal.findings import cases_among, reviews_since
    from forcereview.workspace.journal.past import entry_named

    with opened(workspace) as ports:
        start = entry_named(ports, since)
        differing = differences_since(ports, start, case)
        names = cases_among(differing) if findings else []
        reviews = {name: reviews_since(ports, name, start) for name in names}
    compared = {name: pair for name, pair in reviews.items() if pair is not None}
    if as_json:
        _print_difference(start, differing, compared)
    else:
        _show_difference(start, differing, compared)


def _print_difference(
    start: int, differing: Sequence[Differing], reviews: dict[str, tuple[Review, Review]]
) -> None:
    from dataclasses import asdict

    from forcereview.cli.showing import show_json
    from forcereview.publish.changes_in_words import group_of, kind_of
    from forcereview.review.comparing import compare_reviews

    values = [
        {
            "group": group_of(each.change),
            "kind": kind_of(each.change),
            **each.change.as_json(),
            "entries": [_entry_data("entry", entry) for entry in each.entries],
        }
        for each in differing
    ]
    moves = {name: asdict(compare_reviews(*pair)) for name, pair in reviews.items()}
    show_json({"since": start, "values": values, "findings": moves})


def _show_difference(
    start: int, differing: Sequence[Differing], reviews: dict[str, tuple[Review, Review]]
) -> None:
    from itertools import groupby

    from forcereview.cli import moves
    from forcereview.cli.showing import heading, paragraph
    from forcereview.publish.changes_in_words import group_of, in_words
    from forcereview.publish.entries_in_words import who_when_why
    from forcereview.publish.readable import counted
    from forcereview.workspace.journal.differences import without_texts

    told = without_texts(differing)
    verb = "differs" if len(told) == 1 else "differ"
    typer.echo(f"since entry {start}, {counted(len(told), 'value')} {verb}")
    ordered = sorted(told, key=lambda each: group_of(each.change))
    for group, inside in groupby(ordered, key=lambda each: group_of(each.change)):
        heading(group)
        for each in inside:
            paragraph(in_words(each.change), 2)
            for entry in each.entries:
                paragraph(who_when_why(entry), 4)
    for name, pair in reviews.items():
        heading(f"findings of case {name}")
        moves.show(*pair, as_json=False)


@app.command()
def undo(
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry to take back.")],
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take an entry back by a new one; the entry itself stays. Undoing an undo brings it back."""
    from forcereview.cli.acting import author, opened
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.changes_in_words import in_words
    from forcereview.publish.entries_in_words import entry_as_json, worth_saying
    from forcereview.workspace.journal.undo import undo as take_back

    with opened(workspace) as ports:
        done = take_back(ports, entry, author(by), reason)
    if as_json:
        show_json(entry_as_json(done))
        return
    typer.echo(f"entry {done.sequence} takes back entry {entry}")
    for change in worth_saying(done.changes):
        paragraph(in_words(change), 2)
