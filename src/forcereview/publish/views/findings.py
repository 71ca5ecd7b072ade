"""One finding in words: the sentence, what it rests on, and what the text is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forcereview.publish.readable import counted
from forcereview.publish.views.anchors import finding_anchor, question_anchor, text_anchor
from forcereview.publish.views.basis import (
    AnchoredPassage,
    anchored_passage,
    basis_in_words,
    must_be_checked,
)
from forcereview.publish.views.bearing import Bearing, IndicatorView
from forcereview.publish.views.claims import ClaimView, chosen
from forcereview.publish.views.marks import Mark, mark
from forcereview.review import Finding, Review, Support
from forcereview.review.sentences import asked
from forcereview.standards.passages import passage
from forcereview.vocabulary import fact_catalogue

_SIDE_WORDS = {"officer": "the officer’s side", "subject": "the subject’s side"}


@dataclass(frozen=True, slots=True)
class OpenView:
    """A fact that keeps a finding open; ``anchor`` leads to the question, if one is asked.

    ``wanted`` is what is asked of the answer, where it isn't a plain yes or no;
    ``rank`` is the question's number.
    """

    question: str
    fact: str
    anchor: str
    wanted: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. The sentence is cut so that the rule within it can be set apart.

    ``bearing`` says of claims that decide through an indicator which way it points. ``unanswered``:
    no source says anything on what keeps it open, so that nothing about it is contested. ``told``
    are claims that a finding of the same frame has shown in full before this one. ``same_as`` is
    the title of an earlier frame in which the provision is open on the same questions.
    """

    anchor: str
    key: str
    mark: Mark
    finding: str
    weight: str
    persuasive: bool
    topic: str
    says: str
    frame: str
    officer: str
    standard: str
    standard_anchor: str
    text_anchor: str
    citation: str
    modality: str
    phase: str
    basis: str
    basis_words: str
    check_the_text: bool
    words_held: bool
    before_rule: str
    rule: str
    after_rule: str
    because: tuple[ClaimView, ...]
    bearing: Mapping[str, str]
    also_because: tuple[tuple[ClaimView, ...], ...]
    exceptions: tuple[str, ...]
    presumed: tuple[str, ...]
    indicators: tuple[IndicatorView, ...]
    support: str
    interested_only: bool
    open: tuple[OpenView, ...]
    not_knowable: tuple[ClaimView, ...]
    why_not: str
    why_not_words: str
    note: str
    unanswered: bool
    told: frozenset[str] = frozenset()
    same_as: str = ""
    anchored: AnchoredPassage | None = None

    @property
    def is_open(self) -> bool:
        """Contested or undetermined."""
        return self.finding in ("contested", "undetermined")

    @property
    def further(self) -> tuple[str, ...]:
        """What more there is to say than whom, what and why: ``2 presumptions``."""
        reasons = sum(1 for ids in self.also_because if ids)
        counts = (
            (len(self.because) if self.finding == "undetermined" else 0, "statement", ""),
            (len(self.presumed) if self.is_open else 0, "presumption", ""),
            (len(self.not_knowable), "statement not counted", "statements not counted"),
            (reasons, "other reason", ""),
        )
        return tuple(counted(number, one, many) for number, one, many in counts if number)


def finding_in_words(
    review: Review, finding: Finding, claims: Mapping[str, ClaimView], bearing: Bearing
) -> FindingView:
    """The finding as reports show it."""
    provision = finding.rule.provision
    standard = review.library.standards[finding.rule.standard].file
    before, rule, after = _cut(finding.sentence, provision.says)
    why = finding.why_not_applicable
    return FindingView(
        anchor=finding_anchor(finding),
        key=finding.key,
        mark=mark(finding.finding, by_exception=finding.by_exception),
        finding=finding.finding,
        weight=finding.weight,
        persuasive=finding.persuasive,
        topic=provision.topic,
        says=provision.says,
        frame=finding.frame.id,
        officer=_other_officer(review, finding),
        standard=standard.short,
        standard_anchor=text_anchor(standard.standard),
        text_anchor=text_anchor(finding.key),
        citation=provision.citation,
        modality=provision.modality,
        phase=provision.phase,
        basis=provision.basis,
        basis_words=basis_in_words(provision.basis),
        check_the_text=must_be_checked(provision.basis),
        words_held=passage(provision.text_lines, standard.text.file) is not None,
        before_rule=before,
        rule=rule,
        after_rule=after,
        because=chosen(claims, finding.because),
        bearing=_bearing(finding),
        also_because=tuple(chosen(claims, ids) for ids in finding.also_because),
        exceptions=finding.exceptions,
        presumed=tuple(item.in_words for item in finding.presumed),
        indicators=bearing.on(finding.frame, finding.indicators),
        support=support_in_words(review, finding.support),
        interested_only=finding.support.interested_only,
        open=_open(review, finding),
        not_knowable=chosen(claims, finding.not_knowable),
        why_not=why.reason if why else "",
        why_not_words=why.in_words if why else "",
        note=provision.note,
        unanswered=finding.finding == "undetermined" and not _differing(finding),
        anchored=anchored_passage(review.library, finding.key),
    )


