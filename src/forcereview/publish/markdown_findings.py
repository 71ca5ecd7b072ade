"""The findings of a report as Markdown, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from forcereview.publish.markdown_text import listed, marked, plain
from forcereview.publish.readable import counted
from forcereview.publish.views import Report
from forcereview.publish.views.claims import ClaimView
from forcereview.publish.views.findings import FindingView
from forcereview.publish.views.not_applicable import NotApplicable, Reason
from forcereview.publish.views.sections import Section


def findings_of(report: Report) -> Iterator[str]:
    """Every frame with its findings, then what is not applicable, each reason once."""
    yield "## Each application of force, by itself"
    for section in report.applications:
        yield from _section(section)
    yield from _not_applicable(report.not_applicable_to_force)
    if report.other_frames:
        yield "## Officers, the encounter, subjects, agencies and duties"
        for section in report.other_frames:
            yield from _section(section)
        yield from _not_applicable(report.not_applicable_elsewhere)


def _section(section: Section) -> Iterator[str]:
    yield f"### {plain(section.title)}"
    if section.subtitle:
        yield plain(section.subtitle)
    for weighted in section.weighted:
        for group in weighted.groups:
            yield f"#### {weighted.title}: {group.title} ({group.number})"
            if weighted.note:
                yield weighted.note
            for topic in group.topics:
                yield f"**{plain(topic.topic)}**"
                yield "\n".join(_finding(f) for f in topic.findings)
            if group.unanswered:
                yield f"**Undetermined: no source answers** ({len(group.unanswered)})"
                yield "\n".join(_unanswered(f) for f in group.unanswered)
    if section.not_applicable:
        number = counted(section.not_applicable, "provision")
        yield f"Not applicable here: {number}; the reasons are listed after the frames."


def _not_applicable(groups: Sequence[NotApplicable]) -> Iterator[str]:
    if not groups:
        return
    yield "### Not applicable, and why"
    yield "Each reason once. Where no frame is named, it holds for all of the above."
    for group in groups:
        yield f"#### {group.title} ({group.number})"
        yield listed(f"{plain(r.why)}: {_holds_for(r)}" for r in group.reasons)


def _holds_for(reason: Reason) -> str:
    return "; ".join(
        plain(s.standard)
        + (f" ({plain(', '.join(s.frames))})" if s.frames else "")
        + f": {', '.join(p.key for p in s.provisions)}"
        for s in reason.standards
    )


def _unanswered(finding: FindingView) -> str:
    check = _checked(finding)
    who = f" {plain(finding.officer)};" if finding.officer else ""
    asked = "; ".join(o.question + (f" ({o.wanted})" if o.wanted else "") for o in finding.open)
    lines = [
        f"- **{marked(finding.mark)}** {finding.key} ({plain(finding.standard)}, "
        f"{plain(finding.citation)}; {finding.modality};{who} {finding.basis}{check}): "
        f"{plain(finding.says)} Asked: {plain(asked)}"
    ]
    return "\n".join([*lines, *_indicators(finding)])


def _indicators(finding: FindingView) -> list[str]:
    return [
        f"  - bears {i.bears} “{plain(i.question)}”: {plain(i.because)}" for i in finding.indicators
    ]


def _finding(finding: FindingView) -> str:
    sentence = plain(finding.before_rule + finding.rule + finding.after_rule)
    check = _checked(finding)
    lines = [
        f"- **{marked(finding.mark)}** {finding.key} ({plain(finding.standard)}, "
        f"{plain(finding.citation)}; {finding.modality}; {finding.basis}{check}): {sentence}"
    ]
    for claim in finding.because:
        bears = f" ({plain(finding.bearing[claim.id])})" if claim.id in finding.bearing else ""
        lines.append(f"  - because {claim_line(claim)}{bears}")
    lines += _indicators(finding)
    if finding.open:
        lines.append("  - open: " + plain("; ".join(o.question for o in finding.open)))
    if finding.support and not finding.is_open:
        lines.append(f"  - rests on {plain(finding.support)}")
    if finding.anchored:
        held = finding.anchored
        lines.append(
            f"  - the text, {held.place}, SHA-256 {held.sha256}: “{plain(held.quotation)}”"
        )
    return "\n".join(lines)


def _checked(finding: FindingView) -> str:
    """What stands behind the basis: where the text is held, or that it must be checked."""
    if finding.anchored:
        return f", {finding.anchored.place}"
    return " **check the text**" if finding.check_the_text else ""


def claim_line(claim: ClaimView) -> str:
    """One claim: what it says, who says so and where."""
    words = f"{plain(claim.label)}: {plain(claim.question)} **{plain(claim.value)}**"
    where = ", ".join(part for part in (claim.source_title, claim.by, claim.locator) if part)
    words += f" – {plain(where)}" if where else ""
    return words + (f" “{plain(claim.quotation)}”" if claim.quotation else "")
