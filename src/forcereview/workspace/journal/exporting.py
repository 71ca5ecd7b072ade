"""Write the journal into a folder so that anybody can check it without forcereview."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from forcereview.errors import BadInput, Place, Problem
from forcereview.journal import Stored
from forcereview.workspace.journal.checkpointing import kept_checkpoints, keys, write_checkpoint
from forcereview.workspace.ports import Ports
from forcereview.workspace.reporting import write_bytes

VERIFIER = "verify_journal.py"


def export_journal(
    ports: Ports, folder: Path | str, show: Callable[[Stored], bool] | None = None
) -> list[Path]:
    """Write ``journal.jsonl`` (one entry a line, its very bytes), ``checkpoints/``, ``key.pub``,
    the stand-alone verifier and a ``README.txt`` into a folder; what was written, in order.

    Where ``show`` says no to an entry, its hash alone is written: the chain and the tree can be
    checked all the same, and the entry shown later to whoever may see it.

    Raises:
        BadInput: the folder can't be written.
        Refused: the journal can't be read.
    """
    target = Path(folder)
    kept = kept_checkpoints(ports)
    texts = {
        "key.pub": "".join(f"{key}\n" for key in keys(ports)).encode(),
        VERIFIER: verifier(),
        "README.txt": _README.encode(),
    }
    written = [write_bytes(target / name, content) for name, content in texts.items()]
    for each in kept:
        write_checkpoint(target / "checkpoints", each)
        written += sorted((target / "checkpoints").glob(f"{each.number}.t*"))
    return [_write_entries(ports, target / "journal.jsonl", show), *written]


def verifier() -> bytes:
    """The stand-alone verifier: one program, its standard library and ``cryptography``."""
    return (files("forcereview.publish.exchange") / "standalone" / VERIFIER).read_bytes()


def _write_entries(ports: Ports, path: Path, show: Callable[[Stored], bool] | None) -> Path:
    head = ports.journal.head().sequence
    beside = path.with_name(f".{path.name}.writing")
    ports.progress.begin("writing the journal", head, "entries")
    try:
        with beside.open("wb") as out:
            for each in ports.journal.entries(upto=head):
                shown = show is None or show(each)
                out.write(each.raw if shown else b'{"withheld":"%b"}' % each.hash.hex().encode())
                out.write(b"\n")
                ports.progress.advance()
        beside.replace(path)
    except OSError as error:
        raise BadInput(
            Problem(f"the journal can't be written there ({error.strerror})", "", Place(str(path)))
        ) from None
    ports.progress.end()
    return path


_README = """\
This folder holds a journal of forcereview: who did what, when and why, one entry a line.

To check that nothing in it was changed (needs Python 3.9 or newer, and once:
pip install cryptography):

    python verify_journal.py .
    python verify_journal.py . --key "PUBLIC KEY THAT YOU WERE GIVEN BY ANOTHER WAY"
    python verify_journal.py . --checkpoint CHECKPOINT-THAT-YOU-KEPT.txt

The first line finds whatever doesn't fit together here. It can't find out that this whole folder
was made anew by somebody with a key of his own: for that, compare the public key (second line), or
a checkpoint that you or somebody else received earlier (third line).

journal.jsonl     the entries (RFC 8785); each names the SHA-256 of the one before. Of an entry that
                  may not be shown, {"withheld": its hash} stands here.
checkpoints/      signed statements of the size of the journal and the root of its Merkle tree
                  (RFC 9162, C2SP signed notes); N.tsr is a time stamp (RFC 3161) of N.txt:
                  openssl ts -verify -data N.txt -in N.tsr -CAfile THE-AUTHORITY'S-ROOTS.pem
key.pub           the public key of the checkpoints' signatures (Ed25519)
verify_journal.py the program that checks them; short enough to be read
"""
