"""What counts when a statement is checked: nothing of the speaker's own, and only what was said.

*No circles.* A claim never supports itself: its source, whatever derives from it, and what the same
speaker or institution says elsewhere are set aside. A source that repeats others too counts for
those others.

*Then.* Only what is shown to have been said by the time of the statement counts. Where both are
known to the day alone, the same day counts as by then; what has no date, or one too coarse to tell,
is not counted and is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from forcereview.answers import Answers
from forcereview.record import Case, Claim, Folded, Lens, Stated, independent_origins, origins
from forcereview.record.statement import Speaker
from forcereview.statements.results import NotCounted
from forcereview.vocabulary import Moment, MomentError, gap, parse_moment

OWN = "the speaker's own account, or a repetition of it"
UNDATED = "not shown to have been public by then: no date is given"
COARSE = "not shown to have been public by then: its date doesn't tell"


@dataclass(frozen=True)
class View:
    """A case as one statement is checked against it: what counts, and what doesn't and why."""

    answers: Answers
    own: frozenset[str]
    not_counted: tuple[tuple[Claim, NotCounted], ...]
    one_mouth: Mapping[str, str]

    def origins_of(self, source: str) -> tuple[str, ...]:
        """Where a source comes from in the end, what is set aside left out; the statements of one
        institution come from one mouth."""
        sources = self.answers.folded.case.file.sources
        found = origins(sources, source) - self.own if source else frozenset[str]()
        return tuple(sorted({self.one_mouth.get(name, name) for name in found}))


def view_now(case: Case, stated: Stated, lens: Lens) -> View:
    """What is held, under the lens, without the speaker's own."""
    return _view(case, stated, lens, {})


def view_then(case: Case, stated: Stated, lens: Lens) -> View:
    """What was shown to be public when the statement was made, without the speaker's own."""
    return _view(case, stated, lens, dict(_not_by_then(case, stated)))


def _view(case: Case, stated: Stated, lens: Lens, late: Mapping[str, tuple[str, str]]) -> View:
    own = own_origins(case, stated)
    kept, left_out = [], []
    for claim in case.claims:
        if _is_own(case, claim, stated, own):
            left_out.append((claim, NotCounted(claim.id, claim.source, "own", OWN)))
        elif claim.id in late:
            left_out.append((claim, NotCounted(claim.id, claim.source, *late[claim.id])))
        else:
            kept.append(claim)
    seen = replace(case, claims=tuple(kept))
    folded = Folded(seen, Lens(lens.as_of, lens.without))
    left_out += [
        (item.claim, NotCounted(item.claim.id, item.claim.source, "lens", item.why))
        for item in folded.left_out
    ]
    return View(Answers(folded), own, tuple(left_out), _one_mouth(case))


def _one_mouth(case: Case) -> dict[str, str]:
    """For each origin of an institution's statements, the first of that institution's."""
    first: dict[str, str] = {}
    for each in case.stated:
        own = sorted(own_origins(case, each))
        for name in own:
            first.setdefault(name, own[0])
    return first


def own_origins(case: Case, stated: Stated) -> frozenset[str]:
    """The origins that stand for the speaker's own account.

    Those of the statement's source and of other statements by the same speaker or institution, and
    sources that the maker of one of them made on the same interested side.
    """
    sources = case.file.sources
    speaker = stated.statement.speaker
    theirs = [
        each.statement.source
        for each in case.stated
        if each is stated or _same_mouth(each.statement.speaker, speaker)
    ]
    own = independent_origins(sources, theirs)
    makers = {
        (sources[name].by, sources[name].side)
        for name in own
        if name in sources and sources[name].by and sources[name].side != "independent"
    }
    return own | {name for name, s in sources.items() if (s.by, s.side) in makers}


def _same_mouth(one: Speaker, other: Speaker) -> bool:
    if one.institution or other.institution:
        return one.institution.casefold() == other.institution.casefold()
    return one.label.casefold() == other.label.casefold()


def _is_own(case: Case, claim: Claim, stated: Stated, own: frozenset[str]) -> bool:
    if claim.id in stated.read:
        return True
    return bool(claim.source) and origins(case.file.sources, claim.source) <= own


def _not_by_then(case: Case, stated: Stated) -> Iterator[tuple[str, tuple[str, str]]]:
    """Claims that don't count as available, by id, each with the kind of reason and the reason."""
    for claim in case.claims:
        said_at = claim.said_at
        if claim.kind == "record":
            if not claim.source:
                continue
            said_at = _published(case, claim.source)
        why = _after(case, stated.said_at, said_at)
        if why:
            yield claim.id, why


def _after(case: Case, then: Moment, said_at: Moment | None) -> tuple[str, str] | None:
    """Why something said at ``said_at`` doesn't count as available; None if it does."""
    apart = gap(case.timeline, then, said_at)
    if said_at is None or apart is None:
        return "undated", UNDATED
    if apart.low > 0:
        return "later", f"said later: {said_at.text}"
    one, other = case.timeline.clock(then), case.timeline.clock(said_at)
    by_then = other.high <= one.high if one and other else apart.high <= 0
    return None if by_then else ("undated", f"{COARSE} ({said_at.text})")


def _published(case: Case, source: str) -> Moment | None:
    written = case.file.sources[source].published if source in case.file.sources else ""
    try:
        return parse_moment(written, case.calendar) if written else None
    except MomentError:
        return None


def said_by(case: Case, stated: Stated, cutoff: Moment | None) -> bool:
    """Whether a statement may have been made by the lens's date."""
    if cutoff is None:
        return True
    apart = gap(case.timeline, cutoff, stated.said_at)
    return apart is not None and apart.low <= 0


def in_order(case: Case, stated: Iterable[Stated]) -> tuple[Stated, ...]:
    """Statements by the time at which they were said; those without a clock time last."""

    def when(each: Stated) -> float:
        clock = case.timeline.clock(each.said_at)
        return clock.low if clock else float("inf")

    return tuple(sorted(stated, key=when))
