"""Whatever is done to a workspace past the software is detected, on a real one, at random places.

Each attack begins with the same workspace of three rounds with a checkpoint after each, and a copy
of the last checkpoint that was kept elsewhere.
"""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from forcereview.adapters.signing import SigningKey
from forcereview.journal import FIRST, canonical, hash_of
from forcereview.journal.checkpoints import Checkpoint, Key, Signature, read_checkpoint
from forcereview.journal.merkle import root_of
from forcereview.wiring import open_workspace
from forcereview.workspace.journal.checkpointing import make_checkpoint
from forcereview.workspace.journal.verifying import Verdict, verify
from journals import KEEPERS
from proven_workspace import a_note, a_workspace

EACH = 125
Entries = list[tuple[int, bytes, bytes]]


@dataclass(frozen=True)
class Original:
    """The workspace before any attack; ``older`` is a copy made before its last round."""

    folder: Path
    older: Path
    kept: Path
    size: int
    covered: int


@dataclass
class Attacked:
    """A copy under attack. ``entry`` is the earliest entry that was harmed, 0 where none was."""

    folder: Path
    chance: random.Random
    original: Original
    entry: int = 0

    @property
    def database(self) -> Path:
        return self.folder / "journal.sqlite"

    def past(self, *statements: tuple[str, tuple[Any, ...]]) -> list[Any]:
        """Change the database past the software, its triggers set aside."""
        with closing(self._connected()) as db:
            return [db.execute(*statement).fetchall() for statement in statements][-1]

    def entries(self) -> Entries:
        return self.past(("SELECT sequence, hash, raw FROM entries ORDER BY sequence", ()))

    def put(self, entries: Entries) -> None:
        """Let these be the entries, and nothing else."""
        with closing(self._connected()) as db:
            db.execute("BEGIN")
            db.execute("DELETE FROM entries")
            db.executemany("INSERT INTO entries VALUES (?, ?, ?)", entries)
            db.execute("COMMIT")

    def forget_caches(self) -> None:
        """As one who knows how it works would: the software then folds the documents anew."""
        self.past(*((f"DELETE FROM {t}", ()) for t in ("documents", "changed", "documents_head")))

    def any_entry(self, first: int = 1, last: int = 0) -> int:
        """One of the entries, whose place is then known to be harmed."""
        self.entry = self.chance.randint(first, last or self.original.size)
        return self.entry

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.database, isolation_level=None)
        db.execute("PRAGMA synchronous=OFF")
        for keeper in KEEPERS:
            db.execute(f"DROP TRIGGER IF EXISTS {keeper}")
        return db

    def contents(self) -> list[Path]:
        return [path for path in sorted(self.folder.glob("evidence/??/*")) if path.is_file()]

    def verdict(self, *kept: Path) -> Verdict:
        ports = open_workspace(self.folder)
        try:
            return verify(ports, kept)
        finally:
            ports.close()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    base = tmp_path_factory.mktemp("tampering")
    ports = a_workspace(base / "first", rounds=2)
    ports.close()
    shutil.copytree(base / "first", base / "older")
    ports = open_workspace(base / "first")
    for number in range(8):
        a_note(ports, f"{number}", "as seen in the last round")
    kept, _ = make_checkpoint(ports, "reviewer 1", out=base / "kept.txt")
    a_note(ports, "last", "three")
    size = ports.journal.head().sequence
    assert verify(ports).in_order
    ports.close()
    return Original(base / "first", base / "older", base / "kept.txt", size, kept.number)


def changed_bytes(a: Attacked) -> None:
    number = a.any_entry()
    ((raw,),) = a.past(("SELECT raw FROM entries WHERE sequence = ?", (number,)))
    harmed = bytearray(raw)
    harmed[a.chance.randrange(len(harmed))] ^= 1 << a.chance.randrange(8)
    a.past(("UPDATE entries SET raw = ? WHERE sequence = ?", (bytes(harmed), number)))


def changed_words_and_own_hash(a: Attacked) -> None:
    number = a.any_entry(1, a.original.size - 1)
    ((raw,),) = a.past(("SELECT raw FROM entries WHERE sequence = ?", (number,)))
    forged = raw.replace(b'"by":"reviewer 1"', b'"by":"reviewer %d"' % a.chance.randint(2, 99))
    statement = "UPDATE entries SET raw = ?, hash = ? WHERE sequence = ?"
    a.past((statement, (forged, hash_of(forged), number)))


