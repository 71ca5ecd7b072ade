"""``statements add`` and ``claim``: enter what was said in public, in a file or in a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli.arguments import AsJson, By, InWorkspace, Reason

if TYPE_CHECKING:
    from forcereview.journal import Entry
    from forcereview.record import CaseFile
    from forcereview.record.statement import PublicClaim, Statement

CaseName = Annotated[
    str,
    typer.Argument(
        metavar="CASE", help="A case file (case.yaml), or the id of a case in the workspace."
    ),
]
OwnId = Annotated[str, typer.Option("--id", help="Its own id; else the next free one.")]
Note = Annotated[str, typer.Option("--note", help="For readers; no rule looks at it.")]


def add(
    case: CaseName,
    speaker: Annotated[
        str,
        typer.Option("--speaker", help="Role of who spoke, never a name: 'head of the agency'."),
    ],
    said_at: Annotated[
        str, typer.Option("--said-at", metavar="TIME", help="When, e.g. 2026-01-07.")
    ],
    channel: Annotated[
        str, typer.Option("--channel", help="press conference, post, interview, letter, ...")
    ],
    words: Annotated[str, typer.Option("--words", help="What was said, to the letter.")],
    source: Annotated[
        str, typer.Option("--source", metavar="ID", help="The case's source that holds the words.")
    ],
    institution: Annotated[
        str, typer.Option("--institution", help="For which institution, e.g. dhs.")
    ] = "",
    side: Annotated[
        str, typer.Option("--side", metavar="officer|subject|independent", help="Whose side.")
    ] = "independent",
    basis: Annotated[
        str,
        typer.Option("--words-basis", help="exact, 'as quoted by another' or paraphrase."),
    ] = "exact",
    own_id: OwnId = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Enter what somebody said in public. The case is checked before it is written."""
    from forcereview.cli.acting import author, opened
    from forcereview.cli.given import of_workspace
    from forcereview.record.keeping import entry_from
    from forcereview.record.statement import Statement
    from forcereview.workspace import statements
    from forcereview.workspace.cases.keeping import kept

    def made(file: CaseFile) -> Statement:
        return entry_from(
            Statement,
            {
                "id": own_id or statements.next_statement_id(file),
                "speaker": {"label": speaker, "institution": institution, "side": side},
                "said_at": said_at,
                "channel": channel,
                "words": words,
                "words_basis": basis,
                "source": source,
                "note": note,
            },
        )

    if not of_workspace(case, workspace):
        statement = made(statements.file_of(case))
        path = statements.add_statement_to_file(case, statement)
        _tell({"statement": statement.id, "written": str(path)}, as_json)
        return
    with opened(workspace) as ports:
        statement = made(kept(ports, case).file)
        entry = statements.add_statement(ports, case, statement, author(by), reason)
    _tell({"statement": statement.id, "case": case, "entry": _number(entry)}, as_json)


def claim(
    case: CaseName,
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="Id of the statement.")],
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="fact, procedure, standard, law, opinion.")
    ],
    quotation: Annotated[
        str, typer.Option("--quotation", help="The words of the statement that make the claim.")
    ],
    prefix: Annotated[
        str, typer.Option("--prefix", help="Words just before, where they stand twice.")
    ] = "",
    suffix: Annotated[
        str, typer.Option("--suffix", help="Words just after, where they stand twice.")
    ] = "",
    fact: Annotated[str, typer.Option("--fact", help="A name of the fact catalogue.")] = "",
    value: Annotated[str, typer.Option("--value", help="What is claimed of the fact.")] = "",
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="ID", help="Person, vehicle, application, agency."),
    ] = None,
    provision: Annotated[
        str, typer.Option("--provision", metavar="KEY", help="The provision meant, e.g. D23-12.")
    ] = "",
    topic: Annotated[str, typer.Option("--topic", help="Its topic, where none is meant.")] = "",
    attributed_to: Annotated[
        str, typer.Option("--attributed-to", help="Agency or standard whose rule it is called.")
    ] = "",
    doctrine: Annotated[
        str, typer.Option("--doctrine", help="Kind of immunity, e.g. absolute, qualified.")
    ] = "",
    says: Annotated[
        str,
        typer.Option(
            "--says",
            help="requires, forbids, allows, advises, 'advises against'; of a doctrine: applies, "
            "'applies on conditions', 'does not apply'.",
        ),
    ] = "",
    exceptions: Annotated[
        str, typer.Option("--exceptions", help="stated or denied, if the words speak of any.")
    ] = "",
    not_checkable: Annotated[
        str, typer.Option("--not-checkable", metavar="WHY", help="For an opinion: why.")
    ] = "",
    own_id: OwnId = "",
    note: Note = "",
    workspace: InWorkspace = "",
    by: By = "",
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Mark a claim in the words of a statement, and tie it to what it can be held against."""
    from forcereview.cli.acting import author, opened
    from forcereview.cli.given import of_workspace
    from forcereview.record.keeping import entry_from
    from forcereview.record.statement import PublicClaim
    from forcereview.workspace import statements
    from forcereview.workspace.cases.keeping import kept

    def made(file: CaseFile) -> PublicClaim:
        return entry_from(
            PublicClaim,
            {
                "id": own_id or statements.next_claim_id(file, statement),
                "quotation": quotation,
                "prefix": prefix,
                "suffix": suffix,
                "kind": kind,
                "fact": fact,
                "about": about or [],
                "value": value,
                "provision": provision,
                "topic": topic,
                "attributed_to": attributed_to,
                "doctrine": doctrine,
                "says": says,
                "exceptions": exceptions,
                "reason": not_checkable,
                "note": note,
            },
        )

    if not of_workspace(case, workspace):
        marked = made(statements.file_of(case))
        path = statements.add_claim_to_file(case, statement, marked)
        _tell({"statement": statement, "claim": marked.id, "written": str(path)}, as_json)
        return
    with opened(workspace) as ports:
        marked = made(kept(ports, case).file)
        entry = statements.add_claim(ports, case, statement, marked, author(by), reason)
    told = {"statement": statement, "claim": marked.id, "case": case, "entry": _number(entry)}
    _tell(told, as_json)


def _number(entry: Entry | None) -> int | None:
    return None if entry is None else entry.sequence


def _tell(told: dict[str, Any], as_json: bool) -> None:
    from forcereview.cli.showing import show_json

    if as_json:
        show_json(told)
        return
    what = told.get("claim") or told["statement"]
    where = told.get("written") or f"{told['case']}, entry {told['entry']}"
    typer.echo(f"{'claim' if 'claim' in told else 'statement'} {what}: written to {where}")
