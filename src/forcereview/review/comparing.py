"""Compare two reviews: which findings moved, and the fewest changes that alone move each.

A change is tried on the earlier review: it moves a finding if the earlier record, with that change
and no other, gives the later finding. Single changes are tried first, then pairs; after that all of
them together, less those that can be spared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Literal

from forcereview.answers.indicators import indicator_facts
from forcereview.record import Case, Lens
from forcereview.review.governing import VERSION
from forcereview.review.holding import review
from forcereview.review.record_changes import (
    ClaimChange,
    EntryChange,
    claim_changes,
    entry_changes,
)
from forcereview.review.results import Review
from forcereview.standards import Library, Rule
from forcereview.vocabulary.words import FindingWord

#: how many pairs of changes are tried for one finding
_MOST_PAIRS = 200

Besides = Literal["entries", "lens", "standards"]
#: what else than a claim can move a finding, in words
BESIDES_WORDS: dict[Besides, str] = {
    "entries": "the times and entries of the record",
    "lens": "the lens",
    "standards": "the standards",
}


@dataclass(frozen=True, slots=True)
class Move:
    """A finding that differs between two reviews.

    ``before`` or ``after`` is None where that review holds no such finding. ``because`` are the
    changed claims, and ``besides`` what else changed, that together and alone move it. ``element``
    names an element of a legal test, whose key ``key`` then is.
    """

    frame: str
    officer: str
    key: str
    weight: str
    before: FindingWord | None
    after: FindingWord | None
    because: tuple[str, ...] = ()
    besides: tuple[Besides, ...] = ()
    element: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What moved between two reviews, and all that changed beneath."""

    moves: tuple[Move, ...]
    claims: tuple[ClaimChange, ...]
    entries: tuple[EntryChange, ...]
    lens_changed: bool
    standards_changed: bool
    unmoved: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a finding stands in any review."""

    about: str
    frame: str
    officer: str
    role: str
    standard: str
    key: str
    comparison: bool
    element: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """A finding, as far as comparing needs it."""

    finding: FindingWord
    rule: Rule
    weight: str


def compare_reviews(before: Review, after: Review) -> Comparison:
    """Which findings moved from one review to another, and the fewest changes that move each."""
    ours, theirs = dict(_held(before)), dict(_held(after))
    spots = list(dict.fromkeys((*ours, *theirs)))
    moved = [spot for spot in spots if _word(ours, spot) != _word(theirs, spot)]
    claims = claim_changes(before.case, after.case)
    entries = entry_changes(before.case.file, after.case.file)
    trials = _Trials(before, after, claims, bool(entries), {spot.key for spot in moved})
    moves = [_move(spot, ours.get(spot), theirs.get(spot), trials) for spot in moved]
    return Comparison(
        tuple(moves),
        claims,
        entries,
        before.lens != after.lens,
        before.library.digest != after.library.digest,
        len(spots) - len(moves),
    )


def _held(one: Review) -> Iterator[tuple[_Spot, _Held]]:
    for f in one.findings:
        frame = f.frame
        compared = f.weight == "comparison"
        yield (
            _Spot(
                frame.about, frame.id, frame.officer, frame.role, f.rule.standard, f.key, compared
            ),
            _Held(f.finding, f.rule, f.weight),
        )
    for result in one.tests:
        frame, key, standard = result.frame, result.test.test.key, result.test.standard
        for e in result.elements:
            yield (
                _Spot(
                    frame.about,
                    frame.id,
                    frame.officer,
                    frame.role,
                    standard,
                    key,
                    False,
                    e.element,
                ),
                _Held(e.finding, e.rule, "test"),
            )


def _word(held: dict[_Spot, _Held], spot: _Spot) -> FindingWord | None:
    return held[spot].finding if spot in held else None


class _Trials:
    """The earlier review with some of the changes made; each choice of changes is tried once."""

    def __init__(
        self,
        before: Review,
        after: Review,
        claims: Iterable[ClaimChange],
        entries_changed: bool,
        keys: set[str],
    ) -> None:
        self.before = before
        self.after = after
        self.facts = {change.id: change.fact for change in claims}
        self.besides: list[Besides] = []
        if entries_changed:
            self.besides.append("entries")
        if before.lens != after.lens:
            self.besides.append("lens")
        if before.library.digest != after.library.digest:
            self.besides.append("standards")
        self.keys = keys
        self.words: Callable[[frozenset[str]], dict[_Spot, FindingWord]] = cache(self._words)

    def _words(self, chosen: frozenset[str]) -> dict[_Spot, FindingWord]:
        library = (self.after if "standards" in chosen else self.before).library
        lens = (self.after if "lens" in chosen else self.before).lens
        case = self._case(chosen)
        tried = review(case, _narrowed(library, self.keys), _by_ids(lens, library), questions=False)
        return {spot: held.finding for spot, held in _held(tried)}

    def _case(self, chosen: frozenset[str]) -> Case:
        """The earlier case with the chosen claims, and if chosen the entries, of the later one."""
        later = {c.id: c for c in self.after.case.claims if c.id in chosen}
        kept = [c for c in self.before.case.claims if c.id not in chosen or c.id in later]
        claims = [later.pop(claim.id, claim) for claim in kept]
        base = self.after.case if "entries" in chosen else self.before.case
        return replace(base, claims=(*claims, *later.values()))

    def relevant(self, held: _Held) -> list[str]:
        """Changes that can bear on a finding: of claims about what its rule asks, and the rest."""
        asked = {name for atom in held.rule.program.atoms for name in (atom.fact, atom.other)}
        asked |= {name for fact in asked - {""} for name in indicator_facts(fact)} | {VERSION}
        return [*(name for name, fact in self.facts.items() if fact in asked), *self.besides]


def _narrowed(library: Library, keys: set[str]) -> Library:
    """The library with no other provisions and tests than those of some keys."""
    return Library(
        {
            standard.id: replace(
                standard,
                rules=tuple(rule for rule in standard.rules if rule.key in keys),
                tests=tuple(test for test in standard.tests if test.test.key in keys),
            )
            for standard in library
        }
    )


def _by_ids(lens: Lens, library: Library) -> Lens:
    """The lens with the standards it compares by id, so that a narrowed library knows them."""
    return replace(lens, compare=tuple(library.standard(name).id for name in lens.compare))


def _move(spot: _Spot, one: _Held | None, other: _Held | None, trials: _Trials) -> Move:
    held = other or one
    assert held is not None
    wanted = other.finding if other else None
    because = _cause(spot, wanted, trials.relevant(held), trials)
    return Move(
        spot.frame,
        spot.officer,
        spot.key,
        held.weight,
        one.finding if one else None,
        wanted,
        tuple(name for name in because if name not in BESIDES_WORDS),
        tuple(name for name in BESIDES_WORDS if name in because),
        spot.element,
    )


def _cause(
    spot: _Spot, wanted: FindingWord | None, relevant: list[str], trials: _Trials
) -> tuple[str, ...]:
    """The fewest changes that alone turn the earlier finding into the later one."""

    def moves(chosen: Iterable[str]) -> bool:
        return trials.words(frozenset(chosen)).get(spot) == wanted

    for name in relevant:
        if moves([name]):
            return (name,)
    for number, pair in enumerate(combinations(relevant, 2)):
        if number >= _MOST_PAIRS:
            break
        if moves(pair):
            return pair
    return _spared(relevant, moves) or _spared([*trials.facts, *trials.besides], moves)


def _spared(changes: list[str], moves: Callable[[Iterable[str]], bool]) -> tuple[str, ...]:
    """All changes together, less those that can be spared; none if not even all of them move it."""
    if not moves(changes):
        return ()
    kept = list(changes)
    for name in changes:
        fewer = [other for other in kept if other != name]
        if moves(fewer):
            kept = fewer
    return tuple(kept)
