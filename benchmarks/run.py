"""Run every benchmark, print the ratios as a table, and keep them.

Writes `benchmarks/latest.json` and the table of `benchmarks/README.md`. `make bench` calls it.

    python benchmarks/run.py [--quick]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

import demo_review
import evidence_intake
import growth
import journal_appends
import journal_verify
import peers
import start_time
import workspace_opening
from measuring import Ratio, figure

HERE = Path(__file__).parent
LATEST, README = HERE / "latest.json", HERE / "README.md"
BEGIN, END = "<!-- figures: written by run.py -->", "<!-- end of figures -->"
HEAD = (
    "| benchmark | what | is so many times as long as | median | quartiles | goal |",
    "|---|---|---|---:|---:|---|",
)
#: each benchmark with its usual rounds, and those of a quick look
BENCHMARKS = (
    (start_time.measure, 21, 5),
    (demo_review.measure, 15, 3),
    (growth.measure, 5, 1),
    (peers.measure, 3, 1),
    (journal_appends.measure, 15, 3),
    (journal_verify.measure, 7, 1),
    (evidence_intake.measure, 5, 1),
    (workspace_opening.measure, 51, 5),
)


def main() -> None:
    """Measure, print and write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true", help="few rounds; nothing is written")
    quick = arguments.parse_args().quick
    results: list[Ratio] = []
    for measure, usual, few in BENCHMARKS:
        for result in measure(few if quick else usual):
            print(result.line(), flush=True)
            results.append(result)
    print("\n" + table(results) + "\n\n" + machine())
    if not quick:
        write(results)
        print(f"\nwritten: {LATEST.relative_to(HERE.parent)}, {README.relative_to(HERE.parent)}")


def table(results: list[Ratio]) -> str:
    """The ratios as a Markdown table, notes below."""
    notes = list(dict.fromkeys(result.note for result in results if result.note))
    lines = [*HEAD]
    for result in results:
        mark = f" ({notes.index(result.note) + 1})" if result.note else ""
        lines.append(
            f"| {result.benchmark} | {result.of}{mark} | {result.to} | {figure(result.median)} | "
            f"{figure(result.low)} to {figure(result.high)} | {result.goal or '–'} |"
        )
    told = [f"{number}. {note}" for number, note in enumerate(notes, start=1)]
    return "\n".join([*lines, "", *told])


def machine() -> str:
    """What the figures were measured on, as far as it matters."""
    return (
        f"Measured on {os.cpu_count()} cores ({platform.machine()}, {platform.system()}), "
        f"Python {platform.python_version()}, every engine on one core."
    )


def write(results: list[Ratio]) -> None:
    """Keep the ratios as data, and in the README between its marks."""
    data = {"machine": machine(), "ratios": [result.as_data() for result in results]}
    LATEST.write_text(json.dumps(data, indent=2) + "\n", "utf-8")
    text = README.read_text("utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{table(results)}\n\n{machine()}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
