"""Write plain data as YAML that a person likes to read, and that reads back as the same data.

Words stay plain wherever YAML lets them (``yes``, ``1.0``, ``2026-01-07`` are words here), quotes
stand only where they are needed, long text is folded, text with lines of its own keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.tag import Tag

from forcereview.documents.reading import NOTHING

WIDTH = 100
_STEP = 2
#: a line is broken after the word that crosses the width
_LONGEST_WORD = 8
#: words that need no quotes between the brackets of a list
_SIMPLE = re.compile(r"[\w.][\w .()/&+±%°-]*")
#: what some parsers take for the end of a line
_HIDDEN_BREAKS = re.compile("[\r\x85\u2028\u2029]")
#: text that looks the same inside a block: no space at either end of a line, nothing invisible
_SETTLED = re.compile(r"[^\s\x85\u2028\u2029\ufeff](?:[^\t\r\x85\u2028\u2029\ufeff]*\S)?")


def emitted(data: Any, *, indent: int = 0, flow: bool = False) -> str:
    """YAML for a dictionary or list that holds others, words and None; ends with a line break.

    ``indent`` is the column at which the text will stand (it is not itself indented); ``flow``
    writes a collection between brackets, on one line.
    """
    stream = StringIO()
    yaml = YAML(pure=True)
    yaml.width = 10_000 if flow else WIDTH - indent - _LONGEST_WORD
    yaml.indent(mapping=_STEP, sequence=2 * _STEP, offset=_STEP)
    yaml.allow_unicode = True
    events = [
        StreamStartEvent(),
        DocumentStartEvent(explicit=False),
        *_events(data, indent, flow),
        DocumentEndEvent(explicit=False),
        StreamEndEvent(),
    ]
    yaml.emit(events, stream)
    return stream.getvalue()


def _events(data: Any, column: int, flow: bool) -> Iterator[Any]:
    if isinstance(data, Mapping):
        yield MappingStartEvent(None, None, True, flow_style=flow or not data)
        for key, value in data.items():
            yield _scalar(str(key), 0, flow=flow, key=True)
            inner = column + _STEP
            yield from _value_events(value, inner, column + len(str(key)) + 2, flow)
        yield MappingEndEvent()
    elif isinstance(data, Sequence) and not isinstance(data, str):
        yield SequenceStartEvent(None, None, True, flow_style=flow or not data)
        for value in data:
            yield from _value_events(value, column + 2 * _STEP, column + 2 * _STEP, flow)
        yield SequenceEndEvent()
    else:
        yield _scalar(data, column, flow=flow)


def _value_events(value: Any, inner: int, start: int, flow: bool) -> Iterator[Any]:
    """``inner`` is the column of what stands below, ``start`` that of what stands beside a key."""
    if isinstance(value, (str, type(None))):
        yield _scalar(value, start, flow=flow)
    else:
        yield from _events(value, inner, flow or _short_list(value, start))


def _short_list(value: Any, start: int) -> bool:
    """Whether a list of simple words fits on the line."""
    return (
        isinstance(value, Sequence)
        and all(isinstance(word, str) and _SIMPLE.fullmatch(word) for word in value)
        and start + len(", ".join(value)) + 2 <= WIDTH
    )


def _scalar(value: str | None, start: int, *, flow: bool = False, key: bool = False) -> ScalarEvent:
    if value is None:
        return ScalarEvent(None, None, (True, True, True), "~" if flow else "null")
    style = None
    if _HIDDEN_BREAKS.search(value):
        style = '"'
    elif value.lower() in NOTHING or (flow and not _SIMPLE.fullmatch(value)):
        style = '"' if "'" in value or not value.isprintable() else "'"
    elif not flow and not key and _reads_better_as_block(value, start):
        lines = value.split("\n")
        prose = len(lines) == 1 or max(map(len, lines)) > WIDTH
        style = ">" if prose else "|"
    tag = None if value else Tag(suffix="tag:yaml.org,2002:str")
    return ScalarEvent(None, tag, (True, True, True), value, style=style)


def _reads_better_as_block(value: str, start: int) -> bool:
    """Long text, or text of several lines, of which a block keeps every sign."""
    lines = value.split("\n")
    if len(lines) == 1 and (start + len(value) <= WIDTH or " " not in value):
        return False
    if value.startswith("\n") or value.endswith("\n\n"):
        return False
    return "  " not in value and all(not line or _SETTLED.fullmatch(line) for line in lines)
