"""Other processes for tests of faults: forked, so that hundreds of them cost little."""

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
NOBODY = 65534


class Child:
    """A process that carries out ``work``, which is given a function to send lines by."""

    def __init__(self, work: Callable[[Callable[[str], None]], None]) -> None:
        reading, writing = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            status = 1
            with suppress(BaseException):
                work(lambda line: os.write(writing, f"{line}\n".encode()) and None)
                status = 0
            os._exit(status)
        os.close(writing)
        self._lines = os.fdopen(reading, "rb")

    def line(self) -> str:
        """The next whole line; "" once there is none."""
        line = self._lines.readline()
        return line.decode().rstrip() if line.endswith(b"\n") else ""

    def rest(self) -> list[str]:
        return list(iter(self.line, ""))

    def kill(self) -> None:
        os.kill(self.pid, 9)

    def wait(self) -> int:
        _, status = os.waitpid(self.pid, 0)
        self._lines.close()
        return os.waitstatus_to_exitcode(status)


def elsewhere(work: Callable[[], T], *, unprivileged: bool = False) -> T:
    """What ``work`` gives, or raises, in a process of its own; as another user if asked by root."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        answer: tuple[bool, Any] = (False, RuntimeError("the process ended early"))
        try:
            if unprivileged and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            answer = (True, work())
        except BaseException as error:
            answer = (False, RuntimeError(f"{type(error).__name__}: {error}"))
        with os.fdopen(writing, "wb") as out:
            out.write(pickle.dumps(answer))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        done, value = pickle.loads(answers.read())
    os.waitpid(pid, 0)
    if done:
        return value  # type: ignore[no-any-return]
    raise value


def readable_by_all(folder: Path) -> None:
    """Let everybody read a folder, and nobody but root write to it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
