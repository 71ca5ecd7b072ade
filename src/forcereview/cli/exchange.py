"""``forcereview exchange``: hand evidence and cases over as a bag, judge bags, take them in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.errors import Problem
    from forcereview.publish.exchange.judgement import Judgement
    from forcereview.workspace.exchange.taking_in import TakenIn
    from forcereview.workspace.exchange.writing import WrittenBag

#: the exit status of a command that somebody stopped
_STOPPED = 130

app = typer.Typer(
    help="Exchange: bags (BagIt), RO-Crates, CASE/UCO graphs.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command()
def write(
    target: Annotated[str, typer.Argument(metavar="DIR", help="The bag's folder; made anew.")],
    case: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="This case with its evidence. Repeatable; else all."),
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="This item, and what it was made of. Repeatable."),
    ] = None,
    zipped: Annotated[bool, typer.Option("--zip", help="Pack it into DIR.zip.")] = False,
    to: Annotated[str, typer.Option(metavar="WHO", help="Who receives it, by role.")] = "",
    organization: Annotated[str, typer.Option(help="Whose evidence it is, for bag-info.")] = "",
    contact: Annotated[str, typer.Option(help="Whom to ask, by role.")] = "",
    licence: Annotated[str, typer.Option(help="On what terms; else 'not stated'.")] = "",
    journal: Annotated[
        bool,
        typer.Option(
            "--journal/--no-journal",
            help="With the journal; entries on what isn't handed over show as hashes only.",
        ),
    ] = True,
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Write evidence and cases as a bag that others can check and read without forcereview.

    Contents of sealed and expunged items are left out and named. Stopped midway, the same command
    goes on where it was.
    """
    from forcereview import __version__
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.exchange.writing import Sender, write_bag

    with opened(workspace) as ports, _taken_up_again():
        written = write_bag(
            ports,
            target,
            author(by),
            reason,
            cases=case or (),
            evidence=evidence or (),
            sender=Sender(organization, contact, licence, to),
            software=f"forcereview {__version__}",
            with_journal=journal,
            zipped=zipped,
        )
    _show_written(written, as_json)


@app.command()
def judge(
    bags: Annotated[
        list[str], typer.Argument(metavar="BAG...", help="A bag's folder, or a zipped bag.")
    ],
    as_json: AsJson = False,
) -> None:
    """Judge bags: valid, valid with warnings, or invalid, with every reason. Needs no workspace.

    Nothing is unpacked or fetched. Ends with status 3 if a bag is invalid.
    """
    from forcereview.cli import showing
    from forcereview.cli.progress import Drawn
    from forcereview.errors import BadInput
    from forcereview.workspace.exchange.judging import judge_bag

    found: list[Judgement] = []
    unread: list[Problem] = []
    with Drawn() as progress:
        for bag in bags:
            try:
                found.append(judge_bag(bag, progress))
            except BadInput as error:
                unread += error.problems
    if as_json:
        showing.show_json([judgement_as_json(each) for each in found])
    else:
        for each in found:
            _show_judgement(each)
    if unread:
        raise BadInput(unread)
    if any(each.errors for each in found):
        raise typer.Exit(3)


@app.command()
def read(
    bag: Annotated[str, typer.Argument(metavar="BAG", help="A bag's folder, or a zipped bag.")],
    case: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A case of this workspace it belongs to. Repeatable."),
    ] = None,
    giver: Annotated[
        str, typer.Option("--from", metavar="WHO", help="Who handed it over; else as the bag says.")
    ] = "",
    how: Annotated[str, typer.Option(help="How it came: by courier, by download, ...")] = "",
    at: Annotated[str, typer.Option("--received-at", metavar="TIME", help="When it came.")] = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Take a valid bag in: its files as evidence with custody, its cases, and a check of its
    journal. An invalid bag is refused, with every reason.

    Stopped midway, the same command goes on where it was.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.exchange.taking_in import Receipt, read_bag

    with opened(workspace) as ports, _taken_up_again():
        receipt = Receipt(author(by), reason, giver, how, at, tuple(case or ()))
        found = read_bag(ports, bag, receipt)
    _show_taken_in(found, as_json)
    if found.problems:
        raise typer.Exit(3)


