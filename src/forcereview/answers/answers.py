"""Answers to a rule's atoms in a frame: bits, who gave them, and what indicators did.

An account of a judgement stands contested where an indicator that some source supports points the
other way; with no account, indicators decide nothing and are listed (docs/explanation/truth.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from forcereview.answers.frames import occasion_of
from forcereview.answers.grounding import Grounding
from forcereview.answers.grounds import Claims, Grounds, Roll, with_indicators
from forcereview.answers.indicators import (
    Supported,
    depending_on,
    directions,
    indicator_facts,
    support_for,
    takes_indicators,
)
from forcereview.answers.leaves import Leaf, Pointing
from forcereview.record import Answering, Claim, Folded, Frame, standing
from forcereview.standards import Scope
from forcereview.standards.asking import Said, answer
from forcereview.standards.expressions import Atom, parse_expression
from forcereview.standards.governing import Governed, Occasion, governed
from forcereview.vocabulary import Fact, Moment, fact_catalogue, parse_quantity

Heard = list[Answering]
#: the indicators of a judgement that some source supports, and claims that hold others off
Indicated = tuple[tuple[Pointing, ...], dict[str, frozenset[str]]]


class Answers:
    """Answers atoms for one folded case, each once."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.catalogue = fact_catalogue()
        self._leaves: dict[tuple[Atom, Frame, bool], Leaf] = {}
        self._heard: dict[tuple[str, Frame, str, bool], tuple[Heard, Heard]] = {}
        self._conditions: dict[tuple[str, Frame, bool], Supported] = {}
        self._indicators_heard: dict[str, bool] = {}
        self._indicated: dict[tuple[str, Frame, bool], Indicated] = {}
        self._occasions: dict[Frame, Occasion] = {}
        self._same_occasion: dict[Occasion, Occasion] = {}
        self._governed: dict[tuple[int, int, bool], Governed] = {}
        self._deadlines = folded.case.file.configuration.deadlines

    @cached_property
    def _grounding(self) -> Grounding:
        return Grounding(self)

    @property
    def roll(self) -> Roll:
        """The record's claims by number."""
        return self._grounding.roll

    def occasion(self, frame: Frame) -> Occasion:
        """What decides which standards govern a frame."""
        found = self._occasions.get(frame)
        if found is None:
            found = occasion_of(self.folded.case, frame)
            found = self._occasions[frame] = self._same_occasion.setdefault(found, found)
        return found

    def governed(self, scope: Scope, frame: Frame, *, every_agency: bool = False) -> Governed:
        """Whether a rule of this scope governs a frame, as far as agency, place and day tell."""
        occasion = self.occasion(frame)
        key = (id(scope), id(occasion), every_agency)
        found = self._governed.get(key)
        if found is None:
            found = self._governed[key] = governed(scope, occasion, every_agency=every_agency)
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
        leaf = self.by_accounts(atom, frame, only_known) if spoken_of else Leaf(atom, 0)
        if not self.hears_indicators(fact):
            return leaf
        return self._with_indicators(leaf, fact, frame, only_known)

    def hears_indicators(self, fact: Fact) -> bool:
        """Whether the record speaks of any indicator of a judgement."""
        if fact.name not in self._indicators_heard:
            asked = indicator_facts(fact.name)
            self._indicators_heard[fact.name] = any(map(self.folded.speaks_of, asked))
        return self._indicators_heard[fact.name]

    def by_accounts(
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
        if leaf.override or not takes_indicators(leaf.atom):
            return leaf._replace(pointing=pointing)
        for_support, for_denial = directions(leaf.atom)
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
        overriding, accounts = self.heard(fact, frame, atom.timing.kind, only_known)
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

    def heard(self, fact: Fact, frame: Frame, timing: str, only_known: bool) -> tuple[Heard, Heard]:
        """Overriding claims and accounts that answer a question about the fact."""
        key = (fact.name, frame, timing, only_known)
        found = self._heard.get(key)
        if found is None:
            found = self.folded.heard(fact, frame, timing=timing, only_known=only_known)
            self._heard[key] = found
        return found

    def grounds(self, atom: Atom, frame: Frame, only_known: bool = False) -> Grounds:
        """How the answer would stand if the record held only some of the claims."""
        return self._grounding.grounds(atom, frame, only_known)

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
            bears, because = indicator.bears, indicator.because
            pointing.append(Pointing(fact.name, indicator.when, bears, because, *when))
        return tuple(pointing), guards

    def _supported(self, text: str, frame: Frame, only_known: bool) -> Supported:
        if not text:
            return None
        key = (text, frame, only_known)
        if key not in self._conditions:
            self._conditions[key] = support_for(
                parse_expression(text), lambda atom: self.leaf(atom, frame, only_known)
            )
        return self._conditions[key]

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
