"""Answers to a rule's atoms in a frame: bits, who gave them, and what indicators did.

An account of a judgement stands contested where an indicator that some source supports points the
other way; with no account, indicators decide nothing and are listed (docs/explanation/truth.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from forcereview.record import Answering, Claim, Folded, Frame, standing
from forcereview.review.frames import occasion_of
from forcereview.review.grounds import (
    NONE,
    Claims,
    Condition,
    Grounds,
    Indication,
    Roll,
    Told,
    fixed,
    separately,
    union,
    with_indicators,
)
from forcereview.standards.asking import Answer, Said, answer
from forcereview.standards.evaluation import atoms_of
from forcereview.standards.expressions import And, Atom, Expression, Not, Or, parse_expression
from forcereview.standards.governing import Occasion
from forcereview.vocabulary import Fact, Indicator, Moment, fact_catalogue, parse_quantity

Sets = tuple[frozenset[str], ...]
Heard = list[Answering]
#: claims on whose word something is supported, and whether others differ; None where none does
Supported = tuple[frozenset[str], bool] | None
NO_ANSWER = Answer((), ())


@dataclass(frozen=True, slots=True)
class Pointing:
    """An indicator that some source supports: which, which way, why, and on whose word."""

    fact: str
    when: str
    bears: str
    because: str
    ids: frozenset[str]
    contested: bool


#: the indicators of a judgement that some source supports, and claims that hold others off
Indicated = tuple[tuple[Pointing, ...], dict[str, frozenset[str]]]


class Leaf(NamedTuple):
    """An atom answered in a frame.

    ``bits`` as in :class:`~forcereview.vocabulary.truth.Truth`; ``said`` are those of the accounts
    alone, ``indicated`` those that indicators would add. ``supporters`` and ``deniers`` are sets of
    claims, each of which alone sets its bit. ``guards`` are claims that keep an indicator from
    bearing: they belong to an answer that stands because of them.
    """

    atom: Atom
    bits: int
    supporters: Sets = ()
    deniers: Sets = ()
    pointing: tuple[Pointing, ...] = ()
    guards: frozenset[str] = frozenset()
    override: str = ""
    said: int = 0
    indicated: int = 0

    @property
    def ids(self) -> frozenset[str]:
        """Every claim that had a part in it."""
        return frozenset().union(*self.supporters, *self.deniers, self.guards)


class Answers:
    """Answers atoms for one folded case, each once."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.catalogue = fact_catalogue()
        self._leaves: dict[tuple[Atom, Frame, bool], Leaf] = {}
        self._grounds: dict[tuple[Atom, Frame, bool], Grounds] = {}
        self._heard: dict[tuple[str, Frame, str, bool], tuple[Heard, Heard]] = {}
        self._conditions: dict[tuple[str, Frame, bool], Supported] = {}
        self._asked: dict[tuple[str, Frame, bool], Condition] = {}
        self._indicators_heard: dict[str, bool] = {}
        self._indicated: dict[tuple[str, Frame, bool], Indicated] = {}
        self._occasions: dict[Frame, Occasion] = {}
        self._same_occasion: dict[Occasion, Occasion] = {}
        self._silent: dict[Atom, Grounds] = {}
        self._deadlines = folded.case.file.configuration.deadlines

    @cached_property
    def roll(self) -> Roll:
        """The record's claims by number."""
        return Roll(self.folded.ids)

    def occasion(self, frame: Frame) -> Occasion:
        """What decides which standards govern a frame."""
        found = self._occasions.get(frame)
        if found is None:
            found = occasion_of(self.folded.case, frame)
            found = self._occasions[frame] = self._same_occasion.setdefault(found, found)
        return found

    def supposing(self, claims: Iterable[Claim]) -> Answers:
        """These answers as they would be if ``claims`` overrode; unaffected ones are shared."""
        claims = list(claims)
        affected = depending_on(claim.fact for claim in claims)
        return _Supposed(self, self.folded.supposing(claims), affected)

    def leaf(self, atom: Atom, frame: Frame, only_known: bool = False) -> Leaf:
        """The atom answered in the frame."""
        key = (atom, frame, only_known)
        found = self._leaves.get(key)
        if found is None:
            found = self._leaves[key] = self._answered(atom, frame, only_known)
        return found

    def _answered(self, atom: Atom, frame: Frame, only_known: bool) -> Leaf:
        fact = self.catalogue[atom.fact]
        spoken_of = self.folded.speaks_of(atom.fact)
        leaf = self._by_accounts(atom, frame, only_known) if spoken_of else Leaf(atom, 0)
        if not self._hears_indicators(fact):
            return leaf
        return self._with_indicators(leaf, fact, frame, only_known)

    def _hears_indicators(self, fact: Fact) -> bool:
        """Whether the record speaks of any indicator of a judgement."""
        if fact.name not in self._indicators_heard:
            asked = indicator_facts(fact.name)
            self._indicators_heard[fact.name] = any(map(self.folded.speaks_of, asked))
        return self._indicators_heard[fact.name]

    def _by_accounts(
        self, atom: Atom, frame: Frame, only_known: bool, kept: Claims | None = None
    ) -> Leaf:
        """The answer without indicators, from all claims or only from those ``kept``."""
        fact = self.catalogue[atom.fact]
        said, override = self._said(atom, fact, frame, only_known, kept)
        if not said:
            return Leaf(atom, 0, override=override)
        other: list[Said] = []
        if atom.other:
            asked = Atom(atom.other)
            other, _ = self._said(asked, self.catalogue[atom.other], frame, only_known, kept)
        result = answer(atom, fact, said, other, self.limit(atom, frame))
        bits = (1 if result.supporters else 0) | (2 if result.deniers else 0)
        return Leaf(atom, bits, result.supporters, result.deniers, override=override, said=bits)

    def _with_indicators(self, leaf: Leaf, fact: Fact, frame: Frame, only_known: bool) -> Leaf:
        pointing, held_off = self.indicators(fact, frame, only_known)
        if leaf.override or not _takes_indicators(leaf.atom):
            return leaf._replace(pointing=pointing)
        for_support, for_denial = _directions(leaf.atom)
        supporting = [each.ids for each in pointing if each.bears == for_support]
        denying = [each.ids for each in pointing if each.bears == for_denial]
        indicated = (1 if supporting else 0) | (2 if denying else 0)
        supporters, deniers, guards = leaf.supporters, leaf.deniers, frozenset[str]()
        if leaf.said == 1:
            deniers = tuple(ids | supporters[0] for ids in denying)
            guards = held_off.get(for_denial, guards) if not denying else guards
        elif leaf.said == 2:
            supporters = tuple(ids | deniers[0] for ids in supporting)
            guards = held_off.get(for_support, guards) if not supporting else guards
        bits = with_indicators(leaf.said, indicated)
        return Leaf(
            leaf.atom, bits, supporters, deniers, pointing, guards, "", leaf.said, indicated
        )

    def _said(
        self, atom: Atom, fact: Fact, frame: Frame, only_known: bool, kept: Claims | None
    ) -> tuple[list[Said], str]:
        overriding, accounts = self._hear(fact, frame, atom.timing.kind, only_known)
        if kept is not None:
            bits = self.roll.bits
            overriding = [item for item in overriding if bits[item.claim.id] & kept]
            accounts = [item for item in accounts if bits[item.claim.id] & kept]
        said: list[Said] = []
        override = ""
        for item in standing(overriding, accounts):
            if item.claim.kind in ("determination", "what-if"):
                override = item.claim.id
            spoken = self._spoken(item, atom, frame)
            if spoken is not None:
                said.append(spoken)
        return said, override

    def _spoken(self, item: Answering, atom: Atom, frame: Frame) -> Said | None:
        """What a claim says to an atom's question; None where it speaks of another time."""
        timing, claim, value = atom.timing, item.claim, item.claim.value
        windowed = timing.kind in ("before", "after")
        if isinstance(value, Moment):
            since = None
            if windowed and not value.never:
                since = self.folded.since(value, frame, timing.anchor, timing.kind)
            return Said(claim.id, value, item.covers, since)
        if windowed and not self.folded.in_window(
            claim, frame, timing.kind, timing.anchor, timing.within_s
        ):
            return None
        return Said(claim.id, value, item.covers)

    def standing_alone(self, atom: Atom, frame: Frame, claim: Claim) -> int:
        """The atom's bits if a claim that speaks of all that the frame takes in stood alone."""
        spoken = self._spoken(Answering(claim, True), atom, frame)
        if spoken is None:
            return 0
        fact = self.catalogue[atom.fact]
        result = answer(atom, fact, [spoken], (), self.limit(atom, frame))
        return (1 if result.supporters else 0) | (2 if result.deniers else 0)

    def _hear(self, fact: Fact, frame: Frame, timing: str, only_known: bool) -> tuple[Heard, Heard]:
        """Overriding claims and accounts that answer a question about the fact."""
        key = (fact.name, frame, timing, only_known)
        found = self._heard.get(key)
        if found is None:
            found = self.folded.heard(fact, frame, timing=timing, only_known=only_known)
            self._heard[key] = found
        return found

    def grounds(self, atom: Atom, frame: Frame, only_known: bool = False) -> Grounds:
        """How the answer would stand if the record held only some of the claims."""
        key = (atom, frame, only_known)
        found = self._grounds.get(key)
        if found is None:
            found = self._grounds[key] = self._grounded(atom, frame, only_known)
        return found

    def _grounded(self, atom: Atom, frame: Frame, only_known: bool) -> Grounds:
        fact = self.catalogue[atom.fact]
        if not self.folded.speaks_of(atom.fact):
            if self._hears_indicators(fact):
                return fixed(self.leaf(atom, frame, only_known))
            if atom not in self._silent:
                self._silent[atom] = fixed(Leaf(atom, 0))
            return self._silent[atom]
        whole = self.leaf(atom, frame, only_known)
        accounts = unruly = NONE
        for name in filter(None, (atom.fact, atom.other)):
            timing = atom.timing.kind if name == atom.fact else "frame"
            overriding, told = self._hear(self.catalogue[name], frame, timing, only_known)
            unruly |= self.roll.claims(item.claim.id for item in overriding)
            accounts |= unruly | self.roll.claims(item.claim.id for item in told)
        if not accounts:
            return fixed(whole)
        indications = self._indications(atom, fact, frame, only_known)
        conditions = [each.when for each in indications]
        withholding = [each.unless for each in indications if each.unless]
        return Grounds(
            whole,
            accounts | union(each.claims for each in (*conditions, *withholding)),
            unruly | union(each.unruly for each in (*conditions, *withholding)),
            self._telling(atom, frame, only_known, accounts, unruly),
            indications,
            union(each.claims for each in withholding),
        )

    def _telling(
        self, atom: Atom, frame: Frame, only_known: bool, accounts: Claims, unruly: Claims
    ) -> Callable[[Claims], Told]:
        """What accounts tell, as a function of those in the record."""
        one_by_one = self.catalogue[atom.fact].kind != "quantity" and not atom.other
        if one_by_one and not unruly:
            judged = self._hears_indicators(self.catalogue[atom.fact])
            leaf = (self._by_accounts if judged else self.leaf)(atom, frame, only_known)
            return separately(
                self.roll.claims(name for ids in leaf.supporters for name in ids),
                self.roll.claims(name for ids in leaf.deniers for name in ids),
            )
        known: dict[Claims, Told] = {}

        def told(kept: Claims) -> Told:
            mine = kept & accounts
            if mine not in known:
                leaf = self._by_accounts(atom, frame, only_known, mine)
                known[mine] = (leaf.said, bool(leaf.override))
            return known[mine]

        return told

    def _indications(
        self, atom: Atom, fact: Fact, frame: Frame, only_known: bool
    ) -> tuple[Indication, ...]:
        if not self._hears_indicators(fact) or not _takes_indicators(atom):
            return ()
        for_support, _ = _directions(atom)
        return tuple(
            Indication(
                1 if each.bears == for_support else 2,
                self._condition(each.when, frame, only_known),
                self._condition(each.unless, frame, only_known) if each.unless else None,
            )
            for each in fact.indicators
        )

    def _condition(self, text: str, frame: Frame, only_known: bool) -> Condition:
        key = (text, frame, only_known)
        found = self._asked.get(key)
        if found is None:
            expression = parse_expression(text)
            grounds = {atom: self.grounds(atom, frame, only_known) for atom in atoms_of(expression)}

            def judge(kept: Claims) -> bool:
                return _supports(expression, {a: each.bits(kept) for a, each in grounds.items()})

            found = self._asked[key] = Condition(
                union(each.claims for each in grounds.values()),
                union(each.unruly for each in grounds.values()),
                judge,
            )
        return found

    def limit(self, atom: Atom, frame: Frame) -> tuple[float, bool] | None:
        """The length of an atom's window in seconds and whether its end still counts."""
        if atom.timing.deadline:
            deadline = self._deadlines.get(atom.timing.deadline)
            if deadline is None or (deadline.agency and deadline.agency != frame.agency):
                return None
            return parse_quantity(deadline.within, expected_unit="s").high, deadline.inclusive
        return None if atom.timing.within_s is None else (atom.timing.within_s, True)

    def indicators(self, fact: Fact, frame: Frame, only_known: bool = False) -> Indicated:
        """The indicators of a judgement that some source supports, and claims that hold others off
        (by the way those others bear)."""
        key = (fact.name, frame, only_known)
        if key not in self._indicated:
            self._indicated[key] = self._indicators(fact, frame, only_known)
        return self._indicated[key]

    def _indicators(self, fact: Fact, frame: Frame, only_known: bool) -> Indicated:
        pointing: list[Pointing] = []
        guards: dict[str, frozenset[str]] = {}
        for indicator in fact.indicators:
            when = self._supported(indicator.when, frame, only_known)
            if when is None:
                continue
            held_off = self._supported(indicator.unless, frame, only_known)
            if held_off is not None:
                already = guards.get(indicator.bears, frozenset())
                guards[indicator.bears] = already | held_off[0]
                continue
            pointing.append(_pointing(fact, indicator, *when))
        return tuple(pointing), guards

    def _supported(self, text: str, frame: Frame, only_known: bool) -> Supported:
        if not text:
            return None
        key = (text, frame, only_known)
        if key not in self._conditions:
            self._conditions[key] = self._support(parse_expression(text), frame, only_known)
        return self._conditions[key]

    def _support(
        self, node: Expression, frame: Frame, only_known: bool, wanted: bool = True
    ) -> Supported:
        """Claims on whose word an expression is supported (or denied); whether others differ."""
        if isinstance(node, Not):
            return self._support(node.part, frame, only_known, not wanted)
        if isinstance(node, Atom):
            leaf = self.leaf(node, frame, only_known)
            sets = leaf.supporters if wanted else leaf.deniers
            return (sets[0], leaf.bits == 3) if sets else None
        assert isinstance(node, (And, Or))
        parts = [self._support(part, frame, only_known, wanted) for part in node.parts]
        if isinstance(node, And) == wanted:
            held = [part for part in parts if part is not None]
            if len(held) < len(parts):
                return None
            return frozenset().union(*(p[0] for p in held)), any(p[1] for p in held)
        return next((part for part in parts if part is not None), None)

    def unknowable(self, atoms: Iterable[Atom], frame: Frame) -> list[str]:
        """Claims on these atoms that aren't shown to have been knowable to the officer."""
        found: dict[str, None] = {}
        for atom in atoms:
            for claim in self.folded.not_known(self.catalogue[atom.fact], frame):
                found[claim.id] = None
        return list(found)


