"""Examine contents: what kind of file each is, and what it says of itself.

Everything is read by confined readers and kept as what it is: assertions by the file, each with the
program that read it. Reading may fail; then the item says why, and is kept all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from forcereview.evidence import FileFact, Item
from forcereview.journal import Entry
from forcereview.workspace.acting import acting
from forcereview.workspace.evidence.items import DOCUMENT, item_named
from forcereview.workspace.ports import Limits, Ports, Unreadable

UNKNOWN_TYPE = "application/octet-stream"
ARCHIVES = frozenset(
    {
        "application/zip",
        "application/x-tar",
        "application/x-gtar",
        "application/gzip",
        "application/x-bzip2",
        "application/x-xz",
        "application/java-archive",
    }
)
#: what C2PA can be in, by the type that libmagic gives; the name that C2PA's library wants for it
_CREDENTIALS = {
    "application/pdf": "application/pdf",
    "audio/flac": "audio/flac",
    "audio/mp4": "audio/mp4",
    "audio/mpeg": "audio/mpeg",
    "audio/x-m4a": "audio/mp4",
    "audio/x-wav": "audio/wav",
    "image/avif": "image/avif",
    "image/gif": "image/gif",
    "image/heic": "image/heic",
    "image/heif": "image/heif",
    "image/jpeg": "image/jpeg",
    "image/jxl": "image/jxl",
    "image/png": "image/png",
    "image/tiff": "image/tiff",
    "image/webp": "image/webp",
    "video/mp4": "video/mp4",
    "video/quicktime": "video/quicktime",
    "video/x-m4v": "video/mp4",
    "video/x-msvideo": "video/avi",
}
#: recordings whose type doesn't begin with audio/ or video/
_RECORDINGS = frozenset({"application/ogg", "application/vnd.rn-realmedia", "application/mxf"})
#: pictures that Pillow doesn't read
_DRAWINGS = frozenset({"image/svg+xml", "image/svg", "image/vnd.dwg"})
#: bytes a second that a reader is at least allowed to take its time for
_SLOWEST = 25_000_000
_MOST_FACTS, _LONGEST = 1_500, 4_000


@dataclass(frozen=True)
class Examined:
    """What was found: the type, the facts, and how it went (``yes``, or why not)."""

    type: str
    facts: tuple[FileFact, ...]
    how: str


@dataclass
class _Found:
    facts: list[FileFact] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def examined(ports: Ports, contents: Sequence[tuple[str, int]]) -> list[Examined]:
    """Examine contents, given by hash and size, in order.

    Raises:
        Refused: one isn't held, or is sealed.
    """
    handles = [ports.blobs.handle(sha256) for sha256, _ in contents]
    types = _types(ports, handles)
    return [
        _examined(ports, handle, size, type)
        for handle, (_, size), type in zip(handles, contents, types, strict=True)
    ]


def examine(ports: Ports, name: str, by: str, reason: str = "") -> tuple[Item, Entry | None]:
    """Examine an item anew; the item as it is now, and the entry, if anything changed.

    Raises:
        BadInput: there is no such item, or nobody is named.
        Refused: its content isn't held, or is sealed.
    """
    item = item_named(ports, name)
    found = examined(ports, [(item.sha256, item.size)])[0]
    changed = item.model_copy(
        update={
            "type": item.type if found.type == UNKNOWN_TYPE else found.type,
            "facts": found.facts,
            "examined": found.how,
        }
    )
    with acting(ports, by, reason) as work:
        work.become("evidence.examine", {f"{DOCUMENT}/{item.id}": changed.document()})
    return changed, work.entries[0] if work.entries else None


def _types(ports: Ports, handles: list[dict[str, str]]) -> list[dict[str, str]]:
    """The types of contents: of all at once, and one by one should a single one spoil that."""
    try:
        told = ports.readers.run("file_type", {"contents": handles}, Limits(60.0, 1 << 30))
        types = told.get("types")
        if isinstance(types, list) and len(types) == len(handles):
            return [each if isinstance(each, dict) else {} for each in types]
        raise Unreadable("its reader gave no types")
    except Unreadable as failure:
        if len(handles) == 1:
            return [{"failed": str(failure)}]
        return [_types(ports, [handle])[0] for handle in handles]


def _examined(ports: Ports, handle: dict[str, str], size: int, kind: dict[str, str]) -> Examined:
    found = _Found()
    type = kept_text(kind.get("type", UNKNOWN_TYPE))[:200]
    if "failed" in kind:
        found.failures.append(kept_text(kind["failed"]))
    elif kind.get("description"):
        _keep(found, [_of_kind(kind)])
    for reader, arguments in _readers(type):
        limits = Limits(seconds=60.0 + size / _SLOWEST)
        try:
            said = ports.readers.run(reader, {"content": handle, **arguments}, limits)
            _keep(found, said.get("facts"))
        except Unreadable as failure:
            found.failures.append(kept_text(str(failure)))
    why = "; ".join(dict.fromkeys(found.failures))
    return Examined(type, tuple(found.facts), why or "yes")


def _of_kind(kind: dict[str, str]) -> dict[str, str]:
    return {
        "id": "type.description",
        "name": "kind of file, by its bytes",
        "value": kind["description"],
        "part": "file",
        "read_by": kind.get("read_by", ""),
    }


def _readers(type: str) -> list[tuple[str, dict[str, Any]]]:
    """The readers for a type, each with what it wants to know beside the content."""
    chosen: list[tuple[str, dict[str, Any]]] = []
    if type.startswith(("audio/", "video/")) or type in _RECORDINGS:
        chosen.append(("media_facts", {}))
    elif type.startswith("image/") and type not in _DRAWINGS:
        chosen.append(("image_facts", {}))
    elif type == "application/pdf":
        chosen.append(("pdf_facts", {}))
    elif type in ARCHIVES:
        chosen.append(("archive_facts", {"type": type}))
    if type in _CREDENTIALS:
        chosen.append(("content_credentials", {"type": _CREDENTIALS[type]}))
    return chosen


def _keep(found: _Found, facts: Any) -> None:
    """Keep what a reader said, as far as it has the form of facts: the reader isn't trusted."""
    for fact in facts if isinstance(facts, list) else []:
        if len(found.facts) >= _MOST_FACTS or not isinstance(fact, dict):
            return
        texts = {str(key): kept_text(value)[:_LONGEST] for key, value in fact.items()}
        try:
            found.facts.append(FileFact(**texts))
        except ValidationError:
            found.failures.append("its reader said something that is no fact")
            return


def kept_text(value: object) -> str:
    """What a reader said, as text that can be kept."""
    return str(value).encode("utf-8", "replace").decode().replace("\x00", " ")


def all_unexamined(ports: Ports) -> list[str]:
    """The ids of the items that are held and not, or not wholly, examined."""
    return [
        held.value["id"]
        for held in ports.journal.documents(DOCUMENT)
        if held.value.get("examined", "no") != "yes" and held.value.get("state", "held") == "held"
    ]
