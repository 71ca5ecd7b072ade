"""Bags for tests: small ones written by hand, and a workspace with evidence to hand over."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from pathlib import Path

from forcereview.evidence import Custody, Derivation, FileFact, Item, item_id
from forcereview.publish.exchange.bag_names import encoded
from forcereview.wiring import begin_workspace
from forcereview.workspace.acting import acting
from forcereview.workspace.cases.importing import import_case
from forcereview.workspace.ports import Ports
from kept_cases import TEXT, written

BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def a_bag(
    folder: Path,
    payload: Mapping[str, bytes] | None = None,
    tags: Mapping[str, str | bytes] | None = None,
    algorithm: str = "sha256",
) -> Path:
    """A bag; ``tags`` are written over the tag files that would be right."""
    files = {f"data/{name}": raw for name, raw in (payload or {"a.txt": b"a"}).items()}
    lines = {name: f"{_hash(algorithm, raw)}  {encoded(name)}\n" for name, raw in files.items()}
    all_tags: dict[str, str | bytes] = {
        "bagit.txt": BAGIT,
        f"manifest-{algorithm}.txt": "".join(lines.values()),
        **(tags or {}),
    }
    for name, text in {**files, **all_tags}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def line(content: bytes, name: str, algorithm: str = "sha256") -> str:
    """A line of a manifest."""
    return f"{_hash(algorithm, content)}  {name}\n"


def _hash(algorithm: str, content: bytes) -> str:
    return hashlib.new(algorithm, content).hexdigest()


VIDEO = b"frames of a recording " * 5000
STILL = b"one frame"
LETTER = b"a letter that belongs to no case"
NAME = "clip \u202e one\n.mp4"


def an_item(content: bytes, **fields: object) -> Item:
    """An item with this content."""
    sha256 = hashlib.sha256(content).hexdigest()
    base = {"id": item_id(sha256), "sha256": sha256, "size": len(content), "name": "file"}
    return Item.model_validate({**base, **fields})


def the_video() -> Item:
    """A recording with two links of custody and two facts that its file tells."""
    return an_item(
        VIDEO,
        name=NAME,
        title="Body-worn camera recording",
        type="video/mp4",
        cases=("small",),
        examined="yes",
        facts=(
            FileFact(
                id="f1",
                name="creation_time",
                value="2026-01-07T15:36:12Z",
                part="container",
                read_by="pyav 18.1.0",
            ),
            FileFact(id="f2", name="duration", value="47.04 s"),
        ),
        custody=(
            Custody(
                id="c1",
                what="received",
                at="2026-01-09T10:00:00-06:00",
                giver="city police, property room",
                holder="reviewer 1",
                how="hard disk by courier",
            ),
            Custody(
                id="c2",
                what="transferred",
                at="January 2026",
                giver="reviewer 1",
                holder="video analyst",
                note="nobody noted the day",
            ),
        ),
    )


def the_still() -> Item:
    """A still made of the recording."""
    return an_item(
        STILL,
        name="still.png",
        type="image/png",
        kind="derived",
        examined="yes",
        derivation=Derivation(
            parents=(the_video().id,),
            what="still",
            tool="still",
            version="1 (pyav 18.1.0)",
            parameters={"at_s": 12.4, "rotate": True},
        ),
    )


def the_letter() -> Item:
    """A document of no case."""
    return an_item(LETTER, name="letter.txt", type="text/plain", examined="yes")


def add(ports: Ports, item: Item, content: bytes) -> Item:
    """Enter an item with its content."""
    ports.blobs.put(io.BytesIO(content))
    with acting(ports, "reviewer 1", "received") as work:
        work.become("evidence.add", {f"evidence/{item.id}": item.document()})
    return item


def a_workspace_to_hand_over(folder: Path) -> Ports:
    """A case, its recording, a still of it, and a letter of no case."""
    ports = begin_workspace(folder / "sender", "reviewer 1")
    import_case(ports, written(folder / "as it came", TEXT), "reviewer 1")
    add(ports, the_video(), VIDEO)
    add(ports, the_still(), STILL)
    add(ports, the_letter(), LETTER)
    return ports
