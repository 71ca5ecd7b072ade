"""The section on public statements, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from forcereview.publish.markdown_text import listed, marked, plain
from forcereview.publish.views import Report
from forcereview.publish.views.statements import (
    ChangeView,
    PublicClaimView,
    ResultView,
    StatementView,
)


def statements_of(report: Report) -> Iterator[str]:
    """Each statement with its claims, then and now; then what changed from one to the next."""
    said = report.public_statements
    yield "## Public statements, then and now"
    if not said.statements:
        yield "The case holds no public statements."
    else:
        yield (
            "Held against what was public when it was said, and against what is held now; the "
            "speaker’s own account is set aside. Nothing here scores or ranks a speaker."
        )
    for statement in said.statements:
        yield from _statement(statement)
    for institution in said.changes:
        yield f"### How claims changed: {plain(institution.name)}"
        yield "What is not repeated is not thereby withdrawn."
        for when, who, changes in institution.steps:
            yield f"{plain(when)}, {plain(who)}:"
            yield listed(map(_change, changes)) or "No claim that can be checked."


def _statement(statement: StatementView) -> Iterator[str]:
    yield f"### {plain(statement.said_at)}: {plain(statement.speaker)}"
    yield (
        f"> {plain(statement.words)}\n\n"
        f"{plain(statement.channel)}; {statement.words_basis}; {plain(statement.source_title)}"
    )
    if statement.claims:
        yield "\n".join(_claim(claim) for claim in statement.claims)


def _claim(claim: PublicClaimView) -> str:
    claimed = f": {plain(claim.claimed)}" if claim.claimed else ""
    lines = [f"- “{plain(claim.quotation)}” ({claim.kind}{claimed})"]
    if claim.same:
        lines.append(f"  - then and now: {_result(claim.now)}")
    else:
        lines += [f"  - then: {_result(claim.then)}", f"  - now: {_result(claim.now)}"]
    lines += [
        f"  - {p.why}: {f'{p.key}, ' if p.key else ''}{plain(p.standard)}, {plain(p.citation)} "
        f"({p.basis}{' **check the text**' if p.check_the_text else ''})"
        for p in claim.now.passages
    ]
    return "\n".join(lines)


def _result(result: ResultView) -> str:
    check = " **check the text**" if result.check_the_text else ""
    return f"**{marked(result.mark)}** {plain(result.sentence)}{check}"


def _change(change: ChangeView) -> str:
    values = f"{change.before} → {change.after}" if change.how == "changed" else ""
    return f"{change.how}: {plain(change.on)} {plain(values or change.after or change.before)}"
