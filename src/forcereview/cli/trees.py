"""Show the explanation of a finding as a tree."""

from __future__ import annotations

from typing import Any

import typer

from forcereview.cli import showing
from forcereview.review import Finding, Review
from forcereview.review.explaining import Branch, explain
from forcereview.vocabulary.words import BASIS_WORDS, FINDING_WORDS


def as_json(review: Review, finding: Finding) -> dict[str, Any]:
    """The finding of the JSON contract, with its tree."""
    from forcereview.publish.contract import finding_as_json, tree_as_json

    return {**finding_as_json(finding), "tree": tree_as_json(explain(review.case, finding))}


def show(review: Review, finding: Finding) -> None:
    """Print the sentence, the minimal sets of assertions, and the tree."""
    provision = finding.rule.provision
    word, sign = FINDING_WORDS[finding.finding]
    showing.heading(f"{finding.key}, {finding.frame.id}: {sign} {word}")
    showing.paragraph(finding.sentence)
    typer.echo("")
    showing.paragraph(f"Provision: {provision.says} ({provision.citation}; {provision.modality})")
    showing.paragraph(f"Basis: {provision.basis}: {BASIS_WORDS[provision.basis]}")
    if anchored := review.library.anchor(finding.key):
        text, place = anchored
        showing.paragraph(f"The text, page {place.page} of {text.item}: “{place.quotation}”")
    if finding.weight == "comparison":
        showing.paragraph("Comparison only: this text does not govern here.")
    if finding.because:
        typer.echo("Because of: " + ", ".join(finding.because))
        for other in finding.also_because:
            typer.echo("or as well: " + ", ".join(other))
    if finding.not_knowable:
        showing.paragraph(
            "Not shown to have been knowable to the officer, so not counted: "
            + ", ".join(finding.not_knowable)
        )
    for indicator in finding.indicators:
        showing.paragraph(
            f"Indicator {indicator.bears} {indicator.fact}: {indicator.because} "
            f"({', '.join(sorted(indicator.ids))})",
            2,
        )
    typer.echo("")
    for branch in explain(review.case, finding).branches:
        _branch(branch, 0)
    if finding.open:
        typer.echo("\nOpen: " + ", ".join(finding.open))


def _branch(branch: Branch, depth: int) -> None:
    mark = "*" if branch.decides else " "
    label = f"{branch.part}: " if branch.part else ""
    state = branch.stands
    if branch.presumed:
        state += f", {branch.presumed}"
    showing.paragraph(f"{mark} {label}{branch.text} [{state}]", depth * 2)
    for word in branch.words:
        where = f"{word.source} ({word.by})" if word.by else word.source or "the record itself"
        showing.paragraph(f"{word.bears}: {word.value}: {word.id}, {where}", depth * 2 + 6)
    for child in branch.branches:
        _branch(child, depth + 1)
