"""The report as Markdown: for a wiki, a ticket, a diff. The same content, plainly set."""

from __future__ import annotations

from collections.abc import Iterator

from forcereview.publish.held_evidence import HeldEvidence
from forcereview.publish.markdown_evidence import evidence_of
from forcereview.publish.markdown_findings import claim_line, findings_of
from forcereview.publish.markdown_statements import statements_of
from forcereview.publish.markdown_text import listed, marked, plain, table
from forcereview.publish.readable import counted
from forcereview.publish.reproduction import Reproduction
from forcereview.publish.views import Report, report_of
from forcereview.publish.views.glance import ApplicationGlance
from forcereview.publish.views.questions import QuestionView
from forcereview.review import Review

_NOT_MET = "the test’s own conditions are not met"


def report_markdown(
    review: Review, reproduction: Reproduction, evidence: HeldEvidence | None = None
) -> str:
    """The report of a review. Pure: the same review gives the same bytes."""
    report = report_of(review, reproduction, evidence)
    blocks = [
        *_head(report),
        *_summary(report),
        *_encounter(report),
        *findings_of(report),
        *_tests(report),
        *_immunity(report),
        *statements_of(report),
        *_questions(report),
        *_differing(report),
        *_determinations(report),
        *_record(report),
        *evidence_of(report),
        *_reproduce(report),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(report: Report) -> Iterator[str]:
    yield f"# {plain(report.title)}"
    yield (
        f"Review of force, {report.nature} case `{report.case_id}`. **The software finds; people "
        "decide.** A finding says what the record supports. It is no verdict on any person, no "
        f"outcome of a trial and no legal advice. {plain(report.nature_words)}"
    )
    if report.case_note:
        yield plain(report.case_note)
    yield "## At a glance"
    yield from (_glance(application) for application in report.glance.applications)
    if report.glance.questions:
        number = counted(report.glance.open_findings, "open finding")
        yield f"What would settle most, of {number} in all frames:"
        yield "\n".join(f"{q.rank}. {_asked(q)}" for q in report.glance.questions)
    yield "## The lens"
    yield listed(f"{term}: {plain('; '.join(words))}" for term, words in report.lens.entries)


def _glance(application: ApplicationGlance) -> str:
    """One paragraph: the counts, then what is inconsistent or contested, by key."""
    words = [f"**{plain(application.title)}.**"]
    for tally in application.tallies:
        counts = ", ".join(f"{n} {marked(m)}" for m, n in tally.counts)
        applying = counted(tally.of, f"{tally.weight} provision")
        words.append(f"Of {applying} that {'applies' if tally.of == 1 else 'apply'}: {counts}.")
    if not application.tallies:
        words.append("No governing provision of the library applies.")
    for pressing in application.pressing:
        named = "; ".join(
            f"{plain(topic)} ({', '.join(n.key for n in items)})"
            for topic, items in pressing.topics
        )
        words.append(f"{marked(pressing.mark)}: {named}.")
    return " ".join(words)


def _asked(question: QuestionView) -> str:
    about = f" ({plain(question.about)})" if question.about else ""
    return (
        f"{plain(question.question)}{about} {question.state}; one answer settles "
        f"{question.settles}; who can answer: {question.who}"
    )


def _summary(report: Report) -> Iterator[str]:
    yield "## Summary"
    yield "Each application of force stands alone; nothing is averaged."
    if report.tallies:
        head = [
            "Frame",
            "Texts",
            *(marked(m) for m, _ in report.tallies[0].counts),
            "of",
            "not applicable",
            "check the text",
        ]
        yield table(
            head,
            (
                [
                    plain(t.title),
                    t.weight,
                    *(str(n) for _, n in t.counts),
                    str(t.of),
                    str(t.not_applicable),
                    str(t.check_the_text),
                ]
                for t in report.tallies
            ),
        )
    if report.matrix.topics:
        head = ["Provision", *(plain(title) for title, _ in report.matrix.columns)]
        yield table(
            head,
            (
                [
                    f"{row.key} ({plain(row.topic)})",
                    *(", ".join(marked(c.mark) for c in cells) or "–" for cells in row.cells),
                ]
                for _, rows in report.matrix.topics
                for row in rows
            ),
        )


def _encounter(report: Report) -> Iterator[str]:
    encounter = report.encounter
    yield "## The encounter, as the record has it"
    if encounter.summary:
        yield plain(encounter.summary)
    people = [
        f"{p.label}, {p.role}" + (f", {p.agency}" if p.agency else "") for p in encounter.people
    ]
    pairs = [
        *encounter.entries,
        ("People", "; ".join(people)),
        *((f"Vehicle {label}", words) for label, words in encounter.vehicles),
    ]
    yield listed(f"{term}: {plain(words)}" for term, words in pairs if words)
    if report.timeline.happenings:
        yield f"### Timeline: {plain(report.timeline.title)}"
        yield table(
            ["When", "What", "Sources"],
            (
                [plain(h.at or "time not stated"), plain(h.what), plain(h.sources)]
                for h in report.timeline.happenings
            ),
        )
    for chart in report.continuum:
        yield f"### {plain(chart.title)}"
        yield table(
            ["Application", "Force", "Resistance"],
            (
                [
                    plain(c.label),
                    " or ".join(c.levels) or "not stated",
                    " or ".join(c.resistance) or "not stated",
                ]
                for c in chart.columns
            ),
        )


def _tests(report: Report) -> Iterator[str]:
    yield "## Legal tests, element by element"
    yield "What is held supports an element or not; never the outcome of a trial."
    for test in report.tests:
        yield f"### {plain(test.title)}"
        if test.table:
            yield table(
                ["Element", *(plain(one.frame) for one in test.held_against)],
                (
                    [plain(element), *(marked(m) for m, _ in cells)]
                    for element, _, cells in test.table
                ),
            )
        skipped = [
            *(f"{one.frame}: {_NOT_MET}" for one in test.framed if not one.applies),
            *(f"{title}: {why}" for title, why in test.why_not),
        ]
        if skipped:
            yield listed(plain(words) for words in skipped)


def _immunity(report: Report) -> Iterator[str]:
    yield "## Immunity: what the library’s texts say"
    yield plain(report.immunity.statement)
    yield listed(
        f"**{plain(kind.name)}** – {plain(kind.what)} Against: {plain(kind.against)}. Named by: "
        + (", ".join(key for key, _, _ in kind.provisions) or "no provision")
        for kind in (*report.immunity.kinds, *report.immunity.not_kinds)
    )


def _questions(report: Report) -> Iterator[str]:
    yield "## Questions that would settle most"
    asked = report.questions.settling
    if not asked:
        yield "No single answer would settle an open finding."
        return
    yield "\n".join(f"{q.rank}. {_question(q)}" for q in asked)


def _question(question: QuestionView) -> str:
    about = f" ({plain(question.about)})" if question.about else ""
    answers = "; ".join(f"“{plain(a.value)}” settles {a.settles}" for a in question.answers)
    return (
        f"**{plain(question.question)}**{about} {question.state}; who can answer: "
        f"{question.who}; {answers}"
    )


def _differing(report: Report) -> Iterator[str]:
    yield "## Where standards differ"
    if not report.differing:
        yield "No other agency’s standard was asked for as a comparison."
    for topic in report.differing:
        yield f"### {plain(topic.topic)}"
        yield listed(
            f"{side}: {row.key} ({plain(row.standard)}, {row.basis}) {plain(row.says)}"
            for side, rows in (("Governs here", topic.governing), ("Comparison", topic.compared))
            for row in rows
        )


def _determinations(report: Report) -> Iterator[str]:
    yield "## Determinations"
    every = [("own", d) for d in report.determinations]
    every += [("external", d) for d in report.external_determinations]
    if not every:
        yield "None is recorded."
        return
    yield listed(
        f"{whose}: {plain(d.by)}, {plain(d.at)}: {plain(d.decides)} – **{plain(d.value)}**. "
        f"{plain(d.reasons)} {plain(d.citation)}".rstrip()
        for whose, d in every
    )


def _record(report: Report) -> Iterator[str]:
    yield "## Left out by the lens"
    yield listed(f"{plain(c.id)}: {plain(c.left_out)}" for c in report.left_out) or "Nothing."
    yield "## What sources say"
    yield (
        listed(
            claim_line(c) + (f" ({plain(c.about)})" if c.about else "") for c in report.assertions
        )
        or "No assertions."
    )
    yield "## Sources"
    yield listed(
        f"`{s.id}` {plain(s.title)} ({plain(s.kind)}; {s.side}; "
        f"{'held' if s.held else 'not held'}{f', SHA-256 {s.sha256}' if s.sha256 else ''})"
        + (
            f" derives from {plain(', '.join(t for t, _ in s.derives_from))}"
            if s.derives_from
            else ""
        )
        + (f" – {plain(s.address)}" if s.address else "")
        for s in report.sources
    )


def _reproduce(report: Report) -> Iterator[str]:
    how = report.reproduction
    yield "## How to reproduce this report"
    pairs = [
        ("Software", how.software),
        ("Command", how.command),
        ("Made", how.made),
        ("Read in", how.journal.words if how.journal else ""),
        ("Case file", f"{report.case_file}, SHA-256 {report.case_sha256}"),
        ("Library", f"{counted(len(report.texts), 'standard')}, SHA-256 {report.library_sha256}"),
        ("Lens", report.lens.line),
    ]
    yield listed(f"{term}: {plain(words)}" for term, words in pairs if words)