def _other_officer(review: Review, finding: Finding) -> str:
    """Who is judged, where it is an officer other than the one who used the force."""
    return review.case.label(finding.frame.officer) if finding.frame.role else ""


def _differing(finding: Finding) -> bool:
    """Whether sources differ on something that keeps the finding open."""
    return any(leaf.bits == 3 and leaf.atom.fact in finding.open for leaf in finding.leaves)


def _bearing(finding: Finding) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for item in finding.indicators:
        words = f"bears {item.bears} “{fact_catalogue()[item.fact].question}”"
        for name in sorted(item.ids & set(finding.because)):
            found.setdefault(name, []).append(words)
    return {name: "; ".join(dict.fromkeys(words)) for name, words in found.items()}


def _cut(sentence: str, says: str) -> tuple[str, str, str]:
    """The sentence before, in and after the rule it quotes; all before, where it quotes none."""
    before, rule, after = sentence.partition(says.rstrip("."))
    return before, rule, after


def support_in_words(review: Review, support: Support) -> str:
    """``2 independent sources (the officer's side, independent)``; the weakest point, if one is."""
    number = support.independent_sources
    if not number:
        return ""
    words = "1 source" if number == 1 else f"{number} sources independent of each other"
    if support.interested_only:
        words += ", in part or whole on the account of an interested party alone"
    interested = [_SIDE_WORDS[side] for side in support.sides if side in _SIDE_WORDS]
    if interested:
        neutral = ["neither side"] if "independent" in support.sides else []
        words += f", standing on {' and '.join([*interested, *neutral])}"
    if support.weakest and support.weakest_sources < number:
        question = fact_catalogue()[support.weakest].question
        fewest = support.weakest_sources
        words += (
            f"; “{question}” on {fewest} alone" if fewest == 1 else f"; “{question}” on {fewest}"
        )
    return words


def _open(review: Review, finding: Finding) -> tuple[OpenView, ...]:
    if not finding.is_open:
        return ()
    return tuple(_opened(review, finding, name) for name in finding.open)


def _opened(review: Review, finding: Finding, name: str) -> OpenView:
    catalogue = fact_catalogue()
    if name not in catalogue:
        return OpenView(
            f"The {name.replace('deadline: ', 'time limit for ')} is not configured", name, ""
        )
    bound = {
        finding.frame.id,
        finding.frame.officer,
        finding.frame.subject,
        finding.frame.vehicle,
        finding.frame.application,
        finding.frame.agency,
    }
    wanted = _wanted(finding, name)
    for rank, question in enumerate(review.questions, start=1):
        if question.fact == name and set(question.about) <= bound:
            anchor = question_anchor(name, question.about)
            return OpenView(catalogue[name].question, name, anchor, wanted, rank)
    return OpenView(catalogue[name].question, name, "", wanted)


def _wanted(finding: Finding, fact: str) -> str:
    """``front or rear``: what the provision asks of an answer that nobody gives."""
    question = f"“{fact_catalogue()[fact].question}”"
    found = (
        asked(leaf.atom).removeprefix(question).removeprefix(" – ").strip()
        for leaf in finding.leaves
        if leaf.bits == 0 and leaf.atom.fact == fact
    )
    return "; ".join(dict.fromkeys(words for words in found if words))