def changed_last_entry_and_own_hash(a: Attacked) -> None:
    number = a.entry = a.original.size
    ((raw,),) = a.past(("SELECT raw FROM entries WHERE sequence = ?", (number,)))
    forged = raw.replace(b"looked again", b"looked %d times" % a.chance.randint(2, 10**6))
    statement = "UPDATE entries SET raw = ?, hash = ? WHERE sequence = ?"
    a.past((statement, (forged, hash_of(forged), number)))


def chain_rehashed(a: Attacked) -> None:
    number = a.any_entry(1, a.original.covered)
    a.put(_rehashed(a.entries(), number, a.chance))
    a.forget_caches()
    a.entry = 0


def chain_rehashed_and_signed_anew(a: Attacked) -> None:
    number = a.any_entry(1, a.original.covered - 1)
    a.put(_signed_anew(a, _rehashed(a.entries(), number, a.chance)))
    a.forget_caches()
    a.entry = 0


def everything_written_anew_with_a_new_key(a: Attacked) -> None:
    SigningKey(a.folder / "keys").make()
    public = SigningKey(a.folder / "keys").public()
    entries = []
    for number, hashed, raw in a.entries():
        data = json.loads(raw)
        for change in data["changes"]:
            if change["of"].startswith("key/"):
                key = Key(_origin(a), public)
                change["of"], change["now"] = f"key/{key.id.hex()}", {"key": str(key)}
        entries.append((number, hashed, canonical(data)))
    a.put(_signed_anew(a, _chained(entries)))
    a.forget_caches()


def deleted(a: Attacked) -> None:
    number = a.any_entry(1, a.original.size - 1)
    a.past(("DELETE FROM entries WHERE sequence = ?", (number,)))


def deleted_and_renumbered(a: Attacked) -> None:
    number = a.any_entry(2, a.original.size - 1)
    entries = [(n, h, r) for n, h, r in a.entries() if n != number]
    a.put([(place, h, r) for place, (_, h, r) in enumerate(entries, 1)])
    a.entry = number - 1


def put_in(a: Attacked) -> None:
    number = a.any_entry(2, a.original.size)
    entries = a.entries()
    data = json.loads(entries[number - 2][2])
    data |= {"by": "somebody else", "changes": [], "sequence": number}
    data["after"] = entries[number - 2][1].hex()
    raw = canonical(data)
    new = [*entries[: number - 1], (number, hash_of(raw), raw), *entries[number - 1 :]]
    a.put([(place, h, r) for place, (_, h, r) in enumerate(new, 1)])


def reordered(a: Attacked) -> None:
    entries = a.entries()
    one, other = sorted(a.chance.sample(range(len(entries)), 2))
    entries[one], entries[other] = (
        (one + 1, *entries[other][1:]),
        (other + 1, *entries[one][1:]),
    )
    a.put(entries)
    a.entry = max(one, 1)


def truncated(a: Attacked) -> None:
    a.entry = a.any_entry(2, a.original.size)
    a.past(("DELETE FROM entries WHERE sequence >= ?", (a.entry,)))


def truncated_and_tidied(a: Attacked) -> None:
    a.entry = a.any_entry(3, a.original.covered)
    a.past(("DELETE FROM entries WHERE sequence >= ?", (a.entry,)))
    a.forget_caches()
    for file in a.folder.glob("checkpoints/*.txt"):
        if int(file.stem) >= a.entry - 1:
            file.unlink()
    for path in a.contents():
        path.chmod(0o600)


def swapped_contents(a: Attacked) -> None:
    one, other = a.chance.sample(a.contents(), 2)
    aside = a.folder / "aside"
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


def swapped_contents_with_their_keys(a: Attacked) -> None:
    one, other = a.chance.sample(a.contents(), 2)
    keys = [a.folder / "keys" / "items" / p.parent.name / f"{p.name}.key" for p in (one, other)]
    for first, second in ((one, other), (keys[0], keys[1])):
        aside = a.folder / "aside"
        first.rename(aside)
        second.rename(first)
        aside.rename(second)


def changed_content(a: Attacked) -> None:
    path = a.chance.choice(a.contents())
    content = bytearray(path.read_bytes())
    content[a.chance.randrange(len(content))] ^= 1 << a.chance.randrange(8)
    path.chmod(0o600)
    path.write_bytes(content)


