"""A workspace, and files to take in."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forcereview.wiring import begin_workspace
from forcereview.workspace.evidence.intake import Outcome, take_in
from forcereview.workspace.evidence.receiving import Received
from forcereview.workspace.ports import Ports

Take = Callable[..., list[Outcome]]


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    """A new workspace, in the folder ``workspace``."""
    opened = begin_workspace(tmp_path / "workspace", "clerk")
    yield opened
    opened.close()


@pytest.fixture
def take(ports: Ports, tmp_path: Path) -> Take:
    """``take(a=b"words", giver="records unit")``: files of these names and bytes, taken in."""

    def taken(
        files: dict[str, bytes], received: Received | None = None, by: str = "clerk", **more: str
    ) -> list[Outcome]:
        folder = tmp_path / "files"
        folder.mkdir(exist_ok=True)
        paths = []
        for name, content in files.items():
            paths.append(folder / name)
            paths[-1].write_bytes(content)
        return list(take_in(ports, paths, received or Received(), by, **more))

    return taken
