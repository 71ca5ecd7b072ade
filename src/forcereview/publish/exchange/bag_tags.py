"""The tag files of a bag, read: its declaration, its manifests, what it says of itself, and what
has to be fetched (RFC 8493, sections 2.1.1 to 2.2.3; older drafts where a bag declares them).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forcereview.errors import Place, Problem
from forcereview.publish.exchange.bag_names import shown

#: versions of the format that are known, and how each calls the file that describes a bag
VERSIONS = ((0, 93), (0, 94), (0, 95), (0, 96), (0, 97), (1, 0))

#: hash functions by the name that a manifest's file has, and how many hexadecimal signs they give
ALGORITHMS = {
    "md5": 32,
    "sha1": 40,
    "sha224": 56,
    "sha256": 64,
    "sha384": 96,
    "sha512": 128,
    "sha3224": 56,
    "sha3256": 64,
    "sha3384": 96,
    "sha3512": 128,
    "blake2b": 128,
    "blake2s": 64,
}
#: those for which two different files with one hash can be made
FORGEABLE = frozenset({"md5", "sha1"})

_LINE_END = re.compile(r"\r\n|\r|\n")
_MANIFEST_NAME = re.compile(r"(tag)?manifest-([A-Za-z0-9_-]+)\.txt")
_MANIFEST_LINE = re.compile(r"([0-9A-Fa-f]+)[ \t]+(\*?)(.+)")
_FETCH_LINE = re.compile(r"(\S+)[ \t]+(\S+)[ \t]+(.+)")
_LABEL = re.compile(r"([^:]+):(.*)", re.DOTALL)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Complain = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Declaration:
    """What ``bagit.txt`` declares: the version of the format, the encoding of other tag files."""

    version: tuple[int, int] = (1, 0)
    encoding: str = "UTF-8"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a manifest. ``written`` is the file's name as it stands there."""

    manifest: str
    line: int
    digest: str
    written: str
    starred: bool = False


@dataclass(frozen=True, slots=True)
class ToFetch:
    """A line of ``fetch.txt``: a file that lies elsewhere. ``length`` in bytes; None if unsaid."""

    line: int
    address: str
    length: int | None
    written: str


def manifest_kind(name: str) -> tuple[bool, str]:
    """Whether a tag file's name is that of a tag manifest, and of which hash function; ("" if it is
    no manifest at all)."""
    found = _MANIFEST_NAME.fullmatch(name)
    return (bool(found[1]), re.sub(r"[_-]", "", found[2]).lower()) if found else (False, "")


def read_declaration(raw: bytes, complain: Complain) -> Declaration:
    """What ``bagit.txt`` says (section 2.1.1)."""
    place = Place("bagit.txt")
    if raw.startswith(_BOMS):
        complain(Problem("it begins with a byte-order mark, which it must not", "", place))
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        lines = _LINE_END.split(raw.decode("utf-8"))
    except UnicodeDecodeError:
        complain(Problem("it isn't UTF-8 text", "", place))
        return Declaration()
    version = _version(lines, complain)
    encoding = _declared(lines, 1, "Tag-File-Character-Encoding", version, complain)
    if any(line.strip() for line in lines[2:]):
        complain(Problem("more than its two lines", "", Place("bagit.txt", 3)))
    if encoding and not _is_text_encoding(encoding):
        complain(Problem(f"unknown encoding {shown(encoding)}", "", Place("bagit.txt", 2)))
        encoding = ""
    return Declaration(version, encoding or "UTF-8")


