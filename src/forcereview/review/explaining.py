"""The explanation of a finding as a tree: each part of the rule, how it stands, and on whose word.

Branches that had no part in the finding are marked, so that a reader can fold them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from forcereview.record import Case
from forcereview.review.answers import Leaf, Pointing
from forcereview.review.results import Finding
from forcereview.review.sentences import asked
from forcereview.standards.evaluation import settled
from forcereview.standards.expressions import And, Atom, Defined, Expression, Met, Not
from forcereview.vocabulary import Truth, shown


@dataclass(frozen=True, slots=True)
class Word:
    """A claim in words: its id, source, who says it, what it says, and whether for or against."""

    id: str
    source: str
    by: str
    value: str
    bears: str


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of a rule. ``stands`` is its value as the sources stand, ``settled`` what decides.

    ``decides``: whether it belongs to what decided the finding.
    """

    part: str
    text: str
    stands: str
    settled: str
    decides: bool
    words: tuple[Word, ...] = ()
    indicators: tuple[Pointing, ...] = ()
    presumed: str = ""
    branches: tuple[Branch, ...] = ()


_PARTS = (
    ("applies when", "applies", "it applies always"),
    ("exempt when", "exempt", ""),
    ("unless", "unless", ""),
    ("requires", "requires", ""),
)


def explain(case: Case, finding: Finding) -> Branch:
    """The tree of a finding."""
    branches = []
    if finding.outcome is not None:
        branches = [
            _Tree(case, finding).branch(expression, part)
            for part, name, _ in _PARTS
            if (expression := getattr(finding.rule, name)) is not None
        ]
    why = finding.why_not_applicable
    return Branch(
        finding.key,
        finding.rule.provision.says,
        finding.finding.replace("_", " "),
        why.in_words if why else "",
        True,
        branches=tuple(branches),
    )


class _Tree:
    def __init__(self, case: Case, finding: Finding) -> None:
        self.case = case
        self.leaves = {leaf.atom: (position, leaf) for position, leaf in enumerate(finding.leaves)}
        self.presumed = dict(finding.rule.program.presumed)
        self.deciding = set(finding.deciding)

    def branch(self, node: Expression, part: str) -> Branch:
        return self._grown(node, part)[0]

    def _grown(self, node: Expression, part: str) -> tuple[Branch, Truth, Truth]:
        """The branch, and its value as the sources stand and settled."""
        if isinstance(node, Atom):
            return self._leaf(node, part)
        grown = [self._grown(child, label) for label, child in _children(node)]
        branches = tuple(branch for branch, _, _ in grown)
        first = _joined(node, [stands for _, stands, _ in grown])
        second = _joined(node, [decided for _, _, decided in grown])
        decides = any(branch.decides for branch in branches)
        branch = Branch(part, str(node), first.word, second.word, decides, branches=branches)
        return branch, first, second

    def _leaf(self, atom: Atom, part: str) -> tuple[Branch, Truth, Truth]:
        position, leaf = self.leaves[atom]
        bits, presumed = leaf.bits, ""
        if bits == 0 and position in self.presumed:
            bits = self.presumed[position]
            presumed = f"presumed {'so' if bits == 1 else 'not so'} unless shown"
        first, second = Truth(bits), Truth(settled(bits))
        branch = Branch(
            part,
            asked(atom),
            first.word,
            second.word,
            position in self.deciding,
            tuple(self._words(leaf)),
            leaf.pointing,
            presumed,
        )
        return branch, first, second

    def _words(self, leaf: Leaf) -> Iterable[Word]:
        """Each claim once: for, against, or (of an indicator's) the way the indicator bears."""
        supporting = {name for ids in leaf.supporters if len(ids) == 1 for name in ids}
        denying = {name for ids in leaf.deniers if len(ids) == 1 for name in ids}
        joined_for = {name for ids in leaf.supporters for name in ids} - supporting - denying
        joined_against = {name for ids in leaf.deniers for name in ids} - supporting - denying
        for names, bears in (
            (supporting | joined_for, "for"),
            (denying | (joined_against - joined_for), "against"),
        ):
            for name in sorted(names):
                claim = self.case.claim(name)
                if claim is not None:
                    source = self.case.file.sources.get(claim.source)
                    by = source.by if source else ""
                    yield Word(name, claim.source, by, f"{claim.fact}: {shown(claim.value)}", bears)


def _children(node: Expression) -> list[tuple[str, Expression]]:
    if isinstance(node, Not):
        return [("not", node.part)]
    if isinstance(node, (Defined, Met)):
        assert node.meaning is not None
        return [("meaning", node.meaning)]
    assert not isinstance(node, Atom)
    word = "and" if type(node).__name__ == "And" else "or"
    return [("" if n == 0 else word, part) for n, part in enumerate(node.parts)]


def _joined(node: Expression, parts: Sequence[Truth]) -> Truth:
    """The value of an expression from its parts'."""
    if isinstance(node, Not):
        return ~parts[0]
    return reduce(and_ if isinstance(node, And) else or_, parts)
