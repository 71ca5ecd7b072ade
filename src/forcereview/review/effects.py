"""What answers would change: each tried as a what-if on the findings that it can touch.

An answer that speaks of all that a frame takes in stands alone, so what it makes of a question is
known from the answer itself; where it only joins in, the question is answered anew under the
what-if. Then each rule runs once for all that any answer makes of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from forcereview.answers.answers import Answers
from forcereview.answers.indicators import indicator_facts
from forcereview.answers.leaves import Leaf
from forcereview.record import Claim, Frame, Scope
from forcereview.review.governing import VERSION, governing_of
from forcereview.review.results import Finding, Review
from forcereview.standards.evaluation import words_in_order
from forcereview.standards.expressions import Atom
from forcereview.vocabulary import FactValue, fact_catalogue
from forcereview.vocabulary.words import FindingWord

Change = tuple[Finding, FindingWord]
#: the bits of a rule's answers, and last of whether it governs
Row = tuple[int, ...]


@dataclass(slots=True, eq=False)
class _Slot:
    """A question as findings hold it: an atom in a frame, its answer, and the places it takes in
    findings, by their numbers."""

    atom: Atom
    frame: Frame
    known: bool
    leaf: Leaf
    places: list[tuple[int, int]] = field(default_factory=list)

    @property
    def depends_on(self) -> frozenset[str]:
        """The facts on which the answer depends: indicators count only where an account stands."""
        named = frozenset((self.atom.fact, self.atom.other)) - {""}
        if self.leaf.said and not self.leaf.override:
            return named | indicator_facts(self.atom.fact)
        return named


class _Made(NamedTuple):
    """What an answer makes of a question; ``alone`` if so whatever else is answered."""

    bits: int
    alone: bool


@dataclass(slots=True, eq=False)
class Trial:
    """An answer as a what-if, and what it makes of each question that it touches.

    ``governed``: by the number of a finding, whether its rule would govern.
    """

    claim: Claim
    made: dict[_Slot, _Made]
    governed: dict[int, int]


#: the number of an answer, the place in a finding that it changes, and to which bits
_Touch = tuple[int, int, int]


def _changes(finding: Finding, touches: Sequence[_Touch]) -> Iterator[tuple[int, FindingWord]]:
    """What a finding becomes under each answer that changes it. A lane of the planes each."""
    numbers = list(dict.fromkeys([number for number, _, _ in touches]))
    lanes = {number: 1 << lane for lane, number in enumerate(numbers)}
    every = (1 << len(numbers)) - 1
    supported = [every * (leaf.bits & 1) for leaf in finding.leaves]
    denied = [every * (leaf.bits >> 1) for leaf in finding.leaves]
    for number, place, bits in touches:
        lane = lanes[number]
        supported[place] = supported[place] & ~lane | lane * (bits & 1)
        denied[place] = denied[place] & ~lane | lane * (bits >> 1)
    if not numbers:
        return
    planes = list(zip(supported, denied, strict=True))
    given = finding.rule.program.run_planes(planes, len(numbers), finding.governed)
    for word, having in given.items():
        if having and word != finding.finding:
            yield from ((number, word) for number in numbers if having & lanes[number])


class Effects:
    """Tries answers on the findings of a review."""

    def __init__(self, review: Review, findings: Sequence[Finding]) -> None:
        self.review = review
        self.answers = review.answers
        self.findings = findings
        self.catalogue = fact_catalogue()
        self._slots = self._placed()
        #: the questions that depend on a fact, by the frames in which they are asked
        self._depending: dict[str, dict[Frame, list[_Slot]]] = defaultdict(dict)
        for slot in dict.fromkeys(slot for slots in self._slots for slot in slots):
            for name in slot.depends_on:
                self._depending[name].setdefault(slot.frame, []).append(slot)
        self._touched: dict[tuple[str, Scope], list[tuple[_Slot, bool]]] = {}
        self._covered: dict[tuple[Scope, tuple[str, ...], Frame], bool | None] = {}
        self._alone: dict[tuple[Atom, FactValue], int] = {}
        self._words: dict[tuple[str, str], dict[Row, FindingWord]] = defaultdict(dict)

    def _placed(self) -> list[list[_Slot]]:
        """For each finding its questions; equal ones of several findings are one."""
        slots: dict[tuple[Atom, Frame, bool], _Slot] = {}
        placed = []
        for number, finding in enumerate(self.findings):
            known = "officer" in (finding.rule.provision.perspective, self.review.lens.perspective)
            held = []
            for place, leaf in enumerate(finding.leaves):
                key = (leaf.atom, finding.frame, known)
                slot = slots.get(key)
                if slot is None:
                    slot = slots[key] = _Slot(*key, leaf)
                slot.places.append((number, place))
                held.append(slot)
            placed.append(held)
        return placed

    def trial(self, claim: Claim) -> Trial:
        """An answer, tried on every question that it touches."""
        made, joined = {}, []
        for slot, whole in self._touched_by(claim):
            if whole and slot.atom.fact == claim.fact and not slot.atom.other:
                made[slot] = _Made(self._standing_alone(slot, claim), True)
            else:
                joined.append(slot)
        governed = {}
        if joined or claim.fact == VERSION:
            supposed = self.answers.supposing([claim])
            for slot in joined:
                leaf = supposed.leaf(slot.atom, slot.frame, slot.known)
                made[slot] = _Made(leaf.bits, False)
            if claim.fact == VERSION:
                governed = self._governed(supposed)
        return Trial(claim, made, governed)

    def of_each(self, trials: Sequence[Trial]) -> list[list[Change]]:
        """For each answer alone: the findings that it would change, and to what."""
        changed: list[list[Change]] = [[] for _ in trials]
        touching: list[list[_Touch]] = [[] for _ in self.findings]
        for number, trial in enumerate(trials):
            if trial.governed:
                changed[number] = self.of_all([trial])
                continue
            for slot, made in trial.made.items():
                if made.bits != slot.leaf.bits:
                    for at, place in slot.places:
                        touching[at].append((number, place, made.bits))
        for finding, touches in zip(self.findings, touching, strict=True):
            for number, word in _changes(finding, touches):
                changed[number].append((finding, word))
        return changed

    def of_all(self, trials: Sequence[Trial]) -> list[Change]:
        """The findings that several answers together would change, and to what."""
        touched = {
            finding for trial in trials for slot in trial.made for finding, _ in slot.places
        }.union(*(trial.governed for trial in trials))
        return [
            (self.findings[finding], word)
            for finding in sorted(touched)
            for word in self.on_one(finding, [trials])
            if word != self.findings[finding].finding
        ]

    def on_one(self, number: int, combinations: Iterable[Sequence[Trial]]) -> list[FindingWord]:
        """What a finding, by its number, would be under each combination of answers."""
        return self._judged(number, [self._together(number, each) for each in combinations])

    def _together(self, number: int, trials: Sequence[Trial]) -> Row:
        row = self._row(number)
        for place, slot in enumerate(self._slots[number]):
            made = [trial.made[slot] for trial in trials if slot in trial.made]
            decisive = [each for each in made if each.alone] or made
            if len(decisive) == 1:
                row[place] = decisive[0].bits
            elif decisive:
                supposed = self.answers.supposing(trial.claim for trial in trials)
                row[place] = supposed.leaf(slot.atom, slot.frame, slot.known).bits
        for trial in trials:
            row[-1] = trial.governed.get(number, row[-1])
        return tuple(row)

    def _touched_by(self, claim: Claim) -> list[tuple[_Slot, bool]]:
        """The questions that an answer of this scope bears on, and whether on all of each."""
        key = (claim.fact, claim.scope)
        found = self._touched.get(key)
        if found is None:
            found = self._touched[key] = [
                (slot, whole)
                for frame, slots in self._depending[claim.fact].items()
                if (whole := self._covers(claim, frame)) is not None
                for slot in slots
            ]
        return found

    def _covers(self, claim: Claim, frame: Frame) -> bool | None:
        fact = self.catalogue[claim.fact]
        key = (claim.scope, fact.about, frame)
        if key not in self._covered:
            self._covered[key] = self.review.folded.scope_covers(claim.scope, fact, frame)
        return self._covered[key]

    def _standing_alone(self, slot: _Slot, claim: Claim) -> int:
        if self.catalogue[claim.fact].kind == "time":  # counted from what the frame is about
            return self.answers.standing_alone(slot.atom, slot.frame, claim)
        key = (slot.atom, claim.value)
        found = self._alone.get(key)
        if found is None:
            found = self._alone[key] = self.answers.standing_alone(slot.atom, slot.frame, claim)
        return found

    def _governed(self, supposed: Answers) -> dict[int, int]:
        library = self.review.library
        assert library is not None
        return {
            number: governing_of(finding.rule, finding.frame, supposed, library).truth.value
            for number, finding in enumerate(self.findings)
            if finding.by_version
        }

    def _row(self, number: int) -> list[int]:
        bits = [slot.leaf.bits for slot in self._slots[number]]
        return [*bits, self.findings[number].governed]

    def _judged(self, number: int, rows: Sequence[Row]) -> list[FindingWord]:
        """The finding that each row gives; rows that differ are run once a rule, together."""
        rule = self.findings[number].rule
        words = self._words[rule.standard, rule.key]
        new: dict[int, list[Row]] = defaultdict(list)
        for row in dict.fromkeys(rows):
            if row not in words:
                new[row[-1]].append(row)
        for governed, different in new.items():
            given = rule.program.run_all([row[:-1] for row in different], governed)
            words.update(zip(different, words_in_order(given, len(different)), strict=True))
        return [words[row] for row in rows]
