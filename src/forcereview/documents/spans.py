"""Where the parts of a YAML text begin and end, counted in characters: lines, values, comments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


class Spans:
    """A text and the places in it. Nodes are those that ruamel composes from the text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def line_start(self, at: int) -> int:
        """Where the line begins that holds ``at``."""
        return self.text.rfind("\n", 0, at) + 1

    def next_line(self, at: int) -> int:
        """Where the line after the one that holds ``at`` begins."""
        found = self.text.find("\n", at)
        return len(self.text) if found < 0 else found + 1

    def indent(self, at: int) -> int:
        """By how much the line that holds ``at`` is indented."""
        line = self.text[self.line_start(at) : self.next_line(at)]
        return len(line) - len(line.lstrip(" "))

    def leads_its_line(self, at: int) -> bool:
        """Whether only blanks stand before ``at`` on its line."""
        return not self.text[self.line_start(at) : at].strip()

    def colon(self, key: Any) -> int:
        """Where the value's place begins after a key: right behind the colon."""
        return self.text.index(":", key.end_mark.index) + 1

    def dashes(self, sequence: Any) -> list[int]:
        """Where the dash of each item of a block sequence stands."""
        found: list[int] = []
        at = sequence.start_mark.index
        for item in sequence.value:
            while self.text[at] != "-":
                at = self.next_line(at) if self.text[at] == "#" else at + 1
            found.append(at)
            at = self.end(item, at + 1)
        return found

    def end(self, node: Any, floor: int) -> int:
        """Where a value's last sign stands, one past it; ``floor`` for a value that is blank."""
        if node.id == "scalar":
            if node.style in ("|", ">"):
                written = self.text[node.start_mark.index : node.end_mark.index]
                return int(node.start_mark.index) + len(written.rstrip())
            blank = node.end_mark.index == node.start_mark.index
            return floor if blank else int(node.end_mark.index)
        if node.flow_style:
            return int(node.end_mark.index)
        if node.id == "mapping":
            key, value = node.value[-1]
            return self.end(value, self.colon(key))
        return self.end(node.value[-1], self.dashes(node)[-1] + 1)

    def comments(self, start: int, end: int, nodes: Iterable[Any]) -> list[str]:
        """The comments between two places that hold no values but those of ``nodes``."""
        found: list[str] = []
        at = start
        for leaf in [leaf for node in nodes for leaf in _leaves(node)]:
            first, last = leaf.start_mark.index, leaf.end_mark.index
            if first < at or first >= end:
                continue
            found += _comments_in(self.text[at:first])
            if leaf.style in ("|", ">"):
                found += _comments_in(self.text[first : self.next_line(first)])
            at = last
        return found + _comments_in(self.text[min(at, end) : end])


def _leaves(node: Any) -> Iterator[Any]:
    """Keys and values that hold no others, in the order of the text."""
    if node.id == "scalar":
        yield node
    elif node.id == "mapping":
        for key, value in node.value:
            yield from _leaves(key)
            yield from _leaves(value)
    else:
        for item in node.value:
            yield from _leaves(item)


def _comments_in(structure: str) -> list[str]:
    """Comments in a stretch of text that holds no words."""
    lines = (line[line.index("#") :].rstrip() for line in structure.split("\n") if "#" in line)
    return list(lines)


def indented(text: str, column: int) -> str:
    """The text with every line but blank ones moved to the right."""
    return "".join(
        " " * column + line if line.strip() else line for line in text.splitlines(keepends=True)
    )
