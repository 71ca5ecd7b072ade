"""``forcereview standards``: list, show, check, diff, matrix; attach, anchor, texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from forcereview.cli import attaching
from forcereview.cli.arguments import AsJson, InWorkspace, StandardFiles

if TYPE_CHECKING:
    from forcereview.standards import ProvisionRule, Standard
    from forcereview.standards.comparing import Column
    from forcereview.workspace.checking_texts import CheckedTexts

app = typer.Typer(
    help="Standards: list, show, check, diff, matrix; official texts: attach, anchor, texts.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(attaching.app)


@app.command("list")
def list_(
    as_json: AsJson = False, standard: StandardFiles = None, workspace: InWorkspace = ""
) -> None:
    """List the standards: whom they govern, when, and on what basis the library knows them.

    With a workspace named, what is anchored in attached texts counts as held.
    """
    from forcereview.cli.given import library_for
    from forcereview.cli.showing import show_json, table
    from forcereview.standards.comparing import dates_in_words

    library = library_for(standard or [], workspace=workspace)
    if as_json:
        show_json([_summary(item) for item in library])
        return
    table(
        (
            (
                item.id,
                item.file.short,
                dates_in_words(item.scope),
                str(len(item.rules)),
                ", ".join(_governed_by(item)),
                ", ".join(_bases(item)),
            )
            for item in library
        ),
        ("standard", "short", "in force", "provisions", "governs", "basis"),
    )
    total = sum(len(item.rules) for item in library)
    typer.echo(f"\n{len(library)} standards, {total} provisions, {len(library.tests)} legal tests.")


def _governed_by(standard: Standard) -> list[str]:
    return [
        *(sorted(standard.scope.agencies) or ["all agencies"]),
        *sorted(standard.scope.jurisdictions),
    ]


def _bases(standard: Standard) -> list[str]:
    return sorted({rule.provision.basis for rule in standard.rules})


def _summary(standard: Standard) -> dict[str, Any]:
    from forcereview.standards.comparing import dates_in_words

    return {
        "standard": standard.id,
        "short": standard.file.short,
        "title": standard.file.title,
        "kind": standard.file.kind,
        "governs": sorted(standard.scope.agencies),
        "jurisdictions": sorted(standard.scope.jurisdictions),
        "in_force": dates_in_words(standard.scope),
        "provisions": len(standard.rules),
        "tests": len(standard.tests),
        "bases": _bases(standard),
    }


@app.command()
def show(
    key: Annotated[str, typer.Argument(help="A standard's id or a provision's key, e.g. D23-12.")],
    as_json: AsJson = False,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
) -> None:
    """Show a provision (rule, exceptions, basis, examples, words held) or a whole standard.

    With a workspace named, also where it stands in an attached text.
    """
    from forcereview.cli import provisions
    from forcereview.cli.given import library_for

    library = library_for(standard or [], workspace=workspace)
    provisions.show(library, key, as_json=as_json)


@app.command()
def check(
    files: Annotated[
        list[str] | None, typer.Argument(help="Standard files; without any, the whole library.")
    ] = None,
    as_json: AsJson = False,
    workspace: InWorkspace = "",
) -> None:
    """Run every example and look for what can't be right. Exit status 2 if something is wrong.

    With a workspace named, also whether the official texts attached in it are whole, and whether
    the words that provisions are anchored to stand on their pages.
    """
    from forcereview.cli.showing import show_json
    from forcereview.workspace import check_library

    checked = check_library(files or [])
    texts = _checked_texts(files or [], workspace)
    problems = (*checked.problems, *(texts.problems if texts else ()))
    if as_json:
        show_json(
            {
                "standards": checked.standards,
                "provisions": checked.provisions,
                "tests": checked.tests,
                "examples": checked.examples,
                "problems": [str(problem) for problem in problems],
                **(
                    {"texts": texts.texts, "anchors": texts.anchors, "notes": list(texts.notes)}
                    if texts
                    else {}
                ),
            }
        )
    else:
        for problem in problems:
            typer.echo(str(problem))
        typer.echo(
            f"{checked.standards} standards, {checked.provisions} provisions, "
            f"{checked.tests} legal tests, {checked.examples} examples run, "
            f"{len(problems)} problems"
        )
        if texts:
            for note in texts.notes:
                typer.echo(f"note: {note}")
            typer.echo(f"{texts.texts} texts attached, {texts.anchors} anchors looked for")
    if problems:
        raise typer.Exit(2)


def _checked_texts(files: list[str], workspace: str) -> CheckedTexts | None:
    """What the workspace's attached texts show; None where no workspace is named."""
    from forcereview.cli.given import is_named

    if not is_named(workspace):
        return None
    from forcereview.cli.acting import opened
    from forcereview.workspace import library_with
    from forcereview.workspace.checking_texts import check_texts

    with opened(workspace) as ports:
        return check_texts(ports, library_with(files))


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="The earlier standard: id, key or file.")],
    after: Annotated[str, typer.Argument(help="The later standard.")],
    as_json: AsJson = False,
) -> None:
    """Show what changed from one standard to another, provision by provision."""
    from dataclasses import asdict

    from forcereview.cli.showing import heading, paragraph, show_json
    from forcereview.standards.comparing import diff_standards
    from forcereview.workspace import standard_named

    changes = diff_standards(standard_named(before), standard_named(after))
    if as_json:
        show_json([asdict(change) for change in changes])
        return
    for change in changes:
        heading(f"{change.topic}: {change.before or '–'} → {change.after or '–'}: {change.kind}")
        for name, old, new in change.fields:
            paragraph(f"{name}: {old or '–'}", 2)
            paragraph(f"{' ' * len(name)}→ {new or '–'}", 2)


