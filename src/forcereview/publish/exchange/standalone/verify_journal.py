"""Check an exported forcereview journal, or one proof, without forcereview.

    python verify_journal.py FOLDER [--key KEY] [--checkpoint FILE]... [--contents FOLDER]
    python verify_journal.py PROOF.json [--key KEY]

Needs Python 3.9 or newer and the library "cryptography" (for Ed25519 signatures). KEY is the public
key that you were given by another way, --checkpoint a checkpoint that you kept. Ends with status 0
if everything is in order, 1 if not, and lists all that isn't.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


class Report:
    """What was found: printed as it comes; problems are counted."""

    def __init__(self) -> None:
        self.problems = 0

    def good(self, what: str) -> None:
        """Something is as it should be, or worth knowing."""
        sys.stdout.write(f"        {what}\n")

    def bad(self, what: str) -> None:
        """Something is not as it should be."""
        self.problems += 1
        sys.stdout.write(f"PROBLEM {what}\n")


# The Merkle tree, RFC 9162 section 2.1


def leaf(raw: bytes) -> bytes:
    """The hash of an entry."""
    return hashlib.sha256(b"\x00" + raw).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """The tree over the entries so far: the roots of its perfect subtrees."""

    def __init__(self) -> None:
        self.size = 0
        self.roots: list[bytes] = []

    def add(self, found: bytes) -> None:
        """One more leaf."""
        filled = self.size
        while filled & 1:
            found, filled = node(self.roots.pop(), found), filled >> 1
        self.roots.append(found)
        self.size += 1

    def root(self) -> bytes:
        """The hash over all leaves."""
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = node(left, found)
        return found


def climb(number: int, last: int, start: bytes, path: list[bytes]) -> tuple[bytes, bytes, bool]:
    """Follow a path to the root (RFC 9162, 2.1.3.2 and 2.1.4.2): the root of the tree that ends
    with the start, the root of the whole tree, and whether the path has the right length."""
    was = now = start
    for beside in path:
        if last == 0:
            return was, now, False
        if number & 1 or number == last:
            was, now = node(beside, was), node(beside, now)
            while number and not number & 1:
                number, last = number >> 1, last >> 1
        else:
            now = node(now, beside)
        number, last = number >> 1, last >> 1
    return was, now, last == 0


def includes(index: int, size: int, found: bytes, path: list[bytes], root: bytes) -> bool:
    """Whether the tree has this leaf at this index."""
    if not 0 <= index < size:
        return False
    _, now, fits = climb(index, size - 1, found, path)
    return fits and now == root


def begins(first: int, first_root: bytes, second: int, root: bytes, path: list[bytes]) -> bool:
    """Whether the smaller tree is the beginning of the larger one."""
    if not 0 < first < second:
        return first == second and not path and first_root == root
    nodes = path if first & (first - 1) else [first_root, *path]
    if not nodes:
        return False
    number, last = first - 1, second - 1
    while number & 1:
        number, last = number >> 1, last >> 1
    was, now, fits = climb(number, last, nodes[0], nodes[1:])
    return fits and was == first_root and now == root


# Keys and checkpoints, C2SP signed-note and tlog-checkpoint


class Checkpoint:
    """A checkpoint: its three lines, and who signed it truly."""

    def __init__(self, text: str) -> None:
        body, _, below = text.partition("\n\n")
        self.origin, size, root = body.split("\n")
        self.size, self.root = int(size), base64.b64decode(root, validate=True)
        self.body = (body + "\n").encode()
        self.signatures = re.findall(r"^— (\S+) (\S+)$", below, re.MULTILINE)
        if len(self.root) != 32 or not self.signatures or self.size < 1:
            raise ValueError("it is no checkpoint")

    def signed_by(self, key: str) -> bool:
        """Whether one signature is by this key, and true."""
        name, key_id, encoded = key.split("+", 2)
        public = base64.b64decode(encoded)[1:]
        for signer, signature in self.signatures:
            raw = base64.b64decode(signature)
            if signer == name and raw[:4].hex() == key_id:
                try:
                    Ed25519PublicKey.from_public_bytes(public).verify(raw[4:], self.body)
                except InvalidSignature:
                    return False
                return True
        return False


def check_signature(what: str, checkpoint: Checkpoint, keys: list[str], report: Report) -> None:
    """A checkpoint is signed by one of the keys."""
    if any(checkpoint.signed_by(key) for key in keys):
        report.good(f"{what}: truly signed, the first {checkpoint.size} entries")
    else:
        report.bad(f"{what}: no true signature by a known key")


# The journal


def only_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping whose keys each stand in it once."""
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a key stands in it twice")
    return dict(pairs)


