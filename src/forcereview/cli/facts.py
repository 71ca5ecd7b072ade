"""``forcereview facts``: look up the fact catalogue."""

from __future__ import annotations

from typing import Annotated

import typer

from forcereview.cli.arguments import AsJson


def facts(
    search: Annotated[list[str] | None, typer.Argument(help="Words to look for.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the facts that a case can assert; one name shows everything about that fact."""
    from forcereview.cli import showing
    from forcereview.errors import BadInput, Problem, did_you_mean
    from forcereview.vocabulary import fact_catalogue

    catalogue = fact_catalogue()
    words = search or []
    exact = len(words) == 1 and words[0] in catalogue
    found = [catalogue[words[0]]] if exact else catalogue.search(words)
    if not found:
        hint = did_you_mean(words[0], catalogue.facts)
        raise BadInput(Problem(f"no fact holds '{' '.join(words)}'", hint or "try fewer words"))
    if as_json:
        showing.show_json([fact.model_dump() for fact in found])
        return
    if not exact:
        showing.table(
            ((f.name, f.kind + (f" ({f.unit})" if f.unit else ""), f.question) for f in found),
            ("fact", "kind", "question"),
        )
        typer.echo(f"\n{len(found)} of {len(catalogue)} facts. 'forcereview facts NAME' shows one.")
        return
    fact = found[0]
    showing.heading(fact.name)
    showing.paragraph(fact.question)
    showing.paragraph(fact.definition)
    answer = ", ".join(fact.choices) or fact.unit
    typer.echo(f"kind: {fact.kind}" + (f" ({answer})" if answer else ""))
    typer.echo("about: " + ", ".join(fact.about))
    typer.echo("answered by: " + ", ".join(fact.answered_by))
    if fact.note:
        showing.paragraph(f"note: {fact.note}")
    if fact.indicators:
        showing.heading("Indicators (they never decide; a person does)")
    for indicator in fact.indicators:
        unless = f", unless {indicator.unless}" if indicator.unless else ""
        showing.paragraph(f"{indicator.bears}: {indicator.when}{unless}: {indicator.because}", 2)
