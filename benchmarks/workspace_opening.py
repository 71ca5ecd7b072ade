"""How long it takes to open a large workspace, as a ratio to a small one.

The large one has 1,000 cases and 1,000,000 entries, the small one 10 cases and 10 entries; both are
opened, a case is read, and both are closed again, in one process and with warm caches. The folded
documents are kept beside the entries, so that none has to be read to open a workspace. Making the
large one takes minutes, which aren't measured. Prints readable lines and one of JSON.

    python benchmarks/workspace_opening.py [--rounds 51]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from bulk_journal import drafts_of_cases, fill
from forcereview.wiring import begin_workspace, open_workspace
from measuring import Ratio, ratio, show
from start_time import wall_seconds

SMALL, LARGE = (10, 10), (1_000, 1_000_000)
GOAL = 2.0


def measure(rounds: int = 51) -> list[Ratio]:
    """Opening the large workspace by opening the small one."""
    with TemporaryDirectory() as folder:
        small = _made(Path(folder) / "small", *SMALL)
        large = _made(Path(folder) / "large", *LARGE)
        return [
            ratio(
                "workspace_opening",
                (f"opening {LARGE[0]:,} cases, {LARGE[1]:,} entries", lambda: open_and_read(large)),
                (f"opening {SMALL[0]} cases", lambda: open_and_read(small)),
                rounds,
                wall_seconds,
                goal_at_most=GOAL,
            ),
            ratio(
                "workspace_opening",
                (f"naming all of {LARGE[0]:,} cases besides", lambda: open_and_name(large)),
                (f"naming all of {SMALL[0]} cases besides", lambda: open_and_name(small)),
                rounds,
                wall_seconds,
            ),
        ]


def _made(root: Path, cases: int, entries: int) -> Path:
    ports = begin_workspace(root, "reviewer 1")
    fill(ports.journal, drafts_of_cases(cases, entries))
    assert ports.journal.head().sequence == entries + 1
    ports.close()
    return root


def open_and_read(root: Path) -> None:
    """Open a workspace and read a case."""
    ports = open_workspace(root)
    assert ports.journal.document("case/case-7") is not None
    ports.close()


def open_and_name(root: Path) -> None:
    """Open a workspace and name its cases."""
    ports = open_workspace(root)
    assert ports.journal.names("case")
    ports.close()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=51, help="runs of each (default 51)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
