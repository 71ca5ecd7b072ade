"""Confined readers, and a short way to ask one about bytes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from forcereview.adapters.confinement import ConfinedReaders
from forcereview.workspace.ports import Limits

Ask = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def readers() -> Iterator[ConfinedReaders]:
    confined = ConfinedReaders()
    yield confined
    confined.close()


@pytest.fixture
def ask(readers: ConfinedReaders, tmp_path: Path) -> Ask:
    """``ask("pdf_facts", content)``: what the reader answers about a plain file of these bytes."""

    def asked(reader: str, content: bytes, limits: Limits | None = None, **more: Any) -> Any:
        file = tmp_path / "content"
        file.write_bytes(content)
        return readers.run(reader, {"content": {"path": str(file)}, **more}, limits)

    return asked


@pytest.fixture
def says(ask: Ask) -> Callable[..., dict[str, str]]:
    """``says("pdf_facts", content)["pdf.pages"]``: the values of facts by their id."""

    def said(reader: str, content: bytes, **more: Any) -> dict[str, str]:
        facts = ask(reader, content, **more)["facts"]
        assert all(fact["read_by"] and fact["part"] and fact["name"] for fact in facts)
        assert len({fact["id"] for fact in facts}) == len(facts)
        return {fact["id"]: fact["value"] for fact in facts}

    return said
