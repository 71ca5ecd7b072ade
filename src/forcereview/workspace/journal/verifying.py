"""Check everything that a workspace can prove, and list all that isn't in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forcereview.errors import ForcereviewError
from forcereview.journal import ABSENT
from forcereview.journal.canonical import Json, canonical
from forcereview.journal.checkpoints import Key, read_key
from forcereview.journal.folding import Fold
from forcereview.journal.verifying import ChainCheck, Fault, in_pieces
from forcereview.workspace.journal.verifying_checkpoints import (
    Shown,
    against_journal,
    files_of,
    given_files,
    of_documents,
    time_stamps,
)
from forcereview.workspace.journal.verifying_contents import Contents, check_contents
from forcereview.workspace.ports import Ports


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found. ``notes`` are worth knowing, but nothing that is wrong.

    ``quick``: contents were looked for but not read, and documents not folded anew. ``elsewhere``:
    how many checkpoints, or keys, from outside the workspace the journal was held against; with
    none, a workspace that was replaced as a whole can't be told from the true one.
    """

    entries: int
    head: str
    root: str
    checkpoints: int
    time_stamps: int
    contents: Contents
    documents: int
    elsewhere: int
    quick: bool
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def in_order(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def first(self) -> Fault | None:
        """The fault of the earliest entry; what only a checkpoint shows, or concerns no entry,
        come after."""
        return min(
            self.faults,
            key=lambda fault: (not fault.entry, fault.kind == "checkpoint", fault.entry),
            default=None,
        )


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def verify(
    ports: Ports,
    checkpoints: Iterable[Path | str] = (),
    keys: Iterable[str] = (),
    *,
    quick: bool = False,
) -> Verdict:
    """Check chain, tree, signatures, time stamps, contents, and what is kept beside the journal.

    ``checkpoints`` are files that were kept elsewhere, ``keys`` public keys that were written down
    elsewhere. Reads only; it may be stopped at any time.

    Raises:
        BadInput: a checkpoint or key given can't be read as one.
    """
    found = _Found()
    given, known = given_files(checkpoints), tuple(read_key(key, "--key") for key in keys)
    shown = [*given, *files_of(ports, found.faults), *_cached_checkpoints(ports, found)]
    chain, fold = _entries(ports, [each.size for each in shown], found, quick=quick)
    found.faults += chain.faults
    documents = _documents(ports, fold, found)
    true = of_documents(documents, found.faults)
    _again_where_missed(ports, chain, true)
    trusted = _keys(ports, documents, known, found)
    found.faults += against_journal([*true, *shown], chain, trusted, ports.settings.id)
    stamps = time_stamps(ports, documents, found.faults, found.notes)
    contents = check_contents(ports, documents, found.faults, found.notes, quick=quick)
    if not ports.journal.damaged:
        _caches(ports, chain, fold, found)
    if ports.journal.damaged:
        found.faults.append(Fault("damaged", ports.journal.hindrance))
    return Verdict(
        chain.size,
        chain.head,
        chain.root.hex(),
        len({each.text for each in (*true, *shown)}),
        stamps,
        contents,
        len(documents),
        len(given) + len(known),
        quick,
        tuple(dict.fromkeys(found.faults)),
        tuple(found.notes),
    )


def _entries(
    ports: Ports, sizes: Sequence[int], found: _Found, *, quick: bool
) -> tuple[ChainCheck, Fold | None]:
    """Read all entries that can be read: their chain and, unless quick, what they fold to."""
    chain, fold = ChainCheck(sizes), None if quick else Fold()
    try:
        ports.progress.begin("checking entries", ports.journal.head().sequence, "entries")
        for piece in in_pieces(ports.journal.entries()):
            chain.take(piece)
            if fold is not None:
                fold.take(piece)
            ports.progress.advance(len(piece))
    except ForcereviewError as error:
        place = chain.sequence + 1
        lost = "the entries that can't be read, unless a copy holds them"
        found.faults += [
            Fault("unreadable", f"reading stopped: {problem}", place, place, lost)
            for problem in error.problems
        ]
    ports.progress.end()
    if fold is not None:
        found.faults += fold.faults
    return chain, fold


def _again_where_missed(ports: Ports, chain: ChainCheck, true: Sequence[Shown]) -> None:
    """Roots for checkpoints that entries hold, but nothing kept beside the entries named."""
    missed = {each.size for each in true} - set(chain.roots)
    if not missed:
        return
    again = ChainCheck(missed)
    try:
        for piece in in_pieces(ports.journal.entries(upto=max(missed))):
            again.take(piece)
    except ForcereviewError:
        return  # said already, on the first reading
    finally:
        chain.roots.update(again.roots)


def _documents(ports: Ports, fold: Fold | None, found: _Found) -> dict[str, Json]:
    """What the entries fold to; in a quick check, what is kept beside them of it."""
    if fold is not None:
        return fold.documents
    try:
        return {
            held.of: held.value
            for kind in ("checkpoint", "key", "evidence")
            for held in ports.journal.documents(kind)
        }
    except ForcereviewError as error:
        found.faults += [Fault("cache", str(problem)) for problem in error.problems]
        return {}


def _cached_checkpoints(ports: Ports, found: _Found) -> list[Shown]:
    try:
        cached = {held.of: held.value for held in ports.journal.documents("checkpoint")}
    except ForcereviewError as error:
        found.notes += [str(problem) for problem in error.problems]
        return []
    return of_documents(cached, found.faults)


def _keys(
    ports: Ports, documents: dict[str, Json], known: tuple[Key, ...], found: _Found
) -> tuple[Key, ...]:
    """The keys whose signatures count: those written down elsewhere, else those of the journal."""
    named = []
    for of, value in documents.items():
        if of.startswith("key/"):
            try:
                named.append(read_key(value["key"], of))
            except (ForcereviewError, KeyError, TypeError):
                found.faults.append(Fault("key", f"{of} holds no public key"))
    found.faults += [
        Fault("key", f"the key given ({key.id.hex()}) isn't one that this journal names")
        for key in known
        if key not in named
    ]
    here = ports.signer.public()
    if here and here not in [key.public for key in named]:
        found.faults.append(
            Fault("key", "the signing key in the folder of keys isn't one that the journal names")
        )
    if not here:
        found.notes.append("the signing key isn't here, so no checkpoint can be signed")
    return known or tuple(named)


def _caches(ports: Ports, chain: ChainCheck, fold: Fold | None, found: _Found) -> None:
    """Whether what is kept beside the entries is what the entries fold to."""
    try:
        folded = ports.journal.folded()
        if folded is not None and (folded.sequence, folded.hash) != (chain.sequence, chain.head):
            found.faults.append(_behind(folded.sequence, chain.sequence))
        if fold is None:
            return
        held = {each.of: each for each in ports.journal.documents("")}
        for of in sorted({*held, *fold.documents} - fold.broken):
            cached = held[of].value if of in held else ABSENT
            if not _same(cached, fold.documents.get(of, ABSENT)):
                found.faults.append(_cache(f"{of} as it is kept isn't what the entries say"))
            elif held[of].sequence != fold.changed_by[of][-1]:
                found.faults.append(_cache(f"{of} is kept as changed by another entry"))
        for of, numbers in fold.changed_by.items():
            if [each.sequence for each in ports.journal.entries(of=of)] != list(numbers):
                found.faults.append(_cache(f"the list of entries that changed {of} isn't true"))
    except ForcereviewError as error:
        found.faults += [_cache(str(problem)) for problem in error.problems]


def _behind(folded: int, read: int) -> Fault:
    """The documents were folded from another end than the journal has now."""
    if folded > read:
        what = f"documents are kept up to entry {folded}, but the journal ends with entry {read}"
        return Fault("missing", what, read + 1, folded, "the entries after it")
    if folded == read:
        what = "not the one that the documents were folded from; it was changed or put there"
        return Fault("unlinked", what, read, read, "what was really entered there")
    what = f"added past forcereview: documents are kept up to entry {folded}"
    return Fault("added", what, folded + 1, read)


def _cache(what: str) -> Fault:
    return Fault("cache", f"{what} (nothing is lost: forcereview rebuild folds the entries anew)")


def _same(one: Json, other: Json) -> bool:
    if one is ABSENT or other is ABSENT:
        return one is other
    return canonical(one) == canonical(other)