@app.command()
def matrix(
    topic: Annotated[
        str, typer.Option("--topic", help="Topic; without one, the topics are listed.")
    ] = "",
    as_json: AsJson = False,
    standard: StandardFiles = None,
) -> None:
    """What each agency's text says on a topic, side by side, with its basis."""
    from forcereview.cli.showing import show_json, table
    from forcereview.errors import BadInput, Problem, did_you_mean
    from forcereview.standards.comparing import matrix as columns_for
    from forcereview.standards.comparing import topics
    from forcereview.workspace import library_with

    library = library_with(standard or [])
    known = topics(library)
    if not topic:
        show_json(known) if as_json else typer.echo("\n".join(known))
        return
    if topic not in known:
        hint = did_you_mean(topic, known) or "topics: " + ", ".join(known)
        raise BadInput(Problem(f"no topic '{topic}'", hint))
    columns = columns_for(library, topic)
    if as_json:
        show_json([_column(column) for column in columns])
        return
    table(
        (
            (f"{column.short}\n{rule.key}", _in_words(rule), _basis(rule))
            for column in columns
            for rule in column.provisions
        ),
        ("text", "says", "basis"),
    )
    silent = [column.short for column in columns if column.silent]
    typer.echo(
        f"\nNo provision on '{topic}' in the passages held of: {', '.join(silent) or 'none'}."
    )


def _in_words(rule: ProvisionRule) -> str:
    provision = rule.provision
    unless = f"\nunless: {provision.unless}" if provision.unless else ""
    return f"{provision.modality}: {provision.says}{unless}"


def _basis(rule: ProvisionRule) -> str:
    from forcereview.vocabulary.words import CHECK_THE_TEXT

    basis = rule.provision.basis
    return f"{basis}: check the text" if basis in CHECK_THE_TEXT else basis


def _column(column: Column) -> dict[str, Any]:
    return {
        "standard": column.standard,
        "short": column.short,
        "in_force": column.dates,
        "provisions": [
            {
                "key": rule.key,
                **rule.provision.model_dump(
                    include={
                        "says",
                        "modality",
                        "applies",
                        "requires",
                        "unless",
                        "citation",
                        "basis",
                    }
                ),
            }
            for rule in column.provisions
        ],
    }
