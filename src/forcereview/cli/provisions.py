"""Show a provision or a standard in full."""

from __future__ import annotations

import typer

from forcereview.cli import showing
from forcereview.standards import Library, ProvisionRule, Standard, TestRule
from forcereview.standards.comparing import dates_in_words
from forcereview.standards.library import held_words
from forcereview.vocabulary.words import BASIS_WORDS


def show(library: Library, key: str, *, as_json: bool) -> None:
    """Print a provision by its key, a legal test by its key, or a standard by its id."""
    rules = [rule for rule in library.rules if rule.key == key]
    tests = [test for test in library.tests if test.test.key == key]
    if rules:
        if as_json:
            showing.show_json({"standard": rules[0].standard, **rules[0].provision.model_dump()})
        else:
            _provision(library, rules[0])
    elif tests:
        if as_json:
            showing.show_json({"standard": tests[0].standard, **tests[0].test.model_dump()})
        else:
            _test(tests[0])
    else:
        standard = library.standard(key)
        if as_json:
            showing.show_json(standard.file.model_dump(by_alias=True))
        else:
            _standard(standard)


def _provision(library: Library, rule: ProvisionRule) -> None:
    provision = rule.provision
    standard = library.standards[rule.standard]
    showing.heading(f"{rule.key}  {provision.topic}  ({standard.file.title})")
    showing.paragraph(provision.says)
    typer.echo(f"citation: {provision.citation}")
    typer.echo(
        f"modality: {provision.modality}; phase: {provision.phase}; held against: "
        f"{provision.about}{f' for each {provision.each}' if provision.each else ''}"
    )
    agencies = ", ".join(sorted(rule.scope.agencies)) or "all agencies"
    areas = ", ".join(sorted(rule.scope.jurisdictions))
    places = f" in {areas}" if areas else ""
    typer.echo(f"governs: {agencies}{places}; in force {dates_in_words(rule.scope)}")
    typer.echo(f"basis: {provision.basis}: {BASIS_WORDS[provision.basis]}")
    for name in ("applies", "exempt", "requires", "unless"):
        text = getattr(provision, name)
        if text:
            showing.paragraph(f"{name}: {text}", 2)
            for used in _definitions(standard, text):
                showing.paragraph(used, 4)
    for text in provision.presume:
        showing.paragraph(f"presumes: {text}", 2)
    if provision.note:
        showing.paragraph(f"note: {provision.note}")
    if anchored := library.anchor(rule.key):
        text, place = anchored
        showing.heading(f"The text, page {place.page} of {text.item}, confirmed by {place.by}")
        showing.paragraph(place.quotation, 2)
    words = held_words(standard, rule)
    if words:
        showing.heading(f"Words held ({provision.text_lines})")
        showing.paragraph(words, 2)
    showing.heading("Examples")
    for example in provision.examples:
        facts = ", ".join(
            f"{k} = {' / '.join(v) if isinstance(v, tuple) else v}"
            for k, v in example.facts.items()
        )
        showing.paragraph(
            f"{example.finding}: {example.name + ': ' if example.name else ''}"
            f"{facts or 'no facts'}",
            2,
        )


def _definitions(standard: Standard, text: str) -> list[str]:
    return [
        f"{name} = {meaning}" for name, meaning in standard.file.definitions.items() if name in text
    ]


def _test(test: TestRule) -> None:
    showing.heading(f"{test.test.key}  {test.test.title}")
    showing.paragraph(test.test.says)
    typer.echo(
        f"citation: {test.test.citation}\nbasis: {test.test.basis}: {BASIS_WORDS[test.test.basis]}"
    )
    for element in test.test.elements:
        showing.paragraph(
            f"{element.id}{f' ({element.side})' if element.side else ''}: "
            f"{element.says} [{element.requires}]",
            2,
        )


def _standard(standard: Standard) -> None:
    file = standard.file
    showing.heading(f"{file.title} ({standard.id})")
    typer.echo(
        f"issuer: {file.issuer}; kind: {file.kind}; in force {dates_in_words(standard.scope)}"
    )
    typer.echo(f"text held: {file.text.held}; checked {file.text.checked or 'never'}")
    for text in (file.status, file.text.missing and f"missing: {file.text.missing}", file.note):
        if text:
            showing.paragraph(text)
    showing.table(
        (
            (r.key, r.provision.topic, r.provision.modality, r.provision.says, r.provision.basis)
            for r in standard.rules
        ),
        ("key", "topic", "modality", "says", "basis"),
    )
