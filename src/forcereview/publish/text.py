"""A review on a terminal: what was found, what is open, what would settle most."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from forcereview.publish.readable import counted, readable
from forcereview.publish.reproduction import Reproduction
from forcereview.publish.views import Report, report_of
from forcereview.publish.views.summary import COUNTED, Tally
from forcereview.review import Review
from forcereview.vocabulary.words import FINDING_WORDS

_MOST_QUESTIONS = 5


def summary_text(review: Review, width: int = 80) -> str:
    """A readable summary, its lines no longer than ``width`` (at least 40)."""
    report = report_of(review, Reproduction(""))
    room = max(width, 40)
    lines = [
        *_head(report, room),
        *_counts(report, room),
        *_inconsistent(report, room),
        *_settling(report, room),
        *_last(report, room),
    ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _wrapped(words: str, width: int, indent: str = "", hang: str = "") -> list[str]:
    plain = " ".join(readable(words).split())
    return textwrap.wrap(
        plain, width, initial_indent=indent, subsequent_indent=indent + hang, break_on_hyphens=False
    ) or [""]


def _head(report: Report, width: int) -> Iterator[str]:
    yield from _wrapped(report.title, width)
    yield from _wrapped(f"{report.nature} case {report.case_id}; lens: {report.lens.line}", width)
    yield from _wrapped(
        "The software finds; people decide. No finding is a verdict on a person.", width
    )


def _counts(report: Report, width: int) -> Iterator[str]:
    yield ""
    if not report.tallies:
        yield from _wrapped("No provision of the library governs this encounter.", width)
        return
    longest = max(len(_frame(tally)) for tally in report.tallies)
    needed = longest + 6 * (len(COUNTED) + 1)
    yield from (_table(report, longest) if needed <= width else _list(report, width))
    yield ""
    key = ", ".join(f"{FINDING_WORDS[name][1]} {FINDING_WORDS[name][0]}" for name in COUNTED)
    yield from _wrapped(f"{key}; of the provisions that apply there. Nothing is averaged.", width)


def _frame(tally: Tally) -> str:
    guidance = " (guidance)" if tally.weight == "guidance" else ""
    return " ".join(readable(tally.title).split()) + guidance


def _table(report: Report, longest: int) -> Iterator[str]:
    signs = "".join(FINDING_WORDS[name][1].rjust(6) for name in COUNTED)
    yield f"{' ' * longest}{signs}{'of':>6}"
    for tally in report.tallies:
        numbers = "".join(f"{n or '·':>6}" for _, n in tally.counts)
        yield f"{_frame(tally).ljust(longest)}{numbers}{tally.of:>6}"


def _list(report: Report, width: int) -> Iterator[str]:
    for tally in report.tallies:
        counts = ", ".join(f"{m.sign} {n}" for m, n in tally.counts if n) or "none applies"
        yield from _wrapped(f"{_frame(tally)}: {counts} (of {tally.of})", width, hang="  ")


def _inconsistent(report: Report, width: int) -> Iterator[str]:
    found = [
        f
        for s in report.sections
        for f in s.findings
        if f.finding == "inconsistent" and f.weight != "comparison"
    ]
    if not found:
        return
    yield ""
    yield from _wrapped("What the record says departs from:", width)
    for finding in found:
        check = " [check the text]" if finding.check_the_text else ""
        guidance = " [guidance]" if finding.weight == "guidance" else ""
        sentence = finding.before_rule + finding.rule + finding.after_rule
        yield from _wrapped(f"✕ {finding.key}{guidance}{check} {sentence}", width, "  ", "  ")


def _settling(report: Report, width: int) -> Iterator[str]:
    asked = report.questions.settling[:_MOST_QUESTIONS]
    if not asked:
        return
    yield ""
    number = counted(report.questions.open_findings, "open finding")
    yield from _wrapped(f"Questions that would settle most of the {number}:", width)
    for question in asked:
        about = f" ({question.about})" if question.about else ""
        yield from _wrapped(
            f"{question.rank}. {question.question}{about} {question.state}; "
            f"one answer settles {question.settles}",
            width,
            "  ",
            "   ",
        )


def _last(report: Report, width: int) -> Iterator[str]:
    if report.left_out:
        yield ""
        yield from _wrapped(
            f"{counted(len(report.left_out), 'assertion')} left out by the lens.", width
        )
    to_check = sum(t.check_the_text for t in report.tallies)
    if to_check:
        yield ""
        yield from _wrapped(
            f"{counted(to_check, 'finding')} on texts only reported or summarised: "
            "check the text before relying on one.",
            width,
        )
