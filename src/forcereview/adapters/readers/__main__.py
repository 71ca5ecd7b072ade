"""The nursery of readers: a process that forks one child for each order, behind walls.

Decoders are loaded once, here, so that each child begins at once; foreign content is only ever
opened in a child, which reads one content, answers and ends. Orders come on standard input, a line
of JSON each; answers go to standard output, a line ``{"status", "length"}`` and that many bytes.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from shutil import rmtree
from typing import Any

from forcereview.adapters.walls import leave_the_network, limit, shut_in

_READY: set[str] = set()
_MOST_SAID = 512 << 20
#: what is told when a child is stopped: past its time, past the bytes it may say
LATE, TOO_MUCH = "late", "too much"


def main() -> None:
    """Carry out orders until there are no more. The first argument is a folder to work in."""
    scratch = sys.argv[1]
    orders = os.fdopen(os.dup(0), "rb", buffering=0)
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 0)
    os.dup2(quiet, 1)
    leave_the_network()
    import_module("cryptography.hazmat.primitives.ciphers.aead")
    for line in _lines(orders):
        order = json.loads(line)
        _load(order["reader"])
        status, said = _carried_out(order, scratch, orders.fileno())
        answers.write(json.dumps({"status": status, "length": len(said)}).encode() + b"\n" + said)
        answers.flush()
    # Decoders have been seen to crash while they are torn down.
    os._exit(0)


def _lines(orders: Any) -> Iterator[bytes]:
    """Lines, read without reading ahead, so that select sees whether more is there."""
    held = b""
    while piece := os.read(orders.fileno(), 1 << 16):
        held += piece
        *lines, held = held.split(b"\n")
        yield from lines


def _load(reader: str) -> None:
    """Load a reader, and let it make ``ready`` what every child needs; what fails, its child
    reports."""
    with suppress(Exception):
        module = import_module(reader)
        if reader not in _READY:
            _READY.add(reader)
            getattr(module, "ready", dict)()


def _carried_out(order: dict[str, Any], scratch: str, orders: int) -> tuple[int | str, bytes]:
    """Fork a child for an order and hear it out: how it ended, and what it said."""
    folder = os.path.join(scratch, str(time.monotonic_ns()))
    os.mkdir(folder, 0o700)
    hearing, saying = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(hearing)
        _read_and_end(order, folder, saying)
    os.close(saying)
    stopped, said = _heard(hearing, time.monotonic() + order["limits"]["seconds"], orders)
    os.close(hearing)
    with suppress(OSError):
        os.killpg(child, signal.SIGKILL)
    if stopped:
        with suppress(OSError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    rmtree(folder, ignore_errors=True)
    return stopped or os.waitstatus_to_exitcode(status), said


def _heard(hearing: int, until: float, orders: int) -> tuple[str, bytes]:
    """What a child says until it ends; why it was stopped, if it was."""
    said = bytearray()
    watched = [hearing, orders]
    while True:
        ready, _, _ = select.select(watched, [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return LATE, b""
        if orders in ready:
            # One order is under way at a time, so this is the end of them: nobody waits any more.
            return LATE, b""
        piece = os.read(hearing, 1 << 20)
        if not piece:
            return "", bytes(said)
        said += piece
        if len(said) > _MOST_SAID:
            return TOO_MUCH, b""


def _read_and_end(order: dict[str, Any], folder: str, saying: int) -> None:
    """In the child: behind walls, read, say, and end."""
    try:
        os.setsid()
        os.environ["TMPDIR"] = folder
        for first, beyond in ((2, saying), (saying + 1, 4096)):
            os.closerange(first, beyond)
        os.dup2(0, 2)
        arguments, limits = order["arguments"], order["limits"]
        shut_in(_paths(arguments), [folder, *_folders(arguments)])
        limit(limits["seconds"], limits["memory"], limits["output"])
        said = json.dumps(_answer(order)).encode()
        while said:
            said = said[os.write(saying, said) :]
    except MemoryError:
        os._exit(3)
    finally:
        os._exit(0)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    try:
        reader = import_module(order["reader"])
        return {"found": reader.read(**order["arguments"])}
    except MemoryError:
        return {"failed": f"reading it needs more than {order['limits']['memory'] >> 20} MB"}
    except ImportError as error:
        return {
            "failed": f"its reader isn't installed ({error}); pip install forcereview[evidence]"
        }
    except Exception as error:
        return {"failed": " ".join(f"{error}".split())[:300] or type(error).__name__}


def _paths(value: Any) -> Iterator[str]:
    """The paths of all contents among the arguments."""
    if isinstance(value, dict):
        if isinstance(value.get("path"), str):
            yield value["path"]
        for inner in value.values():
            yield from _paths(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _paths(inner)


def _folders(arguments: dict[str, Any]) -> Iterator[str]:
    if isinstance(arguments.get("folder"), str):
        yield arguments["folder"]


if __name__ == "__main__":
    main()