class _Supposed(Answers):
    """Answers under a what-if; everything that doesn't depend on it comes from the parent."""

    def __init__(self, parent: Answers, folded: Folded, affected: frozenset[str]) -> None:
        super().__init__(folded)
        self._parent = parent
        self._affected = affected

    def leaf(self, atom: Atom, frame: Frame, only_known: bool = False) -> Leaf:
        if atom.fact in self._affected or atom.other in self._affected:
            return super().leaf(atom, frame, only_known)
        return self._parent.leaf(atom, frame, only_known)


def _supports(node: Expression, bits: Mapping[Atom, int], wanted: bool = True) -> bool:
    """Whether an expression is supported (or denied), given the bits of its atoms."""
    if isinstance(node, Not):
        return _supports(node.part, bits, not wanted)
    if isinstance(node, Atom):
        return bool(bits[node] & (1 if wanted else 2))
    assert isinstance(node, (And, Or))
    parts = (_supports(part, bits, wanted) for part in node.parts)
    return all(parts) if isinstance(node, And) == wanted else any(parts)


def _takes_indicators(atom: Atom) -> bool:
    return atom.operator in ("holds", "=", "!=")


def _directions(atom: Atom) -> tuple[str, str]:
    """How an indicator bears that supports the atom, and one that denies it."""
    affirmative = atom.operator == "holds" or (atom.operands[0] == "yes") == (atom.operator == "=")
    return ("for", "against") if affirmative else ("against", "for")


@cache
def indicator_atoms(name: str, part: str) -> frozenset[Atom]:
    """The atoms that a judgement's indicators ask in their ``when`` or their ``unless``."""
    texts = [getattr(indicator, part) for indicator in fact_catalogue()[name].indicators]
    return frozenset(atom for text in texts if text for atom in atoms_of(parse_expression(text)))


@cache
def indicator_facts(name: str) -> frozenset[str]:
    """The facts that a judgement's indicators ask about."""
    return frozenset(
        fact
        for part in (indicator_atoms(name, "when"), indicator_atoms(name, "unless"))
        for atom in part
        for fact in (atom.fact, atom.other)
        if fact
    )


def depending_on(names: Iterable[str]) -> frozenset[str]:
    """These facts, and the judgements whose indicators ask about them."""
    names = set(names)
    return frozenset(names.union(*(_judgements_on().get(name, ()) for name in names)))


@cache
def _judgements_on() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for fact in fact_catalogue():
        for name in indicator_facts(fact.name):
            found.setdefault(name, set()).add(fact.name)
    return found


def _pointing(fact: Fact, item: Indicator, ids: frozenset[str], contested: bool) -> Pointing:
    return Pointing(fact.name, item.when, item.bears, item.because, ids, contested)
