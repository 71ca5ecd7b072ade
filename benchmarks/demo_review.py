"""The review of the demo case as a ratio to merely loading the case's YAML, in one process.

Timed: every provision and legal test of the library held against every frame, the explanation tree
of every finding, and the questions. Reading the case isn't part of it, nor is loading the library
(once a process). The yardstick with the goal is ruamel.yaml's round-trip loader, the one that
keeps positions; its plain loaders and PyYAML's, with and without their C parsers, stand beside it.
Prints readable lines and one of JSON.

    python benchmarks/demo_review.py [--rounds 15]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import yaml
from ruamel.yaml import YAML

from forcereview.record import read_case
from forcereview.review import Review, review
from forcereview.review.explaining import explain
from forcereview.standards import standards_library
from measuring import Ratio, ratio, show

CASE = Path(__file__).parent.parent / "examples" / "cases" / "case-01-vehicle-stop.yaml"
GOAL = 1.0
YARDSTICK = "loading its YAML with ruamel.yaml, positions kept (typ='rt')"


def measure(rounds: int = 15) -> list[Ratio]:
    """The review against each loader, and our own reading of the file against the yardstick."""
    raw = CASE.read_bytes()
    text = raw.decode()
    case, library = read_case(raw, CASE.name), standards_library()

    def reviewed() -> Review:
        result = review(case, library)
        for finding in result.findings:
            explain(case, finding)
        return result

    result = reviewed()
    note = (
        f"{len(library.rules)} provisions, {len(result.findings)} findings, "
        f"{len(result.questions)} questions"
    )
    ours = ("reviewing the demo case", reviewed)
    loaders = {
        YARDSTICK: lambda: YAML(typ="rt").load(text),
        "ruamel.yaml typ='safe', pure Python": lambda: YAML(typ="safe", pure=True).load(text),
        "ruamel.yaml typ='safe', C parser": lambda: YAML(typ="safe").load(text),
        "PyYAML SafeLoader": lambda: yaml.load(text, yaml.SafeLoader),
        "PyYAML CSafeLoader": lambda: yaml.load(text, yaml.CSafeLoader),
    }
    results = [
        ratio(
            "demo_review",
            ours,
            (name, load),
            rounds,
            goal_at_most=GOAL if name == YARDSTICK else None,
            note=note if name == YARDSTICK else "",
        )
        for name, load in loaders.items()
    ]
    reading = ("reading and checking it as a case", lambda: read_case(raw, CASE.name))
    results.append(ratio("demo_review", reading, (YARDSTICK, loaders[YARDSTICK]), rounds))
    return results


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=15, help="runs of each (default 15)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
