"""The texts held against: each standard, what the library holds of it, and statutes' own words."""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.publish.views.anchors import text_anchor
from forcereview.publish.views.basis import (
    AnchoredPassage,
    anchored_passage,
    must_be_checked,
)
from forcereview.review import Review
from forcereview.standards import Library, Standard
from forcereview.standards.passages import passage

_HELD_WORDS = {"no": "not held", "excerpt": "excerpts held", "yes": "held in full"}


@dataclass(frozen=True, slots=True)
class ProvisionText:
    """A provision's words as the library has them; ``held`` are numbered lines
    of the text itself, in the file ``held_in``; ``anchored`` is where it stands in an official text
    that is attached."""

    key: str
    anchor: str
    says: str
    citation: str
    modality: str
    phase: str
    about: str
    basis: str
    check_the_text: bool
    held_in: str
    held: tuple[tuple[int, str], ...]
    note: str
    anchored: AnchoredPassage | None = None


@dataclass(frozen=True, slots=True)
class TextView:
    """One standard in one version, and whether it governs anything here."""

    id: str
    anchor: str
    short: str
    title: str
    issuer: str
    kind: str
    in_force: str
    governs: str
    status: str
    held: str
    checked: str
    seen_in: tuple[str, ...]
    missing: str
    sha256: str
    governing: bool
    compared: bool
    provisions: tuple[ProvisionText, ...]
    note: str
    attached: str = ""


def texts_in_words(review: Review) -> tuple[TextView, ...]:
    """Every standard of the library, those that govern here first."""
    governing = {finding.rule.standard for finding in review.governing()}
    compared = {f.rule.standard for f in review.findings if f.weight == "comparison"}
    views = [_text(review.library, s, s.id in governing, s.id in compared) for s in review.library]
    return tuple(sorted(views, key=lambda view: (not view.governing, not view.compared)))


def _text(library: Library, standard: Standard, governing: bool, compared: bool) -> TextView:
    file = standard.file
    governs = [name.upper() for name in file.governs.agencies]
    governs += [name.upper() for name in file.governs.jurisdictions]
    return TextView(
        id=file.standard,
        anchor=text_anchor(file.standard),
        short=file.short,
        title=file.title,
        issuer=file.issuer,
        kind=file.kind,
        in_force=_in_force(file.governs.start, file.governs.end),
        governs=", ".join(governs) or "everyone",
        status=file.status,
        held=_HELD_WORDS[file.text.held],
        checked=file.text.checked,
        seen_in=file.text.sources,
        missing=file.text.missing,
        sha256=standard.sha256,
        governing=governing,
        compared=compared,
        provisions=tuple(_provision(library, standard, n) for n in range(len(standard.rules))),
        note=file.note,
        attached=_attached(library, standard.id),
    )


def _attached(library: Library, standard: str) -> str:
    """``policy.pdf, pages 3 to 9, e-3f2a9c81b0d4, SHA-256 …``; "" if none is."""
    text = library.attached.get(standard)
    if text is None:
        return ""
    return ", ".join(filter(None, (text.title, text.pages, text.item, f"SHA-256 {text.sha256}")))


def _in_force(start: str, end: str) -> str:
    if start and end:
        return f"from {start} to {end}"
    if start or end:
        return f"from {start}" if start else f"until {end}"
    return "dates not stated"


def _provision(library: Library, standard: Standard, number: int) -> ProvisionText:
    provision = standard.rules[number].provision
    found = passage(provision.text_lines, standard.file.text.file)
    return ProvisionText(
        provision.key,
        text_anchor(provision.key),
        provision.says,
        provision.citation,
        provision.modality,
        provision.phase,
        provision.about,
        provision.basis,
        must_be_checked(provision.basis),
        found.file if found else "",
        found.lines if found else (),
        provision.note,
        anchored_passage(library, provision.key),
    )
