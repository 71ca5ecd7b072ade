"""Judge a bag: read its tag files, hash its files once each, say everything that is wrong."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from forcereview.errors import Place, Problem
from forcereview.publish.exchange.bag_judging import (
    compared,
    expectations,
    notes_on,
    read_tags,
)
from forcereview.publish.exchange.bag_lookup import Expected
from forcereview.publish.exchange.bag_names import PAYLOAD, shown
from forcereview.publish.exchange.bag_tags import manifest_kind
from forcereview.publish.exchange.judgement import Judgement, kept_short
from forcereview.workspace.exchange.bag_contents import (
    BagContents,
    ZipBounds,
    opened_bag,
    readable_error,
)
from forcereview.workspace.ports import Progress, Silent

#: bytes of a tag file that are read at most
MOST_TAG_BYTES = 256 << 20
_PIECE = 1 << 20
#: names of hash functions in file names of manifests, where Python calls them otherwise
_CALLED = {f"sha3{bits}": f"sha3_{bits}" for bits in (224, 256, 384, 512)}
_UNREADABLE = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def judge_bag(
    path: Path | str, progress: Progress | None = None, bounds: ZipBounds | None = None
) -> Judgement:
    """What a bag in a folder or a zip file is worth: valid, valid with warnings, or invalid, with
    every reason. Needs no workspace; fetches nothing.

    Raises:
        BadInput: nothing is there, or a zip that can't or shouldn't be opened.
    """
    with opened_bag(Path(path), bounds) as contents:
        return judged(contents, progress or Silent())


def judged(contents: BagContents, progress: Progress) -> Judgement:
    """The judgement on a bag whose files are open."""
    problems = list(contents.problems)

    def read(name: str) -> bytes:
        return _tag_bytes(contents, name, problems)

    tags = read_tags(contents.files, read, problems.append)
    payload = [size for path, size in contents.files.items() if path.startswith(PAYLOAD)]
    if tags is None:
        found = kept_short(problems, contents.name)
        return Judgement(contents.name, "", found, len(payload), sum(payload))
    expected = expectations(tags, contents.files, problems.append)
    digests = _hashed(contents, expected, tags.payload, problems, progress)
    compared((each for each in expected if each.path in digests), digests, problems.append)
    return Judgement(
        contents.name,
        ".".join(map(str, tags.declaration.version)),
        kept_short(problems, contents.name),
        len(payload),
        sum(payload),
        tuple(sorted({manifest_kind(name)[1] for name in tags.payload})),
        tuple((label, value) for _, label, value in tags.description),
        notes_on(tags, contents.files),
        {path: each["sha256"] for path, each in digests.items() if path.startswith(PAYLOAD)},
        _fingerprint(tags.payload, digests),
    )


def _fingerprint(manifests: Iterable[str], digests: Mapping[str, Mapping[str, str]]) -> str:
    """The SHA-256 of the manifest by the strongest hash function."""
    ranked = sorted(manifests, key=lambda name: (_RANK.get(manifest_kind(name)[1], 2), name))
    return next((digests[name]["sha256"] for name in ranked if name in digests), "")


#: manifests by these hash functions come first, by those last
_RANK = {"sha256": 0, "sha512": 1, "sha1": 3, "md5": 4}


def _tag_bytes(contents: BagContents, name: str, problems: list[Problem]) -> bytes:
    if contents.files[name] > MOST_TAG_BYTES:
        what = f"{contents.files[name]:,} bytes are too many for a tag file"
        problems.append(Problem(what, "", Place(name)))
        return b""
    try:
        with contents.open(name) as file:
            return file.read(MOST_TAG_BYTES)
    except _UNREADABLE as error:
        what = f"it can't be read ({readable_error(error)})"
        problems.append(Problem(what, "", Place(name)))
        return b""


def _hashed(
    contents: BagContents,
    expected: Iterable[Expected],
    manifests: Iterable[str],
    problems: list[Problem],
    progress: Progress,
) -> dict[str, Mapping[str, str]]:
    """The hashes of each file that some line speaks of; SHA-256 of payload files and manifests in
    any case."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for name in manifests:
        wanted[name].add("sha256")
    for each in expected:
        wanted[each.path].add(each.algorithm)
        if each.path.startswith(PAYLOAD):
            wanted[each.path].add("sha256")
    progress.begin("checking the bag", sum(contents.files[path] for path in wanted), "bytes")
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(wanted):
        try:
            found[path] = _digests(contents, path, sorted(wanted[path]), progress)
        except _UNREADABLE as error:
            what = f"{shown(path)} can't be read ({readable_error(error)})"
            problems.append(Problem(what, "", Place(path)))
    progress.end()
    return found


def _digests(
    contents: BagContents, path: str, algorithms: list[str], progress: Progress
) -> dict[str, str]:
    running = {name: hashlib.new(_CALLED.get(name, name)) for name in algorithms}
    with contents.open(path) as file:
        while piece := file.read(_PIECE):
            for digest in running.values():
                digest.update(piece)
            progress.advance(len(piece))
    return {name: digest.hexdigest() for name, digest in running.items()}
