"""The section on the evidence held, as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from forcereview.publish.markdown_text import listed, plain
from forcereview.publish.views import Report
from forcereview.publish.views.held_evidence import HeldItemView


def evidence_of(report: Report) -> Iterator[str]:
    """Each item with its hash, custody, gaps and derivation; nothing without a workspace."""
    evidence = report.evidence
    if evidence is None:
        return
    yield "## Evidence held"
    yield (
        "Copies that the workspace holds for this case, each named by its hash. A gap in custody "
        "is what nobody wrote down, or what doesn’t fit; it says nothing of anyone’s conduct."
    )
    if not evidence.items:
        yield "None."
    for item in evidence.items:
        yield f"### `{item.id}` {plain(item.title)}"
        yield listed(f"{term}: {plain(words)}" for term, words in _pairs(item) if words)
    if evidence.elsewhere:
        yield listed(
            f"not held here: {plain(title)}, SHA-256 {sha256}"
            for title, _, sha256 in evidence.elsewhere
        )


def _pairs(item: HeldItemView) -> Iterator[tuple[str, str]]:
    yield "File", f"{item.file}; SHA-256 {item.sha256}"
    yield "Content", item.state
    sources = ", ".join(title for title, _ in item.sources)
    yield "Copy of", sources or "no source that the case names"
    yield "Made of", item.made
    received = "; ".join(item.received)
    if received:
        now = item.holder or "nobody named"
        yield "Custody", f"{received}; {item.links} in all, held now by {now}"
    yield "Gaps", " ".join(item.gaps) or "none"
    for line in item.made_of_it:
        yield "Made of it", line
    for line in item.says:
        yield "The file says", line
