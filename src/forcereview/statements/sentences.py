"""Results in sentences that can be read aloud: what was claimed, who says what, and since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from forcereview.answers import Pointing
from forcereview.record import Case, Claim, Frame
from forcereview.statements.results import Ground, Part
from forcereview.vocabulary import Fact, shown

_SIDE_WORDS = {"officer": "officer’s", "subject": "subject’s"}
_STANDS: dict[str, str] = {
    "supported": "is supported by ",
    "contradicted": "is contradicted by ",
    "contested": "is contested: ",
    "unsupported": "is not supported by anything held ",
}


def fact_sentence(
    case: Case,
    claim: Claim,
    fact: Fact,
    parts: Sequence[Part],
    support: int,
    denial: int,
    interested: str,
) -> str:
    """The result of a claim of a fact; frames alike in result and grounds are said together."""
    groups = alike(parts)
    claimed = f"“{fact.question}” {shown(claim.value)}, as claimed,"
    said = []
    for same in groups:
        places = listed([place_of(case, part.frame) for part in same])
        place = f"For {places}: " if len(parts) > 1 else ""
        said.append(f"{place}{claimed} {_STANDS[same[0].word]}{grounds_of(case, same[0])}.")
    return " ".join([*said, *rests_on(support, denial, interested)])


def alike(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts of a result, those with the same word and grounds together."""
    groups: dict[tuple[object, ...], list[Part]] = {}
    for part in parts:
        key = (part.word, _ids(part.support), _ids(part.denial), _whens(part))
        groups.setdefault(key, []).append(part)
    return list(groups.values())


def grounds_of(case: Case, part: Part) -> str:
    """Who says the same and who the contrary, and what bears on it."""
    for_it, against = _who(case, part.support), _who(case, part.denial)
    bears_for, bears_against = _bears(case, part.bearing_for), _bears(case, part.bearing_against)
    if part.word == "supported":
        return for_it
    if part.word == "contradicted":
        return f"{against}; nothing else held supports it"
    if part.word == "contested":
        ours = _both(for_it, bears_for) or "only the speaker’s own account"
        return f"for it, {ours}; against it, {_both(against, bears_against)}"
    also = f"; for it, but deciding nothing by themselves, {bears_for}" if bears_for else ""
    return f"beside the speaker’s own account{also}"


def rests_on(support: int, denial: int, interested: str) -> Iterator[str]:
    """On how many independent sources it rests, and whether on one side's alone."""
    if interested:
        yield (
            f"What supports it comes from the {_SIDE_WORDS[interested]} side alone: "
            "it is on the account of an interested party alone."
        )
    if support + denial > 1:
        yield f"Independent sources with an account of it: {support} for, {denial} against."


def _ids(grounds: Iterable[Ground]) -> tuple[str, ...]:
    return tuple(ground.id for ground in grounds)


def _whens(part: Part) -> tuple[str, ...]:
    return tuple(item.when for item in (*part.bearing_for, *part.bearing_against))


def _both(accounts: str, indicators: str) -> str:
    return "; and ".join(part for part in (accounts, indicators) if part)


def _who(case: Case, grounds: Sequence[Ground]) -> str:
    """The sources, each once, with when they said it."""
    named: dict[str, str] = {}
    for ground in grounds:
        source = case.file.sources.get(ground.source)
        title = source.title if source else "the record itself"
        named[title] = f"{title} ({ground.said_at})" if ground.said_at else title
    return listed(list(named.values()))


def _bears(case: Case, pointing: Sequence[Pointing]) -> str:
    """What indicators say, each with the sources on whose word."""
    told = [f"{item.because} ({_on_whose_word(case, item.ids)})" for item in pointing]
    return (
        f"the indicator{'s' if len(told) > 1 else ''} that {'; that '.join(told)}" if told else ""
    )


def _on_whose_word(case: Case, ids: Iterable[str]) -> str:
    titles: dict[str, None] = {}
    for name in sorted(ids):
        claim = case.claim(name)
        if claim is not None:
            source = case.file.sources.get(claim.source)
            titles[source.title if source else "the record itself"] = None
    return listed(list(titles))


def place_of(case: Case, frame: Frame) -> str:
    """A frame as a result names it."""
    if frame.about == "encounter":
        return case.label(frame.vehicle) if frame.vehicle else "the encounter"
    if frame.about == "agency":
        return frame.id.upper() if len(frame.id) <= 4 else frame.id
    return case.label(frame.id)


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
