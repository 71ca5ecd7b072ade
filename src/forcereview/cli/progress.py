"""Progress of long work, drawn on the terminal's error stream; nothing where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any


class Drawn:
    """Draws pieces of work one below the other; silent unless standard error is a terminal."""

    def __init__(self) -> None:
        self._bars: Any = None
        self._tasks: list[Any] = []

    def __enter__(self) -> Drawn:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def begin(self, what: str, total: int | None = None, unit: str = "") -> None:
        """A piece of work begins."""
        if not sys.stderr.isatty():
            return
        if self._bars is None:
            self._bars = _bars()
            self._bars.start()
        self._tasks.append(self._bars.add_task(what, total=total, unit=unit))

    def advance(self, steps: int = 1) -> None:
        """So much more is done."""
        if self._tasks:
            self._bars.advance(self._tasks[-1], steps)

    def end(self) -> None:
        """The piece of work is over."""
        if self._tasks:
            self._bars.remove_task(self._tasks.pop())


def _bars() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.completed:,.0f} {task.fields[unit]}", markup=False),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
