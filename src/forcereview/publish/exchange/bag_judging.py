"""Judge a bag by its tag files, the names of its files and their hashes (RFC 8493, section 3).

Three steps, so that whoever opens files can hash each once: :func:`read_tags` says what the tag
files say, :func:`expectations` which file must have which hash, :func:`compared` whether it has.
Each tells what is wrong through ``complain``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from forcereview.errors import Place, Problem
from forcereview.publish.exchange.bag_lookup import Expected, Lookup, missing
from forcereview.publish.exchange.bag_names import PAYLOAD, Names, not_everywhere, shown
from forcereview.publish.exchange.bag_tags import (
    ALGORITHMS,
    FORGEABLE,
    Complain,
    Declaration,
    Listed,
    ToFetch,
    manifest_kind,
    read_declaration,
    read_description,
    read_fetch,
    read_manifest,
    read_text,
)


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tag files of a bag say. Manifests by file name; ``description`` holds line, label
    and value; ``described_in`` is the name of its file."""

    declaration: Declaration
    payload: Mapping[str, tuple[Listed, ...]]
    tags: Mapping[str, tuple[Listed, ...]]
    fetch: tuple[ToFetch, ...] = ()
    description: tuple[tuple[int, str, str], ...] = ()
    described_in: str = ""


def read_tags(
    files: Mapping[str, int], read: Callable[[str], bytes], complain: Complain
) -> Tags | None:
    """What the tag files say; None where ``bagit.txt`` is missing. ``files`` maps every file's path
    in the bag to its size in bytes."""
    if "bagit.txt" not in files:
        what = "bagit.txt is missing, so this is no bag"
        complain(Problem(what, "name the folder that holds bagit.txt"))
        return None
    declaration = read_declaration(read("bagit.txt"), complain)

    def text(name: str) -> str:
        return read_text(read(name), name, declaration.encoding, complain)

    manifests: dict[bool, dict[str, tuple[Listed, ...]]] = {False: {}, True: {}}
    for name in sorted(files):
        of_tags, algorithm = manifest_kind(name)
        if algorithm and algorithm not in ALGORITHMS:
            what = f"no hash function '{algorithm}' is known here, so this isn't checked"
            complain(Problem(what, "", Place(name), "warning"))
        elif algorithm:
            manifests[of_tags][name] = tuple(read_manifest(text(name), name, complain))
    described = next((n for n in ("bag-info.txt", "package-info.txt") if n in files), "")
    return Tags(
        declaration,
        manifests[False],
        manifests[True],
        tuple(read_fetch(text("fetch.txt"), complain)) if "fetch.txt" in files else (),
        tuple(read_description(text(described), described, complain)) if described else (),
        described,
    )


def expectations(tags: Tags, files: Mapping[str, int], complain: Complain) -> list[Expected]:
    """Which file must have which hash; names that no bag may hold, files that are missing, extra or
    listed twice are complained about."""
    payload = {path: size for path, size in files.items() if path.startswith(PAYLOAD)}
    if not payload:
        what = "no file lies in its folder data"
        complain(Problem(what, "", severity="error" if tags.fetch else "warning"))
    if not tags.payload:
        complain(Problem("no manifest lists what is in data", "", Place("manifest-….txt")))
    names = Names.of(files)
    lookup = Lookup(tags.declaration.version, tags.fetch, names, complain)
    expected: list[Expected] = []
    listed: dict[str, set[str]] = {}
    for manifest, lines in {**tags.payload, **tags.tags}.items():
        found = list(lookup.all(manifest, lines))
        listed[manifest] = {each.path for each in found if not each.instead_of}
        expected += found
    _check_fetch(tags, lookup, files, listed, complain)
    _check_all_listed(tags, payload, listed, complain)
    _check_names(names, complain)
    _check_description(tags, payload, lookup.swept_away, complain)
    return expected


