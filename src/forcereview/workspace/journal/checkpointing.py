"""Sign checkpoints of the journal, and keep them: in the journal, in a folder, and elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from forcereview.errors import BadInput, Problem, Refused
from forcereview.journal import read_entry
from forcereview.journal.canonical import Json
from forcereview.journal.checkpoints import (
    Checkpoint,
    Key,
    Signature,
    key_document,
    origin_of,
    read_checkpoint,
    read_key,
)
from forcereview.journal.verifying import ChainCheck, check_chain
from forcereview.workspace.acting import acting
from forcereview.workspace.ports import Ports
from forcereview.workspace.reporting import write_bytes

#: entries of these actions alone are no reason for another checkpoint
_ABOUT_CHECKPOINTS = ("checkpoint.sign", "checkpoint.stamp")


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint that the journal keeps. Its number is that of the last entry it covers;
    ``token`` the reply of a time-stamp authority in base64, ``stamp`` what it says, if there is
    one."""

    number: int
    text: str
    token: str = ""
    stamp: tuple[tuple[str, str], ...] = ()

    @property
    def checkpoint(self) -> Checkpoint:
        """The checkpoint, read."""
        return read_checkpoint(self.text, f"checkpoint {self.number}")


def folder_of(ports: Ports) -> Path:
    """Where checkpoints lie as files: ``N.txt``, and ``N.tsr`` where N has a time stamp."""
    return ports.root / "checkpoints"


def kept_checkpoints(ports: Ports) -> list[Kept]:
    """All checkpoints in the journal, in order."""
    found = [kept(held.of, held.value) for held in ports.journal.documents("checkpoint")]
    return sorted(found, key=lambda each: each.number)


def kept(of: str, value: Json) -> Kept:
    """The document ``checkpoint/N``."""
    stamp = value.get("stamp", {})
    return Kept(
        int(of.partition("/")[2]),
        value["text"],
        stamp.get("token", ""),
        tuple((name, text) for name, text in sorted(stamp.items()) if name != "token"),
    )


def checkpoint_named(ports: Ports, name: str = "") -> Kept:
    """The checkpoint of this number; the latest without one.

    Raises:
        BadInput: there is no such checkpoint.
        Refused: there is none yet.
    """
    all_kept = kept_checkpoints(ports)
    if not all_kept:
        raise Refused(Problem("there is no checkpoint yet", "make one: forcereview checkpoint"))
    if not name:
        return all_kept[-1]
    for each in all_kept:
        if str(each.number) == name:
            return each
    numbers = ", ".join(str(each.number) for each in all_kept[-10:])
    raise BadInput(Problem(f"there is no checkpoint {name}", f"the latest are {numbers}"))


def keys(ports: Ports) -> tuple[Key, ...]:
    """The public keys that the journal names, by which checkpoints may be signed."""
    return tuple(read_key(held.value["key"], held.of) for held in ports.journal.documents("key"))


def signing_key(ports: Ports) -> Key:
    """The public key by which checkpoints are signed now.

    Raises:
        Refused: its private half isn't here, or isn't of a key that the journal names.
    """
    public = ports.signer.public() or ports.signer.sign(b"")
    key = Key(origin_of(ports.settings.id), public)
    if key not in keys(ports):
        raise Refused(
            Problem(
                f"the signing key here ({key.id.hex()}) isn't one that the journal names",
                "put the true one back in the folder of keys, or make a new one: "
                "forcereview key --new",
            )
        )
    return key


def renew_signing_key(ports: Ports, by: str, reason: str = "") -> Key:
    """Make a new signing key and enter its public half; checkpoints signed before stay good.

    Raises:
        BadInput: nobody is named as the author.
        Refused: the key or the journal can't be written.
    """
    with acting(ports, by, reason) as work:
        key = Key(origin_of(ports.settings.id), ports.signer.make())
        work.become("workspace.key", {f"key/{key.id.hex()}": key_document(key)})
    return key


def make_checkpoint(
    ports: Ports, by: str, reason: str = "", out: Path | str | None = None
) -> tuple[Kept, bool]:
    """Sign a checkpoint of the whole journal; keep it in the journal, in the workspace's folder,
    and in ``out``. False beside it where nothing was entered since the latest, which is given then.

    Raises:
        BadInput: nobody is named, or ``out`` can't be written.
        Refused: the journal isn't in order, or there is no key to sign with.
    """
    earlier = kept_checkpoints(ports)
    latest, new = _unless_new(ports, earlier), False
    if latest is None:
        key = signing_key(ports)
        checked = _in_order(ports, earlier)
        unsigned = Checkpoint(key.name, checked.size, checked.root)
        signature = Signature(key.name, key.id, ports.signer.sign(unsigned.body))
        text = str(Checkpoint(key.name, checked.size, checked.root, (signature,)))
        document = {"root": checked.root.hex(), "size": checked.size, "text": text}
        with acting(ports, by, reason) as work:
            work.become("checkpoint.sign", {f"checkpoint/{checked.size}": document})
        latest, new = Kept(checked.size, text), True
    write_checkpoint(folder_of(ports), latest)
    if out is not None:
        write_bytes(Path(out), latest.text.encode())
    return latest, new


def write_checkpoint(folder: Path, each: Kept) -> None:
    """Write a checkpoint's files into a folder, where they aren't there already.

    Raises:
        BadInput: they can't be written.
    """
    from base64 import b64decode

    contents = {f"{each.number}.txt": each.text.encode()}
    if each.token:
        contents[f"{each.number}.tsr"] = b64decode(each.token)
    for name, content in contents.items():
        if not (folder / name).exists():
            write_bytes(folder / name, content)


def _unless_new(ports: Ports, earlier: Sequence[Kept]) -> Kept | None:
    """The latest checkpoint, if all that was entered since is about checkpoints."""
    if not earlier:
        return None
    since = ports.journal.entries(after=earlier[-1].number)
    quiet = all(read_entry(each.raw).does in _ABOUT_CHECKPOINTS for each in since)
    return earlier[-1] if quiet else None


def _in_order(ports: Ports, earlier: Sequence[Kept]) -> ChainCheck:
    """The journal's chain, checked; it holds all earlier checkpoints too.

    Raises:
        Refused: it doesn't.
    """
    head = ports.journal.head()
    ports.progress.begin("checking the journal", head.sequence, "entries")
    checked = check_chain(
        ports.journal.entries(upto=head.sequence),
        [each.number for each in earlier],
        ports.progress.advance,
    )
    ports.progress.end()
    agree = all(checked.roots.get(each.checkpoint.size) == each.checkpoint.root for each in earlier)
    if checked.faults or not agree:
        raise Refused(
            Problem(
                "the journal isn't in order, so no checkpoint is signed",
                "see what is wrong: forcereview verify",
            )
        )
    return checked
