"""The explanation of a finding as a tree: each part of the rule, how it stands, and on whose word.

Branches that had no part in the finding are marked, so that a reader can fold them away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forcereview.record import Case
from forcereview.review.answers import Leaf, Pointing
from forcereview.review.results import Finding
from forcereview.review.sentences import asked
from forcereview.standards.evaluation import compile_expression, settled
from forcereview.standards.expressions import Atom, Defined, Expression, Met, Not
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
        self.index = {atom: position for atom, (position, _) in self.leaves.items()}
        self.presumed = dict(finding.rule.program.presumed)
        self.bits = [
            leaf.bits or self.presumed.get(position, 0)
            for position, leaf in enumerate(finding.leaves)
        ]
        self.deciding = set(finding.deciding)

    def branch(self, node: Expression, part: str) -> Branch:
        first = compile_expression(node, self.index, 0)(self.bits)
        second = compile_expression(node, self.index, 0)([settled(bits) for bits in self.bits])
        stands, decided = Truth(first).word, Truth(second).word
        if isinstance(node, Atom):
            position, leaf = self.leaves[node]
            presumed = ""
            if leaf.bits == 0 and position in self.presumed:
                presumed = (
                    f"presumed {'so' if self.presumed[position] == 1 else 'not so'} unless shown"
                )
            return Branch(
                part,
                asked(node),
                stands,
                decided,
                position in self.deciding,
                tuple(self._words(leaf)),
                leaf.pointing,
                presumed,
            )
        children = tuple(self.branch(child, label) for label, child in _children(node))
        decides = any(child.decides for child in children)
        return Branch(part, str(node), stands, decided, decides, branches=children)

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
                    yield Word(
                        name, claim.source, by, f"{claim.fact}: {shown(claim.value)}", bears
                    )


def _children(node: Expression) -> list[tuple[str, Expression]]:
    if isinstance(node, Not):
        return [("not", node.part)]
    if isinstance(node, (Defined, Met)):
        assert node.meaning is not None
        return [("meaning", node.meaning)]
    assert not isinstance(node, Atom)
    word = "and" if type(node).__name__ == "And" else "or"
    return [("" if n == 0 else word, part) for n, part in enumerate(node.parts)]
