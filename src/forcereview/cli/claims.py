"""Show checked statements, and how claims changed, on a terminal."""

from __future__ import annotations

import typer

from forcereview.cli import showing
from forcereview.publish.views.statements import (
    claimed_in_words,
    institution_in_words,
    left_out_in_words,
    speaker_in_words,
)
from forcereview.statements import Changed, Checked, CheckedStatement, Result
from forcereview.statements.changing import ClaimChange
from forcereview.vocabulary.words import BASIS_WORDS, RESULT_WORDS


def show_checked(checked: Checked) -> None:
    """Print each statement, and each claim with its results then and now."""
    if not checked.statements:
        typer.echo("The case holds no public statements that this lens counts.")
    for item in checked.statements:
        _show_statement(checked, item)
    for late in checked.not_yet:
        typer.echo(f"left out by the lens's date: {late.statement.id} ({late.statement.said_at})")
    if checked.statements:
        typer.echo("")
        showing.paragraph(
            "Held against what was public when it was said, and what is held now; the speaker's "
            "own account is set aside. Nothing here scores or ranks a speaker."
        )


def _show_statement(checked: Checked, item: CheckedStatement) -> None:
    statement = item.stated.statement
    showing.heading(f"{statement.said_at}: {speaker_in_words(item.stated)}, {statement.channel}")
    showing.paragraph(f"{statement.id}: words {statement.words_basis}, from {statement.source}", 2)
    for claim in item.claims:
        typer.echo("")
        showing.paragraph(f"{claim.claim.id}: “{claim.claim.quotation}”", 2)
        words = claimed_in_words(checked.case, claim.claim, item.stated.read.get(claim.claim.id))
        if words:
            showing.paragraph(f"held as: {words}", 4)
        if claim.then == claim.now:
            _show_result(checked, "then and now", claim.now)
        else:
            _show_result(checked, "then", claim.then)
            _show_result(checked, "now", claim.now)


def _show_result(checked: Checked, when: str, result: Result) -> None:
    word, sign = RESULT_WORDS[result.word]
    check = " [check the text]" if result.check_the_text else ""
    showing.paragraph(f"{when}: {sign} {word}{check}. {result.sentence}", 4)
    for passage in result.passages:
        if passage.says in result.sentence:
            continue
        name = f"{passage.key} ({passage.citation})" if passage.key else passage.standard
        showing.paragraph(
            f"{passage.why}: {name}: {passage.says} [{BASIS_WORDS[passage.basis]}]", 6
        )
    for why, titles in left_out_in_words(checked.case, result.not_counted):
        showing.paragraph(f"not counted, {why}: {'; '.join(titles)}", 6)


def show_changes(changed: tuple[Changed, ...]) -> None:
    """Print, for each institution, what its statements keep, change, add and leave out."""
    if not changed:
        typer.echo("The case holds no public statements.")
    for item in changed:
        showing.heading(institution_in_words(item.institution))
        for step in item.steps:
            statement = step.stated.statement
            showing.paragraph(f"{statement.said_at}: {speaker_in_words(step.stated)}", 2)
            for change in step.changes:
                showing.paragraph(_change(change), 4)
            if not step.changes:
                showing.paragraph("no claim that can be checked", 4)


def _change(change: ClaimChange) -> str:
    before = "; ".join(change.before.values) if change.before else ""
    after = "; ".join(change.after.values) if change.after else ""
    if change.how == "changed":
        return f"changed: {change.in_words} {before} → {after} (since {change.since})"
    since = f" (since {change.since})" if change.how == "kept" else ""
    return f"{change.how}: {change.in_words} {after or before}{since}"
