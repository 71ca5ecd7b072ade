"""Read one YAML document from bytes: bounded time and memory, every value with its place.

The parser's events are used, never its object construction: no tags are honoured, no aliases are
expanded (so no "billion laughs"), and plain scalars stay words, because what ``09:37`` or ``yes``
means is decided by the field that holds it, not by YAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from forcereview.documents.decoding import decoded, unprintable_in
from forcereview.errors import BadInput, Place, Problem, cited

Path = tuple[str | int, ...]
Value = str | dict[str, Any] | list[Any] | None
Collection = dict[str, Any] | list[Any]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much a document may hold. Bytes, levels of nesting, number of keys and values."""

    max_bytes: int = 8 * 1024 * 1024
    max_depth: int = 24
    max_values: int = 200_000


@dataclass(slots=True)
class Document:
    """A document's plain data and where each value and key stands.

    ``places`` maps the path of a value to its place; ``key_places`` the path of a key to the
    place of the key itself. ``quoted`` holds paths of scalars written in quotes or as blocks.
    ``text`` is the text as read (line ends as ``\\n``, no byte order mark), ``strict`` whether only
    the YAML 1.2 parser could read it.
    """

    file: str
    data: Value
    places: dict[Path, Place] = field(default_factory=dict)
    key_places: dict[Path, Place] = field(default_factory=dict)
    quoted: set[Path] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    text: str = ""
    strict: bool = False

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

    def place_within(self, path: Path, offset: int) -> Place:
        """The place of the character at ``offset`` in the scalar at ``path``, folded or not.

        YAML folds line ends and indentation to blanks, so only signs that aren't blank are counted.
        """
        start = self.place(path)
        value: Value = self.data
        for step in path:
            value = value[step]  # type: ignore[index]
        lines = self.text.split("\n")
        line, column = start.line - 1, start.column - 1
        if path in self.quoted:
            block = lines[line][column : column + 1] in ("|", ">")
            line, column = (line + 1, 0) if block else (line, column + 1)
        ahead = sum(not sign.isspace() for sign in str(value)[:offset])
        while line < len(lines):
            for position in range(column, len(lines[line])):
                if lines[line][position].isspace():
                    continue
                if ahead == 0:
                    return Place(self.file, line + 1, position + 1)
                ahead -= 1
            line, column = line + 1, 0
        return start


def read_document(raw: bytes, file: str, bounds: Bounds = Bounds()) -> Document:
    """Read the YAML document in ``raw``; ``file`` is the name that complaints use.

    Raises:
        BadInput: not UTF-8, too large, too deep, not YAML, or uses anchors, aliases or tags.
            Duplicate keys don't raise: they are listed in ``problems`` of the result, and the first
            value stands.
    """
    text = decoded(raw, file, bounds.max_bytes)
    try:
        return _parsed(text, file, bounds, strict=False)
    except YAMLError as error:
        if len(raw) > _MOST_READ_STRICTLY:
            raise BadInput(_syntax_problem(error, file)) from None
    try:
        return _parsed(text, file, bounds, strict=True)
    except YAMLError as error:
        raise BadInput(_syntax_problem(error, file)) from None


#: up to this size, what the quick YAML 1.1 parser refuses is tried with the slower YAML 1.2 one
#: (which takes ``{at: 09:37:10}``, for instance)
_MOST_READ_STRICTLY = 512 * 1024


def _parsed(text: str, file: str, bounds: Bounds, *, strict: bool) -> Document:
    builder = _Builder(Document(file, None, text=text, strict=strict), bounds)
    builder.build(YAML(typ="safe", pure=strict).parse(text))
    return builder.document


def _syntax_problem(error: YAMLError, file: str) -> Problem:
    if not isinstance(error, MarkedYAMLError):
        return Problem(f"this is not YAML: {error}", "check the text", Place(file, 1))
    mark = error.problem_mark or error.context_mark
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
    said = " ".join(str(part).strip() for part in (error.context, error.problem) if part)
    todo = "check indentation, colons and quotes here or just above"
    if "tab" in said or "\\t" in said:
        todo = "indent with spaces, not tabs"
    elif "found unexpected ':'" in said:
        todo = "put the value in quotes: in a long file, a colon needs them between { and }"
    return Problem(f"this is not YAML: {said}", todo, place)


class _Again(str):
    """A key that its mapping holds already: what stands under it is read and left out."""