def check_journal(folder: Path, kept: list[Path], keys: list[str], report: Report) -> Any:
    """The chain of entries, and every checkpoint against it; what entries say of evidence."""
    files = [*sorted(folder.glob("checkpoints/*.txt"), key=lambda file: file.name.zfill(30)), *kept]
    checkpoints = [(file, Checkpoint(file.read_text("utf-8"))) for file in files]
    wanted = {checkpoint.size for _, checkpoint in checkpoints}
    tree, after, at, withheld = Tree(), "0" * 64, "", 0
    roots: dict[int, bytes] = {}
    evidence: dict[str, dict[str, Any]] = {}
    with (folder / "journal.jsonl").open("rb") as lines:
        for number, line in enumerate(lines, 1):
            raw = line[:-1] if line.endswith(b"\n") else line
            hidden = re.fullmatch(rb'\{"withheld":"([0-9a-f]{64})"\}', raw)
            if hidden:
                withheld += 1
                found = bytes.fromhex(hidden[1].decode())
            else:
                found = leaf(raw)
                try:
                    entry = json.loads(raw, object_pairs_hook=only_once)
                    if entry["after"] != after:
                        report.bad(f"entry {number} wasn't written after the entry before it here")
                    if entry["sequence"] != number:
                        report.bad(f"entry {number} says that it is entry {entry['sequence']}")
                    if entry["at"] < at:
                        report.bad(f"entry {number} has a time before that of an earlier entry")
                    at = max(at, entry["at"])
                    for change in entry["changes"]:
                        note_evidence(change, evidence)
                except (ValueError, KeyError, TypeError) as error:
                    report.bad(f"entry {number} can't be read ({error})")
            after = found.hex()
            tree.add(found)
            if number in wanted:
                roots[number] = tree.root()
    report.good(f"{tree.size} entries, {withheld} of them by their hash alone; the last is {after}")
    for file, checkpoint in checkpoints:
        check_signature(file.name, checkpoint, keys, report)
        if checkpoint.size > tree.size:
            report.bad(f"{file.name}: entries {tree.size + 1} to {checkpoint.size} are missing")
        elif roots[checkpoint.size] != checkpoint.root:
            report.bad(f"{file.name}: the first {checkpoint.size} entries aren't what it was over")
        token = file.with_suffix(".tsr")
        if token.exists():
            if hashlib.sha256(file.read_bytes()).digest() in token.read_bytes():
                report.good(f"{token.name}: names this checkpoint; verify it with: openssl ts")
            else:
                report.bad(f"{token.name}: is about something else")
    if not checkpoints:
        report.good("no checkpoint: a journal written anew as a whole couldn't be told from this")
    return evidence


def note_evidence(change: dict[str, Any], evidence: dict[str, dict[str, Any]]) -> None:
    """What a change says of the hash and state of a piece of evidence."""
    kind, _, name = change["of"].partition("/")
    if kind == "evidence" and not change["path"]:
        evidence[name] = change.get("now", {})
    elif kind == "evidence" and change["path"] == ["state"]:
        evidence.setdefault(name, {})["state"] = change.get("now", "held")


def check_contents(folder: Path, evidence: Any, report: Report) -> None:
    """Each piece of evidence that is held has a file with its hash below the folder."""
    there = set()
    for file in folder.rglob("*"):
        if file.is_file():
            digest = hashlib.sha256()
            with file.open("rb") as content:
                while piece := content.read(1 << 20):
                    digest.update(piece)
            there.add(digest.hexdigest())
    for name, item in sorted(evidence.items()):
        if item.get("sha256") in there:
            report.good(f"{name}: here, with its hash")
        elif item.get("state", "held") != "held":
            report.good(f"{name}: not here; {item['state']}, as the journal says")
        elif "sha256" in item:
            report.bad(f"{name}: no file with its hash ({item['sha256']})")


def check_proof(proof: dict[str, Any], keys: list[str], report: Report) -> None:
    """A proof that an entry is in a checkpoint, or that one checkpoint continues another."""
    path = [bytes.fromhex(each) for each in proof["path"]]
    if proof["proof"] == "inclusion":
        whole = Checkpoint(proof["checkpoint"])
        check_signature("checkpoint", whole, keys, report)
        raw = proof["entry"].encode()
        number = json.loads(raw, object_pairs_hook=only_once)["sequence"]
        if includes(number - 1, whole.size, leaf(raw), path, whole.root):
            report.good(f"entry {number} is in the journal that the checkpoint is over")
        else:
            report.bad(f"entry {number} isn't proven to be in the journal of the checkpoint")
    else:
        first, second = Checkpoint(proof["from"]), Checkpoint(proof["to"])
        check_signature("the earlier checkpoint", first, keys, report)
        check_signature("the later checkpoint", second, keys, report)
        same = first.origin == second.origin
        if same and begins(first.size, first.root, second.size, second.root, path):
            report.good("the later one holds all entries of the earlier one, unchanged")
        else:
            report.bad("the later one isn't proven to hold the entries of the earlier one")


def main() -> int:
    """Check what the command line names; the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", type=Path, help="the folder of the export, or a proof")
    parser.add_argument("--key", action="append", help="the public key, given by another way")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[])
    parser.add_argument("--contents", type=Path, help="a folder with the contents of evidence")
    given = parser.parse_args()
    report = Report()
    try:
        proof = None if given.what.is_dir() else json.loads(given.what.read_text("utf-8"))
        enclosed = [proof["key"]] if proof else (given.what / "key.pub").read_text("utf-8").split()
        keys = given.key or enclosed
        report.good(f"{'key given' if given.key else 'key enclosed'}: {' '.join(keys)}")
        if proof:
            check_proof(proof, keys, report)
        else:
            evidence = check_journal(given.what, given.checkpoint, keys, report)
            if given.contents:
                check_contents(given.contents, evidence, report)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        report.bad(f"this can't be checked: {type(error).__name__}: {error}")
    if report.problems:
        sys.stdout.write(f"NOT IN ORDER: {report.problems} problems\n")
    else:
        sys.stdout.write(
            "IN ORDER\n"
            if given.key or given.checkpoint
            else "IN ORDER, if the key is the true one: compare it with one given by another way\n"
        )
    return 1 if report.problems else 0


if __name__ == "__main__":
    sys.exit(main())
