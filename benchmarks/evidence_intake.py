"""How long it takes to take in a file of 1 GiB as evidence, as a ratio to `sha256sum` and `cp`.

The yardstick is what one would do by hand: `sha256sum FILE`, `cp FILE COPY`, and `sync COPY`, since
the store too returns only when the content is on disk. Debian's `sha256sum` makes no use of the
processor's instructions for SHA-256; `openssl sha256` does, and is the second yardstick.

Taking in hashes, encrypts (unless the workspace is plain), examines the file, and enters it in the
journal. The file's content is random, and in the page cache for both sides. Each run has a
workspace, or a copy, of its own. Prints readable lines and one of JSON.

    python benchmarks/evidence_intake.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from forcereview.wiring import begin_workspace
from forcereview.workspace.evidence.intake import take_in
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.ports import Ports
from measuring import Ratio, Work, from_pairs, show
from start_time import wall_seconds

SIZE = 1 << 30
GOAL = 1.3
PIECE = 1 << 24
#: what hashes, on the side that copies by hand
BY_HAND = ("sha256sum", "openssl sha256")


def measure(rounds: int = 5) -> list[Ratio]:
    """Taking in by hashing and copying, with encryption (as it is unless one asks) and without."""
    with TemporaryDirectory() as folder:
        file = a_file(Path(folder) / "recording.bin")
        numbers = count()
        chance = random.Random(4)
        works: dict[str, list[float]] = {name: [] for name in ("encrypted", "plain", *BY_HAND)}
        for turn in range(rounds + 1):
            for name in chance.sample(sorted(works), len(works)):
                place = Path(folder) / f"{next(numbers)}"
                seconds = wall_seconds(_work(name, file, place))
                shutil.rmtree(place)
                os.sync()
                if turn:
                    works[name].append(seconds)
        return [
            from_pairs(
                "evidence_intake",
                f"taking in 1 GiB, {name}",
                f"{hashing}, cp and sync of the same file",
                list(zip(works[name], works[hashing], strict=True)),
                goal_at_most=GOAL if hashing == "sha256sum" else None,
                note="caches warm; on disk when done (fsync) on both sides; on the wall",
            )
            for hashing in BY_HAND
            for name in ("encrypted", "plain")
        ]


def a_file(path: Path) -> Path:
    """A file of random bytes, on disk and in the page cache."""
    with path.open("wb") as out:
        for _ in range(SIZE // PIECE):
            out.write(os.urandom(PIECE))
    os.sync()
    return path


def _work(name: str, file: Path, place: Path) -> Work:
    if name in BY_HAND:
        place.mkdir()
        return lambda: _hash_and_copy(name, file, place / "copy")
    ports = begin_workspace(place, "reviewer 1", encrypted=name == "encrypted")
    return lambda: _take_in(ports, file)


def _hash_and_copy(hashing: str, file: Path, copy: Path) -> None:
    commands = ([*hashing.split(), file], ["cp", file, copy], ["sync", copy])
    for command in commands:
        subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL)


def _take_in(ports: Ports, file: Path) -> None:
    (outcome,) = take_in(ports, [file], Received("a lawyer", how="by hand"), "reviewer 1")
    assert outcome.what == "added", outcome
    ports.close()


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5, help="runs of each (default 5)")
    show(measure(arguments.parse_args().rounds))


if __name__ == "__main__":
    main()
