"""Show which findings moved between two versions of a record, and why."""

from __future__ import annotations

from dataclasses import asdict

import typer

from forcereview.cli import showing
from forcereview.review import Review
from forcereview.review.comparing import BESIDES_WORDS, compare_reviews
from forcereview.vocabulary.words import FINDING_WORDS


def show(before: Review, after: Review, *, as_json: bool) -> None:
    """Print each finding that moved, with the fewest changes that move it."""
    compared = compare_reviews(before, after)
    if as_json:
        showing.show_json(
            {"before": before.case.name, "after": after.case.name, **asdict(compared)}
        )
        return
    typer.echo(
        f"{len(compared.moves)} findings moved, {compared.unmoved} did not; "
        f"{len(compared.claims)} claims differ."
    )
    for move in compared.moves:
        one = FINDING_WORDS[move.before][0] if move.before else "not held"
        other = FINDING_WORDS[move.after][0] if move.after else "not held"
        label = f" ({move.weight})" if move.weight != "binding" else ""
        name = f"{move.key} {move.element}".strip()
        showing.heading(f"{move.frame} {name}{label}: {one} → {other}")
        why = [*move.because, *(BESIDES_WORDS[word] for word in move.besides)]
        showing.paragraph(f"because of: {', '.join(why)}", 2)
    if compared.claims or compared.entries:
        showing.heading("What changed in the record")
    for entry in compared.entries:
        fields = f": {', '.join(entry.fields)}" if entry.fields else ""
        showing.paragraph(f"{entry.kind}: {entry.group}, {entry.id}{fields}", 2)
    for change in compared.claims:
        said = " → ".join(part for part in (change.before, change.after) if part)
        showing.paragraph(f"{change.kind}: {change.id}: {said}", 2)
