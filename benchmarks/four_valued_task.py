"""The task given to every engine in `peers.py`: 40 provisions held against 1,000 cases.

A case is, for each of 60 facts, whether some source supports it and whether some source denies it.
Every provision asks for one of five findings in two passes, the second with contested read as
unknown (src/forcereview/standards/evaluation.py states the task in full). Presumptions are left
out, so that each engine can say the task in its own idiom.

What an engine gives: for each provision the finding of each case, as a word, in a Python list.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from forcereview.record import Case, Claim, Scope
from forcereview.review import review
from forcereview.standards import Library
from forcereview.standards.evaluation import words_in_order
from forcereview.standards.gates import columns
from forcereview.vocabulary.words import FindingWord
from synthetic import a_case, a_library, plain_facts

FACTS, PROVISIONS, CASES = 60, 40, 1000
Findings = list[list[FindingWord]]


class Task:
    """The provisions and the cases, the same ones every time."""

    def __init__(self, provisions: int = PROVISIONS, cases: int = CASES, seed: int = 5) -> None:
        chance = random.Random(seed)
        self.facts = plain_facts(FACTS)
        self.place = {name: place for place, name in enumerate(self.facts)}
        self.library: Library = a_library(provisions, self.facts, seed)
        self.rules = self.library.rules
        self.cases = [
            bytes((chance.random() < 0.45) + 2 * (chance.random() < 0.25) for _ in self.facts)
            for _ in range(cases)
        ]

    def together(self) -> Findings:
        """forcereview, all cases at once: one run of a provision's gates over all of them."""
        planes = columns(self.cases, len(self.facts))
        found: Findings = []
        for rule in self.rules:
            asked = [planes[self.place[atom.fact]] for atom in rule.program.atoms]
            findings = rule.program.run_planes(asked, len(self.cases))
            found.append(words_in_order(findings, len(self.cases)))
        return found

    def one_by_one(self) -> Findings:
        """forcereview, one provision and one case at a time."""
        found: Findings = []
        for rule in self.rules:
            places = [self.place[atom.fact] for atom in rule.program.atoms]
            run = rule.program.run
            found.append([run([case[place] for place in places]).finding for case in self.cases])
        return found

    def in_full(self, cases: Sequence[Case]) -> Findings:
        """forcereview's whole review of each case: assertions folded, sentences and reasons too."""
        reviews = [review(case, self.library, questions=False) for case in cases]
        return [
            [each.findings[number].finding for each in reviews] for number in range(len(self.rules))
        ]

    def as_records(self) -> list[Case]:
        """The same cases as records: one source asserts what is supported, another denies."""
        bare = a_case([])
        return [replace(bare, claims=(*bare.claims, *self._claims(case))) for case in self.cases]

    def _claims(self, case: Sequence[int]) -> list[Claim]:
        claims = []
        for name, bits in zip(self.facts, case, strict=True):
            if bits & 1:
                claims.append(Claim(f"{name}+", name, True, Scope(), "camera"))
            if bits & 2:
                claims.append(Claim(f"{name}-", name, False, Scope(), "statement"))
        return claims
