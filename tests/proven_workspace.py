"""A workspace for the tests of proofs: notes, contents, and checkpoints on the way."""

from __future__ import annotations

import io
from pathlib import Path

from forcereview.evidence.model import Item, item_id
from forcereview.wiring import begin_workspace
from forcereview.workspace.acting import acting
from forcereview.workspace.journal.checkpointing import make_checkpoint
from forcereview.workspace.ports import Ports


def a_note(ports: Ports, name: str, words: str, by: str = "reviewer 1") -> None:
    """Enter a note, or change it."""
    with acting(ports, by, "looked again") as work:
        work.become("note.write", {f"note/{name}": {"words": words}}, case="case-1")


def a_content(ports: Ports, content: bytes, name: str = "recording.mp4") -> Item:
    """Take a content in as evidence."""
    blob = ports.blobs.put(io.BytesIO(content))
    item = Item(id=item_id(blob.sha256), sha256=blob.sha256, size=blob.size, name=name)
    with acting(ports, "reviewer 1", "received") as work:
        work.become("evidence.add", {f"evidence/{item.id}": item.document()})
    return item


def state_becomes(ports: Ports, item: Item, state: str) -> None:
    """Let the journal say that a piece of evidence is held, sealed or expunged."""
    with acting(ports, "reviewer 1", "by order of the court") as work:
        changed = item.model_copy(update={"state": state})
        work.become(f"evidence.{state}", {f"evidence/{item.id}": changed.document()})


def a_workspace(folder: Path, rounds: int = 3) -> Ports:
    """A workspace with a checkpoint after each round of eight notes and two contents.

    The last entries, of two notes, come after the last checkpoint.
    """
    ports = begin_workspace(folder, "reviewer 1")
    for each in range(rounds):
        for number in range(8):
            a_note(ports, f"{number}", f"as seen in round {each}")
        for number in range(2):
            a_content(ports, f"content {number} of round {each}".encode() * 9, f"{each}.mp4")
        make_checkpoint(ports, "reviewer 1")
    a_note(ports, "last", "one")
    a_note(ports, "last", "two")
    return ports