@contextmanager
def _taken_up_again() -> Iterator[None]:
    """Ctrl-C ends with a word on what to do, not with a traceback."""
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("stopped; the same command goes on where it was", err=True)
        raise typer.Exit(_STOPPED) from None


def judgement_as_json(judgement: Judgement) -> dict[str, Any]:
    """A judgement as ``exchange judge --json`` gives it."""
    return {
        "bag": judgement.name,
        "verdict": judgement.verdict,
        "version": judgement.version,
        "files": judgement.files,
        "bytes": judgement.size,
        "hashes": list(judgement.algorithms),
        "manifest_sha256": judgement.fingerprint,
        "problems": [_problem(problem) for problem in judgement.problems],
        "notes": list(judgement.notes),
        "says_of_itself": [list(pair) for pair in judgement.description],
    }


def _problem(problem: Any) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "what": problem.what,
        "todo": problem.todo,
        "file": problem.place.file,
        "line": problem.place.line,
    }


def _show_judgement(judgement: Judgement) -> None:
    from forcereview.publish.readable import counted, readable

    hashes = f"; hashes: {', '.join(judgement.algorithms)}" if judgement.algorithms else ""
    version = f", BagIt {judgement.version}" if judgement.version else ""
    typer.echo(
        f"{readable(judgement.name)}: {judgement.verdict}{version}; "
        f"{counted(judgement.files, 'file')}, {counted(judgement.size, 'byte')}{hashes}"
    )
    for problem in judgement.problems:
        typer.echo(f"  {readable(str(problem))}")
    for note in judgement.notes:
        typer.echo(f"  note: {note}")


def _show_written(written: WrittenBag, as_json: bool) -> None:
    from forcereview.cli import showing
    from forcereview.publish.readable import counted, readable

    handed = written.consignment
    if as_json:
        showing.show_json(
            {
                "bag": written.path,
                "files": written.files,
                "bytes": written.size,
                "manifest_sha256": written.sha256,
                "evidence": [each.item.id for each in handed.items if each.path],
                "not_included": {each.item.id: each.why_not for each in handed.left_out},
                "cases": [each.id for each in handed.cases],
                "entry": written.entry,
            }
        )
        return
    with_content = len(handed.items) - len(handed.left_out)
    typer.echo(
        f"{written.path}: {counted(with_content, 'item')} of evidence, "
        f"{counted(len(handed.cases), 'case')}, {counted(written.files, 'file')}, "
        f"{counted(written.size, 'byte')}"
    )
    for each in handed.left_out:
        typer.echo(f"  {each.item.id}: content not included: {readable(each.why_not)}")
    typer.echo(f"manifest: sha256:{written.sha256}")
    typer.echo("give the receiver this hash in another way; 'exchange judge' shows it too")
    if written.entry is None:
        typer.echo("not noted in the journal: this workspace can only be read")


def _show_taken_in(found: TakenIn, as_json: bool) -> None:
    from forcereview.cli import showing

    if as_json:
        showing.show_json(
            {
                **judgement_as_json(found.judgement),
                "evidence": list(found.items),
                "evidence_taken_in_before": list(found.before),
                "cases": [
                    {"id": case.case, "entry": case.entry, "new": case.new} for case in found.cases
                ],
                "not_included": found.not_included,
                "journal": found.journal,
                "not_taken_in": [_problem(problem) for problem in found.problems],
            }
        )
        return
    _show_judgement(found.judgement)
    _show_what_came(found)


def _show_what_came(found: TakenIn) -> None:
    from forcereview.publish.readable import counted, readable

    taken = f"taken in: {counted(len(found.items), 'item')} of evidence"
    before = f", {len(found.before)} that it had brought before" if found.before else ""
    typer.echo(f"{taken}{before}")
    for case in found.cases:
        state = "new" if case.new else "as it was" if case.entry is None else "brought up to date"
        typer.echo(f"case {case.case}: {state}")
    for item, why in found.not_included.items():
        typer.echo(f"{item}: content not included by the sender: {readable(why)}")
    if found.journal is None:
        typer.echo("no journal came with it")
    else:
        state = "in order" if found.journal["in_order"] else "NOT IN ORDER"
        typer.echo(f"the sender's journal: {state}")
        for said in (*found.journal["problems"], *found.journal["said"]):
            typer.echo(f"  {readable(said)}")
    for problem in found.problems:
        typer.echo(f"not taken in: {readable(str(problem))}", err=True)
