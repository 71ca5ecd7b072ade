"""The grounds of answers: each as a function of the claims in the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from forcereview.answers.grounds import (
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
)
from forcereview.answers.indicators import directions, is_supported, takes_indicators
from forcereview.answers.leaves import Leaf
from forcereview.record import Frame
from forcereview.standards.evaluation import atoms_of
from forcereview.standards.expressions import Atom, parse_expression
from forcereview.vocabulary import Fact

if TYPE_CHECKING:
    from forcereview.answers.answers import Answers


class Grounding:
    """Finds the grounds of answers, each once."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.folded = answers.folded
        self.catalogue = answers.catalogue
        self.roll = Roll(answers.folded.ids)
        self._grounds: dict[tuple[Atom, Frame, bool], Grounds] = {}
        self._conditions: dict[tuple[str, Frame, bool], Condition] = {}
        self._silent: dict[Atom, Grounds] = {}

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
            if self.answers.hears_indicators(fact):
                return fixed(self.answers.leaf(atom, frame, only_known))
            if atom not in self._silent:
                self._silent[atom] = fixed(Leaf(atom, 0))
            return self._silent[atom]
        whole = self.answers.leaf(atom, frame, only_known)
        accounts = unruly = NONE
        for name in filter(None, (atom.fact, atom.other)):
            timing = atom.timing.kind if name == atom.fact else "frame"
            overriding, told = self.answers.heard(self.catalogue[name], frame, timing, only_known)
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
            judged = self.answers.hears_indicators(self.catalogue[atom.fact])
            leaf = (self.answers.by_accounts if judged else self.answers.leaf)(
                atom, frame, only_known
            )
            return separately(
                self.roll.claims(name for ids in leaf.supporters for name in ids),
                self.roll.claims(name for ids in leaf.deniers for name in ids),
            )
        known: dict[Claims, Told] = {}

        def told(kept: Claims) -> Told:
            mine = kept & accounts
            if mine not in known:
                leaf = self.answers.by_accounts(atom, frame, only_known, mine)
                known[mine] = (leaf.said, bool(leaf.override))
            return known[mine]

        return told

    def _indications(
        self, atom: Atom, fact: Fact, frame: Frame, only_known: bool
    ) -> tuple[Indication, ...]:
        if not self.answers.hears_indicators(fact) or not takes_indicators(atom):
            return ()
        for_support, _ = directions(atom)
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
        found = self._conditions.get(key)
        if found is None:
            expression = parse_expression(text)
            grounds = {atom: self.grounds(atom, frame, only_known) for atom in atoms_of(expression)}

            def judge(kept: Claims) -> bool:
                return is_supported(expression, {a: each.bits(kept) for a, each in grounds.items()})

            found = self._conditions[key] = Condition(
                union(each.claims for each in grounds.values()),
                union(each.unruly for each in grounds.values()),
                judge,
            )
        return found