def cut_or_removed_content(a: Attacked) -> None:
    path = a.chance.choice(a.contents())
    content = path.read_bytes()
    path.chmod(0o600)
    if a.chance.random() < 0.3:
        path.unlink()
    else:
        path.write_bytes(content[: a.chance.randrange(len(content))])


def changed_cached_document(a: Attacked) -> None:
    values = dict(a.past(("SELECT name, value FROM documents", ())))
    names = sorted(values)
    name = a.chance.choice(names)
    value = json.dumps({"words": a.chance.random()})
    other = a.chance.choice([n for n in names if values[n] != values[name]])
    a.past(
        a.chance.choice(
            [
                ("UPDATE documents SET value = ? WHERE name = ?", (value, name)),
                ("UPDATE documents SET sequence = sequence + 1 WHERE name = ?", (name,)),
                ("DELETE FROM documents WHERE name = ?", (name,)),
                ("INSERT INTO documents VALUES (?, 1, ?)", (f"note/{value}", value)),
                ("UPDATE documents SET value = (SELECT value FROM documents WHERE name = ?)"
                 " WHERE name = ?", (other, name)),
                ("DELETE FROM changed WHERE document = ?", (name,)),
                ("UPDATE OR REPLACE changed SET document = ? WHERE document = ?", (other, name)),
                ("UPDATE documents_head SET hash = ?", (a.chance.randbytes(32),)),
            ]
        )
    )  # fmt: skip


def changed_checkpoint_file(a: Attacked) -> None:
    file = a.chance.choice(sorted(a.folder.glob("checkpoints/*.txt")))
    text = bytearray(file.read_bytes())
    text[a.chance.randrange(len(text))] ^= 1 << a.chance.randrange(8)
    file.write_bytes(text)


def forged_checkpoint_file(a: Attacked) -> None:
    """Well formed and truly signed, but over other entries than there are."""
    number = a.chance.randint(1, a.original.size + 20)
    text = _signed(a, number, a.chance.randbytes(32))
    (a.folder / "checkpoints" / f"{number}.txt").write_text(text, "utf-8")


def swapped_checkpoint_files(a: Attacked) -> None:
    files = sorted(a.folder.glob("checkpoints/*.txt"))
    one, other = a.chance.sample(files, 2)
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def swapped_signing_key(a: Attacked) -> None:
    file = a.folder / "keys" / "signing.key"
    file.write_bytes(b64encode(a.chance.randbytes(32)))


def rolled_back_as_a_whole(a: Attacked) -> None:
    shutil.rmtree(a.folder)
    shutil.copytree(a.original.older, a.folder)


def rolled_back_journal_alone(a: Attacked) -> None:
    for name in ("journal.sqlite", "journal.sqlite-wal", "journal.sqlite-shm"):
        (a.folder / name).unlink(missing_ok=True)
    shutil.copyfile(a.original.older / "journal.sqlite", a.database)


def settings_of_another_workspace(a: Attacked) -> None:
    file = a.folder / "forcereview.toml"
    text = file.read_text()
    place = text.index('id = "') + 6 + a.chance.randrange(8)
    file.write_text(text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :])


#: each found without anything from outside
ALONE = [
    changed_bytes,
    changed_words_and_own_hash,
    changed_last_entry_and_own_hash,
    chain_rehashed,
    deleted,
    deleted_and_renumbered,
    put_in,
    reordered,
    truncated,
    swapped_contents,
    swapped_contents_with_their_keys,
    changed_content,
    cut_or_removed_content,
    changed_cached_document,
    changed_checkpoint_file,
    forged_checkpoint_file,
    swapped_checkpoint_files,
    swapped_signing_key,
    rolled_back_journal_alone,
    settings_of_another_workspace,
]
#: found only by the checkpoint that was kept elsewhere
ONLY_WITH_A_KEPT_CHECKPOINT = [
    chain_rehashed_and_signed_anew,
    everything_written_anew_with_a_new_key,
    truncated_and_tidied,
    rolled_back_as_a_whole,
]
Attack = Callable[[Attacked], None]


@pytest.fixture
def attacks(original: Original, tmp_path: Path) -> Callable[[Attack, int], Iterator[Attacked]]:
    def carried_out(attack: Attack, times: int) -> Iterator[Attacked]:
        for seed in range(times):
            folder = tmp_path / "attacked"
            shutil.copytree(original.folder, folder)
            attacked = Attacked(folder, random.Random(seed), original)
            attack(attacked)
            yield attacked
            shutil.rmtree(folder)

    return carried_out


