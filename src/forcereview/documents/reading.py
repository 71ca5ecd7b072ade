"""Read one YAML document from bytes: bounded time and memory, every value with its place.

The parser's events are used, never its object construction: no tags are honoured, no aliases are
expanded (so no "billion laughs"), and plain scalars stay words, because what ``09:37`` or ``yes``
means is decided by the field that holds it, not by YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from forcereview.errors import BadInput, Place, Problem

Path = tuple[str | int, ...]
Value = str | dict[str, Any] | list[Any] | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a document may hold. Bytes, levels of nesting, number of values."""

    max_bytes: int = 8 * 1024 * 1024
    max_depth: int = 24
    max_values: int = 400_000


@dataclass(slots=True)
class Document:
    """A document's plain data and where each value and key stands.

    ``places`` maps the path of a value to its place; ``key_places`` the path of a key to the
    place of the key itself. ``quoted`` holds paths of scalars written in quotes.
    """

    file: str
    data: Value
    places: dict[Path, Place] = field(default_factory=dict)
    key_places: dict[Path, Place] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, *, key: bool = False) -> Place:
        """The place of the value (or key) at ``path``, or of its nearest parent."""
        where = tuple(path)
        while True:
            found = self.key_places.get(where) if key else None
            found = found or self.places.get(where) or self.key_places.get(where)
            if found is not None:
                return found
            if not where:
                return Place(self.file, 1, 1)
            where = where[:-1]


def read_document(raw: bytes, file: str, bounds: Bounds = Bounds()) -> Document:  # noqa: B008
    """Read the YAML document in ``raw``; ``file`` is the name that complaints use.

    Raises:
        BadInput: not UTF-8, too large, too deep, not YAML, or uses anchors, aliases or tags.
            Duplicate keys don't raise: they are listed in ``problems`` of the result.
    """
    text = _decode(raw, file, bounds)
    try:
        return _parsed(text, file, bounds, pure=False)
    except YAMLError as error:
        if len(raw) > _PURE_BYTES:
            raise BadInput(_syntax_problem(error, file)) from None
    try:
        return _parsed(text, file, bounds, pure=True)
    except YAMLError as error:
        raise BadInput(_syntax_problem(error, file)) from None


#: up to this size, what the quick YAML 1.1 scanner refuses is tried with the slower YAML 1.2 one
#: (which takes ``{at: 09:37:10}``, for instance)
_PURE_BYTES = 512 * 1024


def _parsed(text: str, file: str, bounds: Bounds, *, pure: bool) -> Document:
    builder = _Builder(Document(file, None), bounds)
    builder.build(YAML(typ="safe", pure=pure).parse(text))
    return builder.document


def _decode(raw: bytes, file: str, bounds: Bounds) -> str:
    if len(raw) > bounds.max_bytes:
        raise BadInput(
            Problem(
                f"the file holds {len(raw):,} bytes; at most {bounds.max_bytes:,} are read",
                "keep recordings and documents outside the file and refer to them as sources",
                Place(file),
            )
        )
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInput(
            Problem("the file is written in UTF-16", "save it again as UTF-8", Place(file, 1, 1))
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        raise BadInput(
            Problem(
                f"byte 0x{raw[error.start]:02x} is not UTF-8",
                "save the file again as UTF-8",
                Place(file, line, column),
            )
        ) from None
    for index, character in enumerate(text):
        if character < " " and character not in "\t\n\r":
            raise BadInput(
                Problem(
                    f"control character U+{ord(character):04X} in the text",
                    "remove it; is this a text file?",
                    Place(file, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)),
                )
            )
    return text


def _syntax_problem(error: YAMLError, file: str) -> Problem:
    if not isinstance(error, MarkedYAMLError):
        return Problem(f"this is not YAML: {error}", "check the text", Place(file, 1))
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
    said = " ".join(str(part).strip() for part in (error.context, error.problem) if part)
    todo = "check indentation, colons and quotes here or just above"
    if "tab" in said or "\\t" in said:
        todo = "indent with spaces, not tabs"
    return Problem(f"this is not YAML: {said}", todo, place)


