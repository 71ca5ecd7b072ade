"""How long `forcereview --help` takes to start, as a ratio to `python -c "import pydantic"`.

The two run in turn, so that whatever else the machine does falls on both alike; the result is
the median of the pairs' ratios, with its quartiles. Prints a readable line and one of JSON.

    python benchmarks/start_time.py [--rounds 21]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

from measuring import Ratio, Work, ratio, show

GOAL = 2.0


def measure(rounds: int = 21) -> list[Ratio]:
    """The start time of the command line, as users start it."""
    ours = [str(Path(sysconfig.get_path("scripts")) / "forcereview"), "--help"]
    pydantic = [sys.executable, "-c", "import pydantic"]
    return [
        ratio(
            "start_time",
            ("forcereview --help", lambda: run(ours)),
            ('python -c "import pydantic"', lambda: run(pydantic)),
            rounds,
            wall_seconds,
            goal_at_most=GOAL,
        )
    ]


def run(command: list[str]) -> None:
    """Run a command to its end; an error if it fails."""
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def wall_seconds(work: Work) -> float:
    """Seconds on the wall: the work happens in another process."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=21, help="pairs of runs (default 21)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
