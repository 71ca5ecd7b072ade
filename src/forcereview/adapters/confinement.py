"""Run a reader of a foreign format in a process of its own: little time, little memory, no network.

A malformed or hostile file may crash, hang or bloat its reader; it can't touch the process that
holds the journal. The reader's process sets its own limits before it loads any decoder
(:mod:`forcereview.adapters.readers.__main__`).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from forcereview.workspace.ports import Limits, Unreadable

_PACKAGE_PARENT = str(Path(__file__).resolve().parents[2])


class ConfinedReaders:
    """Readers of foreign formats, each call in a new process within limits."""

    def run(
        self, reader: str, arguments: Mapping[str, Any], limits: Limits | None = None
    ) -> dict[str, Any]:
        """What the reader says, as JSON."""
        allowed = limits or Limits()
        order = {"reader": reader, "arguments": dict(arguments), "limits": asdict(allowed)}
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, _PACKAGE_PARENT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        )
        try:
            answer, _ = process.communicate(json.dumps(order).encode(), timeout=allowed.seconds)
        except subprocess.TimeoutExpired:
            raise Unreadable(f"reading it took more than {allowed.seconds:g} s") from None
        finally:
            _end(process)
        return _read(answer, process.returncode, allowed)


_START = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from forcereview.adapters.readers.__main__ import main
main()
"""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Whatever the reader started ends with it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _read(answer: bytes, status: int, limits: Limits) -> dict[str, Any]:
    try:
        said = json.loads(answer)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Unreadable(_why_it_ended(status, limits))
    if "failed" in said:
        raise Unreadable(str(said["failed"]))
    found = said.get("found")
    if not isinstance(found, dict):
        raise Unreadable(_why_it_ended(status, limits))
    return found


def _why_it_ended(status: int, limits: Limits) -> str:
    if status == -signal.SIGXCPU:
        return f"reading it took more than {limits.seconds:g} s of computing"
    if status < 0:
        return f"its reader crashed ({signal.Signals(-status).name})"
    return f"its reader ended without an answer (status {status})"
