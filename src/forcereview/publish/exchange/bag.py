"""What the tag files of a bag say when one is written (BagIt 1.0, RFC 8493)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from forcereview.publish.exchange.bag_names import encoded

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

#: the hash functions of the manifests that are written
WRITTEN_WITH = ("sha256", "sha512")

_MOST_NAME_BYTES = 120
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)


def manifest_text(digests: Mapping[str, str]) -> str:
    """A manifest: files by their path in the bag, in order, each after its hash."""
    return "".join(f"{digests[path]}  {encoded(path)}\n" for path in sorted(digests))


def description_text(fields: Iterable[tuple[str, str]]) -> str:
    """``bag-info.txt``: a label and its value a line; blank values are left out."""
    lines = ((label, " ".join(value.split())) for label, value in fields)
    return "".join(f"{label}: {value}\n" for label, value in lines if value)


def payload_sum(sizes: Iterable[int]) -> str:
    """The payload's bytes and files, as ``Payload-Oxum`` gives them."""
    counted = list(sizes)
    return f"{sum(counted)}.{len(counted)}"


def safe_name(name: str) -> str:
    """A name that every system can make a file of, as near as may be to the one a file came with.

    Signs that can't be seen, divide folders or mean something to a shell become ``_``; long names
    are cut before their ending.
    """
    text = unicodedata.normalize("NFC", name)
    text = "".join(c if _harmless(c) else "_" for c in text).strip(" ._-") or "file"
    text = _DEVICE.sub(lambda found: f"{found[1]}_", text, count=1)
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending.encode()) > 12:
        stem, dot, ending = text, "", ""
    room = _MOST_NAME_BYTES - len(f"{dot}{ending}".encode())
    cut = stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .")
    return f"{cut}{dot}{ending}"


def _harmless(sign: str) -> bool:
    if sign.isascii():
        return sign.isalnum() or sign in "._-+,@() "
    return unicodedata.category(sign)[0] in "LMN"