def compared(
    expected: Iterable[Expected], digests: Mapping[str, Mapping[str, str]], complain: Complain
) -> None:
    """Whether files have the hashes that are expected. ``digests`` maps a file's path to its hashes
    by hash function."""
    for each in expected:
        same = digests[each.path][each.algorithm] == each.digest
        if each.instead_of and not same:
            complain(missing(each.instead_of, each.place))
        elif each.instead_of:
            complain(
                Problem(
                    f"{shown(each.instead_of)} isn't there, but {shown(each.path)} is, with the "
                    "same content: one file for systems that don't tell letters' cases apart",
                    "",
                    each.place,
                    "warning",
                )
            )
        elif not same:
            what = f"{shown(each.path)} doesn't have the {each.algorithm} listed: it was changed"
            complain(Problem(what, "", each.place))


def notes_on(tags: Tags, files: Iterable[str]) -> tuple[str, ...]:
    """What isn't a fault, but a reader should know."""
    notes = []
    known = {manifest_kind(name)[1] for name in tags.payload}
    if known and known <= FORGEABLE:
        functions = " and ".join(sorted(known))
        notes.append(
            f"checked by {functions} alone: that shows damage, but files can be forged to match it"
        )
    unsealed = known - {manifest_kind(name)[1] for name in tags.tags}
    if tags.tags and unsealed:
        notes.append(
            f"no tag manifest by {', '.join(sorted(unsealed))}, as there is for the payload"
        )
    if not tags.tags:
        notes.append("no tag manifest: a change to the manifests themselves wouldn't show")
        return tuple(notes)
    listed = {line.written for lines in tags.tags.values() for line in lines}
    for path in sorted(files):
        if not path.startswith(PAYLOAD) and not manifest_kind(path)[0] and path not in listed:
            notes.append(f"no tag manifest lists {shown(path)}: a change to it wouldn't show")
    return tuple(notes)


def _check_fetch(
    tags: Tags,
    lookup: Lookup,
    files: Mapping[str, int],
    listed: Mapping[str, set[str]],
    complain: Complain,
) -> None:
    for item in tags.fetch:
        place = Place("fetch.txt", item.line)
        path = lookup.meant(item.written, place, in_payload=True)
        if not path or path not in files:
            continue
        if item.length is not None and item.length != files[path]:
            what = f"{shown(path)} has {files[path]:,} bytes, not {item.length:,}"
            complain(Problem(what, "", place))
        if not any(path in listed[manifest] for manifest in tags.payload):
            complain(Problem(f"no manifest lists {shown(path)}", "", place))


def _check_all_listed(
    tags: Tags, payload: Iterable[str], listed: Mapping[str, set[str]], complain: Complain
) -> None:
    if not tags.payload:
        return
    somewhere = set().union(*(listed[manifest] for manifest in tags.payload))
    for path in sorted(set(payload) - somewhere):
        what = f"no manifest lists {shown(path)}, so nobody vouches for it"
        complain(Problem(what, "", Place(path)))
    if tags.declaration.version < (1, 0):
        return
    for manifest in tags.payload:
        for path in sorted(somewhere - listed[manifest]):
            what = f"it doesn't list {shown(path)}, as every manifest must"
            complain(Problem(what, "", Place(manifest)))


def _check_names(names: Names, complain: Complain) -> None:
    for group in names.alike():
        what = f"{' and '.join(map(shown, group))} are one name on some systems"
        complain(Problem(what, "", severity="warning"))
    for path in sorted(names.all):
        if why := not_everywhere(path):
            complain(Problem(f"{shown(path)}: {why}", "", severity="warning"))


def _check_description(
    tags: Tags, payload: Mapping[str, int], swept_away: bool, complain: Complain
) -> None:
    sums = [
        (line, value) for line, label, value in tags.description if label.lower() == "payload-oxum"
    ]
    held = f"{sum(payload.values())}.{len(payload)}"
    for line, value in sums:
        if value != held:
            what = f"Payload-Oxum says {shown(value)} (bytes.files); here are {held}"
            severity = "warning" if swept_away else "error"
            complain(Problem(what, "", Place(tags.described_in, line), severity))
