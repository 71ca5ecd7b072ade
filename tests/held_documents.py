"""A workspace for the tests of documents and texts, and a way to put items into it."""

from __future__ import annotations

import io
from pathlib import Path

from forcereview.evidence import Item, item_id
from forcereview.wiring import begin_workspace
from forcereview.workspace.acting import acting
from forcereview.workspace.ports import Ports

BY = "a policy analyst"
TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".csv": "text/csv",
    ".txt": "text/plain",
    ".html": "text/html",
    ".mp4": "video/mp4",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def a_workspace(folder: Path, journal: str = "sqlite") -> Ports:
    """An empty workspace."""
    return begin_workspace(folder, BY, journal=journal)


def hold(ports: Ports, name: str, content: bytes, *cases: str) -> Item:
    """Take a content in as evidence, of the type that its name tells."""
    blob = ports.blobs.put(io.BytesIO(content))
    item = Item(
        id=item_id(blob.sha256),
        sha256=blob.sha256,
        size=blob.size,
        name=name,
        type=TYPES[Path(name).suffix],
        cases=cases,
    )
    with acting(ports, BY, "received") as work:
        work.become("evidence.add", {f"evidence/{item.id}": item.document()})
    return item


def becomes(ports: Ports, item: Item, state: str) -> None:
    """Let the journal say that an item is held, sealed or expunged."""
    with acting(ports, BY, "by order of the court") as work:
        changed = item.model_copy(update={"state": state})
        work.become(f"evidence.{state}", {f"evidence/{item.id}": changed.document()})
