"""The process in which one reader runs: limits first, then the order on standard input."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from importlib import import_module
from typing import Any

_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000


def main() -> None:
    """Carry out the order; answer ``{"found": …}`` or ``{"failed": …}`` on standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    order = json.load(sys.stdin.buffer)
    _confine(order["limits"])
    answers.write(json.dumps(_answer(order)).encode())
    answers.flush()
    # Decoders have been seen to crash while they are torn down; the answer is given already.
    os._exit(0)


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    try:
        reader = import_module(f"forcereview.adapters.readers.{order['reader']}")
        return {"found": reader.read(**order["arguments"])}
    except MemoryError:
        return {"failed": f"reading it needs more than {order['limits']['memory'] >> 20} MB"}
    except ImportError as error:
        return {
            "failed": f"its reader isn't installed ({error}); pip install forcereview[evidence]"
        }
    except Exception as error:
        return {"failed": " ".join(f"{error}".split())[:300] or type(error).__name__}


def _confine(limits: dict[str, Any]) -> None:
    seconds = max(1, int(limits["seconds"]))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits["output"], limits["output"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _leave_the_network()


def _leave_the_network() -> None:
    """A network namespace without any interface, where the system grants one."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NETWORK) != 0:
        libc.unshare(_NEW_USERS | _NEW_NETWORK)


if __name__ == "__main__":
    main()
