"""The explanation of a finding as a tree: each part of the rule, how it stands, and on whose word.

Branches that had no part in the finding are marked, so that a reader can fold them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from forcereview.answers.leaves import Leaf, Pointing
from forcereview.record import Case
from forcereview.review.results import Finding
from forcereview.review.sentences import asked
from forcereview.standards.evaluation import Planes, in_both_passes, values_of
from forcereview.standards.expressions import Atom, Defined, Expression, Met, Not, Or
from forcereview.vocabulary import Truth, shown


class Word(NamedTuple):
    """A claim in words: its id, source, who says it, what it says, and whether for or against."""

    id: str
    source: str
    by: str
    value: str
    bears: str


class Branch(NamedTuple):
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


def _state(planes: Planes) -> tuple[str, str]:
    first, second = values_of(planes)
    return Truth(first).word, Truth(second).word


#: how a value stands, and settled, in words, by its planes in both passes
_STATES = {(s, d): _state((s, d)) for s in range(4) for d in range(4)}


def explain(case: Case, finding: Finding) -> Branch:
    """The tree of a finding."""
    branches = []
    if finding.outcome is not None:
        tree = _Tree(case, finding)
        branches = [
            tree.branch(expression, part)
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

    def _grown(self, node: Expression, part: str) -> tuple[Branch, Planes]:
        """The branch, and the planes of its value in both passes."""
        if isinstance(node, Atom):
            return self._leaf(node, part)
        branches, values, decides = [], [], False
        for label, child in _children(node):
            branch, planes = self._grown(child, label)
            branches.append(branch)
            values.append(planes)
            decides = decides or branch.decides
        planes = _joined(node, values)
        stands, settled = _STATES[planes]
        grown = Branch(part, _in_words(node), stands, settled, decides, branches=tuple(branches))
        return grown, planes

    def _leaf(self, atom: Atom, part: str) -> tuple[Branch, Planes]:
        position, leaf = self.leaves[atom]
        decides = position in self.deciding
        bits, presumed = leaf.bits, ""
        if bits == 0 and position in self.presumed:
            bits = self.presumed[position]
            presumed = f"presumed {'so' if bits == 1 else 'not so'} unless shown"
        if not bits and not leaf.pointing and not decides:
            return _unanswered(atom, part), in_both_passes(0)
        planes = in_both_passes(bits)
        stands, settled = _STATES[planes]
        branch = Branch(
            part,
            asked(atom),
            stands,
            settled,
            decides,
            tuple(self._words(leaf)) if leaf.supporters or leaf.deniers else (),
            leaf.pointing,
            presumed,
        )
        return branch, planes

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


@cache
def _unanswered(atom: Atom, part: str) -> Branch:
    """The branch of a question that nobody answers and that decides nothing."""
    return Branch(part, asked(atom), *_STATES[in_both_passes(0)], False)


def _children(node: Expression) -> list[tuple[str, Expression]]:
    if isinstance(node, Not):
        return [("not", node.part)]
    if isinstance(node, (Defined, Met)):
        assert node.meaning is not None
        return [("meaning", node.meaning)]
    assert not isinstance(node, Atom)
    word = "and" if type(node).__name__ == "And" else "or"
    return [("" if n == 0 else word, part) for n, part in enumerate(node.parts)]


def _joined(node: Expression, parts: Sequence[Planes]) -> Planes:
    """The planes of an expression from its parts'."""
    supported, denied = parts[0]
    if isinstance(node, Not):
        return denied, supported
    conjunction = not isinstance(node, Or)
    for also, against in parts[1:]:
        supported = supported & also if conjunction else supported | also
        denied = denied | against if conjunction else denied & against
    return supported, denied


@cache
def _in_words(node: Expression) -> str:
    return str(node)
