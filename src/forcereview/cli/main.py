"""``forcereview``: the commands, and what every command shares (errors, exit status, version)."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from forcereview.cli import (
    cases,
    evidence,
    exchange,
    facts,
    journal,
    proving,
    reviewing,
    standards,
    statements,
    workspaces,
)
from forcereview.cli.arguments import with_default_files
from forcereview.cli.gradual import asked_for

#: set by a shell that completes a command line
_COMPLETION = "_FORCEREVIEW_COMPLETE"

app = typer.Typer(
    name="forcereview",
    help="Review of police use of force: a case held against every standard that governs it. "
    "The software finds; people decide.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit status: 0 done, 2 bad input, 3 refused (not enough to compute). "
    "It never depends on a finding.",
)
app.command("review")(reviewing.review)
app.command("explain")(reviewing.explain)
app.command("questions")(reviewing.questions)
app.command("compare")(reviewing.compare)
app.command("init")(workspaces.init)
app.command("rebuild")(workspaces.rebuild)
app.add_typer(journal.app)
app.add_typer(proving.app)
app.add_typer(cases.app, name="case")
app.add_typer(evidence.app, name="evidence")
app.add_typer(statements.app, name="statements")
app.add_typer(statements.app, name="statement", hidden=True)
app.add_typer(exchange.app, name="exchange")
app.add_typer(standards.app, name="standards")
app.command("facts")(facts.facts)


def _show_version(wanted: bool) -> None:
    if wanted:
        from forcereview import __version__

        typer.echo(f"forcereview {__version__}")
        raise typer.Exit


@app.callback()
def _every_command(
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Nothing to do before a command but to answer ``--version``."""


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit status. A user never sees a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        asked = app if _COMPLETION in os.environ else asked_for(app, given)
        asked(args=with_default_files(given), prog_name="forcereview")
    except SystemExit:
        raise
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        sys.exit(_explained(error))


def _explained(error: Exception) -> int:
    from forcereview.errors import ForcereviewError, Refused

    if isinstance(error, ForcereviewError):
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        return 3 if isinstance(error, Refused) else 2
    if os.environ.get("FORCEREVIEW_DEBUG"):
        raise error
    typer.echo(
        f"forcereview: something went wrong inside ({type(error).__name__}: {error}); "
        "your files are unchanged. Please report it, with the output under FORCEREVIEW_DEBUG=1.",
        err=True,
    )
    return 1
