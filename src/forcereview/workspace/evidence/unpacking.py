"""Unpack an archive: each of its files becomes an item of its own, derived from the archive.

Never done of itself. What isn't safe to unpack (links, names that lead elsewhere, encrypted files,
what unpacks to more than the limits) stays in the archive, and is told with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass

from forcereview.errors import Problem, Refused
from forcereview.evidence import Derivation
from forcereview.workspace.evidence.examining import ARCHIVES, kept_text
from forcereview.workspace.evidence.intake import Outcome, take_in_derived
from forcereview.workspace.evidence.items import item_named
from forcereview.workspace.ports import Limits, Ports, Unreadable

TOOL, VERSION = "unpack", "1"
#: bytes that are unpacked in all unless told otherwise
MOST = 4 << 30


@dataclass(frozen=True)
class Unpacked:
    """The items that members became, and the members left in the archive, each with the reason."""

    archive: str
    outcomes: tuple[Outcome, ...]
    left: tuple[tuple[str, str], ...]


def unpack(ports: Ports, name: str, by: str, reason: str = "", *, most: int = MOST) -> Unpacked:
    """Unpack an item that is an archive, ``most`` bytes in all.

    Raises:
        BadInput: there is no such item, or nobody is named.
        Refused: it is no archive that can be read, isn't held, or nothing can be written here.
    """
    item = item_named(ports, name)
    if item.type not in ARCHIVES:
        raise Refused(
            Problem(f"{item.id} is {item.type}, not an archive", "ZIP, TAR and GZIP are unpacked")
        )
    with ports.blobs.scratch() as folder:
        arguments = {
            "content": ports.blobs.handle(item.sha256),
            "type": item.type,
            "folder": str(folder),
            "most": most,
        }
        try:
            told = ports.readers.run("archive_members", arguments, Limits(600.0, 1 << 30, most))
        except Unreadable as failure:
            raise Refused(Problem(f"{item.id} can't be unpacked: {failure}")) from None
        outcomes = []
        case = item.cases[0] if item.cases else ""
        ports.progress.begin(f"taking in from {item.id}", len(told["unpacked"]), "files")
        for member in told["unpacked"]:
            derivation = Derivation(
                parents=(item.id,),
                what="extract",
                tool=TOOL,
                version=VERSION,
                parameters={"member": kept_text(member["name"])},
            )
            path = folder / f"{int(member['file']):06}"
            if path.is_symlink():
                raise Refused(Problem(f"{item.id} can't be unpacked: its reader made a link"))
            name = kept_text(member["name"])
            outcomes.append(take_in_derived(ports, path, name, derivation, by, reason, case))
            path.unlink()
            ports.progress.advance()
        ports.progress.end()
    left = tuple((kept_text(each["name"]), kept_text(each["why"])) for each in told["left"])
    return Unpacked(item.id, tuple(outcomes), left)
