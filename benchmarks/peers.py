"""40 provisions against 1,000 cases: forcereview, clingo and regopy on the same four-valued task.

All engines start from the same bits and end with the same words; before anything is timed, all
40,000 findings of each are compared. `four_valued_task.py` states the task, `in_clingo.py` and
`in_rego.py` how the two others are asked. Prints readable lines and one of JSON.

    python benchmarks/peers.py [--rounds 3]
"""

from __future__ import annotations

import argparse
from collections import Counter

import in_clingo
from four_valued_task import Findings, Task
from in_rego import Policy
from measuring import Ratio, from_pairs, processor_seconds, show

GOAL = 100.0
_WAYS = ("all cases at once", "one case at a time", "whole review from assertions")


def measure(rounds: int = 3) -> list[Ratio]:
    """How many times as long the peers take as forcereview does."""
    task = Task()
    program, policy, records = in_clingo.program_of(task), Policy(task), task.as_records()
    work = {
        "clingo": lambda: in_clingo.findings(task, program),
        "regopy": policy.findings,
        _WAYS[0]: task.together,
        _WAYS[1]: task.one_by_one,
        _WAYS[2]: lambda: task.in_full(records),
    }
    note = _same_findings({name: each() for name, each in work.items()})
    times: dict[str, list[float]] = {name: [] for name in work}
    for turn in range(rounds):
        for name in sorted(work, reverse=bool(turn % 2)):
            times[name].append(processor_seconds(work[name]))
    return [
        from_pairs(
            "peers",
            peer,
            f"forcereview, {way}",
            list(zip(times[peer], times[way], strict=True)),
            goal_at_least=GOAL if way != _WAYS[2] else None,
            note=note,
        )
        for peer in ("clingo", "regopy")
        for way in _WAYS
    ]


def _same_findings(answers: dict[str, Findings]) -> str:
    """What was compared, in words; stops if any engine differs from any other."""
    names = list(answers)
    for name in names[1:]:
        if answers[name] != answers[names[0]]:
            raise SystemExit(f"{name} and {names[0]} differ: not the same task, so nothing to time")
    counted = Counter(word for row in answers[names[0]] for word in row)
    each = ", ".join(f"{count} {word}" for word, count in counted.most_common())
    return f"identical on all {counted.total():,} findings ({each})"


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=3, help="runs of each (default 3)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
