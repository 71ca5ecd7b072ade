"""The four-valued task as an answer set program.

The provisions become stratified rules, two atoms (supported, denied) for each part and pass; a
negation swaps the two. The grounder alone settles such a program, so nothing is left to search.
Tried: one grounding for all cases, for 100, for 10 and for one; all cases at once is fastest by
far, as is reading the answer from the model's text instead of symbol by symbol. That is what is
timed here, from bits to words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import clingo

from forcereview.standards.expressions import And, Atom, Defined, Expression, Met, Not
from forcereview.vocabulary.words import FindingWord
from four_valued_task import Findings, Task

_WORDS: tuple[FindingWord, ...] = (
    "not_applicable",
    "inconsistent",
    "consistent",
    "undetermined",
    "contested",
)


def findings(task: Task, program: str) -> Findings:
    """The findings of all provisions and cases, from one grounding."""
    found: Findings = [["undetermined"] * len(task.cases) for _ in task.rules]
    _ground(program, "".join(map(_in_text, range(len(task.cases)), task.cases)), found)
    return found


def findings_one_by_one(task: Task, program: str) -> Findings:
    """The same, from one grounding a case."""
    found: Findings = [["undetermined"] * len(task.cases) for _ in task.rules]
    for number, case in enumerate(task.cases):
        _ground(program, _in_text(number, case), found)
    return found


def _ground(program: str, cases: str, found: Findings) -> None:
    """Ground the program on some cases and note what it finds of them."""
    control = clingo.Control(["--warn=none"])
    control.add("base", [], program + cases)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        model = handle.model()
        assert model is not None
        for provision, word, case in re.findall(r"f\((\d+),(\d),(\d+)\)", str(model)):
            found[int(provision)][int(case)] = _WORDS[int(word)]


def _in_text(number: int, case: bytes) -> str:
    lines = [f"case({number})."]
    for place, bits in enumerate(case):
        if bits & 1:
            lines.append(f"s1_{place}({number}).")
        if bits & 2:
            lines.append(f"d1_{place}({number}).")
    return "".join(lines)


def program_of(task: Task) -> str:
    """The provisions as rules: made once, not timed."""
    return "\n".join(_Encoder(task).lines())


class _Encoder:
    def __init__(self, task: Task) -> None:
        self.task = task
        self.parts: list[str] = []

    def lines(self) -> Iterable[str]:
        for place in range(len(self.task.facts)):
            yield f"s2_{place}(C) :- s1_{place}(C), not d1_{place}(C)."
            yield f"d2_{place}(C) :- d1_{place}(C), not s1_{place}(C)."
        for number, rule in enumerate(self.task.rules):
            for way in (1, 2):
                applies = [self._said("s", way, rule.applies), self._said("d", way, rule.exempt)]
                governs_not = [
                    self._said("d", way, rule.applies),
                    self._said("s", way, rule.exempt),
                ]
                violated = [
                    *applies,
                    self._said("d", way, rule.unless),
                    self._said("d", way, rule.requires),
                ]
                kept = [
                    *governs_not,
                    self._said("s", way, rule.unless),
                    self._said("s", way, rule.requires),
                ]
                yield from self._judged(number, way, governs_not, violated, kept)
            yield f"f({number},0,C) :- out_{number}(C)."
            yield f"f({number},1,C) :- bad_{number}(C), not out_{number}(C)."
            settled = f"case(C), not out_{number}(C), not bad_{number}(C)"
            yield f"f({number},2,C) :- ok_{number}(C), not out_{number}(C), not bad_{number}(C)."
            yield f"f({number},3,C) :- {settled}, not ok_{number}(C), not spoken_{number}(C)."
            yield f"f({number},4,C) :- {settled}, not ok_{number}(C), spoken_{number}(C)."
            yield from self.parts
            self.parts.clear()
        yield "#show f/3."

    def _judged(
        self, number: int, way: int, out: list[str], violated: list[str], kept: list[str]
    ) -> Iterable[str]:
        both = ", ".join(filter(None, violated))
        if way == 1:
            yield f"spoken_{number}(C) :- {both}."
            yield from (f"spoken_{number}(C) :- {each}." for each in filter(None, kept))
            return
        yield f"bad_{number}(C) :- {both}."
        yield from (f"out_{number}(C) :- {each}." for each in filter(None, out))
        yield from (f"ok_{number}(C) :- {each}." for each in filter(None, kept))

    def _said(self, side: str, way: int, node: Expression | None) -> str:
        """The atom that holds where an expression is supported (s) or denied (d)."""
        if node is None:
            return ""
        if isinstance(node, Atom):
            return f"{side}{way}_{self.task.place[node.fact]}(C)"
        other = "d" if side == "s" else "s"
        if isinstance(node, Not):
            return self._said(other, way, node.part)
        assert not isinstance(node, (Defined, Met))
        parts = [self._said(side, way, part) for part in node.parts]
        head = f"part{side}{way}_{len(self.parts)}_{id(node)}(C)"
        if isinstance(node, And) == (side == "s"):
            self.parts.append(f"{head} :- {', '.join(parts)}.")
        else:
            self.parts += [f"{head} :- {part}." for part in parts]
        return head
