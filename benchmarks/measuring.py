"""Ratios of two pieces of work, run in turn so that what else the machine does falls on both."""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

Work = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """How long ``of`` takes as a multiple of how long ``to`` takes: median and quartiles."""

    benchmark: str
    of: str
    to: str
    median: float
    low: float
    high: float
    rounds: int
    goal_at_most: float | None = None
    goal_at_least: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal_at_most is not None:
            return self.median <= self.goal_at_most
        if self.goal_at_least is not None:
            return self.median >= self.goal_at_least
        return None

    @property
    def goal(self) -> str:
        """The goal and whether it is met, in words."""
        if self.met is None:
            return ""
        bound = (
            f"at most {self.goal_at_most:g}"
            if self.goal_at_most is not None
            else f"at least {self.goal_at_least:g}"
        )
        return f"{bound}: {'met' if self.met else 'not met'}"

    def line(self) -> str:
        """One line to read."""
        goal = f"; goal {self.goal}" if self.goal else ""
        note = f"; {self.note}" if self.note else ""
        return (
            f"{self.benchmark}: {self.of} takes {figure(self.median)} times as long as {self.to} "
            f"(quartiles {figure(self.low)} to {figure(self.high)}, {self.rounds} rounds"
            f"{goal}{note})"
        )

    def as_data(self) -> dict[str, object]:
        """The ratio for JSON."""
        return {**asdict(self), "goal_met": self.met}


def ratio(
    benchmark: str,
    of: tuple[str, Work],
    to: tuple[str, Work],
    rounds: int,
    seconds: Callable[[Work], float] | None = None,
    **about: object,
) -> Ratio:
    """The ratio of two named pieces of work, run in turn after one warm-up each."""
    clock = seconds or processor_seconds
    for _, work in (of, to):
        clock(work)
    pairs = []
    for turn in range(rounds):
        first, second = (of, to) if turn % 2 == 0 else (to, of)
        taken = {first[0]: clock(first[1])}
        taken[second[0]] = clock(second[1])
        pairs.append((taken[of[0]], taken[to[0]]))
    return from_pairs(benchmark, of[0], to[0], pairs, **about)


def from_pairs(
    benchmark: str, of: str, to: str, pairs: Sequence[tuple[float, float]], **about: object
) -> Ratio:
    """The ratio from pairs of measured times."""
    ratios = [one / other for one, other in pairs]
    low, median, high = (
        statistics.quantiles(ratios, n=4, method="inclusive") if len(ratios) > 1 else ratios * 3
    )
    return Ratio(benchmark, of, to, _short(median), _short(low), _short(high), len(pairs), **about)  # type: ignore[arg-type]


def processor_seconds(work: Work) -> float:
    """Processor time of this process for one run; the same clock for both sides."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def figure(value: float) -> str:
    """Three figures, no more."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def show(results: Sequence[Ratio]) -> None:
    """Print each result as a line to read, then all as one line of JSON."""
    for result in results:
        print(result.line())
    print(json.dumps([result.as_data() for result in results]))


def _short(value: float) -> float:
    return float(f"{value:.4g}")
