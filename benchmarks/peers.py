"""40 provisions against 1,000 cases: forcereview, clingo and regopy on the same four-valued task.

All engines start from the same bits and end with the same words; before anything is timed, all
40,000 findings of each are compared. `four_valued_task.py` states the task, `in_clingo.py` and
`in_rego.py` how the two others are asked, and what of theirs was tried. The goal is for throughput:
each engine in its fastest way. Beside it stand one case at a time, and forcereview's whole review
from assertions, which gives reasons, support and sentences too. Prints readable lines and one of
JSON.

    python benchmarks/peers.py [--rounds 3]
"""

from __future__ import annotations

import argparse
from collections import Counter

import in_clingo
from four_valued_task import Findings, Task
from in_rego import Policy
from measuring import Ratio, Work, from_pairs, processor_seconds, show

GOAL = 100.0
ALONE = 50  #: cases for which clingo grounds anew each time

CLINGO, CLINGO_ALONE = "clingo, one grounding for all", "clingo, one grounding a case"
REGOPY = "regopy, a built policy run case by case"
TOGETHER, ALONE_HERE, EACH, FULL = (
    "forcereview, all cases at once",
    "forcereview, those cases one by one",
    "forcereview, one case and provision at a time",
    "forcereview's whole review, reasons and sentences included",
)


def measure(rounds: int = 3) -> list[Ratio]:
    """How many times as long the peers take as forcereview does."""
    task, few = Task(), Task(cases=ALONE)
    program, policy, records = in_clingo.program_of(task), Policy(task), task.as_records()
    work: dict[str, Work] = {
        CLINGO: lambda: in_clingo.findings(task, program),
        REGOPY: policy.findings,
        TOGETHER: task.together,
        EACH: task.one_by_one,
        FULL: lambda: task.in_full(records),
    }
    same = _compared({name: each() for name, each in work.items()})
    work[CLINGO_ALONE] = lambda: in_clingo.findings_one_by_one(few, program)
    work[ALONE_HERE] = few.one_by_one
    _compared({name: work[name]() for name in (CLINGO_ALONE, ALONE_HERE)})

    seconds: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(rounds):
        for name in sorted(work, reverse=bool(turn % 2)):
            seconds[name].append(processor_seconds(work[name]))

    def ratio(peer: str, ours: str, goal: float | None = None, note: str = "") -> Ratio:
        pairs = list(zip(seconds[peer], seconds[ours], strict=True))
        return from_pairs("peers", peer, ours, pairs, goal_at_least=goal, note=note)

    return [
        ratio(CLINGO, TOGETHER, GOAL, same),
        ratio(REGOPY, TOGETHER, GOAL, same),
        ratio(CLINGO_ALONE, ALONE_HERE, note=f"{ALONE} cases"),
        ratio(REGOPY, EACH),
        ratio(CLINGO, FULL),
        ratio(REGOPY, FULL),
    ]


def _compared(answers: dict[str, Findings]) -> str:
    """What was compared, in words; stops if any engine differs from any other."""
    names = list(answers)
    for name in names[1:]:
        if answers[name] != answers[names[0]]:
            raise SystemExit(f"{name} and {names[0]} differ: not the same task, so nothing to time")
    counted = Counter(word for row in answers[names[0]] for word in row)
    each = ", ".join(f"{count:,} {word.replace('_', ' ')}" for word, count in counted.most_common())
    return f"identical on all {counted.total():,} findings: {each}"


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3, help="runs of each (default 3)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
