"""A workspace that keeps a small case, for the tests of what people do with cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from forcereview.workspace.ports import Ports
from kept_cases import a_workspace, a_workspace_with_the_case


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ports]:
    """A workspace without a case."""
    ports = a_workspace(tmp_path)
    yield ports
    ports.close()


@pytest.fixture
def ports(tmp_path: Path) -> Iterator[Ports]:
    """A workspace that keeps the small case since entry 2."""
    ports = a_workspace_with_the_case(tmp_path)
    yield ports
    ports.close()
