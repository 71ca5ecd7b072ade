"""Have a checkpoint stamped by a time-stamp authority (RFC 3161): it existed by a certain time."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from pathlib import Path

from forcereview.errors import Place, Problem, Refused
from forcereview.workspace.acting import acting
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.journal.checkpointing import (
    Kept,
    checkpoint_named,
    folder_of,
    write_checkpoint,
)
from forcereview.workspace.ports import Ports, Unreadable
from forcereview.workspace.reporting import write_bytes


def stamp_checkpoint(ports: Ports, by: str, name: str = "", reason: str = "") -> Kept:
    """Ask the authority in the settings for a time stamp of a checkpoint (the latest), and keep it.

    Raises:
        BadInput: there is no such checkpoint, or nobody is named.
        Refused: no authority is set or reached, its reply doesn't hold, or the checkpoint has a
            time stamp already.
    """
    each = _unstamped(checkpoint_named(ports, name))
    query = ports.stamps.query(each.text.encode())
    return _keep(ports, by, reason, each, query, ports.stamps.ask(query))


def write_query(ports: Ports, out: Path | str, name: str = "") -> Kept:
    """Write the request for a time stamp of a checkpoint, to be carried to an authority.

    Raises:
        BadInput: there is no such checkpoint, or the file can't be written.
        Refused: the checkpoint has a time stamp already.
    """
    each = _unstamped(checkpoint_named(ports, name))
    write_bytes(Path(out), ports.stamps.query(each.text.encode()))
    return each


def take_reply(ports: Ports, by: str, reply: Path | str, name: str = "", reason: str = "") -> Kept:
    """Keep an authority's reply, brought as a file, with the checkpoint that it stamps.

    Raises:
        BadInput: there is no such checkpoint, or the file can't be read.
        Refused: the reply doesn't hold, or the checkpoint has a time stamp already.
    """
    each = _unstamped(checkpoint_named(ports, name))
    return _keep(ports, by, reason, each, b"", bytes_of(Path(reply)))


def roots_of(ports: Ports) -> str:
    """The certificates of authorities to trust, in PEM; "" where none are set.

    Raises:
        BadInput: the file that the settings name can't be read.
    """
    name = ports.settings.authority_certificates
    return bytes_of(ports.root / name).decode("ascii", "replace") if name else ""


def _unstamped(each: Kept) -> Kept:
    if each.token:
        raise Refused(
            Problem(
                f"checkpoint {each.number} has a time stamp already, "
                f"of {dict(each.stamp).get('at', 'an unknown time')}",
                "make a new checkpoint to have a later one: forcereview checkpoint",
            )
        )
    return each


def _keep(ports: Ports, by: str, reason: str, each: Kept, query: bytes, reply: bytes) -> Kept:
    said = _read(ports, each, query, reply)
    token = b64encode(reply).decode()
    with acting(ports, by, reason) as work:
        of = f"checkpoint/{each.number}"
        document = {**work.document(of), "stamp": {**said, "token": token}}
        work.become("checkpoint.stamp", {of: document})
    stamped = replace(each, token=token, stamp=tuple(sorted(said.items())))
    write_checkpoint(folder_of(ports), stamped)
    return stamped


def _read(ports: Ports, each: Kept, query: bytes, reply: bytes) -> dict[str, str]:
    """What a reply says, held against the checkpoint and the roots to trust.

    Raises:
        Refused: it doesn't hold.
    """
    roots = roots_of(ports)
    order = {
        "reply": b64encode(reply).decode(),
        "message": b64encode(each.text.encode()).decode(),
        "query": b64encode(query).decode(),
    }
    try:
        (said,) = ports.readers.run("time_stamps", {"replies": [order], "roots": roots})["stamps"]
    except Unreadable as error:
        said = {"failed": str(error)}
    why = said.get("failed") or (said["trusted"] if roots and said["trusted"] != "yes" else "")
    if why:
        raise Refused(
            Problem(
                f"the time stamp of checkpoint {each.number} doesn't hold: {why}; it wasn't kept",
                "check the authority, and its certificates in forcereview.toml",
                Place(ports.settings.authority),
            )
        )
    return {name: said[name] for name in ("at", "authority", "serial", "trusted")}