class _Builder:
    """Builds plain data from parse events, without recursion."""

    def __init__(self, document: Document, bounds: Bounds) -> None:
        self.document = document
        self.bounds = bounds
        self.values = 0

    def build(self, events: Iterator[Any]) -> None:
        stack: list[tuple[dict[str, Any] | list[Any], Path]] = []
        pending_key: list[str | None] = []
        documents = 0
        for event in events:
            kind = type(event).__name__
            if kind in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                continue
            place = self._place(event)
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self._refuse(
                        "a second document starts here", "write one document a file", place
                    )
                continue
            self._refuse_indirection(event, kind, place)
            if kind in ("MappingEndEvent", "SequenceEndEvent"):
                stack.pop()
                pending_key.pop()
                continue
            self._count(place)
            in_mapping = bool(stack) and isinstance(stack[-1][0], dict)
            if in_mapping and pending_key[-1] is None:
                pending_key[-1] = self._take_key(event, kind, stack[-1], place)
                continue
            path = self._path(stack, pending_key)
            value = self._open(event, kind, path)
            self.document.places[path] = place
            self._attach(value, stack, pending_key)
            if isinstance(value, (dict, list)):
                if len(stack) >= self.bounds.max_depth:
                    self._refuse(
                        f"nested more than {self.bounds.max_depth} levels deep",
                        "no such file needs this; check brackets and indentation",
                        place,
                    )
                stack.append((value, path))
                pending_key.append(None)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self.document.file, mark.line + 1, mark.column + 1)

    def _refuse(self, what: str, todo: str, place: Place) -> None:
        raise BadInput(Problem(what, todo, place))

    def _refuse_indirection(self, event: Any, kind: str, place: Place) -> None:
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            self._refuse(
                "anchors and aliases (& and *) are not used in these files",
                "write the value out, or put it in quotes if it only starts with & or *",
                place,
            )
        if getattr(event, "tag", None) and getattr(event, "tag", None) != "!":
            self._refuse(
                f"tags ({event.tag}) are not used in these files",
                "remove the tag, or put the text in quotes if it starts with !",
                place,
            )

    def _count(self, place: Place) -> None:
        self.values += 1
        if self.values > self.bounds.max_values:
            self._refuse(f"more than {self.bounds.max_values:,} values", "split the file", place)

    def _take_key(
        self, event: Any, kind: str, parent: tuple[dict[str, Any] | list[Any], Path], place: Place
    ) -> str:
        mapping, path = parent
        if kind != "ScalarEvent":
            self._refuse("a key must be a plain word", "write 'word: value'", place)
        key = str(event.value)
        if key in mapping:
            first = self.document.key_places[(*path, key)]
            self.document.problems.append(
                Problem(
                    f"'{key}' is given twice (first in line {first.line})",
                    "keep one, or rename one; nothing is chosen for you",
                    place,
                )
            )
            number = 2
            while f"{key} ({number})" in mapping:
                number += 1
            key = f"{key} ({number})"
        self.document.key_places[(*path, key)] = place
        return key

    def _path(self, stack: list[Any], pending_key: list[str | None]) -> Path:
        if not stack:
            return ()
        container, path = stack[-1]
        last = pending_key[-1] if isinstance(container, dict) else len(container)
        assert last is not None
        return (*path, last)

    def _open(self, event: Any, kind: str, path: Path) -> Value:
        if kind == "MappingStartEvent":
            return {}
        if kind == "SequenceStartEvent":
            return []
        text = str(event.value)
        if event.style in ("'", '"', "|", ">"):
            self.document.quoted.add(path)
            return text
        return None if text in ("", "~", "null") else text

    def _attach(self, value: Value, stack: list[Any], pending_key: list[str | None]) -> None:
        if not stack:
            self.document.data = value
            return
        container = stack[-1][0]
        if isinstance(container, dict):
            container[pending_key[-1]] = value
            pending_key[-1] = None
        else:
            container.append(value)
