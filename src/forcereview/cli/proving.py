"""``forcereview verify``, checkpoints, time stamps and proofs: that nothing was changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.journal.proofs import Proven
    from forcereview.workspace.journal.checkpointing import Kept
    from forcereview.workspace.journal.verifying import Verdict

app = typer.Typer(rich_markup_mode=None)

Out = Annotated[str, typer.Option("--out", metavar="FILE", help="Also write it to this file.")]
KeyGiven = Annotated[
    list[str] | None,
    typer.Option(
        "--key", metavar="KEY", help="The public key that you wrote down elsewhere. Repeatable."
    ),
]


@app.command()
def verify(
    checkpoint: Annotated[
        list[str] | None,
        typer.Option(
            "--checkpoint", metavar="FILE", help="A checkpoint kept elsewhere. Repeatable."
        ),
    ] = None,
    key: KeyGiven = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Don't read every content and document again.")
    ] = False,
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Check that nothing was changed: entries, checkpoints, time stamps, contents, documents.

    Ends with status 0 if everything is in order, 3 if not, and lists all that isn't.
    """
    from forcereview.cli.acting import opened
    from forcereview.workspace.journal.verifying import verify as verified

    with opened(workspace) as ports:
        verdict = verified(ports, checkpoint or (), key or (), quick=quick)
    if as_json:
        from forcereview.cli.showing import show_json

        show_json(_as_data(verdict))
    else:
        _show(verdict)
    if not verdict.in_order:
        raise typer.Exit(3)


