"""Hold a claim of a fact against what others say, frame by frame.

====================================  ==========================================================
what others say                       result
====================================  ==========================================================
the same, nobody the contrary         supported
the contrary, nobody the same         contradicted
some the same, others the contrary    contested
neither                               not supported by anything held
====================================  ==========================================================

For a judgement (was it imminent?) indicators count as they do in a review: an account that an
indicator speaks against is contested, and indicators alone decide nothing. The claim is itself such
an account, so an indicator that speaks against it contests it. A determination decides.

Of several frames the results are shown one by one. The word of the whole is that of all of them; if
they differ, *contradicted* where one is, else *contested* where one is, else *not supported*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from forcereview.answers import Pointing
from forcereview.answers.indicators import indicator_facts
from forcereview.record import Answering, Claim, Frame
from forcereview.statements.agreeing import agrees
from forcereview.statements.availability import View
from forcereview.statements.places import frames_spoken_of
from forcereview.statements.results import Ground, NotCounted, Part, Result
from forcereview.statements.sentences import fact_sentence
from forcereview.vocabulary import Fact, Moment, Quantity, fact_catalogue, shown
from forcereview.vocabulary.words import ResultWord


def check_fact(claim: Claim, view: View) -> Result:
    """The result of a claim of a fact in a view of its case."""
    case = view.answers.folded.case
    fact = fact_catalogue()[claim.fact]
    frames = frames_spoken_of(case, claim, fact)
    parts = tuple(_held(claim, fact, frame, view) for frame in frames)
    word = word_of_all([part.word for part in parts])
    support, denial = _origins(parts, "support"), _origins(parts, "denial")
    interested = _interested_side(view, support) if word in ("supported", "contested") else ""
    return Result(
        word,
        fact_sentence(case, claim, fact, parts, len(support), len(denial), interested),
        parts,
        len(support),
        len(denial),
        interested,
        not_counted=_not_counted(claim, fact, frames, view),
    )


def word_of_all(words: Sequence[ResultWord]) -> ResultWord:
    """The word of a claim that speaks of several frames."""
    if len(set(words)) == 1:
        return words[0]
    if "contradicted" in words:
        return "contradicted"
    return "contested" if "contested" in words else "unsupported"


def _held(claim: Claim, fact: Fact, frame: Frame, view: View) -> Part:
    answers = view.answers
    told = answers.folded.claims(fact, frame)
    support, denial = _sorted(claim, told, view)
    bearing_for: tuple[Pointing, ...] = ()
    bearing_against: tuple[Pointing, ...] = ()
    decided = any(item.claim.kind == "determination" for item in told)
    if answers.hears_indicators(fact) and not decided:
        pointing, _ = answers.indicators(fact, frame)
        same_way = "for" if claim.value is True else "against"
        if isinstance(claim.value, bool):
            bearing_for = tuple(item for item in pointing if item.bears == same_way)
            bearing_against = tuple(item for item in pointing if item.bears != same_way)
    word = _word(support, denial, bearing_for, bearing_against)
    return Part(frame, word, support, denial, bearing_for, bearing_against)


def _word(
    support: Sequence[Ground],
    denial: Sequence[Ground],
    bearing_for: Sequence[Pointing],
    bearing_against: Sequence[Pointing],
) -> ResultWord:
    if support:
        return "contested" if denial or bearing_against else "supported"
    if denial:
        return "contested" if bearing_for else "contradicted"
    return "contested" if bearing_against else "unsupported"


def _sorted(
    claim: Claim, told: Iterable[Answering], view: View
) -> tuple[tuple[Ground, ...], tuple[Ground, ...]]:
    """Who says the same, and who the contrary.

    What speaks of a part of the time asked about can't deny that something was so at some time, and
    can't support that it never was.
    """
    timeline = view.answers.folded.case.timeline
    never = claim.value is False or (isinstance(claim.value, Moment) and claim.value.never)
    support, denial, silent = [], [], []
    for item in told:
        verdict = agrees(claim.value, item.claim.value, timeline)
        if verdict is None:
            silent.append(item)
        elif verdict and (item.covers or not never):
            support.append(item)
        elif not verdict and (item.covers or never):
            denial.append(item)
    if support and not denial:
        denial = _excluded(support, silent)
    elif denial and not support:
        support = _excluded(denial, silent)
    return _grounds(support, view), _grounds(denial, view)


def _excluded(deciding: Iterable[Answering], silent: Iterable[Answering]) -> list[Answering]:
    """Measurements that decide nothing themselves, but exclude one that does: a contest."""
    sure = [item.claim.value for item in deciding]
    return [
        item
        for item in silent
        if isinstance(item.claim.value, Quantity)
        and any(isinstance(other, Quantity) and item.claim.value.excludes(other) for other in sure)
    ]


def _grounds(told: Iterable[Answering], view: View) -> tuple[Ground, ...]:
    return tuple(
        Ground(
            item.claim.id,
            shown(item.claim.value),
            item.claim.source,
            view.origins_of(item.claim.source),
            item.claim.said_at.text if item.claim.said_at else "",
        )
        for item in told
    )


def _origins(parts: Iterable[Part], side: str) -> frozenset[str]:
    """Independent sources behind one side in any part."""
    grounds = (ground for part in parts for ground in getattr(part, side))
    return frozenset(origin for ground in grounds for origin in ground.origins)


def _interested_side(view: View, origins: frozenset[str]) -> str:
    """The interested side on whose account alone the support rests; "" where it isn't so."""
    sources = view.answers.folded.case.file.sources
    sides = {sources[name].side for name in origins if name in sources}
    return next(iter(sides)) if len(sides) == 1 and "independent" not in sides else ""


def _not_counted(
    claim: Claim, fact: Fact, frames: Iterable[Frame], view: View
) -> tuple[NotCounted, ...]:
    """What would bear on the claim and doesn't count, the claim itself aside."""
    folded, catalogue = view.answers.folded, fact_catalogue()
    asked = {fact.name} | (indicator_facts(fact.name) if fact.judged else frozenset())
    return tuple(
        why
        for other, why in view.not_counted
        if other.fact in asked
        and other.id != claim.id
        and any(
            folded.scope_covers(other.scope, catalogue[other.fact], frame) is not None
            for frame in frames
        )
    )
