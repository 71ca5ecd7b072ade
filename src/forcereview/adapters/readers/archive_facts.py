"""What is in an archive (ZIP, TAR, GZIP) by its own directory: listed in limits, not unpacked."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from typing import Any

from forcereview.adapters.readers.archive_members import Member, members
from forcereview.adapters.readers.said_by_file import SaidByFile
from forcereview.adapters.store.contents import open_content

_NAMES_SHOWN = 50
_NESTED = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".jar")


def read(content: Mapping[str, str], type: str) -> dict[str, Any]:
    """The facts.

    Raises:
        ValueError: it is no archive that can be read.
    """
    said = SaidByFile(f"python {platform.python_version()}")
    with open_content(content) as stream:
        size = stream.seek(0, 2)
        stream.seek(0)
        listed, complete = members(stream, type)
    _of_all(listed, complete, size, said)
    odd = [member for member in listed if member.oddity]
    for member in odd[:_NAMES_SHOWN]:
        said.say("archive.odd", f"not unpacked: {member.oddity}", repr(member.name), "directory")
    for member in listed[:_NAMES_SHOWN]:
        if not member.oddity and not member.folder:
            said.say("archive.member", f"member, {member.size:,} bytes", member.name, "directory")
    return said.found()


def _of_all(listed: list[Member], complete: bool, size: int, said: SaidByFile) -> None:
    unpacked = sum(member.size for member in listed)
    more = "" if complete else "; there are more than are listed"
    said.say("archive.members", "members", f"{len(listed):,}{more}", "directory")
    times = f", {unpacked / size:,.0f} times its own size" if size and unpacked > 3 * size else ""
    said.say("archive.unpacked", "unpacks to", f"{unpacked:,} bytes{times}", "directory")
    for id, name, found in (
        ("encrypted", "encrypted members", [m for m in listed if m.encrypted]),
        ("nested", "archives in it", [m for m in listed if m.name.lower().endswith(_NESTED)]),
        ("odd", "members that aren't unpacked", [m for m in listed if m.oddity]),
    ):
        if found:
            said.say(f"archive.{id}-count", name, len(found), "directory")