class _Builder:
    """Builds plain data from parse events, without recursion."""

    def __init__(self, document: Document, bounds: Bounds) -> None:
        self.document = document
        self.bounds = bounds
        self.values = 0
        self.documents = 0
        self.stack: list[tuple[Collection, Path]] = []
        self.keys: list[str | None] = []

    def build(self, events: Iterator[Any]) -> None:
        for event in events:
            kind = type(event).__name__
            if kind in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
                continue
            mark = event.start_mark
            place = Place(self.document.file, mark.line + 1, mark.column + 1)
            if kind == "DocumentStartEvent":
                self._begin(place)
                continue
            self._refuse_indirection(event, kind, place)
            if kind in ("MappingEndEvent", "SequenceEndEvent"):
                self.stack.pop()
                self.keys.pop()
                continue
            self._count(place)
            if self.stack and isinstance(self.stack[-1][0], dict) and self.keys[-1] is None:
                self.keys[-1] = self._take_key(event, kind, self.stack[-1], place)
            else:
                self._take_value(event, kind, place)

    def _begin(self, place: Place) -> None:
        self.documents += 1
        if self.documents > 1:
            _refuse("a second document starts here", "write one document a file", place)

    def _refuse_indirection(self, event: Any, kind: str, place: Place) -> None:
        if kind == "AliasEvent" or getattr(event, "anchor", None):
            _refuse(
                "anchors and aliases (& and *) are not used in these files",
                "write the value out, or put it in quotes if it only starts with & or *",
                place,
            )
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            _refuse(
                f"tags ({cited(tag)}) are not used in these files",
                "remove the tag, or put the text in quotes if it starts with !",
                place,
            )

    def _count(self, place: Place) -> None:
        self.values += 1
        if self.values > self.bounds.max_values:
            _refuse(
                f"more than {self.bounds.max_values:,} keys and values", "split the file", place
            )

    def _take_key(
        self, event: Any, kind: str, parent: tuple[Collection, Path], place: Place
    ) -> str:
        mapping, path = parent
        if kind != "ScalarEvent":
            _refuse("a key must be a plain word", "write 'word: value'", place)
        key = str(event.value)
        if key in mapping:
            first = self.document.key_places[(*path, key)]
            self.document.problems.append(
                Problem(
                    f"{cited(key)} is given twice (first in line {first.line})",
                    "keep one, or rename one; nothing is chosen for you",
                    place,
                )
            )
            return _Again(f"{key} (again)")
        self._look_for_unprintable(key, place)
        self.document.key_places[(*path, key)] = place
        return key

    def _take_value(self, event: Any, kind: str, place: Place) -> None:
        path = self._path()
        value = self._open(event, kind, path, place)
        self.document.places[path] = place
        self._attach(value)
        if isinstance(value, (dict, list)):
            if len(self.stack) >= self.bounds.max_depth:
                _refuse(
                    f"nested more than {self.bounds.max_depth} levels deep",
                    "no such file needs this; check brackets and indentation",
                    place,
                )
            self.stack.append((value, path))
            self.keys.append(None)

    def _path(self) -> Path:
        if not self.stack:
            return ()
        container, path = self.stack[-1]
        last = self.keys[-1] if isinstance(container, dict) else len(container)
        assert last is not None
        return (*path, last)

    def _open(self, event: Any, kind: str, path: Path, place: Place) -> Value:
        if kind == "MappingStartEvent":
            return {}
        if kind == "SequenceStartEvent":
            return []
        text = str(event.value)
        if event.style in ("'", '"', "|", ">"):
            self.document.quoted.add(path)
            self._look_for_unprintable(text, place)
            return text
        return None if text in NOTHING else text

    def _look_for_unprintable(self, text: str, place: Place) -> None:
        found = unprintable_in(text)
        if found is not None:
            self.document.problems.append(
                Problem(
                    f"the text holds the control character U+{ord(text[found]):04X}",
                    "remove it, or write in words what it stands for",
                    place,
                )
            )

    def _attach(self, value: Value) -> None:
        if not self.stack:
            self.document.data = value
            return
        container = self.stack[-1][0]
        if isinstance(container, list):
            container.append(value)
            return
        key = self.keys[-1]
        if not isinstance(key, _Again):
            assert key is not None
            container[key] = value
        self.keys[-1] = None


#: plain scalars that stand for no value
NOTHING = ("", "~", "null")


def _refuse(what: str, todo: str, place: Place) -> NoReturn:
    raise BadInput(Problem(what, todo, place))