@app.command()
def checkpoint(
    out: Out = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Sign a checkpoint of the whole journal: a few lines of text to keep elsewhere."""
    from forcereview.cli.acting import author, opened
    from forcereview.journal.checkpoints import readable
    from forcereview.workspace.journal.checkpointing import make_checkpoint

    with opened(workspace) as ports:
        kept, new = make_checkpoint(ports, author(by), reason, out or None)
    if as_json:
        _show_json(_kept(kept) | {"new": new})
        return
    if not new:
        typer.echo("nothing was entered since the latest checkpoint:")
    typer.echo(readable(kept.checkpoint), nl=False)
    typer.echo(f"kept in checkpoints/{kept.number}.txt" + (f" and {out}" if out else ""))
    typer.echo("keep a copy where nobody who can write to this workspace can reach it")


@app.command()
def timestamp(
    number: Annotated[
        str, typer.Argument(metavar="[CHECKPOINT]", help="Its number; the latest if left out.")
    ] = "",
    query: Annotated[
        str, typer.Option(metavar="FILE", help="Only write the request, to be carried there.")
    ] = "",
    reply: Annotated[
        str, typer.Option(metavar="FILE", help="Take in a reply that was brought back.")
    ] = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Have a checkpoint stamped by a time-stamp authority (RFC 3161): it existed by then.

    The authority is the one that you set in forcereview.toml. It learns the checkpoint's hash, and
    nothing else.
    """
    from forcereview.cli.acting import author, opened
    from forcereview.errors import BadInput, Problem
    from forcereview.workspace.journal.stamping import stamp_checkpoint, take_reply, write_query

    if query and reply:
        raise BadInput(Problem("--query and --reply are two steps", "do them one after the other"))
    with opened(workspace) as ports:
        if query:
            kept = write_query(ports, query, number)
        elif reply:
            kept = take_reply(ports, author(by), reply, number, reason)
        else:
            kept = stamp_checkpoint(ports, author(by), number, reason)
    if as_json:
        _show_json(_kept(kept))
    elif query:
        typer.echo(f"the request for checkpoint {kept.number}: {query}")
        typer.echo(
            f"next: send it to an authority (its reply: forcereview timestamp {kept.number} "
            "--reply FILE)"
        )
    else:
        stamp = dict(kept.stamp)
        typer.echo(f"checkpoint {kept.number} existed by {stamp['at']}, says {stamp['authority']}")
        if stamp["trusted"] != "yes":
            typer.echo(f"who that is wasn't checked: {stamp['trusted']} (forcereview.toml)")


@app.command()
def proof(
    entry: Annotated[
        int | None, typer.Argument(metavar="[ENTRY]", help="The number of the entry to prove.")
    ] = None,
    earlier: Annotated[
        str, typer.Option("--from", metavar="CHECKPOINT", help="Number or file of a checkpoint.")
    ] = "",
    later: Annotated[
        str, typer.Option("--to", metavar="CHECKPOINT", help="A later one; else the latest.")
    ] = "",
    check: Annotated[
        str, typer.Option(metavar="FILE", help="Check a proof; needs no workspace.")
    ] = "",
    key: Annotated[
        str, typer.Option(metavar="KEY", help="With --check: the public key that you know.")
    ] = "",
    out: Annotated[
        str, typer.Option("--out", metavar="FILE", help="Write the proof here, not to the screen.")
    ] = "",
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Prove one entry, or that a later checkpoint holds an earlier one, and show nothing else."""
    from forcereview.errors import BadInput, Problem

    if sum((entry is not None, bool(earlier), bool(check))) != 1:
        raise BadInput(
            Problem("what is to be proven?", "name an entry, or --from CHECKPOINT, or --check FILE")
        )
    if check:
        from forcereview.workspace.journal.proving import check_proof_file

        _show_proven(check_proof_file(check, key), known=bool(key), as_json=as_json)
        return
    from forcereview.cli.acting import opened
    from forcereview.workspace.journal.proving import (
        proof_of_consistency,
        proof_of_entry,
        write_proof,
    )

    with opened(workspace) as ports:
        made = (
            proof_of_consistency(ports, earlier, later)
            if entry is None
            else proof_of_entry(ports, entry)
        )
    if out:
        write_proof(made, out)
    if not out or as_json:
        _show_json(made)
    else:
        typer.echo(f"the proof: {out}\ncheck it: forcereview proof --check {out}")


@app.command()
def key(
    new: Annotated[
        bool, typer.Option("--new", help="Make a new key; what was signed before stays good.")
    ] = False,
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Show the public key that signs checkpoints. Let others write it down."""
    from forcereview.cli.acting import author, opened
    from forcereview.workspace.journal.checkpointing import renew_signing_key, signing_key

    with opened(workspace) as ports:
        shown = renew_signing_key(ports, author(by), reason) if new else signing_key(ports)
    if as_json:
        _show_json({"key": str(shown), "id": shown.id.hex(), "name": shown.name})
    else:
        typer.echo(str(shown))


def _show(verdict: Verdict) -> None:
    from forcereview.cli.showing import heading, paragraph

    done = "" if not verdict.quick else " (quick: contents and documents weren't read)"
    typer.echo(f"entries      {verdict.entries}, the last {verdict.head}")
    typer.echo(f"checkpoints  {verdict.checkpoints}, of which {verdict.time_stamps} time-stamped")
    contents = verdict.contents
    others = f", {contents.sealed} sealed, {contents.expunged} expunged"
    typer.echo(f"contents     {contents.held} held{others}{done}")
    typer.echo(f"documents    {verdict.documents}")
    for note in verdict.notes:
        paragraph(f"note: {note}")
    if not verdict.elsewhere:
        paragraph(
            "note: held against nothing from outside (--checkpoint, --key), so a workspace that "
            "was replaced as a whole would look the same"
        )
    first = verdict.first
    if first is None:
        typer.echo("in order: nothing was changed")
        return
    heading(f"NOT IN ORDER: {len(verdict.faults)} found. The first: {first}")
    for fault in verdict.faults:
        if fault is not first:
            paragraph(str(fault), 2)


def _as_data(verdict: Verdict) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "in_order": verdict.in_order,
        "first": asdict(verdict.first) if verdict.first else None,
        **asdict(verdict),
    }


def _show_proven(proven: Proven, *, known: bool, as_json: bool) -> None:
    if as_json:
        _show_json(
            {
                "holds": proven.holds,
                "what": proven.what,
                "key": str(proven.key),
                "wrong": list(proven.wrong),
            }
        )
    else:
        typer.echo("proven: " + proven.what if proven.holds else "NOT PROVEN: " + proven.what)
        for why in proven.wrong:
            typer.echo(f"  {why}")
        typer.echo(f"signed by {proven.key}" if proven.holds else f"held against {proven.key}")
        if not known:
            typer.echo("compare this key with one that you were given by another way, or use --key")
    if not proven.holds:
        raise typer.Exit(3)


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "number": kept.number,
        "root": kept.checkpoint.root.hex(),
        "text": kept.text,
        "stamp": dict(kept.stamp) or None,
    }


def _show_json(data: Any) -> None:
    from forcereview.cli.showing import show_json

    show_json(data)
