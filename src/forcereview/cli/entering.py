"""``forcereview case assert`` and ``determine``: enter what sources say and what people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.journal import Entry

app = typer.Typer(rich_markup_mode=None)

CaseId = Annotated[str, typer.Argument(metavar="CASE", help="The case's id in the workspace.")]
About = Annotated[
    list[str] | None,
    typer.Option("--about", metavar="ID", help="Person, vehicle or application. Repeatable."),
]
OwnId = Annotated[str, typer.Option("--id", help="Its own id; else the next free one.")]
Note = Annotated[str, typer.Option("--note", help="For readers; no rule looks at it.")]


@app.command("assert")
def assert_(
    case: CaseId,
    fact: Annotated[str, typer.Argument(metavar="FACT", help="A name of the fact catalogue.")],
    value: Annotated[
        list[str], typer.Argument(metavar="VALUE...", help="yes, no, a choice, a quantity, a time.")
    ],
    source: Annotated[str, typer.Option("--source", metavar="ID", help="The source that says so.")],
    about: About = None,
    at: Annotated[str, typer.Option("--at", help="When it was so, if the fact can change.")] = "",
    quotation: Annotated[str, typer.Option("--quotation", help="The words relied on.")] = "",
    page: Annotated[str, typer.Option("--page", help="Page or paragraph in the source.")] = "",
    time: Annotated[
        str, typer.Option("--time", help="Span in a recording, e.g. '12.4 to 13.0 s'.")
    ] = "",
    region: Annotated[
        str, typer.Option("--region", help="Part of the image, e.g. xywh=percent:10,10,20,20.")
    ] = "",
    said_by: Annotated[
        str, typer.Option("--said-by", help="Who says so, where not the source's author.")
    ] = "",
    said_at: Annotated[str, typer.Option("--said-at", help="When it was said.")] = "",
    known: Annotated[
        str,
        typer.Option(
            "--known", metavar="yes|no|unknown", help="Whether the officer could know it then."
        ),
    ] = "unknown",
    note: Note = "",
    own_id: OwnId = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Enter that a source says that a fact is so. The case is checked before it is written."""
    from forcereview.cli.acting import author, opened
    from forcereview.record.keeping import entry_from
    from forcereview.record.model import Assertion
    from forcereview.workspace.cases.entering import add_assertion, next_id

    locator = {"page": page, "quotation": quotation, "time": time, "region": region}
    with opened(workspace) as ports:
        written = {
            "id": own_id or next_id(ports, case, "assertions"),
            "fact": fact,
            "value": value[0] if len(value) == 1 else value,
            "about": about or [],
            "at": at,
            "source": source,
            "by": said_by,
            "locator": {name: text for name, text in locator.items() if text} or None,
            "said_at": said_at,
            "known_to_officer": known,
            "note": note,
        }
        entry = add_assertion(ports, case, entry_from(Assertion, written), author(by), reason)
    _tell(entry, case, as_json)


@app.command()
def determine(
    case: CaseId,
    what: Annotated[
        str,
        typer.Argument(metavar="FACT", help="The fact decided; with --frame, a provision's key."),
    ],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="The fact's value, or the finding decided.")
    ],
    reasons: Annotated[str, typer.Option("--reasons", help="Why, in words.")],
    about: About = None,
    frame: Annotated[
        str, typer.Option("--frame", help="For a provision: what it is held against, e.g. shot-1.")
    ] = "",
    decided_by: Annotated[
        str, typer.Option("--decided-by", help="Who decided, by role; else who enters it.")
    ] = "",
    role: Annotated[str, typer.Option("--role", help="In what office.")] = "",
    external: Annotated[
        bool, typer.Option("--external", help="Decided by a court, board or other body.")
    ] = False,
    at: Annotated[str, typer.Option("--at", help="When it was decided; else now.")] = "",
    proof: Annotated[
        str, typer.Option("--standard-of-proof", help="e.g. preponderance of the evidence.")
    ] = "",
    citation: Annotated[str, typer.Option("--citation", help="Where it is published.")] = "",
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="A source that reports it. Repeatable."),
    ] = None,
    dissent: Annotated[str, typer.Option("--dissent", help="What those who disagreed held.")] = "",
    own_id: OwnId = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Enter what a person or body decided, with reasons. It stands beside earlier ones."""
    from forcereview.cli.acting import author, opened
    from forcereview.record.keeping import entry_from
    from forcereview.record.model import Determination
    from forcereview.workspace.cases.entering import decides, next_id
    from forcereview.workspace.cases.entering import determine as enter

    with opened(workspace) as ports:
        written = {
            "id": own_id or next_id(ports, case, "determinations"),
            "by": decided_by or author(by),
            "role": role,
            "external": external,
            "decides": decides(what, tuple(about or ()), frame),
            "value": value,
            "reasons": reasons,
            "standard_of_proof": proof,
            "at": at,
            "citation": citation,
            "sources": source or [],
            "dissent": dissent,
        }
        entry = enter(ports, case, entry_from(Determination, written), author(by), reason)
    _tell(entry, case, as_json)


def _tell(entry: Entry, case: str, as_json: bool) -> None:
    from forcereview.cli.showing import paragraph, show_json
    from forcereview.publish.entries_in_words import entry_as_json, entry_in_words

    if as_json:
        show_json(entry_as_json(entry))
        return
    paragraph(f"entry {entry.sequence}: {entry_in_words(entry)}")
    typer.echo(f"next: forcereview diff --since {entry.sequence - 1} --case {case} --findings")
