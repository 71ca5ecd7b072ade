"""Hold checkpoints, wherever they were kept, and their time stamps against the journal."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from forcereview.errors import BadInput
from forcereview.journal.canonical import Json
from forcereview.journal.checkpoints import Checkpoint, Key, origin_of, read_checkpoint, signed_by
from forcereview.journal.verifying import ChainCheck, Fault
from forcereview.workspace.casefiles import bytes_of
from forcereview.workspace.journal.checkpointing import folder_of, kept
from forcereview.workspace.journal.stamping import roots_of
from forcereview.workspace.ports import Ports, Unreadable


@dataclass(frozen=True, slots=True)
class Shown:
    """A checkpoint, and where it was kept."""

    where: str
    checkpoint: Checkpoint
    text: str

    @property
    def size(self) -> int:
        """How many entries it covers."""
        return self.checkpoint.size


def given_files(files: Iterable[Path | str]) -> list[Shown]:
    """Checkpoints that were kept elsewhere.

    Raises:
        BadInput: a file is none, or can't be read.
    """
    found = []
    for file in files:
        text = bytes_of(Path(file)).decode("utf-8", "replace")
        found.append(Shown(f"the checkpoint {file}", read_checkpoint(text, str(file)), text))
    return found


def files_of(ports: Ports, faults: list[Fault]) -> list[Shown]:
    """The checkpoints in the workspace's own folder; one that can't be read is a fault."""
    found = []
    for file in sorted(folder_of(ports).glob("*.txt")):
        where = f"checkpoints/{file.name}"
        try:
            text = bytes_of(file).decode("utf-8", "replace")
            found.append(Shown(where, read_checkpoint(text, where), text))
        except BadInput as error:
            faults += [Fault("checkpoint", str(problem)) for problem in error.problems]
    return found


def of_documents(documents: Mapping[str, Json], faults: list[Fault]) -> list[Shown]:
    """The checkpoints among documents."""
    found = []
    for of, value in documents.items():
        if of.startswith("checkpoint/"):
            try:
                each = kept(of, value)
                found.append(Shown(f"checkpoint {each.number}", each.checkpoint, each.text))
            except (BadInput, ValueError, KeyError, TypeError, AttributeError):
                faults.append(Fault("checkpoint", f"{of} holds no checkpoint"))
    return found


def against_journal(
    shown: Sequence[Shown], chain: ChainCheck, keys: Sequence[Key], workspace: str
) -> list[Fault]:
    """What is wrong with checkpoints, or with the journal in their light."""
    faults = []
    good = 0
    once = {each.text: each for each in reversed(shown)}
    for each in sorted(once.values(), key=lambda each: each.size):
        where, size = each.where, each.size
        if each.checkpoint.origin != origin_of(workspace):
            faults.append(Fault("checkpoint", f"{where} is of another workspace"))
            continue
        if not any(signed_by(each.checkpoint, key) for key in keys):
            what = f"{where} has no true signature by a key of this journal"
            faults.append(Fault("signature", what))
        if size > chain.sequence:
            what = f"{where} covers {size} entries, but the journal ends with {chain.sequence}"
            lost = "what was entered after it, unless a copy holds it"
            faults.append(Fault("missing", what, chain.sequence + 1, size, lost))
        elif chain.roots.get(size) != each.checkpoint.root:
            what = f"these aren't the entries that {where} was signed over; at least one differs"
            lost = "what was really entered there, unless a copy holds it"
            faults.append(Fault("checkpoint", what, min(good + 1, size), size, lost))
        else:
            good = size
    return faults


def time_stamps(
    ports: Ports, documents: Mapping[str, Json], faults: list[Fault], notes: list[str]
) -> int:
    """Check the time stamps that the journal keeps, and their files; how many there are."""
    stamped = []
    for of, value in documents.items():
        if of.startswith("checkpoint/") and isinstance(value, dict) and "text" in value:
            each = kept(of, value)
            file = folder_of(ports) / f"{each.number}.txt"
            _compare_files(file, each.text.encode(), faults, notes)
            if each.token:
                stamped.append(each)
                _compare_files(file.with_suffix(".tsr"), b64decode(each.token), faults, notes)
    if not stamped:
        return 0
    roots = roots_of(ports)
    replies = [
        {"reply": each.token, "message": b64encode(each.text.encode()).decode()} for each in stamped
    ]
    try:
        said = ports.readers.run("time_stamps", {"replies": replies, "roots": roots})["stamps"]
    except Unreadable as error:
        faults.append(Fault("time stamp", f"time stamps couldn't be checked: {error}"))
        return len(stamped)
    for each, stamp in zip(stamped, said, strict=True):
        where = f"the time stamp of checkpoint {each.number}"
        if "failed" in stamp:
            faults.append(Fault("time stamp", f"{where}: {stamp['failed']}"))
        elif stamp["trusted"] != "yes" and roots:
            faults.append(Fault("time stamp", f"{where}: {stamp['trusted']}"))
        elif stamp["trusted"] != "yes":
            notes.append(f"{where} is about it, but who made it wasn't checked: {stamp['trusted']}")
        elif stamp["at"] != dict(each.stamp).get("at"):
            faults.append(Fault("time stamp", f"{where} says {stamp['at']}, the journal otherwise"))
    return len(stamped)


def _compare_files(file: Path, content: bytes, faults: list[Fault], notes: list[str]) -> None:
    """The files beside the journal hold what the journal holds."""
    try:
        same = file.read_bytes() == content
    except OSError:
        notes.append(
            f"checkpoints/{file.name} isn't there; 'forcereview checkpoint' writes it anew"
        )
        return
    if not same:
        what = f"checkpoints/{file.name} isn't as the journal holds it; the file was changed"
        faults.append(Fault("checkpoint", what))
