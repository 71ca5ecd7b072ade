"""The four-valued task as a Rego policy, run by regopy (rego-cpp).

The provisions become boolean rules, two (supported, denied) for each part and pass; a negation
swaps the two. Tried: a query for each case (16 times slower: it compiles anew), the policy built
once as a bundle and run for each case, and one run over batches of cases through functions (a
little slower). The bundle is what is timed, from bits to words; building it isn't.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from regopy import Interpreter

from forcereview.standards.expressions import And, Atom, Defined, Expression, Met, Not
from four_valued_task import Findings, Task

_ENTRY = "review/findings"


class Policy:
    """The provisions, built once."""

    def __init__(self, task: Task) -> None:
        self.task = task
        building = Interpreter()
        building.add_module("review.rego", "\n".join(_Encoder(task).lines()))
        self.bundle = building.build(None, [_ENTRY])
        self.running = Interpreter()

    def findings(self) -> Findings:
        """The findings of all provisions and cases, case by case."""
        found: Findings = [[] for _ in self.task.rules]
        for case in self.task.cases:
            self.running.set_input(_input(case))
            output = self.running.query_bundle_entrypoint(self.bundle, _ENTRY)
            for row, word in zip(found, output.results[0].expressions[0], strict=True):
                row.append(word)
        return found


def _input(case: bytes) -> dict[str, Any]:
    return {
        "s": {f"f{place}": True for place, bits in enumerate(case) if bits & 1},
        "d": {f"f{place}": True for place, bits in enumerate(case) if bits & 2},
    }


class _Encoder:
    def __init__(self, task: Task) -> None:
        self.task = task
        self.parts: list[str] = []
        self.count = 0

    def lines(self) -> Iterable[str]:
        yield "package review"
        yield "import rego.v1"
        for place in range(len(self.task.facts)):
            yield f"s2_{place} if {{ input.s.f{place}; not input.d.f{place} }}"
            yield f"d2_{place} if {{ input.d.f{place}; not input.s.f{place} }}"
        for number, rule in enumerate(self.task.rules):
            for way in (1, 2):
                out = [self._said("d", way, rule.applies), self._said("s", way, rule.exempt)]
                violated = [
                    self._said("s", way, rule.applies),
                    self._said("d", way, rule.exempt),
                    self._said("d", way, rule.unless),
                    self._said("d", way, rule.requires),
                ]
                kept = [
                    *out,
                    self._said("s", way, rule.unless),
                    self._said("s", way, rule.requires),
                ]
                both = "; ".join(filter(None, violated))
                if way == 1:
                    yield f"spoken_{number} if {{ {both} }}"
                    yield from (f"spoken_{number} if {each}" for each in filter(None, kept))
                    continue
                yield f"bad_{number} if {{ {both} }}"
                yield from (f"out_{number} if {each}" for each in filter(None, out))
                yield from (f"ok_{number} if {each}" for each in filter(None, kept))
            yield f'f_{number} := "not_applicable" if out_{number}'
            yield f'else := "inconsistent" if bad_{number}'
            yield f'else := "consistent" if ok_{number}'
            yield f'else := "contested" if spoken_{number}'
            yield 'else := "undetermined"'
            yield from self.parts
            self.parts.clear()
        yield f"findings := [{', '.join(f'f_{n}' for n in range(len(self.task.rules)))}]"

    def _said(self, side: str, way: int, node: Expression | None) -> str:
        """The rule that holds where an expression is supported (s) or denied (d)."""
        if node is None:
            return ""
        if isinstance(node, Atom):
            place = self.task.place[node.fact]
            return f"input.{side}.f{place}" if way == 1 else f"{side}2_{place}"
        if isinstance(node, Not):
            return self._said("d" if side == "s" else "s", way, node.part)
        assert not isinstance(node, (Defined, Met))
        parts = [self._said(side, way, part) for part in node.parts]
        self.count += 1
        head = f"part_{self.count}"
        if isinstance(node, And) == (side == "s"):
            self.parts.append(f"{head} if {{ {'; '.join(parts)} }}")
        else:
            self.parts += [f"{head} if {part}" for part in parts]
        return head
