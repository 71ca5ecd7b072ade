"""Does what it is told, however bad."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any


def read(does: str, **details: Any) -> dict[str, Any]:
    return {"said": globals()[f"_{does}"](**details)}


def _answer(size: int = 1) -> str:
    return "a" * size


def _loop() -> None:
    while True:
        pass


def _sleep() -> None:
    time.sleep(100)


def _allocate() -> None:
    held = []
    while True:
        held.append(bytearray(1 << 20))


def _recurse() -> None:
    sys.setrecursionlimit(1 << 30)
    _recurse()


def _crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def _end_early() -> None:
    os._exit(0)


def _fail() -> None:
    raise ValueError("it is\nno such file")


def _not_json() -> object:
    return object()


def _open(place: str) -> str:
    return Path(place).read_text()


def _look_into(place: str) -> list[str]:
    return os.listdir(place)


def _connect(place: str) -> None:
    host, port = place.split(":")
    socket.create_connection((host, int(port)), 3).close()


def _send(place: str) -> None:
    host, port = place.split(":")
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", (host, int(port)))


def _kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def _surroundings() -> dict[str, Any]:
    return {"environment": dict(os.environ), "open": sorted(os.listdir("/proc/self/fd"))}


def _leave_behind() -> str:
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(b"plain words")
    return file.name


def _start_another() -> int:
    return subprocess.Popen(["sleep", "100"]).pid
