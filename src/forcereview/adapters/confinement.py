"""Run a reader of a foreign format in a process of its own: little time, little memory, no network.

A malformed or hostile file may crash, hang or bloat its reader; it can't touch the process that
holds the journal. One process, the nursery, is started when the first reader is needed; it loads
decoders and forks a child behind walls for each content
(:mod:`forcereview.adapters.readers.__main__`, :mod:`forcereview.adapters.walls`).
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any
from weakref import finalize

from forcereview.workspace.ports import Limits, Unreadable

_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])
#: how much longer than its reader the nursery may take to say that time is up
_GRACE_S = 10.0


class ConfinedReaders:
    """Readers of foreign formats, each call in a new process within limits.

    ``package`` holds the readers' modules; ``places`` are where to look for it beside the usual.
    """

    def __init__(
        self, package: str = "forcereview.adapters.readers", places: Sequence[Path] = ()
    ) -> None:
        self._package = package
        self._places = [_PACKAGE_PARENT, *map(str, places)]
        self._nursery: _Nursery | None = None
        self._one_at_a_time = Lock()

    def run(
        self, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
    ) -> dict[str, Any]:
        """What the reader says, as JSON."""
        allowed = limits or Limits()
        module = f"{self._package}.{reader}"
        order = {"reader": module, "arguments": dict(arguments), "limits": asdict(allowed)}
        with self._one_at_a_time:
            if self._nursery is None:
                self._nursery = _Nursery(self._places)
            try:
                status, said = self._nursery.carry_out(order, allowed.seconds + _GRACE_S)
            except BaseException:
                self._end()
                raise
            if status is None:
                self._end()
        return _read(status, said, allowed)

    def close(self) -> None:
        """End the process; another is started should a reader be needed again."""
        with self._one_at_a_time:
            self._end()

    def _end(self) -> None:
        if self._nursery is not None:
            self._nursery.end()
            self._nursery = None


class _Nursery:
    """The process that forks readers, and the pipes to it."""

    def __init__(self, places: Sequence[str]) -> None:
        scratch = TemporaryDirectory(prefix="forcereview-", ignore_cleanup_errors=True)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, os.pathsep.join(places), scratch.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                "PATH": os.environ.get("PATH", ""),
                "LANG": "C.UTF-8",
                "LC_ALL": "C.UTF-8",
                # Threads don't outlive a fork, and two cores have other work.
                "OMP_NUM_THREADS": "1",
                "OPENBLAS_NUM_THREADS": "1",
            },
            bufsize=0,
            start_new_session=True,
        )
        self.end = finalize(self, _end, self._process, scratch)

    def carry_out(self, order: Mapping[str, Any], seconds: float) -> tuple[int | str | None, bytes]:
        """How the reader ended and what it said; (None, nothing) should the nursery have ended."""
        until = time.monotonic() + seconds
        try:
            self._tell(json.dumps(order).encode() + b"\n")
            said = bytearray()
            while b"\n" not in said:
                said += self._piece(until)
            head, _, said = said.partition(b"\n")
            answer = json.loads(head)
            while len(said) < answer["length"]:
                said += self._piece(until)
        except (OSError, EOFError, ValueError):
            return None, b""
        return answer["status"], bytes(said)

    def _tell(self, line: bytes) -> None:
        assert self._process.stdin is not None
        while line:
            line = line[self._process.stdin.write(line) :]

    def _piece(self, until: float) -> bytes:
        assert self._process.stdout is not None
        left = until - time.monotonic()
        if left <= 0 or not select.select([self._process.stdout], [], [], left)[0]:
            raise EOFError
        piece: bytes = self._process.stdout.read(1 << 20)
        if not piece:
            raise EOFError
        return piece


_START = """
import os, sys
sys.path[:0] = sys.argv.pop(1).split(os.pathsep)
from forcereview.adapters.readers.__main__ import main
main()
"""


def _end(process: subprocess.Popen[bytes], scratch: TemporaryDirectory[str]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    scratch.cleanup()


def _read(status: int | str | None, said: bytes, limits: Limits) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except ValueError:
        answer = {}
    if "failed" in answer:
        raise Unreadable(str(answer["failed"]))
    found = answer.get("found")
    if status != 0 or not isinstance(found, dict):
        raise Unreadable(_why_it_ended(status, limits))
    return found


def _why_it_ended(status: int | str | None, limits: Limits) -> str:
    if status == "late":
        return f"reading it took more than {limits.seconds:g} s"
    if status == "too much":
        return "its reader says more than can be taken in"
    if status == -signal.SIGXCPU:
        return f"reading it took more than {limits.seconds:g} s of computing"
    if isinstance(status, int) and status < 0:
        return f"its reader crashed ({signal.Signals(-status).name})"
    if status == 3:
        return f"reading it needs more than {limits.memory >> 20} MB"
    return "its reader ended without an answer"
