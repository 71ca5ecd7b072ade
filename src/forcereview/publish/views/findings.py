"""One finding in words: the sentence, what it rests on, and what the text is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from forcereview.publish.views.anchors import finding_anchor, question_anchor, text_anchor
from forcereview.publish.views.basis import basis_in_words, must_be_checked
from forcereview.publish.views.claims import ClaimView, chosen
from forcereview.publish.views.marks import Mark, mark
from forcereview.review import Finding, Review, Support
from forcereview.review.answers import Pointing
from forcereview.review.sentences import asked
from forcereview.standards.passages import passage
from forcereview.vocabulary import fact_catalogue

_SIDE_WORDS = {"officer": "the officer’s side", "subject": "the subject’s side"}


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """Something some source supports that bears on a judgement."""

    bears: str
    question: str
    because: str
    contested: bool
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class OpenView:
    """A fact that keeps a finding open; ``anchor`` leads to the question, if one is asked."""

    question: str
    fact: str
    anchor: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding. The sentence is cut so that the rule within it can be set apart.

    ``bearing`` says of claims that decide through an indicator which way it points.
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

    @property
    def is_open(self) -> bool:
        """Contested or undetermined."""
        return self.finding in ("contested", "undetermined")


def finding_in_words(
    review: Review, finding: Finding, claims: Mapping[str, ClaimView]
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
        indicators=indicators_in_words(finding.indicators, claims),
        support=support_in_words(review, finding.support),
        interested_only=finding.support.interested_only,
        open=_open(review, finding),
        not_knowable=chosen(claims, finding.not_knowable),
        why_not=why.reason if why else "",
        why_not_words=why.in_words if why else "",
        note=provision.note,
    )


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


def indicators_in_words(
    pointings: tuple[Pointing, ...], claims: Mapping[str, ClaimView]
) -> tuple[IndicatorView, ...]:
    """What bears for or against a judgement; never a decision."""
    catalogue = fact_catalogue()
    return tuple(
        IndicatorView(
            item.bears,
            catalogue[item.fact].question,
            item.because,
            item.contested,
            chosen(claims, sorted(item.ids)),
        )
        for item in pointings
    )


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
    for question in review.questions:
        if question.fact == name and set(question.about) <= bound:
            return OpenView(catalogue[name].question, name, question_anchor(name, question.about))
    return OpenView(catalogue[name].question, name, "")
