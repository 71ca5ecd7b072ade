"""Public statements in the order in which they were made: each claim's result, then and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forcereview.publish.views.anchors import slug, source_anchor, text_anchor
from forcereview.publish.views.basis import basis_in_words, must_be_checked
from forcereview.publish.views.marks import Mark
from forcereview.record import Case, Claim, Stated
from forcereview.record.statement import PublicClaim
from forcereview.review import Review
from forcereview.statements import (
    CheckedClaim,
    CheckedStatement,
    NotCounted,
    PassageHeld,
    Result,
    changes_by_institution,
    check_statements,
)
from forcereview.statements.changing import ClaimChange
from forcereview.statements.sentences import alike, grounds_of, listed, place_of, rests_on
from forcereview.vocabulary import fact_catalogue, shown
from forcereview.vocabulary.words import RESULT_WORDS

#: what each result means, for the key of the section
RESULT_MEANINGS: dict[str, str] = {
    "supported": "others say the same and nobody the contrary; or the passage says so",
    "contradicted": "others say the contrary and nobody the same",
    "contested": "others differ, or what bears on it points the other way",
    "unsupported": "nothing held says so beside the speaker’s own account; that is not “false”",
    "misstates": "the passage says otherwise, or is another’s rule",
    "opinion": "it can’t be checked, for the reason given",
}
_KIND_WORDS = {
    "fact": "what happened",
    "procedure": "training, staffing or procedure",
    "standard": "what a standard holds",
    "law": "what the law holds",
    "opinion": "opinion",
}
_BASIS_WORDS = {
    "exact": "the words as the source has them",
    "as quoted by another": "the words as another quotes them",
    "paraphrase": "a paraphrase; the exact words were not seen",
}


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage that a result rests on; ``anchor`` is empty where it is no provision."""

    key: str
    anchor: str
    standard: str
    citation: str
    says: str
    basis: str
    check_the_text: bool
    why: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """A claim's result under one lens.

    ``grounds`` are those of a claim of a fact, by frame where it speaks of several; ``rests_on``
    says on how many sources. ``left_out`` is what isn't counted, and why.
    """

    mark: Mark
    sentence: str
    grounds: tuple[tuple[str, Mark, str], ...]
    rests_on: str
    check_the_text: bool
    passages: tuple[PassageView, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PublicClaimView:
    """One claim: its words, what it is held to claim, and its two results."""

    id: str
    anchor: str
    kind: str
    quotation: str
    claimed: str
    note: str
    then: ResultView
    now: ResultView
    same: bool


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement with its claims."""

    id: str
    anchor: str
    said_at: str
    speaker: str
    side: str
    channel: str
    words: str
    words_basis: str
    source_title: str
    source_anchor: str
    note: str
    claims: tuple[PublicClaimView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """How one thing that an institution says changed in a statement."""

    how: str
    on: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """An institution that spoke more than once, and what changed from one time to the next."""

    name: str
    steps: tuple[tuple[str, str, tuple[ChangeView, ...]], ...]


@dataclass(frozen=True, slots=True)
class StatementsView:
    """The section on public statements; ``not_yet`` those made after the lens's date."""

    statements: tuple[StatementView, ...]
    key: tuple[tuple[Mark, str], ...]
    changes: tuple[InstitutionView, ...]
    not_yet: tuple[str, ...]


def statements_in_words(review: Review) -> StatementsView:
    """Every statement of the case, checked through the review's lens."""
    case = review.case
    checked = check_statements(case, review.library, review.lens)
    return StatementsView(
        tuple(_statement(case, item) for item in checked.statements),
        tuple((result_mark(word), meaning) for word, meaning in RESULT_MEANINGS.items()),
        tuple(_changes(case)),
        tuple(f"{s.statement.id} ({s.statement.said_at})" for s in checked.not_yet),
    )


def result_mark(word: str) -> Mark:
    """The mark of a claim's result."""
    words, sign = RESULT_WORDS[word]
    return Mark(words, sign, word)


def speaker_in_words(stated: Stated) -> str:
    """``head of the department (DHS)``."""
    speaker = stated.statement.speaker
    name = institution_in_words(speaker.institution)
    return speaker.label + (f" ({name})" if name else "")


def institution_in_words(name: str) -> str:
    """An agency's key in capitals, any other name as it is."""
    return name.upper() if name in fact_catalogue()["officer.agency"].choices else name


def claimed_in_words(case: Case, claim: PublicClaim, read: Claim | None) -> str:
    """What a claim is held to claim."""
    if read is not None:
        about = ", ".join(case.label(name) for name in claim.about)
        question = fact_catalogue()[read.fact].question
        return f"{question} {shown(read.value)}" + (f" ({about})" if about else "")
    if claim.kind == "opinion":
        return ""
    rule = claim.provision or claim.doctrine or f"a rule on {claim.topic}"
    whose = institution_in_words(claim.attributed_to)
    words = f"{rule}: {claim.says}" + (f", as the rule of {whose}" if whose else "")
    return words + (f", exceptions {claim.exceptions}" if claim.exceptions else "")


def _statement(case: Case, item: CheckedStatement) -> StatementView:
    statement = item.stated.statement
    source = case.file.sources[statement.source]
    sides = {"officer": "the officer’s side", "subject": "the subject’s side"}
    return StatementView(
        statement.id,
        f"statement-{slug(statement.id)}",
        statement.said_at,
        speaker_in_words(item.stated),
        sides.get(statement.speaker.side, ""),
        statement.channel,
        statement.words,
        _BASIS_WORDS[statement.words_basis],
        source.title,
        source_anchor(statement.source),
        statement.note,
        tuple(_claim(case, item.stated, one) for one in item.claims),
    )


def _claim(case: Case, stated: Stated, checked: CheckedClaim) -> PublicClaimView:
    claim = checked.claim
    return PublicClaimView(
        claim.id,
        f"claim-{slug(claim.id)}",
        _KIND_WORDS[claim.kind],
        claim.quotation,
        claimed_in_words(case, claim, stated.read.get(claim.id)),
        claim.note,
        _result(case, checked.then),
        _result(case, checked.now),
        (checked.then.word, checked.then.sentence) == (checked.now.word, checked.now.sentence),
    )


def _result(case: Case, result: Result) -> ResultView:
    return ResultView(
        result_mark(result.word),
        result.sentence,
        tuple(_grounds(case, result)),
        " ".join(rests_on(result.support, result.denial, result.interested)),
        result.check_the_text,
        tuple(_passage(item) for item in result.passages),
        tuple(left_out_in_words(case, result.not_counted)),
    )


def _grounds(case: Case, result: Result) -> Iterator[tuple[str, Mark, str]]:
    for same in alike(result.parts):
        several = len(result.parts) > 1
        places = listed([place_of(case, part.frame) for part in same]) if several else ""
        lead = "by " if same[0].word in ("supported", "contradicted") else ""
        yield places, result_mark(same[0].word), lead + grounds_of(case, same[0])


def _passage(item: PassageHeld) -> PassageView:
    return PassageView(
        item.key,
        text_anchor(item.key) if item.key else "",
        item.standard,
        item.citation,
        item.says,
        basis_in_words(item.basis),
        must_be_checked(item.basis),
        item.why,
    )


def left_out_in_words(
    case: Case, items: tuple[NotCounted, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each reason why something isn't counted, with the sources that it concerns."""
    groups: dict[str, dict[str, None]] = {}
    for item in items:
        source = case.file.sources.get(item.source)
        title = source.title if source else "the record itself"
        groups.setdefault(item.in_words, {})[title] = None
    for why, titles in groups.items():
        yield why, tuple(titles)


def _changes(case: Case) -> Iterator[InstitutionView]:
    for item in changes_by_institution(case):
        if len(item.steps) < 2:
            continue
        yield InstitutionView(
            institution_in_words(item.institution),
            tuple(
                (
                    step.stated.statement.said_at,
                    speaker_in_words(step.stated),
                    tuple(_change(change) for change in step.changes),
                )
                for step in item.steps[1:]
            ),
        )


def _change(change: ClaimChange) -> ChangeView:
    before = "; ".join(change.before.values) if change.before else ""
    after = "; ".join(change.after.values) if change.after else ""
    return ChangeView(change.how, change.in_words, before, after)
