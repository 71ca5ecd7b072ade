"""``forcereview statements``: what was said in public, checked, compared and published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from forcereview.cli import stating
from forcereview.cli.arguments import (
    AsJson,
    AsOf,
    InWorkspace,
    StandardFiles,
    Without,
    lens_for,
)
from forcereview.cli.stating import CaseName

if TYPE_CHECKING:
    from forcereview.statements import Checked

app = typer.Typer(
    help="Public statements: add, claim, check, changes, claimreview.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.command()(stating.add)
app.command()(stating.claim)


@app.command()
def check(
    case: CaseName,
    as_of: AsOf = "",
    without: Without = None,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
    as_json: AsJson = False,
) -> None:
    """Hold each claim against what was public when it was said, and against what is held now."""
    from forcereview import __version__
    from forcereview.cli import claims
    from forcereview.cli.showing import show_json
    from forcereview.publish.statements_as_json import checked_as_json

    checked = _checked(case, as_of, without, standard, workspace)
    if as_json:
        show_json(checked_as_json(checked, software=f"forcereview {__version__}"))
    else:
        claims.show_checked(checked)


@app.command()
def changes(case: CaseName, workspace: InWorkspace = "", as_json: AsJson = False) -> None:
    """Show how the claims of each institution changed from one statement to the next."""
    from forcereview.cli import claims
    from forcereview.cli.given import given
    from forcereview.cli.showing import show_json
    from forcereview.publish.statements_as_json import changes_as_json
    from forcereview.statements import changes_by_institution

    read = given(case, workspace).case
    changed = changes_by_institution(read)
    if as_json:
        show_json(changes_as_json(read, changed))
    else:
        claims.show_changes(changed)


@app.command()
def claimreview(
    case: CaseName,
    author: Annotated[
        str, typer.Option("--author", metavar="NAME", help="Who publishes the reviews.")
    ] = "",
    day: Annotated[
        str, typer.Option("--day", metavar="DATE", help="Day of publication; else today.")
    ] = "",
    address: Annotated[
        str, typer.Option("--url", metavar="URL", help="Where the reviews can be read.")
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="FILE", help="Write to a file.")] = "",
    as_of: AsOf = "",
    without: Without = None,
    standard: StandardFiles = None,
    workspace: InWorkspace = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON, as this command always does.")
    ] = False,
) -> None:
    """Write the results as schema.org ClaimReview (JSON-LD), with words and without numbers."""
    import json
    from datetime import UTC, datetime
    from pathlib import Path

    from forcereview.publish.exchange.claim_review import claim_reviews
    from forcereview.workspace.reporting import write_bytes

    checked = _checked(case, as_of, without, standard, workspace)
    data = claim_reviews(checked, author, day or datetime.now(UTC).date().isoformat(), address)
    text = json.dumps(data, ensure_ascii=False, indent=2)
    if out:
        typer.echo(f"written: {write_bytes(Path(out), (text + chr(10)).encode())}")
    else:
        typer.echo(text)


def _checked(
    case: str,
    as_of: str,
    without: list[str] | None,
    standard: list[str] | None,
    workspace: str,
) -> Checked:
    from forcereview.cli.given import given, library_for
    from forcereview.statements import check_statements

    read = given(case, workspace).case
    lens = lens_for(read, as_of, without, "", None, None)
    return check_statements(read, library_for(standard or [], case, workspace), lens)