def _version(lines: list[str], complain: Complain) -> tuple[int, int]:
    written = _declared(lines, 0, "BagIt-Version", (0, 0), complain)
    number = re.fullmatch(r"(\d+)\.(\d+)", written)
    if not number:
        if written:
            what = f"{shown(written)} is no version; it has the form 1.0"
            complain(Problem(what, "", Place("bagit.txt", 1)))
        return VERSIONS[-1]
    version = int(number[1]), int(number[2])
    if version not in VERSIONS:
        known = ", ".join(f"{major}.{minor}" for major, minor in VERSIONS)
        complain(
            Problem(f"version {written} isn't known here; {known} are", "", Place("bagit.txt", 1))
        )
    if version >= (1, 0) and re.match(r"[^:]*[ \t]:", lines[0]):
        complain(_spaced("BagIt-Version", 1))
    return version


def _declared(
    lines: list[str], at: int, label: str, version: tuple[int, int], complain: Complain
) -> str:
    line = lines[at] if at < len(lines) else ""
    found, _, value = line.partition(":")
    if found.strip() != label:
        complain(Problem(f"'{label}' is missing", "", Place("bagit.txt", at + 1)))
        return ""
    if version >= (1, 0) and found != label:
        complain(_spaced(label, at + 1))
    return value.strip(" \t")


def _spaced(label: str, line: int) -> Problem:
    return Problem(
        f"a space between '{label}' and its colon, which version 1.0 doesn't allow",
        "",
        Place("bagit.txt", line),
    )


def _is_text_encoding(name: str) -> bool:
    if name.lower() in ("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"):
        return False
    try:
        b"x".decode(name)
    except UnicodeError:
        return True
    except (LookupError, ValueError):
        return False
    return True


def read_text(raw: bytes, name: str, encoding: str, complain: Complain) -> str:
    """The text of a tag file in the bag's encoding; what can't be read is complained about."""
    if raw.startswith(codecs.BOM_UTF8) and codecs.lookup(encoding).name == "utf-8":
        raw = raw[len(codecs.BOM_UTF8) :]
        complain(Problem("it begins with a byte-order mark", "", Place(name), "warning"))
    try:
        return raw.decode(encoding)
    except UnicodeError as error:
        complain(Problem(f"it isn't {encoding} as bagit.txt declares ({error})", "", Place(name)))
        return ""


def read_manifest(text: str, name: str, complain: Complain) -> Iterator[Listed]:
    """The files that a manifest lists (section 2.1.3)."""
    length = ALGORITHMS[manifest_kind(name)[1]]
    for number, line in _lines(text):
        found = _MANIFEST_LINE.fullmatch(line)
        if not found:
            what = "no 'hash, space, file name' stands here"
            complain(Problem(what, "", Place(name, number)))
        elif len(found[1]) != length:
            what = f"the hash has {len(found[1])} signs; {length} are needed"
            complain(Problem(what, "", Place(name, number)))
        else:
            yield Listed(name, number, found[1].lower(), found[3], bool(found[2]))


def read_fetch(text: str, complain: Complain) -> Iterator[ToFetch]:
    """The files that have to be fetched (section 2.2.3)."""
    for number, line in _lines(text):
        found = _FETCH_LINE.fullmatch(line)
        if not found or not re.fullmatch(r"-|\d{1,18}", found[2]):
            what = "no 'address, length or -, file name' stands here"
            complain(Problem(what, "", Place("fetch.txt", number)))
        else:
            length = None if found[2] == "-" else int(found[2])
            yield ToFetch(number, found[1], length, found[3])


def read_description(text: str, name: str, complain: Complain) -> Iterator[tuple[int, str, str]]:
    """Line, label and value of what a bag says of itself (section 2.2.2); folded lines joined."""
    number, label, value = 0, "", ""
    for at, line in _lines(text):
        if line[0] in " \t" and label:
            value = f"{value} {line.strip()}"
            continue
        if label:
            yield number, label, value
        found = _LABEL.fullmatch(line)
        label = found[1].strip() if found else ""
        if not found or not label:
            complain(Problem("no 'label: value' stands here", "", Place(name, at)))
            continue
        number, value = at, found[2].strip()
    if label:
        yield number, label, value


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line.strip():
            yield number, line
