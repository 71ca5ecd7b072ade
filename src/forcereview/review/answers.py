"""Answers to a rule's atoms in a frame: bits, who gave them, and what indicators did.

An account of a judgement stands contested where an indicator that some source supports points the
other way; with no account, indicators decide nothing and are listed (DESIGN section 4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from forcereview.record import Claim, Folded, Frame
from forcereview.standards.asking import Said, answer
from forcereview.standards.evaluation import atoms_of
from forcereview.standards.expressions import And, Atom, Expression, Not, Or, parse_expression
from forcereview.vocabulary import Fact, Indicator, Moment, fact_catalogue, parse_quantity

Sets = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Pointing:
    """An indicator that some source supports: which, which way, why, and on whose word."""

    fact: str
    when: str
    bears: str
    because: str
    ids: frozenset[str]
    contested: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """An atom answered in a frame.

    ``bits`` as in :class:`~forcereview.vocabulary.truth.Truth`. ``supporters`` and ``deniers`` are
    sets of claims, each of which alone sets its bit. ``guards`` are claims that keep an indicator
    from bearing: they belong to an answer that stands because of them.
    """

    atom: Atom
    bits: int
    supporters: Sets = ()
    deniers: Sets = ()
    pointing: tuple[Pointing, ...] = ()
    guards: frozenset[str] = frozenset()
    override: str = ""

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
        self._deadlines = folded.case.file.configuration.deadlines

    def supposing(self, claims: Iterable[Claim]) -> Answers:
        """These answers as they would be if ``claims`` overrode; unaffected ones are shared."""
        claims = list(claims)
        names = {claim.fact for claim in claims}
        affected = names | {
            fact.name for fact in self.catalogue if names & indicator_facts(fact.name)
        }
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
        said, override = self._said(atom, fact, frame, only_known)
        other: list[Said] = []
        if atom.other:
            other, _ = self._said(Atom(atom.other), self.catalogue[atom.other], frame, only_known)
        if not said:
            return Leaf(atom, 0)
        result = answer(atom, fact, said, other, self.limit(atom, frame))
        supporters, deniers = result.supporters, result.deniers
        bits = (1 if supporters else 0) | (2 if deniers else 0)
        if override or not fact.indicators or atom.operator not in ("holds", "=", "!="):
            return Leaf(atom, bits, supporters, deniers, override=override)
        return self._with_indicators(atom, fact, frame, only_known, supporters, deniers)

    def _with_indicators(
        self,
        atom: Atom,
        fact: Fact,
        frame: Frame,
        only_known: bool,
        supporters: Sets,
        deniers: Sets,
    ) -> Leaf:
        pointing, held_off = self.indicators(fact, frame, only_known)
        yes_means_support = atom.operator == "holds" or (atom.operands[0] == "yes") == (
            atom.operator == "="
        )
        for_ids = [p.ids for p in pointing if (p.bears == "for") == yes_means_support]
        against_ids = [p.ids for p in pointing if (p.bears == "for") != yes_means_support]
        if supporters and not deniers and against_ids:
            deniers = tuple(ids | supporters[0] for ids in against_ids)
        elif deniers and not supporters and for_ids:
            supporters = tuple(ids | deniers[0] for ids in for_ids)
        bits = (1 if supporters else 0) | (2 if deniers else 0)
        opposing = "against" if bool(supporters) == yes_means_support else "for"
        guards = held_off.get(opposing, frozenset()) if bits in (1, 2) else frozenset()
        return Leaf(atom, bits, supporters, deniers, pointing, guards)

    def _said(
        self, atom: Atom, fact: Fact, frame: Frame, only_known: bool
    ) -> tuple[list[Said], str]:
        timing = atom.timing
        said: list[Said] = []
        override = ""
        for item in self.folded.claims(fact, frame, timing=timing.kind, only_known=only_known):
            claim = item.claim
            if claim.kind in ("determination", "what-if"):
                override = claim.id
            value = claim.value
            if isinstance(value, Moment):
                since = None
                if timing.kind in ("before", "after") and not value.never:
                    since = self.folded.since(value, frame, timing.anchor, timing.kind)
                said.append(Said(claim.id, value, item.covers, since))
                continue
            if timing.kind in ("before", "after") and not self.folded.in_window(
                claim, frame, timing.kind, timing.anchor, timing.within_s
            ):
                continue
            said.append(Said(claim.id, value, item.covers))
        return said, override

    def limit(self, atom: Atom, frame: Frame) -> tuple[float, bool] | None:
        """The length of an atom's window in seconds and whether its end still counts."""
        if atom.timing.deadline:
            deadline = self._deadlines.get(atom.timing.deadline)
            if deadline is None or (deadline.agency and deadline.agency != frame.agency):
                return None
            return parse_quantity(deadline.within, expected_unit="s").high, deadline.inclusive
        return None if atom.timing.within_s is None else (atom.timing.within_s, True)

    def indicators(
        self, fact: Fact, frame: Frame, only_known: bool = False
    ) -> tuple[tuple[Pointing, ...], dict[str, frozenset[str]]]:
        """The indicators of a judgement that some source supports, and claims that hold others off
        (by the way those others bear)."""
        pointing: list[Pointing] = []
        guards: dict[str, frozenset[str]] = {}
        for indicator in fact.indicators:
            when = self._support(parse_expression(indicator.when), frame, only_known)
            if when is None:
                continue
            ids, contested = when
            if indicator.unless:
                held_off = self._support(parse_expression(indicator.unless), frame, only_known)
                if held_off is not None:
                    already = guards.get(indicator.bears, frozenset())
                    guards[indicator.bears] = already | held_off[0]
                    continue
            pointing.append(_pointing(fact, indicator, ids, contested))
        return tuple(pointing), guards

    def _support(
        self, node: Expression, frame: Frame, only_known: bool, wanted: bool = True
    ) -> tuple[frozenset[str], bool] | None:
        """Claims on whose word an expression is supported (or denied), and whether others differ."""
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

    def __init__(self, parent: Answers, folded: Folded, affected: set[str]) -> None:
        super().__init__(folded)
        self._parent = parent
        self._affected = affected

    def leaf(self, atom: Atom, frame: Frame, only_known: bool = False) -> Leaf:
        if atom.fact in self._affected or atom.other in self._affected:
            return super().leaf(atom, frame, only_known)
        return self._parent.leaf(atom, frame, only_known)


@cache
def indicator_facts(name: str) -> frozenset[str]:
    """The facts that a judgement's indicators ask about."""
    facts: set[str] = set()
    for indicator in fact_catalogue()[name].indicators:
        for text in (indicator.when, indicator.unless):
            if text:
                facts |= {atom.fact for atom in atoms_of(parse_expression(text))}
    return frozenset(facts)


def _pointing(fact: Fact, item: Indicator, ids: frozenset[str], contested: bool) -> Pointing:
    return Pointing(fact.name, item.when, item.bears, item.because, ids, contested)