@pytest.mark.slow
@pytest.mark.parametrize("attack", ALONE, ids=lambda attack: attack.__name__)
def test_every_attack_is_detected(
    attack: Attack,
    attacks: Callable[[Attack, int], Iterator[Attacked]],
    record_property: Callable[[str, object], None],
) -> None:
    tried = 0
    for attacked in attacks(attack, EACH):
        verdict = attacked.verdict()
        assert not verdict.in_order, tried
        if attacked.entry:
            first = verdict.first
            assert first is not None
            assert first.entry <= attacked.entry <= max(first.upto, first.entry), verdict.faults
        tried += 1
    words = attack.__name__.replace("_", " ")
    record_property("figure", f"tampering, {words}: {tried} of {tried} detected")


@pytest.mark.slow
@pytest.mark.parametrize("attack", ONLY_WITH_A_KEPT_CHECKPOINT, ids=lambda attack: attack.__name__)
def test_a_replacement_of_everything_is_detected_by_a_checkpoint_kept_elsewhere_and_only_so(
    attack: Attack,
    attacks: Callable[[Attack, int], Iterator[Attacked]],
    record_property: Callable[[str, object], None],
) -> None:
    tried = 0
    for attacked in attacks(attack, EACH):
        alone = attacked.verdict()
        assert alone.in_order, alone.faults
        assert alone.elsewhere == 0
        held_against = attacked.verdict(attacked.original.kept)
        assert not held_against.in_order, tried
        tried += 1
    words = attack.__name__.replace("_", " ")
    record_property(
        "figure", f"tampering, {words}: {tried} of {tried} detected by a checkpoint kept elsewhere"
    )


def test_the_last_entries_can_only_be_protected_by_a_later_checkpoint(
    attacks: Callable[[Attack, int], Iterator[Attacked]],
) -> None:
    """What no checkpoint covers yet and whose caches were thrown away can't be missed."""

    def last_entry_taken_off(a: Attacked) -> None:
        a.past(("DELETE FROM entries WHERE sequence = ?", (a.original.size,)))
        a.forget_caches()

    for attacked in attacks(last_entry_taken_off, 1):
        assert attacked.verdict(attacked.original.kept).in_order


def _rehashed(entries: Entries, number: int, chance: random.Random) -> Entries:
    """One entry's words changed, and the whole chain after it computed anew."""
    forged = []
    for place, hashed, raw in entries:
        data = json.loads(raw)
        if place == number:
            data["reason"] = f"forged {chance.random()}"
        forged.append((place, hashed, canonical(data)))
    return _chained(forged)


def _chained(entries: Entries) -> Entries:
    after, chained = FIRST, []
    for number, _, raw in entries:
        new = canonical(json.loads(raw) | {"after": after, "sequence": number})
        chained.append((number, hash_of(new), new))
        after = hash_of(new).hex()
    return chained


def _signed_anew(a: Attacked, entries: Entries) -> Entries:
    """With the workspace's own key: every checkpoint in entries and files signed over what the
    entries are now."""
    for file in a.folder.glob("checkpoints/*"):
        file.unlink()
    for place in range(len(entries)):
        number, _, raw = entries[place]
        data = json.loads(raw)
        for change in data["changes"]:
            if change["of"].startswith("checkpoint/"):
                size = change["now"]["size"]
                root = root_of([hashed for _, hashed, _ in entries[:size]])
                text = _signed(a, size, root)
                change["now"] |= {"root": root.hex(), "text": text}
                (a.folder / "checkpoints" / f"{size}.txt").write_text(text, "utf-8")
        entries[place] = (number, b"", canonical(data))
        entries = [*entries[:place], *_after(entries, place)]
    return entries


def _after(entries: Entries, place: int) -> Entries:
    after = entries[place - 1][1].hex() if place else FIRST
    chained = []
    for number, _, raw in entries[place:]:
        new = canonical(json.loads(raw) | {"after": after})
        chained.append((number, hash_of(new), new))
        after = hash_of(new).hex()
    return chained


def _signed(a: Attacked, size: int, root: bytes) -> str:
    signer = SigningKey(a.folder / "keys")
    key = Key(_origin(a), signer.public())
    unsigned = Checkpoint(key.name, size, root)
    signature = Signature(key.name, key.id, signer.sign(unsigned.body))
    return str(Checkpoint(key.name, size, root, (signature,)))


def _origin(a: Attacked) -> str:
    return read_checkpoint(a.original.kept.read_text("utf-8")).origin
