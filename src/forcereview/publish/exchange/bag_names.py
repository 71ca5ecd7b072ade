"""Names of files in a bag: how a manifest writes them, and which of them no bag may hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forcereview.publish.readable import readable

PAYLOAD = "data/"

#: files that operating systems make and sweep away by themselves
SWEPT_AWAY = frozenset({".ds_store", "thumbs.db", "desktop.ini"})

_ENCODED = re.compile(r"%(0[AaDd]|25)")
_ENCODED_BREAKS = re.compile(r"%(0[AaDd])")
_TO_ENCODE = {"\n": "%0A", "\r": "%0D", "%": "%25"}
_DRIVE = re.compile(r"[A-Za-z]:")
_VARIABLE = re.compile(r"%\w+%[/\\]")
_WINDOWS_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_UNUSUAL = re.compile(r'[<>:"|?*\x00-\x1f]|[ .]$')


def encoded(path: str) -> str:
    """A file's name as a manifest writes it: line ends and percent signs as codes (RFC 8493,
    section 2.1.3)."""
    return re.sub(r"[\n\r%]", lambda found: _TO_ENCODE[found[0]], path)


def decoded(written: str, *, percent: bool = True) -> str:
    """The name that a manifest means. Before version 1.0 a percent sign stood for itself
    (``percent=False``)."""
    pattern = _ENCODED if percent else _ENCODED_BREAKS
    return pattern.sub(lambda found: chr(int(found[1], 16)), written)


def shown(path: str) -> str:
    """A name in quotes, every sign of it visible, for complaints."""
    return f"'{readable(path.replace(chr(9), '⟨U+0009⟩').replace(chr(10), '⟨U+000A⟩'))}'"


def leads_outside(path: str) -> str:
    """Why a name leads, or on some system would lead, out of the bag; "" if it doesn't."""
    if path.startswith("/"):
        return "it begins at the root of the file system"
    if path.startswith("~"):
        return "'~' stands for somebody's home folder"
    if path.startswith("\\"):
        return "it names another machine or the root of a drive"
    if _DRIVE.match(path):
        return "it names a drive"
    if _VARIABLE.match(path):
        return "it begins with a variable that stands for a folder"
    if ".." in re.split(r"[/\\]", path):
        return "'..' leads out of its folder"
    return ""


def is_malformed(path: str) -> bool:
    """Whether a name has an empty part, a ``.`` as a part, or a zero byte."""
    return "\0" in path or any(part in ("", ".") for part in path.split("/"))


def not_everywhere(path: str) -> str:
    """Why a file of this name can't be made on some systems; "" if it can on all known."""
    for part in path.split("/"):
        if "\\" in part:
            return "a backslash divides folders on Windows"
        if _WINDOWS_DEVICE.fullmatch(part):
            return f"'{part}' is the name of a device on Windows"
        if _UNUSUAL.search(part):
            return "Windows allows no such sign there"
    return ""


@dataclass(frozen=True)
class Names:
    """Names of files that are there, found again in another Unicode form or another case."""

    all: frozenset[str]
    _by_form: Mapping[str, tuple[str, ...]] = field(repr=False)
    _by_case: Mapping[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, paths: Iterable[str]) -> Names:
        """Look-up for these paths."""
        found = frozenset(paths)
        return cls(found, _grouped(found, _form), _grouped(found, _case))

    def in_another_form(self, path: str) -> str:
        """The one file whose name is the same letters otherwise composed; "" if none or several."""
        return _only(self._by_form.get(_form(path), ()))

    def in_another_case(self, path: str) -> str:
        """The one file whose name differs only in small and capital letters; "" if none."""
        return _only(self._by_case.get(_case(path), ()))

    def alike(self) -> list[tuple[str, ...]]:
        """Groups of names that some systems can't tell apart."""
        return sorted(group for group in self._by_case.values() if len(group) > 1)


def _form(path: str) -> str:
    return unicodedata.normalize("NFC", path)


def _case(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _grouped(paths: Iterable[str], key: object) -> dict[str, tuple[str, ...]]:
    assert callable(key)
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(key(path), []).append(path)
    return {form: tuple(sorted(group)) for form, group in groups.items()}


def _only(group: tuple[str, ...]) -> str:
    return group[0] if len(group) == 1 else ""
