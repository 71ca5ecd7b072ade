"""How long `forcereview --help` takes to start, as a ratio to `python -c "import pydantic"`.

The two run in turn, so that whatever else the machine does falls on both alike; the result is
the median of the pairs' ratios, with its quartiles. Prints one readable line and one of JSON.

    python benchmarks/start_time.py [--rounds 21]
"""

import argparse
import json
import statistics
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

GOAL = 2.0
YARDSTICK = [sys.executable, "-c", "import pydantic"]


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=21, help="pairs of runs (default 21)")
    rounds = arguments.parse_args().rounds

    command = [str(Path(sysconfig.get_path("scripts")) / "forcereview"), "--help"]
    for warm_up in (command, YARDSTICK):
        seconds(warm_up)
    pairs = [in_turn(command, YARDSTICK, swapped=bool(turn % 2)) for turn in range(rounds)]
    ratios = [ours / yardstick for ours, yardstick in pairs]
    low, median, high = statistics.quantiles(ratios, n=4)

    met = "met" if median <= GOAL else "not met"
    print(
        f"start: forcereview --help takes {median:.2f} times as long as importing pydantic "
        f"(quartiles {low:.2f} to {high:.2f}, {rounds} pairs; goal at most {GOAL:g}: {met})"
    )
    result = {
        "benchmark": "start_time",
        "of": "forcereview --help",
        "to": 'python -c "import pydantic"',
        "ratio_median": round(median, 3),
        "ratio_quartiles": [round(low, 3), round(high, 3)],
        "rounds": rounds,
        "goal_at_most": GOAL,
        "goal_met": median <= GOAL,
        "python": sys.version.split()[0],
    }
    print(json.dumps(result))


def in_turn(first: list[str], second: list[str], *, swapped: bool) -> tuple[float, float]:
    """Seconds of `first` and of `second`, run one right after the other, in either order."""
    if swapped:
        after, before = seconds(second), seconds(first)
        return before, after
    return seconds(first), seconds(second)


def seconds(command: list[str]) -> float:
    """Seconds from starting a command to its end; an error if it fails."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
